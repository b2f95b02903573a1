"""Building the index: read, cut, embed what is new, store, verify, switch."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index import splitting
from index.contents import digests as contents_of
from index.embedding import Embedder, embedder_name, load_embedder
from index.errors import SourceError, StoreError
from index.generations import Generations, generations_of, newest
from index.manifest import Changes, Manifest, changes
from index.parsing import Problem
from index.reading import read, scan
from index.records import document_record, passage_record, sentence_records
from index.settings import Settings
from index.types import Document, Passage

if TYPE_CHECKING:
    from index.chroma.collections import Collections

Vector = Sequence[float]

Progress = Callable[[str, int, int], None]
"""Called with the step ("reading", "embedding", "storing", "verifying"), done, and total."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    generation: str
    built: bool
    """False: the index was up to date and stayed."""
    documents: int
    passages: int
    sentences: int
    embedded: int
    """Texts whose vectors were computed; the others were taken from the index before."""
    changes: Changes
    problems: tuple[Problem, ...]
    seconds: float


def build(
    settings: Settings,
    embedder: Embedder | None = None,
    progress: Progress = lambda step, done, total: None,
    *,
    fresh: bool = False,
) -> Report:
    """Bring the index up to date with the sources folder.

    Without ``embedder`` the one of the settings is loaded, only if it is needed.
    ``fresh`` computes everything anew. Whatever fails, the index in use stays.

    Raises:
        SourceError: there is no article that can be read.
        ModelError: the embedding model cannot be loaded.
        LockedError: another build is running.
        StoreError: the data folder cannot be written.
    """
    began = time.monotonic()
    files = scan(settings.sources)
    digests = {file.source: file.digest for file in files}
    name = embedder.name if embedder else embedder_name(settings.embedding)
    with closing(generations_of(settings)) as generations, generations.writing():
        before = None if fresh else _sound(generations)
        difference = changes(before.files if before else {}, digests)
        if before and before.made_from(digests, name):
            generations.prune()
            return _report(before, 0, difference, began, built=False)
        progress("reading", 0, len(files))
        reading = read(files)
        if not reading.documents:
            raise _nothing_readable(settings.sources, reading.problems)
        generations.prune()
        passages = reading.passages
        vectors = _known_vectors(generations, before, name)
        missing = [text for text in _texts(passages) if text not in vectors]
        if missing:
            embedder = embedder or load_embedder(settings.embedding)
            vectors |= _embed(embedder, missing, progress)
        generation, collections = generations.create()
        try:
            manifest = Manifest(
                generation=generation,
                previous=before.generation if before else None,
                made=datetime.now(UTC).isoformat(timespec="seconds"),
                embedder=name,
                dimension=len(vectors[passages[0].text]),
                splitting=splitting.VERSION,
                files=digests,
                contents=contents_of(reading.documents, passages),
                problems=reading.problems,
                documents=len(reading.documents),
                passages=len(passages),
                sentences=sum(len(passage.sentences) for passage in passages),
            )
            with closing(collections):
                _store(collections, reading.documents, passages, vectors, progress)
            progress("verifying", 0, 1)
            generations.complete(manifest)
            generations.switch(generation)
        except BaseException:
            if generations.current() != generation:
                generations.discard(generation)
            raise
        progress("verifying", 1, 1)
        generations.prune()
        return _report(manifest, len(missing), difference, began, built=True)


def _sound(generations: Generations) -> Manifest | None:
    """The current generation's manifest, if that generation can be built upon."""
    manifest = newest(generations)
    if manifest is None:
        return None
    try:
        generations.ensure_sound(manifest.generation)
        generations.ensure_unchanged(manifest)
    except StoreError:
        return None
    return manifest


def _known_vectors(
    generations: Generations, before: Manifest | None, embedder: str
) -> dict[str, Vector]:
    """Vectors of all texts in the index before, if the same model made them."""
    if before is None or before.embedder != embedder:
        return {}
    with closing(generations.collections(before.generation)) as collections:
        return {**collections.vectors("passages"), **collections.vectors("sentences")}


def _texts(passages: Iterable[Passage]) -> list[str]:
    """Every text to be embedded, once."""
    texts: dict[str, None] = {}
    for passage in passages:
        texts[passage.text] = None
        texts.update(dict.fromkeys(passage.quote(span) for span in passage.sentences))
    return list(texts)


def _embed(embedder: Embedder, texts: list[str], progress: Progress) -> dict[str, Vector]:
    progress("embedding", 0, len(texts))
    vectors = embedder.embed_documents(
        texts, progress=lambda done: progress("embedding", done, len(texts))
    )
    return dict(zip(texts, vectors, strict=True))


def _store(
    collections: "Collections",
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: Mapping[str, Vector],
    progress: Progress,
) -> None:
    """Fill the three collections of a new generation."""
    sentences = [record for passage in passages for record in sentence_records(passage)]
    total, done = len(documents) + len(passages) + len(sentences), 0

    def stored(count: int) -> None:
        nonlocal done
        done += count
        progress("storing", done, total)

    stored(0)
    collections.add(
        "documents",
        [document_record(document) for document in documents],
        _document_vectors(documents, passages, vectors),
        stored,
    )
    collections.add("passages", [passage_record(p) for p in passages], vectors, stored)
    collections.add("sentences", sentences, vectors, stored)


def _document_vectors(
    documents: Iterable[Document],
    passages: Iterable[Passage],
    vectors: Mapping[str, Vector],
) -> dict[str, Vector]:
    """By text: the mean of a document's passages, of unit length."""
    of_document: dict[str, list[Vector]] = defaultdict(list)
    for passage in passages:
        of_document[passage.document_id].append(vectors[passage.text])
    means = {key: np.mean(np.asarray(rows), axis=0) for key, rows in of_document.items()}
    return {d.text: (means[d.id] / np.linalg.norm(means[d.id])).tolist() for d in documents}


def _nothing_readable(folder: Path, problems: Sequence[Problem]) -> SourceError:
    first = problems[0]
    return SourceError(
        f"None of the {len(problems)} files in {folder} can be read.",
        f"The first, {first.source}: {first.message}",
    )


def _report(
    manifest: Manifest, embedded: int, difference: Changes, began: float, *, built: bool
) -> Report:
    return Report(
        generation=manifest.generation,
        built=built,
        documents=manifest.documents,
        passages=manifest.passages,
        sentences=manifest.sentences,
        embedded=embedded,
        changes=difference,
        problems=manifest.problems,
        seconds=time.monotonic() - began,
    )
