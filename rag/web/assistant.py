"""The assistant's interface for the web service, and the body of ``/ready``."""

from collections.abc import Collection, Generator, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from index.reading.parsing import FileNote, Problem
from index.types import Document, Span
from index.withdrawals import Withdrawal
from rag.annotations import Correction
from rag.exam.results import Result
from rag.runtime.state import ComponentState, Phase, State
from rag.runtime.uploads import Indexed
from rag.storage.revisions import Revision
from rag.types import Event, Language, Turn
from rag.web.queue.answering import Queue
from rag.web.texts import text


class Helper(Indexed, Protocol):
    """What is needed of :class:`rag.assistant.Assistant`."""

    def close(self) -> None: ...
    def state(self) -> State: ...
    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        sources: Collection[str] = (),
        use_cache: bool = True,
    ) -> Generator[Event]: ...
    def document(self, document_id: str) -> Document:
        """Raises KeyError for an unknown ID, StoreError while there is no index."""

    def left_out(self) -> tuple[Problem, ...]:
        """Files that are not in the index. Raises StoreError while there is no index."""

    def notes(self) -> tuple[FileNote, ...]:
        """Notes about files in the index. Raises StoreError while there is no index."""

    def correction(self, document_id: str, spans: Sequence[Span]) -> Correction | None:
        """The newest correction of an article's words by another article; None if there is none."""

    def withdrawal(self, document_id: str) -> Withdrawal | None:
        """The withdrawal of an article; None if it was not withdrawn."""

    def revision(self, document_id: str) -> Revision | None:
        """The last known version of an article; None if it was never in the briefing."""


def report(state: State, queue: Queue, language: Language, *, ending: bool) -> dict[str, Any]:
    """The body of ``/ready``: the state of each component, and a sentence for the reader."""
    return {
        "ready": state.answers and not ending,
        "index": _part(state.index) | {"documents": state.documents},
        "model": _part(state.model) | {"mode": state.mode, "exam": _exam(state.exam)},
        "queue": asdict(queue),
        "message": text("closing", language) if ending else _message(state, language),
    }


def _part(part: ComponentState) -> dict[str, Any]:
    return {"phase": part.phase.value, "progress": part.progress}


def _exam(result: Result | None) -> dict[str, Any] | None:
    """The exam result as shares; None if the model has not taken the exam."""
    if result is None:
        return None
    shares = {name: round(share.value, 2) for name, share in result.shares.items()}
    return {**shares, "seconds": result.seconds, "lacks": list(result.lacks), "made": result.made}


def _message(state: State, language: Language) -> str:
    """The sentence for the reader; empty if everything is ready."""
    if state.index.phase is Phase.LOADING:
        return text("loading_index", language, percent=_percent(state.index))
    if state.index.phase is not Phase.READY:
        return text("index_failed", language)
    match state.model.phase:
        case Phase.LOADING:
            return text("loading_model", language, percent=_percent(state.model))
        case Phase.OFF:
            return text("model_off", language)
        case Phase.FAILED:
            return text("model_failed", language)
        case Phase.READY:
            return ""


def _percent(part: ComponentState) -> str:
    return "" if part.progress is None else f" ({round(100 * part.progress)}\u00a0%)"
