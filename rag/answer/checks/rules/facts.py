"""Rules for numbers, units, dates and names: each must be in the evidence."""

import re
from collections.abc import Iterator
from decimal import Decimal

import simplemma

from index.language.bilingual.countries import forms
from index.language.compounds import folded
from index.language.numbers.periods import YEAR_AGO, YEAR_EDGES
from index.language.statements.by_language import STATEMENTS
from index.language.statements.clauses import INFLECTIONS, NO_NAMES
from index.language.words import Word, is_content, is_listed, words
from rag.answer.checks.alignment import OTHER as _OTHER
from rag.answer.checks.alignment import SYNONYM
from rag.answer.checks.case import Case
from rag.answer.checks.parsing.dates import Time, times
from rag.answer.checks.parsing.durations import durations
from rag.answer.checks.parsing.quantities import Quantity, quantities

Finding = tuple[str, str]
"""A code and the words of the claim that it refers to."""


def numbers(case: Case) -> Iterator[Finding]:
    """A number that the evidence lacks (``number``) or gives for something else (``unit``)."""
    spans = [*durations(case.claim, case.language)]
    for found in quantities(case.claim, case.language):
        claimed = next((s for s in spans if s.start <= found.start < s.end), found)
        if any(claimed.agrees(held) for held in (*case.quantities, *case.durations)):
            continue
        if any(_near(claimed.value, value) for value in _derived(case.quantities)):
            continue
        other = any(claimed.contradicts(held) for held in case.quantities)
        year = any(t.kind == "year" and t.value[0] == claimed.value for t in case.times)
        if not year:
            yield ("unit" if other else "number"), claimed.text


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= abs(other) * Decimal("0.01")


def _derived(held: list[Quantity]) -> Iterator[Decimal]:
    """Absolute numbers computed from percentages: half of 12,000 people."""
    for share in held:
        if share.unit and share.unit.dimension == "percent" and share.value < 100:
            for whole in held:
                if whole.unit is None:
                    yield whole.value * share.value / 100


def dates(case: Case) -> Iterator[Finding]:
    """A date or time that the evidence lacks (``date``)."""
    text = " ".join(case.evidence).casefold()
    for claimed in times(case.claim, case.language):
        if not _dated(claimed, case.times, text):
            yield "date", case.claim[claimed.start : claimed.end]


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
        joined = before is not None
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
                not word.text[0].isupper()
                or word.text in NO_NAMES
                or plain in statements.months
                or plain in statements.weekdays
                or plain in statements.units
                or not is_content(word.text, case.language)
            ):
                continue
            if not _named(word, known, case) and _is_name(word, position, run, case):
                yield "name", word.text


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
    text = f" {re.sub(r'[^a-z0-9]+', ' ', ' '.join(folded(t) for t in case.evidence))} "
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


def _is_name(word: Word, position: int, run: int, case: Case) -> bool:
    if case.language == "en":
        return (run > 1 and position > 1) or not is_common_english(word.text)
    if run > 1:
        return True
    entries = case.aligner.dictionary.translations(word.text, "de", "en")
    known = any(entry.known for entry in entries)
    forms = [t.form for entry in entries for t in entry.terms if t.form != word.text]
    if not forms:
        # The same spelling in English: "Mars", but also "Computer".
        return (known or _unknown(word, case)) and not is_common_english(word.text)
    return all(form[0].isupper() for form in forms)


def is_common_english(word: str) -> bool:
    """Whether it is a common English word that is written in lower case."""
    plain = word.lower()
    return is_listed(plain, "en") and simplemma.lemmatize(plain, "en")[0].islower()
