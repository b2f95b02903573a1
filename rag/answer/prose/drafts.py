"""What the model writes, taken apart into sentences while it comes.

The prompt asks for one sentence per line with its numbers at the end. Models also write several on
a line, set the numbers before the full stop or inside the sentence, or give one number for two
sentences. All of that is read; what has no number is a sentence without a source.
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
"""Characters from which on a text is known to be more than the word for missing evidence."""
_BOLD: Final = re.compile(r"\*\*|__")
_SPACE: Final = re.compile(r"\s+")
_BEFORE_STOP: Final = re.compile(r"\s+(?=[.,;:!?…](?:\s|$))")


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence as the model wrote it, unchecked."""

    text: str
    """Without its numbers."""
    cites: tuple[int, ...]
    """The numbers behind it, whatever they are; empty where it has none."""


class MissingError(Exception):
    """The model says that the evidence lacks the answer."""


def drafts(texts: Iterable[str], language: Language) -> Generator[Draft]:
    """The sentences of a streamed text, each as soon as it is complete.

    Args:
        texts: pieces of the text as they come.
        language: that the text ought to be in.

    Raises:
        MissingError: the text begins with the word for it; what follows is not waited for.
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
    """Whether the text is more than the word for missing evidence, of either language.

    "Missing hikers were found. [1]" is: whether there is a number tells, so the line is awaited.

    Raises:
        MissingError: it is that word.
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
    """What is complete, and the rest: lines, and sentences with numbers behind which more came."""
    *complete, rest = re.split(r"\n+", buffer)
    start = 0
    for run in _RUN.finditer(rest):
        behind = rest[run.end() :].lstrip()
        if behind and behind[0] != "[" and _closes(rest[start : run.start()], run):
            complete.append(rest[start : run.end()])
            start = run.end()
    return complete, rest[start:]


def _closes(before: str, run: re.Match[str]) -> bool:
    """Whether numbers stand at the end of a sentence, not inside it."""
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
    """One number may stand for several sentences."""
    plain = _BEFORE_STOP.sub("", _SPACE.sub(" ", words)).strip()
    numbers = tuple(dict.fromkeys(cites))
    for sentence in sentences_in(plain, language):
        if any(character.isalnum() for character in sentence):
            yield Draft(sentence, numbers)
