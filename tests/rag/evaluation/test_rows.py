import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import QuestionError
from index.reading.folder import read, scan
from index.settings import ROOT
from rag.evaluation.facts import holds
from rag.evaluation.rows import Place, QuestionRow, read_questions
from rag.types import Turn

SETS = Path(__file__).parents[2] / "eval"
FULL: dict[str, Any] = {
    "id": "1",
    "language": "de",
    "question": "Wo?",
    "file": "a.txt",
    "paragraphs": [2, 3],
    "answers": [["Brüssel", "Brussels"], ["NATO"]],
    "kind": "where",
    "history": [{"question": "Wer?", "answer": "Die Minister. [1]"}],
}

NEWSROOM: dict[str, Any] = {
    "id": "n1",
    "language": "en",
    "article_language": "de",
    "kind": "compare",
    "question": "How many, and how many now?",
    "answerable": True,
    "facts": [r"\b14\b", r"\b19\b"],
    "gold": [["a.txt", 0], ["b.txt", 3]],
    "groups": [[["a.txt", 0]], [["b.txt", 3]]],
    "forbidden": [r"\b8\b"],
    "history": [{"question": "Who?", "answer": "Swimmers."}],
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_reads_rows_in_words(tmp_path: Path) -> None:
    flat = {
        "id": "x",
        "language": "en",
        "question": "How many?",
        "file": "b.txt",
        "paragraph": 0,
        "answers": ["308", "three hundred"],
    }
    assert read_questions(write(tmp_path / "q.jsonl", FULL, flat)) == [
        QuestionRow(
            id="1",
            language="de",
            question="Wo?",
            file="a.txt",
            gold=(Place("a.txt", 2), Place("a.txt", 3)),
            answers=(("Brüssel", "Brussels"), ("NATO",)),
            kind="where",
            history=(Turn("Wer?", "Die Minister. [1]"),),
        ),
        QuestionRow(
            id="x",
            language="en",
            question="How many?",
            file="b.txt",
            gold=(Place("b.txt", 1),),
            answers=(("308", "three hundred"),),
        ),
    ]


def test_reads_rows_of_the_newsroom_form(tmp_path: Path) -> None:
    unsaid: dict[str, object] = {
        "id": "n2",
        "language": "de",
        "article_language": None,
        "kind": "outside",
        "question": "Wer?",
        "answerable": False,
        "facts": [],
        "gold": [],
    }
    a, b = Place("a.txt", 1), Place("b.txt", 4)
    assert read_questions(write(tmp_path / "q.jsonl", NEWSROOM, unsaid)) == [
        QuestionRow(
            id="n1",
            language="en",
            question="How many, and how many now?",
            gold=(a, b),
            facts=(r"\b14\b", r"\b19\b"),
            kind="compare",
            groups=((a,), (b,)),
            forbidden=(r"\b8\b",),
            article_language="de",
            history=(Turn("Who?", "Swimmers."),),
        ),
        QuestionRow(id="n2", language="de", question="Wer?", kind="outside"),
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"language": "fr"}, "Line 1 of {path} is not a question row: language: Input should be"),
        ({"answers": []}, "facts and paragraphs must both be given, or both be empty"),
        ({"paragraphs": []}, "facts and paragraphs must both be given, or both be empty"),
        ({"facts": ["a"]}, "facts and paragraphs must both be given, or both be empty"),
        (NEWSROOM | {"facts": ["("]}, "facts.0: Value error, '(' is not a regular expression"),
        (NEWSROOM | {"answerable": False}, "answerable rows have facts, others have none"),
        (NEWSROOM | {"gold": [3]}, "is not a question row: cannot unpack non-iterable int"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, change: dict[str, Any], problem: str) -> None:
    path = write(tmp_path / "q.jsonl", change if "gold" in change else FULL | change)
    with pytest.raises(QuestionError) as error:
        read_questions(path)
    assert problem.format(path=path) in error.value.problem


def test_a_file_without_rows_or_without_a_file_is_an_error(tmp_path: Path) -> None:
    for path in (write(tmp_path / "empty.jsonl"), tmp_path / "none.jsonl"):
        with pytest.raises(QuestionError):
            read_questions(path)


def test_the_kept_sets_are_whole_and_apart() -> None:
    sets = {name: read_questions(SETS / f"seed_{name}.jsonl") for name in ("dev", "test")}
    for rows in sets.values():
        made_of = [(row.language, row.answerable) for row in rows]
        assert {key: made_of.count(key) for key in set(made_of)} == {
            ("de", True): 18,
            ("en", True): 18,
            ("de", False): 8,
            ("en", False): 8,
        }
    dev, test = ({row.question.casefold() for row in rows} for rows in sets.values())
    assert not dev & test
    assert len(dev | test) == 104


def test_the_kept_sets_name_facts_that_the_article_holds() -> None:
    """Yes and no aside, each fact asked for stands in the paragraphs that the row names."""
    texts = {d.source: d.text for d in read(scan(ROOT / "seeds")).documents}
    missing = []
    for name in ("seed_dev", "seed_test", "followups"):
        for row in read_questions(SETS / f"{name}.jsonl"):
            lines = [line for line in texts[row.file].splitlines() if line.strip()]
            said = "\n".join(lines[place.paragraph - 1] for place in row.gold)
            if row.kind != "yes_no" and not all(holds(said, fact) for fact in row.answers):
                missing.append(row.id)
    assert missing == []
