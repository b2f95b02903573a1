import json

from hypothesis import given
from hypothesis import strategies as st

from rag.answer_json import to_json
from rag.types import Answer, Citation, Considered, Decision, Outcome, Status, Timings
from tests.rag.scripted import answer

KEYS = [
    "id", "question", "language", "answer", "status", "refused", "citations", "nearest", "timings",
    "missing", "model", "decisions",
]  # fmt: skip
CITATION_KEYS = [
    "n", "passage_id", "source", "paragraph", "start", "end", "quote", "translation",
]  # fmt: skip


def test_the_contract() -> None:
    considered = Considered(1, "d-10-37", "artikel.txt", 4, 0.7, 0.8, 0.5, None, 0.6)
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
                    }
                ],
                "unmatched": ["es"],
            }
        ],
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
