import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import QuestionError, StoreError
from index.settings import ROOT
from rag.evaluation.rows import read_questions
from rag.storage.feedback import (
    FILE,
    MAX_COMMENT,
    Feedback,
    FeedbackStore,
    Reason,
    Verdict,
    question_rows,
)
from rag.types import Answer, Status, Turn
from tests.rag.scripted import answer

REFUSED = answer(
    question="Wie wird das Wetter?", status=Status.REFUSED, citations=(), claims=(),
    nearest=answer().citations,
)  # fmt: skip

WRITER = """
import sys
from pathlib import Path
from rag.storage.feedback import Feedback, FeedbackStore, Verdict
from tests.rag.scripted import answer
store = FeedbackStore(Path(sys.argv[1]))
for number in range(40):
    store.put(Feedback.of(answer(), Verdict("up"), key=f"{sys.argv[2]}-{number}", snapshot="g"))
"""


def up(key: str = "k", to: Answer | None = None) -> Feedback:
    return Feedback.of(to or answer(), Verdict("up"), key=key, snapshot="g1")


def down(key: str = "k", to: Answer | None = None, comment: str = "") -> Feedback:
    verdict = Verdict("down", Reason.WRONG, comment)
    return Feedback.of(to or answer(), verdict, key=key, snapshot="g1")


def test_what_is_kept_comes_back_whole(tmp_path: Path) -> None:
    given = Feedback.of(
        answer(),
        Verdict("down", Reason.WRONG_SOURCE, "Steht in „Absatz“ 5 🙂\u2028\ud800"),
        key="k1",
        snapshot="g1",
        history=[Turn("Wer kam?", "Minister. [1]")],
        sources={"b.txt", "a.txt"},
    )
    FeedbackStore(tmp_path / "new folder").put(given)
    assert FeedbackStore(tmp_path / "new folder").all() == (given,)
    assert (given.verdict.comment, given.sources, given.model) == (
        "Steht in „Absatz“ 5 🙂\u2028?",
        ("a.txt", "b.txt"),
        "scripted",
    )


def test_a_second_thought_replaces_the_first_and_can_be_taken_back(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)
    assert store.all() == ()
    store.put(up("a"))
    store.put(down("a"))
    store.put(up("b"))
    assert {kept.id: kept.verdict.thumb for kept in store.all()} == {"a": "down", "b": "up"}
    store.remove("a")
    store.remove("never there")
    assert [kept.id for kept in store.all()] == ["b"]


def test_a_comment_has_a_limit() -> None:
    assert len(down(comment="x" * 10_000).verdict.comment) == MAX_COMMENT


@pytest.mark.slow
def test_processes_and_threads_write_at_once(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, tmp_path, name], cwd=ROOT) for name in "ab"
    ]
    store = FeedbackStore(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.put(up(f"c-{n}")), range(40)))
    assert [writer.wait(120) for writer in writers] == [0, 0]
    assert {kept.id for kept in store.all()} == {f"{c}-{n}" for c in "abc" for n in range(40)}


def test_what_cannot_be_kept_is_an_error(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match=r"feedback\.sqlite3 cannot be used"):
        FeedbackStore(tmp_path).put(up())
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        FeedbackStore(tmp_path / "file").put(up())


def test_rows_say_what_is_left_to_fill_in() -> None:
    good, refused, bad = question_rows(
        [up("a"), up("b", REFUSED), down("c", answer(question="Wer?"), comment="Falsch.")]
    )
    assert {key: good[key] for key in ("language", "question", "file", "paragraphs")} == {
        "language": "de",
        "question": "Gab es eine Einigung?",
        "file": "artikel.txt",
        "paragraphs": [4],
    }
    assert [todo.partition(":")[0] for todo in good["todo"]] == ["answers", "paragraphs"]
    assert (refused["paragraphs"], refused["answers"], refused["todo"]) == ([], [], [])
    assert (bad["paragraphs"], bad["answers"]) == ([], [])
    assert [todo.partition(":")[0] for todo in bad["todo"]] == ["file, paragraphs", "answers"]
    assert bad["given"] == {
        "votes": {"down": 1},
        "reasons": ["wrong"],
        "comments": ["Falsch."],
        "status": "answered",
        "answer": "Nein. [1]",
        "citations": [
            {"file": "artikel.txt", "paragraph": 4, "quote": "Eine Einigung gab es nicht."}
        ],
        "limited_to": [],
        "snapshot": "g1",
        "model": "scripted",
    }


def test_rows_of_an_uncertain_answer() -> None:
    unsure = answer(status=Status.UNSURE, claims=(), text="Nicht sicher. [1]")
    (fits,) = question_rows([up("a", unsure)])
    (fits_not,) = question_rows([down("b", unsure)])
    assert (fits["file"], fits["paragraphs"], fits["given"]["status"]) == (
        "artikel.txt", [4], "unsure",
    )  # fmt: skip
    assert fits["todo"][1] == (
        "file, paragraphs: those quoted as uncertain; keep only what answers"
    )
    assert (fits_not["paragraphs"], fits_not["given"]["votes"]) == ([], {"down": 1})
    assert fits_not["todo"][0].endswith("no paragraphs if the briefing does not answer")


def test_votes_on_one_question_are_one_row_and_a_quarrel_is_left_to_a_person() -> None:
    (row,) = question_rows([up("a"), down("b"), up("c")])
    assert (row["given"]["votes"], row["paragraphs"]) == ({"up": 2, "down": 1}, [])
    assert row["todo"]
    follow_up = replace(up("d"), history=(Turn("Wer kam?", "Minister. [1]"),))
    rows = question_rows([up("a"), follow_up])
    assert [row.get("history") for row in rows] == [
        None,
        [{"question": "Wer kam?", "answer": "Minister. [1]"}],
    ]


def test_the_evaluation_reads_rows_only_when_nothing_is_left_to_do(tmp_path: Path) -> None:
    good, refused = question_rows([up("a"), up("b", REFUSED)])
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(good), encoding="utf-8")
    with pytest.raises(QuestionError, match="fill in the fields named in todo"):
        read_questions(file)
    done = good | {"answers": [["keine Einigung"]], "todo": []}
    file.write_text(json.dumps(done) + "\n" + json.dumps(refused), encoding="utf-8")
    assert [
        (row.answerable, [place.paragraph for place in row.gold]) for row in read_questions(file)
    ] == [
        (True, [4]),
        (False, []),
    ]


@pytest.mark.slow
def test_the_command_prints_rows(tmp_path: Path) -> None:
    FeedbackStore(tmp_path).put(up())
    done = subprocess.run(
        [sys.executable, "-m", "rag", "feedback"],
        cwd=ROOT,
        env={"BRIEFING_DATA": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["question"] == "Gab es eine Einigung?"
    assert "Questions with feedback: 1, to be completed: 1." in " ".join(done.stderr.split())
