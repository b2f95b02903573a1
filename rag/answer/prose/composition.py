"""One answer in the model's own sentences: written, checked, and shown sentence by sentence.

A sentence that fails its check is asked for once more, with the reason, when the model has come to
its end: no call is open while another one is made, and the sentences behind it wait, so that they
are shown in their order. If that fails too, the quote that it should stand on takes its place,
or it is dropped. Whatever goes wrong, quotes follow.
"""

import logging
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Final

from index.errors import ModelError
from index.types import Document
from rag.answer.builder import Assembly
from rag.answer.prose.author import SECONDS, Author
from rag.answer.prose.checking import Checked, SentenceChecks
from rag.answer.prose.drafts import Draft, MissingError
from rag.answer.prose.sheet import Numbers, Sheet, sheet_for
from rag.answer.quoting.arrangement import Arranger
from rag.answer.quoting.quoter import Quoter
from rag.answer.quoting.quotes import Support
from rag.answer.texts import long_date
from rag.evidence.outcome import Verdict
from rag.evidence.retrieval import Retriever
from rag.evidence.search import SubQuestion
from rag.types import Check, Claim, Evidence, Language

log = logging.getLogger(__name__)

RETRIES: Final = 2
"""Sentences of an answer that are asked for once more; guess. Each takes a call."""
_NOWHERE: Final = frozenset({"support", "citation", "form"})
"""Faults of a sentence that no quote can take the place of."""


@dataclass(slots=True)
class Prose:
    """What came of the writing."""

    supports: list[Support] = field(default_factory=list)
    """A sentence of each passage that a shown sentence stands on, or that takes the place of one
    that failed; in order, each once."""
    shown: int = 0
    """Sentences."""
    missing: bool = False
    """Whether the model says that the evidence lacks the answer."""
    behind: dict[Draft, list[Support]] = field(default_factory=dict)
    """What sentences stand on, as far as it was looked for."""

    def stands_on(self, supports: Sequence[Support]) -> None:
        """Quote these below."""
        self.supports += [support for support in supports if not self.quotes(support)]

    def quotes(self, support: Support) -> bool:
        """Whether this sentence is among those that are quoted below."""
        places = [(s.evidence.n, s.span) for s in self.supports]
        return (support.evidence.n, support.span) in places


