"""Joins lines, and decides which hyphens at a line's end belong to the word.

"Bundes-|regierung" loses its hyphen, "SPD-|geführten" and "G7-|Staaten" keep it, and
"Luft-|und Seestreitkräfte" keeps it and gets a space.
"""

import re
from collections.abc import Collection
from typing import Final

from index.language.files.words import BEHIND_HYPHEN, BEHIND_HYPHENED_NOUN

_HYPHENATED: Final = re.compile(r"[^\W_][-\u2010\u00ad]$")
_FIRST_WORD: Final = re.compile(r"[^\W_]+(?:[-\u2010'’][^\W_]+)*")
_SUSPENDED: Final = re.compile(rf"(?:{BEHIND_HYPHEN})(?!\w)")
_SUSPENDED_NOUN: Final = re.compile(rf"(?:{BEHIND_HYPHENED_NOUN})(?!\w)")
_ADDRESS: Final = re.compile(r"\W*(?:https?://|www\.|[^\s@]+@)")
_WITHIN_ADDRESS: Final = frozenset("/._=?&-")
_QUOTES: Final = "„“”\"'‚‘(»«"


def joined(above: str, below: str, known: Collection[str] = ()) -> str:
    """Join two lines, see :func:`before`."""
    return before(above, below, known) + below


def before(above: str, below: str, known: Collection[str] = ()) -> str:
    """The first line, ready to be joined with the next: with a space, or without its hyphen.

    Args:
        above: a line without trailing whitespace.
        below: the next line.
        known: words of the same document, in lower case, that settle unclear cases.
    """
    if above.endswith("\u00ad"):
        return above[:-1]
    last = above[above.rfind(" ") + 1 :]
    if not _HYPHENATED.search(last):
        return above if _touches(last, below) else f"{above} "
    first = _FIRST_WORD.match(below)
    if first is None or _is_suspended(last, below):
        return f"{above} "
    part = last.strip(_QUOTES)
    if (part[:-1] + first.group()).lower() in known:
        return above[:-1]
    if _keeps(last, below) or (part + first.group()).lower() in known:
        return above
    return above[:-1]


def _touches(last: str, below: str) -> bool:
    """Whether a URL, a slash or a range of years continues without a space."""
    if last[-1:] in _WITHIN_ADDRESS and _ADDRESS.match(last):
        return True
    if last[-1:] == "/":
        return len(last) > 1
    return last[-1:] == "–" and (last[-2:-1] + below[:1]).isdigit() and len(last) > 1


def _is_suspended(last: str, below: str) -> bool:
    """Whether it is as in "Luft- und Seestreitkräfte", "drei- bis viermal"."""
    if _SUSPENDED.match(below):
        return True
    return bool(_SUSPENDED_NOUN.match(below)) and (last[:1].isupper() or last[:1].isdigit())


def _keeps(last: str, below: str) -> bool:
    """Whether the word would have the hyphen in the middle of a line, too."""
    part = re.split(r"[-\u2010/]", last[:-1])[-1].lstrip(_QUOTES)
    return (
        not below[0].islower()
        or part[-1:].isupper()
        or part[-1:].isdigit()
        or len(part) == 1
        or bool(_ADDRESS.match(last))
    )
