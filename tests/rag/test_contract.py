import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from rag.contract import Row, read_claims, read_rows, to_json
from rag.decisions import Considered, Decision, Outcome, ShortAnswer
from rag.types import Answer, Citation, Status, Timings, Turn
from tests.rag.scripted import answer

KEYS = [
    "id", "question", "language", "answer", "status", "refused", "citations", "nearest", "timings",
    "missing", "model", "decisions", "costs",
]  # fmt: skip
CITATION_KEYS = [
    "n", "passage_id", "source", "paragraph", "start", "end", "quote", "translation", "sentences",
    "date",
    "outlet", "link", "page", "embargo", "withdrawn", "marks", "dates", "referents", "also",
    "genre", "changed", "corrected",
]  # fmt: skip


def test_the_contract() -> None:
    short = ShortAnswer("Nein.", 0.9)
    considered = Considered(1, "d-10-37", "artikel.txt", 4, 0.7, 0.8, 0.5, None, 0.6, short)
    decisions = (Decision("Gab es eine Einigung?", Outcome.CLAIM, 0.7, (considered,), ("es",)),)
    assert to_json(answer(decisions=decisions)) == {
        "id": "a1",
        "question": "Gab es eine Einigung?",
        "language": "de",
        "answer": "Nein. [1]",
        "status": "answered",
        "refused": False,
        "citations": [
            {
                "n": 1,
                "passage_id": "d-10-37",
                "source": "artikel.txt",
                "paragraph": 4,
                "start": 10,
                "end": 37,
                "quote": "Eine Einigung gab es nicht.",
                "translation": None,
                "sentences": [],
                "date": None,
                "outlet": None,
                "link": None,
                "page": None,
                "embargo": None,
                "withdrawn": None,
                "marks": [],
                "dates": [],
                "referents": [],
                "also": [],
                "genre": None,
                "changed": None,
                "corrected": None,
            }
        ],
        "nearest": [],
        "timings": {"sources_ms": 1.0, "first_token_ms": 2.0, "total_ms": 3.0},
        "missing": [],
        "model": "scripted",
        "decisions": [
            {
                "searched": "Gab es eine Einigung?",
                "outcome": "claim",
                "probability": 0.7,
                "passages": [
                    {
                        "n": 1,
                        "passage_id": "d-10-37",
                        "source": "artikel.txt",
                        "paragraph": 4,
                        "late": 0.7,
                        "dense": 0.8,
                        "words": 0.5,
                        "log_odds": None,
                        "probability": 0.6,
                        "short": {"text": "Nein.", "confidence": 0.9, "opening": None},
                    }
                ],
                "unmatched": ["es"],
                "mode": None,
            }
        ],
        "costs": {
            "calls": 0,
            "tokens_in": 0,
            "tokens_out": 0,
            "seconds": 0.0,
            "estimated": False,
        },
    }


answers = st.builds(
    Answer,
    citations=st.lists(st.builds(Citation), max_size=3).map(tuple),
    nearest=st.lists(st.builds(Citation), max_size=3).map(tuple),
    timings=st.builds(Timings, *[st.floats(0, 1e6)] * 3),
    claims=st.just(()),
    decisions=st.lists(
        st.builds(
            Decision,
            probability=st.floats(0, 1),
            passages=st.lists(
                st.builds(
                    Considered,
                    late=st.floats(-1, 1),
                    dense=st.floats(-1, 1),
                    words=st.floats(0, 1),
                    log_odds=st.none() | st.floats(-9, 9),
                    probability=st.floats(0, 1),
                    short=st.none()
                    | st.builds(
                        ShortAnswer, confidence=st.none() | st.floats(0, 1), opening=st.none()
                    ),
                ),
                max_size=2,
            ).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)


@given(answers)
def test_any_answer_keeps_the_contract_through_json(given_answer: Answer) -> None:
    made = to_json(given_answer)
    assert list(made) == KEYS
    assert all(list(c) == CITATION_KEYS for c in made["citations"] + made["nearest"])
    assert made["refused"] is (made["status"] == Status.REFUSED.value)
    assert json.loads(json.dumps(made)) == made


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
        ('{"id": "b"}', "question: Field required"),
        ('{"question": "Wer?"}', "id: Field required"),
        ('{"id": "b", "question": 5}', "question: Input should be a valid string"),
        (
            '{"id": "b", "question": "Qui?", "language": "fr"}',
            "language: Input should be 'de' or 'en'",
        ),
        (
            '{"id": "b", "question": "Wer?", "history": [{"question": "Wo?"}]}',
            "history.0.answer: Field required",
        ),
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


def test_claims_are_read_and_bad_ones_named_by_their_line(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    good = '{"id": 1, "language": "de", "question": "", "claim": "Ja.", "evidence": ["Ja."]}'
    path.write_text(good, encoding="utf-8")
    (row,) = read_claims(path)
    assert (row.id, row.language, row.claim, row.evidence) == (1, "de", "Ja.", ("Ja.",))

    for bad, named in (
        (good.replace('["Ja."]', "[]"), "evidence"),
        (good.replace('"Ja.", "ev', '" ", "ev'), "claim"),
        (good.replace('"de"', '"fr"'), "language"),
        ("{", "Invalid JSON"),
    ):
        path.write_text(f"{good}\n{bad}", encoding="utf-8")
        with pytest.raises(QuestionError, match=rf"Line 2 .* is not a claim: {named}"):
            list(read_claims(path))
