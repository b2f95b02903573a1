"""Resolves nouns for institutions in a quote: which ministry is "das Ministerium"?

A definite noun without a name stands for the institution of its kind that the article names before
it. If the article has mentioned two of that kind by then, it is not resolved. Shown in brackets
behind the quote, and not searched: no question finds its passage better with it
(``docs/finding.md``).

All that are resolved were read on 2026-11-27: 59 of 59 are right in the articles that the rules
were made with (newsroom_dev, newsroom2, the training articles), 4 of 4 in tests/eval/newsroom and
18 of 18 in other articles of the tests and the exam, which were read only afterwards. Of 300
English news texts (Lee, Pincombe and Welsh 2005), 12 of 16 in the first half; with rules for these
faults, 16 of 18 in the second, and with rules for those, all 29 of both. Four fifths of the
definite nouns are not resolved.
"""

from collections.abc import Sequence
from typing import Final

from index.language.institutions.by_language import MENTIONS
from index.language.institutions.mentions import Mention, Role
from index.language.lexicon import Language
from index.types import Span
from rag.annotations import Referent

_REACH: Final = 20_000
"""Characters before a quote in which a name is searched, which takes 10 ms: guess."""


def referents(text: str, language: Language, quoted: Span) -> tuple[Referent, ...]:
    """The nouns in a quote with the names they stand for, in reading order.

    A name that the quote has itself is left out.

    Args:
        text: of the article.
        language: of the article.
        quoted: place of the quote in the text.
    """
    within = Span(max(0, quoted.start - _REACH), quoted.end)
    found = sorted(MENTIONS[language](text, within), key=lambda mention: mention.start)
    quote = text[quoted.start : quoted.end]
    told = []
    for noun in found:
        if noun.role is Role.DEFINITE and quoted.start <= noun.start:
            named = _antecedent(noun, [one for one in found if one.end <= noun.start])
            if named and (named.name or named.full_name) not in quote:
                told.append(Referent(noun.start, noun.end, named.full_name))
    return tuple(told)


def _antecedent(noun: Mention, before: Sequence[Mention]) -> Mention | None:
    """The named mention that a definite noun refers to; None if there is none, or a second one."""
    named = [one for one in before if one.role is Role.NAMED and _may_be(one, noun)]
    if not named:
        return None
    last = named[-1]
    if any(not _same(one, last) for one in named):
        return None
    others = (one for one in before if one.role is Role.OTHER and one.kind == noun.kind)
    if any(one.start > last.end and not (one.name and _same(one, last)) for one in others):
        return None
    return next((one for one in reversed(named) if one.name), last)


def _may_be(named: Mention, noun: Mention) -> bool:
    """Whether the noun may stand for a named institution."""
    if named.kind != noun.kind or (not named.name and named.noun == noun.noun):
        return False
    return noun.is_general or named.noun.endswith(noun.noun)


def _same(one: Mention, other: Mention) -> bool:
    """Whether two mentions are of the same institution, as their names and nouns tell."""
    if one.name and other.name:
        return one.words <= other.words or other.words <= one.words
    return bool(one.noun) and one.noun == other.noun
