"""Translating: sentences of the articles in both languages."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as model

from index.embedding.training.articles import NewsArticle
from rag.training.packs import Example, Task

TRANSLATING: Final = Task("translate", ("sentence",), ("hints",))
SENTENCES: Final = Path(__file__).with_name("data") / "sentences.jsonl"


@model(frozen=True, config=ConfigDict(extra="ignore"))
class SentencePair:
    """A sentence and its translation."""

    article: str
    original: Literal["de", "en"]
    """The language that it was written in."""
    de: str
    en: str


_PAIR: Final = TypeAdapter(SentencePair)


def read_sentences(path: Path = SENTENCES) -> list[SentencePair]:
    """The sentences of a file."""
    return [_PAIR.validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


def examples_of(pairs: Iterable[SentencePair], articles: Sequence[NewsArticle]) -> list[Example]:
    """The prompts that each pair of these articles fills in, one per direction."""
    known = {article.id for article in articles}
    return [
        example
        for pair in pairs
        if pair.article in known
        for example in (
            Example("en", "", pair.de, pair.en, is_refused=None),
            Example("de", "", pair.en, pair.de, is_refused=None),
        )
    ]
