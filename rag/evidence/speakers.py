"""What a quote needs from its neighbours: the speaker named before it, a denial behind it."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from index.types import Passage, Span
from rag.evidence.attribution import is_claim
from rag.evidence.numbering import label, together
from rag.evidence.statements import contests_before
from rag.types import Evidence, Language
from rag.words import has_attribution

_MARKS: Final = '"„“”»«'
_ONLY_SPEECH: Final = re.compile(rf"[{_MARKS}][^{_MARKS}]+[{_MARKS}][.!?]?\s*")
_BEHIND_SPEECH: Final = re.compile(rf"[{_MARKS}],?\s+([^{_MARKS}]+)$")


def with_speakers(
    evidence: Sequence[Evidence], passages: Callable[[str], Sequence[Passage]]
) -> tuple[Evidence, ...]:
    """Add, for each paragraph of pure direct speech, the words before it that name the speaker.

    Args:
        evidence: as selected.
        passages: gives the passages of a document, by its id, in reading order.
    """
    named = []
    for item in evidence:
        if (found := speaker_of(item.passage, passages(item.passage.document_id))) is not None:
            before, span = found
            named.append(Evidence(0, before, (span,), item.score, "names the speaker", (0.0,)))
    return together(label([evidence, named]))


def speaker_of(passage: Passage, passages: Sequence[Passage]) -> tuple[Passage, Span] | None:
    """The speaker of a paragraph that is only direct speech.

    Returns:
        The paragraph before it and the words there that follow its own quotation, such as "sagte
        der Minister." (document offsets); None for any other paragraph, or if nobody is named.
    """
    if not _ONLY_SPEECH.fullmatch(passage.text) or has_attribution(passage.text):
        return None
    before = max(
        (p for p in passages if p.start < passage.start), key=lambda p: p.start, default=None
    )
    if before is None or not (match := _BEHIND_SPEECH.search(before.text)):
        return None
    start, end = match.span(1)
    if not has_attribution(match.group(1)):
        return None
    return before, Span(before.start + start, before.start + end)


def with_denials(
    evidence: Sequence[Evidence],
    passages: Callable[[str], Sequence[Passage]],
    language_of: Callable[[Passage], Language],
) -> tuple[Evidence, ...]:
    """Add, for each paragraph that ends with a claim, the words behind it that reject it.

    Args:
        evidence: as selected.
        passages: gives the passages of a document, by its id, in reading order.
        language_of: gives the language of a passage.
    """
    denials = []
    for item in evidence:
        passage, language = item.passage, language_of(item.passage)
        for last in passage.sentences[-1:]:
            found = denial_of(passage, last, passages(passage.document_id), language)
            if found is not None:
                behind, span = found
                denials.append(Evidence(0, behind, (span,), item.score, "rejects it", (0.0,)))
    return together(label([evidence, denials]))


def denial_of(
    passage: Passage, span: Span, passages: Sequence[Passage], language: Language
) -> tuple[Passage, Span] | None:
    """The sentence behind a claim that says that somebody rejects it, if there is one.

    In between may be further claims. The next paragraph may begin with it.

    Args:
        passage: of the claim.
        span: the claim, as document offsets.
        passages: of the document, in reading order.
        language: of the document.
    """
    for sentence in (one for one in passage.sentences if one.start >= span.start):
        text = passage.quote(sentence)
        if sentence.start >= span.end and contests_before(text, language):
            return passage, sentence
        if not is_claim(text, language):
            return None
    following = next((one for one in passages if one.start > passage.start), None)
    if following is None or not following.sentences:
        return None
    first = following.sentences[0]
    return (following, first) if contests_before(following.quote(first), language) else None
