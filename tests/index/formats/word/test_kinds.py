"""Kinds of Word documents as newsrooms have them, with the paragraphs that a reader sees."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from index.formats import FORMATS, Fault, UnreadableError
from tests.index.formats import making

extract = FORMATS[".docx"].extract
CASES = Path(__file__).parents[5] / "shared" / "cases" / "files"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def r(words: str, form: str = "") -> str:
    look = f"<w:rPr>{form}</w:rPr>" if form else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def p(*content: str, form: str = "") -> str:
    inner = "".join(item if item.startswith("<") else r(item) for item in content)
    return f"<w:p>{f'<w:pPr>{form}</w:pPr>' if form else ''}{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>"
            + "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row)
            + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def field(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(content: str) -> str:
    return f"<w:r><w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></w:r>"


def foot(number: int, kind: str = "foot") -> str:
    return f'<w:r><w:{kind}noteReference w:id="{number}"/></w:r>'


def item(level: int, text: str, number: int = 1) -> str:
    return p(text, form=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def note(kind: str, number: int, *paragraphs: str) -> str:
    mark = f"<w:p><w:r><w:{kind}noteRef/></w:r>"
    inner = "".join(f"<w:p>{r(text)}</w:p>" for text in paragraphs).replace("<w:p>", mark, 1)
    return f'<w:{kind}note w:id="{number}">{inner}</w:{kind}note>'


NOTES = {
    "footnotes": '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    + note("foot", 1, " Erste Note.")
    + note("foot", 2, " Zweite Note.", "Ihr zweiter Absatz.")
    + note("foot", 3, "Auf die niemand verweist."),
    "endnotes": note("end", 1, " Am Ende."),
}
LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>'
)
NUMBERING = (
    f'<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="4"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    '</w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)


def document(content: str, styles: str = "", title: str = "") -> bytes:
    """A document of this content, with the notes and lists above."""
    whole, data = ZipFile(BytesIO(making.docx("x", title=title))), BytesIO()
    parts = {
        "word/document.xml": f"<w:document {_SPACES}><w:body>{content}</w:body></w:document>",
        "word/numbering.xml": NUMBERING,
        **{f"word/{k}.xml": f"<w:{k} {_SPACES}>{v}</w:{k}>" for k, v in NOTES.items()},
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {_SPACES}>{styles}</w:styles>"
    relations = whole.read("word/_rels/document.xml.rels").decode()
    types = whole.read("[Content_Types].xml").decode()
    for kind in NOTES:
        link = (
            f'<Relationship Id="r{kind}" Type="{_R}/{kind}" Target="{kind}.xml"/></Relationships>'
        )
        relations = relations.replace("</Relationships>", link)
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        types = types.replace(
            "</Types>",
            f'<Override PartName="/word/{kind}.xml" ContentType="{content_type}"/></Types>',
        )
    parts |= {"word/_rels/document.xml.rels": relations, "[Content_Types].xml": types}
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name in {*whole.namelist(), *parts}:
            archive.writestr(name, parts.get(name) or whole.read(name))
    return data.getvalue()


CHOICE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice>"
    "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"
)
BOXED = "<w:txbxContent><w:p><w:r><w:t>Im Kasten.</w:t></w:r></w:p></w:txbxContent>"
MARK_DELETED = "<w:rPr><w:del w:id='1'/></w:rPr>"
HEADED = "<w:style w:type='paragraph' w:styleId='L'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        # Notes.
        (p("Ein Satz.", foot(1), " Noch einer.") + p("Danach."),
         ["Ein Satz. Noch einer.", "Erste Note.", "Danach."]),
        (p("Eins.", foot(2)) + p("Zwei."), ["Eins.", "Zweite Note.", "Ihr zweiter Absatz.", "Zwei."]),
        (p("Eins.", foot(1, "end")) + p("Zwei."), ["Eins.", "Zwei.", "Am Ende."]),
        (p("Eins.", foot(1), foot(2)), ["Eins.", "Erste Note.", "Zweite Note.", "Ihr zweiter Absatz."]),
        (p("Eins.", f"<w:del>{foot(1)}</w:del>"), ["Eins."]),
        (table(("Polen", p("keine", foot(1))), ("Spanien", "zwei")),
         ["Polen | keine", "Erste Note.", "Spanien | zwei"]),
        (p("Eins.", foot(9)), ["Eins."]),
        # Tables.
        (table(("Land", "Truppen"), ("Polen", "keine")), ["Land | Truppen", "Polen | keine"]),
        (table(("Kontakt", p("Ein Kopf") + p("Der Rat hat gestern beschlossen, dass alles bleibt."))),
         ["Kontakt", "Ein Kopf", "Der Rat hat gestern beschlossen, dass alles bleibt."]),
        (table((p("Ein Satz.") + p("Ein zweiter."),)), ["Ein Satz.", "Ein zweiter."]),
        (table((p("Eintritt") + p("Kinder"), "3 Euro")), ["Eintritt Kinder | 3 Euro"]),
        (table(("Außen", table(("Polen", "keine"), ("Spanien", "zwei")) + p("Ende"))),
         ["Außen", "Polen | keine", "Spanien | zwei", "Ende"]),
        (table(("", "nur rechts")), ["nur rechts"]),
        ("<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>" + p("weg") + "</w:tc></w:tr></w:tbl>"
         + p("Da."), ["Da."]),
        ("<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>" + p("a") + "</w:tc></w:sdtContent>"
         "</w:sdt><w:tc>" + p("b") + "</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>", ["a | b"]),
        # Boxes.
        (p("Davor.", box(p("Im Kasten."))) + p("Danach."), ["Davor.", "Im Kasten.", "Danach."]),
        (p("Davor.", CHOICE.format(BOXED, BOXED)), ["Davor.", "Im Kasten."]),
        (p("Davor.", CHOICE.replace("<mc:Choice Requires='wps'>{}</mc:Choice>", "").format(BOXED)),
         ["Davor.", "Im Kasten."]),
        (p(CHOICE.format(r("neu"), r("alt"))), ["neu"]),
        (p("Davor.", box(p("Geheim.")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)), ["Davor."]),
        # Tracked changes.
        (p("Es kamen ", f"<w:ins>{r('30')}</w:ins>", "<w:del><w:r><w:delText>20</w:delText></w:r></w:del>",
           " Gäste."), ["Es kamen 30 Gäste."]),
        (p("Ein Absatz, ", form=MARK_DELETED) + p("der weitergeht."), ["Ein Absatz, der weitergeht."]),
        (p("<w:del><w:r><w:delText>Alles weg.</w:delText></w:r></w:del>", form=MARK_DELETED) + p("Da."),
         ["Da."]),
        (p("Der letzte.", form=MARK_DELETED), ["Der letzte."]),
        (p(f"<w:moveFrom>{r('alt')}</w:moveFrom>", f"<w:moveTo>{r('neu')}</w:moveTo>"), ["neu"]),
        # Fields.
        (p("Siehe ", field(" HYPERLINK x ", r("hier")), "."), ["Siehe hier."]),
        (p(field(" IF " + field("MERGEFIELD a", r("innen")) + ' = "1" ', r("Ergebnis"))), ["Ergebnis"]),
        (p("Stand: ", f"<w:fldSimple w:instr='DATE'>{r('3. Mai')}</w:fldSimple>"), ["Stand: 3. Mai"]),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("verloren")) + p("Da."), ["Da."]),
        (p("Zum ", f"<w:hyperlink>{r('Bericht')}</w:hyperlink>", "."), ["Zum Bericht."]),
        (p("Ein ", f"<w:smartTag>{r('Name')}</w:smartTag>", "."), ["Ein Name."]),
        # Lists.
        (item(0, "Eins") + item(1, "darin") + item(1, "auch") + item(0, "Zwei") + item(1, "neu"),
         ["1. Eins", "a) darin", "b) auch", "2. Zwei", "a) neu"]),
        (item(0, "Eins") + item(2, "tief"), ["1. Eins", "1.1 tief"]),
        (item(0, "Punkt", 2), ["• Punkt"]),
        (item(0, "Eins") + p("Text.") + item(0, "Zwei") + item(0, "Wieder", 3) + item(0, "Weiter", 3),
         ["1. Eins", "Text.", "2. Zwei", "1. Wieder", "2. Weiter"]),
        (item(0, "Vier", 4) + item(0, "Fünf", 4), ["IV. Vier", "V. Fünf"]),
        (item(0, "Nichts", 0) + item(0, "Unbekannt", 77), ["Nichts", "Unbekannt"]),
        # Characters.
        (p("SPD", "<w:r><w:noBreakHyphen/></w:r>", "geführt, Bundes", "<w:r><w:softHyphen/></w:r>", "tag"),
         ["SPD\u2011geführt, Bundestag"]),
        (p("Name", "<w:r><w:tab/></w:r>", "Amt", "<w:r><w:br/></w:r>", "Ort"), ["Name Amt Ort"]),
        (p("Eins.", "<w:r><w:br/><w:br/></w:r>", "Zwei."), ["Eins.", "Zwei."]),
        (p("Es gilt ", "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", "."), ["Es gilt a=b."]),
        (p("<w:r><w:ruby><w:rt><w:r><w:t>klein</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>Wort</w:t></w:r>"
           "</w:rubyBase></w:ruby></w:r>"), ["Wort"]),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("Klicken Sie hier.")
         + "</w:sdtContent></w:sdt>" + p("Da."), ["Da."]),
        (p("Da.", "<w:commentRangeStart w:id='1'/>", "<w:r><w:commentReference w:id='1'/></w:r>"), ["Da."]),
        (p("Preis: 5 ", "<w:r><w:sym w:font='Symbol' w:char='F0A0'/></w:r>", " und ",
           "<w:r><w:sym w:font='Wingdings' w:char='F0E0'/></w:r>", " mehr"), ["Preis: 5 € und → mehr"]),
        (p(r("Wiesau", "<w:smallCaps/>"), " tagt"), ["Wiesau tagt"]),
        (p("Er bleibt", r(" nicht", "<w:strike/>"), "."), ["Er bleibt."]),
        (p("Er bleibt", r(" nicht", "<w:dstrike w:val='0'/>"), "."), ["Er bleibt nicht."]),
        ("<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + p("Nord") + "</w:tc><w:tc>" + p("Au")
         + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("") + "</w:tc><w:tc>" + p("Bach")
         + "</w:tc></w:tr></w:tbl>", ["Nord | Au", "Nord | Bach"]),
        ("<w:customXml>" + p("Eins.") + "</w:customXml>" + p("<w:customXml>" + r("Zwei.") + "</w:customXml>"),
         ["Eins.", "Zwei."]),
        ("<w:sdt><w:sdtContent>" + p(field(' TOC \\o "1-3" ', r("Kosten 3"))) + "</w:sdtContent></w:sdt>" + p("Da."),
         ["Kosten 3", "Da."]),
        (p("<w:r><w:t>☒</w:t></w:r>", " Ja"), ["☒ Ja"]),
        (p("Seite eins.", "<w:r><w:br w:type='page'/></w:r>", "Seite zwei."), ["Seite eins.", "Seite zwei."]),
        (p("Eins.", "<w:r><w:lastRenderedPageBreak/></w:r>", " Zwei."), ["Eins. Zwei."]),
        (p("Wasser", "<w:proofErr w:type='spellStart'/>", r("stoff", "<w:b/>"), "<w:bookmarkStart w:id='1'/>", "bus"),
         ["Wasserstoffbus"]),
        (p("<w:bdo w:val='ltr'>" + r("Eins") + "</w:bdo>", "<w:dir w:val='ltr'>" + r(" zwei.") + "</w:dir>"),
         ["Eins zwei."]),
    ],
)  # fmt: skip
def test_a_reader_sees(content: str, seen: list[str]) -> None:
    assert extract(document(content)).text.split("\n") == seen


def test_a_list_may_come_from_a_style() -> None:
    styled = p("Kapitel", form="<w:pStyle w:val='L'/>") * 2
    assert extract(document(styled, HEADED)).text == "1. Kapitel\n2. Kapitel"


@pytest.mark.parametrize(
    ("given", "first", "title"),
    [
        ("Der Haushalt", "Text.", "Der Haushalt"),
        ("Dokument1", "Text.", None),
        ("Microsoft Word - alt.doc", "Text.", None),
        ("Vorlage", "Text.", None),
    ],
)
def test_titles(given: str, first: str, title: str | None) -> None:
    assert extract(making.docx(first, title=given)).title == title


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Fault.LOCKED,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), Fault.FORMAT),
        (document(p("Ein Satz."))[:-300], Fault.DAMAGED),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, fault: Fault) -> None:
    with pytest.raises(UnreadableError) as error:
        extract(data)
    assert error.value.fault is fault


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("b04_fussnote.docx", [
            "Haushalt 2027: Kreis Walden spart",
            "Der Kreistag Walden hat den Haushalt für 2027 verabschiedet. Landrat Emil Sorge sprach "
            "von einem Kompromiss.",
            "Drei Abgeordnete der Liste Talwind stimmten dagegen, weil die Musikschule 180.000 Euro "
            "verliert.",
        ]),
        ("b05_layouttabelle.docx", [
            "Pressestelle Stadt Hallbach",
            "Hallbach eröffnet neues Hallenbad",
            "Oberbürgermeisterin Ruth Ammer übergab das Bad am 3. Oktober der Öffentlichkeit. Der Bau "
            "dauerte vier Jahre",
            "Die Kosten stiegen von 22 auf 31 Millionen Euro.",
            "Eintritt Erwachsene | 6,50 Euro",
            "Eintritt Kinder | 3,20 Euro",
        ]),
        ("c4_verborgen.docx", [
            "Die Übernahme soll im Mai abgeschlossen sein. Der Preis ist nicht bekannt.",
        ]),
    ],
)  # fmt: skip
def test_the_cases_of_newsrooms(name: str, seen: list[str]) -> None:
    if not CASES.is_dir():
        pytest.skip("no shared cases here")
    assert extract((CASES / name).read_bytes()).text.split("\n") == seen
