"""Steps of the benchmark, each run in a separate process: ``steps NAME '{"argument": …}'``.

The last line of the output is the measurement as JSON.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.building.build import build
from index.embedding.e5 import load_e5
from index.embedding.embedder import (
    BUILT_IN,
    BuiltInEmbedder,
    Embedder,
    PassageText,
    Progress,
    embedder_name,
)
from index.embedding.late_interaction import PassageVectors, QuestionVectors
from index.settings import Settings, load_settings
from rag.assistant import Assistant
from rag.evidence import retrieval
from rag.evidence.retrieval import Retriever
from rag.runtime.state import Phase
from rag.types import Sources
from tests.bench.scale.corpus import Question, questions_of
from tests.bench.scale.processes import mapped_mb, memory_mb, run

_AFTER_S: Final = 5.0
"""Seconds for which questions continue after a new index is in use."""


class TimedEmbedder:
    """Wraps the real embedder and measures the time spent in it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.dimension = embedder.dimension
        self.took: dict[str, float] = {"seconds": 0.0, "characters": 0.0}

    def embed_passages(
        self, texts: Sequence[PassageText], progress: Progress | None = None
    ) -> list[PassageVectors]:
        began = time.perf_counter()
        found = self._embedder.embed_passages(texts, progress)
        self.took["seconds"] += time.perf_counter() - began
        self.took["characters"] += sum(len(text) for _, text in texts)
        return found

    def embed_question(self, text: str) -> QuestionVectors:
        return self._embedder.embed_question(text)


def index(sources: str, data: str, threads: int) -> dict[str, Any]:
    """Bring an index up to date."""
    plain = BuiltInEmbedder(embedder_name(BUILT_IN), load_e5(threads))
    plain.embed_question("warm")
    embedder = TimedEmbedder(plain)
    marks: list[tuple[int, int]] = []

    def note(step: str, done: int, total: int) -> None:
        if step == "embedding" and done >= len(marks) * total / 10:
            marks.append((done, memory_mb()["own"]))

    began = time.process_time()
    report = build(_settings(sources, data), embedder, note)
    return {
        "passages": report.passages,
        "documents": report.documents,
        "embedded": report.embedded,
        "build_s": report.seconds,
        "build_cpu_s": time.process_time() - began,
        "embedding": embedder.took,
        "memory_mb": memory_mb(),
        "memory_on_the_way_mb": marks,
    }


def serve(sources: str, data: str, needles: str, questions: int) -> dict[str, Any]:
    """Start the service on an existing index, and search it."""
    began = time.perf_counter()
    with _started(_settings(sources, data)) as assistant:
        found: dict[str, Any] = {"ready_s": time.perf_counter() - began, "ready_mb": memory_mb()}
        asked = _spread(questions_of(Path(needles)), questions)
        for question in asked[:: len(asked) // 5]:
            _sources_ms(assistant, question)
        found["sources"] = _quantiles([_sources_ms(assistant, question) for question in asked])
        with assistant._index.reading() as retriever:
            found["search"] = _quality(retriever, asked)
            found["token_vectors_mb"] = retriever.store.tokens.tokens.nbytes >> 20
        found["token_vectors_resident_mb"] = mapped_mb("token_vectors.npy")
        found["memory_mb"] = memory_mb()
        return found


def change(sources: str, data: str, needles: str, threads: int) -> dict[str, Any]:
    """Change one article and build while a service answers questions; measure the delays."""
    with _started(_settings(sources, data)) as assistant:
        asked = cycle(questions_of(Path(needles)))
        before = _quantiles([_sources_ms(assistant, next(asked)) for _ in range(100)])
        article = max(Path(sources).rglob("*.txt"))
        text = article.read_text(encoding="utf-8")
        article.write_text(f"{text}Changed at {time.time()}.\n", encoding="utf-8")
        snapshot, found = assistant.snapshot, {}

        def make() -> None:
            found.update(run("index", sources=sources, data=data, threads=threads))

        builder = threading.Thread(target=make)
        builder.start()
        during = []
        while builder.is_alive():
            during.append(_sources_ms(assistant, next(asked)))
        built, taken, after = time.perf_counter(), None, []
        while taken is None or time.perf_counter() < taken + _AFTER_S:
            after.append(_sources_ms(assistant, next(asked)))
            if taken is None and assistant.snapshot != snapshot:
                taken = time.perf_counter()
        article.write_text(text, encoding="utf-8")
        return {
            "build": found,
            "before": before,
            "while_building": _quantiles(during),
            "taken_up_s": taken - built,
            "while_taking_up": _quantiles(after),
        }


def _quality(retriever: Retriever, questions: Sequence[Question]) -> dict[str, Any]:
    """How often the right passage is first, with late interaction over all or over candidates."""
    limit, counts = retrieval.EXHAUSTIVE, {}
    for name, most in (("exhaustive", sys.maxsize), ("candidates", 0)):
        retrieval.EXHAUSTIVE = most  # type: ignore[misc]
        times, right = [], 0
        for question in questions:
            began = time.perf_counter()
            (first,) = retriever.search(question.text, question.spoken, 1).candidates
            times.append((time.perf_counter() - began) * 1000)
            place = (first.passage.source, first.passage.paragraph)
            right += place == (question.source, question.paragraph)
        counts[name] = {"first": right, "of": len(questions), **_quantiles(times)}
    retrieval.EXHAUSTIVE = limit  # type: ignore[misc]
    return counts


def _sources_ms(assistant: Assistant, question: Question) -> float:
    began = time.perf_counter()
    with closing(assistant.ask(question.text, language=question.spoken, use_cache=False)) as events:
        for event in events:
            if isinstance(event, Sources):
                break
    return (time.perf_counter() - began) * 1000


@contextmanager
def _started(settings: Settings) -> Iterator[Assistant]:
    assistant = Assistant(settings)
    assistant.start()
    try:
        assistant.wait()
        state = assistant.state().index
        if state.phase is not Phase.READY:
            raise RuntimeError(state.problem or "The index is not ready.")
        yield assistant
    finally:
        assistant.close()


def _quantiles(times: Sequence[float]) -> dict[str, float]:
    middle, high = np.quantile(times, [0.5, 0.95])
    return {"n": len(times), "p50": float(middle), "p95": float(high), "max": max(times)}


def _spread(questions: Sequence[Question], count: int) -> list[Question]:
    count = min(count, len(questions))
    return [questions[number * len(questions) // count] for number in range(count)]


def _settings(sources: str, data: str) -> Settings:
    changed = {"sources": Path(sources), "data": Path(data)}
    return load_settings().model_copy(update=changed)


if __name__ == "__main__":
    _STEPS: dict[str, Callable[..., dict[str, Any]]] = {
        step.__name__: step for step in (index, serve, change)
    }
    print(json.dumps(_STEPS[sys.argv[1]](**json.loads(sys.argv[2]))))
