"""Machine translations of evidence: made once a sentence, checked, kept, and labelled as such.

A translation is a help to read and to compose from, never a quote. One whose numbers or names
are not those of the original is not used, nor one that says much more or less than the original.
"""

import logging
import re
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256

from index.splitting import sentences_in
from rag.llm.client import LanguageModel
from rag.llm.prompts import load_prompt, prompt_name
from rag.storage.table import Table
from rag.types import Language
from rag.words import numbers, words

log = logging.getLogger(__name__)

VERSION = "5"
"""Part of every key: a new prompt or check makes new translations."""

_LENGTHS = 2
"""How many times as long as the other the longer of the two may be. Of 612 questions that people
translated from English into German the most unequal pair has 1.96 (XQuAD development)."""
_FEW_CHARACTERS = 12
"""By which short sentences may differ beyond that; a guess."""


class Translator:
    """Translations into one language from the other, from the table or the model."""

    def __init__(
        self, table: Table, model: LanguageModel | None, go_on: Callable[[], bool] = lambda: True
    ) -> None:
        """Args:
        table: where translations are kept.
        model: what makes them; None for none.
        go_on: asked while one is made; once it says no, that one is given up and not kept.
        """
        self._table = table
        self._model = model
        self._go_on = go_on

    def known(self, sentence: str, target: Language) -> str | None:
        """The kept translation, without asking the model."""
        if self._model is None:
            return None
        return self._table.get(self._key(self._model, sentence, target)) or None

    def translate(self, sentence: str, target: Language) -> str | None:
        """The kept translation, or a new one; None where none passes the check.

        Raises:
            ModelError: the model failed.
        """
        if self._model is None:
            return None
        key = self._key(self._model, sentence, target)
        kept = self._table.get(key)
        if kept is None:
            pieces = self._model.stream(
                load_prompt("translate", target).messages(sentence=sentence),
                max_tokens=40 + len(sentence) // 2,
                purpose=prompt_name("translate", target),
            )
            words = ""
            with closing(pieces):
                for piece in pieces:
                    if not self._go_on():
                        return None
                    words += piece.text
            kept = words.strip()
            if not faithful(sentence, kept, target):
                log.info("A translation was dropped: it does not say what the original says.")
                kept = ""
            self._table.put(key, kept)
        return kept or None

    @staticmethod
    def _key(model: LanguageModel, sentence: str, target: Language) -> str:
        return sha256(f"{VERSION}|{model.name}|{target}|{sentence}".encode()).hexdigest()


def other(language: str) -> Language:
    """The language that texts of a language are translated into."""
    return "en" if language == "de" else "de"


def faithful(original: str, translation: str, target: Language) -> bool:
    """Whether length and sentences are alike, numbers agree by value and no name was added.

    Args:
        original: a sentence in the other language.
        translation: its translation into ``target``.
    """
    if not translation or "\n" in translation:
        return False
    if not _as_long(original, translation, target):
        return False
    if numbers(original, other(target)) != numbers(translation, target):
        return False
    return not _names(translation) - _capitals(original)


def _as_long(original: str, translation: str, target: Language) -> bool:
    """Whether neither text has much that the other lacks; one sentence may become two."""
    shorter, longer = sorted((len(original), len(translation)))
    more = len(sentences_in(translation, target)) - len(sentences_in(original, other(target)))
    return longer <= _LENGTHS * shorter + _FEW_CHARACTERS and abs(more) <= 1


def _names(text: str) -> set[str]:
    """Words that look like names: with a capital inside, or all capitals."""
    return {word.casefold() for word in words(text) if re.search(r"[A-ZÄÖÜ].*[A-ZÄÖÜ]", word)}


def _capitals(text: str) -> set[str]:
    """All words, and the parts of hyphenated ones: "US-Präsident" holds "US"."""
    return {part.casefold() for word in words(text) for part in (word, *word.split("-"))}
