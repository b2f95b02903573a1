"""Splits the model's streamed text into sentences with citations.

The prompt asks for one sentence per line with its numbers at the end. Models also write several on
a line, put the numbers before the full stop or inside the sentence, or cite once for two sentences.
All of these are parsed; a sentence without a number has no source.
"""

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from index.passages.splitting import sentences_in
from rag.answer.reader import MISSING
from rag.types import Language

_MARKS: Final = r"\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\]"
_RUN: Final = re.compile(rf"\s*((?:{_MARKS}\s*)+)([.!?…]*)")
_NUMBER: Final = re.compile(r"\d{1,3}")
_ENDS: Final = re.compile(r"[.!?…][\"“”»«)’']*\s*$")
_LINE: Final = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+|(?:Antwort|Answer):\s*)")
_OPENING: Final = len("Antwort: Fehlt")
"""Length in characters at which a text can be compared with the word for missing evidence."""
_BOLD: Final = re.compile(r"\*\*|__")
_SPACE: Final = re.compile(r"\s+")
_BEFORE_STOP: Final = re.compile(r"\s+(?=[.,;:!?…](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence as the model wrote it, unchecked."""

    text: str
    """Without the citation markers."""
    cites: tuple[int, ...]
    """The cited numbers, unchecked; empty if there are none."""


class MissingError(Exception):
    """The model says that the evidence lacks the answer."""


def drafts(texts: Iterable[str], language: Language) -> Generator[Draft]:
    """The sentences of a streamed text, each as soon as it is complete.

    Args:
        texts: pieces of the text as they arrive.
        language: expected language of the text.

    Raises:
        MissingError: the text begins with the word for missing evidence; raised at once.
    """
    buffer, begun = "", False
    for text in texts:
        buffer += text
        begun = begun or _has_begun(buffer)
        if begun:
            complete, buffer = _cut(buffer)
            for unit in complete:
                yield from _of_unit(unit, language)
    if not begun:
        _has_begun(f"{buffer}\n")
    yield from _of_unit(buffer, language)


def _has_begun(buffer: str) -> bool:
    """Whether the text is known not to be the word for missing evidence, in either language.

    "Missing hikers were found. [1]" is an answer because it cites a number, so a line that begins
    with that word is read to its end.

    Raises:
        MissingError: the line begins with the word and cites nothing.
    """
    line, ended, _ = _LINE.sub("", buffer).lstrip(" \n*„“\"'").partition("\n")
    words = line.casefold()
    missing = [word.casefold() for word in MISSING.values()]
    if not ended and len(words) < _OPENING:
        return False
    if not any(words.startswith(word) for word in missing):
        return True
    if ended and not re.search(_MARKS, line):
        raise MissingError
    return bool(ended)


def _cut(buffer: str) -> tuple[list[str], str]:
    """Split off complete units: whole lines, and cited sentences followed by more text."""
    *complete, rest = re.split(r"\n+", buffer)
    start = 0
    for run in _RUN.finditer(rest):
        behind = rest[run.end() :].lstrip()
        if behind and behind[0] != "[" and _closes(rest[start : run.start()], run):
            complete.append(rest[start : run.end()])
            start = run.end()
    return complete, rest[start:]


def _closes(before: str, run: re.Match[str]) -> bool:
    """Whether the markers are at the end of a sentence, not inside it."""
    return bool(run[2] or _ENDS.search(before))


def _of_unit(unit: str, language: Language) -> Iterator[Draft]:
    """The sentences of a line."""
    line = _BOLD.sub("", _LINE.sub("", unit))
    at, cites, words = 0, list[int](), ""
    for run in _RUN.finditer(line):
        words += line[at : run.start()] + run[2]
        cites += [int(n) for n in _NUMBER.findall(run[1])]
        at = run.end()
        if _closes(line[: run.start()], run) or not line[at:].strip():
            yield from _sentences(words, cites, language)
            words, cites = "", []
        elif not words.endswith(" "):
            words += " "
    yield from _sentences(words + line[at:], cites, language)


def _sentences(words: str, cites: Iterable[int], language: Language) -> Iterator[Draft]:
    """The sentences of a text; all get the same citations."""
    plain = _BEFORE_STOP.sub("", _SPACE.sub(" ", words)).strip()
    numbers = tuple(dict.fromkeys(cites))
    for sentence in sentences_in(plain, language):
        if any(character.isalnum() for character in sentence):
            yield Draft(sentence, numbers)
