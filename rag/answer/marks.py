"""Which words of a quote carry the answer.

The model's short answer is located in the quote: inflected forms and other spellings of a number
match. Without one, a question for a number or a time is answered by the only number or time of the
quote that fits. Where that leaves a choice, nothing is marked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile
from typing import Final

from index.language.lexicon import Language
from index.language.numerals import numeral
from index.language.sentence_ends import sentence_ends
from index.language.values import VALUE_WORDS, ValueWords
from index.language.words import is_content, stems
from index.language.words import words as located_words
from index.types import Document, Span
from rag.answer.short_answer import YES_NO, sure
from rag.types import LANGUAGES, Answer, Citation, Outcome, ShortAnswer, Status
from rag.words import located_numbers

_LONGEST: Final = 12
"""Words; a guess. More of them are no answer that stands out."""
_NEAR: Final = 3
"""Words behind a number that may be what it counts: "12 leicht verletzte Kinder". A guess."""


@dataclass(frozen=True, slots=True)
class QuotePiece:
    """Characters of a quote that are all marked, or all not."""

    text: str
    marked: bool = False


def cut(quote: str, start: int, marks: Sequence[Span]) -> tuple[QuotePiece, ...]:
    """The quote where marks begin or end; the texts of its pieces, joined, are the quote.

    Args:
        quote: or a part of one.
        start: its first character in the document.
        marks: document offsets, in order; what lies outside the quote is left out.
    """
    pieces = []
    at = 0
    for mark in marks:
        first, last = max(mark.start - start, at), min(mark.end - start, len(quote))
        if first < last:
            pieces += [QuotePiece(quote[at:first]), QuotePiece(quote[first:last], marked=True)]
            at = last
    pieces.append(QuotePiece(quote[at:]))
    return tuple(piece for piece in pieces if piece.text)


def with_marks(citation: Citation, language: str, answer: Answer) -> Citation:
    """The citation with the words that answer, if the answer claims anything.

    Args:
        citation: of the answer.
        language: of the quote.
        answer: its decisions tell what was asked of the passage and what the model read there.
    """
    if answer.status not in (Status.ANSWERED, Status.QUOTED):
        return citation
    found = {
        span
        for spoken in LANGUAGES
        if spoken == language
        for decision in answer.decisions
        if decision.outcome == Outcome.CLAIM
        for passage in decision.passages
        if passage.passage_id == citation.passage_id
        for span in marks(citation.quote, spoken, decision.searched, passage.short)
    }
    placed = [Span(citation.start + span.start, citation.start + span.end) for span in found]
    return replace(citation, marks=tuple(_united(placed)))


def with_marked_citations(answer: Answer, documents: Sequence[Document]) -> Answer:
    """The answer, each of its citations with the words that answer."""
    languages = {document.id: document.language for document in documents}
    marked = tuple(with_marks(c, languages[c.document_id], answer) for c in answer.citations)
    return replace(answer, citations=marked)


def marks(
    quote: str, language: Language, question: str, short: ShortAnswer | None = None
) -> tuple[Span, ...]:
    """The words of a quote that answer a question, as offsets in the quote.

    Args:
        quote: verbatim.
        language: of the quote.
        question: in either language.
        short: what the model read out of the passage.
    """
    text = _Text(quote, language)
    said = short.text if short and sure(short) else ""
    if said and YES_NO.match(said):
        return ()
    values = _values(text, question, said)
    located = _located(text, said, question) if said else []
    inside = [v for v in values if any(v.start < s.end and s.start < v.end for s in located)]
    if len(inside) == 1:
        return (inside[0],)
    if located:
        return tuple(span for span in located if len(text.within(span)) <= _LONGEST)
    return tuple(values) if len(values) == 1 else ()


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    keys: frozenset[str]
    """Forms under which it meets the same word elsewhere; of a number, its value."""
    content: bool


class _Text:
    """A text with its words, numbers and sentences."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.words: ValueWords = VALUE_WORDS[language]
        self.tokens = list(_tokens(text, language))
        self.sentences = [
            Span(start, end)
            for start, end in pairwise([0, *sentence_ends(text, language)])
            if start < end
        ]

    def within(self, span: Span) -> list[_Token]:
        return [t for t in self.tokens if span.start <= t.start and t.end <= span.end]

    def keys(self, span: Span | None = None) -> frozenset[str]:
        tokens = self.within(span) if span else self.tokens
        return frozenset(key for token in tokens if token.content for key in token.keys)

    def sentence(self, at: int) -> Span:
        return next(s for s in self.sentences if s.start <= at < s.end)


def _tokens(text: str, language: Language) -> Iterator[_Token]:
    numbers: dict[Span, set[str]] = {}
    for number in located_numbers(text, language):
        numbers.setdefault(Span(number.start, number.end), set()).add(_key(number.value))
    found = [_Token(span.start, span.end, frozenset(keys), True) for span, keys in numbers.items()]
    for word in located_words(text):
        if any(span.start < word.end and word.start < span.end for span in numbers):
            continue
        value = numeral(word.text, language)
        keys = frozenset(stems(word.text, language) if value is None else [_key(value)])
        content = value is not None or is_content(word.text, language)
        found.append(_Token(word.start, word.end, keys, content))
    return iter(sorted(found, key=lambda token: token.start))


