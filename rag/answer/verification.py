"""Checks of one written sentence against the evidence it stands on.

Each check is a pure function that returns what is wrong as a short code, or None. A sentence
with a finding is not shown: the quote it stands on takes its place.

- ``number``: a number that neither evidence nor question holds, by value and across languages;
- ``name``: a name, or in German any noun, that neither holds;
- ``word``: a German word that neither holds and no word list knows (small models invent them),
  or an English sentence with several words that are in no translation of the evidence;
- ``role``: words of the source that do not stand together there, so that roles may be turned;
- ``negation``: one side denies what the other does not;
- ``attribution``: what the source lets someone say stands there as plain fact.

They are strict, for the words of a small model. Beside them stand the rules for any claim
(:mod:`rag.answer.checks`), which find these and ``unit``, ``date``, ``opposite``, ``scope``,
``cause``, ``outdated`` and ``support``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from index.language.cues import DENYING, GOING_ON, REFUSING, REPORTED, UNDOING, expression
from index.language.words import is_listed
from rag.answer.checks.verify import findings_of
from rag.types import Language
from rag.words import (
    content_sequence,
    content_stems,
    is_common,
    numbers,
    stem,
    tells,
    words,
)

_REFUSAL = expression(REFUSING)
_UNDOING = expression(UNDOING)
_GOING_ON = expression(GOING_ON)
_NEGATION = expression(DENYING)

_CLAUSE_END = re.compile(r"[,;:–—.!?]")
# A sentence retells a clause if it shares so many content words with it.
_SHARED = 2
# "Yes" stands on a sentence that holds so much of the question.
_AGREED = 0.7

# Speech in quotation marks; short marks are titles and terms ("Koalition der Willigen").
_QUOTED = re.compile(r"[\"„“»«](?=\S)([^\"“”«»„]{25,})[\"“”«»]")
_REPORTED = expression(REPORTED, re.NOFLAG)


@dataclass(frozen=True, slots=True)
class Checked:
    """What one sentence is checked against."""

    sentence: str
    """One sentence of a draft, without markers."""
    cited: str
    """The verbatim sentence that it stands on."""
    held: str
    """The chosen sentences of the cited passage, and their translations. A name or number from
    elsewhere in the evidence does not count: what is said has to stand in one place."""
    question: str
    """What was asked; what it names need not be in the evidence again."""
    language: Language
    """Of the sentence."""
    cross_lingual: bool = False
    """Whether the cited sentence is in the other language."""
    answer: str = ""
    """The sentence without its speaker, who may be named far from what is said; if there is one."""

    @property
    def stems(self) -> frozenset[str]:
        """Of all words that the sentence may use."""
        return content_stems(self.held) | content_stems(self.question)


def check(draft: Checked) -> tuple[str, ...]:
    """Codes of all that is wrong with the sentence; empty if it may stand."""
    strict = (test(draft) for test in _CHECKS)
    found = [code for code in strict if code]
    if not draft.cross_lingual:
        findings = findings_of(draft.sentence, draft.language, [draft.held], draft.question)
        found += [code for code, _ in findings]
    return tuple(dict.fromkeys(found))


def agrees(yes: bool, question: str, cited: str) -> bool:
    """Whether a bare yes or no to the question can be read off the cited sentence.

    No needs a denial in the source; yes needs none, and most of the question's words. A question
    that denies itself ("Ist nicht …?"), or asks whether something still goes on, and a source that
    tells of an end are left to the quote.

    Args:
        yes: the answer.
        question: in the language of the cited sentence.
        cited: the verbatim sentence.
    """
    if _NEGATION.search(question) or _GOING_ON.search(question) or _UNDOING.search(cited):
        return False
    denied = bool(_NEGATION.search(cited))
    if not yes:
        return denied
    asked = content_stems(question)
    return not denied and len(asked & content_stems(cited)) >= _AGREED * len(asked)


def _number(draft: Checked) -> str | None:
    """Numbers are compared by value, in either language's notation."""
    held = frozenset[Decimal]()
    for text in (draft.held, draft.question):
        held |= numbers(text, "de") | numbers(text, "en")
    return "number" if numbers(draft.sentence, draft.language) - held else None


