"""``python -m rag model``: test and calibrate the configured language model."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from index.errors import ModelError, StoreError
from index.settings import Settings, load_settings
from index.terminal import json_text, printable_line
from rag.assistant import Assistant
from rag.evidence.candidates import Candidate
from rag.evidence.search import READ
from rag.exam.calibrating import Calibrating, calibrated, findings
from rag.exam.results import LEAST, MOST_SECONDS, Result, Results
from rag.exam.sitting import Sitting
from rag.llm.client import LanguageModel
from rag.runtime.examining import mode_of
from rag.runtime.model import ModelComponent
from rag.runtime.state import ComponentState

app = typer.Typer(
    help="Test and calibrate the language model.", no_args_is_help=True, add_completion=False
)
notes = Console(stderr=True, highlight=False)

SourcesOption = Annotated[
    Path | None,
    typer.Option(
        help="Folder of articles. Default: the folder corpus next to the questions, or else "
        "BRIEFING_SOURCES."
    ),
]

_NAMES = {
    "form": "every sentence cites evidence by number",
    "right": "the answer given by the evidence",
    "cites": "numbers of the right passages",
    "refuses": "no claim without evidence",
    "language": "in the language of the question",
}


@app.callback()
def model() -> None:
    """Test and calibrate the language model."""


@app.command()
def check(
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Print every answer and how it was marked.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Run the exam with the configured model and store the result."""
    settings = load_settings()
    with _loaded(settings) as asked:
        sitting = Sitting(asked)
        for number, (question, text, mark) in enumerate(sitting.answers(), start=1):
            notes.print(f"{number}/{sitting.total} {mark.kind}", end="\r", markup=False)
            if verbose:
                wrong = [n for n in _NAMES if getattr(mark, n) is False]
                notes.print(printable_line(f"{question.written.question} → {text}"), markup=False)
                notes.print(f"   {', '.join(wrong) or 'all right'}", markup=False)
        result = sitting.result()
    _keep(result, settings)
    if as_json:
        print(json_text(_json(result), indent=2))
    else:
        for line in _table(result, settings):
            print(line)


@app.command()
def calibrate(
    questions: Annotated[Path, typer.Argument(help="Questions with their answers (JSONL).")],
    sources: SourcesOption = None,
) -> None:
    """Measure, on passages of real articles, how reliably the model recognises an answer."""
    # Imports scipy, which a check does not need.
    from rag.evaluation import settings_for
    from rag.evaluation.rows import Place, QuestionRow, read_questions

    def asked(row: QuestionRow) -> Calibrating:
        def answers(candidate: Candidate) -> bool:
            return Place(candidate.passage.source, candidate.passage.paragraph) in row.gold

        return Calibrating(row.question, answers)

    rows = [row for row in read_questions(questions) if not row.history]
    kept = load_settings()
    with settings_for(questions, sources) as settings, _assistant(settings) as helper:
        assert helper.model
        results = Results(kept.data)
        result = results.of(helper.model.name)
        if result is None or helper.model.is_adapted_for("answer"):
            problem = "ships with its own calibration" if result else "has not taken the exam"
            raise ModelError(
                f"{printable_line(helper.model.name)} {problem}.",
                "Calibrate another model." if result else "Run `python -m rag model check` first.",
            )
        found = []
        for pair in findings(
            helper.model, map(asked, rows), lambda text: helper.search(text, count=READ)
        ):
            found.append(pair)
            notes.print(f"{len(found)} passages read", end="\r")
    result = calibrated(result, found)
    _keep(result, kept)
    for line in _table(result, kept):
        print(line)


def _keep(result: Result, settings: Settings) -> None:
    """Raises StoreError."""
    try:
        Results(settings.data).keep(result)
    except OSError as error:
        raise StoreError(
            f"The result cannot be stored in {settings.data} ({error.strerror}).",
            "Free some space there, or set BRIEFING_DATA to a writable folder.",
        ) from error


@contextmanager
def _assistant(settings: Settings) -> Iterator[Assistant]:
    """A loaded assistant with a model.

    Raises:
        BriefingError: the index cannot be used, or there is no model.
    """
    helper = Assistant(settings)
    try:
        with notes.status("Loading index and models …"):
            helper.start()
            helper.wait()
        _ensure(helper.model, helper.state().model)
        yield helper
    finally:
        helper.close()


def _ensure(model: LanguageModel | None, state: ComponentState) -> LanguageModel:
    """The model. Raises ModelError if there is none."""
    if model is None:
        problem = state.problem or "The language model is switched off."
        raise ModelError(problem, "Correct BRIEFING_LLM or BRIEFING_LLM_URL.")
    return model


@contextmanager
def _loaded(settings: Settings) -> Iterator[LanguageModel]:
    """The configured model, loaded.

    Raises:
        ModelError: there is no model.
    """
    part = ModelComponent(settings)
    try:
        with notes.status("Loading the language model …"):
            part.start()
            part.wait()
        yield _ensure(part.model, part.state)
    finally:
        part.close()


def _table(result: Result, settings: Settings) -> Iterator[str]:
    yield f"Exam of {printable_line(result.model)}"
    for name, share in result.shares.items():
        needed = f"(needs {LEAST[name]:.0%})"
        yield f"  {_NAMES[name]:<46} {share.count:>2} of {share.of:<2} {needed}"
    yield f"  {'seconds per answer, median':<46} {result.seconds:g} (at most {MOST_SECONDS:g})"
    found, imagined = result.found, result.imagined
    yield f"  {'finds an existing answer':<46} {found.count:>2} of {found.of}"
    yield f"  {'finds an answer where there is none':<46} {imagined.count:>2} of {imagined.of}"
    yield f"  {'log-probabilities':<46} {'yes' if result.logprobs else 'no'}"
    yield f"  {'grammars':<46} {'yes' if result.grammar else 'no'}"
    lacks = f" (lacks: {', '.join(result.lacks)})" if result.lacks else ""
    yield f"Mode allowed by the exam: {result.mode}{lacks}"
    if settings.answers != "auto":
        yield f"Mode set by BRIEFING_ANSWERS: {mode_of(settings.answers, result)}"


def _json(result: Result) -> dict[str, object]:
    return {
        "model": result.model,
        "mode": result.mode,
        "lacks": list(result.lacks),
        **{name: [share.count, share.of] for name, share in result.shares.items()},
        "found": [result.found.count, result.found.of],
        "imagined": [result.imagined.count, result.imagined.of],
        "seconds": result.seconds,
        "logprobs": result.logprobs,
        "grammar": result.grammar,
        "made": result.made,
    }
