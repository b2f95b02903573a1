import json
from pathlib import Path

import pytest

from index.errors import QuestionError
from rag.batch import Row, read_rows
from rag.types import Turn

HINT = 'Each line has to be like {"id": "1", "question": "…"}, in UTF-8.'


def test_rows_in_order(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    rows = [
        {"id": "a", "question": "Wer kam?\u2028Und \u0085wer nicht?"},
        {"id": 7, "question": "Who?", "language": "en", "facts": [["x"]]},
        {"id": "c", "question": "Why?", "history": [{"question": "Who?", "answer": "They. [1]"}]},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_bytes(("\ufeff" + "\r\n\n".join(lines)).encode())
    assert list(read_rows(file)) == [
        Row("a", "Wer kam?\u2028Und \u0085wer nicht?"),
        Row(7, "Who?", "en"),
        Row("c", "Why?", history=(Turn("Who?", "They. [1]"),)),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Invalid JSON"),
        ("[]", "Input should be an object"),
        ('{"id": "b"}', "Field required"),
        ('{"question": "Wer?"}', "Field required"),
        ('{"id": "b", "question": 5}', "Input should be a valid string"),
        ('{"id": "b", "question": "Qui?", "language": "fr"}', "Input should be 'de' or 'en'"),
        ('{"id": "b", "question": "Wer?", "history": [{"question": "Wo?"}]}', "Field required"),
    ],
)
def test_a_bad_line_is_named(line: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": "a", "question": "Wer kam?"}\n\n' + line + "\n")
    rows = read_rows(file)
    assert next(rows) == Row("a", "Wer kam?")
    with pytest.raises(QuestionError) as raised:
        next(rows)
    assert raised.value.problem.startswith(f"Line 3 of {file} is not a question: {reason}")
    assert raised.value.hint == HINT


def test_broken_utf8(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b'{"id": "a", "question": "Gr\xf6\xdfe?"}')
    with pytest.raises(QuestionError, match=r"rows\.jsonl cannot be read: 'utf-8'") as raised:
        list(read_rows(file))
    assert raised.value.hint == HINT


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_no_such_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="cannot be read") as raised:
        list(read_rows(tmp_path / name))
    assert raised.value.hint == HINT
