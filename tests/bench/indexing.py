"""Compares the speed of a build with that of the embedding model alone."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from index.building.build import build
from index.embedding.embedder import load_embedder
from index.passages.splitting import split
from index.reading.folder import read, scan
from index.settings import Settings


@dataclass(frozen=True, slots=True)
class IndexRate:
    """Passages per second."""

    texts: int
    build: float
    bare: float


def index_rate(settings: Settings) -> IndexRate:
    """Build an index in a temporary folder, then only embed the same passages."""
    embedder = load_embedder(settings.embedding)
    embedder.embed_question("warm")
    with tempfile.TemporaryDirectory(prefix="bench-index-") as folder:
        report = build(settings.model_copy(update={"data": Path(folder)}), embedder, fresh=True)
    passages = [p for d in read(scan(settings.sources)).documents for p in split(d)]
    texts = [(passage.above, passage.text) for passage in passages]
    began = time.perf_counter()
    embedder.embed_passages(texts)
    seconds = time.perf_counter() - began
    return IndexRate(len(texts), report.embedded / report.seconds, len(texts) / seconds)
