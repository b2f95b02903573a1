import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index.building.build import build
from index.embedding.embedder import Embedder
from index.settings import ROOT, Settings, load_settings
from rag import __main__ as command_line
from rag.types import Language
from tests.rag.conftest import SetWeights

KEYS = [
    "id", "question", "language", "answer", "status", "refused", "citations", "nearest", "timings",
    "missing", "model", "decisions", "costs",
]  # fmt: skip
QUESTION = "Welche Länder können keine Truppen bereitstellen?"
SOURCE = next((ROOT / "seeds").glob("*.txt"))
TRACEBACK = "Traceback"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    settings = Settings(data=tmp_path_factory.mktemp("data"))
    build(settings, embedder)
    return settings.data


@pytest.fixture
def run(
    data: Path,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    set_weights: SetWeights,
) -> Iterator[Run]:
    """Run ``python -m rag`` in this process: quotes of the best passage of the seed article."""
    set_weights({"margin": 1e3}, {})
    monkeypatch.setattr("rag.runtime.index.load_embedder", lambda _: embedder)
    monkeypatch.setenv("BRIEFING_LLM", "off")
    monkeypatch.setenv("BRIEFING_DATA", str(data))
    # Logging is set up once a process; pytest's own stays.
    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)
    load_settings.cache_clear()

    def ran(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["rag", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            command_line.main()
        said = capsys.readouterr()
        return Ran(int(exit_.value.code or 0), said.out, said.err)

    yield ran
    load_settings.cache_clear()


def test_an_answer_as_json_keeps_the_contract(run: Run) -> None:
    ran = run("ask", QUESTION, "--json", "--no-cache")
    answer = json.loads(ran.out)
    assert (ran.code, list(answer)) == (0, KEYS)
    (citation,) = answer["citations"]
    text = SOURCE.read_text(encoding="utf-8")
    assert answer["answer"] == f"„{citation['quote']}“ [{citation['n']}]"
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert (citation["source"], citation["paragraph"]) == (SOURCE.name, 11)
    assert citation["translation"] is None
    assert (answer["question"], answer["language"]) == (QUESTION, "de")
    assert (answer["status"], answer["refused"], answer["nearest"]) == ("quoted", False, [])
    assert list(answer["timings"]) == ["sources_ms", "first_token_ms", "total_ms"]


def test_an_answer_as_text_ends_with_its_source(run: Run) -> None:
    ran = run("ask", QUESTION)
    first, _, label, _, source = ran.out.strip().split("\n")
    assert label == "Nur Zitate · Fundstellen"
    assert ran.code == 0
    assert first.startswith("„Polen und Griechenland haben beispielsweise erklärt")
    marker = first.split("“ ")[-1]
    assert source.startswith(f"{marker} {SOURCE.name}, § 11: Polen und Griechenland")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_language_can_be_forced(language: Language, run: Run) -> None:
    ran = run("ask", QUESTION, "--json", "--language", language)
    assert json.loads(ran.out)["language"] == language


def test_a_batch_is_answered_in_order(run: Run, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "b", "question": QUESTION},
        {"id": "a", "question": "Wie heißt der Hund von Emmanuel Macron?", "language": "en"},
        {"id": 3, "question": "Und warum?", "history": [{"question": QUESTION, "answer": "x"}]},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    ran = run("ask", "--batch", file)
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [list(answer) for answer in answers] == [KEYS] * 3
    assert [(answer["id"], answer["question"]) for answer in answers] == [
        (row["id"], row["question"]) for row in rows
    ]
    assert [answer["language"] for answer in answers] == ["de", "en", "de"]


def test_cached_answers_are_given_again_unless_told_otherwise(run: Run) -> None:
    first, again = (
        json.loads(run("ask", "Wer beriet mit Selenskyj?", "--json").out) for _ in range(2)
    )
    anew = json.loads(run("ask", "Wer beriet mit Selenskyj?", "--json", "--no-cache").out)
    assert first["id"] == again["id"] != anew["id"]
    assert first["answer"] == again["answer"] == anew["answer"]


def broken(folder: Path) -> tuple[str | Path, ...]:
    (folder / "rows.jsonl").write_text('{"id": 1, "question": "Wer?"}\nno json\n')
    return "--batch", folder / "rows.jsonl"


def latin(folder: Path) -> tuple[str | Path, ...]:
    (folder / "rows.jsonl").write_bytes('{"id": 1, "question": "Größe?"}'.encode("latin-1"))
    return "--batch", folder / "rows.jsonl"


def absent(folder: Path) -> tuple[str | Path, ...]:
    return "--batch", folder / "no [bold]file.jsonl"


def empty(_: Path) -> tuple[str | Path, ...]:
    return (" ?",)


def huge(_: Path) -> tuple[str | Path, ...]:
    return ("x" * 1_000_000,)


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (broken, "Line 2 of {folder}/rows.jsonl is not a question: Invalid JSON"),
        (latin, "{folder}/rows.jsonl cannot be read: 'utf-8' codec"),
        (absent, "{folder}/no [bold]file.jsonl cannot be read: [Errno 2] No such file"),
        (empty, "The question is empty. Type a question."),
        (huge, "The question has 1,000,000 characters, more than 2,000. Ask a shorter one."),
    ],
)
def test_bad_input_is_one_message(
    arguments: Callable[[Path], tuple[str | Path, ...]], begins: str, run: Run, tmp_path: Path
) -> None:
    ran = run("ask", *arguments(tmp_path))
    assert (ran.code, ran.out) == (1, "")
    message = " ".join(ran.err.replace("\n", " ").split())
    unwrapped = message.replace(" ", "")
    assert unwrapped.startswith(begins.format(folder=tmp_path).replace(" ", ""))
    assert TRACEBACK not in ran.err


@pytest.mark.parametrize("arguments", [(), (QUESTION, "--batch", "rows.jsonl")])
def test_a_question_or_a_batch(arguments: tuple[str, ...], run: Run) -> None:
    ran = run("ask", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Give a question or --batch FILE.jsonl." in ran.err


def process(data: Path, *arguments: str | Path, **variables: str) -> subprocess.Popen[str]:
    settings = {"BRIEFING_LLM": "off", "BRIEFING_DATA": str(data)}
    return subprocess.Popen(
        [sys.executable, "-m", "rag", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | settings | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_a_batch_is_streamed(data: Path, tmp_path: Path) -> None:
    """The first answer is readable while later ones are still to come: the pipe holds few."""
    file = tmp_path / "rows.jsonl"
    rows = [{"id": n, "question": f"{QUESTION} ({n})"} for n in range(3000)]
    file.write_text("\n".join(map(json.dumps, rows)))
    started = process(data, "ask", "--batch", file, "--no-cache")
    assert started.stdout
    assert started.stderr
    with started:
        first = json.loads(started.stdout.readline())
        still_running = started.poll() is None
        started.kill()
    assert (first["id"], still_running) == (0, True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "message"),
    [
        (
            {"BRIEFING_SOURCES": "/nowhere/at/all"},
            "The sources folder /nowhere/at/all does not exist.",
        ),
        ({"BRIEFING_PORT": "none"}, "The settings cannot be used: BRIEFING_PORT:"),
    ],
)
def test_what_stops_a_start_is_one_message_without_a_traceback(
    variables: dict[str, str], message: str, tmp_path: Path
) -> None:
    with process(tmp_path / "data", "ask", QUESTION, **variables) as started:
        out, err = started.communicate(timeout=120)
    assert (started.returncode, out) == (1, "")
    assert message.replace(" ", "") in "".join(err.split())
    assert TRACEBACK not in err
