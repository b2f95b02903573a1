"""What "das Ministerium" or "the company" in a quote stands for, and nouns that stay unresolved."""

from dataclasses import replace
from datetime import date

import pytest

from index.language.lexicon import Language
from index.types import Document, Span, document_id
from rag.annotations import TranslatedSentence
from rag.answer.quoting.additions import addition
from rag.answer.quoting.quotes import with_origin
from rag.answer.quoting.referents import referents
from rag.contract import to_json
from rag.types import Citation
from tests.rag.scripted import answer

TOLD: list[tuple[Language, str, str, dict[str, str]]] = [
    # The noun, or the word that it is the last part of, stands beside the name.
    ("de", "Das Weingut Hallgart wehrt sich.",
     "Das Weingut bestreitet das.", {"Das Weingut": "Weingut Hallgart"}),
    ("de", "Sie spielt am Stadttheater Seewald.",
     "Im Theater wird gebaut.", {"Im Theater": "Stadttheater Seewald"}),
    ("de", "Geklagt wird am Landgericht Kassel.",
     "Das Landgericht berät.", {"Das Landgericht": "Landgericht Kassel"}),
    ("de", "Die Schule „Am Anger“ schließt.",
     "An der Schule lernen 90 Kinder.", {"der Schule": "Schule „Am Anger“"}),
    ("en", "The charity Sea Lifeline helps.",
     "A vet with the charity came.", {"the charity": "Sea Lifeline"}),
    ("en", "Leemouth University was hacked.",
     "The university's files leaked.", {"The university": "Leemouth University"}),
    ("en", "Wine from the Hallgart estate sells.",
     "It is more than the estate says.", {"the estate": "Hallgart estate"}),
    ("en", "The town of Kettle is dry.",
     "Wells are closed, the town said.", {"the town": "town of Kettle"}),
    ("en", "The University of Leeds is open.",
     "This university has no gates.", {"This university": "University of Leeds"}),
    # A general noun stands for any name of its kind.
    ("de", "Der Autobauer Vellmann spart.", "Der Konzern schweigt.", {"Der Konzern": "Vellmann"}),
    ("de", "Lunaris, ein Bahnunternehmen aus Kiel, fährt.",
     "Die Firma wirbt.", {"Die Firma": "Lunaris"}),
    ("de", "Pohlau Chemie GmbH liefert.",
     "Ein Anwalt der Firma kam.", {"der Firma": "Pohlau Chemie GmbH"}),
    ("en", "Danish importer Pell & Sons stopped.",
     "The company apologised.", {"The company": "Pell & Sons"}),
    ("en", "Vellmann, a small carmaker based in Ulm, stopped.",
     "It left the firm.", {"the firm": "Vellmann"}),
    # A compound that is a name by itself.
    ("de", "Das Verkehrsministerium prüft.",
     "Das Ministerium schweigt.", {"Das Ministerium": "Verkehrsministerium"}),
    ("de", "Das Ministerium für Verkehr und Bau prüft.",
     "Geld hat das Ministerium nicht.", {"das Ministerium": "Ministerium für Verkehr und Bau"}),
    ("de", "Das Umweltamt prüft.", "Die Behörde nahm Proben.", {"Die Behörde": "Umweltamt"}),
    # The same name twice is no competitor.
    ("de", "Die Firma Metrolux lacht. Hersteller Metrolux zahlt.",
     "Das Unternehmen zahlt.", {"Das Unternehmen": "Metrolux"}),
    ("en", "The airline Zephyra ended. Zephyra's chief executive left.",
     "The airline owed it.", {"The airline": "Zephyra"}),
    # Two of different kinds.
    ("en", "The firm Pell buys from the Hallgart estate.",
     "The company left the estate.", {"The company": "Pell", "the estate": "Hallgart estate"}),
]  # fmt: skip

