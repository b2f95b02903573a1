"""Decides whether the model's short answer may be shown in front of the quotes.

The quotes contain the fact, so dropping the short answer loses nothing. It is shown only if the
model was sure of every token and all checks pass; a bare yes or no only if the quoted sentence
confirms or denies the question. The model answers in the language of the article: if that is not
the reader's, the short answer is shown only if the quote's translation contains all its words, as
with names and numbers.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.cues import AND, ARTICLES, AT, BY, WHERE, either, expression
from index.language.name_forms import CAPITAL
from index.text import composed
from rag.annotations import Genre
from rag.answer.quoting.quotes import Support
from rag.answer.texts import say
from rag.answer.verification import Checked, agrees, check
from rag.decisions import ShortAnswer
from rag.evidence.attribution import attribution_of, is_attributed
from rag.types import Language
from rag.words import content_stems, has_attribution, numbers, words

SURE: Final = 0.5
"""Minimum of the lowest token probability, if there is an answer: of 86 right passages of
newsroom_dev and newsroom2, 21 reach it, 19 of them with the right words (2026-11-27)."""
SURE_YES_NO: Final = 0.8
"""Minimum probability of the first token of a yes or no."""
YES_NO: Final = re.compile(r"(?:(ja|yes)|nein|no)\b", re.IGNORECASE)
_WHERE: Final = expression(WHERE)
_AT: Final = rf"(?:{either(AT)})"
_BY: Final = rf"(?:{either(BY)})\b"
_END: Final = ".!?"
_ONE_OF: Final = rf"(?:(?:{either(ARTICLES)})\s+)?(?:{CAPITAL}|\d)"
_AND: Final = rf"(?:{either(AND)})"
_MORE_BEHIND: Final = re.compile(rf"(?:,|\s+{_AND})\s+{_ONE_OF}")
_MORE_BEFORE: Final = re.compile(rf"{_ONE_OF}\w*(?:,|\s+{_AND})\s+(?:\w+\s+)?$")


@dataclass(frozen=True, slots=True)
class Direct:
    """The checked short answer."""

    text: str | None
    """To be shown, in the reader's language; None if it may not be shown."""
    faults: tuple[str, ...] = ()
    """Codes of :func:`rag.answer.verification.check`, ``unsure``, ``polarity``, ``place``, ``cut``
    or ``speaker``."""


def with_speaker(sentence: str, question: str, quote: str, language: Language) -> str | None:
    """Attribute a checked answer to its speaker.

    Args:
        sentence: the answer.
        question: as the model got it; if it names the speaker, the answer need not.
        quote: the sentence that supports the answer, or its translation, in ``language``.
        language: of the answer and the quote.

    Returns:
        None if the speaker cannot be determined reliably; the quote is then shown alone.
    """
    if has_attribution(sentence):
        return sentence
    named = attribution_of(quote, language)
    if named is None:
        return sentence if has_attribution(question) else None
    speaker = content_stems(named.speaker)
    asks_for_speaker = content_stems(sentence) and content_stems(sentence) <= speaker
    if asks_for_speaker or (has_attribution(question) and speaker & content_stems(question)):
        return sentence
    return f"{named.phrase}: {sentence}"


def of_genre(sentence: str, genre: Genre | None, language: Language) -> str:
    """Attribute a short answer to an opinion piece or interview, unless it names its speaker."""
    if genre not in ("opinion", "interview") or has_attribution(sentence):
        return sentence
    return say(f"says_{genre}", language, sentence=sentence)


def of_ticker(sentence: str, moment: str, language: Language) -> str:
    """Date a short answer from a ticker's entry, which later entries may have overtaken."""
    if not moment:
        return sentence
    return say("says_ticker", language, sentence=sentence.rstrip("."), moment=moment)


def is_sure(short: ShortAnswer) -> bool:
    """Whether the model was sure of every token, or reports no probabilities."""
    return short.confidence is None or short.confidence >= SURE


