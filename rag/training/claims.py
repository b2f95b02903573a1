"""Verifying: claims with evidence that supports them or does not."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as model

from index.embedding.training.articles import NewsArticle
from rag.llm.yes_no import NO, YES
from rag.training.packs import Example, Task

VERIFYING: Final = Task("verify", ("evidence", "claim"))
CLAIMS: Final = Path(__file__).with_name("data") / "claims.jsonl"
_FOREIGN: Final = 0.1
"""Share of the true claims that are shown with the evidence of another claim as well, as false."""


@model(frozen=True, config=ConfigDict(extra="ignore"))
class Claim:
    """A sentence about some paragraphs of an article written for this project."""

    article: str
    paragraphs: tuple[int, ...]
    """Counted from 0."""
    language: Literal["de", "en"]
    """Of the claim."""
    claim: str
    supported: bool
    kind: str
    """How it is made: "paraphrase", "negation" …"""


_CLAIM: Final = TypeAdapter(Claim)


def read_claims(path: Path = CLAIMS) -> list[Claim]:
    """The claims of a file."""
    return [_CLAIM.validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


def examples_of(
    claims: Sequence[Claim], articles: Sequence[NewsArticle], seed: int
) -> list[Example]:
    """The prompt that each claim fills in, and some claims with the evidence of another."""
    rng = random.Random(seed)  # noqa: S311 - draws examples, no secrets
    by_id = {article.id: article for article in articles}

    def evidence(claim: Claim) -> str:
        paragraphs = by_id[claim.article].paragraphs
        return "\n".join(paragraphs[number] for number in claim.paragraphs)

    claims = [claim for claim in claims if claim.article in by_id]
    examples = [_example(claim, evidence(claim), claim.supported) for claim in claims]
    for claim in claims:
        other = rng.choice(claims)
        if claim.supported and other.article != claim.article and rng.random() < _FOREIGN:
            examples.append(_example(claim, evidence(other), supported=False))
    return examples


def _example(claim: Claim, evidence: str, supported: bool) -> Example:
    answer = (YES if supported else NO)[claim.language].capitalize()
    return Example(claim.language, evidence, claim.claim, answer, is_refused=not supported)
