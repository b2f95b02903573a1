"""Turns a follow-up into a standalone question, using the earlier questions.

No model call: sources have to appear at once, and a small model rewrites badly. If the follow-up
only names a replacement ("Und in Bremen?"), it is substituted in the earlier question. Any other
follow-up is appended to the question that it needs, whatever the language of that. A question that
needs no context is left unchanged, so that the old topic does not disturb the search.
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

# Longer questions may contain "sie" or "it" and still need no context.
_FEW: Final = 3
_FRAGMENT: Final = 3
_NEW_WORDS: Final = 4
_FULL_NAME: Final = rf"(?:{CAPITALISED})(?:\s+{CAPITALISED})*"
_NAME: Final = re.compile(rf"(?<!^)(?<![.?!]\s)\b{_FULL_NAME}")


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The standalone question, for search and model.

    Args:
        question: as asked.
        history: earlier turns, oldest first. Only their questions are used: the text of an answer
            must not become part of the question.
    """
    before = ""
    for turn in history:
        before = _join(before, turn.question)
    return _join(before, question)


def own_question(question: str, joined: str) -> str:
    """The question that the model has to answer, after a search for the joined question.

    Given "Wer lud ein? Wie viele Soldaten bieten sie an?", a small model answers the first
    question; given the evidence for both, it understands the second one alone. It does not
    understand a fragment ("Und Griechenland?", "Warum?"), which stays joined.
    """
    fragment = len(question.split()) <= _FRAGMENT or not content_stems(question)
    about = FORMS[detect(question)].about.match(question.strip())
    return joined if fragment or about or question not in joined else question


def needs_context(question: str) -> bool:
    """Whether a question can only be understood with an earlier one."""
    forms = FORMS[detect(question)]
    content = len(content_stems(question))
    if forms.opening.match(question.strip()) or content == 0:
        return True
    bare = content == 1 and len(question.split()) <= 2
    return bare or (content <= _FEW and bool(forms.pointing.search(question)))


def _join(before: str, question: str) -> str:
    if not before or not needs_context(question):
        return question
    return _replaced(before, question) or f"{before} {question}"


def _replaced(before: str, question: str) -> str | None:
    """The earlier question with the follow-up's name or place substituted.

    None unless there is exactly one candidate to replace: an object of the same preposition, or a
    name for a name. For other words, the choice of the noun to replace would be a guess.
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
    """What the new name may replace, as ``before[start:end]``."""
    if preposition:
        bounded = re.compile(rf"\b{preposition}\s+(?P<old>{_FULL_NAME})")
        return [match.span("old") for match in bounded.finditer(before)]
    if not re.fullmatch(_FULL_NAME, new):
        return []
    names = list(_NAME.finditer(before))
    if language == "de":  # capitalises every noun, so a name needs a further criterion
        alike = next((one for one in (is_country, _is_full_name) if one(new)), None)
        names = [match for match in names if alike and alike(match.group())]
    return [match.span() for match in names]


def _is_full_name(name: str) -> bool:
    return len(name.split()) > 1
