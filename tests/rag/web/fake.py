"""An assistant with fixed answers over real articles: real events, no models.

The word that a question begins with chooses what happens; everything else about it is real: the
passages are cut by the index's own code and the quotes are taken from the articles by offset.
"""

import threading
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from index.building.build import Report
from index.building.filling import Progress
from index.errors import ModelError, SourceError, StoreError
from index.passages.splitting import split
from index.reading.parsing import FileNote, Problem
from index.settings import ROOT
from index.snapshots.manifest import Changes
from index.types import Document, Passage, Span, document_id
from index.withdrawals import Withdrawal
from rag.annotations import Correction, TranslatedSentence
from rag.answer.markers import marked
from rag.answer.quoting.relative_dates import resolved
from rag.answer.texts import say
from rag.decisions import Considered, Decision, Outcome
from rag.question.cleaning import clean
from rag.runtime.state import ComponentState, Phase, State
from rag.storage.revisions import Revision
from rag.types import (
    Answer,
    Check,
    Citation,
    Claim,
    Done,
    Event,
    Evidence,
    Language,
    Sources,
    Status,
    Timings,
    Token,
    Turn,
)

READY = State(ComponentState(Phase.READY), ComponentState(Phase.READY), documents=1, snapshot="g")
PUBLISHED = date(2025, 10, 16)
LEFT_OUT = "Zwölf Länder stellen keine Truppen."
TRANSLATION = "Ministers from more than 30 countries took part in the meeting."


def article(text: str, source: str = "artikel.txt", language: str = "de") -> Document:
    """A document as reading makes it."""
    title = text.strip().splitlines()[0][:80]
    return Document(document_id(text), source, title, language, PUBLISHED, text)


def seed() -> Document:
    """The article shipped with the project."""
    path = next(Path(ROOT / "seeds").glob("*.txt"))
    return article(path.read_text(encoding="utf-8"), path.name)


