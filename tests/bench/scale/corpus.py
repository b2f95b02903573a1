"""Generates a briefing of a given size from the sentences of any texts.

No two passages have the same combination of sentences, and no sentence is used twice before all
have been used once, so that passages are not near-duplicates. Articles with questions whose right
passage is known ("needles") are mixed in.
"""

import json
import random
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.language.lexicon import Language
from index.passages.splitting import split
from index.reading.folder import read, scan

_SEED: Final = 20_261_126
_PARAGRAPHS: Final = 9
"""Paragraphs per article, without the headline."""
_SENTENCES: Final = 2
"""Sentences per paragraph."""
_SHORTEST: Final = 40
_LONGEST: Final = 200
_HEADLINE: Final = 7
"""Words per headline."""
_LETTERS: Final = 0.75
"""Share of letters and spaces below which a line is code or a table rather than a sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the place of its answer."""

    text: str
    spoken: Language
    source: str
    paragraph: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of articles."""

    folder: Path
    passages: int
    """Number of passages in the index, including headlines."""
    sentences: int
    """Number of distinct sentences in the source texts."""
    uses: int
    """Maximum number of uses of a sentence."""


def sentences_of(texts: Path) -> dict[str, list[str]]:
    """Distinct sentences of all readable files in a folder, by language, in random order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    contents = read(scan(texts))
    languages = {document.id: document.language for document in contents.documents}
    for passage in contents.passages:
        for span in passage.sentences:
            text = " ".join(passage.quote(span).split())
            if _is_prose(text):
                found[languages[passage.document_id]][text] = None
    rng = random.Random(_SEED)
    return {
        language: rng.sample(list(texts), len(texts))
        for language, texts in sorted(found.items())
        if language in ("de", "en")
    }


def write_corpus(
    sentences: dict[str, list[str]], needles: Path, folder: Path, passages: int
) -> Corpus:
    """Write at least ``passages`` passages, including those of ``needles/corpus``."""
    shutil.copytree(needles / "corpus", folder, dirs_exist_ok=True)
    count = sum(len(split(document)) for document in read(scan(folder)).documents)
    drawn = {language: _draw(texts) for language, texts in sentences.items()}
    turns = [language for language, texts in sentences.items() for _ in range(len(texts))]
    rng = random.Random(_SEED)
    number = used = 0
    while count < passages:
        language = rng.choice(turns)
        paragraphs = min(_PARAGRAPHS, passages - count - 1) or 1
        lines = [" ".join(next(drawn[language]).split()[:_HEADLINE]).rstrip(".,;:!?")]
        lines += [
            " ".join(next(drawn[language]) for _ in range(_SENTENCES)) for _ in range(paragraphs)
        ]
        text = "\n".join(lines) + "\n"
        place = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
        number, count = number + 1, count + len(lines)
        used += 1 + paragraphs * _SENTENCES
    total = sum(map(len, sentences.values()))
    return Corpus(folder, count, total, -(-used // total))


def questions_of(needles: Path) -> list[Question]:
    """The answerable questions of ``needles/questions.jsonl``; its paragraphs count from 0."""
    rows = (needles / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Question(row["question"], row["language"], row["file"], row["paragraph"] + 1)
        for row in map(json.loads, rows)
        if row["answers"]
    ]


def _draw(texts: Sequence[str]) -> Iterator[str]:
    """All texts in order, then again and again in other orders."""
    yield from texts
    rng = random.Random(_SEED)
    while True:
        yield from rng.sample(texts, len(texts))


def _is_prose(text: str) -> bool:
    if not _SHORTEST <= len(text) <= _LONGEST or text[-1] not in ".!?" or not text[0].isupper():
        return False
    return sum(c.isalpha() or c == " " for c in text) >= _LETTERS * len(text)
