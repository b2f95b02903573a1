"""Which of two sentences about one thing is to come first, and which stand side by side."""

from datetime import date, time

import pytest

from index.language.statements.revisions import revises
from index.passages.splitting import split
from index.types import Document, document_id
from rag.evidence.prints import prints
from rag.evidence.statements import Origin, Statement, statements_of
from rag.evidence.versions import Role, arranged, relation, relation_of_amounts, rivals

MORNING, AFTERNOON = time(9, 10), time(14, 30)
FOUR = "Bei dem Brand in der Papierfabrik wurden vier Menschen verletzt."
NINE = "Bei dem Brand in der Papierfabrik wurden neun Menschen verletzt."
FOUR_EN = "Four people were hurt in the fire at the paper mill."
NINE_EN = "Nine people were hurt in the fire at the paper mill."
HEAD = "Brand in Papierfabrik Altental\n"


def alike(_one: Statement, _other: Statement) -> float:
    return 1.0


def shared(one: Statement, other: Statement) -> int:
    """Words in common, by their spelling."""
    return len(one.stems() & other.stems())


def relate(one: Statement, other: Statement) -> Role | None:
    return relation(one, other, alike, shared)


def said(
    text: str, day: int = 2, clock: time | None = None, outlet: str = "", language: str = "de"
) -> Statement:
    """The last statement of an article."""
    whole = f"{HEAD if language == 'de' else 'Fire at paper mill'}\n{text}"
    document = Document(
        document_id(f"{whole}{day}{clock}{outlet}"), f"{day}-{outlet}.txt", "Brand", language,
        date(2026, 3, day), whole, outlet=outlet, time_of_day=clock,
    )  # fmt: skip
    return statements_of(split(document)[-1], Origin.of(document))[-1]


