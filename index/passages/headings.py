"""What a passage belongs to: the article's headline and the nearest heading above it.

Both are searched with the passage: "112 Badegäste" is found by the name of the pool that only the
headline has. A heading alone answers nothing: it is marked, and gives way to what stands below it.
So it is with an interviewer's questions: they head the replies, which often only say "Yes, soon".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from index.text import composed
from index.types import Passage

_LONGEST: Final = 12
"""Words of a heading below the headline."""
_LONGEST_QUESTION: Final = 60
"""Words of an interviewer's turn (guess)."""
_LEAST_QUESTIONS: Final = 3
"""Questions with replies that make an interview; one or two may be an author's own (guess)."""
_ASKS: Final = re.compile(r"\?[\"'„“”»«’‘)\]]*$")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…:;,][\"'„“”»«’‘)\]]*$")
_LISTED: Final = re.compile(r"(?:[-–—*•·#]|\d+[.)])\s")
_CELLS: Final = " | "
"""Between the cells of a table's row, and a term and its description."""
_CLOCK: Final = re.compile(r"\d{1,2}[.:]\d{2}(?:\s?(?:Uhr|[ap]\.?m\.?))?:?", re.IGNORECASE)
_MARKDOWN: Final = re.compile(r"#+\s+|\s+#+$|\n[=-]+$")


def with_headings(passages: Sequence[Passage], title: str) -> tuple[Passage, ...]:
    """The passages of a document with what stands above each.

    Args:
        passages: in reading order.
        title: the document's.
    """
    found: list[Passage] = []
    headline, heading = _headline(passages, title), ""
    asked = _questions(passages)
    clock = ""
    for number, passage in enumerate(passages):
        text = _plain(passage.text)
        below = passages[number + 1] if number + 1 < len(passages) else None
        is_headline = text == headline
        if number in asked:
            heading = text
            found.append(replace(passage, is_heading=True, above=headline))
            continue
        if below is not None and _CLOCK.fullmatch(text):
            # An entry of a live ticker: its time also heads what its own heading stands above.
            clock = heading = text
            found.append(replace(passage, is_heading=True, above=headline))
            continue
        if below is not None and (is_headline or _is_heading(text, _plain(below.text))):
            heading = "" if is_headline else f"{clock} {text}".strip()
            above = "" if is_headline else headline
            found.append(replace(passage, is_heading=True, above=above))
        else:
            above = "\n".join(line for line in (headline, heading) if line and line != text)
            found.append(replace(passage, above=above))
        clock = ""
    return tuple(found)


def _headline(passages: Sequence[Passage], title: str) -> str:
    """The title; empty where it is only the beginning of an article that has no headline."""
    first = _plain(passages[0].text) if passages else ""
    line = _plain(title)
    is_prose = first.startswith(line.rstrip("…")) and (first != line or line.endswith("."))
    return "" if is_prose else line


def _questions(passages: Sequence[Passage]) -> frozenset[int]:
    """Where an interviewer asks what the next passage replies to; empty where there is no
    interview.
    """
    asks = [
        bool(_ASKS.search(passage.text)) and len(passage.text.split()) <= _LONGEST_QUESTION
        for passage in passages
    ]
    answered = [number for number, (one, next_one) in enumerate(pairwise(asks)) if one > next_one]
    return frozenset(answered if len(answered) >= _LEAST_QUESTIONS else ())


def _is_heading(text: str, below: str) -> bool:
    """Whether a line is short, no sentence, no item of a list, and stands above whole sentences."""
    return (
        len(text.split()) <= _LONGEST
        and not _ENDS_SENTENCE.search(text)
        and not _LISTED.match(text)
        and _CELLS not in text
        and bool(_ENDS_SENTENCE.search(below))
    )


def _plain(text: str) -> str:
    return composed(_MARKDOWN.sub("", text.strip()))
