import pytest

from rag.answer.translation.faults import faults
from rag.types import Language

GERMAN = "Rund 50 Länder werden erwartet, so die NATO."
ENGLISH = "Around 50 countries are expected, says NATO."


@pytest.mark.parametrize(
    ("original", "translation", "target", "expected"),
    [
        (GERMAN, ENGLISH, "en", ()),
        (ENGLISH, GERMAN, "de", ()),
        (GERMAN, "", "en", ("empty",)),
        (GERMAN, f"{ENGLISH}\nNote: this is a translation.", "en", ("lines",)),
        # length
        ("Ja.", "Yes, certainly.", "en", ()),
        ("Er ging und kam nie wieder.", "He left. He never came back.", "en", ()),
        ("Das Treffen begann.", "It did. They met. They talked. They left.", "en", ("length",)),
        (
            "Der Minister kam.",
            "The minister came and said that all of it would end.",
            "en",
            ("length",),
        ),
        ("The minister came. " * 4, "Der Minister kam.", "de", ("length",)),
        # number
        ("Es kostet 1,5 Mio. Euro.", "It costs 1.5 million euros.", "en", ()),
        ("Zwölf Länder kommen.", "12 countries come.", "en", ()),
        ("Es sind 1.000 Euro.", "It is 1.000 euros.", "en", ("number",)),
        (GERMAN, "Around 60 countries are expected, says NATO.", "en", ("number",)),
        (GERMAN, "On 3 May, 50 countries are expected, says NATO.", "en", ("number",)),
        ("Um 14.10 Uhr fuhr er ab.", "At 4:10 pm he left.", "en", ("number",)),
        # stake
        ("Es gab 14 Verletzte.", "There were 14 injured people.", "en", ()),
        ("Es gab 14 Verletzte.", "There were 14 victims.", "en", ("stake",)),
        ("Er fährt mittwochs.", "He goes on Tuesdays.", "en", ("stake",)),
        ("Er fährt mittwochs.", "He goes on Wednesdays.", "en", ()),
        ("Der Trainer will bleiben.", "The coach will stay.", "en", ("stake",)),
        ("Der Trainer will bleiben.", "The coach wants to stay.", "en", ()),
        ("Das Spiel soll stattfinden.", "The game will take place.", "en", ("stake",)),
        ("Das Spiel soll stattfinden.", "The game is to take place.", "en", ()),
        ("Das kostet den Kreis Geld.", "That costs the circle money.", "en", ("stake",)),
        ("He was arrested on Friday.", "Er wurde am Freitag festgenommen.", "de", ()),
        ("He was arrested on Friday.", "Er wurde am Freitag gestoppt.", "de", ("stake",)),
        ("Das schrieb die Bild am Sonntag.", "Bild am Sonntag wrote so.", "en", ()),
        ("Die Polizei prüft den Fall.", "The police found him guilty.", "en", ("stake",)),
        # name
        ("Das sagte der US-Präsident.", "The US President said so.", "en", ()),
        ("Nach dem Zweiten Weltkrieg", "After World War II", "en", ()),
        ("Truppen aus Großbritannien", "Troops from the UK", "en", ()),
        ("Truppen aus Großbritannien", "Troops from abroad", "en", ("name",)),
        (GERMAN, "Around 50 countries are expected, says the EU.", "en", ("name",)),
        # negation
        ("Sie kommen nicht.", "They are not coming.", "en", ()),
        ("Sie kommen nicht.", "They are coming.", "en", ("negation",)),
        ("Sie kommen.", "They are not coming.", "en", ("negation",)),
        ("Das ist nicht möglich.", "That is impossible.", "en", ()),
        ("Das ist unmöglich.", "That is not possible.", "en", ()),
        ("They did not agree.", "Sie lehnten ab.", "de", ()),
        ("They did not agree.", "Sie stimmten zu.", "de", ("negation",)),
        # quotation
        ("Er nannte das „absurd“.", "He called that “absurd”.", "en", ()),
        ("Er nannte das „absurd“.", "He called that absurd.", "en", ("quotation",)),
        ("Er nannte das absurd.", "He called that “absurd”.", "en", ("quotation",)),
        ("Burns' plan is 'new'.", "Der Plan von Burns ist „neu“.", "de", ()),
        # saying, hearsay
        ("Das Haus brennt, sagte er.", "The house is on fire, he said.", "en", ()),
        ("Das Haus brennt, sagte er.", "The house is on fire.", "en", ("saying",)),
        ("Laut Polizei brennt das Haus.", "The house is on fire.", "en", ("saying",)),
        ("The house is on fire, he said.", "Das Haus brennt.", "de", ("saying",)),
        ("Das Haus sei alt.", "The house is old.", "en", ("hearsay",)),
        ("Das Haus sei alt.", "The house is said to be old.", "en", ()),
        ("Er soll gelogen haben.", "He should have lied.", "en", ("hearsay",)),
        ("Er soll gelogen haben.", "He is said to have lied.", "en", ()),
        ("Das Haus soll gebaut werden.", "The house is to be built.", "en", ()),
        ("Es sei denn, er kommt.", "Unless he comes.", "en", ()),
        ("He allegedly lied.", "Er hat gelogen.", "de", ("hearsay",)),
        ("He allegedly lied.", "Er soll gelogen haben.", "de", ()),
    ],
)
def test_faults(
    original: str, translation: str, target: Language, expected: tuple[str, ...]
) -> None:
    assert faults(original, translation, target) == expected