@dataclass
class FakeAssistant:
    """Answers from passages of ``document``: all but the last of ``found`` are cited."""

    document_: Document = field(default_factory=seed)
    status: State = READY
    said: str | None = None
    """What the answer says instead of the fixed words, as its builder writes it."""
    found: tuple[int, ...] = (3, 11, 12)
    """Passages, counted from 1."""
    asked: list[tuple[str, Language | None, tuple[Turn, ...]]] = field(default_factory=list)
    revisions: dict[str, Revision] = field(default_factory=dict)
    """Of articles that have changed since, by their ids."""
    limited: list[tuple[str, ...]] = field(default_factory=list)
    """The articles that questions were limited to."""
    left_out_: tuple[Problem, ...] = ()
    notes_: tuple[FileNote, ...] = ()
    withdrawn: dict[str, Withdrawal] = field(default_factory=dict)
    """By article."""
    corrections: dict[str, Correction] = field(default_factory=dict)
    """By article."""
    go_on: threading.Event = field(default_factory=threading.Event)
    """A question that begins with "Warte" pauses after its sources until this is set."""
    closed: threading.Event = field(default_factory=threading.Event)
    """Set when an answer ended, in whatever way."""

    def close(self) -> None:
        self.go_on.set()

    def forget(self) -> None:
        """As it was at first, for the next test."""
        self.asked.clear()
        self.limited.clear()
        self.withdrawn.clear()
        self.corrections.clear()
        self.go_on.clear()
        self.closed.clear()

    def state(self) -> State:
        return self.status

    def document(self, document_id: str) -> Document:
        if document_id != self.document_.id or document_id in self.withdrawn:
            raise KeyError(document_id)
        return self.document_

    def revision(self, document_id: str) -> Revision | None:
        return self.revisions.get(document_id)

    def correction(self, document_id: str, spans: Sequence[Span]) -> Correction | None:
        return self.corrections.get(document_id) if spans else None

    def withdrawal(self, document_id: str) -> Withdrawal | None:
        return self.withdrawn.get(document_id)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        return tuple(self.withdrawn.values())

    def withdraw(self, source: str, why: str) -> tuple[Withdrawal, ...]:
        document = self.document_
        if source != document.source or document.id in self.withdrawn:
            raise SourceError(f"There is no {source}.", "Name another.")
        one = Withdrawal(document.id, source, document.title, why, "2026-03-14T08:00:00+00:00")
        self.withdrawn[document.id] = one
        return (one,)

    def reinstate(self, source: str) -> tuple[Withdrawal, ...]:
        if source != self.document_.source or not self.withdrawn:
            raise SourceError(f"{source} is not withdrawn.", "Name another.")
        return (self.withdrawn.pop(self.document_.id),)

    def documents(self) -> tuple[Document, ...]:
        if not self.status.answers:
            raise StoreError("The index is still being loaded.", "Ask again in a moment.")
        return () if self.document_.id in self.withdrawn else (self.document_,)

    def left_out(self) -> tuple[Problem, ...]:
        self.documents()
        return self.left_out_

    def notes(self) -> tuple[FileNote, ...]:
        self.documents()
        return self.notes_

    def rebuild(self, progress: Progress) -> Report:
        progress("embedding", 3, 3)
        return Report("g", True, 1, 1, 1, 1, Changes(), (), 1, 0, 0.1)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        sources: Collection[str] = (),
        use_cache: bool = True,  # noqa: ARG002 - there is no cache
    ) -> Generator[Event]:
        self.asked.append((question, language, tuple(history)))
        if sources:
            self.limited.append(tuple(sources))
        question = clean(question)
        if not self.status.answers:
            raise StoreError("The index is still being loaded.", "Ask again in a moment.")
        try:
            yield from self._events(question, language or _language(question))
        finally:
            self.closed.set()

    def _events(self, question: str, language: Language) -> Generator[Event]:
        passages = split(self.document_)
        chosen = [passages[min(number, len(passages)) - 1] for number in self.found]
        evidence = tuple(
            Evidence(n, passage, passage.sentences[:1], 1 - n / 10, "fake")
            for n, passage in enumerate(chosen, 1)
        )
        yield Sources(language, evidence)
        match question.split(maxsplit=1)[0]:
            case "Warte" | "Wait":
                self.go_on.wait(20)
            case "Störung":
                raise ModelError("The model is gone.", "Start it again.")
            case "Fehler":
                raise ZeroDivisionError
        quotes = tuple(_cite(item, language) for item in evidence)
        status, words = self._words(question, quotes)
        claims = self._checked(question, status, words, quotes)
        for word in words:
            yield Token(word)
        refused = status is Status.REFUSED
        yield Done(
            Answer(
                id="0123456789abcdef",
                question=question,
                language=language,
                text="".join(words),
                status=status,
                citations=() if refused else quotes[:-1],
                nearest=quotes if refused else (),
                timings=Timings(31.0, 2140.0, 3260.0),
                claims=claims,
                missing=("Wer noch?",) if question.startswith("Teils") else (),
                decisions=(self._decision(question, status, evidence, passages),),
                model="fake-1b" if status is Status.ANSWERED else None,
            )
        )

    def _checked(
        self, question: str, status: Status, words: Sequence[str], quotes: Sequence[Citation]
    ) -> tuple[Claim, ...]:
        """What became of each sentence; one was left out if the question begins with "Teils"."""
        if status is Status.UNSURE:
            return tuple(Claim(quote.quote, (quote.n,), Check.QUOTE) for quote in quotes[:2])
        check = Check.KEPT if status is Status.ANSWERED else Check.QUOTE
        told = [word for word in words if word.strip() and not word.strip().startswith("[")]
        claims = [Claim(word.strip(), (n,), check) for n, word in enumerate(told, 1)]
        if question.startswith("Teils"):
            claims.append(Claim(LEFT_OUT, (2,), Check.REPLACED, ("number", "role")))
        return () if status is Status.REFUSED else tuple(claims)

    def _decision(
        self,
        question: str,
        status: Status,
        evidence: Sequence[Evidence],
        passages: Sequence[Passage],
    ) -> Decision:
        """The first was read; the last was found last and is not shown."""
        outcome, chance = {
            Status.REFUSED: (Outcome.REFUSE, 0.003),
            Status.UNSURE: (Outcome.UNSURE, 0.41),
        }.get(status, (Outcome.CLAIM, 0.83))
        weighed = [*((item.n, item.passage) for item in evidence[:2]), (0, passages[0])]
        considered = tuple(
            Considered(
                n=n,
                passage_id=passage.id,
                source=passage.source,
                paragraph=passage.paragraph,
                late=0.71 - place / 10,
                dense=0.86,
                words=1 / (2 + place),
                log_odds=None if place else -1.24,
                probability=chance / (1 + place),
            )
            for place, (n, passage) in enumerate(weighed)
        )
        missed = () if status is Status.ANSWERED else tuple(question.strip("?").split()[-1:])
        return Decision(question, outcome, chance, considered, missed)

    def _words(self, question: str, quotes: Sequence[Citation]) -> tuple[Status, list[str]]:
        if self.said is not None:
            return Status.ANSWERED, [self.said, " [1]", "\n\n", marked(quotes[1].quote, 2)]
        match question.split(maxsplit=1)[0].rstrip("?"):
            case "Wetter":
                return Status.REFUSED, ["Dazu steht nichts im Briefing."]
            case "Vielleicht" | "Maybe" as first:
                said = say("unsure", "en" if first == "Maybe" else "de")
                return Status.UNSURE, [
                    said,
                    "\n\n" + marked(f"„{quotes[0].quote}“", 1),
                    "\n\n" + marked(f"„{quotes[1].quote}“", 2),
                ]
            case "Zitate":
                return Status.QUOTED, [
                    marked(f"„{quotes[0].quote}“", 1),
                    "\n\n" + marked(f"„{quotes[1].quote}“", 2),
                ]
            case "Which" | "Wait":
                return Status.ANSWERED, [
                    "Ministers from more than 30 countries took part. [1]",
                    " Poland and Greece cannot provide troops. [2]",
                ]
            case _:
                return Status.ANSWERED, [
                    "Frankreich und Großbritannien haben das Treffen einberufen. [1]",
                    " Polen und Griechenland stellen keine Truppen. [2]",
                ]


def _language(question: str) -> Language:
    return "en" if question.split(maxsplit=1)[0] in ("Which", "Wait", "Who", "Maybe") else "de"


def _cite(evidence: Evidence, language: Language) -> Citation:
    """A sentence of which the first word is marked."""
    span: Span = evidence.spans[0]
    passage: Passage = evidence.passage
    translation = TRANSLATION if language == "en" and evidence.n == 1 else None
    aligned = TranslatedSentence(span.start, span.end, passage.quote(span), translation)
    return Citation(
        n=evidence.n,
        passage_id=passage.id,
        source=passage.source,
        paragraph=passage.paragraph,
        start=span.start,
        end=span.end,
        quote=passage.quote(span),
        translation=translation,
        sentences=(aligned,) if language == "en" else (),
        marks=(Span(span.start, span.start + len(passage.quote(span).split()[0])),),
        dates=resolved(passage.quote(span), "de", PUBLISHED, span.start),
    )
