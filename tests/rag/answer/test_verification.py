"""Sentences of the seed article, as a model might retell them."""

from dataclasses import dataclass

import pytest

from index.settings import ROOT
from rag.answer.verification import Checked, check
from rag.types import Language

MINISTERS = (
    "Minister aus mehr als 30 Ländern nahmen an dem von Frankreich und Großbritannien einberufenen "
    "Treffen teil, um über die Aufstellung einer Eingreiftruppe für die Ukraine zu beraten, die "
    "als Abschreckung gegen eine mögliche russische Aggression dienen soll."
)
NO_AGREEMENT = "Eine wirkliche Einigung gab es allerdings nicht."
MACRON = (
    "Macron sagte jedoch auch, dass nicht alle der 33 Delegationen auf dem Gipfel ihre Teilnahme "
    "zugesagt hätten"
)
POLAND = (
    "Polen und Griechenland haben beispielsweise erklärt, dass sie keine Truppen für die Truppe "
    "bereitstellen können, da sie von Belarus bzw. der Türkei bedroht werden."
)
WASHINGTON = "Washington hat sich jedoch bisher geweigert, einer solchen Koalition beizutreten."
HEALEY = (
    '"Unser Ziel ist es, die Ukraine in die stärkste Position zu bringen, um die Souveränität der '
    'Ukraine zu schützen und künftige russische Aggressionen abzuwehren."'
)
IN_ENGLISH = {
    MINISTERS: (
        "Ministers from more than 30 countries attended the meeting convened by France and Great "
        "Britain to discuss the formation of an intervention force for Ukraine."
    ),
    POLAND: (
        "Poland and Greece, for example, have declared that they cannot provide troops for the "
        "force because they are threatened by Belarus and Turkey respectively."
    ),
    WASHINGTON: "However, Washington has so far refused to join such a coalition.",
}


@dataclass(frozen=True)
class Case:
    """A retold sentence of one source sentence, and what is wrong with it."""

    cited: str
    sentence: str
    codes: tuple[str, ...] = ()
    question: str = ""
    language: Language = "de"


def german(cited: str, sentence: str, *codes: str, question: str = "") -> Case:
    return Case(cited, sentence, codes, question)


def english(cited: str, sentence: str, *codes: str, question: str = "") -> Case:
    return Case(cited, sentence, codes, question, "en")