def _key(value: object) -> str:
    return f"#{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"#{value:f}"


def _located(text: _Text, said: str, question: str) -> list[Span]:
    """Where the quote holds the words of the short answer."""
    needle = list(_tokens(said, text.language))
    content = [token for token in needle if token.content]
    if not content:
        return []
    places = _places(text, needle) or _places(text, content)
    if len(places) > 1:
        asked = _Text(question, text.language).keys()
        held = [len(asked & text.keys(text.sentence(span.start))) for span in places]
        places = [span for span, count in zip(places, held, strict=True) if count == max(held)]
    # The same name is the same answer wherever it stands; the same number is not.
    numeric = all(key.startswith("#") for token in content for key in token.keys)
    return [] if numeric and len(places) > 1 else places


def _places(text: _Text, needle: Sequence[_Token]) -> list[Span]:
    """Where these tokens follow each other in one sentence, with at most stop words between."""
    found = []
    for first in range(len(text.tokens)):
        at, last = first, first
        for token in needle:
            while at > first and at < len(text.tokens) and not text.tokens[at].keys & token.keys:
                if text.tokens[at].content:
                    break
                at += 1
            if at == len(text.tokens) or not text.tokens[at].keys & token.keys:
                break
            last, at = at, at + 1
        else:
            span = Span(text.tokens[first].start, text.tokens[last].end)
            if span.end <= text.sentence(span.start).end:
                found.append(span)
    return found


def _values(text: _Text, question: str, said: str) -> list[Span]:
    """Numbers or times of the quote that a question may ask for; of those, what the model said."""
    kinds = []
    for language in LANGUAGES:
        asked = VALUE_WORDS[language]
        if asked.when.search(question):
            kinds.append(_times(text, _Text(question, language)))
        rest = asked.what_time.sub(" ", question)
        name = next((n for n, m in asked.measures.items() if m.asked.search(rest)), None)
        if name:
            kinds.append(_measured(text, name, rest, language))
        elif match := asked.how_many.search(rest):
            kinds.append(_counted(text, rest, match.end(), language, said))
    if len(kinds) != 1:
        return []
    if said:
        known = _core(_Text(said, text.language).keys())
        cores = [_core(text.keys(span)) for span in kinds[0]]
        # The model may say less of a time than the quote: "am 3. März" without the hour.
        fits = [known and (core <= known or known <= core) for core in cores]
        return [span for span, fit in zip(kinds[0], fits, strict=True) if fit]
    return kinds[0]


def _core(keys: frozenset[str]) -> frozenset[str]:
    """The numbers of a value; of a time without one, its words."""
    return frozenset(key for key in keys if key.startswith("#")) or keys


def _numbers(text: _Text, question: str, language: Language) -> list[_Token]:
    """All that count something: no dates, times, ordinals, and nothing that the question names."""
    times = [Span(*match.span()) for match in text.words.time.finditer(text.text)]
    asked = _Text(question, language).keys()
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


def _measured(text: _Text, name: str, question: str, language: Language) -> list[Span]:
    unit = text.words.measures[name].unit
    return [
        _whole(text, token)
        for token in _numbers(text, question, language)
        if unit.match(text.text, token.end)
        or (name in ("money", "amount") and text.words.currency.search(text.text[: token.start]))
    ]


def _counted(text: _Text, question: str, at: int, language: Language, said: str) -> list[Span]:
    """Numbers that stand with what is counted, else those that stand alone in its sentence."""
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
    """Stems of what is counted: the German noun, the English words before the next stop word."""
    words = []
    for token in _tokens(question, language):
        if token.start >= at:
            if not token.content:
                break
            words.append(token)
    words = words[:2]
    if language == "de":
        words = [t for t in words if question[t.start].isupper()][:1] or words[:1]
    return frozenset(key for token in words for key in token.keys)


def _stands_alone(text: _Text, token: _Token, behind: Sequence[_Token]) -> bool:
    """Whether a number counts nothing else: "12 Stellen" are no children."""
    if not behind or text.text[token.end : behind[0].start].strip():
        return True
    words = [text.text[word.start : word.end] for word in behind]
    if text.language == "de":  # "auf 19 gestiegen": what is counted has a capital
        words = [word for word in words if word[0].isupper()]
    return not words or words[0].casefold() in text.words.people


def _whole(text: _Text, token: _Token, end: int = 0) -> Span:
    """A number with the words that belong to it: "rund 12 Prozent", "more than $5 million"."""
    start, end = token.start, max(end, token.end)
    if unit := text.words.unit.match(text.text, end):
        end = unit.end()
    for words in (text.words.currency, text.words.about):
        if match := words.search(text.text[:start]):
            start = match.start()
    return Span(start, end)


def _times(text: _Text, question: _Text) -> list[Span]:
    """All that tell when, each with its parts: "Dienstag, dem 3. März, um 14.30 Uhr"."""
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


def _united(spans: Sequence[Span]) -> Iterator[Span]:
    """In order, with those that overlap or touch as one."""
    last: Span | None = None
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if last and span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
