import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QuestionError
from rag.question.cleaning import MAX_CHARACTERS, clean


@pytest.mark.parametrize(
    ("question", "cleaned"),
    [
        ("Wer kam?", "Wer kam?"),
        ("  Wer\n\tkam \u00a0?\r\n", "Wer kam ?"),
        ("\ufeffWer\u202e kam\u200b?\x00", "Wer kam?"),
        ("Wer\u2028kam?", "Wer kam?"),
        ("50?", "50?"),
        ("x" * MAX_CHARACTERS, "x" * MAX_CHARACTERS),
    ],
)
def test_clean(question: str, cleaned: str) -> None:
    assert clean(question) == cleaned


EMPTY = "The question is empty. Type a question."


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", EMPTY),
        (" \n\t", EMPTY),
        ("?!…", EMPTY),
        ("\u200b\x00\x07", EMPTY),
        ("Wer \ud800 kam?", "The question contains characters that are not text. Type it again."),
        (
            "x" * (MAX_CHARACTERS + 1),
            "The question has 2,001 characters, more than 2,000. Ask a shorter one.",
        ),
        (
            "x" * 1_000_000,
            "The question has 1,000,000 characters, more than 2,000. Ask a shorter one.",
        ),
    ],
)
def test_what_cannot_be_asked(question: str, message: str) -> None:
    with pytest.raises(QuestionError) as raised:
        clean(question)
    assert str(raised.value) == message


@given(st.text(max_size=MAX_CHARACTERS))
def test_a_cleaned_question_is_one_line_and_stays_as_it_is(question: str) -> None:
    try:
        cleaned = clean(question)
    except QuestionError:
        return
    assert len(cleaned.splitlines()) == 1
    assert clean(cleaned) == cleaned
