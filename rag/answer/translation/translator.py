"""Machine translations of evidence: made once per sentence, checked, kept, and labelled as such.

A translation is a help to read and to compose from, never a quote. One that leaves words out, adds
some or changes what must survive is not shown (:mod:`rag.answer.translation.judging`). With a
language model it gets a second try, with hints for the words that it lacked. One that fails all the
same is kept for the model alone, which is asked in the language of the question whether the passage
answers: over rough English it tells that better than across languages (docs/translations.md).
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
from index.types import Passage
from rag.answer.translation.engines import TranslationEngine
from rag.answer.translation.faults import other
from rag.answer.translation.judging import Verdict, hints, judge
from rag.llm.client import Piece
from rag.storage.table import Table
from rag.types import Language

log = logging.getLogger(__name__)

VERSION: Final = "8"
"""Part of every key: a new prompt or check makes new translations."""
_PASSED, _FAILED = "+", "-"
"""What a kept text begins with."""
_LISTED: Final = re.compile(r"[^=;,()]+, [^=;,()]+")
"""Two translations of a word as a hint lists them."""
_AROUND: Final = " \n.,;:!?()\"'„“”’»«–-"
_SHORTEST_HINT: Final = 3
_STRAIGHT: Final = re.compile(r'"([^"]*)"')
_TORN_NUMBER: Final = re.compile(r"(?<![\d.,:])\d+[,.:] \d+(?![\d]|[.,:]\d)")
"""Where a small model may have left a space inside a number: "7, 400", "4. 7", "20: 40"."""
_GROUPED: Final[dict[Language, re.Pattern[str]]] = {
    "de": re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d.,]*\d)"),
    # "9.30" may be a time and "3.11" a version.
    "en": re.compile(
        r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"
        r"(?=\s?(?:[mb]n|[mbtr]+illion|per ?cent|%|euros?|pounds?|dollars?|\w*metres?|hectares?)))"
        r"(?![\d.,]*\d)"
    ),
}
"""Numbers that the other language writes with a comma for the point, and the other way round."""
_SWAPPED: Final = str.maketrans(",.", ".,")
_MARKS: Final[dict[Language, tuple[str, str]]] = {"de": ("„", "“"), "en": ("“", "”")}


class Translator:
    """Translations into one language from the other, from the table or the engine."""

    def __init__(
        self,
        table: Table,
        engine: TranslationEngine | None,
        dictionary: Dictionary,
        go_on: Callable[[], bool] = lambda: True,
    ) -> None:
        """Args:
        table: where translations are kept.
        engine: what makes them; None for none.
        dictionary: what they are checked by; an absent one checks no words.
        go_on: asked while one is made; once it says no, that one is given up and not kept.
        """
        self._table = table
        self._engine = engine
        self._dictionary = dictionary
        self._go_on = go_on

    def is_settled(self, sentence: str, target: Language) -> bool:
        """Whether nothing has to be waited for: it was made, or it takes milliseconds."""
        engine = self._engine_for(target)
        if engine is None or engine.is_instant:
            return True
        return self._table.get(self._key(engine, sentence, target)) is not None

    def for_the_model(self, passage: Passage, target: Language) -> str | None:
        """A passage below what stands above it, as far as it is translated, for the model to read.

        Sentences whose translation failed the checks are among them, so nobody is to see it. None
        while a sentence of the passage has no translation, or takes a language model to get one.

        Raises:
            ModelError: the engine failed.
        """
        engine = self._engine_for(target)
        if engine is None:
            return None
        sentences = [passage.quote(span) for span in passage.sentences]
        if not all(self.is_settled(sentence, target) for sentence in sentences):
            return None
        made = [self._text(engine, sentence, target)[1] or sentence for sentence in sentences]
        above = [
            (self.is_settled(line, target) and self._text(engine, line, target)[1]) or line
            for line in passage.above.splitlines()
        ]
        return "\n".join([*above, " ".join(made)])

    def translate(self, sentence: str, target: Language) -> str | None:
        """The kept translation, or a new one; None where none passes the checks.

        Raises:
            ModelError: the engine failed.
        """
        engine = self._engine_for(target)
        if engine is None:
            return None
        passed, text = self._text(engine, sentence, target)
        return text if passed else None

    def _text(self, engine: TranslationEngine, sentence: str, target: Language) -> tuple[bool, str]:
        """Whether the best translation passes the checks, and its text; empty if given up."""
        key = self._key(engine, sentence, target)
        kept = self._table.get(key)
        if kept is None:
            verdict = self._best(engine, " ".join(sentence.split()), target)
            if verdict is None:
                return False, ""
            kept = (_PASSED if verdict.passes else _FAILED) + verdict.text
            self._table.put(key, kept)
        return kept.startswith(_PASSED), kept[1:]

    def _engine_for(self, target: Language) -> TranslationEngine | None:
        """The engine; None if there is none, or it does not write this language well enough."""
        engine = self._engine
        return engine if engine and target in engine.targets else None

    def _best(self, engine: TranslationEngine, sentence: str, target: Language) -> Verdict | None:
        """The better one of two tries; None if it was given up."""
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
            text = ""  # the hints themselves, which is no translation
        text = _polished(text.strip(), sentence, target)
        return judge(sentence, text, target, self._dictionary, _confidence(made, told))

    def _key(self, engine: TranslationEngine, sentence: str, target: Language) -> str:
        checked = "checked" if self._dictionary.is_present else "unchecked"
        parts = (VERSION, engine.name, checked, target, sentence)
        return sha256("|".join(parts).encode()).hexdigest()


def _confidence(pieces: Sequence[Piece], told: str) -> float | None:
    """Log-probability of the token that the model was least sure of, leaving out hinted words.

    A hint makes the model write what it would not have written.
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
    """In one piece, if the original has such a number: "On May 5, 200 people" has two."""
    whole = torn.replace(" ", "")
    forms = (whole, whole.translate(_SWAPPED), whole.replace(":", "."), whole.replace(".", ":"))
    return whole if any(form in sentence for form in forms) else torn


def _by_word(pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    """Each piece with the number of its word: a space begins a new one."""
    number = 0
    for piece in pieces:
        number += piece.text[:1].isspace()
        yield number, piece


def _polished(text: str, sentence: str, target: Language) -> str:
    """With numbers in one piece, names in their usual form, and its language's quotation marks."""
    left, right = _MARKS[target]
    text = _TORN_NUMBER.sub(lambda torn: _mended(torn.group(), sentence), text)
    for number in _GROUPED[other(target)].findall(sentence):
        text = re.sub(rf"(?<![\d.,]){re.escape(number)}(?!\d)", number.translate(_SWAPPED), text)
    text = localized(text, names_in(sentence, other(target)), target)
    return _STRAIGHT.sub(rf"{left}\1{right}", text)
