"""The index's command line: ``python -m index build``, ``status``, ``watch``, ``withdraw``, …"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

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

from index.backup.restore import restore, undo_interrupted
from index.backup.save import backup
from index.build import Report, build
from index.errors import BriefingError
from index.reading.file_view import read_file, sentence, to_json
from index.reading.folder import is_unknown_kind, kinds_not_read
from index.reading.parsing import FileNote, Problem
from index.settings import Settings, load_settings
from index.snapshots.manifest import Changes
from index.status import Status, status
from index.terminal import json_text, printable_line
from index.watching import follow
from index.withdrawing import undo, withdraw

app = typer.Typer(
    help="Build and inspect the index of a briefing.",
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
    fresh: Annotated[bool, typer.Option("--fresh", help="Embed everything again.")] = False,
) -> None:
    """Update the index from the sources folder."""
    with _told():
        _build(_settings(sources), fresh=fresh)


def _build(settings: Settings, *, fresh: bool = False) -> None:
    """Build, and say what came of it."""
    undo_interrupted(settings.data)
    with _bars() as progress:
        report = build(settings, progress=progress, fresh=fresh)
    _show_changes(report.changes)
    _show_problems(report.problems)
    _show_notes(report.notes)
    _show_counts(report)
    did = f"built in {report.seconds:.1f} s" if report.built else "was up to date"
    _out.print(
        f"The index {did}: {report.documents} documents, {report.passages} passages, "
        f"{report.sentences} sentences; {report.embedded} texts embedded."
    )


@app.command("status")
def status_command(
    sources: Sources = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what is indexed, with which model, and which files have changed since."""
    with _told():
        found = status(_settings(sources))
    if as_json:
        fields = asdict(found)
        fields["generation"] = fields.pop("snapshot")  # the name that scripts know
        typer.echo(json_text(fields))
    else:
        _show_status(found)


@app.command("watch")
def watch_command(sources: Sources = None) -> None:
    """Follow the sources folder: build whenever its files have changed. Ctrl-C ends it."""
    settings = _settings(sources)

    def follow_up() -> bool:
        try:
            _build(settings)
        except BriefingError as error:
            _err.print(f"[red]Error:[/] {_safe(str(error))}")
            return False
        return True

    _out.print(f"Following {_safe(str(settings.sources))}. Ctrl-C ends it.")
    follow(settings.sources, follow_up, threading.Event())


@app.command("withdraw")
def withdraw_command(
    source: Annotated[str, typer.Argument(help="Path of the article, as citations name it.")],
    why: Annotated[str, typer.Option(help="The reason, shown wherever it was quoted.")] = "",
    undoing: Annotated[bool, typer.Option("--undo", help="Let the article in again.")] = False,
    sources: Sources = None,
) -> None:
    """Take an article out of the briefing at once; its file stays where it is."""
    if undoing == bool(why):
        raise typer.BadParameter('Give a reason with --why "…", or --undo.')
    with _told():
        settings = _settings(sources)
        entries = undo(settings, source) if undoing else withdraw(settings, source, why)
        for one in entries:
            said = "let in" if undoing else "withdrawn"
            _out.print(f"{said:9} {_safe(one.source)}: {_safe(one.title)}")
        _build(settings)


@app.command("read")
def read_command(
    file: Annotated[Path, typer.Argument(help="A file of a known format.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what is read from one file: paragraphs, sentences, metadata. Needs no index."""
    with _told():
        found = to_json(read_file(file))
    if as_json:
        typer.echo(json_text(found))
    else:
        _show_file(found)


@app.command("backup")
def backup_command(
    target: Annotated[
        Path, typer.Argument(help="The archive to write, or a folder for it.", show_default=False)
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
    articles: Annotated[
        bool, typer.Option("--articles", help="The files of the sources folder too.")
    ] = False,
    index: Annotated[
        bool, typer.Option("--index/--no-index", help="The index, if it is on disk.")
    ] = True,
) -> None:
    """Write index, feedback, revisions, answers, translations and suggestions to one archive."""
    with _told(), _bars() as progress:
        settings = load_settings()
        made = backup(
            settings, target, force=force, index=index, articles=articles, progress=progress
        )
    _out.print(f"Wrote {_safe(str(made.path))}: {made.files} files, {made.size:,} bytes.")
    if made.snapshot:
        _out.print(f"The index is in it: snapshot {made.snapshot}.")
    elif index and settings.chroma_url:
        _out.print(
            f"The index on {_safe(settings.chroma_url)} is not in it. After a restore, "
            "python -m index build makes it again from the articles."
        )
    else:
        _out.print("The index is not in it; python -m index build makes it from the articles.")
    _out.print(
        f"The articles are in it: {made.articles} files."
        if articles
        else "The articles are not in it; --articles includes them."
    )


@app.command("restore")
def restore_command(
    file: Annotated[Path, typer.Argument(help="An archive that backup wrote.")],
    articles: Annotated[
        Path | None,
        typer.Option("--articles", help="A new or empty folder for the articles in the archive."),
    ] = None,
) -> None:
    """Put an archive's contents in place of the data folder's. The service has to be stopped."""
    with _told(), _bars() as progress:
        settings = load_settings()
        done = restore(settings, file, articles=articles, progress=progress)
    _out.print(f"Restored the backup of {done.made} to {_safe(str(settings.data))}.")
    if done.snapshot is None:
        _out.print("It holds no index. Run: python -m index build")
    elif settings.chroma_url:
        _out.print("Its index is in the data folder, and BRIEFING_CHROMA_URL is set: not used.")
    if articles:
        _out.print(f"{done.articles} articles are in {_safe(str(articles))}.")
    if done.aside:
        _out.print(
            f"What was there is kept in {_safe(str(done.aside))}; delete it when not needed."
        )


def _show_file(found: Mapping[str, Any]) -> None:
    for field in ("title", "outlet", "author", "date", "time", "embargo", "language", "link"):
        if found[field]:
            _out.print(f"{field:9}{_safe(found[field])}")
    for note in found["notes"]:
        _err.print(f"[yellow]note[/]     {_safe(note)}")
    for number, paragraph in enumerate(found["paragraphs"], start=1):
        page = f" (page {paragraph['page']})" if paragraph["page"] else ""
        _out.print(f"\n¶ {number}{page}")
        for words in paragraph["sentences"]:
            _out.print(f"  {_safe(words)}")
    if found["problem"]:
        _err.print(f"[yellow]skipped[/]  {_safe(found['source'])}: {_safe(found['problem'])}")
        raise typer.Exit(1)


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
    _show_notes(found.notes)
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


def _show_counts(report: Report) -> None:
    """One line that leaves no file out."""
    faults = Counter(problem.fault.value for problem in report.problems)
    reasons = ", ".join(f"{count} {fault}" for fault, count in sorted(faults.items()))
    left_out = f"{len(report.problems)} left out" + (f" ({reasons})" if reasons else "")
    _out.print(f"Files: {report.read} read, {report.unchanged} unchanged; {left_out}.")


def _show_problems(problems: tuple[Problem, ...]) -> None:
    for line in kinds_not_read(problems):
        _err.print(f"[yellow]not read[/] {_safe(line)}")
    for problem in problems:
        if is_unknown_kind(problem):
            continue
        _err.print(f"[yellow]skipped[/]  {_safe(problem.source)}: {_safe(problem.message)}")


def _show_notes(notes: tuple[FileNote, ...]) -> None:
    for one in notes:
        _err.print(f"[yellow]note[/]     {_safe(one.source)}: {_safe(sentence(one.note))}")


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
