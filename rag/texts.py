"""How every string that a person sees is kept and looked up: German and English side by side.

Each stage has its own table, beside what says it: ``rag.answer.texts`` what the assistant answers,
``rag.exporting.texts`` what an export says of itself, ``rag.web.texts`` the interface.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.types import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """A table of strings; calling it fills one in.

    ::

        text = Texts({"found": {"de": "{count} gefunden", "en": "Found {count}"}})
        text("found", "en", count=2)     # "Found 2"
    """

    table: Mapping[str, Mapping[Language, str]]

    def __call__(self, key: str, language: Language, **values: str | int) -> str:
        """A string in a language, with its values filled in. Raises KeyError for an unknown key."""
        return self.table[key][language].format(**values)
