"""Regression test of answer quality: a few questions to the real chain must reach a minimum."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.settings import Settings
from rag.assistant import Assistant
from rag.evaluation import run_eval
from rag.runtime.state import Phase

ANSWERABLE, UNANSWERABLE = 8, 4
"""Number of questions drawn evenly from ``seed_plain_dev.jsonl``: both languages, all kinds."""

# The chain of 2026-11-26 is above these minimums.
FACT_FLOOR = 0.7
CITATION_FLOOR = 0.7
USEFUL_FLOOR = 0.5
LANGUAGE_FLOOR = 0.9

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture
def settings(tmp_path: Path, slots: Path) -> Settings:
    (tmp_path / "slots").symlink_to(slots)
    return Settings(data=tmp_path)


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    helper = Assistant(settings)
    helper.start()
    helper.wait()
    try:
        state = helper.state()
        assert (state.index.phase, state.model.phase) == (Phase.READY, Phase.READY)
        yield helper
    finally:
        helper.close()


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    rows = Path(__file__).with_name("seed_plain_dev.jsonl")
    lines = rows.read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if json.loads(line)["answers"]]
    unsaid = [line for line in lines if not json.loads(line)["answers"]]
    picked = said[:: len(said) // ANSWERABLE] + unsaid[:: len(unsaid) // UNANSWERABLE]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(picked), encoding="utf-8")
    return path


def test_answers_stay_above_their_floors(
    assistant: Assistant, settings: Settings, questions: Path
) -> None:
    found = run_eval(questions, assistant, settings=settings).groups["all"]
    floors = {
        "fact": FACT_FLOOR,
        "right_citation": CITATION_FLOOR,
        "useful": USEFUL_FLOOR,
        "language": LANGUAGE_FLOOR,
        "quotes": 1.0,
    }
    below = {key: found[key].value for key, floor in floors.items() if found[key].value < floor}
    assert below == {}
