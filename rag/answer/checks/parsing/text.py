"""Splits a text into sentences and clauses, and finds the subject of each clause.

There is no parser: verbs and nouns are recognised by heuristics, which are good enough to compare
two statements, but not for more.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from index.language.cues import either
from index.language.lexicon import Language
from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import (
    AND,
    CONTRAST,
    IRREGULAR,
    JOINS,
    RELATIVE,
    SAID_THAT,
    SUBORDINATORS,
)
from index.language.statements.lists import Statements
from index.language.words import Word, is_content, words
from index.passages.splitting import sentences_in
from rag.answer.checks.parsing.forms import (
    has_verb,
    is_noun,
    is_verb,
)
from rag.answer.checks.parsing.subjects import subject_of

_BOUNDARY: Final = re.compile(
    r"(?:(?<!\d),(?=\s)|,(?=\s\D))|;|:(?=\s)|\s[–—-]\s|[()„“”\"»«]|"
    rf"\s(?=(?:{either(CONTRAST)})\s)"
)
_TERM: Final = re.compile(r"[„“”\"»«]([^„“”\"»«]{1,40})[“”\"«»]")
"""A few words in quotation marks, which are a name or a term where they have no verb."""
_SUBORDINATE: Final = re.compile(rf"\s(?=(?:{SUBORDINATORS})\s)")
"""English has no comma in front of them."""
_SUBORDINATOR: Final = re.compile(rf"(?:{SUBORDINATORS})\b")
_AND: Final = re.compile(rf"\s(?:{either(AND)})\s")
_THIRD_PERSON: Final = re.compile(r"[a-z]{3,}s (?:the|an?|its|his|her|their|that|no|more)\b")
_NUMBER_OPENS: Final = re.compile(
    r"(?<=[a-zäöüß]{4}[.!?])\s+(?=\d)|(?<=\s(?:ab|an|zu|um|in)\.)\s(?=\d)|(?<=\s(?:auf|aus|ein|vor|mit)\.)\s(?=\d)"
)
_HALF: Final = re.compile(r";\s")
_AGE: Final = re.compile(r"\s*\d{1,3}\s*")
"""Between commas, someone's age."""
_RELATIVE: Final = re.compile(rf"(?:{either(RELATIVE)})\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with a verb of its own."""

    text: str
    language: Language
    words: tuple[Word, ...]
    """All words and numbers, with their offsets in ``text``."""
    subject: tuple[Word, ...]
    """Content words of the subject; empty for a pronoun or if there is none."""
    passive: bool
    relative: bool
    """Whether it is a relative clause."""

    @property
    def statements(self) -> Statements:
        return STATEMENTS[self.language]

    @property
    def content(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if is_content(word.text, self.language))

    @property
    def head(self) -> tuple[Word, ...]:
        """The subject without what belongs to it: of "die Chefin des Amtes" the first noun."""
        taken = self.subject[:1]
        for before, word in pairwise(self.subject):
            if any(w.text in JOINS for w in words(self.text[before.end : word.start])):
                break
            taken = (*taken, word)
        return taken

    @property
    def said(self) -> tuple[Word, ...]:
        """Content words of the predicate: the verb and everything after it."""
        if not self.subject:
            return self.content
        start = self.subject[0].start
        verbs = [w.start for w in self.words if is_verb(w.text, self.language)]
        first = min((v for v in verbs if v > start), default=start)
        if any(v < start for v in verbs):
            return tuple(w for w in self.content if w not in self.subject)
        return tuple(
            w
            for w in self.content
            if w not in self.subject and (w.start < start or w.start >= first)
        )

    @property
    def last_nouns(self) -> tuple[Word, ...]:
        """The last noun phrase, to which a following relative clause refers."""
        taken: list[Word] = []
        for word in reversed(self.words):
            if is_noun(word, self.language):
                taken.append(word)
            elif taken:
                break
        return tuple(reversed(taken))


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    language: Language
    clauses: tuple[Clause, ...]


@lru_cache(256)
def sentences(text: str, language: Language, *, halves: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a text, each in its clauses.

    Args:
        text: one or several sentences.
        language: of the text.
        halves: whether what stands before and behind a semicolon are sentences of their own: who
            says the one need not say the other.
    """
    return tuple(
        Sentence(half, language, tuple(_clauses(half, language)))
        for sentence in sentences_in(text, language)
        for part in _NUMBER_OPENS.split(sentence)
        for half in (_HALF.split(part) if halves else (part,))
    )


def _clauses(sentence: str, language: Language) -> Iterator[Clause]:
    pending = ""
    found: list[str] = []
    for piece in _with_ages(_pieces(_without_terms(sentence, language), language)):
        if _participial(piece, language) and not pending:
            found.append(piece)
            continue
        if pending and found and _goes_on(piece, language):
            found[-1] = f"{found[-1]} , {pending}"
            pending = ""
            if not _AND.match(f" {piece.strip()} "):
                found[-1] = f"{found[-1]} , {piece}"
                continue
        pending = f"{pending} , {piece}" if pending else piece
        if has_verb(pending, language):
            found.append(pending)
            pending = ""
    if pending:
        if found:
            found[-1] = f"{found[-1]} , {pending}"
        else:
            found.append(pending)
    for number, text in enumerate(found):
        yield clause_of(text, language, begins=not number)


def _with_ages(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces that are not empty; an age belongs to the piece before: "Tom Falk, 41"."""
    before = ""
    for piece in pieces:
        if _AGE.fullmatch(piece) and before:
            before = f"{before} , {piece}"
        elif piece.strip():
            if before:
                yield before
            before = piece
    if before:
        yield before


def _without_terms(sentence: str, language: Language) -> str:
    """Names and terms without their quotation marks, which part no clauses."""
    return _TERM.sub(lambda match: match[0] if has_verb(match[1], language) else match[1], sentence)


def _goes_on(piece: str, language: Language) -> bool:
    """Whether what stands in front between commas only adds to the clause before.

    As in "accuses the owner, Graham Yates, of having …", "is 6 km long, not 6 miles, and …".
    """
    first = next(words(piece), None)
    if first is None:
        return False
    return bool(_AND.match(f" {first.text} ")) or (language == "en" and first.text in {"of", "to"})


def is_participial(clause: Clause) -> bool:
    """Whether a clause has its subject from the one before: "leaving 40 jobs at risk"."""
    return _participial(clause.text, clause.language)


def _participial(piece: str, language: Language) -> bool:
    return language == "en" and bool(re.match(r"\s*[a-z]+ing\b", piece))


def _pieces(sentence: str, language: Language) -> Iterator[str]:
    for piece in _BOUNDARY.split(sentence):
        for part in _coordinated(piece, language):
            for half in _subordinated(part, language):
                yield from _reported(half, language)


def _subordinated(piece: str, language: Language) -> Iterator[str]:
    """In English "They vote after the talks failed" is two clauses."""
    start = 0
    if language == "en":
        for match in _SUBORDINATE.finditer(piece):
            both = (piece[start : match.start()], piece[match.end() :])
            if has_verb(both[0], language) and has_verb(both[1], language):
                yield both[0]
                start = match.end()
    yield piece[start:]


def _coordinated(piece: str, language: Language) -> Iterator[str]:
    start = 0
    for match in _AND.finditer(piece):
        both = (piece[start : match.start()], piece[match.end() :])
        if not both[0].strip():
            continue
        opening = " ".join(both[1].split()[:4])
        if has_verb(both[0], language) and (
            has_verb(opening, language) or _THIRD_PERSON.match(both[1])
        ):
            yield both[0]
            start = match.start()
    yield piece[start:]


def _reported(piece: str, language: Language) -> Iterator[str]:
    """Split English "Falk said that no ransom would be paid" in two; German has a comma there."""
    if language == "en":
        for match in SAID_THAT.finditer(piece):
            rest = piece[match.end() :]
            if piece[: match.start()].strip() and has_verb(rest, language):
                yield piece[: match.end()]
                yield rest
                return
    yield piece


def clause_of(text: str, language: Language, *, begins: bool = True) -> Clause:
    found = tuple(words(text))
    passive = _is_passive(text, found, language)
    relative = not begins and _is_relative(text.strip(), found, language)
    named = found[1:] if _opens_below(text, begins=begins, language=language) else found
    shared = relative or (not begins and _participial(text, language))
    subject = () if shared else subject_of(text, named, language, passive=passive)
    return Clause(
        text.strip(), language, tuple(words(text.strip())), _moved(subject, text), passive, relative
    )


def _opens_below(text: str, *, begins: bool, language: Language) -> bool:
    """Whether a clause begins with a conjunction that might be a preposition: "after he left"."""
    return language == "en" and not begins and bool(_SUBORDINATOR.match(text.strip()))


def _is_relative(text: str, found: Sequence[Word], language: Language) -> bool:
    """Whether a clause is relative; in German it begins with an article and ends with the verb."""
    if not _RELATIVE.match(text):
        return False
    early = any(is_verb(word.text, language) for word in found[1:4])
    return language == "en" or not early or (len(found) < 5 and is_verb(found[-1].text, language))


def _moved(subject: tuple[Word, ...], text: str) -> tuple[Word, ...]:
    shift = len(text) - len(text.lstrip())
    return tuple(Word(w.text, w.start - shift, w.end - shift) for w in subject)


def _is_passive(text: str, found: Sequence[Word], language: Language) -> bool:
    if not STATEMENTS[language].passive.search(text):
        return False
    if language == "en":
        return any(w.text.endswith("ed") or w.text in IRREGULAR for w in found)
    return any(
        re.fullmatch(
            r"\w*ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter)[a-z]\w+(?:t|en)",
            w.text.casefold(),
        )
        for w in found
    )
