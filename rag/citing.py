"""Which sentence of the evidence a written sentence stands on, and the quote for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.embedding import Embedder
from index.types import Span
from rag.types import Citation, Evidence
from rag.words import content_stems

# A claim and its source sentence share words, names and numbers when they share a language, and
# meaning when they do not; both count.
WORDS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Support:
    """One sentence of the evidence, as it may be cited."""

    evidence: Evidence
    span: Span
    worth: float = 0.0
    """How well the sentence fits the question."""
    foreign: bool = False
    """Whether it is in another language than the answer."""
    translation: str | None = None

    def of_same_passage(self, other: "Support") -> bool:
        """Whether both sentences are cited by the same number."""
        return self.evidence.n == other.evidence.n

    @property
    def readable(self) -> str:
        """The sentence in the answer's language, as far as there is a translation."""
        return self.translation or self.quote

    @property
    def readings(self) -> str:
        """The sentence and its translation, for checks."""
        return f"{self.quote}\n{self.translation or ''}"

    @property
    def quote(self) -> str:
        """Verbatim."""
        return self.evidence.passage.quote(self.span)


def align(claim: str, candidates: Sequence[Support], embedder: Embedder) -> tuple[Support, float]:
    """The sentence that the claim stands on, and how similar the two are (cosine).

    Args:
        claim: one written sentence.
        candidates: at least one.
        embedder: of the index.
    """
    own, *others = embedder.embed_documents([claim, *(support.readable for support in candidates)])
    said = content_stems(claim)

    def shared(support: Support) -> float:
        return len(said & content_stems(support.readings)) / max(len(said), 1)

    scored = [
        (cosine + WORDS_WEIGHT * shared(support), -position, cosine)
        for position, (support, vector) in enumerate(zip(candidates, others, strict=True))
        for cosine in [sum(a * b for a, b in zip(own, vector, strict=True))]
    ]
    _, position, cosine = max(scored)
    return candidates[-position], cosine


def cite(support: Support) -> Citation:
    """The citation of one sentence; the quote is cut from the passage, never written."""
    passage = support.evidence.passage
    return Citation(
        n=support.evidence.n,
        passage_id=passage.id,
        source=passage.source,
        paragraph=passage.paragraph,
        start=support.span.start,
        end=support.span.end,
        quote=support.quote,
        translation=support.translation,
    )