def _name(draft: Checked) -> str | None:
    """A capitalised word that neither evidence nor question holds.

    German nouns are capitalised too: a thing that is nowhere named is no better than a name.
    """
    held = draft.stems
    for position, word in enumerate(words(draft.sentence)):
        opening = position == 0 and is_common(word, draft.language)
        if word[0].isupper() and not opening and not _held(word, held):
            return "name"
    return None


def _word(draft: Checked) -> str | None:
    """German: a word that nobody knows. English: more than a little that is in no translation."""
    held = draft.stems
    if draft.language == "de":
        unknown = (
            word
            for word in words(draft.sentence)
            if not (_held(word, held) or is_listed(word, "de"))
        )
        return "word" if any(unknown) else None
    said = content_stems(draft.sentence)
    return "word" if len(said - held) > max(1, len(said) / 4) else None


def _role(draft: Checked) -> str | None:
    """What is left out between the retold words can hold who did it to whom.

    "Es wurden Minister aus mehr als 30 Ländern einberufen" uses only words of "Minister aus mehr
    als 30 Ländern nahmen an dem von Frankreich und Großbritannien einberufenen Treffen teil", in
    their order, and is wrong. So the words retold have to stand together in the source.
    """
    if draft.cross_lingual:
        return None
    said = content_stems(draft.answer or draft.sentence)
    if not said:
        return None  # a bare number has no role
    source = content_sequence(draft.cited)
    places = [place for place, word in enumerate(source) if word in said]
    if not places:
        return "role"
    left_out = places[-1] - places[0] + 1 - len(places)
    return "role" if left_out > len(places) / 2 else None


def _negation(draft: Checked) -> str | None:
    denied = bool(_NEGATION.search(draft.sentence))
    source_denies = bool(_NEGATION.search(draft.cited))
    if denied and not source_denies:
        return "negation"
    if source_denies and not denied and not _NEGATION.search(draft.question):
        # Across languages nothing tells which clause is retold: then any denial counts.
        lost = draft.cross_lingual or _REFUSAL.search(draft.cited) or _retells(_NEGATION, draft)
        return "negation" if lost else None
    return None


def _retells(pattern: re.Pattern[str], draft: Checked) -> bool:
    """Whether the sentence retells a clause of the source in which the pattern occurs."""
    retold = content_stems(draft.sentence)
    clauses = _CLAUSE_END.split(draft.cited)
    return any(
        pattern.search(clause) and len(content_stems(clause) & retold) >= _SHARED
        for clause in clauses
    )


def _attribution(draft: Checked) -> str | None:
    """A verb of saying governs its whole sentence; a subjunctive or a quotation what it holds."""
    if tells(draft.sentence) or _REPORTED.search(draft.sentence):
        return None
    retold = content_stems(draft.sentence)
    quoted = any(
        len(content_stems(words_said) & retold) >= _SHARED
        for words_said in _QUOTED.findall(draft.cited)
    )
    said = tells(draft.cited) and not _names_speaker(draft)
    return "attribution" if said or quoted or _retells(_REPORTED, draft) else None


def _names_speaker(draft: Checked) -> bool:
    """Whether all that is retold stands in the clause that has the verb of saying itself."""
    retold = content_stems(draft.sentence) & content_stems(draft.cited)
    if draft.cross_lingual or not retold:
        return False
    return any(
        tells(clause) and retold <= content_stems(clause)
        for clause in _CLAUSE_END.split(_QUOTED.sub(",", draft.cited))
    )


def _held(word: str, held: frozenset[str]) -> bool:
    """Whether the texts hold the word, or each part of a hyphenated one."""
    return stem(word) in held or all(stem(part) in held for part in word.split("-"))


_CHECKS: tuple[Callable[[Checked], str | None], ...] = (
    _number,
    _name,
    _word,
    _role,
    _negation,
    _attribution,
)
