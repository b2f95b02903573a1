"""A briefing in memory: the real store, search and chain over it, without Chroma or model files."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from index.chroma.collections import Collections, Hit, Vector
from index.embedding.embedder import Embedder, PassageText, Progress
from index.embedding.late_interaction import (
    Floats,
    Offsets,
    PassageVectors,
    QuestionVectors,
    packed,
)
from index.language.dictionary.lookup import Dictionary
from index.passages import splitting
from index.passages.splitting import split
from index.records import Kind, Record, document_record, passage_record
from index.snapshots.contents import Articles, digests
from index.snapshots.manifest import Manifest
from index.snapshots.token_vectors import TokenVectors
from index.store import Store
from index.types import Document, Passage, document_id
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.evidence.retrieval import Retriever
from rag.llm.client import Piece
from rag.storage.table import Table
from rag.types import Answer, Done, Language
from tests.rag.scripted import ScriptedModel

WIDTH: Final = 128


class WordEmbedder:
    """One random vector per word, whatever it means; never assert relevance with it."""

    name = "words"
    dimension = WIDTH

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        found = []
        for above, text in texts:
            over, _ = _tokens(above)
            own, offsets = _tokens(text)
            places = np.concatenate([np.full((len(over), 2), -1, np.int32), offsets])
            tokens = np.concatenate([over, own])
            found.append(PassageVectors(_mean(tokens), packed(tokens), places))
        if progress:
            progress(len(found))
        return found

    def embed_question(self, text: str) -> QuestionVectors:
        tokens, offsets = _tokens(text)
        weights = np.full(len(tokens), 1 / len(tokens), np.float32)
        return QuestionVectors(_mean(tokens), tokens, weights, offsets)


def _tokens(text: str) -> tuple[Floats, Offsets]:
    spans = [match.span() for match in re.finditer(r"\w+", text)]
    if not spans:
        return np.zeros((0, WIDTH), np.float32), np.zeros((0, 2), np.int32)
    rows = np.array([_direction(text[start:end].casefold()) for start, end in spans], np.float32)
    return rows, np.array(spans, np.int32)


def _direction(word: str) -> Floats:
    seed = int.from_bytes(sha256(word.encode()).digest()[:8], "big")
    vector = np.random.default_rng(seed).normal(size=WIDTH)
    unit: Floats = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit


def _mean(tokens: Floats) -> Floats:
    mean = tokens.mean(axis=0)
    unit: Floats = mean / np.linalg.norm(mean)
    return unit


class MemoryCollections(Collections):
    """Records and vectors in memory, searched by comparing all of them."""

    def __init__(self, records: Mapping[Kind, Sequence[Record]], vectors: Floats) -> None:
        self.place = "memory"
        self._records = records
        self._rows = vectors

    def records(self, kind: Kind) -> Iterator[Record]:
        yield from self._records[kind]

    def search(self, kind: Kind, vector: Vector, k: int, sources: Collection[str]) -> list[Hit]:
        assert kind == "passages"
        scored = [
            Hit(record.id, float(np.dot(row, vector)))
            for record, row in zip(self._records[kind], self._rows, strict=True)
            if not sources or record.metadata["source"] in sources
        ]
        return sorted(scored, key=lambda hit: hit.score, reverse=True)[:k]

    def close(self) -> None:
        """Nothing is held."""


def article(source: str, text: str, language: Language = "de", title: str = "") -> Document:
    """A document of a briefing in memory."""
    return Document(document_id(text), source, title or text[:20], language, None, text)


def store_of(*documents: Document, embedder: Embedder | None = None) -> Store:
    """The real store over articles in memory, with :class:`WordEmbedder` if none is given."""
    embedder = embedder or WordEmbedder()
    passages: list[Passage] = [passage for document in documents for passage in split(document)]
    embedded = embedder.embed_passages([(p.above, p.text) for p in passages])
    vectors = {p.id: found for p, found in zip(passages, embedded, strict=True)}
    manifest = Manifest(
        snapshot="memory",
        previous=None,
        made="2026-01-01T00:00:00+00:00",
        embedder=embedder.name,
        dimension=embedder.dimension,
        splitting=splitting.VERSION,
        files={},
        contents=digests(Articles.of(documents, passages)),
        problems=(),
        documents=len(documents),
        passages=len(passages),
        sentences=sum(len(p.sentences) for p in passages),
        token_vectors="",
    )
    records: dict[Kind, list[Record]] = {
        "documents": [document_record(document) for document in documents],
        "passages": [passage_record(passage) for passage in passages],
    }
    rows = np.array([found.dense for found in embedded])
    return Store(manifest, MemoryCollections(records, rows), TokenVectors.of(vectors))


def retriever_of(*documents: Document, embedder: Embedder | None = None) -> Retriever:
    """The real search over articles in memory, without a dictionary."""
    store = store_of(*documents, embedder=embedder)
    return Retriever(store, embedder or WordEmbedder(), Dictionary.absent())


def answered(
    folder: Path,
    question: str,
    *documents: Document,
    scripts: Sequence[Sequence[Piece]],
    language: Language | None = None,
) -> Answer:
    """The answer of the real chain over articles in memory.

    Args:
        folder: for the translations that are kept.
        question: of a reader.
        documents: the briefing.
        scripts: what the model says, call by call.
        language: of the answer; detected if None.
    """
    table = Table(folder / "translations.sqlite3")
    try:
        translator = Translator(table, None, Dictionary.absent())
        chain = Chain(retriever_of(*documents), translator, ScriptedModel(*scripts))
        *_, last = chain.ask(question, language=language)
    finally:
        table.close()
    assert isinstance(last, Done)
    return last.answer
