"""A question that stands on its own, made from a follow-up and what was asked before.

No model call: sources have to appear at once, and a small model rewrites badly. A follow-up that
is nothing but something else to ask the same for ("Und in Bremen?") takes its place in the earlier
question; any other that leans on the conversation is joined to the question it leans on, in
whatever language that was; embedding and language model read both. A question that stands by itself
is left alone, so that a new topic is not polluted by the old one.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.language.bilingual.countries import is_country
from index.language.detection import detect
from index.language.name_forms import CAPITALISED
from index.language.questions.by_language import FORMS
from rag.types import Language, Turn
from rag.words import content_stems

# "sie" and "it" also stand inside long questions that need nothing from before.
_FEW: Final = 3
_FRAGMENT: Final = 3
_NEW_WORDS: Final = 4
_FULL_NAME: Final = rf"(?:{CAPITALISED})(?:\s+{CAPITALISED})*"
_NAME: Final = re.compile(rf"(?<!^)(?<![.?!]\s)\b{_FULL_NAME}")


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question for embedding and model: a follow-up with what it leans on.

    Args:
        question: as asked.
        history: earlier turns, oldest first; only their questions count, since what an answer
            said must not become part of what is asked.
    """
    before = ""
    for turn in history:
        before = _join(before, turn.question)
    return _join(before, question)


def own_words(question: str, joined: str) -> str:
    """What is to be answered once the evidence for the joined question is found.

    A small model that reads "Wer lud ein? Wie viele Soldaten bieten sie an?" answers the first of
    the two; over the evidence for both it understands the second alone. A fragment ("Und
    Griechenland?", "Warum?") it does not: that is asked as joined.
    """
    fragment = len(question.split()) <= _FRAGMENT or not content_stems(question)
    about = FORMS[detect(question)].about.match(question.strip())
    return joined if fragment or about or question not in joined else question


def leans(question: str) -> bool:
    """Whether a question cannot be understood alone."""
    forms = FORMS[detect(question)]
    content = len(content_stems(question))
    if forms.opening.match(question.strip()) or content == 0:
        return True
    bare = content == 1 and len(question.split()) <= 2
    return bare or (content <= _FEW and bool(forms.pointing.search(question)))


def _join(before: str, question: str) -> str:
    if not before or not leans(question):
        return question
    return _replaced(before, question) or f"{before} {question}"


def _replaced(before: str, question: str) -> str | None:
    """The earlier question, asked for what the follow-up names instead.

    Only where it has one place for that: the same preposition, a name for a name. Which noun any
    other word would replace is a guess.
    """
    language = detect(question)
    found = FORMS[language].fragment.fullmatch(question.strip().rstrip(" ?!."))
    if not found or detect(before) != language or "?" in before.rstrip("? "):
        return None
    new, preposition = found["new"].strip(), found["preposition"]
    if len(new.split()) > _NEW_WORDS or FORMS[language].asking.match(new):
        return None
    places = _places(before, new, preposition, language)
    if len(places) != 1:
        return None
    ((start, end),) = places
    return f"{before[:start]}{new}{before[end:]}"


def _places(
    before: str, new: str, preposition: str | None, language: Language
) -> list[tuple[int, int]]:
    """What the new thing may stand for, as ``before[start:end]``."""
    if preposition:
        bounded = re.compile(rf"\b{preposition}\s+(?P<old>{_FULL_NAME})")
        return [match.span("old") for match in bounded.finditer(before)]
    if not re.fullmatch(_FULL_NAME, new):
        return []
    names = list(_NAME.finditer(before))
    if language == "de":  # which writes every noun like a name
        alike = next((one for one in (is_country, _is_full_name) if one(new)), None)
        names = [match for match in names if alike and alike(match.group())]
    return [match.span() for match in names]


def _is_full_name(name: str) -> bool:
    return len(name.split()) > 1
