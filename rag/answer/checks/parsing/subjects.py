"""Finds the subject of a clause."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.language.lexicon import Language
from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import (
    ARTICLES,
    JOINS,
    LATER,
    NEW_PHRASE,
    OBJECT_ARTICLES,
    PERSONAL,
    PERSONAL_ALWAYS,
    THERE_IS,
)
from index.language.words import Word, is_content, is_written_small
from rag.answer.checks.parsing.forms import (
    following_word,
    has_verb,
    is_noun,
    is_time,
    is_verb,
    third_person,
)


def subject_of(
    text: str, found: Sequence[Word], language: Language, *, passive: bool
) -> tuple[Word, ...]:
    """Content words of the subject: the first noun phrase without a preposition.

    Empty for a pronoun, and for a clause that shares the subject of the one before.
    """
    if language == "de":
        found = _without_empty(found)
        if _pronoun_behind_verb(found):
            return ()
    if len(found) > 1 and found[0].text in {"und", "and"} and is_verb(found[1].text, language):
        return ()
    search = _Search(text, found, language, passive)
    for number in range(len(found)):
        if search.ends(number):
            break
    return tuple(search.taken)


@dataclass(slots=True)
class _Search:
    """Scans the words of a clause until its subject is complete."""

    text: str
    words: Sequence[Word]
    language: Language
    passive: bool
    taken: list[Word] = field(default_factory=list)
    governed: bool = False
    """Whether a preposition or an object's article governs the current word."""

    def ends(self, number: int) -> bool:
        """Process a word; returns whether the subject is complete."""
        word = self.words[number]
        verb = is_verb(word.text, self.language) or (
            number > 0 and third_person(self.words, number, self.language)
        )
        if word.text.casefold() == "zufolge":
            self.taken.clear()
            self.governed = False
            return False
        if self.taken:
            return self._goes_on(number, verb=verb)
        return self._begins(number, verb=verb)

    def _goes_on(self, number: int, *, verb: bool) -> bool:
        """Process a word after the first word of the subject."""
        word = self.words[number]
        plain = word.text.casefold()
        gap = self.text[self.words[number - 1].end : word.start]
        if "," in gap and not verb and has_verb(self.text[word.start :], self.language):
            if all(is_time(taken.text, self.language) for taken in self.taken):
                self.taken.clear()
            elif is_noun(word, self.language):
                self.taken.append(word)  # an apposition or the next item of a list
            return False
        if plain in LATER and _is_measure(self.taken[-1].text, self.language):
            self.taken.clear()
            return False
        if verb or "," in gap or self._breaks(word, gap):
            return True
        if is_noun(word, self.language):
            self.taken.append(word)
        return False

    def _breaks(self, word: Word, gap: str) -> bool:
        """Whether a word begins another phrase."""
        plain = word.text.casefold()
        joins = plain in JOINS and not (self.passive and plain == "von")
        figure = word.text[0].isdigit() and not self.taken[-1].text[0].isdigit() and gap != "-"
        return (
            (plain in STATEMENTS[self.language].prepositions and not joins)
            or (plain in NEW_PHRASE and plain not in JOINS)
            or figure
        )

    def _begins(self, number: int, *, verb: bool) -> bool:
        """Process a word before the subject; returns True if there is no subject."""
        word = self.words[number]
        plain = word.text.casefold()
        statements = STATEMENTS[self.language]
        separated = number > 0 and "," in self.text[self.words[number - 1].end : word.start]
        if verb and self.language == "en" and not number:
            return True
        if verb or separated:
            self.governed = False
        elif plain in statements.prepositions or (
            self.language == "de" and plain in OBJECT_ARTICLES
        ):
            self.governed = True
        elif plain in ARTICLES:
            self.governed = self.governed and self._keeps_case(number)
        elif plain in statements.pronouns and not self.governed and self._stands_alone(number):
            return True
        opens = self.language == "de" and not number and is_written_small(word.text, "de")
        if is_noun(word, self.language) and not verb and not self.governed and not opens:
            self.taken.append(word)
        return False

    def _keeps_case(self, number: int) -> bool:
        """Whether an article follows a preposition, or is a genitive after a noun."""
        if not number:
            return False
        before = self.words[number - 1].text
        genitive = self.words[number].text == "der" and before[0].isupper()
        return genitive or before.casefold() in STATEMENTS[self.language].prepositions

    def _stands_alone(self, number: int) -> bool:
        """Whether a pronoun is the subject itself ("she"), not part of a noun phrase ("her")."""
        following = following_word(self.words, number)
        noun = bool(following) and is_content(following, self.language)
        personal = self.words[number].text.casefold() in PERSONAL_ALWAYS
        return personal or not noun or is_verb(following, self.language)


def _is_measure(word: str, language: Language) -> bool:
    """Whether a word is a unit of time or length: "two kilometres before the finish"."""
    unit = STATEMENTS[language].units.get(word.casefold())
    return is_time(word, language) or (unit is not None and unit.dimension == "length")


def _without_empty(found: Sequence[Word]) -> Sequence[Word]:
    """Words without the "es" of "gibt es", so that what there is becomes the subject."""
    plain = [word.text.casefold() for word in found]
    return [
        word
        for number, word in enumerate(found)
        if plain[number] != "es"
        or not THERE_IS & {*plain[max(0, number - 1) : number], *plain[number + 1 : number + 2]}
    ]


def _pronoun_behind_verb(found: Sequence[Word]) -> bool:
    """Whether a pronoun follows the verb as subject: "Eine Koalition schloss sie aus"."""
    return any(
        number and is_verb(word.text, "de") and following_word(found, number) in PERSONAL
        for number, word in enumerate(found)
    )
