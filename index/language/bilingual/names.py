"""Names with different spellings in German and English: "Kyjiw" is "Kyiv".

::

    names_in("Selenskyj war in Kyjiw.", "de")     # [Name(("Selenskyj", …), ("Zelenskyy", …)), …]
    localized("Zelensky was in Kyjiw.", names, "en")         # "Zelenskyy was in Kyiv."

The table is ``names.tsv`` beside this file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from index.language.lexicon import Language

_TABLE: Final = Path(__file__).with_name("names.tsv")
_GENITIVE: Final[Mapping[Language, str]] = {"de": "(?:s|es|’|')?", "en": "(?:['’]s|['’])?"}


@dataclass(frozen=True, slots=True)
class Name:
    """A person, place or institution; its forms in each language, the preferred one first."""

    german: tuple[str, ...]
    english: tuple[str, ...]

    def forms(self, language: Language) -> tuple[str, ...]:
        return self.german if language == "de" else self.english

    def preferred(self, language: Language) -> str:
        return self.forms(language)[0]

    def stands_in(self, text: str, language: Language) -> bool:
        """Whether the text contains one of its forms in the language, also as a genitive."""
        return any(
            form in text and _pattern(form, language).search(text) for form in self.forms(language)
        )


@cache
def names() -> tuple[Name, ...]:
    """The whole table."""
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(
        Name(*(tuple(form.strip() for form in side.split("|")) for side in row.split("\t")))
        for row in rows
        if row and not row.startswith("#")
    )


def names_in(text: str, language: Language) -> list[Name]:
    """The names in the table that occur in a text."""
    return [name for name in names() if name.stands_in(text, language)]


def localized(text: str, found: Iterable[Name], language: Language) -> str:
    """Replace names by their preferred forms in a language.

    It replaces the other language's forms everywhere, and other spellings in the same language if
    the form is one word: "Kiev" becomes "Kyiv", but "Britain" does not become "Great Britain".

    Args:
        text: a translation into ``language``.
        found: names in the original text.
        language: of the text.
    """
    other: Language = "en" if language == "de" else "de"
    for name in found:
        wanted = name.preferred(language)
        own = set(name.forms(language))
        foreign = [form for form in name.forms(other) if form not in own]
        spellings = [form for form in own - {wanted} if _is_spelling(form, wanted)]
        for form in sorted([*foreign, *spellings], key=len, reverse=True):
            if not name.stands_in(text, language) or form in spellings:
                text = _pattern(
                    form, language
                ).sub(
                    lambda match, form=form, wanted=wanted: (  # type: ignore[misc]
                        wanted + match.group()[len(form) :]
                    ),
                    text,
                )
    return text


def _is_spelling(form: str, wanted: str) -> bool:
    """Whether two forms are spellings of one word: "Zelensky" and "Zelenskyy"."""
    single = " " not in form + wanted and "." not in form + wanted
    return single and form[0] == wanted[0] and not form.isupper() and not wanted.isupper()


@cache
def _pattern(form: str, language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}{_GENITIVE[language]}(?!\w)")
