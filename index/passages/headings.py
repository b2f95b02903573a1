"""Finds the heading of each passage: the article's headline and the nearest heading above.

Both are searched with the passage, so "112 Badegäste" is found by the name of the pool, which only
the headline mentions. A heading answers nothing, so it is marked as one and the text below it is
cited instead. An interviewer's questions count as headings of the replies, which often only say
"Yes, soon".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from index.text import composed
from index.types import Passage

_LONGEST: Final = 12
"""Words in a heading below the headline."""
_LONGEST_QUESTION: Final = 60
"""Words in an interviewer's question (guess)."""
_LEAST_QUESTIONS: Final = 3
"""Questions with replies that an interview has at least; an author may ask one or two (guess)."""
_ASKS: Final = re.compile(r"\?[\"'„“”»«’‘)\]]*$")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…:;,][\"'„“”»«’‘)\]]*$")
_LISTED: Final = re.compile(r"(?:[-–—*•·#]|\d+[.)])\s")
_CELLS: Final = " | "
"""Separates the cells of a table row, and a term from its description."""
_CLOCK: Final = re.compile(r"\d{1,2}[.:]\d{2}(?:\s?(?:Uhr|[ap]\.?m\.?))?:?", re.IGNORECASE)
_MARKDOWN: Final = re.compile(r"#+\s+|\s+#+$|\n[=-]+$")


def with_headings(passages: Sequence[Passage], title: str) -> tuple[Passage, ...]:
    """Set ``above`` and ``is_heading`` of a document's passages.

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
            # A live-ticker entry: its time also belongs to the text below its own heading.
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
    """The title; empty if the article has no headline and the title is its first words."""
    first = _plain(passages[0].text) if passages else ""
    line = _plain(title)
    is_prose = first.startswith(line.rstrip("…")) and (first != line or line.endswith("."))
    return "" if is_prose else line


def _questions(passages: Sequence[Passage]) -> frozenset[int]:
    """Positions of an interviewer's questions; empty if it is not an interview."""
    asks = [
        bool(_ASKS.search(passage.text)) and len(passage.text.split()) <= _LONGEST_QUESTION
        for passage in passages
    ]
    answered = [number for number, (one, next_one) in enumerate(pairwise(asks)) if one > next_one]
    return frozenset(answered if len(answered) >= _LEAST_QUESTIONS else ())


def _is_heading(text: str, below: str) -> bool:
    """Whether a line is short, neither sentence nor list item, and followed by full sentences."""
    return (
        len(text.split()) <= _LONGEST
        and not _ENDS_SENTENCE.search(text)
        and not _LISTED.match(text)
        and _CELLS not in text
        and bool(_ENDS_SENTENCE.search(below))
    )


def _plain(text: str) -> str:
    return composed(_MARKDOWN.sub("", text.strip()))
