"""The short answer in front of the quotes: what of the reader's words may be said.

The quotes carry the fact, so nothing is lost where the reader's words are dropped. They are said
only if the model was sure of every token and they stand the checks; a bare yes or no only if it can
be read off the sentence that is quoted. The reader answers in the articles' language: over articles
in another one its words are said only where the translation has each of them, as with names and
numbers.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.text import composed
from rag.answer.quotes import Support
from rag.answer.texts import say
from rag.answer.verification import Checked, agrees, check
from rag.types import Language, ShortAnswer
from rag.words import numbers, words

SURE: Final = 0.5
"""Least probability of the token that the model was least sure of."""
SURE_YES_NO: Final = 0.8
"""Least probability of its first token."""
YES_NO: Final = re.compile(r"(?:(ja|yes)|nein|no)\b", re.IGNORECASE)
_WHERE: Final = re.compile(
    r"\b(wo|wohin|woher|where|(?:in|an|bei|nach|aus) welche[mnrs]?|(?:in|at|to|from) which)\b",
    re.IGNORECASE,
)
_AT: Final = (
    r"(?:in|im|ins|bei|beim|nach|aus|an|am|auf|vor|zwischen|über|unter|neben|"
    r"at|on|to|from|near|between|into|inside|outside|across)"
)
_BY: Final = r"(?:von|durch|mit|by|with|of)\b"
_END: Final = ".!?"
_ONE_OF: Final = r"(?:(?:der|die|das|den|dem|des|ein\w*|the|a|an)\s+)?[A-ZÄÖÜ\d]"
_AND: Final = r"(?:und|sowie|oder|and|or)"
_MORE_BEHIND: Final = re.compile(rf"(?:,|\s+{_AND})\s+{_ONE_OF}")
_MORE_BEFORE: Final = re.compile(rf"{_ONE_OF}\w*(?:,|\s+{_AND})\s+(?:\w+\s+)?$")


@dataclass(frozen=True, slots=True)
class Direct:
    """What became of the reader's words."""

    text: str | None
    """To be said, in the reader's language; None if nothing is."""
    faults: tuple[str, ...] = ()
    """Codes of :func:`rag.answer.verification.check`, ``unsure``, ``polarity``, ``place`` or
    ``cut``."""


def sure(short: ShortAnswer) -> bool:
    """Whether the model was sure of its words, as far as it tells."""
    return short.confidence is None or short.confidence >= SURE


def direct_answer(
    short: ShortAnswer,
    question: str,
    best: Support,
    quotes: Iterable[Support],
    choices: Sequence[Support],
    language: Language,
) -> Direct:
    """The short answer as it may be said.

    Args:
        short: the reader's words.
        question: as the reader got it.
        best: the sentence that the answer stands on, which the words are checked against.
        quotes: what will be quoted, with its translations; only asked for if ``best`` is in
            another language, since a translation takes seconds.
        choices: all sentences of the evidence.
        language: of the answer.
    """
    if match := YES_NO.match(short.text):
        return _yes_or_no(match.group(1) is not None, short, question, best, language)
    if not sure(short):
        return Direct(None, ("unsure",))
    if _WHERE.search(question) and not _is_place(short.text, best.quote):
        return Direct(None, ("place",))
    if _is_cut(short.text, best.quote):
        return Direct(None, ("cut",))
    sentence = _sentence(short.text)
    if best.foreign:
        translation = " ".join(support.translation or "" for support in quotes)
        return Direct(sentence if _stands_in(short.text, translation, language) else None)
    held = "\n".join(s.quote for s in choices if s.of_same_passage(best))
    faults = check(Checked(sentence, best.quote, held, question, language))
    return Direct(None if faults else sentence, faults)


def _yes_or_no(
    yes: bool, short: ShortAnswer, question: str, best: Support, language: Language
) -> Direct:
    if short.opening is not None and short.opening < SURE_YES_NO:
        return Direct(None, ("unsure",))
    if agrees(yes, question, best.quote):
        return Direct(say("yes" if yes else "no", language))
    return Direct(None, ("polarity",))


def _is_place(text: str, quoted: str) -> bool:
    """Whether words stand behind a preposition of place: "von Frankreich" is no answer to "wo"."""
    said = re.escape(text.rstrip(_END))
    within = rf"\b{_AT}\s+(?:(?!{_BY})\w+\s+){{0,2}}{said}"
    return bool(re.match(rf"{_AT}\b", text, re.IGNORECASE)) or bool(
        re.search(within, quoted, re.IGNORECASE)
    )


def _is_cut(text: str, quote: str) -> bool:
    """Whether words are one of several that the source names: "Frankreich" of "Frankreich und
    Großbritannien" is half an answer.
    """
    quote = composed(quote)
    at = quote.casefold().find(text.rstrip(_END).casefold())
    if at < 0:
        return False
    behind, before = quote[at + len(text.rstrip(_END)) :], quote[:at]
    return bool(_MORE_BEHIND.match(behind) or _MORE_BEFORE.search(before))


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text[-1] in _END else ".")


def _stands_in(text: str, translation: str, language: Language) -> bool:
    said = {word.casefold() for word in words(text)}
    known = {word.casefold() for word in words(translation)}
    return said <= known and numbers(text, language) <= numbers(translation, language)
