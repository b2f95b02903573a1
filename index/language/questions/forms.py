"""What a language must give so that a question can be understood: alone, and in its parts."""

from dataclasses import dataclass
from re import Pattern

from index.language.lexicon import Patterns

NOUN_PHRASE = r"[^,;:?]{2,60}?"
"""As much as stands between two words that bound it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A question about two things at once, and how to ask for each of them.

    ``pattern`` matches the whole question without its question mark. Its groups are ``a`` and
    ``b``, the two things; ``each`` is the question for one of them, with the groups that it names
    filled in and ``{item}`` for ``a`` or ``b``.
    """

    pattern: Pattern[str]
    each: str


@dataclass(frozen=True, slots=True)
class QuestionForms:
    """The forms of questions in one language."""

    asking: Pattern[str]
    """Begins: a question word."""
    joint: Pattern[str]
    """Between two questions of one sentence: "und" before a question word or a verb with its
    subject."""
    inverted: Pattern[str]
    """Begins: a question without a question word, by its verb."""
    opening: Pattern[str]
    """Begins: a follow-up that takes up the one before, such as "Und …"."""
    pointing: Pattern[str]
    """Anywhere: words that stand for what was named before."""
    elliptic: Pattern[str]
    """Begins: asks how many or which without saying of what, such as "How many were saved"."""
    about: Pattern[str]
    """Begins: asks the question before for something else, such as "Was ist mit …"."""
    fragment: Pattern[str]
    """Whole, without its question mark: a follow-up that is nothing but something else to ask the
    same for; the group ``new`` is that, ``preposition`` its preposition, if any."""
    several: Patterns
    """Anywhere: asks for all there is, or for two things side by side."""
    frames: tuple[Frame, ...]
    """Questions about two things at once; the first that matches counts."""
