"""Splits German compounds: "Münzfund" into "Münze" and "Fund"."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

_SHORTEST_PART: Final = 3
_SHORTEST: Final = 7
_LONGEST_PART: Final = 14
"""Maximum letters of a part; longer listed words are themselves compounds."""
_MEMORY: Final = 1 << 15

_LINKS: Final = ("s", "es", "n", "en", "er", "e", "ens")
_LOST_ENDINGS: Final = ("e", "en")
"""Endings that a part may lose before another part: "Münz(e)fund", "Schwimm(en)halle"."""
_INFLECTIONS: Final = ("s", "es", "n", "en", "e", "er", "ern")
_AFFIXES: Final = frozenset(
    """
    ab an auf aus bei durch ein ent fest fort gegen her hin hinter los miss mit nach nieder
    statt teil um ver vor weg wider zer
    chen heit keit lein lich ling nis sal schaft tum
    """.split()  # noqa: SIM905 - as in the word lists
)
"""Prefixes and suffixes. Some are also words, but attached to a word they form no compound."""
_TWO_LETTERS = re.compile("([aou])e")


def folded(word: str) -> str:
    """Lower case, ss for ß, and no accents or umlauts."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def is_part(word: str) -> bool:
    """Whether a listed word may be a part of compounds."""
    return _SHORTEST_PART <= len(word) <= _LONGEST_PART and word not in _AFFIXES


@dataclass(slots=True)
class Splitter:
    """Splits compounds with a list of German nouns, adjectives and verbs."""

    parts: frozenset[str]
    """Folded words that may be parts; verbs in the infinitive."""
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a compound, folded; empty if the word is not a compound."""
        plain = folded(word)
        if len(plain) < _SHORTEST:
            return ()
        found = self._known.get(plain)
        if found is None:
            found = self._split(plain) or self._split(_TWO_LETTERS.sub(r"\1", plain))
            if len(self._known) < _MEMORY:
                self._known[plain] = found
        return found

    def _split(self, word: str) -> tuple[str, ...]:
        """The split with the fewest parts; on a tie, the one with the longest shorter half."""
        best: tuple[str, ...] = ()
        quality = (0, 0, 0)
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            head = self._listed(word[:at], added=_LOST_ENDINGS, removed=_LINKS)
            if head is None:
                continue
            tail = self._listed(word[at:], added=(), removed=_INFLECTIONS)
            rest = (tail,) if tail else self.split(word[at:])
            if rest:
                rank = (-len(rest), min(at, len(word) - at, 5), len(word) - at)
                if not best or rank > quality:
                    best, quality = (head, *rest), rank
        return tuple(part for found in best for part in (self.split(found) or (found,)))

    def _listed(self, text: str, added: tuple[str, ...], removed: tuple[str, ...]) -> str | None:
        """The listed word that equals the text, possibly after adding or removing an ending."""
        if text in self.parts:
            return text
        forms = [text + ending for ending in added]
        forms += [text.removesuffix(ending) for ending in removed if text.endswith(ending)]
        return next((form for form in forms if form in self.parts), None)
