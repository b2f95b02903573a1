from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from index.errors import ModelError
from index.language.dictionary.lookup import Dictionary
from rag.answer.translation.engines import ModelEngine
from rag.answer.translation.translator import Translator
from rag.llm.client import LanguageModel, Piece
from rag.llm.prompts import load_prompt
from rag.storage.table import Table
from rag.types import LANGUAGES, Language
from tests.rag.scripted import ScriptedModel, gone, says

GERMAN = "Rund 50 Länder werden erwartet, so die NATO."
ENGLISH = "Around 50 countries are expected, says NATO."
AGAIN = "Die Minister treffen sich erneut."


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    opened = Table(tmp_path / "translations.sqlite3")
    yield opened
    opened.close()


class Instant:
    """An engine that needs no time and says one thing."""

    is_instant = True
    name = "instant"
    targets = frozenset(LANGUAGES)
    doubtful = 0.0

    def __init__(self, text: str) -> None:
        self._text = text

    def translate(self, sentence: str, target: Language, hints: str = "") -> Generator[Piece]:
        assert (sentence, target, hints) == (GERMAN, "en", "")
        yield Piece(self._text)


def unchecked(table: Table, model: LanguageModel) -> Translator:
    return Translator(table, ModelEngine(model), Dictionary.absent())


def test_a_translation_is_made_once(table: Table) -> None:
    model = ScriptedModel([*says(ENGLISH)])
    translator = unchecked(table, model)
    assert not translator.is_settled(GERMAN, "en")
    assert translator.translate(GERMAN, "en") == ENGLISH
    assert translator.translate(GERMAN, "en") == ENGLISH
    assert translator.is_settled(GERMAN, "en")
    assert unchecked(table, ScriptedModel()).translate(GERMAN, "en") == ENGLISH
    (asked,) = model.asked
    prompt = load_prompt("translate", "en").messages(sentence=GERMAN, hints="")
    assert (asked.content, asked.purpose) == (prompt[-1].content, "translate.en")


def test_an_unreliable_translation_is_dropped_and_not_made_again(table: Table) -> None:
    model = ScriptedModel(says("Around 60 countries are expected."))
    translator = unchecked(table, model)
    assert translator.translate(GERMAN, "en") is None
    assert translator.translate(GERMAN, "en") is None
    assert translator.is_settled(GERMAN, "en")
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        ("The ministers meet again.", "The ministers meet again."),
        ("The ministers sing.", "The ministers meet."),
        ("The 5 ministers meet again.", "The ministers meet."),
        ("The ministers meet again, anew.", "The ministers meet."),
    ],
)
def test_a_word_that_was_dropped_leads_to_a_second_try(
    table: Table, dictionary: Dictionary, second: str, kept: str
) -> None:
    model = ScriptedModel(says("The ministers meet."), says(second))
    translator = Translator(table, ModelEngine(model), dictionary)
    shown = translator.translate(AGAIN, "en")
    assert [asked.content for asked in model.asked] == [
        AGAIN,
        f"{AGAIN}\n(erneut = again, anew)",
    ]
    assert shown in {kept, None}
    assert (shown == kept) is (kept == second)


def test_a_complete_translation_needs_no_second_try(table: Table, dictionary: Dictionary) -> None:
    model = ScriptedModel(says("The ministers meet again."))
    translator = Translator(table, ModelEngine(model), dictionary)
    assert translator.translate(AGAIN, "en") == "The ministers meet again."


def test_a_translation_that_nothing_checked_words_of_is_made_anew_with_a_dictionary(
    table: Table, dictionary: Dictionary
) -> None:
    unchecked(table, ScriptedModel(says("The ministers sing."))).translate(AGAIN, "en")
    model = ScriptedModel(says("The ministers meet again."))
    translator = Translator(table, ModelEngine(model), dictionary)
    assert translator.translate(AGAIN, "en") == "The ministers meet again."


