"""Languages of the interface, and the table of its strings."""

import re
from string import Formatter

import pytest

from rag.types import LANGUAGES, Language
from rag.web.texts import TEXTS, number, text
from rag.web.texts.answers import ANSWERS
from rag.web.texts.check import CHECK
from rag.web.texts.languages import interface_language
from rag.web.texts.page import PAGE
from rag.web.texts.problems import PROBLEMS


@pytest.mark.parametrize(
    ("wanted", "accepted", "language"),
    [
        (None, "de-DE,de;q=0.9,en;q=0.8", "de"),
        (None, "en-GB", "en"),
        (None, "fr-FR,fr;q=0.9,en;q=0.5,de;q=0.7", "de"),
        (None, "fr", "en"),
        (None, "de;q=0", "en"),
        (None, "de;q=x,en", "en"),
        (None, "*", "en"),
        (None, None, "en"),
        ("de", "en-GB", "de"),
        ("EN-us", "de", "en"),
        ("xx", "de", "de"),
        ("", "", "en"),
    ],
)
def test_interface_language(wanted: str | None, accepted: str | None, language: Language) -> None:
    assert interface_language(wanted, accepted) == language


@pytest.mark.parametrize("key", TEXTS)
def test_every_string_has_both_languages_with_the_same_variables(key: str) -> None:
    variables = {
        language: sorted(name for _, name, _, _ in Formatter().parse(words) if name)
        for language, words in TEXTS[key].items()
    }
    assert variables == dict.fromkeys(LANGUAGES, variables["de"])


def test_no_string_takes_the_key_of_another() -> None:
    assert len(TEXTS) == len(PAGE) + len(ANSWERS) + len(CHECK) + len(PROBLEMS)


@pytest.mark.parametrize("key", TEXTS)
def test_strings_are_typographically_right(key: str) -> None:
    for words in TEXTS[key].values():
        assert re.findall(r"\"|'|\.\.\.| - ", words) == []


def test_values_are_filled_in() -> None:
    assert text("paragraph", "de", number=3) == "Absatz 3"
    assert (number(12_345, "de"), number(12_345, "en")) == ("12.345", "12,345")
