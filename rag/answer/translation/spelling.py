"""Similarity of spelling, for words that are already folded."""

from difflib import SequenceMatcher
from typing import Final

_ALIKE: Final = 0.75
"""Minimum Ratcliff-Obershelp ratio of two spellings of one word, as "Antimetabolit" and
"antimetabolite". Guess."""
COMPOUND_ALIKE: Final = 0.85
"""The same for a compound and two joined words: "bagger driver" is not "Baggerfahrer". Guess."""
_SHORTEST_ALIKE: Final = 4


def is_alike(one: str, two: str, at_least: float = _ALIKE) -> bool:
    """Whether two spellings are the same or nearly so; short words have to be the same."""
    if one == two:
        return True
    if min(len(one), len(two)) < _SHORTEST_ALIKE:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= at_least


def is_part(word: str, compound: str) -> bool:
    """Whether a word begins or ends a compound."""
    return len(word) >= _SHORTEST_ALIKE and (compound.startswith(word) or compound.endswith(word))
