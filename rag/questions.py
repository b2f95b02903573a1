"""What may be asked: text of a sensible length."""

import re

from index.errors import QuestionError

MAX_CHARACTERS = 2_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_VERB_FIRST = re.compile(
    r"(ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|konnte|"
    r"konnten|darf|dürfen|soll|sollen|sollte|sollten|will|wollen|wollte|wollten|muss|müssen|gibt|"
    r"gab|nimmt|nehmen|nahm|nahmen|kommt|kommen|kam|kamen|geht|bleibt|bleiben|stimmt|trifft|"
    r"is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might|must)\b",
    re.IGNORECASE,
)


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
            "The question holds characters that are not text.", "Type it again."
        ) from None
    text = " ".join(_UNSEEN.sub("", question).split())
    if not any(character.isalnum() for character in text):
        raise QuestionError("The question is empty.", "Type a question.")
    return text


def asks_yes_or_no(question: str) -> bool:
    """Whether a question begins as one that yes or no answers: "Hat Washington …", "Is there …"."""
    return bool(_VERB_FIRST.match(question))
