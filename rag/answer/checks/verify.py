"""Verifies claims against evidence: with rules first, then with a judge if there is one.

Used for every sentence of an answer, and for other claims (``python -m rag verify --batch``). A
claim that passes the rules is supported, unless a judge rejects it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.embedding.embedder import Embedder
from index.language.dictionary.lookup import Dictionary
from index.language.lexicon import Language
from rag.answer.checks.alignment import Aligner
from rag.answer.checks.case import Case
from rag.answer.checks.judge import Judge
from rag.answer.checks.meaning import Meaning
from rag.answer.checks.reasons import reason
from rag.answer.checks.rules.contests import contests
from rag.answer.checks.rules.days import days
from rag.answer.checks.rules.extent import bounds, scope
from rag.answer.checks.rules.facts import Finding, dates, names
from rag.answer.checks.rules.figures import numbers
from rag.answer.checks.rules.framing import attribution, cause, certainty, support
from rag.answer.checks.rules.harm import harm
from rag.answer.checks.rules.outdated import outdated
from rag.answer.checks.rules.persons import ages, titles
from rag.answer.checks.rules.relations import opposites, polarity
from rag.answer.checks.rules.roles import roles
from rag.answer.checks.rules.speakers import speakers

_CHECKS: Final[tuple[Callable[[Case], Iterator[Finding]], ...]] = (
    numbers,
    dates,
    days,
    names,
    polarity,
    opposites,
    roles,
    contests,
    titles,
    ages,
    attribution,
    speakers,
    certainty,
    scope,
    bounds,
    cause,
    outdated,
    support,
    harm,
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
    by: Literal["rules", "judge"]
    log_odds: float | None = None
    """Log-odds by the judge; None if it was not asked."""

    def reason(self, language: Language) -> str:
        """The findings, or that there are none, as text."""
        return reason(self.findings, language)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies claims.

    Without an embedder, only words are compared; without a judge, the rules decide alone.
    """

    dictionary: Dictionary
    embedder: Embedder | None = None
    judge: Judge | None = None

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
            ModelError: the judge failed.
        """
        findings = self.findings(claim)
        if findings or self.judge is None:
            return Verdict(not findings, findings, "rules")
        odds = self.judge.log_odds(claim.text, claim.language, claim.evidence)
        rejected = odds < self.judge.lowest
        return Verdict(not rejected, (("judged", claim.text),) if rejected else (), "judge", odds)


def findings_of(
    claim: str, language: Language, evidence: Sequence[str], question: str = ""
) -> tuple[Finding, ...]:
    """Findings of the rules without dictionary and embedding: fast, for one language only."""
    return Verifier(Dictionary.absent()).findings(Claim(claim, language, tuple(evidence), question))
