"""Parses Ding word lists: ``Haus {n} | Häuser {pl} :: house; home | houses; homes``.

Each line is one entry. Both sides have the same number of forms and phrases, separated by ``|``;
each of these is a list of synonyms, separated by ``;``. Word classes and remarks are in brackets,
abbreviations between slashes.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_REMARK = re.compile(r"\{[^}]*\}|\[[^\]]*\]|\([^)]*\)|<[^>]*>")
_ABBREVIATION = re.compile(r"(?<=\s)/([^/;|\s]{2,})/(?=\s|$)")
_PLACEHOLDERS: Final = {
    "de": re.compile(r"\b(?:etw|jdn|jdm|jds|jmd|jd|jmdn|jmdm|jmds)\b\.?|\b(?:sich)\b"),
    "en": re.compile(r"\b(?:sb|sth|so|somebody|something|someone|oneself)\b\.?(?:[’']s)?|^\s*to\b"),
}
_PART_OF_COMPOUND = re.compile(r"([^\W\d_]+)\s*\{(m|f|n|pl|adj|vt|vi)\b")


class Sense(NamedTuple):
    """German and English synonyms."""

    german: tuple[str, ...]
    english: tuple[str, ...]


def is_entry(line: str) -> bool:
    return not line.startswith("#") and "::" in line


def senses(line: str) -> Iterator[Sense]:
    """The senses of an entry: its base form, other forms, and phrases."""
    left, right = line.split("::", 1)
    for german, english in zip(left.split("|"), right.split("|"), strict=False):
        yield Sense(tuple(_synonyms(german, "de")), tuple(_synonyms(english, "en")))


def simple_words(line: str) -> Iterator[str]:
    """The entry's single German nouns, adjectives and infinitives: possible compound parts."""
    for synonyms in line.split("::", 1)[0].split("|"):
        for synonym in synonyms.split(";"):
            if match := _PART_OF_COMPOUND.match(synonym.strip()):
                yield match[1]


def _synonyms(text: str, language: str) -> Iterator[str]:
    for synonym in _REMARK.sub(" ", text).split(";"):
        yield from _ABBREVIATION.findall(synonym)
        plain = _PLACEHOLDERS[language].sub(" ", _ABBREVIATION.sub(" ", synonym)).strip()
        if plain:
            yield plain
