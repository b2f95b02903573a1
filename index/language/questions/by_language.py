"""The forms of questions of each language."""

from collections.abc import Mapping
from typing import Final

from index.language.lexicon import Language
from index.language.questions import de, en
from index.language.questions.forms import QuestionForms

FORMS: Final[Mapping[Language, QuestionForms]] = {"de": de.FORMS, "en": en.FORMS}
"""How readers join questions, lean on earlier ones and ask for several things."""