@pytest.mark.parametrize(
    ("original", "made", "target", "shown"),
    [
        (
            "Selenskyj nannte das „absurd“.",
            'Zelensky called that "absurd".',
            "en",
            "Zelenskyy called that “absurd”.",
        ),
        (
            "Zelenskyy called that “absurd”.",
            'Zelensky nannte das "absurd".',
            "de",
            "Selenskyj nannte das „absurd“.",
        ),
    ],
)
def test_names_and_quotation_marks_are_those_of_the_language(
    table: Table, original: str, made: str, target: Language, shown: str
) -> None:
    assert unchecked(table, ScriptedModel(says(made))).translate(original, target) == shown


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        ("7, 400 people at 20: 40.", "7,400 people at 20:40."),
        ("5. 8 million people.", "5.8 million people."),
        ("2,3 million euros of 7.400.", "2.3 million euros of 7,400."),
        ("On May 5, 200 people came.", "On May 5, 200 people came."),
        ("In 2019, 400 came, in 2020, 2021 none.", "In 2019, 400 came, in 2020, 2021 none."),
    ],
)
def test_numbers_are_in_one_piece(table: Table, made: str, shown: str) -> None:
    original = {
        "O": "Am 5. Mai kamen 200 Menschen.",
        "2": "2,3 Millionen Euro von 7.400.",
        "5": "5,8 Millionen Menschen.",
        "7": "7.400 Menschen um 20.40 Uhr.",
        "I": "2019 kamen 400, 2020, 2021 keine.",
    }
    translator = unchecked(table, ScriptedModel(says(made)))
    assert translator.translate(original[made[0]], "en") == shown


def test_an_instant_engine_has_everything_at_hand(table: Table) -> None:
    translator = Translator(table, Instant(ENGLISH), Dictionary.absent())
    assert translator.is_settled(GERMAN, "en")
    assert translator.translate(GERMAN, "en") == ENGLISH


def test_another_model_and_another_language_translate_anew(table: Table) -> None:
    unchecked(table, ScriptedModel(says(ENGLISH))).translate(GERMAN, "en")
    assert not unchecked(table, ScriptedModel(name="other")).is_settled(GERMAN, "en")
    assert not unchecked(table, ScriptedModel()).is_settled(GERMAN, "de")


def test_a_failed_translation_is_tried_again(table: Table) -> None:
    translator = unchecked(table, ScriptedModel([*says("Around 50"), gone()], says(ENGLISH)))
    with pytest.raises(ModelError):
        translator.translate(GERMAN, "en")
    assert translator.translate(GERMAN, "en") == ENGLISH


def test_without_an_engine_nothing_is_translated(table: Table) -> None:
    unchecked(table, ScriptedModel(says(ENGLISH))).translate(GERMAN, "en")
    without = Translator(table, None, Dictionary.absent())
    assert without.is_settled(GERMAN, "en")
    assert without.translate(GERMAN, "en") is None


def test_one_that_is_given_up_is_made_anew(table: Table) -> None:
    model = ScriptedModel(says(ENGLISH), says(ENGLISH))
    answers = iter([True, True, False])
    engine = ModelEngine(model)
    given_up = Translator(table, engine, Dictionary.absent(), lambda: next(answers))
    assert given_up.translate(GERMAN, "en") is None
    assert model.ended == 1
    assert unchecked(table, model).translate(GERMAN, "en") == ENGLISH


def test_a_language_that_the_engine_writes_badly_is_not_asked_for(table: Table) -> None:
    asked: list[str] = []

    class English(Instant):
        targets = frozenset({"en"})

        def translate(self, sentence: str, target: Language, hints: str = "") -> Generator[Piece]:
            asked.append(target)
            yield from super().translate(sentence, target, hints)

    translator = Translator(table, English("The ministers met."), Dictionary.absent())
    assert translator.translate("The ministers met.", "de") is None
    assert translator.is_settled("The ministers met.", "de")
    assert asked == []


@pytest.mark.parametrize(("sure", "shown"), [(-0.9, None), (-0.7, ENGLISH)])
def test_what_the_model_is_not_sure_of_is_not_shown(
    table: Table, sure: float, shown: str | None
) -> None:
    model = ScriptedModel(*[[Piece(ENGLISH, logprob=sure)]] * 2)
    translator = Translator(table, ModelEngine(model, doubtful=-0.8), Dictionary.absent())
    assert translator.translate(GERMAN, "en") == shown
