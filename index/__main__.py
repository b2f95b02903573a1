"""The index's command line: ``python -m index build``, ``status``, ``watch``, ``withdraw``, …"""

import threading
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from index.backup.restore import restore, undo_interrupted
from index.backup.save import backup
from index.building.build import build
from index.building.status import status
from index.building.watching import follow
from index.building.withdrawing import undo, withdraw
from index.console import (
    ERR,
    OUT,
    progress_bars,
    report_errors,
    safe,
    show_changes,
    show_counts,
    show_file,
    show_notes,
    show_problems,
    show_status,
)
from index.errors import BriefingError
from index.reading.file_view import read_file, to_json
from index.settings import Settings, load_settings
from index.terminal import json_text

app = typer.Typer(
    help="Build and inspect the index of a briefing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
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
    with report_errors():
        _build(_settings(sources), fresh=fresh)


def _build(settings: Settings, *, fresh: bool = False) -> None:
    """Build the index and print a report."""
    undo_interrupted(settings.data)
    with progress_bars() as progress:
        report = build(settings, progress=progress, fresh=fresh)
    show_changes(report.changes)
    show_problems(report.problems)
    show_notes(report.notes)
    show_counts(report)
    did = f"built in {report.seconds:.1f} s" if report.built else "was up to date"
    OUT.print(
        f"The index {did}: {report.documents} documents, {report.passages} passages, "
        f"{report.sentences} sentences; {report.embedded} texts embedded."
    )


@app.command("status")
def status_command(
    sources: Sources = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what is indexed, with which model, and which files have changed since."""
    with report_errors():
        found = status(_settings(sources))
    if as_json:
        fields = asdict(found)
        fields["generation"] = fields.pop("snapshot")  # the name that scripts know
        typer.echo(json_text(fields))
    else:
        show_status(found)


@app.command("watch")
def watch_command(sources: Sources = None) -> None:
    """Watch the sources folder and build whenever its files have changed. Stop with Ctrl-C."""
    settings = _settings(sources)

    def follow_up() -> bool:
        try:
            _build(settings)
        except BriefingError as error:
            ERR.print(f"[red]Error:[/] {safe(str(error))}")
            return False
        return True

    OUT.print(f"Watching {safe(str(settings.sources))}. Stop with Ctrl-C.")
    follow(settings.sources, follow_up, threading.Event())


@app.command("withdraw")
def withdraw_command(
    source: Annotated[str, typer.Argument(help="Path of the article, as citations name it.")],
    why: Annotated[
        str, typer.Option(help="The reason, shown wherever the article was quoted.")
    ] = "",
    undoing: Annotated[bool, typer.Option("--undo", help="Put the article back.")] = False,
    sources: Sources = None,
) -> None:
    """Remove an article from the briefing at once. Its file is not touched."""
    if undoing == bool(why):
        raise typer.BadParameter('Give a reason with --why "…", or --undo.')
    with report_errors():
        settings = _settings(sources)
        entries = undo(settings, source) if undoing else withdraw(settings, source, why)
        for one in entries:
            said = "let in" if undoing else "withdrawn"
            OUT.print(f"{said:9} {safe(one.source)}: {safe(one.title)}")
        _build(settings)


@app.command("read")
def read_command(
    file: Annotated[Path, typer.Argument(help="A file of a known format.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what is extracted from a file: paragraphs, sentences, metadata. Needs no index."""
    with report_errors():
        found = to_json(read_file(file))
    if as_json:
        typer.echo(json_text(found))
    else:
        show_file(found)


@app.command("backup")
def backup_command(
    target: Annotated[
        Path, typer.Argument(help="The archive to write, or its folder.", show_default=False)
    ],
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    articles: Annotated[
        bool, typer.Option("--articles", help="Include the files of the sources folder.")
    ] = False,
    index: Annotated[
        bool, typer.Option("--index/--no-index", help="Include the index, if it is on disk.")
    ] = True,
) -> None:
    """Write index, feedback, revisions, answers, translations and suggestions to one archive."""
    with report_errors(), progress_bars() as progress:
        settings = load_settings()
        made = backup(
            settings, target, force=force, index=index, articles=articles, progress=progress
        )
    OUT.print(f"Wrote {safe(str(made.path))}: {made.files} files, {made.size:,} bytes.")
    if made.snapshot:
        OUT.print(f"It contains the index, snapshot {made.snapshot}.")
    elif index and settings.chroma_url:
        OUT.print(
            f"It does not contain the index on {safe(settings.chroma_url)}. After a restore, "
            "python -m index build rebuilds it from the articles."
        )
    else:
        OUT.print("It does not contain the index; python -m index build rebuilds it.")
    OUT.print(
        f"It contains the articles: {made.articles} files."
        if articles
        else "It does not contain the articles; --articles includes them."
    )


@app.command("restore")
def restore_command(
    file: Annotated[Path, typer.Argument(help="An archive written by backup.")],
    articles: Annotated[
        Path | None,
        typer.Option("--articles", help="A new or empty folder for the articles in the archive."),
    ] = None,
) -> None:
    """Replace the contents of the data folder with a backup. Stop the service first."""
    with report_errors(), progress_bars() as progress:
        settings = load_settings()
        done = restore(settings, file, articles=articles, progress=progress)
    OUT.print(f"Restored the backup of {done.made} to {safe(str(settings.data))}.")
    if done.snapshot is None:
        OUT.print("It contains no index. Run: python -m index build")
    elif settings.chroma_url:
        OUT.print("Its index was restored but is not used, because BRIEFING_CHROMA_URL is set.")
    if articles:
        OUT.print(f"{done.articles} articles are in {safe(str(articles))}.")
    if done.aside:
        OUT.print(f"The previous data is in {safe(str(done.aside))}; delete it when not needed.")


def _settings(sources: Path | None) -> Settings:
    settings = load_settings()
    return settings.model_copy(update={"sources": sources}) if sources else settings


if __name__ == "__main__":
    app()
