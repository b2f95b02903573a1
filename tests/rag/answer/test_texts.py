from rag.answer.texts import TEXTS
from rag.types import LANGUAGES


def test_every_text_is_in_both_languages_with_the_same_values() -> None:
    for texts in TEXTS.values():
        assert set(texts) == set(LANGUAGES)
        fields = [
            sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts.values()
        ]
        assert fields[0] == fields[1]
