"""Matters in which a wrong word does harm: what certainly speaks of them, and what may."""

import pytest

from index.language.bilingual.stakes import stakes
from rag.types import LANGUAGES, Language


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("injured", "de", "Es gab 14 Verletzte."),
        ("injured", "en", "Two firefighters were wounded."),
        ("victims", "en", "The number of victims rose."),
        ("dead", "de", "Drei Menschen starben, sechs wurden getötet."),
        ("dead", "en", "Three people died."),
        ("guilty", "de", "Das Gericht hat ihn verurteilt."),
        ("guilty", "en", "He was found guilty."),
        ("suspected", "de", "Der mutmaßliche Täter floh."),
        ("suspected", "en", "The alleged offender fled."),
        ("charged", "de", "Sie ist angeklagt."),
        ("investigated", "de", "Die Polizei ermittelt gegen ihn."),
        ("arrested", "de", "Zwei Männer wurden festgenommen."),
        ("arrested", "en", "Two men were arrested."),
        ("denied", "de", "Er bestritt den Vorwurf."),
        ("denied", "en", "He denied it."),
        ("rejected", "de", "Der Rat lehnt den Antrag ab."),
        ("rejected", "en", "The council rejected the motion."),
        ("intended", "de", "Der Trainer will bleiben."),
        ("due", "de", "Das Spiel soll stattfinden."),
        ("conditional", "de", "Eine Stichwahl wäre am 31. Mai."),
        ("at least", "de", "Mindestens 40 kamen."),
        ("at most", "de", "Höchstens 40 kamen."),
        ("district", "de", "Das kostet den Kreis viel Geld."),
        ("weekday 2", "de", "Der Zug fährt mittwochs."),
        ("weekday 5", "de", "Am Sonnabendmorgen war es kalt."),
        ("weekday 2", "en", "It runs on Wednesdays."),
    ],
)
def test_what_certainly_speaks_of_a_matter(name: str, language: Language, text: str) -> None:
    stake = stakes(language)[name]
    assert stake.certain
    assert stake.certain.search(text)
    assert stake.possible.search(text)
    others = {"injured", "victims", "dead", "guilty", "weekday 0"} - {name}
    assert not [
        other
        for other in others
        if (certain := stakes(language)[other].certain) and certain.search(text)
    ]


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("injured", "de", "Er verletzte die Regeln."),  # a verb: "broke the rules"
        ("intended", "de", "Anne Will kommt."),
        ("conditional", "de", "Die Würde des Menschen"),
        ("rejected", "en", "Sales declined by five percent."),
        ("charged", "en", "He accused the opposition of lying."),
        ("dead", "en", "The mayor killed the plan."),
        ("dead", "de", "Es war ein totaler Erfolg."),
        ("dead", "en", "The deadline passed."),
        ("guilty", "de", "Der Verein schuldet der Stadt Geld."),
        ("guilty", "en", "The sentence has ten words."),
        ("charged", "en", "The bank charged a fee."),
        ("investigated", "de", "Forscher ermitteln die Größe."),
        ("arrested", "de", "Er nahm die Leiter mit."),
        ("intended", "de", "Das ist ihr letzter Wille."),
        ("due", "de", "Das Soll ist erfüllt; so viel Sollzinsen gab es nie."),
        ("district", "de", "In Regierungskreisen heißt es so."),
        ("weekday 6", "de", "Die Sonne schien."),
        ("weekday 6", "en", "It was sunny."),
    ],
)
def test_near_misses(name: str, language: Language, text: str) -> None:
    certain = stakes(language)[name].certain
    assert certain
    assert not certain.search(text)


def test_both_languages_have_every_matter_and_a_word_for_it() -> None:
    one, other = (stakes(language) for language in LANGUAGES)
    assert one.keys() == other.keys()
    for name in one:
        for here, there in ((one[name], other[name]), (other[name], one[name])):
            if here.certain:
                assert there.usual or not there.certain
                assert not there.usual or there.possible.search(there.usual)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("arrested", "Die Staatsanwaltschaft wirft zwei Männern Betrug vor."),
        ("arrested", "Das stellte die Gewerkschaft fest."),
        ("dead", "Diese Methode kam um 18 Uhr zum Einsatz."),
        ("denied", "Das ist nicht wahr."),
    ],
)
def test_what_speaks_of_something_else_is_no_counterpart(name: str, text: str) -> None:
    assert not stakes("de")[name].possible.search(text)


@pytest.mark.parametrize(
    ("name", "german", "english"),
    [
        (
            "charged",
            "Er wirft der Opposition vor, sie lüge.",
            "He accuses the opposition.",
        ),
        ("weekday 0", "Am Ostermontag war Ruhe.", "Easter Monday was quiet."),
        ("weekday 4", "Am Karfreitag war Ruhe.", "Good Friday was quiet."),
        ("at least", "Immerhin kamen 40.", "At least 40 came."),
        ("injured", "Er verletzte die Regeln.", "He violated the rules."),
        ("due", "Das Soll ist erfüllt.", "The target is met; it should be."),
        ("rejected", "Sie hat sich geweigert zu gehen.", "She refused to go."),
        ("rejected", "Er hat es abzulehnen versucht.", "He rejected it."),
        ("intended", "Er wollte sich nicht äußern.", "He declined to comment."),
    ],
)
def test_counterparts(name: str, german: str, english: str) -> None:
    assert stakes("de")[name].possible.search(german)
    assert stakes("en")[name].possible.search(english)
