"""Writes the answer to a question of fact, according to the decision on each part.

Claim: quotes that answer, with a checked short answer in front. Unsure: the nearest passages,
nothing stated as fact. Refuse: the part is named as missing, or the whole question is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, tee
from typing import Final

from rag.answer.builder import Assembly
from rag.answer.prose.author import Author
from rag.answer.prose.composition import Composition, Prose
from rag.answer.prose.sheet import Numbers
from rag.answer.quoting.arrangement import Arranger
from rag.answer.quoting.quoter import Quoter
from rag.answer.quoting.quotes import QUOTES, QUOTES_TRANSLATED, Support, choose
from rag.answer.short_answer import direct_answer, is_sure, of_genre, of_ticker
from rag.decisions import Mode, Outcome, ShortAnswer
from rag.evidence.candidates import Candidate
from rag.evidence.outcome import ALSO, Verdict
from rag.evidence.scope import Scope
from rag.evidence.search import SubQuestion

NEAREST: Final = 3
"""Number of passages shown with a refusal."""
UNSURE_SENTENCES: Final = 2
"""Number of sentences from each passage shown as uncertain."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes one answer into its assembly; the methods yield the text to stream."""

    assembly: Assembly
    quoter: Quoter
    scope: Scope
    author: Author | None = None
    """Writes prose with the model; None for quotes with at most a short answer in front."""

    def write(self, decided: Sequence[tuple[SubQuestion, Verdict]]) -> Iterator[str]:
        """Write the whole answer: claimed parts first, then uncertain and missing ones."""
        if all(verdict.outcome is Outcome.REFUSE for _, verdict in decided):
            yield self.refuse([part for part, _ in decided])
            return
        order = list(Outcome)
        composition = self._composition([part for part, _ in decided])
        for part, verdict in sorted(decided, key=lambda item: order.index(item[1].outcome)):
            prose = None
            if verdict.outcome is Outcome.CLAIM and composition:
                prose = yield from composition.write(part, verdict)
            if prose and prose.missing:
                self.assembly.reconsider(part.question, Outcome.UNSURE, None)
            if verdict.outcome is Outcome.REFUSE:
                yield self.assembly.miss(part.asked.name)
            elif verdict.outcome is Outcome.UNSURE or (prose and prose.missing):
                yield from self._doubt(part, verdict, "" if len(decided) == 1 else part.asked.name)
            elif prose and prose.shown:
                self.assembly.reconsider(part.question, Outcome.CLAIM, Mode.WRITE)
                yield from self._quote_below(part, verdict, prose)
            else:
                self.assembly.reconsider(part.question, Outcome.CLAIM, Mode.EXTRACT)
                yield from self._claim(part, verdict)

    def refuse(self, parts: Sequence[SubQuestion]) -> str:
        """Refuse all parts; the nearest passages are recorded with the answer."""
        found = {c.passage.id: (c, part) for part in parts for c in part.candidates[:NEAREST]}
        ranked = sorted(found.values(), key=lambda item: item[0].score, reverse=True)
        shown = []
        for n, (candidate, part) in enumerate(ranked[:NEAREST], start=1):
            evidence = replace(part.evidence_of(candidate), n=n)
            shown.append(Support(evidence, candidate.sentences[0][0]))
        return self.assembly.refuse(self.scope.documents(), shown)

    def quote(self, chosen: Sequence[Support]) -> Iterator[str]:
        """Write the chosen sentences as quotes."""
        for quote in self.quoter.quotes(chosen):
            yield self.assembly.quote(quote)

    def _claim(self, part: SubQuestion, verdict: Verdict) -> Iterator[str]:
        """Write the short answer if it passes its checks, then the quotes that support it."""
        best = verdict.best
        short = best.answer.short if best.answer else None
        choices = self.quoter.choices(part, best.candidate)
        also = [
            self.quoter.choices(part, other.candidate)[0]
            for other in verdict.passages[1:]
            if part.asked.several or other.probability >= ALSO
        ]
        chosen = choose(choices, short.text if short else "", self._most(choices, short))
        shown = self._arranger(part).arrange(chosen, also)
        quotes, checked = tee(self.quoter.quotes(shown.quotes))
        # No short answer from a passage that is outdated or contradicted.
        if short and shown.settled:
            language = self.quoter.language
            direct = direct_answer(short, part.own, chosen[0], checked, choices, language)
            if direct.faults:
                self.assembly.reject(short.text, chosen[0], direct.faults)
            if direct.text:
                said = of_genre(direct.text, self.quoter.genre(chosen[0]), language)
                said = of_ticker(said, self.quoter.ticker_moment(chosen[0]), language)
                yield self.assembly.keep(said, chosen[0])
        yield from self._new(quotes)
        if speaker := self.quoter.speaker(chosen[0], part):
            yield self.assembly.name_speaker(speaker)

    def _composition(self, parts: Sequence[SubQuestion]) -> Composition | None:
        if self.author is None:
            return None
        retriever = self.scope.retriever
        return Composition(self.author, self.assembly, self.quoter, retriever, Numbers.of(parts))

    def _quote_below(self, part: SubQuestion, verdict: Verdict, prose: Prose) -> Iterator[str]:
        """Write the quotes below the prose: those that support it, then the best others."""
        choices = self.quoter.choices(part, verdict.best.candidate)
        best = [support for support in choose(choices, "") if not prose.quotes(support)]
        # Each further sentence may take seconds to translate, and these support nothing.
        more = [] if self.quoter.is_slow(best) else best
        arranger, labelled = self._arranger(part), {item.passage.id for item in part.evidence}
        below: list[Support] = []
        for passage, those in groupby([*prose.supports, *more], lambda one: one.evidence.passage):
            own = list(those)
            below += arranger.arrange(own, ()).quotes if passage.id in labelled else own
        yield from self._new(self.quoter.quotes(below))

    def _doubt(self, part: SubQuestion, verdict: Verdict, name: str) -> Iterator[str]:
        """Write the nearest passages as uncertain.

        Args:
            part: of the question.
            verdict: on the part.
            name: of the part; empty for the whole question.
        """
        nearest = list(self._nearest(part, verdict))
        new = [one for quotes in nearest for one in quotes if not self.assembly.quotes(one)]
        if name and not new:
            numbers = dict.fromkeys(one.evidence.n for quotes in nearest for one in quotes)
            yield self.assembly.doubt_too(name, list(numbers))
            return
        yield self.assembly.doubt(name)
        for quotes in nearest:
            yield from self._new(self.quoter.quotes(quotes))

    def _nearest(self, part: SubQuestion, verdict: Verdict) -> Iterator[list[Support]]:
        """The best sentences per passage, most probable first; versions of a statement together."""
        shown = [self._few(part, weighed.candidate) for weighed in verdict.passages]
        arranger = self._arranger(part)
        while shown:
            first, *rest = shown
            others = [support for choices in rest for support in choices]
            quotes = arranger.arrange(first, others, earlier=False).quotes
            together = {first[0].evidence.n, *(one.evidence.n for one in quotes if one.label)}
            yield [one for one in quotes if one.evidence.n in together]
            shown = [choices for choices in rest if choices[0].evidence.n not in together]

    def _few(self, part: SubQuestion, candidate: Candidate) -> list[Support]:
        """The best sentences of a passage."""
        choices = self.quoter.choices(part, candidate)[:UNSURE_SENTENCES]
        # With two tries each, two sentences of three passages would need twelve slow calls.
        return choices[:1] if self.quoter.is_slow(choices) else choices

    def _arranger(self, part: SubQuestion) -> Arranger:
        return Arranger(part, self.quoter.retriever, self.quoter.language)

    def _most(self, choices: Sequence[Support], short: ShortAnswer | None) -> int:
        """Maximum number of sentences to quote; fewer if translation takes seconds, and only one if
        the model is also sure of its short answer.
        """
        if not self.quoter.is_slow(choices):
            return QUOTES
        return 1 if short and is_sure(short) else QUOTES_TRANSLATED

    def _new(self, quotes: Iterable[Support]) -> Iterator[str]:
        """Write the quotes that the answer does not have yet: one may answer two parts."""
        for support in quotes:
            if not self.assembly.quotes(support):
                yield self.assembly.quote(support)
