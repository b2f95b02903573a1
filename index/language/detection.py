"""German or English?"""

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lingua import LanguageDetector

Language = Literal["de", "en"]

_SAMPLE = 5_000
"""Characters looked at: more changes nothing, and megabytes take seconds."""

_QUESTION_WORDS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\W*((wer|wen|wem|wessen|wo|woher|wohin|womit|wozu|wann|warum|wieso|weshalb|wie"
        r"|welche[rsnm]?)\b|was\W*$)",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\W*(who|whom|whose|where|when|why|how|which|what)('s|’s)?\b", re.IGNORECASE),
}
_QUESTION_LENGTH = 300


def detect(text: str) -> Language:
    """The language of a document or a question; German where nothing tells.

    A short text that opens with a question word is of that word's language: the
    names in it ("Broncos", "Friedrich Ratzel") would mislead the statistics.
    """
    if len(text) <= _QUESTION_LENGTH:
        for language, words in _QUESTION_WORDS.items():
            if words.match(text):
                return language
    sample = text[:_SAMPLE].encode(errors="replace").decode()  # lone surrogates
    found = _detector().detect_language_of(sample)
    return "en" if found is not None and found.name == "ENGLISH" else "de"


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language as Known
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Known.GERMAN, Known.ENGLISH).build()
