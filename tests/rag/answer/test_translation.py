from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import ModelError
from rag.answer.translation import Translator, faithful
from rag.llm.prompts import load_prompt
from rag.storage.table import Table
from rag.types import Language
from tests.rag.scripted import ScriptedModel, gone, says

GERMAN = "Rund 50 Länder werden erwartet, so die NATO."
ENGLISH = "Around 50 countries are expected, says NATO."


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    opened = Table(tmp_path / "translations.sqlite3")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("original", "translation", "target", "may_stand"),
    [
        (GERMAN, ENGLISH, "en", True),
        (ENGLISH, GERMAN, "de", True),
        ("Es kostet 1,5 Mio. Euro.", "It costs 1.5 million euros.", "en", True),
        ("Es sind 1.000 Euro.", "It is 1,000 euros.", "en", True),
        ("Es sind 1.000 Euro.", "It is 1.000 euros.", "en", False),
        (GERMAN, "Around 60 countries are expected.", "en", False),
        (GERMAN, "Many countries are expected.", "en", False),
        (GERMAN, "On 3 May, 50 countries are expected.", "en", False),
        (GERMAN, "Around 50 countries are expected by the UN.", "en", False),
        ("Zwölf Länder kommen.", "12 countries come.", "en", True),
        ("Das sagte der US-Präsident.", "The US President said so.", "en", True),
        (GERMAN, "", "en", False),
        (GERMAN, f"{ENGLISH}\nNote: this is a translation.", "en", False),
        ("Nein.", "No, certainly not.", "en", True),
        ("Er ging und kam nie wieder.", "He left. He never came back.", "en", True),
        ("Das Treffen begann am Abend.", "It did. They met. They talked. They left.", "en", False),
        (
            "Der Minister kam.",
            "The minister came and promised that all of it would end.",
            "en",
            False,
        ),
        (
            "Der Minister kam am Abend in die Hauptstadt, um über die Truppe zu verhandeln.",
            "The minister came.",
            "en",
            False,
        ),
        ("The minister came. " * 4, "Der Minister kam.", "de", False),
    ],
)
def test_faithful(original: str, translation: str, target: Language, may_stand: bool) -> None:
    assert faithful(original, translation, target) is may_stand


def test_a_translation_is_made_once(table: Table) -> None:
    model = ScriptedModel([*says(ENGLISH)])
    translator = Translator(table, model)
    assert translator.known(GERMAN, "en") is None
    assert translator.translate(GERMAN, "en") == ENGLISH
    assert translator.translate(GERMAN, "en") == ENGLISH
    assert translator.known(GERMAN, "en") == ENGLISH
    assert Translator(table, ScriptedModel()).known(GERMAN, "en") == ENGLISH
    (asked,) = model.asked
    prompt = load_prompt("translate", "en").messages(sentence=GERMAN)
    assert (asked.content, asked.purpose) == (prompt[-1].content, "translate.en")


def test_an_unfaithful_translation_is_dropped_and_not_made_again(table: Table) -> None:
    model = ScriptedModel(says("Around 60 countries are expected."))
    translator = Translator(table, model)
    assert translator.translate(GERMAN, "en") is None
    assert translator.translate(GERMAN, "en") is None
    assert translator.known(GERMAN, "en") is None
    assert len(model.asked) == 1


def test_another_model_and_another_language_translate_anew(table: Table) -> None:
    Translator(table, ScriptedModel(says(ENGLISH))).translate(GERMAN, "en")
    other = Translator(table, ScriptedModel(name="other"))
    assert other.known(GERMAN, "en") is None
    assert Translator(table, ScriptedModel()).known(GERMAN, "de") is None


def test_a_failed_translation_is_tried_again(table: Table) -> None:
    translator = Translator(table, ScriptedModel([*says("Around 50"), gone()], says(ENGLISH)))
    with pytest.raises(ModelError):
        translator.translate(GERMAN, "en")
    assert translator.translate(GERMAN, "en") == ENGLISH


def test_without_a_model_nothing_is_translated(table: Table) -> None:
    Translator(table, ScriptedModel(says(ENGLISH))).translate(GERMAN, "en")
    without = Translator(table, None)
    assert (without.known(GERMAN, "en"), without.translate(GERMAN, "en")) == (None, None)


def test_one_that_is_given_up_is_made_anew(table: Table) -> None:
    model = ScriptedModel(says(ENGLISH), says(ENGLISH))
    answers = iter([True, True, False])
    assert Translator(table, model, lambda: next(answers)).translate(GERMAN, "en") is None
    assert model.ended == 1
    assert Translator(table, model).translate(GERMAN, "en") == ENGLISH