CASES = [
    # What may stand.
    german(MINISTERS, "Frankreich und Großbritannien haben das Treffen einberufen."),
    german(MINISTERS, "Minister aus mehr als dreißig Ländern nahmen an dem Treffen teil."),
    german(MINISTERS, "Ja, Frankreich berief es ein.", question="Hat Frankreich eingeladen?"),
    german(POLAND, "Polen und Griechenland erklärten, keine Truppen bereitstellen zu können."),
    german(POLAND, "Laut Polen kann es keine Truppen bereitstellen."),
    german(MACRON, "Macron sagte, dass nicht alle 33 Delegationen ihre Teilnahme zugesagt hätten."),
    german(NO_AGREEMENT, "Nein, es gab keine wirkliche Einigung."),
    german(WASHINGTON, "Washington hat sich geweigert, der Koalition beizutreten."),
    german(HEALEY, "Das Ziel sei es, künftige russische Aggressionen abzuwehren."),
    english(MINISTERS, "France and Great Britain convened the meeting."),
    english(MINISTERS, "Ministers from more than thirty countries attended the meeting."),
    english(POLAND, "Poland and Greece have declared that they cannot provide troops."),
    english(WASHINGTON, "No, Washington has refused to join the coalition."),
    # Numbers.
    german(MINISTERS, "Minister aus 33 Ländern nahmen an dem Treffen teil.", "number"),
    german(MINISTERS, "Minister aus vierzig Ländern nahmen teil.", "number"),
    german(
        MINISTERS,
        "Minister aus 30 Ländern nahmen am 24.11.2026 an dem Treffen teil.",
        "number",
        "date",
    ),
    english(MINISTERS, "Ministers from 30 million countries attended the meeting.", "number"),
    english(MINISTERS, "Ministers from 33 countries attended the meeting.", "number"),
    english(
        MINISTERS, "Ministers from 30 countries attended.", question="Did 30 countries attend?"
    ),
    # Names, and in German things.
    german(MINISTERS, "Der Generalsekretär hat das Treffen einberufen.", "name"),
    german(MINISTERS, "Frankreich und Spanien haben das Treffen einberufen.", "name"),
    german(MINISTERS, "Deutschland hat das Treffen einberufen.", "name"),
    german(MINISTERS, "Insgesamt nahmen mehr als 30 Minister teil."),
    english(MINISTERS, "Germany convened the meeting.", "name"),
    german(
        MINISTERS,
        "Spanien nahm nicht an dem Treffen teil.",
        "negation",
        question="Nahm Spanien teil?",
    ),
    english(MINISTERS, "The Secretary-General convened the meeting.", "name", "word"),
    english(MINISTERS, "France and Spain convened the meeting.", "name"),
    english(
        POLAND,
        "Poland and Greece have declared that they cannot provide troops for NATO.",
        "name",
    ),
    # Words that do not exist, or that nobody said.
    german(MINISTERS, "Minister aus mehr als 30 Ländern stattigten das Treffen.", "word"),
    german(NO_AGREEMENT, "Eine wirkliche Einigung erfolgigte nicht.", "word"),
    english(
        MINISTERS,
        "The ministers enjoyed delicious local seafood during long evening receptions.",
        "word",
    ),
    # Denials, lost and added.
    german(NO_AGREEMENT, "Eine wirkliche Einigung gab es.", "negation"),
    german(WASHINGTON, "Washington ist bisher einer solchen Koalition beigetreten.", "negation"),
    german(WASHINGTON, "Washington will der Koalition beitreten.", "negation"),
    german(MINISTERS, "Frankreich hat das Treffen nicht einberufen.", "negation"),
    english(WASHINGTON, "Washington has so far joined such a coalition.", "negation"),
    english(MINISTERS, "France never convened the meeting.", "negation"),
    # Said by someone, retold as plain fact.
    german(POLAND, "Polen und Griechenland können keine Truppen bereitstellen.", "attribution"),
    german(POLAND, "Sie werden von Belarus bzw. der Türkei bedroht.", "attribution"),
    german(HEALEY, "Das Ziel ist es, künftige russische Aggressionen abzuwehren.", "attribution"),
    german(
        MINISTERS,
        "Die Eingreiftruppe dient als Abschreckung gegen russische Aggression.",
        "attribution",
    ),
    english(POLAND, "Poland and Greece cannot provide troops.", "attribution"),
    english(
        POLAND,
        "Poland and Greece are threatened by Belarus and Turkey.",
        "negation",
        "attribution",
    ),
    # Several at once, in the order of the checks.
    german(
        POLAND,
        "Spanien und Griechenland können 500 Truppen bereitstellen.",
        "number",
        "name",
        "negation",
        "attribution",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_check(case: Case) -> None:
    translation = IN_ENGLISH.get(case.cited, "") if case.language == "en" else ""
    draft = Checked(
        case.sentence,
        case.cited,
        f"{case.cited}\n{translation}",
        case.question,
        case.language,
        cross_lingual=case.language == "en",
    )
    # Whether words stand together in the source is a table of its own, below.
    assert tuple(code for code in check(draft) if code != "role") == case.codes


# What the embedded model really wrote: the source's words, and wrong.
MISREAD = (
    "Es wurden Minister aus mehr als 30 Ländern einberufen, um über die Aufstellung einer "
    "Eingreiftruppe für die Ukraine zu beraten."
)


@pytest.mark.parametrize(
    ("sentence", "cited", "codes"),
    [
        ("Frankreich und Großbritannien haben das Treffen einberufen.", MINISTERS, ()),
        (
            "Polen und Griechenland haben erklärt, dass sie keine Truppen bereitstellen können.",
            POLAND,
            (),
        ),
        ("Washington hat sich geweigert, der Koalition beizutreten.", WASHINGTON, ()),
        (MISREAD, MINISTERS, ("role",)),
        ("Griechenland wird von Belarus bedroht, sagte Polen.", POLAND, ("role",)),
        ("Das Treffen endete gut.", POLAND, ("name", "role", "attribution", "support")),
    ],
)
def test_retold_words_stand_together_in_the_source(
    sentence: str, cited: str, codes: tuple[str, ...]
) -> None:
    assert check(Checked(sentence, cited, cited, "", "de")) == codes


def test_the_sources_are_those_of_the_article() -> None:
    article = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    for source in (MINISTERS, NO_AGREEMENT, MACRON, POLAND, WASHINGTON, HEALEY):
        assert source in article


def test_a_name_from_another_passage_does_not_count() -> None:
    sentence = "Polen hat das Treffen einberufen."
    assert check(Checked(sentence, MINISTERS, MINISTERS, "", "de")) == ("name",)
    assert check(Checked(sentence, MINISTERS, f"{MINISTERS}\n{POLAND}", "", "de")) == ()


def test_a_verbatim_sentence_may_stand() -> None:
    for source in (MINISTERS, NO_AGREEMENT, MACRON, POLAND, WASHINGTON):
        assert check(Checked(source, source, source, "", "de")) == ()
