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
    assert say("count", "de", count=10012) == "Im Briefing sind 10.012 Artikel."
    assert "10,012 articles" in say("count", "en", count=10012)
