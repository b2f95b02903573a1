"""Heuristics that recognise verbs, nouns and times by form and position, without a parser."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import simplemma

from index.language.lexicon import Language
from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import DETERMINERS, NO_NAMES, NO_VERB, SINGULAR
from index.language.words import Word, is_content, words

_INFINITIVE: Final = ("en", "ern", "eln", "tun")


@lru_cache(1 << 14)
def is_verb(word: str, language: Language) -> bool:
    """Whether a word may be a finite verb, judging by its form."""
    statements = STATEMENTS[language]
    if word.casefold() in statements.prepositions:
        return False
    if statements.finite.fullmatch(word):
        return True
    if statements.saying.fullmatch(word):
        return True
    if not word[0].islower() or not is_content(word, language):
        return False
    lemma = simplemma.lemmatize(word, language)
    if language == "en":
        return lemma != word and not word.endswith(("s", "ing", "er", "est", "men", "en", "y"))
    return lemma.endswith(_INFINITIVE) and lemma[0].islower() and not NO_VERB.match(word)


def has_verb(text: str, language: Language) -> bool:
    found = list(words(text))
    return any(
        (is_verb(word.text, language) and not _is_attribute(text, found, number, language))
        or (number > 0 and third_person(found, number, language))
        for number, word in enumerate(found)
    )


def _is_attribute(text: str, found: Sequence[Word], number: int, language: Language) -> bool:
    """As in "die 40 registrierten Wähler", "the injured sailors": a participle before its noun."""
    word = found[number]
    if STATEMENTS[language].finite.fullmatch(word.text) and language == "de":
        return False
    before = found[number - 1].text if number else ""
    determined = before.casefold() in DETERMINERS or before[:1].isdigit() or before in NO_NAMES
    following = found[number + 1] if number + 1 < len(found) else None
    if not determined or following is None or text[word.end : following.start] != " ":
        return False
    if language == "de":
        return word.text.endswith(("te", "ten", "ter", "tem", "tes", "en", "e")) and (
            following.text[0].isupper()
        )
    return word.text.endswith("ed") and is_content(following.text, language)


def third_person(found: Sequence[Word], number: int, language: Language) -> bool:
    """Whether a word is an English verb in -s after a name or pronoun: "it produces"."""
    word, before = found[number].text, found[number - 1].text
    if not (language == "en" and word.endswith("s") and word.islower() and len(word) > 3):
        return False
    following = following_word(found, number)
    if following == "of" or (following and is_verb(following, "en")):
        return False
    if any(STATEMENTS["en"].finite.fullmatch(w.text) for w in found[number + 1 : number + 7]):
        return False  # more likely a plural
    counted = number > 1 and is_content(before, "en") and not before[0].isdigit()
    noun = before[0].isupper() or counted
    behind = (noun and not before.endswith("s")) or before in SINGULAR
    return behind and simplemma.lemmatize(word, "en") != word


def is_time(word: str, language: Language) -> bool:
    statements = STATEMENTS[language]
    unit = statements.units.get(word.casefold())
    return (unit is not None and unit.dimension in {"time", "months"}) or (
        word.casefold() in statements.seasons or word.casefold() in statements.weekdays
    )


def following_word(found: Sequence[Word], number: int) -> str:
    return found[number + 1].text if number + 1 < len(found) else ""


def is_noun(word: Word, language: Language) -> bool:
    if not is_content(word.text, language):
        return False
    if language == "de":
        return word.text[0].isupper() or word.text[0].isdigit()
    return not is_verb(word.text, language)
