"""The statement words by language."""

from collections.abc import Mapping
from typing import Final

from index.language.lexicon import Language
from index.language.statements import de, en
from index.language.statements.lists import Statements

STATEMENTS: Final[Mapping[Language, Statements]] = {"de": de.STATEMENTS, "en": en.STATEMENTS}
