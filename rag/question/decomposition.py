"""Splits a question that asks several things; each part is searched, decided and answered alone.

The briefing may answer only one part of "Wer hat das Treffen einberufen und wie viel kostet es?",
and the reader has to be told which. "Was sagen A und B dazu?" is asked once for A and once for B.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.language.detection import detect
from index.language.questions.by_language import FORMS
from index.language.questions.forms import Frame, QuestionForms
from rag.question.followup import needs_context, own_question, standalone
from rag.types import QuestionPart, Turn
from rag.words import content_stems

MOST: Final = 3
_TOPIC: Final = re.compile(r"(?P<topic>[^:?]{3,60}:\s+)(?P<question>.+)", re.DOTALL)
_END: Final = " ,.?!"


def parts_of(question: str, history: Sequence[Turn] = ()) -> tuple[QuestionPart, ...]:
    """The parts of a question; the whole question if it asks one thing or cannot be split.

    A part that needs the one before ("und wann fand es statt?", "and how many were saved?") is
    joined to it; a bare question word ("Wann und wo trafen sie sich?") takes the rest of the next
    part. A follow-up is not split.

    Args:
        question: as asked.
        history: earlier turns, oldest first.
    """
    parts = _parts(question)
    # In "Wer gewann, und wie alt ist sie?" the pronoun refers to the winner, not to earlier turns.
    asked = standalone(question, history) if needs_context(parts[0].own) else question
    if asked == question:
        return parts
    several = asks_for_several(question)
    return (QuestionPart(asked, own_question(question, asked), question, several),)


def asks_for_several(question: str) -> bool:
    """Whether a question asks for several things that may be in several passages."""
    return any(pattern.search(question) for pattern in FORMS[detect(question)].several)


def _parts(question: str) -> tuple[QuestionPart, ...]:
    """The parts of a standalone question."""
    forms = FORMS[detect(question)]
    bare = question.strip().rstrip(_END)
    found = _TOPIC.fullmatch(bare)
    topic, bare = (found["topic"], found["question"]) if found else ("", bare)
    for frame in forms.frames:
        if match := frame.pattern.fullmatch(bare):
            return tuple(_each(topic, frame, match))
    if pieces := _joint(bare, forms):
        return tuple(_stand_alone(topic, pieces, forms))
    return (QuestionPart.alone(question, several=asks_for_several(question)),)


def _joint(bare: str, forms: QuestionForms) -> list[str]:
    """The questions that a sentence joins by conjunctions; empty if it is a single one."""
    pieces = [piece.strip(_END) for piece in forms.joint.split(bare)]
    # A comma splits only if the same words follow: "Wer weiß, was er will?" is one question.
    same = re.escape(" ".join(pieces[0].split()[:2]))
    again = re.compile(rf",\s+(?={same}\b)", re.IGNORECASE)
    pieces = [one.strip(_END) for piece in pieces for one in again.split(piece)]
    begun = forms.asking.match(pieces[0]) or forms.inverted.match(pieces[0])
    return pieces if begun and 1 < len(pieces) <= MOST and all(pieces) else []


def _stand_alone(topic: str, pieces: Sequence[str], forms: QuestionForms) -> Iterator[QuestionPart]:
    shared = forms.asking.sub("", pieces[-1], count=1)
    first = ""
    for n, piece in enumerate(pieces, start=1):
        bare = not content_stems(piece) and n < len(pieces)
        own = _question(topic, f"{piece} {shared}" if bare else piece)
        if first and (needs_context(own) or forms.elliptic.match(piece)):
            joined = f"{first} {own}"
            yield QuestionPart(joined, own_question(own, joined), own, asks_for_several(own))
        else:
            yield QuestionPart.alone(own, several=asks_for_several(own))
        first = first or own


def _each(topic: str, frame: Frame, match: re.Match[str]) -> Iterator[QuestionPart]:
    named = {name: text or "" for name, text in match.groupdict().items()}
    for item in (named["a"].strip(), named["b"].strip()):
        asked = _question(topic, frame.each.format(item=item, **named).rstrip(_END))
        yield QuestionPart(asked, asked, item)


def _question(topic: str, text: str) -> str:
    return f"{topic}{text[0].upper()}{text[1:]}?"
