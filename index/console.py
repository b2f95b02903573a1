"""Console output of ``python -m index``: files, changes, problems, progress and errors."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

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

from index.building.build import Report
from index.building.status import Status
from index.errors import BriefingError
from index.reading.file_view import sentence
from index.reading.folder import is_unknown_kind, kinds_not_read
from index.reading.parsing import FileNote, Problem
from index.snapshots.manifest import Changes
from index.terminal import printable_line

OUT = Console(soft_wrap=True, highlight=False)
ERR = Console(stderr=True, soft_wrap=True, highlight=False)


def show_file(found: Mapping[str, Any]) -> None:
    """Print what was extracted from a file, one sentence per line."""
    for field in ("title", "outlet", "author", "date", "time", "embargo", "language", "link"):
        if found[field]:
            OUT.print(f"{field:9}{safe(found[field])}")
    for note in found["notes"]:
        ERR.print(f"[yellow]note[/]     {safe(note)}")
    for number, paragraph in enumerate(found["paragraphs"], start=1):
        page = f" (page {paragraph['page']})" if paragraph["page"] else ""
        OUT.print(f"\n¶ {number}{page}")
        for words in paragraph["sentences"]:
            OUT.print(f"  {safe(words)}")
    if found["problem"]:
        ERR.print(f"[yellow]skipped[/]  {safe(found['source'])}: {safe(found['problem'])}")
        raise typer.Exit(1)


def show_status(found: Status) -> None:
    """Print what is indexed and what has changed since."""
    if found.snapshot is None:
        OUT.print("There is no index yet. Run: python -m index build")
    else:
        OUT.print(
            f"Snapshot {found.snapshot}, made {found.made} with {escape(found.embedder or '')}:"
            f" {found.documents} documents, {found.passages} passages, {found.sentences} sentences."
        )
    if found.problem:
        OUT.print(safe(found.problem))
    show_changes(found.changes)
    show_problems(found.problems)
    show_notes(found.notes)
    if found.up_to_date:
        OUT.print("Up to date.")
    elif found.snapshot:
        OUT.print("Out of date. Run: python -m index build")


def show_changes(changes: Changes) -> None:
    """Print which files are new, changed, removed or renamed."""
    for word, sources in (
        ("added", changes.added),
        ("changed", changes.changed),
        ("removed", changes.removed),
        ("renamed", tuple(f"{old} -> {new}" for old, new in changes.renamed)),
    ):
        for source in sources:
            OUT.print(f"{word:8} {safe(source)}")


def show_counts(report: Report) -> None:
    """Print one line of counts that add up to all files."""
    faults = Counter(problem.fault.value for problem in report.problems)
    reasons = ", ".join(f"{count} {fault}" for fault, count in sorted(faults.items()))
    left_out = f"{len(report.problems)} left out" + (f" ({reasons})" if reasons else "")
    OUT.print(f"Files: {report.read} read, {report.unchanged} unchanged; {left_out}.")


def show_problems(problems: tuple[Problem, ...]) -> None:
    """Print what was left out, and why."""
    for line in kinds_not_read(problems):
        ERR.print(f"[yellow]not read[/] {safe(line)}")
    for problem in problems:
        if is_unknown_kind(problem):
            continue
        ERR.print(f"[yellow]skipped[/]  {safe(problem.source)}: {safe(problem.message)}")


def show_notes(notes: tuple[FileNote, ...]) -> None:
    """Print remarks on files that are in the index."""
    for one in notes:
        ERR.print(f"[yellow]note[/]     {safe(one.source)}: {safe(sentence(one.note))}")


def safe(words: str) -> str:
    """Escape markup and control characters; file names may contain both."""
    return escape(printable_line(words))


@contextmanager
def report_errors() -> Iterator[None]:
    """Turn a BriefingError into one message and exit status 1."""
    try:
        yield
    except BriefingError as error:
        ERR.print(f"[red]Error:[/] {safe(str(error))}")
        raise typer.Exit(1) from None


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int], None]]:
    """One progress bar on stderr for each step."""
    columns = (
        TextColumn("{task.description:10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as bars:
        tasks = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show
