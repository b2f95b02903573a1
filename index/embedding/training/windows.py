"""Windows of 12 words or more out of a paragraph, as long as paragraphs of articles are."""

import random
import re
from collections.abc import Sequence
from typing import Final

Range = tuple[int, int]
"""From one character to another."""

_END: Final = re.compile(r"(?<=[.!?;…])\s+")
"""Of a sentence, in any of XQuAD's languages."""
_SHORTEST: Final = 12
_LONGEST: Final = 80
"""Words beyond which no window grows; a sentence stays whole."""


def anywhere(text: str, rng: random.Random) -> Range:
    """Around any sentence."""
    spans = sentences(text)
    at = rng.randrange(len(spans))
    return _grown(text, spans, (at, at), [True] * len(spans), rng)


def with_answer(text: str, answer: Range, rng: random.Random) -> Range:
    """Around the sentence or sentences that the answer stands in."""
    spans = sentences(text)
    holding = [n for n, span in enumerate(spans) if _meets(span, answer)]
    return _grown(text, spans, (holding[0], holding[-1]), [True] * len(spans), rng)


def without_answer(text: str, answer: Range, rng: random.Random) -> Range | None:
    """Around a sentence without the answer, up to where it stands; None if there is none."""
    spans = sentences(text)
    free = [not _meets(span, answer) for span in spans]
    if not any(free):
        return None
    at = rng.choice([n for n, is_free in enumerate(free) if is_free])
    return _grown(text, spans, (at, at), free, rng)


def sentences(text: str) -> list[Range]:
    """Those of a text, roughly."""
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
    """Sentences on either side are added by chance until the window has enough words."""
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
