"""What the page needs of an assistant, and how it is told where that one stands."""

from collections.abc import Collection, Generator, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from index.reading.parsing import FileNote, Problem
from index.types import Document
from index.withdrawals import Withdrawal
from rag.exam.results import Result
from rag.runtime.state import ComponentState, Phase, State
from rag.runtime.uploads import Indexed
from rag.storage.revisions import Revision
from rag.types import Event, Language, Turn
from rag.web.queue.answering import Queue
from rag.web.texts import text


class Helper(Indexed, Protocol):
    """:class:`rag.assistant.Assistant`, or one of the tests."""

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
        """Raises KeyError for an unknown id, StoreError while there is no index."""

    def left_out(self) -> tuple[Problem, ...]:
        """What the index holds no article of. Raises StoreError while there is none."""

    def notes(self) -> tuple[FileNote, ...]:
        """What to know about files that are in it. Raises StoreError while there is none."""

    def withdrawal(self, document_id: str) -> Withdrawal | None:
        """Why an article is not in the briefing any more, if it was withdrawn."""

    def revision(self, document_id: str) -> Revision | None:
        """What is known of an article that may have changed since; None if it was never here."""


def report(state: State, queue: Queue, language: Language, *, ending: bool) -> dict[str, Any]:
    """The body of ``/ready``: each part, and one sentence about it for the reader."""
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
    """What the model can, as shares; None if it did not sit its exam."""
    if result is None:
        return None
    shares = {name: round(share.value, 2) for name, share in result.shares.items()}
    return {**shares, "seconds": result.seconds, "lacks": list(result.lacks), "made": result.made}


def _message(state: State, language: Language) -> str:
    """Empty when everything is as it should be."""
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
