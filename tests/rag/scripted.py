"""What tests of the answering core share: a model that says what it is told, and real passages."""

import math
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from langchain_core.messages import BaseMessage
from pydantic import SecretStr

from index.errors import ModelError
from index.passages.splitting import split
from index.types import Document, Passage, document_id
from index.withdrawals import Withdrawal
from rag.answer.quoting.quotes import Support
from rag.decisions import Decision, Outcome
from rag.evidence.retrieval import Retriever
from rag.llm.client import Abilities, LanguageModel, Piece, Slot
from rag.llm.prompts import Purpose, load_prompts
from rag.types import Answer, Check, Citation, Claim, Evidence, Status, Timings


@dataclass(frozen=True, slots=True)
class Asked:
    """One call as the model got it."""

    purpose: str | None
    content: str
    """Of the last message."""
    logprobs: bool
    grammar: str | None


class Opened:
    """An index component that is ready, of which nothing is withdrawn."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever
        self.withdrawn = dict[str, Withdrawal]()

    @contextmanager
    def reading(self) -> Iterator[Retriever]:
        yield self.retriever


class ScriptedModel(LanguageModel):
    """Says one script a call, in order, whatever it is asked; an error in a script is raised."""

    def is_adapted_for(self, purpose: Purpose) -> bool:  # noqa: ARG002 - as the embedded model
        return True

    """Decided on like the default model."""

    def __init__(self, *scripts: Sequence[Piece | ModelError], name: str = "scripted") -> None:
        self.name = name
        self.asked: list[Asked] = []
        self._ends: list[str | None] = []
        self._scripts = list(scripts)

    @property
    def ended(self) -> int:
        """How many calls came to an end, by themselves or closed; also those of metered copies."""
        return len(self._ends)

    def stream(
        self,
        messages: Sequence[BaseMessage],
        *,
        max_tokens: int,
        logprobs: bool = False,
        grammar: str | None = None,
        purpose: str | None = None,
        avoided: str | None = None,  # noqa: ARG002 - only the embedded engine heeds it
        passage: str | None = None,  # noqa: ARG002 - nothing was read ahead
    ) -> Generator[Piece]:
        assert max_tokens > 0
        asked = Asked(purpose, str(messages[-1].content), logprobs, grammar)
        self.asked.append(asked)
        try:
            for part in self._script(asked):
                if isinstance(part, ModelError):
                    raise part
                yield part
        finally:
            self._ends.append(purpose)

    def _script(self, asked: Asked) -> Sequence[Piece | ModelError]:  # noqa: ARG002 - for others
        return self._scripts.pop(0)


class OneAtATime(LanguageModel):
    """The real client with its turns, of which there is one; only what comes is scripted.

    Args:
        say: given a prompt's name, such as ``answer.de``, tells what the model says to it.
        turn_s: how long a call waits for its turn.
    """

    def __init__(
        self, say: Callable[[str], Sequence[Piece | ModelError]], turn_s: float = 600
    ) -> None:
        self._names = dict(enumerate(load_prompts()))
        slots = {name: Slot(slot) for slot, name in self._names.items()}
        super().__init__(
            "http://127.0.0.1:9/v1", "scripted", SecretStr("k"), turn_s=turn_s, slots=slots
        )
        self._abilities = Abilities(logprobs=True, grammar=False)
        self._say = say
        self._counting = threading.Lock()
        self.asked: list[str] = []
        self._ends: list[str] = []

    @property
    def ended(self) -> int:
        """How many calls came to an end, by themselves or closed; also those of metered copies."""
        return len(self._ends)

    def _stream(
        self,
        messages: Sequence[BaseMessage],
        *,
        max_tokens: int,
        logprobs: bool = False,
        grammar: str | None = None,
        slot: Slot | None = None,
        avoided: str | None = None,  # noqa: ARG002 - nothing is adapted
    ) -> Generator[Piece]:
        assert messages
        assert max_tokens
        assert grammar is None
        assert slot is not None
        purpose = self._names[slot.number or 0]
        assert logprobs is not purpose.startswith(("write.", "rewrite."))
        with self._counting:
            self.asked.append(purpose)
        try:
            for part in self._say(purpose):
                if isinstance(part, ModelError):
                    raise part
                yield part
        finally:
            with self._counting:
                self._ends.append(purpose)


def gone() -> ModelError:
    return ModelError("The language model is gone.", "Start it again.")


def verdict(word: str, other: str, chance: float = 0.999999) -> Piece:
    """The first word of an answer, chosen over the other one with a chance."""
    return Piece(word, ((word, math.log(chance)), (other, math.log(1 - chance))))


def says(text: str) -> list[Piece]:
    """A text in pieces, as a model streams it."""
    return [Piece(word + " ") for word in text.split(" ")]


def found(text: str, language: str = "de") -> list[Piece]:
    """A short answer of which the model is sure."""
    first, _, rest = text.partition(" ")
    return [verdict(f"{first} ", "Fehlt" if language == "de" else "Missing"), *says(rest)]


FOUND_DE = verdict("Alle ", "Fehlt")
MISSING_DE, MISSING_EN = verdict("Fehlt", "Alle"), verdict("Missing", "All")


def document(text: str, language: str = "de") -> Document:
    return Document(document_id(text), "artikel.txt", text[:20], language, None, text)


def passages(text: str) -> tuple[Passage, ...]:
    return split(document(text))


def evidence(passage: Passage, n: int = 1) -> Evidence:
    """All sentences of a passage."""
    return Evidence(n, passage, passage.sentences, 0.9, "test", (0.5,) * len(passage.sentences))


def supports(text: str, *, cross_lingual: bool = False) -> list[Support]:
    """Every sentence of a text, labelled by passage."""
    return [
        Support(evidence(passage, n), span, 0.5, cross_lingual)
        for n, passage in enumerate(passages(text), start=1)
        for span in passage.sentences
    ]


def answer(**changed: object) -> Answer:
    """An answer with one citation."""
    quote = "Eine Einigung gab es nicht."
    values: dict[str, object] = {
        "id": "a1",
        "question": "Gab es eine Einigung?",
        "language": "de",
        "text": "Nein. [1]",
        "status": Status.ANSWERED,
        "citations": (Citation(1, "d-10-37", "artikel.txt", 4, 10, 10 + len(quote), quote),),
        "nearest": (),
        "timings": Timings(1.0, 2.0, 3.0),
        "claims": (Claim("Nein.", (1,), Check.KEPT),),
        "decisions": (Decision("Gab es eine Einigung?", Outcome.CLAIM, 0.9),),
        "model": "scripted",
    }
    return Answer(**{**values, **changed})  # type: ignore[arg-type]
