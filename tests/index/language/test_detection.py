import pytest

from index.language.detection import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wer?", "de"),
        ("Was?", "de"),
        ("Wo?", "de"),
        ("Und Italien?", "de"),
        ("Warum nicht?", "de"),
        ("Wann war das Treffen?", "de"),
        ("Wer ist der General Manager der Broncos?", "de"),
        ("Why?", "en"),
        ("What's new?", "en"),
        ("And Italy?", "en"),
        ("What about Italy?", "en"),
        ("Where was Friedrich Ratzel born?", "en"),
        ("Was it in Berlin that they met?", "en"),
        ("How are ergänzungsschulen funded?", "en"),
        ("The ministers met in Brussels without the United States.", "en"),
        ("", "de"),
        ("123", "de"),
        ("\ud800 We met in Brussels.", "en"),
    ],
)
def test_short_texts(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_megabyte_is_sampled() -> None:
    assert detect("The minister said nothing. " * 40_000) == "en"
