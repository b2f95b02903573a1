"""Mentions of institutions by language."""

from collections.abc import Mapping
from typing import Final

from index.language.institutions import de, en
from index.language.institutions.mentions import Mentions
from index.language.lexicon import Language

MENTIONS: Final[Mapping[Language, Mentions]] = {"de": de.mentions, "en": en.mentions}
