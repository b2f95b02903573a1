"""Validation and normalisation of a question."""

import re

from index.errors import QuestionError
from index.text import composed

MAX_CHARACTERS = 2_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean(question: str) -> str:
    """The question on one line, without control and direction marks.

    Raises:
        QuestionError: empty, longer than ``MAX_CHARACTERS``, or not Unicode text.
    """
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(
            f"The question has {len(question):,} characters, more than {MAX_CHARACTERS:,}.",
            "Ask a shorter one.",
        )
    try:
        question.encode()
    except UnicodeEncodeError:
        raise QuestionError(
            "The question contains characters that are not text.", "Type it again."
        ) from None
    text = composed(" ".join(_UNSEEN.sub("", question).split()))
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty.", "Type a question.")
    return text
