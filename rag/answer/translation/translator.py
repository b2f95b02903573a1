"""Machine translations of evidence: made once per sentence, checked, stored, and labelled as such.

A translation helps to read a quote and to write an answer; it is never a quote itself. One that
omits or adds words or fails another check is not shown (:mod:`rag.answer.translation.judging`). A
language model gets a second try, with hints for the words that were missing.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Final

from index.language.bilingual.names import localized, names_in
from index.language.dictionary.lookup import Dictionary
from rag.answer.formatting import MARKS
from rag.answer.translation.engines import TranslationEngine
from rag.answer.translation.faults import other
from rag.answer.translation.judging import Verdict, hints, judge
from rag.llm.client import Piece
from rag.storage.table import Table
from rag.types import Language

log = logging.getLogger(__name__)

VERSION: Final = "10"
"""Part of every key: a new prompt or check makes new translations."""
_PASSED, _FAILED = "+", "-"
"""First character of what is stored; a text follows only if it passed the checks."""
_LISTED: Final = re.compile(r"[^=;,()]+, [^=;,()]+")
"""Two alternatives for a word in a hint, separated by a comma."""
_AROUND: Final = " \n.,;:!?()\"'„“”’»«–-"
_SHORTEST_HINT: Final = 3
_STRAIGHT: Final = re.compile(r'"([^"]*)"')
_TORN_NUMBER: Final = re.compile(r"(?<![\d.,:])\d+[,.:] \d+(?![\d]|[.,:]\d)")
"""A number with a space inside, as small models write them: "7, 400", "4. 7", "20: 40"."""
_GROUPED: Final[dict[Language, re.Pattern[str]]] = {
    "de": re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d.,]*\d)"),
    # "9.30" may be a time and "3.11" a version.
    "en": re.compile(
        r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"
        r"(?=\s?(?:[mb]n|[mbtr]+illion|per ?cent|%|euros?|pounds?|dollars?|\w*metres?|hectares?)))"
        r"(?![\d.,]*\d)"
    ),
}
"""Numbers in which the other language swaps comma and point."""
_SWAPPED: Final = str.maketrans(",.", ".,")


class Translator:
    """Translates between German and English, from the table or with the engine."""

    def __init__(
        self,
        table: Table,
        engine: TranslationEngine | None,
        dictionary: Dictionary,
        go_on: Callable[[], bool] = lambda: True,
    ) -> None:
        """Args:
        table: stores the translations.
        engine: makes new ones; None to make none.
        dictionary: for checking them; if it is absent, words are not checked.
        go_on: called after every piece; once it returns False, the translation is abandoned.
        """
        self._table = table
        self._engine = engine
        self._dictionary = dictionary
        self._go_on = go_on

    def is_settled(self, sentence: str, target: Language) -> bool:
        """Whether :meth:`translate` returns at once: stored, no engine, or an instant one."""
        engine = self._engine_for(target)
        if engine is None or engine.is_instant:
            return True
        return self._stored(engine, sentence, target) is not None

    def translate(self, sentence: str, target: Language) -> str | None:
        """The stored translation, or a new one; None if none passes the checks.

        Raises:
            ModelError: the engine failed.
        """
        engine = self._engine_for(target)
        if engine is None:
            return None
        stored = self._stored(engine, sentence, target)
        if stored is not None:
            return stored or None
        verdict = self._best(engine, " ".join(sentence.split()), target)
        if verdict is None:
            return None
        kept = _PASSED + verdict.text if verdict.passes else _FAILED
        self._table.put(self._key(engine, sentence, target), kept)
        return verdict.text if verdict.passes else None

    def _stored(self, engine: TranslationEngine, sentence: str, target: Language) -> str | None:
        """The stored translation; empty if it failed the checks, None if none was made."""
        kept = self._table.get(self._key(engine, sentence, target))
        if kept is None:
            return None
        return kept[1:] if kept.startswith(_PASSED) else ""

    def _engine_for(self, target: Language) -> TranslationEngine | None:
        """The engine; None if there is none, or it does not write this language well enough."""
        engine = self._engine
        return engine if engine and target in engine.targets else None

    def _best(self, engine: TranslationEngine, sentence: str, target: Language) -> Verdict | None:
        """The better of up to two tries; None if it was abandoned."""
        first = self._tried(engine, sentence, target)
        if first is None or first.is_complete or engine.is_instant:
            return first
        told = hints(first, sentence, target)
        if not told:
            return first
        second = self._tried(engine, sentence, target, told)
        best = second and max(first, second, key=lambda verdict: verdict.rank)
        if best and not best.passes:
            log.info("A sentence has no reliable translation (%s).", ", ".join(best.faults))
        return best

    def _tried(
        self, engine: TranslationEngine, sentence: str, target: Language, told: str = ""
    ) -> Verdict | None:
        made: list[Piece] = []
        with closing(engine.translate(sentence, target, told)) as pieces:
            for piece in pieces:
                if not self._go_on():
                    return None
                made.append(piece)
        text = "".join(piece.text for piece in made)
        if any(listed in text for listed in _LISTED.findall(told)):
            text = ""  # the model copied the hints
        text = _polished(text.strip(), sentence, target)
        confidence = _confidence(made, told)
        return judge(sentence, text, target, self._dictionary, confidence, engine.doubtful)

    def _key(self, engine: TranslationEngine, sentence: str, target: Language) -> str:
        checked = "checked" if self._dictionary.is_present else "unchecked"
        parts = (VERSION, engine.name, checked, target, sentence)
        return sha256("|".join(parts).encode()).hexdigest()


def _confidence(pieces: Sequence[Piece], told: str) -> float | None:
    """Lowest log-probability of a token, leaving out hinted words.

    A hint makes the model write words to which it gave a low probability.
    """
    found: float | None = None
    for _, tokens in groupby(_by_word(pieces), key=itemgetter(0)):
        word = [piece for _, piece in tokens]
        text = "".join(piece.text for piece in word).strip(_AROUND).casefold()
        told_so = len(text) >= _SHORTEST_HINT and text.removesuffix("s") in told.casefold()
        sure = [piece.logprob for piece in word if piece.logprob is not None]
        if sure and text and not told_so:
            found = min(*sure, found or 0.0)
    return found


def _mended(torn: str, sentence: str) -> str:
    """The number without its space, if the original has it: "On May 5, 200 people" has two."""
    whole = torn.replace(" ", "")
    forms = (whole, whole.translate(_SWAPPED), whole.replace(":", "."), whole.replace(".", ":"))
    return whole if any(form in sentence for form in forms) else torn


def _by_word(pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    """Each piece with the number of its word; a leading space starts a new word."""
    number = 0
    for piece in pieces:
        number += piece.text[:1].isspace()
        yield number, piece


def _polished(text: str, sentence: str, target: Language) -> str:
    """With numbers joined and localised, names in their usual form, and typographic quotes."""
    left, right, *_ = MARKS[target]
    text = _TORN_NUMBER.sub(lambda torn: _mended(torn.group(), sentence), text)
    for number in _GROUPED[other(target)].findall(sentence):
        text = re.sub(rf"(?<![\d.,]){re.escape(number)}(?!\d)", number.translate(_SWAPPED), text)
    text = localized(text, names_in(sentence, other(target)), target)
    return _STRAIGHT.sub(rf"{left}\1{right}", text)