@pytest.mark.parametrize(
    ("one", "other", "role"),
    [
        (said(FOUR, clock=MORNING), said(NINE, clock=AFTERNOON), Role.NEWEST),
        (said(NINE, clock=AFTERNOON), said(FOUR, clock=MORNING), Role.EARLIER),
        (said(FOUR, 2), said(NINE, 3), Role.NEWEST),
        (said(FOUR_EN, 2, language="en"), said(NINE_EN, 3, language="en"), Role.NEWEST),
        (said("Die Straße ist bis Mittwoch gesperrt."), said("Die Straße ist bis Freitag gesperrt.",
         3), Role.NEWEST),
        # Independent outlets, and articles of which none is known to be newer.
        (said(FOUR, 2, outlet="Bote"), said(NINE, 3, outlet="Kurier"), Role.BESIDE),
        (said(FOUR, outlet="a"), said(NINE, outlet="b"), Role.BESIDE),
        (said(FOUR, 2, outlet="tpd"), said(NINE, 3, outlet="tpd/ta"), Role.NEWEST),
        (said("Rund 200 Menschen demonstrierten vor dem Rathaus, laut Polizei."),
         said("Rund 600 Menschen demonstrierten vor dem Rathaus, laut Veranstalter.", 3),
         Role.BESIDE),
        # Somebody rejects what another one says.
        (said("Die Initiative wirft Jost Harms vor, ein Gutachten zurückgehalten zu haben."),
         said("Jost Harms wies den Vorwurf zurück, er habe ein Gutachten zurückgehalten.", 3),
         Role.BESIDE),
        (said("A union accused Senn Lines of ignoring warnings.", language="en"),
         said("Senn Lines denied that it had ignored warnings.", 3, language="en"), Role.BESIDE),
        # In long sentences, different numbers of the same thing need fewer words in common.
        (said("Der Stadtrat von Altental hat nach fast fünfstündiger Debatte den Neubau der Fabrik "
              "mit 19 zu 12 Stimmen beschlossen und so den Streit darüber beendet."),
         said("Die Gegner wollen vor dem Verwaltungsgericht klagen gegen den Neubau, den der "
              "Stadtrat von Altental mit 19 zu 11 Stimmen bei einer Enthaltung gebilligt hat."),
         Role.BESIDE),
        # What names the older value replaces it, in other words too.
        (said("Vier Menschen wurden verletzt."),
         said("Die Zahl der Verletzten ist von 4 auf 9 gestiegen.", 3), Role.NEWEST),
        # A value that is said to have changed needs fewer words in common.
        (said("Nach dem Fest in Altenfurt sind 47 Menschen an Salmonellen erkrankt, elf Kinder."),
         said("Die Zahl der Salmonellen-Fälle nach dem Fest in Altenfurt ist auf 83 gestiegen.", 3),
         Role.NEWEST),
        (said("Etwa 200 Liter Säure liefen aus."),
         said("Es waren 350 Liter, nicht wie anfangs angenommen 200 Liter.", 3), Role.NEWEST),
        (said("Betroffen ist die Grundschule „Am Ufer“."),
         said("Korrektur: Die Grundschule heißt „Am Uferweg“, nicht „Am Ufer“.", 3), Role.NEWEST),
        (said(FOUR), said(f"Berichtigung: {NINE}"), Role.NEWEST),
        # Nothing to compare: the same value, another thing, one value more, the speaker's age.
        (said(FOUR), said(FOUR, 3), None),
        (said(FOUR), said("Der Bürgermeister ist neun Jahre im Amt.", 3), None),
        (said(FOUR), said(f"{FOUR[:-1]}, darunter zwei Kinder.", 3), None),
        (said("Das kostet 5 Millionen Euro."), said("Sie gewann 8 Millionen Euro.", 3), None),
        (said("„Wir haben eine Spur“, sagte Amtsärztin Anke Rehbein (54)."),
         said("„Es stand fünf Stunden ungekühlt“, sagte Amtsärztin Anke Rehbein.", 3), None),
        (said("Neun Patienten liegen im Klinikum Altental."),
         said("Eine 79 Jahre alte Frau starb im Klinikum Altental.", 3), None),
        (said("Nine patients are at Altental hospital.", language="en"),
         said("A 79-year-old woman died at Altental hospital.", 3, language="en"), None),
        (said(FOUR), said(NINE_EN, 3, language="en"), None),
        # Nor is a bid a claim, or another number of something else in two long sentences.
        (said("A builder made a bid of two million for the mill.", language="en"),
         said("The owner rejected a bid of two million for the mill.", language="en"), None),
        (said("Der Stadtrat von Altental hat nach fast fünfstündiger Debatte den Neubau der Fabrik "
              "mit 19 zu 12 Stimmen beschlossen und so den Streit darüber beendet."),
         said("Die Gegner wollen vor dem Verwaltungsgericht klagen gegen den Neubau, den der "
              "Stadtrat von Altental für 27 Millionen Euro im Norden der Stadt plant."), None),
    ],
)  # fmt: skip
def test_relation(one: Statement, other: Statement, role: Role | None) -> None:
    assert relate(one, other) is role


def test_sentences_whose_token_vectors_differ_are_not_compared() -> None:
    assert relation(said(FOUR), said(NINE, 3), lambda *_: 0.6, shared) is None


def test_values_are_compared_across_languages() -> None:
    german = said("Holger Amann schätzt die Brandfläche auf 310 Hektar.")
    english = said("Holger Amann put the area at 340 hectares.", 3, language="en")
    assert relation(german, english, alike, lambda *_: 3) is Role.NEWEST
    assert relation(english, german, alike, lambda *_: 3) is Role.EARLIER
    assert relation(german, english, alike, lambda *_: 1) is None
    elsewhere = said("Another fire chief put the area at 340 hectares.", 3, language="en")
    assert relation(german, elsewhere, alike, lambda *_: 3) is None  # no name in common


