"""Prose answers: the model's sentences are checked and shown one by one.

When the model has finished, sentences that failed a check are rewritten once, with the reason in
the prompt. The sentences after the first failed one wait until then, so that the order is kept and
only one call is open at a time. A sentence that fails again is replaced by the quote that it cites,
or dropped. Quotes follow in any case.
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
from rag.answer.formatting import long_date
from rag.answer.prose.author import SECONDS, Author
from rag.answer.prose.checking import Checked, SentenceChecks
from rag.answer.prose.drafts import Draft, MissingError
from rag.answer.prose.sheet import Numbers, Sheet, sheet_for
from rag.answer.quoting.arrangement import Arranger
from rag.answer.quoting.quoter import Quoter
from rag.answer.quoting.quotes import Support
from rag.answer.short_answer import of_genre
from rag.evidence.outcome import Verdict
from rag.evidence.retrieval import Retriever
from rag.evidence.search import SubQuestion
from rag.types import Check, Claim, Evidence, Language

log = logging.getLogger(__name__)

RETRIES: Final = 2
"""Maximum number of sentences of an answer that are rewritten, one call each; guess."""
_NO_QUOTE: Final = frozenset({"support", "citation", "form"})
"""Findings after which no quote can replace the sentence."""


@dataclass(slots=True)
class Prose:
    """The state and result of writing one part."""

    supports: list[Support] = field(default_factory=list)
    """Sentences to quote below: those that support a shown sentence or replace a failed one, in
    order and without duplicates."""
    shown: int = 0
    """Number of sentences shown."""
    missing: bool = False
    """Whether the model says that the evidence lacks the answer."""
    supports_of: dict[Draft, list[Support]] = field(default_factory=dict)
    """Cache of the supports per sentence."""

    def stands_on(self, supports: Sequence[Support]) -> None:
        """Add sentences to quote below."""
        self.supports += [support for support in supports if not self.quotes(support)]

    def quotes(self, support: Support) -> bool:
        """Whether this sentence is already to be quoted below."""
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
        """Write one part: yields the text to stream and returns the result.

        Leaves no call to the model open.
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
            log.warning("The written answer was cut off. %s", error)
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
            # Complete sentences may still be shown, but none is rewritten.
            yield from self._settle(waiting, lambda _: None, part, prose)
            raise
        failed = [checked for checked in waiting if checked.findings]

        def rewrite(checked: Checked) -> Checked | None:
            if checked not in failed[:RETRIES]:
                return None
            self._set_aside(checked, Check.RETRIED)
            draft = self.author.rewrite(checked, sheet, part.own, language, until)
            if draft is None or draft.text in said:
                return None
            said.add(draft.text)
            # A rewritten sentence without a number keeps the citations of the first version.
            return check(draft if draft.cites else replace(draft, cites=checked.cites))

        yield from self._settle(waiting, rewrite, part, prose)

    @property
    def _checks(self) -> SentenceChecks:
        return SentenceChecks(self.retriever.dictionary, self.retriever.embedder, self.author.judge)

    def _is_disputed(self, checked: Checked, part: SubQuestion, prose: Prose) -> bool:
        """Whether another source contradicts or updates the sentence, which does not cite it."""
        labelled = {item.passage.id for item in part.evidence}
        arranger = Arranger(part, self.retriever, self.quoter.language)
        supports = self._supports(checked, part, prose)
        for n in checked.cites:
            own = [support for support in supports if support.evidence.n == n]
            if own[0].evidence.passage.id not in labelled:
                continue  # not found by the search, so it is not compared with other versions
            versions = arranger.arrange(own, ())
            told = {quote.evidence.n for quote in versions.quotes}
            if not versions.settled and not told <= set(checked.draft.cites):
                return True
        return False

    def _settle(
        self,
        waiting: Sequence[Checked],
        rewrite: Callable[[Checked], Checked | None],
        part: SubQuestion,
        prose: Prose,
    ) -> Generator[str]:
        """Show the waiting sentences in order, after rewriting those that failed."""
        failure: ModelError | None = None
        for checked in waiting:
            last = checked
            if checked.findings and failure is None:
                try:
                    last = rewrite(checked) or checked
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
        text = self._of_genre(checked.draft.text, supports)
        return self.assembly.write(text, supports, opens=prose.shown == 1)

    def _of_genre(self, sentence: str, supports: Sequence[Support]) -> str:
        """Attribute what only opinion pieces or interviews say."""
        genres = [self.quoter.genre(support) for support in supports]
        only = genres[0] if all(genre in ("opinion", "interview") for genre in genres) else None
        return of_genre(sentence, only, self.quoter.language)

    def _replace(self, checked: Checked, part: SubQuestion, prose: Prose) -> None:
        """Replace a failed sentence by the quotes that it cites, or drop it."""
        if checked.cites and not _NO_QUOTE & set(checked.codes):
            prose.stands_on(self._supports(checked, part, prose))
            self._set_aside(checked, Check.REPLACED)
        else:
            self._set_aside(checked, Check.DROPPED)

    def _set_aside(self, checked: Checked, check: Check) -> None:
        claim = Claim(checked.draft.text, checked.cites, check, checked.codes)
        self.assembly.set_aside(claim)

    def _supports(self, checked: Checked, part: SubQuestion, prose: Prose) -> list[Support]:
        """The sentences that support it, from each passage that it cites."""
        if checked.draft in prose.supports_of:
            return prose.supports_of[checked.draft]
        found: list[Support] = []
        for n in checked.cites:
            passage = self.numbers.passage(n)
            spans = passage.sentences
            evidence = Evidence(n, passage, spans, 0.0, "written from", (0.0,) * len(spans))
            supporting = self._checks.supporting_sentences(
                checked.draft.text, passage, part.own, self.quoter.language
            )
            found += [self.quoter.support(evidence, span, 0.0) for span in supporting]
        prose.supports_of[checked.draft] = found
        return found

    def _described(self, document: Document) -> str:
        language: Language = self.quoter.language
        day = long_date(document.date, language) if document.date else ""
        origin = ", ".join(filter(None, (document.outlet, day)))
        return f"{document.title} ({origin})" if origin else document.title
