"""Patterns of names: capitalised words. German nouns match, too."""

from typing import Final

CAPITAL: Final = "[A-ZÄÖÜ]"
CAPITALISED: Final = rf"{CAPITAL}[\w’'-]*"
"""A capitalised word of one or more letters."""
NAME: Final = rf"{CAPITAL}[\w’'-]+"
"""A capitalised word of two or more letters."""
