"""Finds the numbers and times in a quote that a question asks for.

A value matches a question for a count, an amount or a time by its unit or noun. The caller decides
what to do with several matches.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import Final

from index.language.lexicon import Language
from index.language.numbers.numerals import numeral
from index.language.numbers.values import VALUE_WORDS, ValueWords
from index.language.sentence_ends import sentence_ends
from index.language.words import is_content, stems
from index.language.words import words as located_words
from index.types import Span
from rag.types import LANGUAGES
from rag.words import located_numbers

_NEAR: Final = 3
"""Number of words after a number that may be what it counts: "12 leicht verletzte Kinder". A
guess."""


@dataclass(frozen=True, slots=True)
class TextToken:
    """A word or a number, ``text[start:end]``."""

    start: int
    end: int
    keys: frozenset[str]
    """Keys for comparison: stems of a word, or the value of a number."""
    content: bool


class TokenizedText:
    """A text with its words, numbers and sentences."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.words: ValueWords = VALUE_WORDS[language]
        self.tokens = list(tokens_of(text, language))
        self.sentences = [
            Span(start, end)
            for start, end in pairwise([0, *sentence_ends(text, language)])
            if start < end
        ]

    def within(self, span: Span) -> list[TextToken]:
        return [t for t in self.tokens if span.start <= t.start and t.end <= span.end]

    def keys(self, span: Span | None = None) -> frozenset[str]:
        tokens = self.within(span) if span else self.tokens
        return frozenset(key for token in tokens if token.content for key in token.keys)

    def sentence(self, at: int) -> Span:
        return next(s for s in self.sentences if s.start <= at < s.end)


def tokens_of(text: str, language: Language) -> Iterator[TextToken]:
    """The words and numbers of a text in reading order; a number with its scale is one token."""
    numbers: dict[Span, set[str]] = {}
    for number in located_numbers(text, language):
        numbers.setdefault(Span(number.start, number.end), set()).add(_key(number.value))
    found = [
        TextToken(span.start, span.end, frozenset(keys), True) for span, keys in numbers.items()
    ]
    for word in located_words(text):
        if any(span.start < word.end and word.start < span.end for span in numbers):
            continue
        value = numeral(word.text, language)
        keys = frozenset(stems(word.text, language) if value is None else [_key(value)])
        content = value is not None or is_content(word.text, language)
        found.append(TextToken(word.start, word.end, keys, content))
    return iter(sorted(found, key=lambda token: token.start))


def _key(value: object) -> str:
    return f"#{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"#{value:f}"


def asked_values(text: TokenizedText, question: str, said: str) -> list[Span]:
    """Numbers or times in a quote that a question may ask for, in reading order.

    Args:
        text: the quote.
        question: in either language.
        said: the model's short answer in the quote's language; if it is not empty, only values
            that agree with it are returned.
    """
    kinds = []
    for language in LANGUAGES:
        asked = VALUE_WORDS[language]
        if asked.when.search(question):
            kinds.append(_times(text, TokenizedText(question, language)))
        rest = asked.what_time.sub(" ", question)
        name = next((n for n in asked.measures if asked.asks_for(n, question)), None)
        if name:
            kinds.append(_measured(text, name, rest, language))
        elif match := asked.how_many.search(rest):
            kinds.append(_counted(text, rest, match.end(), language, said))
    if len(kinds) != 1:
        return []
    if said:
        known = _core(TokenizedText(said, text.language).keys())
        cores = [_core(text.keys(span)) for span in kinds[0]]
        # The model may give a time less precisely than the quote: "am 3. März" without the hour.
        fits = [known and (core <= known or known <= core) for core in cores]
        return [span for span, fit in zip(kinds[0], fits, strict=True) if fit]
    return kinds[0]


def asks_for_amount(question: str) -> bool:
    """Whether a question in either language asks how many, or for a measure such as a length."""
    return any(
        asked.how_many.search(question) or any(asked.asks_for(n, question) for n in asked.measures)
        for asked in map(VALUE_WORDS.__getitem__, LANGUAGES)
    )


