"""Marks and dates of an answer, as the chain gives them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.types import Document
from rag.decisions import ShortAnswer
from rag.types import Answer, Check, Citation, Language, Status
from tests.rag.conftest import SetWeights
from tests.rag.memory import answered, article
from tests.rag.scripted import found

TEXTS: dict[Language, str] = {
    "de": "Bei dem Brand in der Papierfabrik Altental wurden am Freitag 14 Menschen verletzt.",
    "en": "Yesterday 14 people were hurt in the fire at the Altental paper mill.",
}
FRIDAY: dict[Language, str] = {"de": "am Freitag", "en": "Yesterday"}
ASKED: dict[Language, str] = {
    "de": "Wie viele Menschen wurden bei dem Brand in der Papierfabrik Altental verletzt?",
    "en": "How many people were hurt in the fire at the Altental paper mill?",
}
CLAIMED, DOUBTED = {"bias": 3.0}, {"bias": 0.0}


def report(language: Language) -> Document:
    """An article of a Saturday."""
    made = article("a.txt", f"Altental\n\n{TEXTS[language]}", language, title="Altental")
    return replace(made, date=date(2026, 4, 11))


def asked(folder: Path, document: Document, language: Language) -> Answer:
    return answered(folder, ASKED[language], document, scripts=[found("14", document.language)] * 3)


def marked(citation: Citation) -> list[str]:
    return [
        citation.quote[span.start - citation.start : span.end - citation.start]
        for span in citation.marks
    ]


def dated(citation: Citation) -> list[tuple[str, str]]:
    return [
        (citation.quote[day.start - citation.start : day.end - citation.start], day.date)
        for day in citation.dates
    ]


@pytest.mark.parametrize(
    ("of", "asks", "words"),
    [
        ("de", "de", "14 Menschen"),
        ("en", "en", "14 people"),
        # Across languages the number is certain, the noun is not.
        ("de", "en", "14"),
        ("en", "de", "14"),
    ],
)
def test_a_claimed_answer_has_marks_and_dates(
    of: Language, asks: Language, words: str, tmp_path: Path, set_weights: SetWeights
) -> None:
    set_weights(CLAIMED, CLAIMED)
    answer = asked(tmp_path, report(of), asks)
    (citation,) = answer.citations
    assert citation.quote == TEXTS[of]
    assert (marked(citation), dated(citation)) == ([words], [(FRIDAY[of], "2026-04-10")])
    (read,) = [item.short for item in answer.decisions[0].passages if item.short]
    assert isinstance(read, ShortAnswer)
    assert read.text == "14"


@pytest.mark.parametrize(
    ("of", "asks", "said"),
    [
        ("de", "de", "[am Freitag: 10. April 2026] [1]"),
        ("en", "en", "[Yesterday: 10 April 2026] [1]"),
        # The words are the quote's, the date is in the reader's language.
        ("de", "en", "[„am Freitag“: 10 April 2026] [1]"),
        ("en", "de", "[„Yesterday“: 10. April 2026] [1]"),
    ],
)
@pytest.mark.parametrize("weights", [CLAIMED, DOUBTED])
def test_the_date_of_a_relative_day_is_said_behind_its_quote_before_its_number(
    of: Language,
    asks: Language,
    said: str,
    weights: dict[str, float],
    tmp_path: Path,
    set_weights: SetWeights,
) -> None:
    set_weights(weights, weights)
    answer = asked(tmp_path, report(of), asks)
    assert answer.text.endswith(said)
    (quote,) = [claim for claim in answer.claims if claim.check is Check.QUOTE]
    assert quote.text == TEXTS[of]


@pytest.mark.parametrize(
    ("asks", "said"),
    [
        ("de", "[das Unternehmen: Papyra] [1]"),
        ("en", "[„das Unternehmen“: Papyra] [1]"),
    ],
)
def test_the_name_that_a_noun_stands_for_is_said_behind_its_quote(
    asks: Language, said: str, tmp_path: Path, set_weights: SetWeights
) -> None:
    set_weights(CLAIMED, CLAIMED)
    told = "Bei dem Brand in Altental wurden 14 Menschen verletzt, teilte das Unternehmen mit."
    text = f"Altental\n\nDer Hersteller Papyra baut aus.\n\n{told}"
    answer = asked(tmp_path, article("a.txt", text, title="Altental"), asks)
    first, _ = answer.text.split("\n\n")
    assert first.endswith(said)


def test_an_uncertain_answer_has_dates_and_no_marks(
    tmp_path: Path, set_weights: SetWeights
) -> None:
    set_weights(DOUBTED, DOUBTED)
    answer = asked(tmp_path, report("de"), "de")
    (citation,) = answer.citations
    assert answer.status is Status.UNSURE
    assert (marked(citation), dated(citation)) == ([], [("am Freitag", "2026-04-10")])


def test_what_comes_nearest_to_a_refused_question_has_dates(
    tmp_path: Path, set_weights: SetWeights
) -> None:
    set_weights({"bias": -3.0}, {"bias": -3.0})
    answer = asked(tmp_path, report("de"), "de")
    assert answer.status is Status.REFUSED
    assert [dated(citation) for citation in answer.nearest] == [[("am Freitag", "2026-04-10")]]