@dataclass(frozen=True, slots=True)
class Composition:
    """Writes one answer into its assembly."""

    author: Author
    assembly: Assembly
    quoter: Quoter
    retriever: Retriever
    numbers: Numbers

    def write(self, part: SubQuestion, verdict: Verdict) -> Generator[str, None, Prose]:
        """The sentences that may be shown, as text to stream; returns what came of it.

        No call to the model is open after it.
        """
        sheet = sheet_for(
            part, verdict, self.retriever, self.numbers, self._described, self.author.model.window
        )
        prose = Prose()
        try:
            yield from self._write(sheet, part, prose)
        except MissingError:
            prose.missing = not prose.shown
        except ModelError as error:
            log.warning("What was written is cut. %s", error)
            self.assembly.did_without_model()
        return prose

    def _write(self, sheet: Sheet, part: SubQuestion, prose: Prose) -> Generator[str]:
        until = time.monotonic() + SECONDS
        language = self.quoter.language
        said = set[str]()

        def check(draft: Draft) -> Checked:
            checked = self._checks.check(draft, sheet, part.own, language)
            if not checked.findings and self._is_disputed(checked, part, prose):
                return replace(checked, findings=(("disputed", draft.text),))
            return checked

        waiting: list[Checked] = []
        answer = self.author.answer(sheet, part.own, language, until)
        try:
            with closing(answer):
                for draft in answer:
                    if draft.text in said:
                        continue
                    said.add(draft.text)
                    checked = check(draft)
                    if waiting or checked.findings:
                        waiting.append(checked)
                    else:
                        yield self._show(checked, part, prose)
        except ModelError:
            # What was complete may still be shown; nothing is asked for any more.
            yield from self._settle(waiting, lambda _: None, part, prose)
            raise
        failed = [checked for checked in waiting if checked.findings]

        def again(checked: Checked) -> Checked | None:
            if checked not in failed[:RETRIES]:
                return None
            self._set_aside(checked, Check.RETRIED)
            draft = self.author.again(checked, sheet, part.own, language, until)
            if draft is None or draft.text in said:
                return None
            said.add(draft.text)
            # A sentence without a number of its own stands on what it was to stand on.
            return check(draft if draft.cites else replace(draft, cites=checked.cites))

        yield from self._settle(waiting, again, part, prose)

    @property
    def _checks(self) -> SentenceChecks:
        return SentenceChecks(self.retriever.dictionary, self.retriever.embedder)

    def _is_disputed(self, checked: Checked, part: SubQuestion, prose: Prose) -> bool:
        """Whether another source says it differently, or later, and the sentence is silent on it.

        It is not if it names that source too.
        """
        labelled = {item.passage.id for item in part.evidence}
        arranger = Arranger(part, self.retriever, self.quoter.language)
        supports = self._supports(checked, part, prose)
        for n in checked.cites:
            own = [support for support in supports if support.evidence.n == n]
            if own[0].evidence.passage.id not in labelled:
                continue  # the search did not find it: it is no other version of what it found
            versions = arranger.arrange(own, ())
            told = {quote.evidence.n for quote in versions.quotes}
            if not versions.settled and not told <= set(checked.draft.cites):
                return True
        return False

    def _settle(
        self,
        waiting: Sequence[Checked],
        again: Callable[[Checked], Checked | None],
        part: SubQuestion,
        prose: Prose,
    ) -> Generator[str]:
        """Show, in order, what had to wait."""
        failure: ModelError | None = None
        for checked in waiting:
            last = checked
            if checked.findings and failure is None:
                try:
                    last = again(checked) or checked
                except ModelError as error:
                    failure = error
            if last.findings:
                self._replace(last, part, prose)
            else:
                yield self._show(last, part, prose)
        if failure:
            raise failure

    def _show(self, checked: Checked, part: SubQuestion, prose: Prose) -> str:
        supports = self._supports(checked, part, prose)
        prose.stands_on(supports)
        prose.shown += 1
        return self.assembly.write(checked.draft.text, supports, opens=prose.shown == 1)

    def _replace(self, checked: Checked, part: SubQuestion, prose: Prose) -> None:
        """The quote takes the place of a sentence that retells its source wrongly."""
        if checked.cites and not _NOWHERE & set(checked.codes):
            prose.stands_on(self._supports(checked, part, prose))
            self._set_aside(checked, Check.REPLACED)
        else:
            self._set_aside(checked, Check.DROPPED)

    def _set_aside(self, checked: Checked, check: Check) -> None:
        claim = Claim(checked.draft.text, checked.cites, check, checked.codes)
        self.assembly.set_aside(claim)

    def _supports(self, checked: Checked, part: SubQuestion, prose: Prose) -> list[Support]:
        """The sentences that it stands on, of each passage that it names."""
        if checked.draft in prose.behind:
            return prose.behind[checked.draft]
        found: list[Support] = []
        for n in checked.cites:
            passage = self.numbers.passage(n)
            spans = passage.sentences
            evidence = Evidence(n, passage, spans, 0.0, "written from", (0.0,) * len(spans))
            carriers = self._checks.carriers(
                checked.draft.text, passage, part.own, self.quoter.language
            )
            found += [self.quoter.support(evidence, span, 0.0) for span in carriers]
        prose.behind[checked.draft] = found
        return found

    def _described(self, document: Document) -> str:
        language: Language = self.quoter.language
        day = long_date(document.date, language) if document.date else ""
        origin = ", ".join(filter(None, (document.outlet, day)))
        return f"{document.title} ({origin})" if origin else document.title
