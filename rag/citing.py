"""Which sentences of the evidence an answer stands on, and the citations for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.types import Span
from rag.types import Citation, Evidence
from rag.words import content_stems, leans_back

QUOTES = 2
QUOTED_WORDS = 60
"""An answer is read at a glance."""
_PASSAGE_WORDS = 0.15
_SENTENCE_WORDS = 0.5


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


def choose(candidates: Sequence[Support], said: str, most: int = QUOTES) -> list[Support]:
    """The sentences to quote, best first: of one passage, and not too long together.

    Which passage is right is known better from how well its sentences fit the question (right
    for 0.97 of development questions over sixteen articles) than from the reader's words; within
    the passage those words find the sentence. Two sentences hold the fact for 0.90 of questions,
    one for 0.63.

    Args:
        candidates: at least one.
        said: the reader's short answer, in the sentences' language; may be empty.
        most: sentences, not counting those that they lean on.
    """
    best = max(
        candidates, key=lambda support: support.worth + _PASSAGE_WORDS * _held(said, support)
    )
    passage = [support for support in candidates if support.of_same_passage(best)]
    ranked = sorted(
        passage,
        key=lambda s: s.worth + _SENTENCE_WORDS * _held(said, s),
        reverse=True,
    )
    chosen: list[Support] = []
    for support in ranked[:most]:
        wanted = [s for s in _with_lead(support, passage) if s not in chosen]
        if not chosen or sum(len(s.quote.split()) for s in chosen + wanted) <= QUOTED_WORDS:
            chosen += wanted
    return chosen


def joined(supports: Sequence[Support]) -> list[Support]:
    """The same in reading order, neighbours in the text as one quote.

    One that has a translation is not joined to one that has none.

    Args:
        supports: of one passage.
    """
    runs: list[Support] = []
    for support in sorted(supports, key=lambda s: s.span.start):
        both = (runs[-1].translation if runs else None, support.translation)
        if runs and _touch(runs[-1], support) and all(both) == any(both):
            runs[-1] = replace(
                runs[-1],
                span=Span(runs[-1].span.start, support.span.end),
                worth=max(runs[-1].worth, support.worth),
                translation=" ".join(t for t in both if t) if all(both) else None,
            )
        else:
            runs.append(support)
    return runs


def _with_lead(support: Support, passage: Sequence[Support]) -> list[Support]:
    """The sentence, behind it the one that it leans on: "Sie hatten …" alone says nothing."""
    lead = [other for other in passage if leans_back(support.quote) and _touch(other, support)]
    return [support, *lead]


def _touch(before: Support, after: Support) -> bool:
    """Whether nothing but space stands between two sentences of a passage."""
    passage = after.evidence.passage
    between = passage.text[before.span.end - passage.start : after.span.start - passage.start]
    return before.span.end <= after.span.start and not between.strip()


def _held(said: str, support: Support) -> float:
    """Share of the content words of what was said that the sentence holds."""
    stems = content_stems(said)
    return len(stems & content_stems(support.quote)) / max(len(stems), 1)


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
