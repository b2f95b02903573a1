"""The question patterns that every language must provide."""

from dataclasses import dataclass
from re import Pattern

from index.language.lexicon import Patterns

NOUN_PHRASE = r"[^,;:?]{2,60}?"
"""Any text between two bounding words, as short as possible."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A question about two things, and a template for the question about each of them.

    ``pattern`` matches the whole question without its question mark; its groups ``a`` and ``b``
    are the two things. ``each`` is the template: ``{item}`` becomes ``a`` or ``b``, and other names
    in braces become the groups of that name.
    """

    pattern: Pattern[str]
    each: str


@dataclass(frozen=True, slots=True)
class QuestionForms:
    """The question patterns of one language."""

    asking: Pattern[str]
    """Beginning: a question word."""
    joint: Pattern[str]
    """Between two questions of one sentence: "und" before a question word or a verb with its
    subject."""
    inverted: Pattern[str]
    """Beginning: the verb of a yes/no question."""
    opening: Pattern[str]
    """Beginning: a follow-up, such as "Und …"."""
    pointing: Pattern[str]
    """Anywhere: words that refer to something mentioned before."""
    elliptic: Pattern[str]
    """Beginning: asks how many or which without a noun, such as "How many were saved"."""
    about: Pattern[str]
    """Beginning: asks the previous question about something else, such as "Was ist mit …"."""
    fragment: Pattern[str]
    """Whole, without question mark: a follow-up that only names something else to ask the same
    about, as group ``new``, with its ``preposition``, if any."""
    several: Patterns
    """Anywhere: asks for all of something, or for two things."""
    frames: tuple[Frame, ...]
    """Questions about two things at once; the first that matches counts."""
