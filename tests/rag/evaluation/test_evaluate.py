import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from rich.console import Console

from index.settings import Settings
from rag.decisions import Decision
from rag.evaluation import evaluate, run_eval, settings_for
from rag.evaluation.rows import QuestionRow
from rag.runtime.state import ComponentState, Phase, State
from rag.types import Answer, Citation, Done, Event, Sources, Status, Timings, Turn

TEXT = "Das Treffen war in Brüssel.\nIn Rom war keines."
ROWS = [
    {"id": "1", "language": "de", "question": "Wo war das Treffen?", "file": "a.txt",
     "paragraphs": [1], "answers": [["Brüssel"]], "history": []},
    {"id": "2", "language": "en", "question": "And when?", "file": "a.txt", "paragraphs": [],
     "answers": [], "history": [{"question": "Where?", "answer": "In Brussels. [1]"}]},
]  # fmt: skip


class Knowing:
    """Answers every question alike, as an assistant would; remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Sequence[Turn], bool]] = []

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), use_cache: bool = True
    ) -> Iterator[Event]:
        self.asked.append((question, history, use_cache))
        citation = Citation(1, "p", "a.txt", 1, 0, 27, "Das Treffen war in Brüssel.")
        answer = Answer(
            "id", question, "de", "Das Treffen war in Brüssel. [1]", Status.ANSWERED, (citation,),
            (), Timings(10, 20, 30), decisions=(Decision(question, "claim", 0.9),),
        )  # fmt: skip
        yield Sources("de", ())
        yield Done(answer)

    def state(self) -> State:
        ready = ComponentState(Phase.READY)
        return State(ready, ready, documents=1, snapshot="g")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text(TEXT, encoding="utf-8")
    return Settings(sources=sources, data=tmp_path / "data")


def test_run_eval_asks_with_history_and_without_cache_and_keeps_the_result(
    questions: Path, settings: Settings, tmp_path: Path
) -> None:
    knowing, shown = Knowing(), StringIO()
    out = tmp_path / "results" / "now.json"
    run_eval(questions, knowing, out, settings=settings, console=Console(file=shown, width=100))

    assert knowing.asked == [
        ("Wo war das Treffen?", (), False),
        ("And when?", (Turn("Where?", "In Brussels. [1]"),), False),
    ]
    kept = json.loads(out.read_text(encoding="utf-8"))
    assert kept["about"] | {"version": ""} == {
        "set": f"{tmp_path.name}/set.jsonl",
        "date": datetime.now(UTC).date().isoformat(),
        "version": "",
        "documents": 1,
        "model": "embedded",
        "model state": "ready",
        "embedding": "multilingual-e5-small",
        "threads": 2,
    }
    assert kept["questions"] == 2
    assert {name: group["language"]["value"] for name, group in kept["groups"].items()} == {
        "all": 0.5,
        "de": 1.0,
        "en": 0.0,
    }
    assert kept["groups"]["all"]["fact"] == {"value": 1.0, "low": 0.2065, "high": 1.0, "n": 1}
    assert kept["groups"]["all"]["total_ms_p50"] == {
        "value": 30.0, "low": 30.0, "high": 30.0, "n": 2,
    }  # fmt: skip
    assert kept["failures"] == [
        {
            "id": "2",
            "kind": "fact",
            "faults": ["answered", "language"],
            "question": "And when?",
            "expected": [],
            "gold": [],
            "answer": "Das Treffen war in Brüssel. [1]",
            "cited": [["a.txt", 1]],
        }
    ]
    assert {name: group["useful"]["value"] for name, group in kept["pairings"].items()} == {
        "de/de": 1.0,
        "en/de": -1.0,
    }
    assert kept["kinds"]["fact"]["claimed_unanswerable"]["n"] == 1
    assert kept["counts"] == {"de/de": 1, "en/de": 1, "fact": 2}
    assert (kept["reliability"]["error"], kept["reliability"]["n"]) == (0.4, 2)
    table = out.with_suffix(".md").read_text(encoding="utf-8")
    assert (
        "| the answer or its quotes have the fact | 1.00 (0.21–1.00) | 1.00 (0.21–1.00) | – |"
        in table
    )
    assert "| en/de | 1 | -1.00 | – | – | – | – | – | – | 1.00 | – |" in table
    assert "Calibration error: 0.400 (2 questions)" in table
    assert "![Reliability diagram](now.svg)" in table
    assert "2 questions, calibration error 0.400" in out.with_suffix(".svg").read_text("utf-8")
    assert "en/de 1 -1.00" in " ".join(shown.getvalue().split())
    assert "2: answered, language" in shown.getvalue()
    assert "expected: a refusal" in shown.getvalue()


def test_an_answer_that_breaks_the_contract_is_an_error() -> None:
    row = QuestionRow("1", "de", "Wo?")

    def ask(_: QuestionRow) -> Mapping[str, Any]:
        return {"answer": "…"}

    with pytest.raises(ValidationError, match="status"):
        evaluate([row], ask, {})


def test_a_set_with_a_corpus_beside_it_is_asked_with_an_index_of_its_own(
    questions: Path, settings: Settings, tmp_path: Path
) -> None:
    with settings_for(questions, settings=settings) as found:
        assert found is settings
    corpus, other = tmp_path / "corpus", tmp_path / "other"
    corpus.mkdir()
    served = settings.model_copy(update={"chroma_url": "http://chroma:8000", "threads": 3})
    for sources, expected in ((None, corpus), (other, other)):
        with settings_for(questions, sources, served) as found:
            assert (found.sources, found.chroma_url, found.threads) == (expected, "", 3)
            assert found.data != settings.data
            assert found.data.is_dir()
        assert not found.data.exists()


def test_no_rows_are_no_report() -> None:
    with pytest.raises(ValueError, match="without scores"):
        evaluate([], lambda row: {}, {})