@pytest.mark.parametrize(
    ("one", "other", "role"),
    [
        (said("Das Feuer hat sich auf 60 Hektar ausgebreitet.", clock=MORNING),
         said("Müller schätzt die Brandfläche auf 310 Hektar.", clock=AFTERNOON), Role.NEWEST),
        (said("Es brennt auf 310 Hektar.", 3), said("Das Feuer misst 60 Hektar."), Role.EARLIER),
        (said("Das Feuer misst 60 Hektar.", 2, outlet="Bote"),
         said("Es brennt auf 310 Hektar.", 3, outlet="Kurier"), Role.BESIDE),
        # The same area in another unit, another dimension, two amounts, or no known order.
        (said("Das Feuer misst 300 Hektar."), said("Es brennt auf 3 Quadratkilometern.", 3), None),
        (said("Das Feuer misst 60 Hektar."), said("Es wurden 310 Liter Wasser geholt.", 3), None),
        (said("Das Feuer misst 60 Hektar."), said("Von 310 Hektar brennen 40 Hektar.", 3), None),
        (said("Das Feuer misst 60 Hektar."), said("Es brennt auf 310 Hektar."), None),
        (said("Das kostet 60 Euro."), said("Der Schaden liegt bei 310 Euro.", 3), None),
    ],
)  # fmt: skip
def test_relation_of_amounts_in_other_words(
    one: Statement, other: Statement, role: Role | None
) -> None:
    assert relation_of_amounts(one, other) is role


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Die Polizei sprach von 300, die Veranstalter von 1.000 Teilnehmern.", 1),
        ("de", "Laut Polizei kamen 300 Menschen. Die Initiative sprach von 900 Teilnehmern.", 2),
        ("de", "Die Suche kostete laut Polizei 12.000 Euro. Der Zoo geht von 5.000 Euro aus.", 2),
        ("en", "The state spoke of 25,000 tonnes; geologist Egger put it at 40,000.", 1),
        ("en", "Police put the crowd at 300, organisers at 1,000.", 1),
        ("en", "The fire reached 520 hectares, the agency said. Holger Amann put it at 340.", 2),
        # One speaker, the same amount, or amounts of something else.
        ("de", "Die Polizei sprach von 300 Menschen. Die Polizei sprach von 20 Festnahmen.", 0),
        ("de", "Die Polizei sprach von 300, die Veranstalter von 300 Teilnehmern.", 0),
        ("de", "Die Polizei sprach von 300 Menschen. Die Firma geht von 20.000 Euro aus.", 0),
        ("de", "Es kamen laut Polizei 300 Menschen. Die Halle fasst 1.000.", 0),
        ("en", "Police put the crowd at 300. The fire service counted 4 engines.", 0),
        ("en", "Police counted 300 people. The town spoke of 40 complaints.", 0),
        ("en", "Police counted 300 people. It was cold, said Petra Amann, 71, who was there.", 0),
        ("en", "Police put the crowd at 300, most of 1,000 local people.", 0),
    ],
)  # fmt: skip
def test_different_amounts_in_one_passage(language: str, text: str, count: int) -> None:
    document = Document(document_id(text), "t.txt", "t", language, None, f"Ende\n{text}")
    statements = statements_of(split(document)[-1], Origin.of(document))
    assert rivals(statements, statements[0]) == statements[:count]
    assert bool(rivals(statements, statements[-1])) is bool(count)


@pytest.mark.parametrize(
    ("other", "role"),
    [
        ("Rund 600 Menschen demonstrierten vor dem Rathaus, sagte Ute Lang.", Role.BESIDE),
        ("Rund 600 Menschen demonstrierten vor dem Rathaus.", None),
        ("Rund 600 Menschen demonstrierten 2021 vor dem Rathaus, sagte Petra Amann.", None),
        ("Rund 600 Menschen arbeiten in der Fabrik, sagte Ute Lang.", None),
    ],
)
def test_two_speakers_in_one_article(other: str, role: Role | None) -> None:
    lines = f"Ende\nRund 200 Menschen demonstrierten vor dem Rathaus, sagte Petra Amann.\n{other}"
    document = Document(document_id(lines), "t.txt", "Ende", "de", date(2026, 3, 2), lines)
    first, second = [statements_of(p, Origin.of(document))[-1] for p in split(document)[1:]]
    assert (relate(first, second), relate(second, first)) == (role, role)


