"""The lexicon of each language."""

from collections.abc import Mapping
from typing import Final

from index.language import de, en
from index.language.lexicon import Language, Lexicon

LEXICONS: Final[Mapping[Language, Lexicon]] = {"de": de.LEXICON, "en": en.LEXICON}
