from rag.answer.texts import TEXTS, say
from rag.types import LANGUAGES


def test_every_text_is_in_both_languages_with_the_same_values() -> None:
    for texts in TEXTS.values():
        assert set(texts) == set(LANGUAGES)
        fields = [
            sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts.values()
        ]
        assert fields[0] == fields[1]


def test_large_numbers_are_grouped() -> None:
    assert say("newest_considered", "de", count=60, total=10012).startswith("Nur 60 von 10.012 ")
    assert say("newest_considered", "en", count=60, total=10012).startswith("Only 60 of 10,012 ")
