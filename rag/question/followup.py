"""A question that stands on its own, made from a follow-up and what was asked before.

No model call: sources have to appear at once, and a small model rewrites badly. A follow-up that
leans on the conversation is joined to the question it leans on, in whatever language that was;
embedding and language model read both. A question that stands by itself is left alone, so that
a new topic is not polluted by the old one.
"""

import re
from collections.abc import Sequence

from rag.types import Turn
from rag.words import content_stems

_OPENING = re.compile(
    r"(und|aber|oder|auch|sonst|and|but|or|also|what about|how about|what else|who else|"
    r"why not|warum nicht|wieso nicht|wer noch|wer sonst|was noch|was ist mit|wie steht es mit|"
    r"wie sieht es mit)\b",
    re.IGNORECASE,
)
# Not "das Treffen", "gibt es", "is there": an article and empty subjects point at nothing.
_POINTING = re.compile(
    r"\b(er|sie|(?<!gibt )(?<!gab )es|ihm|ihn|ihnen|ihr|ihre|ihren|ihrem|ihrer|sein|seine|"
    r"seinen|seinem|dort|dorthin|damit|dafür|dagegen|davon|dazu|daran|darauf|darüber|dabei|deshalb|dessen|deren|dies|"
    r"das(?!\s+(?-i:(?:[a-zäöüß]+e[mnrs]?\s+)?[A-ZÄÖÜ]))|dieser|diese|dieses|diesem|diesen|damals|"
    r"he|him|his|she|her|hers|it|its|they|them|their|theirs|that|this|those|these|then|"
    r"(?<!is )(?<!are )(?<!was )(?<!were )there)\b",
    re.IGNORECASE,
)
# "sie" and "it" also stand inside long questions that need nothing from before.
_FEW = 3
_FRAGMENT = 2
_ABOUT = re.compile(
    r"(?:(?:und|and)\s+)?(?:what about|how about|was ist mit|wie steht es mit|wie sieht es mit)\b",
    re.IGNORECASE,
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question for embedding and model: a follow-up joined to the one that it leans on.

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
    return joined if fragment or _ABOUT.match(question.strip()) else question


def _join(before: str, question: str) -> str:
    return f"{before} {question}" if before and leans(question) else question


def leans(question: str) -> bool:
    """Whether a question cannot be understood alone."""
    content = len(content_stems(question))
    if _OPENING.match(question.strip()) or content == 0:
        return True
    bare = content == 1 and len(question.split()) <= 2
    return bare or (content <= _FEW and bool(_POINTING.search(question)))