def _core(keys: frozenset[str]) -> frozenset[str]:
    """The numbers in a value; for a time without numbers, its words."""
    return frozenset(key for key in keys if key.startswith("#")) or keys


def _numbers(text: TokenizedText, question: str, language: Language) -> list[TextToken]:
    """Numbers that count something: no dates, times, ordinals or numbers of the question."""
    times = [Span(*match.span()) for match in text.words.time.finditer(text.text)]
    asked = TokenizedText(question, language).keys()
    ends = {span.end for span in text.sentences}
    return [
        token
        for token in text.tokens
        if all(key.startswith("#") for key in token.keys)
        and not token.keys <= asked
        and not any(span.start < token.end and token.start < span.end for span in times)
        and not (
            text.language == "de"
            and text.text[token.end : token.end + 2] == ". "
            and not {token.end + 1, token.end + 2} & ends
        )
    ]


def _measured(text: TokenizedText, name: str, question: str, language: Language) -> list[Span]:
    unit = text.words.measures[name].unit
    return [
        _whole(text, token)
        for token in _numbers(text, question, language)
        if unit.match(text.text, token.end)
        or (name in ("money", "amount") and text.words.currency.search(text.text[: token.start]))
    ]


def _counted(
    text: TokenizedText, question: str, at: int, language: Language, said: str
) -> list[Span]:
    """Numbers followed by what is counted, or else numbers without a noun in the same sentence."""
    tokens = _numbers(text, question, language)
    if language != text.language:
        return [_whole(text, token) for token in tokens] if said else []
    noun = _noun(question, at, language)
    beside, alone = [], []
    for token in tokens:
        if text.words.part_of.match(text.text, token.end):
            continue
        sentence = text.sentence(token.start)
        following = (t for t in text.within(sentence) if t.start >= token.end)
        behind = list(takewhile(lambda t: t.content, islice(following, _NEAR)))
        counted = next((t for t in behind if t.keys & noun), None)
        if counted:
            beside.append(_whole(text, token, counted.end))
        elif noun & text.keys(sentence) and _stands_alone(text, token, behind):
            alone.append(_whole(text, token))
    return beside or alone


def _noun(question: str, at: int, language: Language) -> frozenset[str]:
    """Stems of what is counted: the noun in German, or in English up to two content words."""
    words = []
    for token in tokens_of(question, language):
        if token.start >= at:
            if not token.content:
                break
            words.append(token)
    words = words[:2]
    if language == "de":
        words = [t for t in words if question[t.start].isupper()][:1] or words[:1]
    return frozenset(key for token in words for key in token.keys)


def _stands_alone(text: TokenizedText, token: TextToken, behind: Sequence[TextToken]) -> bool:
    """Whether no other noun follows the number: "12 Stellen" does not count children."""
    if not behind or text.text[token.end : behind[0].start].strip():
        return True
    words = [text.text[word.start : word.end] for word in behind]
    if text.language == "de":  # "auf 19 gestiegen": only a capitalised word is counted
        words = [word for word in words if word[0].isupper()]
    return not words or words[0].casefold() in text.words.people


def _whole(text: TokenizedText, token: TextToken, end: int = 0) -> Span:
    """A number with the words that belong to it: "rund 12 Prozent", "more than $5 million"."""
    start, end = token.start, max(end, token.end)
    if unit := text.words.unit.match(text.text, end):
        end = unit.end()
    for words in (text.words.currency, text.words.about):
        if match := words.search(text.text[:start]):
            start = match.start()
    return Span(start, end)


def _times(text: TokenizedText, question: TokenizedText) -> list[Span]:
    """All times, with adjacent parts joined: "Dienstag, dem 3. März, um 14.30 Uhr"."""
    found: list[Span] = []
    for match in text.words.time.finditer(text.text):
        between = text.text[found[-1].end : match.start()] if found else ""
        if found and text.words.time_joint.fullmatch(between):
            found[-1] = Span(found[-1].start, match.end())
        else:
            found.append(Span(*match.span()))
    asked = question.keys()
    times = [span for span in found if not text.keys(span) <= asked]
    if question.words.what_time.search(question.text):
        return [s for s in times if text.words.clock.search(text.text[s.start : s.end])]
    return times
