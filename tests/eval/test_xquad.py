import json
from pathlib import Path

import pytest

from rag.evaluation.rows import read_questions
from tests.eval.xquad import Part, plan, write

ARTICLES, PARAGRAPHS, QUESTIONS = 24, 5, 4


@pytest.fixture
def xquad(tmp_path: Path) -> Path:
    """A folder in XQuAD's format; each answer names its paragraph."""
    (tmp_path / "xquad" / "corpus").mkdir(parents=True)
    rows = []
    for article in range(ARTICLES):
        file = f"{article:03}.txt"
        places = [f"Ort {article}-{n}." for n in range(PARAGRAPHS)]
        (tmp_path / "xquad" / "corpus" / file).write_text("\n".join(places), encoding="utf-8")
        rows += [
            {"id": f"{article}-{n}-{q}", "language": language, "question": f"Wo {article}-{n}-{q}?",
             "file": file, "paragraph": n, "answers": [place, place]}
            for n, place in enumerate(places) for q in range(QUESTIONS) for language in ("de", "en")
        ]  # fmt: skip
    (tmp_path / "xquad" / "questions.jsonl").write_text(
        "\n".join(map(json.dumps, rows)), encoding="utf-8"
    )
    return tmp_path / "xquad"


@pytest.mark.parametrize("part", ["dev", "test"])
def test_what_is_answerable_stands_there_and_what_is_not_does_not(
    xquad: Path, tmp_path: Path, part: Part
) -> None:
    out = tmp_path / "out"
    assert write(xquad, out, part, answerable=30, unanswerable=20) == 100

    lines = {
        path.name: [line for line in path.read_text(encoding="utf-8").splitlines() if line]
        for path in (out / "corpus").iterdir()
    }
    assert [len(paragraphs) for paragraphs in lines.values()] == [PARAGRAPHS - 1] * 16
    rows = read_questions(out / "questions.jsonl")
    kinds = [(row.kind, row.language) for row in rows]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        (kind, language): count
        for kind, count in {"answerable": 30, "article left out": 10, "withheld": 10}.items()
        for language in ("de", "en")
    }
    for row in rows:
        if row.answerable:
            (place,) = row.gold
            assert place.source == row.file
            assert row.answers == ((lines[row.file][place.paragraph - 1],),)
        elif row.kind == "withheld":
            asked_for = f"Ort {row.question.split()[1].rpartition('-')[0]}."
            assert asked_for not in lines[row.file]
        else:
            assert row.file not in lines


def test_the_parts_share_no_question_no_left_out_article_and_no_withheld_paragraph(
    xquad: Path, tmp_path: Path
) -> None:
    asked = []
    for part in ("dev", "test"):
        write(xquad, tmp_path / part, part, answerable=30, unanswerable=20)
        asked.append({row.question for row in read_questions(tmp_path / part / "questions.jsonl")})
    assert not asked[0] & asked[1]

    sizes = {f"{n:03}.txt": PARAGRAPHS for n in range(ARTICLES)}
    dev, test = plan(sizes, "dev"), plan(sizes, "test")
    assert not dev.left_out & test.left_out
    assert not dev.withheld.items() & test.withheld.items()
    assert plan(sizes, "dev") == dev


def test_too_few_articles_or_questions_are_said(xquad: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="More than 16 articles"):
        plan({"a": 5}, "dev")
    with pytest.raises(ValueError, match=r"only .* questions of the kind 'answerable'"):
        write(xquad, tmp_path / "out", "dev", answerable=1_000, unanswerable=2)
