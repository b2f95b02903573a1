"""``python -m rag``: ask questions and score answers from the command line."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
)

from index.errors import BriefingError
from index.settings import Settings, load_settings
from index.terminal import PrintableFormatter, json_text, printable, printable_line
from rag.answer.formatting import long_date
from rag.answer.markers import readable
from rag.answer.notices import (
    correction_notice,
    embargo_notice,
    source_notices,
    withdrawn_notice,
)
from rag.answer.quoting.additions import addition
from rag.assistant import Assistant
from rag.contract import read_rows, to_json
from rag.downloads import fetch
from rag.evaluation.verify_command import verify
from rag.exporting.texts import text as say
from rag.model_commands import SourcesOption
from rag.model_commands import app as model_app
from rag.storage.feedback import FeedbackStore, question_rows
from rag.types import Answer, Citation, Done, Language, Sources, Token, Turn

app = typer.Typer(
    help="Ask questions, check claims and measure answers from the command line.",
    no_args_is_help=True,
    add_completion=False,
)
app.add_typer(model_app, name="model")
app.command()(fetch)
app.command()(verify)
notes = Console(stderr=True, highlight=False)

LanguageOption = Annotated[
    Language | None,
    typer.Option(help="Language of the answer. Default: the language of the question."),
]


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="The question, in German or English.")
    ] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            help="File of questions, one JSON row per line; prints one JSON answer per line."
        ),
    ] = None,
    cache: Annotated[
        bool, typer.Option(help="Repeat an earlier answer to the same question.")
    ] = True,
) -> None:
    """Answer one question, or a file of questions."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("Give a question or --batch FILE.jsonl.")
    if batch is not None:
        rows = list(read_rows(batch))
        with assistant() as helper:
            for row in rows:
                answer = _answer(helper, row.question, row.language or language, row.history, cache)
                print(json_text({**to_json(answer), "id": row.id}), flush=True)
    elif question is not None:
        with assistant() as helper:
            if as_json:
                answer = _answer(helper, question, language, (), cache)
                print(json_text(to_json(answer), indent=2))
            else:
                _talk(helper, question, language, cache)


@app.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(help="Questions with their answers (JSONL).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Also write the scores to this file, with tables and a diagram beside it."
        ),
    ] = None,
    sources: SourcesOption = None,
) -> None:
    """Score the assistant on a question set."""
    # Imports scipy, which asking does not need.
    from rag.evaluation import run_eval, settings_for

    with settings_for(questions, sources) as settings, assistant(settings) as helper:
        shown = notes if as_json else None
        report = run_eval(questions, helper, out, settings=settings, console=shown)
    if as_json:
        print(json_text(report.to_json(), indent=2))


@app.command()
def translate() -> None:
    """Read and translate the whole briefing in advance, so that no reader waits for that."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with assistant() as helper, Progress(*columns, console=notes, transient=True) as progress:
        counts = {}
        for name, work in (("Reading", helper.read_ahead()), ("Translating", helper.translate())):
            task = progress.add_task(name, total=None)
            counts[name] = 0
            for counts[name], total in work:
                progress.update(task, completed=counts[name], total=total)
    notes.print(
        f"Passages read: {counts['Reading']}. Translated sentences: {counts['Translating']}."
    )


@app.command("feedback")
def feedback_command() -> None:
    """Print readers' feedback as rows of a question set, for a person to complete."""
    rows = question_rows(FeedbackStore(load_settings().data).all())
    for row in rows:
        print(json_text(row))
    open_rows = sum(bool(row["todo"]) for row in rows)
    notes.print(
        f"Questions with feedback: {len(rows)}, to be completed: {open_rows}. Fill in the fields "
        "named in todo, then remove todo; tests/eval/README.md describes a row."
    )


@contextmanager
def assistant(settings: Settings | None = None) -> Iterator[Assistant]:
    """A loaded assistant. If there is no model, a note is printed.

    Raises:
        BriefingError: the index cannot be used.
    """
    helper = Assistant(settings or load_settings())
    try:
        with notes.status("Loading index and models …"):
            helper.start()
            helper.wait()
        state = helper.state()
        if state.model.problem:
            notes.print(printable_line(f"{state.model.problem} Answers are quotes."), markup=False)
        yield helper
    finally:
        helper.close()


def _answer(
    helper: Assistant,
    question: str,
    language: Language | None,
    history: tuple[Turn, ...],
    cache: bool,
) -> Answer:
    *_, last = helper.ask(question, language=language, history=history, use_cache=cache)
    assert isinstance(last, Done)
    return last.answer


def _talk(helper: Assistant, question: str, language: Language | None, cache: bool) -> None:
    for event in helper.ask(question, language=language, use_cache=cache):
        match event:
            case Sources(evidence=evidence):
                found = ", ".join(f"{e.passage.source} § {e.passage.paragraph}" for e in evidence)
                notes.print(printable_line(found), style="dim", markup=False)
            case Token(text=text):
                print(printable(readable(text)), end="", flush=True)
            case Done(answer=answer):
                keys = (answer.badge, answer.shown_as) if answer.shown else (answer.badge,)
                print("\n\n" + " · ".join(say(key, answer.language) for key in keys))
                for citation in answer.shown:
                    print(
                        f"\n[{citation.n}] {printable_line(citation.source)}, "
                        f"§ {citation.paragraph}{_origin(citation, answer.language)}:",
                        printable(citation.quote),
                    )
                    if added := addition(citation, answer.language):
                        print(printable_line(added))


def _origin(citation: Citation, language: Language) -> str:
    """Details of a citation's article, printed after its paragraph number."""
    day = long_date(date.fromisoformat(citation.date), language) if citation.date else ""
    until = datetime.fromisoformat(citation.embargo) if citation.embargo else None
    said = (
        f"p. {citation.page}" if citation.page else "",
        printable_line(citation.outlet or ""),
        day,
        *map(printable_line, source_notices(citation.genre, citation.also, language)),
        embargo_notice(until, language),
        printable_line(withdrawn_notice(citation.withdrawn, language)),
        printable_line(correction_notice(citation.corrected, language)),
    )
    return "".join(f", {one}" for one in said if one)


def main() -> None:
    """Run the command line. An expected error is printed as a message, with exit status 1."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    handler = logging.StreamHandler()
    handler.setFormatter(PrintableFormatter("%(message)s"))
    logging.basicConfig(level=logging.ERROR, handlers=[handler])
    try:
        app()
    except BriefingError as error:
        notes.print(printable_line(str(error)), markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
