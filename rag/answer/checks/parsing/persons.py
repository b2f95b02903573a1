"""Names in a text, each with the titles that stand beside it: "Kapitän Neil Farrow"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.compounds import folded
from index.language.cues import AND, expression
from index.language.dictionary.lookup import Dictionary
from index.language.lexicon import Language
from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import ARTICLES, FORMER, HONORIFICS, NO_NAMES
from index.language.words import Word, is_content, is_listed, is_written_small, words
from rag.answer.checks.parsing.forms import is_verb

_FAR: Final = 7
"""Words of a title with all that belongs to it, at most."""
_SHORT: Final = 4
"""Letters of an abbreviation such as "Prof."; a longer word before a full stop ends a sentence."""
_AND: Final = expression(AND)
_POSSESSIVE: Final = re.compile("['’]s?$")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody or something with a name."""

    names: tuple[str, ...]
    """Words of the name, folded; the last one is the surname, where there are two."""
    titles: tuple[Word, ...]
    """Nouns in front of the name, or beside it between commas; with their adjectives in English."""
    former: bool
    """Whether the title is told as a past one."""

    def is_same(self, other: "Person") -> bool:
        """Whether both may be the same one: one may be named more fully than the other."""
        return self.names[-1] in other.names or other.names[-1] in self.names


def plain_name(word: str) -> str:
    """A word of a name without case, accents and genitive."""
    return folded(_POSSESSIVE.sub("", word))


@dataclass(frozen=True, slots=True)
class NameReader:
    """Finds names; a word list tells nouns from names where it has them."""

    dictionary: Dictionary

    def people(self, text: str, language: Language) -> Iterator[Person]:
        """All names of a text in their order."""
        found = tuple(words(text))
        at = 0
        while at < len(found):
            end = self._run_end(text, found, at, language)
            if end == at:
                at += 1
                continue
            start = self._name_start(found, at, end, language)
            if start < end:
                titles, former = self._in_front(text, found, at, start, end, language)
                titles += self._behind(text, found, end, language)
                if text.startswith(", ", found[end - 1].end):
                    former = former or any(FORMER.fullmatch(w.text) for w in found[end : end + 2])
                names = tuple(plain_name(w.text) for w in found[start:end])
                yield Person(names, tuple(titles), former)
            at = end

    def _run_end(self, text: str, found: Sequence[Word], at: int, language: Language) -> int:
        """Where a run of words with a capital ends that begins here; its start if there is none."""
        end = at
        while end < len(found) and (
            _may_name(found[end].text, language)
            or (end > at and len(found[end].text) == 1 and found[end].text.isupper())
        ):
            if end > at and not _adjoins(text, found[end - 1], found[end]):
                break
            end += 1
        return end

    def _name_start(self, found: Sequence[Word], at: int, end: int, language: Language) -> int:
        """Where the name begins behind its titles; ``end`` if it is only a noun."""
        start = at
        while start < end and self.is_noun(found[start].text, language):
            start += 1
        if start == end and end - at > 1:
            return end - 1  # "Bürgermeister Schneider": the last one is the name
        if language == "de" and start == at and end - at > 2:
            return at + 1  # "Landrätin Frauke Hemmer": no list has every title
        return start

    def is_noun(self, word: str, language: Language) -> bool:
        """Whether a word with a capital names a kind of thing or person, and not one of them."""
        if folded(word) in HONORIFICS:
            return True
        if language == "en":
            small = word.lower()
            return is_listed(small, "en") and is_written_small(small, "en")
        if self.dictionary.compound_parts(word, "de"):
            return True
        if not self.dictionary.is_present:
            return is_listed(word, "de")
        return any(
            term.form[0].islower()
            for entry in self.dictionary.translations(word, "de", "en")
            if entry.known
            for term in entry.terms
            if term.form != word
        )

    def _in_front(
        self, text: str, found: Sequence[Word], at: int, start: int, end: int, language: Language
    ) -> tuple[list[Word], bool]:
        """As in "the former finance director Colin Marsh", "the director, Colin Marsh,"."""
        titles: list[Word] = []
        former = False
        for number in range(start - 1, max(-1, start - 1 - _FAR), -1):
            word = found[number]
            between = number + 1 == start and _encloses(text, found, start, end)
            if not _adjoins(text, word, found[number + 1]) and not between:
                break
            former = former or bool(FORMER.fullmatch(word.text))
            if _AND.fullmatch(word.text) and titles:
                continue
            if _ends_title(word, language):
                break
            if number >= at or self._is_title(word, language):
                titles.append(word)
        return titles, former

    def _behind(
        self, text: str, found: Sequence[Word], end: int, language: Language
    ) -> Iterator[Word]:
        """Between commas, as in "Alan Creech, zugleich Geschäftsführer von Sound Line,"."""
        for number in range(end, min(len(found), end + _FAR)):
            word = found[number]
            gap = text[found[number - 1].end : word.start]
            if gap not in ({", "} if number == end else {" ", "-"}):
                return
            plain = word.text.casefold()
            if number == end and (plain in ARTICLES or plain in STATEMENTS[language].persons):
                continue
            if _ends_title(word, language) or plain == "of":
                return
            if self._is_title(word, language):
                yield word

    def _is_title(self, word: Word, language: Language) -> bool:
        if not is_content(word.text, language) or FORMER.fullmatch(word.text):
            return False
        if language == "de":
            return word.text[0].isupper() and self.is_noun(word.text, "de")
        return word.text[0].islower() or self.is_noun(word.text, "en")


def _encloses(text: str, found: Sequence[Word], start: int, end: int) -> bool:
    """Whether a name stands between commas."""
    gap = text[found[start - 1].end : found[start].start]
    rest = text[found[end - 1].end :]
    enclosed = not rest.strip() or rest.startswith(",")
    return enclosed and bool(re.fullmatch(r", (?:the |der |die |das )?", gap))


def _ends_title(word: Word, language: Language) -> bool:
    plain = word.text.casefold()
    statements = STATEMENTS[language]
    return (
        plain in ARTICLES
        or plain in statements.prepositions
        or plain in statements.pronouns
        or is_verb(word.text, language)
        or word.text[0].isdigit()
    )


def _adjoins(text: str, one: Word, other: Word) -> bool:
    gap = text[one.end : other.start]
    return gap in {" ", "-"} or (gap == ". " and len(one.text) <= _SHORT)


def _may_name(word: str, language: Language) -> bool:
    plain = word.casefold()
    statements = STATEMENTS[language]
    return (
        word[0].isupper()
        and word not in NO_NAMES
        and plain not in statements.months
        and plain not in statements.weekdays
        and plain not in statements.units
        and plain not in statements.pronouns
        and plain not in statements.prepositions
        and plain not in ARTICLES
        and (len(word) == 1 or is_content(word, language))
    )
