"""The index's command line: ``python -m index build`` and ``python -m index status``."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from index.build import build
from index.errors import BriefingError
from index.reading.parsing import Problem
from index.settings import Settings, load_settings
from index.snapshots.manifest import Changes
from index.status import Status, status
from index.terminal import json_text, printable_line

app = typer.Typer(
    help="Read, embed and store a briefing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_out = Console(soft_wrap=True, highlight=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)

Sources = Annotated[
    Path | None,
    typer.Option("--sources", help="Folder of articles instead of BRIEFING_SOURCES."),
]


@app.command("build")
def build_command(
    sources: Sources = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Embed everything anew.")] = False,
) -> None:
    """Bring the index up to date with the sources folder."""
    with _told(), _bars() as progress:
        report = build(_settings(sources), progress=progress, fresh=fresh)
    _show_changes(report.changes)
    _show_problems(report.problems)
    did = f"built in {report.seconds:.1f} s" if report.built else "was up to date"
    _out.print(
        f"The index {did}: {report.documents} documents, {report.passages} passages, "
        f"{report.sentences} sentences; {report.embedded} texts embedded."
    )


@app.command("status")
def status_command(
    sources: Sources = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say what is indexed, with which model, and what changed on disk since."""
    with _told():
        found = status(_settings(sources))
    if as_json:
        fields = asdict(found)
        fields["generation"] = fields.pop("snapshot")  # the name that scripts know
        typer.echo(json_text(fields))
    else:
        _show_status(found)


def _settings(sources: Path | None) -> Settings:
    settings = load_settings()
    return settings.model_copy(update={"sources": sources}) if sources else settings


def _show_status(found: Status) -> None:
    if found.snapshot is None:
        _out.print("There is no index yet. Run: python -m index build")
    else:
        _out.print(
            f"Snapshot {found.snapshot}, made {found.made} with {escape(found.embedder or '')}:"
            f" {found.documents} documents, {found.passages} passages, {found.sentences} sentences."
        )
    if found.problem:
        _out.print(_safe(found.problem))
    _show_changes(found.changes)
    _show_problems(found.problems)
    if found.up_to_date:
        _out.print("Up to date.")
    elif found.snapshot:
        _out.print("Out of date. Run: python -m index build")


def _show_changes(changes: Changes) -> None:
    for word, sources in (
        ("added", changes.added),
        ("changed", changes.changed),
        ("removed", changes.removed),
        ("renamed", tuple(f"{old} -> {new}" for old, new in changes.renamed)),
    ):
        for source in sources:
            _out.print(f"{word:8} {_safe(source)}")


def _show_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        _err.print(f"[yellow]skipped[/]  {_safe(problem.source)}: {_safe(problem.message)}")


def _safe(words: str) -> str:
    """Neither markup nor control characters: file names may hold both."""
    return escape(printable_line(words))


@contextmanager
def _told() -> Iterator[None]:
    """Our errors become one message and exit status 1."""
    try:
        yield
    except BriefingError as error:
        _err.print(f"[red]Error:[/] {_safe(str(error))}")
        raise typer.Exit(1) from None


@contextmanager
def _bars() -> Iterator[Callable[[str, int, int], None]]:
    """One progress bar on stderr for each step."""
    columns = (
        TextColumn("{task.description:10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as bars:
        tasks = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show


if __name__ == "__main__":
    app()
