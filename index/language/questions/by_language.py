"""The question patterns by language."""

from collections.abc import Mapping
from typing import Final

from index.language.lexicon import Language
from index.language.questions import de, en
from index.language.questions.forms import QuestionForms

FORMS: Final[Mapping[Language, QuestionForms]] = {"de": de.FORMS, "en": en.FORMS}
"""Patterns of follow-ups, joined questions, and questions for several things."""
