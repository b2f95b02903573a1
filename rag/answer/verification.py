"""Checks of a short answer against the sentence that supports it.

Each check is a pure function that returns a short code, or None if it passes. A sentence with a
finding is not shown; the quote that it cites takes its place.

- ``number``: a number that is in neither evidence nor question, compared by value;
- ``name``: a name, or in German any noun, that is in neither;
- ``word``: a German word that is in neither and in no word list (small models invent words), or
  an English sentence with several words that are in no translation of the evidence;
- ``role``: words that are far apart in the source, so that roles may be swapped;
- ``negation``: only one of the two is negated;
- ``attribution``: a statement attributed in the source is presented as fact.

These checks are strict, for the words of a small model. The rules for any claim
(:mod:`rag.answer.checks`) run as well; they also find ``unit``, ``date``, ``opposite``, ``scope``,
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
    has_attribution,
    is_common,
    numbers,
    stem,
    words,
)

_REFUSAL = expression(REFUSING)
_UNDOING = expression(UNDOING)
_GOING_ON = expression(GOING_ON)
_NEGATION = expression(DENYING)

_CLAUSE_END = re.compile(r"[,;:–—.!?]")
# Minimum number of content words that a sentence shares with a clause that it retells.
_SHARED = 2
# Minimum share of the question's content words in a sentence that supports a "yes".
_AGREED = 0.7

# Speech in quotation marks; short marks are titles and terms ("Koalition der Willigen").
_QUOTED = re.compile(r"[\"„“»«](?=\S)([^\"“”«»„]{25,})[\"“”«»]")
_REPORTED = expression(REPORTED, re.NOFLAG)


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence with everything that it is checked against."""

    sentence: str
    """Without markers."""
    cited: str
    """The verbatim sentence that it cites."""
    held: str
    """The sentences of the cited passage, and their translations. A name or number from another
    passage does not count: one passage has to support the whole sentence."""
    question: str
    """Names in it need not be in the evidence."""
    language: Language
    """Of the sentence."""
    cross_lingual: bool = False
    """Whether the cited sentence is in the other language."""
    answer: str = ""
    """The sentence without its attribution, since the speaker may be named far away; empty if it is
    not attributed."""

    @property
    def stems(self) -> frozenset[str]:
        """Stems of all words that the sentence may use."""
        return content_stems(self.held) | content_stems(self.question)


def check(draft: Checked) -> tuple[str, ...]:
    """Codes of all checks that the sentence fails; empty if it may be shown."""
    strict = (test(draft) for test in _CHECKS)
    found = [code for code in strict if code]
    if not draft.cross_lingual:
        findings = findings_of(draft.sentence, draft.language, [draft.held], draft.question)
        found += [code for code, _ in findings]
    return tuple(dict.fromkeys(found))


def agrees(yes: bool, question: str, cited: str) -> bool:
    """Whether the cited sentence supports a bare yes or no to the question.

    "No" requires a negation in the source; "yes" requires most of the question's words and no
    negation. False for a negated question ("Ist nicht …?"), for one whether something still goes
    on, and for a source about an end or reversal: there the quote is shown alone.

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
    """A number that is in neither evidence nor question, by value and in either notation."""
    held = frozenset[Decimal]()
    for text in (draft.held, draft.question):
        held |= numbers(text, "de") | numbers(text, "en")
    return "number" if numbers(draft.sentence, draft.language) - held else None


def _name(draft: Checked) -> str | None:
    """A capitalised word that is in neither evidence nor question.

    This includes German nouns: an unsupported noun is as bad as an unsupported name.
    """
    held = draft.stems
    for position, word in enumerate(words(draft.sentence)):
        opening = position == 0 and is_common(word, draft.language)
        if word[0].isupper() and not opening and not _held(word, held):
            return "name"
    return None


def _word(draft: Checked) -> str | None:
    """German: an unknown word. English: too many words that are not in the translations."""
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
    """Words taken from the source that are too far apart there.

    The words omitted between them may say who did what to whom. "Es wurden Minister aus mehr als 30
    Ländern einberufen" only uses words of "Minister aus mehr als 30 Ländern nahmen an dem von
    Frankreich und Großbritannien einberufenen Treffen teil", in order, and is wrong.
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
        # Across languages the retold clause is unknown, so any negation in the source counts.
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
    """An attribution that is lost.

    A verb of saying attributes its whole sentence; a subjunctive or quotation only its clause.
    """
    if has_attribution(draft.sentence) or _REPORTED.search(draft.sentence):
        return None
    retold = content_stems(draft.sentence)
    quoted = any(
        len(content_stems(words_said) & retold) >= _SHARED
        for words_said in _QUOTED.findall(draft.cited)
    )
    said = has_attribution(draft.cited) and not _names_speaker(draft)
    return "attribution" if said or quoted or _retells(_REPORTED, draft) else None


def _names_speaker(draft: Checked) -> bool:
    """Whether all retold words are in the clause with the verb of saying itself."""
    retold = content_stems(draft.sentence) & content_stems(draft.cited)
    if draft.cross_lingual or not retold:
        return False
    return any(
        has_attribution(clause) and retold <= content_stems(clause)
        for clause in _CLAUSE_END.split(_QUOTED.sub(",", draft.cited))
    )


def _held(word: str, held: frozenset[str]) -> bool:
    """Whether the stems include the word, or each part of a hyphenated one."""
    return stem(word) in held or all(stem(part) in held for part in word.split("-"))


_CHECKS: tuple[Callable[[Checked], str | None], ...] = (
    _number,
    _name,
    _word,
    _role,
    _negation,
    _attribution,
)