def test_the_newest_comes_first_and_the_older_ones_behind() -> None:
    old, middle, new = said(FOUR, 2), said(NINE, 3), said(NINE.replace("neun", "elf"), 4)
    (first, *rest) = arranged([middle], [old, new], relate)
    assert (first.statements, first.role) == ((new,), Role.NEWEST)
    assert [(v.first, v.role) for v in rest] == [(middle, Role.EARLIER), (old, Role.EARLIER)]
    assert arranged([new], [said("Etwas anderes.", 3)], relate) == ()


def test_a_correction_does_not_outdate_its_own_article() -> None:
    old = said("Nach dem Fest in Altenfurt sind 47 Menschen an Salmonellen erkrankt, elf Kinder.")
    text = "Die Zahl der Salmonellen-Fälle nach dem Fest in Altenfurt ist auf 83 gestiegen.\n"
    text += "Berichtigung: Nicht elf Kinder sind nach dem Fest an Salmonellen erkrankt, es waren 7."
    document = Document(document_id(text), "b.txt", HEAD, "de", date(2026, 3, 3), text)
    origin = Origin.of(document)
    pool = [one for passage in split(document) for one in statements_of(passage, origin)]
    found = arranged([old], pool, relate)
    assert [(v.first, v.role) for v in found] == [
        (pool[0], Role.NEWEST),
        (pool[1], Role.NEWEST),
        (old, Role.EARLIER),
    ]


def test_a_paragraph_of_a_ticker_has_its_own_time() -> None:
    lines = "Ticker\n14.20 Uhr: Die Feuerwehr meldet vier Verletzte.\n"
    lines += "15.05 Uhr: Die Feuerwehr meldet neun Verletzte."
    document = Document(document_id(lines), "t.txt", "Ticker", "de", date(2026, 3, 2), lines)
    first, second = [statements_of(p, Origin.of(document))[-1] for p in split(document)[1:]]
    assert (first.clock, second.clock) == (time(14, 20), time(15, 5))
    assert relate(first, second) is Role.NEWEST


def test_a_correction_is_one_statement() -> None:
    found = said("Correction: An earlier version put it at 31. The figure is 46.", language="en")
    assert found.text == "Correction: An earlier version put it at 31. The figure is 46."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Korrektur: Es waren neun.", True),
        ("Berichtigt: Es waren neun.", True),
        ("Updated: nine people were hurt.", True),
        ("The figure was raised from 4 to 9.", True),
        ("The number of injured rose from four to nine.", True),
        ("The number of patients has climbed to 83.", True),
        ("Die Zahl der Kranken ist auf 83 gestiegen.", True),
        ("Er ist auf das Dach gestiegen.", False),
        ("Die Zahl stieg von vierzehn auf neunzehn.", True),
        ("Die Steuer stieg auf Druck der Union.", False),
        ("She drove from town to city.", False),
        ("Zuerst war von zwei Wochen die Rede.", True),
        ("Er las die Korrekturfahnen.", False),
        ("They may update the list.", False),
        ("Die Fahrt von Bonn auf die Insel dauert 9 Stunden.", False),
    ],
)
def test_revises(text: str, expected: bool) -> None:
    assert revises(text) is expected


def test_prints_of_one_text_with_the_same_values() -> None:
    one = said(FOUR, outlet="a").passage
    copy, other = said(FOUR, outlet="b").passage, said(NINE, outlet="c").passage
    assert prints(one, [one, copy, other]) == [copy]
