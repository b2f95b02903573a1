"""Who says what a paragraph quotes, where that stands in the paragraph before."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from index.types import Passage, Span
from rag.evidence.numbering import label, together
from rag.types import Evidence
from rag.words import tells

_MARKS: Final = '"„“”»«'
_ONLY_SPEECH: Final = re.compile(rf"[{_MARKS}][^{_MARKS}]+[{_MARKS}][.!?]?\s*")
_BEHIND_SPEECH: Final = re.compile(rf"[{_MARKS}],?\s+([^{_MARKS}]+)$")


def with_speakers(
    evidence: Sequence[Evidence], passages: Callable[[str], Sequence[Passage]]
) -> tuple[Evidence, ...]:
    """Speech whose speaker stands in the paragraph before brings along the words that name him.

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
    """Who says what a paragraph of nothing but direct speech quotes.

    Returns:
        The paragraph before and the words in it behind its own quotation (document offsets), such
        as "sagte der Minister."; None where the paragraph is no such speech or nobody is named.
    """
    if not _ONLY_SPEECH.fullmatch(passage.text) or tells(passage.text):
        return None
    before = max(
        (p for p in passages if p.start < passage.start), key=lambda p: p.start, default=None
    )
    if before is None or not (match := _BEHIND_SPEECH.search(before.text)):
        return None
    start, end = match.span(1)
    if not tells(match.group(1)):
        return None
    return before, Span(before.start + start, before.start + end)
