"""Assembles an answer, claim by claim."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import replace

from index.types import Document
from rag.answer.formatting import long_date, quoted
from rag.answer.markers import marked, neutral
from rag.answer.quoting.quotes import Support, cite, merged
from rag.answer.texts import say
from rag.decisions import Decision, Mode, Outcome
from rag.types import Answer, Check, Citation, Claim, Language, Status, Timings


class Assembly:
    """Builds the streamed text and records it, so that the final answer is what the reader saw."""

    def __init__(self, question: str, language: Language) -> None:
        self._question = question
        self._language = language
        self._started = time.perf_counter()
        self._sources_ms = 0.0
        self._first_ms: float | None = None
        self._text = ""
        self._claims: list[Claim] = []
        self._citations: dict[int, Citation] = {}
        self._nearest: tuple[Citation, ...] = ()
        self._missing: list[str] = []
        self._decisions: list[Decision] = []
        self._models: set[str | None] = set()
        self._doubted = False
        self._refused = False
        self._told = False

    def decided(self, decision: Decision, model: str | None) -> None:
        """Record the decision on one part of the question, and the model that was used."""
        self._decisions.append(decision)
        self._models.add(model)

    def did_without_model(self) -> None:
        """Record that a model call failed, so that the answer is not cached."""
        self._models.add(None)

    def sources_found(self) -> None:
        """Record the time at which the evidence was found."""
        self._sources_ms = self._elapsed_ms()

    def keep(self, sentence: str, support: Support) -> str:
        """Add a checked sentence with its marker; returns the text to stream."""
        self._claims.append(Claim(sentence, (support.evidence.n,), Check.KEPT))
        self._cite(support)
        return self._say(sentence, "\n\n", support.evidence.n)

    def write(self, sentence: str, supports: Sequence[Support], *, opens: bool) -> str:
        """Add a checked sentence with the markers of all its sources; returns the text to stream.

        Args:
            sentence: without markers.
            supports: the source sentences that support it.
            opens: whether it begins a paragraph.
        """
        numbers = tuple(dict.fromkeys(support.evidence.n for support in supports))
        self._claims.append(Claim(sentence, numbers, Check.KEPT))
        for support in supports:
            self._cite(support)
        return self._say(sentence, "\n\n" if opens else " ", *numbers)

    def reject(self, sentence: str, support: Support, reasons: tuple[str, ...]) -> None:
        """Record a sentence that failed its check and is replaced by the quote that it cites."""
        self.set_aside(Claim(sentence, (support.evidence.n,), Check.REPLACED, reasons))

    def set_aside(self, claim: Claim) -> None:
        """Record a sentence that is not shown, with the reason."""
        self._claims.append(claim)

    def reconsider(self, question: str, outcome: Outcome, mode: Mode | None) -> None:
        """Change the recorded decision on a part of the question after writing."""
        self._decisions = [
            replace(decision, outcome=outcome, mode=mode)
            if decision.searched == question
            else decision
            for decision in self._decisions
        ]

    def quote(self, support: Support) -> str:
        """Add a quote, or its labelled translation; returns the text to stream."""
        if support.cross_lingual and support.translation:
            text = say("translated", self._language, sentence=support.translation)
        elif support.cross_lingual:
            text = say("original", self._language, quote=quoted(support.quote))
        else:
            text = quoted(support.quote)
        return self._quote(support, " ".join(filter(None, (support.label, text, support.addition))))

    def quotes(self, support: Support) -> bool:
        """Whether the answer quotes these words already, alone or among others."""
        return any(
            claim.check is Check.QUOTE
            and claim.cites == (support.evidence.n,)
            and support.quote in claim.text
            for claim in self._claims
        )

    def introduce(self, text: str) -> str:
        """Add an introduction to the quotes that follow; returns the text to stream."""
        return self._say(text, "\n\n")

    def tell(self, text: str) -> str:
        """Add an answer that needs no source; returns the text to stream."""
        self._told = True
        return self._say(text, "\n\n")

    def decline(self, text: str) -> str:
        """Decline a request that the assistant does not handle; returns the text to stream."""
        self._refused = True
        return self._say(text, "\n\n")

    def name_speaker(self, support: Support) -> str:
        """Add the words that name the speaker of the previous quote; returns the text to stream."""
        return self._quote(support, say("before", self._language, quote=quoted(support.quote)))

    def doubt(self, question: str) -> str:
        """Say that the passages that follow may not answer the question; returns the text.

        Args:
            question: the part that is meant; empty for the whole question.
        """
        self._doubted = True
        key = "unsure_part" if question else "unsure"
        return self._say(say(key, self._language, question=question), "\n\n")

    def doubt_too(self, question: str, numbers: Sequence[int]) -> str:
        """The same for a part whose passages are all shown already, under ``numbers``."""
        self._doubted = True
        return self._say(say("unsure_too", self._language, question=question), "\n\n", *numbers)

    def miss(self, question: str) -> str:
        """Say that the briefing does not answer this part; returns the text to stream."""
        self._missing.append(question)
        return self._say(say("missing", self._language, question=question), "\n\n")

    def refuse(self, searched: Sequence[Document], nearest: Sequence[Support]) -> str:
        """Refuse the question: nothing was found; returns the text to stream."""
        self._refused = True
        self._nearest = tuple(cite(support) for support in nearest)
        return self._say(
            say("refused", self._language, searched=_searched(searched, self._language)), ""
        )

    def answer(self) -> Answer:
        """The finished answer."""
        total = self._elapsed_ms()
        return Answer(
            id=secrets.token_hex(8),
            question=self._question,
            language=self._language,
            text=self._text,
            status=self._status(),
            citations=tuple(self._citations[n] for n in sorted(self._citations)),
            nearest=self._nearest,
            timings=Timings(
                sources_ms=round(self._sources_ms, 1),
                first_token_ms=round(total if self._first_ms is None else self._first_ms, 1),
                total_ms=round(total, 1),
            ),
            claims=tuple(self._claims),
            missing=tuple(self._missing),
            decisions=tuple(self._decisions),
            # None if a part was answered without the model: such an answer is not cached.
            model=next(iter(self._models)) if len(self._models) == 1 else None,
        )

    def _status(self) -> Status:
        if self._refused:
            return Status.REFUSED
        if self._told or any(claim.check is Check.KEPT for claim in self._claims):
            return Status.ANSWERED
        claimed = any(decision.outcome == Outcome.CLAIM for decision in self._decisions)
        return Status.UNSURE if self._doubted and not claimed else Status.QUOTED

    def _quote(self, support: Support, text: str) -> str:
        self._claims.append(Claim(support.quote, (support.evidence.n,), Check.QUOTE))
        self._cite(support)
        return self._say(text, "\n\n", support.evidence.n)

    def _say(self, words: str, separator: str, *numbers: int) -> str:
        """Append to the text. All of it passes through here, so only ``numbers`` become markers."""
        text = marked(words, *numbers) if numbers else neutral(words)
        if self._first_ms is None:
            self._first_ms = self._elapsed_ms()
        piece = separator + text if self._text else text
        self._text += piece
        return piece

    def _cite(self, support: Support) -> None:
        """Keep one citation per passage; two quotes are merged into the range that spans both."""
        new, old = cite(support), self._citations.get(support.evidence.n)
        if old is None or old == new:
            self._citations[new.n] = new
        else:
            self._citations[new.n] = merged(old, new, support.evidence.passage)

    def _elapsed_ms(self) -> float:
        return (time.perf_counter() - self._started) * 1000


def _searched(documents: Sequence[Document], language: Language) -> str:
    count = len(documents)
    text = say("searched_one" if count == 1 else "searched", language, count=count)
    newest = max((document.date for document in documents if document.date), default=None)
    if newest is None:
        return text
    return text + say("newest", language, date=long_date(newest, language))
