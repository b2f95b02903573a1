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

from index.language.cues import AND, ARTICLES, AT, BY, WHERE, either, expression
from index.language.name_forms import CAPITAL
from index.text import composed
from rag.answer.quoting.quotes import Support
from rag.answer.texts import say
from rag.answer.verification import Checked, agrees, check
from rag.decisions import ShortAnswer
from rag.evidence.attribution import attribution_of, is_attributed
from rag.types import Genre, Language
from rag.words import content_stems, numbers, tells, words

SURE: Final = 0.5
"""Least probability of the token that the model was least sure of."""
SURE_YES_NO: Final = 0.8
"""Least probability of its first token."""
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
    """What became of the reader's words."""

    text: str | None
    """To be said, in the reader's language; None if nothing is."""
    faults: tuple[str, ...] = ()
    """Codes of :func:`rag.answer.verification.check`, ``unsure``, ``polarity``, ``place``, ``cut``
    or ``speaker``."""


def with_speaker(sentence: str, question: str, quote: str, language: Language) -> str | None:
    """A checked answer with whoever says it.

    Args:
        sentence: the answer.
        question: as the model got it; one that names the speaker needs no second naming.
        quote: the sentence that the answer stands on, or its translation, in ``language``.
        language: of both.

    Returns:
        None where the speaker cannot be named reliably: the quote alone is better then.
    """
    if tells(sentence):
        return sentence
    named = attribution_of(quote, language)
    if named is None:
        return sentence if tells(question) else None
    speaker = content_stems(named.speaker)
    asks_for_speaker = content_stems(sentence) and content_stems(sentence) <= speaker
    if asks_for_speaker or (tells(question) and speaker & content_stems(question)):
        return sentence
    return f"{named.phrase}: {sentence}"


def of_genre(sentence: str, genre: Genre | None, language: Language) -> str:
    """A short answer with the kind of article whose word it is, unless it names its speaker."""
    if genre not in ("opinion", "interview") or tells(sentence):
        return sentence
    return say(f"says_{genre}", language, sentence=sentence)


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
    if misfit := _misfit(short.text, question, best.quote):
        return Direct(None, (misfit,))
    sentence = _sentence(short.text)
    if best.cross_lingual:
        return _across(sentence, question, best, list(quotes), language)
    held = "\n".join(s.quote for s in choices if s.of_same_passage(best))
    told = _attributed(sentence, question, best.quote, language, (best.quote, language))
    said = told.text or sentence
    faults = check(Checked(said, best.quote, held, question, language, answer=sentence))
    return Direct(None, faults) if faults else told


def _across(
    sentence: str, question: str, best: Support, quotes: Sequence[Support], language: Language
) -> Direct:
    """Of an article in another language: what its translation has word for word."""
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
    """With its speaker; ``told`` is the quote in the language of the answer."""
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
        # A bare yes or no has no place for the speaker of words in another language.
        original: Language = "en" if language == "de" else "de"
        told = is_attributed(best.quote, original)
        return Direct(None, ("speaker",)) if told else Direct(text)
    return Direct(None, ("polarity",))


def _misfit(text: str, question: str, quote: str) -> str | None:
    """Why words of the quote do not answer the question: no place, or one of several."""
    if _WHERE.search(question) and not _is_place(text, quote):
        return "place"
    return "cut" if _is_cut(text, quote) else None


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
