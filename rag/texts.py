"""Look-up of all strings that people see, in German and English.

Each part has its own table: ``rag.answer.texts`` for answers, ``rag.exporting.texts`` for exports,
``rag.web.texts`` for the interface.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal

from rag.types import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """A table of format strings, by key and language.

    ::

        text = Texts({"found": {"de": "{count} gefunden", "en": "Found {count}"}})
        text("found", "en", count=2)     # "Found 2"
    """

    table: Mapping[str, Mapping[Language, str]]

    def __call__(self, key: str, language: Language, **values: str | int) -> str:
        """The formatted string, with integers as the language groups their digits: ``1.000``.

        Raises:
            KeyError: the key is unknown.
        """
        written = {
            name: format_decimal(value, locale=language) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return self.table[key][language].format(**written)
