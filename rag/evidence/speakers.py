"""Speakers of quoted paragraphs that are named in the paragraph before."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from index.types import Passage, Span
from rag.evidence.numbering import label, together
from rag.types import Evidence
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
