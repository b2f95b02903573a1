from dataclasses import replace

import pytest

from rag.answer.quoting.quotes import Support
from rag.answer.short_answer import Direct, direct_answer
from rag.decisions import ShortAnswer
from tests.rag.scripted import supports

MINISTERS = (
    "Minister aus mehr als 30 Ländern nahmen an dem von Frankreich und Großbritannien "
    "einberufenen Treffen teil."
)
POLAND = (
    "Polen und Griechenland haben erklärt, dass sie keine Truppen bereitstellen können, da sie "
    "von Belarus bzw. der Türkei bedroht werden."
)
BRUSSELS = "Die Minister sind bei der NATO in Brüssel zusammengekommen."
REFUSED = "Washington hat sich bisher geweigert, der Koalition beizutreten."
LEFT = "Die USA haben sich aus der Kontaktgruppe zurückgezogen."
AGREED = "Der Stadtrat hat dem Ausbau der Linie 7 zugestimmt."


@pytest.mark.parametrize(
    ("said", "question", "source", "text", "faults"),
    [
        (
            "Frankreich und Großbritannien",
            "Wer hat das Treffen einberufen?",
            MINISTERS,
            "Frankreich und Großbritannien.",
            (),
        ),
        ("mehr als 30", "Aus wie vielen Ländern?", MINISTERS, "Mehr als 30.", ()),
        ("40", "Aus wie vielen Ländern?", MINISTERS, None, ("number",)),
        (
            "Spanien",
            "Wer hat das Treffen einberufen?",
            MINISTERS,
            None,
            ("name", "role", "support"),
        ),
        # Who is threatened by whom is what the two countries say.
        ("Belarus", "Wer bedroht Polen?", POLAND, None, ("attribution",)),
        # "von" tells by whom, not where.
        ("Frankreich und Großbritannien", "Wo war das Treffen?", MINISTERS, None, ("place",)),
        ("Frankreich", "Wer hat das Treffen einberufen?", MINISTERS, None, ("cut",)),
        ("Großbritannien", "Wer hat das Treffen einberufen?", MINISTERS, None, ("cut",)),
        ("in Brüssel", "Wo war das Treffen?", BRUSSELS, "In Brüssel.", ()),
        ("Brüssel", "In welcher Stadt war das Treffen?", BRUSSELS, "Brüssel.", ()),
        ("Nein, Washington", "Tritt Washington bei?", REFUSED, "Nein.", ()),
        ("Ja", "Tritt Washington der Koalition bei?", REFUSED, None, ("polarity",)),
        ("Ja", "Hat der Stadtrat dem Ausbau zugestimmt?", AGREED, "Ja.", ()),
        ("Nein", "Hat der Stadtrat dem Ausbau zugestimmt?", AGREED, None, ("polarity",)),
        ("Ja", "Hat der Stadtrat den Haushalt beschlossen?", AGREED, None, ("polarity",)),
        # Leaving is a denial without a "nicht".
        ("Ja", "Sind die USA in der Kontaktgruppe?", LEFT, None, ("polarity",)),
        ("Ja", "Gilt der Ausbau der Linie 7 noch?", AGREED, None, ("polarity",)),
    ],
)
def test_what_may_be_said(
    said: str, question: str, source: str, text: str | None, faults: tuple[str, ...]
) -> None:
    choices = supports(source)
    found = direct_answer(ShortAnswer(said, 0.95), question, choices[0], choices, choices, "de")
    assert found == Direct(text, faults)


@pytest.mark.parametrize(
    ("said", "confidence", "faults"),
    [
        ("Frankreich und Großbritannien", 0.4, ("unsure",)),
        ("Frankreich und Großbritannien", None, ()),
    ],
)
def test_what_the_model_is_not_sure_of_is_not_said(
    said: str, confidence: float | None, faults: tuple[str, ...]
) -> None:
    choices = supports(MINISTERS)
    short = ShortAnswer(said, confidence)
    question = "Wer hat das Treffen einberufen?"
    assert direct_answer(short, question, choices[0], choices, choices, "de").faults == faults


@pytest.mark.parametrize(("opening", "faults"), [(0.7, ("unsure",)), (0.9, ())])
def test_a_yes_or_no_hangs_on_its_first_token(opening: float, faults: tuple[str, ...]) -> None:
    choices = supports(REFUSED)
    short = ShortAnswer("Nein, es weigert sich", 0.3, opening)
    found = direct_answer(short, "Tritt Washington bei?", choices[0], choices, choices, "de")
    assert found.faults == faults


def cross_lingual(quote: str, translation: str | None) -> list[Support]:
    (support,) = supports(quote, cross_lingual=True)
    return [replace(support, translation=translation)]


@pytest.mark.parametrize(
    ("said", "translation", "text"),
    [
        ("Belarus", "Poland is threatened by Belarus.", "Belarus."),
        ("Weißrussland", "Poland is threatened by Belarus.", None),
        ("50", "There are 50 countries.", "50."),
        ("50", "There are 15 countries.", None),
        ("Belarus", None, None),
        ("Nein", "It has refused.", "No."),
    ],
)
def test_over_another_language_only_what_the_translation_holds(
    said: str, translation: str | None, text: str | None
) -> None:
    source = REFUSED if said == "Nein" else "Polen liegt an der Grenze zu Belarus."
    chosen = cross_lingual(source, translation)
    question = "Tritt Washington der Koalition bei?"
    found = direct_answer(ShortAnswer(said, 0.95), question, chosen[0], chosen, chosen, "en")
    assert found == Direct(text)


def test_over_another_language_words_without_their_speaker_are_not_said() -> None:
    chosen = cross_lingual(POLAND, "Poland is threatened by Belarus.")
    short = ShortAnswer("Belarus", 0.95)
    found = direct_answer(short, "Who threatens Poland?", chosen[0], chosen, chosen, "en")
    assert found == Direct(None, ("speaker",))


def test_names_of_other_passages_do_not_count() -> None:
    first, second = supports(f"{MINISTERS}\n{AGREED}")
    short = ShortAnswer("der Stadtrat", 0.95)
    question = "Wer hat das Treffen einberufen?"
    assert direct_answer(short, question, first, [first], [first, second], "de").text is None
    assert (
        direct_answer(short, question, second, [second], [first, second], "de").text
        == "Der Stadtrat."
    )


def test_a_denial_elsewhere_in_what_is_quoted_is_no_no() -> None:
    choices = supports(f"{AGREED} {REFUSED}")
    short = ShortAnswer("Nein", 0.95)
    found = direct_answer(short, "Stimmte der Rat zu?", choices[0], choices, choices, "de")
    assert found.faults == ("polarity",)
