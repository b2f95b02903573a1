"""Cuts windows of 12 or more words, as long as a news paragraph, out of a longer paragraph."""

import random
import re
from collections.abc import Sequence
from typing import Final

Range = tuple[int, int]
"""Start and end in characters."""

_END: Final = re.compile(r"(?<=[.!?;…])\s+")
"""End of a sentence, in any of XQuAD's languages."""
_SHORTEST: Final = 12
_LONGEST: Final = 80
"""Words at which a window stops growing; sentences are not cut."""


def anywhere(text: str, rng: random.Random) -> Range:
    """A window around a random sentence."""
    spans = sentences(text)
    at = rng.randrange(len(spans))
    return _grown(text, spans, (at, at), [True] * len(spans), rng)


def with_answer(text: str, answer: Range, rng: random.Random) -> Range:
    """A window around the sentence or sentences with the answer."""
    spans = sentences(text)
    holding = [n for n, span in enumerate(spans) if _meets(span, answer)]
    return _grown(text, spans, (holding[0], holding[-1]), [True] * len(spans), rng)


def without_answer(text: str, answer: Range, rng: random.Random) -> Range | None:
    """A window of sentences without the answer; None if every sentence is part of it."""
    spans = sentences(text)
    free = [not _meets(span, answer) for span in spans]
    if not any(free):
        return None
    at = rng.choice([n for n, is_free in enumerate(free) if is_free])
    return _grown(text, spans, (at, at), free, rng)


def sentences(text: str) -> list[Range]:
    """The sentences of a text, approximately."""
    ends = list(_END.finditer(text))
    starts = [0, *(end.end() for end in ends)]
    return list(zip(starts, [*(end.start() for end in ends), len(text)], strict=True))


def _meets(span: Range, answer: Range) -> bool:
    return span[0] <= answer[1] and span[1] >= answer[0]


def _grown(
    text: str,
    spans: Sequence[Range],
    around: tuple[int, int],
    allowed: Sequence[bool],
    rng: random.Random,
) -> Range:
    """Add random neighbouring sentences until the window has enough words."""
    first, last = around
    wanted = rng.randint(_SHORTEST, _LONGEST)
    while len(text[spans[first][0] : spans[last][1]].split()) < wanted:
        before = first > 0 and allowed[first - 1]
        behind = last < len(spans) - 1 and allowed[last + 1]
        if not before and not behind:
            break
        if before and (not behind or rng.random() < 0.5):
            first -= 1
        else:
            last += 1
    return spans[first][0], spans[last][1]
