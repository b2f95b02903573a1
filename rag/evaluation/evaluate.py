"""Asks all questions of a set and scores the answers."""

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from urllib.parse import quote

from rich.console import Console
from rich.progress import track

from index.reading.folder import read, scan
from index.settings import ROOT, Settings, load_settings
from rag.contract import to_json
from rag.evaluation.diagram import svg
from rag.evaluation.report import Report
from rag.evaluation.rows import QuestionRow, read_answer, read_questions
from rag.evaluation.scoring import score
from rag.runtime.state import State
from rag.types import Done, Event, Turn

Ask = Callable[[QuestionRow], Mapping[str, Any]]
"""Returns the answer to a question row in the project's JSON contract."""


class Answerer(Protocol):
    """What is needed of :class:`rag.assistant.Assistant`."""

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), use_cache: bool = True
    ) -> Iterator[Event]: ...

    def state(self) -> State: ...


def evaluate(rows: Iterable[QuestionRow], ask: Ask, texts: Mapping[str, str]) -> Report:
    """Score the answers that ``ask`` gives.

    Args:
        rows: at least one question.
        ask: returns the answer to one of them.
        texts: texts of the documents by source, to compare quotes with.

    Raises:
        ValueError: there are no rows, or an answer violates the contract.
    """
    return Report.of([score(row, read_answer(ask(row)), texts) for row in rows])


def run_eval(
    path: Path,
    assistant: Answerer,
    json_out: Path | None = None,
    *,
    settings: Settings | None = None,
    console: Console | None = None,
) -> Report:
    """Score a loaded assistant on a question set and print the table and the failures.

    The answer cache is not used. With ``json_out`` the report is also written there, with its
    tables as Markdown and the reliability diagram as SVG next to it.

    Raises:
        QuestionError: the question set cannot be read.
        BriefingError: a question cannot be answered.
    """
    settings = settings or load_settings()
    console = console or Console()
    rows = read_questions(path)
    texts = {document.source: document.text for document in read(scan(settings.sources)).documents}

    def ask(row: QuestionRow) -> Mapping[str, Any]:
        *_, last = assistant.ask(row.question, history=row.history, use_cache=False)
        assert isinstance(last, Done)
        return to_json(last.answer)

    shown = track(rows, "Asking", console=Console(stderr=True), transient=True)
    report = evaluate(shown, ask, texts)
    report.print(console)
    if json_out:
        _write(report, json_out, _about(path, assistant, settings))
    return report


@contextmanager
def settings_for(
    questions: Path, sources: Path | None = None, settings: Settings | None = None
) -> Iterator[Settings]:
    """The settings for asking a question set.

    Args:
        questions: the set; a folder ``corpus`` next to it may have its articles.
        sources: a folder of articles to use instead.
        settings: None for those of this process. Their sources and index are used if there is
            neither folder; otherwise a temporary index is used, which is removed at the end.
    """
    settings = settings or load_settings()
    beside = questions.parent / "corpus"
    folder = sources or (beside if beside.is_dir() else None)
    if folder is None:
        yield settings
        return
    with TemporaryDirectory(prefix="briefing-eval-", ignore_cleanup_errors=True) as data:
        own = {"sources": folder, "data": Path(data), "chroma_url": ""}
        yield settings.model_copy(update=own)


def _about(path: Path, assistant: Answerer, settings: Settings) -> dict[str, str | int]:
    """Metadata for comparing results; without paths or addresses of this machine."""
    return {
        "set": f"{path.resolve().parent.name}/{path.name}",
        "date": datetime.now(UTC).date().isoformat(),
        "version": version(),
        "documents": assistant.state().documents,
        "model": settings.model_named,
        "model state": assistant.state().model.phase.value,
        "embedding": settings.embedding,
        "threads": settings.threads,
    }


def version() -> str:
    """This checkout's commit, marked "dirty" if files differ; "unknown" outside git."""
    command = ["git", "describe", "--always", "--tags", "--dirty"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def _write(report: Report, json_out: Path, about: Mapping[str, str | int]) -> None:
    json_out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"about": about, **report.to_json()}, ensure_ascii=False, indent=1)
    json_out.write_text(text + "\n", encoding="utf-8")
    picture = ""
    if report.reliability:
        diagram = json_out.with_suffix(".svg")
        diagram.write_text(svg(report.reliability), encoding="utf-8")
        picture = f"\n![Reliability diagram]({quote(diagram.name)})\n"
    head = ", ".join(f"{name} {value}" for name, value in about.items())
    json_out.with_suffix(".md").write_text(
        f"# {about['set']}, {about['date']}\n\n{head}; 95 % confidence intervals in brackets.\n\n"
        f"{report.markdown()}{picture}",
        encoding="utf-8",
    )
