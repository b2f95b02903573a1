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
        # names of the other language
        ("Was ist das Engineering News-Record?", "de"),
        ("Was wurde aus DECnet Phase II?", "de"),
        ("Was kostet die New York Times?", "de"),
        ("Was beschloss der Supreme Court?", "de"),
        ("Wer ist The Who?", "de"),
        ("Hat Jack Smith Donald Trump getroffen?", "de"),
        ("War Emma Watson beim British Museum?", "de"),
        ("In welchem County liegt Jacksonville?", "de"),
        ("Nenne die Mitglieder von The Rolling Stones.", "de"),
        ("Wer sagte „We shall never surrender in this war“?", "de"),
        ("Who edits Der Spiegel and Die Zeit?", "en"),
        ("What is the Bundesamt für Verfassungsschutz?", "en"),
        ("Was Olaf Scholz in Berlin with them?", "en"),
        ("Who said „Das ist nicht wahr und das wird es nie sein“?", "en"),
        ("Is Frank-Walter Steinmeier Bundespräsident?", "en"),
        ("When did the war end?", "en"),
        # as people type
        ("was ist der muenzfund wert", "de"),
        ("fuer wen ist das", "de"),
        ("koennen wir das pruefen", "de"),
        ("WO IST DAS MUSEUM OF MODERN ART?", "de"),
        ("who is frank ullmann", "en"),
        ("WHERE IS NEUSCHWANSTEIN?", "en"),
        # no questions
        ("Hallo", "de"),
        ("Danke!", "de"),
        ("Hello", "en"),
        ("Thanks!", "en"),
        ("Übersicht", "de"),
    ],
)
def test_short_texts(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_megabyte_is_sampled() -> None:
    assert detect("The minister said nothing. " * 40_000) == "en"