UNTOLD: list[tuple[Language, str, str]] = [
    # Two candidates.
    ("de", "Die Firma Pohlau verklagt die Firma Metrolux.", "Das Unternehmen schweigt."),
    ("en", "The airline Zephyra owes the retailer Rodaro money.", "The company said no."),
    # The second one has no name, or only somebody who works there has one.
    ("de", "Der Hersteller Radkind lacht. Ein Zulieferer hat geliefert.", "Das Unternehmen zahlt."),
    ("de", "Das Weingut Hallgart und ein anderes Weingut verkaufen.",
     "Das Weingut bestreitet das."),
    ("en", "The company Telmara won. Calder's chief executive was sad.", "The firm had hoped."),
    ("de", "Der Hersteller Telmara siegt. Calder-Chef Stradling klagt.",
     "Die Firma hatte gehofft."),
    # Another noun that is not general.
    ("de", "Der Maschinenbauer Kettwig wurde betrogen.", "Die Sparkasse fror das Geld ein."),
    ("en", "Cheese maker Fjordkilde waits.", "The airline is buying in Poland."),
    # The noun has a complement, so that it means another one.
    ("de", "Der Betreiber Calora bohrt.", "Das Unternehmen aus Zürich zahlt."),
    ("de", "Die Firma Pohlau liefert.", "Die Firma, die den Tank baute, schweigt."),
    ("de", "Das Landgericht Kassel berät.", "Das Gericht der Europäischen Union berät."),
    ("de", "Die Stadt Marl zahlt.", "Die Stadt Kassel zahlt."),
    ("en", "The firm Pell sells.", "The company that made the wine is German."),
    ("en", "The town of Kettle is dry.", "The city of Leeds is wet."),
    ("en", "The town of Kettle is dry.", "The town hall is open."),
    # Not definite, or plural.
    ("de", "Das Unternehmen Radkind lacht.", "Die Unternehmen schweigen."),
    ("de", "Das Weingut Hallgart liefert.", "Ein Weingut braucht Wasser."),
    ("en", "The company Pell sells.", "Any company would stop."),
    # No name, or none before the quote.
    ("de", "Das Gericht hatte Zweifel.", "Das Gericht vertagte sich."),
    ("de", "Im Tierheim Handschuhe tragen!", "Das Tierheim mahnt."),
    ("en", "The Irish court was asked.", "The court refused."),
    ("en", "Grainger Town is old.", "The city has two theatres."),
    ("de", "Niemand kam.", "Das Weingut zahlt. Das Weingut Hallgart ist alt."),
    # Where the name ends is unclear.
    ("en", "Accounting firm Ernst and Young reported.", "The company went on."),
    ("en", "The Mining and Energy Union met.", "The union left."),
    # The quote has the name itself.
    ("de", "Das Weingut Hallgart wehrt sich.", "Das Weingut nennt sich Hallgart."),
    # The other language.
    ("en", "Das Weingut Hallgart wehrt sich.", "Das Weingut bestreitet das."),
    ("de", "The company Pell sells.", "The company apologised."),
]  # fmt: skip


def names(language: Language, before: str, quote: str) -> dict[str, str]:
    text = f"{before}\n\n{quote}"
    found = referents(text, language, Span(len(text) - len(quote), len(text)))
    return {text[one.start : one.end]: one.name for one in found}


@pytest.mark.parametrize(("language", "before", "quote", "told"), TOLD)
def test_the_name_before_a_definite_noun(
    language: Language, before: str, quote: str, told: dict[str, str]
) -> None:
    assert names(language, before, quote) == told


@pytest.mark.parametrize(("language", "before", "quote"), UNTOLD)
def test_nouns_that_stay_unresolved(language: Language, before: str, quote: str) -> None:
    assert names(language, before, quote) == {}


def test_a_name_far_above_is_not_searched() -> None:
    assert (
        names("de", "Das Weingut Hallgart wehrt sich." + " Es regnet." * 2000, "Das Weingut.") == {}
    )


TEXT = "Das Weingut Hallgart klagt.\n\nAm Freitag verlor das Weingut. Das Weingut zahlt."
ARTICLE = Document(document_id(TEXT), "a.txt", "Klage", "de", date(2026, 4, 11), TEXT)
CITED = Citation(1, f"{ARTICLE.id}-29-{len(TEXT)}", "a.txt", 2, 29, len(TEXT), TEXT[29:])


def test_a_citation_carries_them_in_characters_of_the_document() -> None:
    cited = with_origin(CITED, ARTICLE)
    found = to_json(answer(citations=(cited,)))["citations"][0]
    assert found["referents"] == [
        {"start": 47, "end": 58, "name": "Weingut Hallgart"},
        {"start": 60, "end": 71, "name": "Weingut Hallgart"},
    ]
    assert TEXT[47:58] == "das Weingut"


def test_they_stand_in_one_bracket_with_the_dates_and_each_once() -> None:
    cited = with_origin(CITED, ARTICLE)
    assert addition(cited, "de") == "[Am Freitag: 10. April 2026; das Weingut: Weingut Hallgart]"
    untranslated = (TranslatedSentence(CITED.start, CITED.end, CITED.quote, None),)
    assert addition(replace(cited, sentences=untranslated), "en") == (
        "[„Am Freitag“: 10 April 2026; „das Weingut“: Weingut Hallgart]"
    )


def test_an_article_in_a_third_language_resolves_none() -> None:
    cited = with_origin(CITED, replace(ARTICLE, language="fr"))
    assert (cited.dates, cited.referents, addition(cited, "de")) == ((), (), "")
