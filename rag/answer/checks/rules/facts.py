"""Rules for dates and names: each must be in the evidence."""

import re
from collections.abc import Iterator
from typing import Final

import simplemma

from index.language.bilingual.countries import forms, is_home, long_names
from index.language.compounds import folded
from index.language.numbers.periods import YEAR_AGO, YEAR_EDGES
from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import INFLECTIONS, NO_NAMES
from index.language.words import Word, is_content, is_listed, words
from rag.answer.checks.alignment import OTHER as _OTHER
from rag.answer.checks.alignment import SYNONYM
from rag.answer.checks.case import Case
from rag.answer.checks.parsing.dates import Time, times

_SHORT: Final = 4
"""Letters of a word in lower case that names no country: "us"."""
Finding = tuple[str, str]
"""A code and the words of the claim that it refers to."""


def dates(case: Case) -> Iterator[Finding]:
    """A date or time that the evidence lacks (``date``)."""
    claims = times(case.claim, case.language)
    held = [*case.times, *case.dated_days] if claims else []
    for claimed in claims:
        told = case.claim[claimed.start : claimed.end]
        if not _dated(claimed, held, _context(case, claimed, told)):
            yield "date", told


def _context(case: Case, claimed: Time, told: str) -> str:
    """The text whose "year before" or "end of the year" may stand for a date of the claim.

    For a year this is the sentence that the claim retells.
    """
    if claimed.kind != "year":
        return " ".join(case.evidence).casefold()
    clause = next((c for c in case.clauses if told in c.text), None)
    places = [place for _, place, _ in case.aligned[clause][:1]] if clause else []
    return " ".join(place.sentence.text for place in places).casefold()


def _dated(  # noqa: PLR0911 - a case per kind of time
    claimed: Time, held: list[Time], text: str
) -> bool:
    same = [t.value for t in held if t.kind == claimed.kind]
    if claimed.value in same:
        return True
    first = claimed.value[0]
    if claimed.kind == "month":
        edge = isinstance(first, int) and any(name in text for name in YEAR_EDGES.get(first, ()))
        return edge or any(t.kind == "day" and t.value[0] == first for t in held)
    if claimed.kind == "year":
        near = any(abs(int(year) - int(first)) == 1 for (year,) in same)
        return near and any(words_ in text for words_ in YEAR_AGO)
    if claimed.kind == "clock":
        return any(int(h) % 12 == int(first) % 12 and m == claimed.value[1] for h, m in same)
    if claimed.kind == "season":
        return any(t.kind == "relative" and t.value[0] == first for t in held)
    if claimed.kind == "relative":
        others = [value for value in same if value[0] == first]
        return not others
    return False


def names(case: Case) -> Iterator[Finding]:
    """A name that is in neither evidence nor question (``name``)."""
    known = {folded(w.text) for text in (*case.evidence, case.question) for w in words(text)}
    statements = STATEMENTS[case.language]
    for sentence in case.claim_sentences:
        run = 0
        before: Word | None = None
        all_words = tuple(words(sentence.text))
        countries = list(_countries(sentence.text, case))
        for position, word in enumerate(all_words):
            joined = before is not None and sentence.text[before.end : word.start] in {" ", "-"}
            capital = word.text[0].isupper() and is_content(word.text, case.language)
            plain = word.text.casefold()
            capital = capital and plain not in statements.units and word.text not in NO_NAMES
            run = run + 1 if capital and joined else int(capital)
            following = all_words[position + 1] if position + 1 < len(all_words) else None
            hyphened = following and sentence.text[word.end : following.start] == "-"
            if run and hyphened and not _is_known(word, case):
                run += 1  # "Reimers-Stiftung"
            before = word
            if (
                (not word.text[0].isupper() and not _is_foreign(word, case))
                or word.text in NO_NAMES
                or plain in statements.months
                or plain in statements.weekdays
                or plain in statements.units
                or not is_content(word.text, case.language)
            ):
                continue
            if any(start <= word.start < end for start, end in countries):
                continue
            if not _named(word, known, case) and (
                _is_foreign(word, case) or _is_name(word, position, run, case)
            ):
                yield "name", word.text


def _countries(text: str, case: Case) -> Iterator[tuple[int, int]]:
    """Where a text names countries in several words that the evidence names, too."""
    held = _plain_text(case)
    for start, end, others in long_names(text):
        if any(form in held for form in others):
            yield start, end


def _plain_text(case: Case) -> str:
    """The evidence, folded, without punctuation."""
    return f" {re.sub(r'[^a-z0-9]+', ' ', ' '.join(folded(t) for t in case.evidence))} "


def _named(  # noqa: PLR0911 - a case per way to write a name
    word: Word, known: set[str], case: Case
) -> bool:
    plain = folded(word.text)
    for other in known:
        long, short = (plain, other) if len(plain) >= len(other) else (other, plain)
        if long.startswith(short) and long[len(short) :] in INFLECTIONS and len(short) > 2:
            return True
        if plain == other:
            return True
    others = forms(word.text)
    text = _plain_text(case)
    if any(form in text for form in others):
        return True
    if len(plain) > 5 and any(
        other.startswith(plain) or plain.startswith(other) for other in known if len(other) > 4
    ):
        return True
    target = _OTHER[case.language]
    for entry in case.aligner.dictionary.translations(word.text, case.language, target):
        roots = {re.sub(r"e?n?$", "", folded(term.form)) for term in entry.terms}
        if any(len(r) > 3 and other.startswith(r) for r in roots for other in known):
            return True  # "Munich" and "Münchner"
    if _unknown(word, case):
        return False  # an unknown word has no synonym or translation
    return any(
        value >= SYNONYM
        for clause in case.clauses
        for held, value in case.held(clause).items()
        if held.text == word.text
    )


def _is_known(word: Word, case: Case) -> bool:
    target = _OTHER[case.language]
    found = case.aligner.dictionary.translations(word.text, case.language, target)
    return any(entry.known for entry in found)


def _unknown(word: Word, case: Case) -> bool:
    if _is_known(word, case):
        return False
    return not is_listed(word.text, case.language) and not is_listed(
        word.text.lower(), case.language
    )


def _is_foreign(word: Word, case: Case) -> bool:
    """Whether a word names a country or nationality that a text has to name."""
    return (
        len(word.text) > _SHORT
        and bool(forms(word.text))
        and not any(is_home(word.text, language) for language in case.languages)
    )


def _is_name(word: Word, position: int, run: int, case: Case) -> bool:
    if case.language == "en":
        inside = position > 0 and not forms(word.text)
        return (run > 1 and position > 1) or inside or not is_common_english(word.text)
    if run > 1:
        return True
    entries = case.aligner.dictionary.translations(word.text, "de", "en")
    known = any(entry.known for entry in entries)
    others = [t.form for entry in entries for t in entry.terms if t.form != word.text]
    if not others:
        # The same spelling in English: "Mars", but also "Computer".
        return (known or _unknown(word, case)) and not is_common_english(word.text)
    return all(form[0].isupper() for form in others)


def is_common_english(word: str) -> bool:
    """Whether it is a common English word that is written in lower case."""
    plain = word.lower()
    return is_listed(plain, "en") and simplemma.lemmatize(plain, "en")[0].islower()