def direct_answer(
    short: ShortAnswer,
    question: str,
    best: Support,
    quotes: Iterable[Support],
    choices: Sequence[Support],
    language: Language,
) -> Direct:
    """Check the short answer.

    Args:
        short: the model's words.
        question: as the model got it.
        best: the sentence that supports the answer, against which it is checked.
        quotes: the quotes to be shown, with translations; only consumed if ``best`` is in another
            language, since a translation takes seconds.
        choices: all sentences of the evidence.
        language: of the answer.
    """
    if match := YES_NO.match(short.text):
        return _yes_or_no(match.group(1) is not None, short, question, best, language)
    if not is_sure(short):
        return Direct(None, ("unsure",))
    if misfit := _misfit(short.text, question, best.quote):
        return Direct(None, (misfit,))
    sentence = _sentence(short.text)
    if best.cross_lingual:
        return _cross_lingual_answer(sentence, question, best, list(quotes), language)
    held = "\n".join(s.quote for s in choices if s.of_same_passage(best))
    told = _attributed(sentence, question, best.quote, language, (best.quote, language))
    said = told.text or sentence
    faults = check(Checked(said, best.quote, held, question, language, answer=sentence))
    return Direct(None, faults) if faults else told


def _cross_lingual_answer(
    sentence: str, question: str, best: Support, quotes: Sequence[Support], language: Language
) -> Direct:
    """The short answer from an article in another language, if its translation has every word."""
    translation = " ".join(support.translation or "" for support in quotes)
    if not _stands_in(sentence, translation, language):
        return Direct(None)
    pairs = (pair for support in quotes for pair in support.aligned)
    told = next((p.translation or "" for p in pairs if p.start == best.span.start), "")
    original: Language = "en" if language == "de" else "de"
    return _attributed(sentence, question, best.quote, original, (told, language))


def _attributed(
    sentence: str, question: str, quote: str, original: Language, told: tuple[str, Language]
) -> Direct:
    """Attribute the sentence if the quote is attributed.

    ``original`` is the language of the quote, ``told`` the quote in the language of the answer.
    """
    if not is_attributed(quote, original):
        return Direct(sentence)
    text = with_speaker(sentence, question, *told)
    return Direct(text) if text else Direct(None, ("speaker",))


def _yes_or_no(
    yes: bool, short: ShortAnswer, question: str, best: Support, language: Language
) -> Direct:
    if short.opening is not None and short.opening < SURE_YES_NO:
        return Direct(None, ("unsure",))
    if agrees(yes, question, best.quote):
        text = say("yes" if yes else "no", language)
        if not best.cross_lingual:
            return _attributed(text, question, best.quote, language, (best.quote, language))
        # A bare yes or no cannot be attributed to a speaker quoted in another language.
        original: Language = "en" if language == "de" else "de"
        told = is_attributed(best.quote, original)
        return Direct(None, ("speaker",)) if told else Direct(text)
    return Direct(None, ("polarity",))


def _misfit(text: str, question: str, quote: str) -> str | None:
    """Why words of the quote do not answer: ``place`` if no place is named, ``cut`` if partial."""
    if _WHERE.search(question) and not _is_place(text, quote):
        return "place"
    return "cut" if _is_cut(text, quote) else None


def _is_place(text: str, quoted: str) -> bool:
    """Whether words follow a preposition of place: "von Frankreich" does not answer "wo"."""
    said = re.escape(text.rstrip(_END))
    within = rf"\b{_AT}\s+(?:(?!{_BY})\w+\s+){{0,2}}{said}"
    return bool(re.match(rf"{_AT}\b", text, re.IGNORECASE)) or bool(
        re.search(within, quoted, re.IGNORECASE)
    )


def _is_cut(text: str, quote: str) -> bool:
    """Whether words are only part of an enumeration in the source, as "Frankreich" in "Frankreich
    und Großbritannien".
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
