import pytest

from index.language.bilingual.names import localized, names, names_in
from index.language.lexicon import Language


@pytest.mark.parametrize(
    ("text", "original", "language", "expected"),
    [
        ("Zelensky was in Kyjiw.", "Selenskyj war in Kyjiw.", "en", "Zelenskyy was in Kyiv."),
        ("Kiev's mayor", "Der Bürgermeister Kiews", "en", "Kyiv's mayor"),
        ("Selenskyj's plan", "Selenskyjs Plan", "en", "Zelenskyy's plan"),
        ("in Großbritannien", "in Großbritannien", "en", "in Great Britain"),
        ("in the UK", "in Großbritannien", "en", "in the UK"),
        ("Britain pays", "Großbritannien zahlt", "en", "Britain pays"),
        ("in Moscow", "in Moscow", "de", "in Moskau"),
        ("Kyiv liegt am Dnipro.", "Kyiv lies on the Dnipro.", "de", "Kyjiw liegt am Dnipro."),
        ("Romanian troops", "Truppen aus Rom", "en", "Romanian troops"),
        ("Kyjiw", "Das Haus", "en", "Kyjiw"),
    ],
)
def test_localized(text: str, original: str, language: Language, expected: str) -> None:
    other: Language = "en" if language == "de" else "de"
    assert localized(text, names_in(original, other), language) == expected


def test_no_form_stands_for_two_names() -> None:
    for language in ("de", "en"):
        forms = [form for name in names() for form in name.forms(language)]
        assert len(forms) == len(set(forms)), language
