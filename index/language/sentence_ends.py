"""Finds the ends of the sentences in a text.

sentencex does the work, on a copy of the same length in which periods that do not end a sentence
are masked and all quotation marks have one style. Added are ends that it misses: after an
abbreviation, if the next word can only begin a sentence ("kam u. a. Mit ihr ging …").
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import sentencex

from index.language.lexicon import Language, SentenceEnds
from index.language.lexicons import LEXICONS
from index.text import composed

_LETTER_WITH_MARKS: Final = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_HIDDEN: Final = "_"
_PERIOD: Final = re.compile(r"\.(?=-\w|[\"'“”»«’‘)\]]*\s+[\"'„‚»«›‹“‘(\[]*(?P<next>[^\W_]+|\S))")
_LEFT: Final = 24
"""Characters examined before a period: a number and the word before it."""
_CACHED: Final = 1 << 14
_TAIL: Final = 10
"""The same for abbreviations; the longest has eight."""
_NUMBER: Final = re.compile(r"(?:^|[^\w.,:])(?P<number>\d+(?:\.\d{3})*|(?-i:[IVX]{1,6}))$")
_YEAR: Final = re.compile(r"1[5-9]\d\d|20\d\d")
_DAY_AND_MONTH: Final = re.compile(r"(?<![\d.])\d{1,2}\.\s?\d{1,2}$")
_LETTER: Final = re.compile(r"(?:^|[\s(])[A-ZÄÖÜ]$")
_WORD: Final = re.compile(
    r"(?:[^\W\dA-ZÄÖÜ_]{3}|(?<![^\W\d_])(?:[AEIOUÄÖÜ][a-zäöüß]{2}|[A-ZÄÖÜ][aeiouäöü][a-zäöüß]))$"
)
"""A word rather than an unknown abbreviation ("Pkt. 3"): short words have a vowel."""
_COMPOUND: Final = re.compile(r"\w\.-\w+$")
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)\.?\s*$")
_ROMAN: Final = re.compile(r"[IVX]{1,6}")
_SENTENCE_BEFORE: Final = re.compile(
    r"(?:^|[a-zäöüß]{3}[\"'“”»«’‘)\]]*[.!?…:][\"'“”»«’‘)\]]*\s+)[\"'„‚»«›‹“‘(\[]*$"
)
_ASIDE: Final = re.compile(r"(?:^|[.!?…][\"“”»«’‘]*\s+)\([^()]*[.!?…]\)(?=\s+[^\W\d_a-zäöüß])")

_CLOSING: Final = {"„": '“”"', "‚": "‘’'", "»": "«", "«": "»", "›": "‹", "‹": "›", "“": "”“",
                   '"': '"'}  # fmt: skip
_CLOSING_MARKS: Final = re.compile(r"[\"'“”»«’‘)\]]*")
_OPENING: Final = re.compile(r"[„‚]|(?<![^\s(\[–—-])[»«›‹“\"](?=\S)")
_LONGEST_QUOTE: Final = 2_000
"""Characters; a guess. A quote not closed within this length counts as never closed."""
_ENDS: Final = re.compile(r"[.!?…:]\W*$")


def sentence_ends(text: str, language: str) -> list[int]:
    """Offsets at which sentences end, the last being the end of ``text``."""
    if unicodedata.is_normalized("NFC", text):
        return _sentence_ends(text, language)
    letters = [composed(found[0]) for found in _LETTER_WITH_MARKS.finditer(text)]
    starts = [found.start() for found in _LETTER_WITH_MARKS.finditer(text)]
    offsets = [at for at, letter in zip(starts, letters, strict=True) for _ in letter]
    offsets.append(len(text))
    return [offsets[end] for end in _sentence_ends("".join(letters), language)]


def _sentence_ends(text: str, language: str) -> list[int]:
    quotes = list(_quotes(text))
    shown, added = _masked(text, quotes, "en" if language == "en" else "de")
    found = {
        int(entry["end_index"]) for entry in sentencex.get_sentence_boundaries(language, shown)
    }
    ends: list[int] = []
    for end in sorted(found | added | {len(text)}):
        start = ends[-1] if ends else 0
        left = text[ends[-2] if len(ends) > 1 else 0 : start]
        if ends and start not in added and _continues(left, text[start:end]):
            ends.pop()
        ends.append(end)
    return ends


def _continues(left: str, right: str) -> bool:
    """Whether sentencex split too early: ``"Wirklich?" | fragte er.``"""
    words = right.lstrip()
    if not any(character.isalnum() for character in words) or words[0].islower():
        return True
    return not _ENDS.search(left[-20:].rstrip())


def _masked(
    text: str, quotes: list[tuple[int, int | None]], language: Language
) -> tuple[str, set[int]]:
    """The masked copy for sentencex, and the ends that it would miss."""
    shown = list(re.sub(r"\s", " ", text))
    added = {found.end() for found in _ASIDE.finditer(text)}
    for period in _PERIOD.finditer(text):
        left = text[max(0, period.start() - _LEFT) : period.start()]
        ends = _ends_sentence(left, period["next"], language)
        if ends is False:
            shown[period.start()] = _HIDDEN
        elif ends and (behind := _CLOSING_MARKS.match(text, period.end())):
            added.add(behind.end())
    for start, end in quotes:
        if end is None:
            shown[start] = " "
            continue
        for at in range(start + 1, end):
            if shown[at] in '„“”‚‘»«›‹"':
                shown[at] = " "
        shown[start], shown[end] = "„", "“"
        added -= set(range(start + 1, end + 1))
    return "".join(shown), added


@lru_cache(_CACHED)
def _ends_sentence(left: str, follower: str | None, language: Language) -> bool | None:
    """Whether a sentence ends between these words; None to leave it to sentencex."""
    rules = LEXICONS[language].sentence_ends
    tail = left[-_TAIL:]
    if follower is None or rules.never.search(tail):  # None: a hyphen, as in "Dipl.-Ing."
        return False
    begins = follower[0].isupper() and follower.lower() in rules.starters
    if rules.ordinals and _DAY_AND_MONTH.search(left):
        continues = not follower[0].isalpha() or follower.lower() in rules.after_date
        return False if continues else None
    is_closing = rules.closing is not None and rules.closing.search(tail) is not None
    if is_closing or rules.abbreviations.search(tail) or _COMPOUND.search(left):
        return begins or (is_closing and follower[0].isupper())
    if rules.ordinals and (number := _NUMBER.search(left)):
        return _number_ends(
            left[: number.start("number")], number["number"], follower, begins, rules
        )
    if follower[0].isdigit() or _ROMAN.fullmatch(follower):
        return _ends_before_number(left, rules)
    return True if begins and _LETTER.search(left) else None


def _ends_before_number(left: str, rules: SentenceEnds) -> bool | None:
    """Whether a sentence ends before a number; sentencex never ends a German one there."""
    if rules.before_number.search(left[-_TAIL:]):
        return False
    return True if _WORD.search(left) else None


def _number_ends(
    before: str, number: str, follower: str, begins: bool, rules: SentenceEnds
) -> bool | None:
    """Whether a number ends a sentence; None to leave it to sentencex.

    "Der 17. Versuch" continues, "Er wurde 14. Danach" ends, "1. Die Stadt zahlt" is a list item.
    """
    word = _LAST_WORD.search(before)
    last = word[1] if word else ""
    is_house = last.lower().endswith(rules.streets)
    if _SENTENCE_BEFORE.search(before) and not is_house:
        return False
    # Years are not ordinals.
    is_year = _YEAR.fullmatch(number) and follower[0].isdigit()
    is_before_year = _YEAR.fullmatch(follower) and last.lower() not in rules.determiners
    is_cardinal = (is_house or last in rules.numbered) and follower[0].isupper()
    if begins or is_cardinal or is_year or is_before_year:
        return True
    is_short = len(number) <= 2 or not number[0].isdigit()
    return False if is_short or last.lower() in rules.determiners else None


def _quotes(text: str) -> Iterator[tuple[int, int | None]]:
    """Start and end of outermost quotes; the end is None if a quote is not closed."""
    at = 0
    while found := _OPENING.search(text, at):
        start = found.start()
        end = _closed_at(text, start)
        yield start, end
        at = start + 1 if end is None else end + 1


def _closed_at(text: str, start: int) -> int | None:
    """The end of the quote that begins at ``start``."""
    opened = text[start]
    for at in range(start + 1, min(len(text), start + _LONGEST_QUOTE)):
        character = text[at]
        if character == opened and opened not in '"“':
            return None
        if character in _CLOSING[opened] and not text[at - 1].isspace():
            is_apostrophe = character in "’'" and text[at + 1 : at + 2].isalpha()
            if not is_apostrophe:
                return at
    return None
