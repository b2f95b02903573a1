"""What a name looks like: a word with a capital, as German nouns are too."""

from typing import Final

CAPITAL: Final = "[A-ZÄÖÜ]"
CAPITALISED: Final = rf"{CAPITAL}[\w’'-]*"
"""A word that begins with a capital, be it that one letter."""
NAME: Final = rf"{CAPITAL}[\w’'-]+"
"""The same of two letters and more."""
