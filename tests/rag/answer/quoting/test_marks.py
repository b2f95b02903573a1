"""The words of a quote that answer, and quotes in which none can be told."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from rag.answer.quoting.marks import cut, marks, with_marks
from rag.contract import to_json
from rag.decisions import Considered, Decision, Outcome, ShortAnswer
from rag.types import Language, Status
from tests.rag.scripted import answer

FERRY = "Die Fähre fährt ab Dienstag, dem 3. März, um 14.30 Uhr wieder."
LEAK = "The leak was noticed on Friday, 10 April 2026, at 3.40 p.m. by a guard."
INJURED = "Die Zahl der Verletzten ist von 14 auf 19 gestiegen."

LOCATED: list[tuple[Language, str, str, str, list[str]]] = [
    # As it stands, in other letters, and between stop words.
    ("de", "Wer leitet das Museum?", "Das Museum leitet Petra Wolff.", "Petra Wolff",
     ["Petra Wolff"]),
    ("de", "Wer kritisiert das?", "Kritik kam vom Personalrat der Stadt.", "der Personalrat",
     ["Personalrat"]),
    ("de", "Worum geht es?", "Es geht um die Rettung der Wälder.", "Rettung der Wälder",
     ["Rettung der Wälder"]),
    ("de", "Was fordert sie?", "Sie fordert einen neuen Vertrag.", "neuer Vertrag",
     ["neuen Vertrag"]),
    ("de", "Wo trafen sie sich?", "Sie trafen sich in Brüssel.", "In Brüssel", ["in Brüssel"]),
    ("en", "Who objects?", "The union's chairman objected.", "Chairman", ["chairman"]),
    ("en", "What was found?", "Divers found two old bells.", "An old bell", ["old bells"]),
    # The same name twice is the same answer; the better sentence counts.
    ("de", "Wer gewann die Wahl?", "Merz kam. Die Wahl gewann Merz.", "Merz", ["Merz"]),
    # A question in the other language.
    ("de", "Who leads the museum?", "Das Museum leitet Petra Wolff.", "Petra Wolff",
     ["Petra Wolff"]),
    # A number in another spelling, with all that belongs to it.
    ("de", "Wie viele Orte sind betroffen?", "Betroffen sind zwölf Orte.", "12", ["zwölf Orte"]),
    ("de", "Wie viele Orte?", "Betroffen sind einundzwanzig Orte.", "21 Orte",
     ["einundzwanzig Orte"]),
    ("en", "How much does it cost?", "It costs more than $5 million a year.", "5 million",
     ["more than $5 million"]),
    ("de", "How many were hurt?", INJURED, "19", ["19"]),
    ("de", "Wie viele Verletzte gibt es?", INJURED, "19 Verletzte", ["19"]),
    # A time with its parts.
    ("de", "Wann fährt die Fähre?", FERRY, "Am 3. März", ["Dienstag, dem 3. März, um 14.30 Uhr"]),
]  # fmt: skip

UNTOLD: list[tuple[Language, str, str, str]] = [
    # Not there, only in part, or in the words of two sentences.
    ("de", "Wer leitet das Museum?", "Das Museum leitet Petra Wolff.", "Jonas Beck"),
    ("de", "Wer leitet das Museum?", "Das Museum leitet Petra Wolff.", "Petra Meier"),
    ("de", "Wer kam?", "Es kam Petra. Wolff blieb fern.", "Petra Wolff"),
    # A bare yes or no, and an answer of stop words only.
    ("de", "Hat Polen abgelehnt?", "Polen hat nein gesagt.", "Nein"),
    ("de", "Wer war es?", "Sie war es.", "Sie"),
    # One number for two things.
    ("de", "Wie viele Tote gab es?", "Es gab 3 Verletzte, 3 Vermisste und Tote.", "3"),
    # The model read another number than the only one that is here.
    ("de", "Wie viele Orte sind betroffen?", "Betroffen sind zwölf Orte.", "14"),
    # A whole paragraph is no answer that stands out.
    ("en", "What happened?", LEAK, LEAK),
]  # fmt: skip

VALUES: list[tuple[Language, str, str, list[str]]] = [
    ("de", "Wie viele Menschen wurden verletzt?", "Bei dem Unfall wurden 19 Menschen verletzt.",
     ["19 Menschen"]),
    ("de", "Wie viele Verletzte gab es?", "Rund 19 Menschen wurden verletzt.", ["Rund 19"]),
    ("de", "Wie viele Kinder sind krank?", "Krank sind zwölf kleine Kinder und drei Lehrer.",
     ["zwölf kleine Kinder"]),
    ("de", "Wie hoch ist der Anteil?", "Der Anteil liegt bei 12,5 Prozent.", ["12,5 Prozent"]),
    ("de", "Wie alt ist sie?", "Die 34-Jährige kam allein.", ["34-Jährige"]),
    ("de", "Wie lange dauert es?", "Das Labor braucht acht Wochen.", ["acht Wochen"]),
    ("de", "How much does it cost?", "Der Bau kostet 3,2 Millionen Euro.", ["3,2 Millionen Euro"]),
    ("de", "Wann fährt die Fähre?", FERRY, ["Dienstag, dem 3. März, um 14.30 Uhr"]),
    ("de", "Seit wann ist das so?", "Das ist seit 2019 so.", ["2019"]),
    ("en", "How many employees does it have?", "The firm has 64 employees.", ["64 employees"]),
    ("en", "How old is the winner?", "The 15-year-old won.", ["15-year-old"]),
    ("en", "How much was paid?", "The club paid $5 million.", ["$5 million"]),
    ("en", "When was it noticed?", LEAK, ["Friday, 10 April 2026, at 3.40 p.m."]),
    ("de", "When was it noticed?", "Bemerkt wurde es am 10. April.", ["10. April"]),
    ("en", "Um wie viel Uhr war das?", "It was on Friday. At 7.40pm they left.", ["7.40pm"]),
]  # fmt: skip

NO_VALUES: list[tuple[Language, str, str]] = [
    # It counts something else.
    ("de", "Wie viele Kinder waren unter den Toten?", "Die Behörde streicht 85 Stellen."),
    ("de", "Wie viele Kinder gab es?", "Es gab 12 Tote und mehrere verletzte Kinder."),
    ("en", "How many children were hurt?", "There were 12 dead and several hurt children."),
    ("de", "Wie viele Verletzte gab es?", "Zwölf der Verletzten liegen in Kliniken."),
    ("en", "How many people were there?", "Six of the people left early."),
    # Two fit.
    ("de", "Wie viele Verletzte gab es?", INJURED),
    ("de", "Wann war das?", "Es begann am Montag und endete am Mittwoch."),
    # Dates, years, times, ordinals and what the question names are no counts.
    ("de", "Wie viele Orte sind betroffen?", "Die Orte sind seit dem 3. März ohne Strom."),
    ("de", "Wie viele Richter gibt es?", "Die Richter des 3. Senats schwiegen."),
    ("en", "How many houses were there in 1990?", "In 1990 the houses were sold."),
    ("de", "Wie viele der 230 Einwohner mussten gehen?", "Von den 230 Einwohner blieb keiner."),
    # No unit of what is asked for.
    ("de", "Wie hoch ist der Anteil?", "Gefragt wurden 1.000 Menschen."),
    ("de", "Wie lange dauert es?", "Das kostet acht Euro."),
    ("en", "How old is she?", "She has worked there for 15 years."),
    # The day is in the question.
    ("de", "Wann am Freitag beginnt es?", "Am Freitag beginnt es."),
    # "may", "march" and a number of four digits are no times.
    ("en", "When will they go?", "They may march past 2000 houses."),
    ("de", "Wann kommen sie?", "Es kommen 2000 Menschen."),
    # A count across languages needs the model, and two questions at once ask for two values.
    ("de", "How many people were hurt?", "Die Behörde streicht 85 Stellen."),
    ("de", "Wann war es und wie viele Orte waren es?", "Es waren zwölf Orte."),
    # No question for a value.
    ("de", "Warum?", "Am 3. März kamen 19 Menschen."),
]  # fmt: skip


def shown(quote: str, spans: tuple[Span, ...]) -> list[str]:
    return [quote[span.start : span.end] for span in spans]


@pytest.mark.parametrize(("language", "question", "quote", "said", "words"), LOCATED)
def test_the_models_words_are_found_in_the_quote(
    language: Language, question: str, quote: str, said: str, words: list[str]
) -> None:
    assert shown(quote, marks(quote, language, question, ShortAnswer(said, 0.9))) == words


@pytest.mark.parametrize(("language", "question", "quote", "said"), UNTOLD)
def test_what_is_not_clearly_there_is_not_marked(
    language: Language, question: str, quote: str, said: str
) -> None:
    assert marks(quote, language, question, ShortAnswer(said, 0.9)) == ()


@pytest.mark.parametrize(("language", "question", "quote", "words"), VALUES)
def test_the_only_value_that_fits_is_marked(
    language: Language, question: str, quote: str, words: list[str]
) -> None:
    assert shown(quote, marks(quote, language, question)) == words


@pytest.mark.parametrize(("language", "question", "quote"), NO_VALUES)
def test_other_values_are_not_marked(language: Language, question: str, quote: str) -> None:
    assert marks(quote, language, question) == ()


def test_words_that_the_model_was_not_sure_of_count_as_none() -> None:
    unsure = ShortAnswer("Jonas Beck", 0.2)
    assert marks("Das Museum leitet Jonas Beck.", "de", "Wer leitet es?", unsure) == ()


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_any_text_gives_marks_inside_it(quote: str, question: str, said: str) -> None:
    for span in marks(quote, "de", f"Wann {question}", ShortAnswer(said, None) if said else None):
        assert span.end <= len(quote)


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=4))
def test_the_pieces_of_a_quote_are_the_quote(quote: str, at: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + size) for start, size in sorted(at)]
    assert "".join(piece.text for piece in cut(quote, 10, spans)) == quote


CLAIMED = answer(
    decisions=(
        Decision(
            "Gab es eine Einigung?",
            Outcome.CLAIM,
            0.7,
            (Considered(1, "d-10-37", "a.txt", 4, 0.7, 0.8, 0.5, 1.0, 0.6,
                        ShortAnswer("Eine Einigung", 0.9)),),
        ),
    )
)  # fmt: skip


def test_the_json_has_them_in_characters_of_the_document() -> None:
    (citation,) = CLAIMED.citations
    marked = replace(CLAIMED, citations=(with_marks(citation, "de", CLAIMED),))
    assert json.loads(json.dumps(to_json(marked)))["citations"][0]["marks"] == [[10, 23]]


@pytest.mark.parametrize("status", [Status.UNSURE, Status.REFUSED])
def test_only_a_claim_is_marked(status: Status) -> None:
    (citation,) = CLAIMED.citations
    assert with_marks(citation, "de", replace(CLAIMED, status=status)) is citation


def test_a_part_that_is_not_claimed_marks_nothing() -> None:
    (citation,) = CLAIMED.citations
    doubted = replace(CLAIMED.decisions[0], outcome=Outcome.UNSURE)
    assert with_marks(citation, "de", replace(CLAIMED, decisions=(doubted,))).marks == ()
