"""OpenDocument texts as LibreOffice and others write them."""

import pytest

from index.formats import FORMATS, Fault, UnreadableError
from tests.index.formats import making

extract = FORMATS[".odt"].extract
LONG = "Ein langer Absatz einer Spalte, " * 8


def cell(*paragraphs: str) -> str:
    return "<table:table-cell>" + "".join(map(p, paragraphs)) + "</table:table-cell>"


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


HIDDEN = "<style:style style:name='T9'><style:text-properties text:display='none'/></style:style>"
WHITE = "<style:style style:name='T8'><style:text-properties fo:color='#FFFFFF'/></style:style>"
STRUCK = (
    "<style:style style:name='T6'><style:text-properties style:text-line-through-style='solid'/>"
    "</style:style>"
)
CHILD = "<style:style style:name='T7' style:parent-style-name='T9'/>"
NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body>"
    "</text:note>"
)
# What stands in the body, and its paragraphs.
CASES = {
    "headings": (f"<text:h>Kopf</text:h>{p('Eins.')}", ["Kopf", "Eins."]),
    "spans": (p("Wasser<text:span>stoff</text:span>bus"), ["Wasserstoffbus"]),
    "spaces": (p("a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d"), ["a b c d"]),
    "wrong count of spaces": (p("a<text:s text:c='x'/>b"), ["a b"]),
    "soft hyphen": (p("Wasser\u00adstoff"), ["Wasserstoff"]),
    "page break inside": (p("Wasser<text:soft-page-break/>stoff"), ["Wasserstoff"]),
    "list": (
        (
            f"<text:list><text:list-item>{p('Eins')}</text:list-item><text:list-item>{p('Zwei')}"
            "</text:list-item></text:list>"
        ),
        ["Eins", "Zwei"],
    ),
    "list in a list": (
        (
            f"<text:list><text:list-item>{p('Nord')}<text:list><text:list-item>{p('Au')}"
            "</text:list-item></text:list></text:list-item></text:list>"
        ),
        ["Nord", "Au"],
    ),
    "section": (f"<text:section>{p('Eins.')}</text:section>", ["Eins."]),
    "hidden section": (
        f"<text:section text:display='none'>{p('Geheim.')}</text:section>{p('Eins.')}",
        ["Eins."],
    ),
    "table": (
        f"<table:table>{row(cell('Jahr'), cell('Euro'))}{row(cell('25'), cell('7'))}</table:table>",
        ["Jahr | Euro", "25 | 7"],
    ),
    "table head": (
        (
            f"<table:table><table:table-header-rows>{row(cell('Jahr'), cell('Euro'))}"
            f"</table:table-header-rows>{row(cell('2025'), cell('7'))}</table:table>"
        ),
        ["Jahr | Euro", "2025 | 7"],
    ),
    "covered cells": (
        f"<table:table>{row(cell('Ort'), '<table:covered-table-cell/>', cell('7'))}</table:table>",
        ["Ort | 7"],
    ),
    "list in a cell": (
        f"<table:table>{row(cell('Nord'), cell('A: 1', 'B: 2'))}</table:table>",
        ["Nord | A: 1 B: 2"],
    ),
    "layout table": (
        f"<table:table>{row(cell(LONG, LONG), cell('Kurz'))}</table:table>",
        [LONG.strip(), LONG.strip(), "Kurz"],
    ),
    "table in a table": (
        f"<table:table>{row('<table:table-cell><table:table>' + row(cell('a'), cell('b')) + '</table:table></table:table-cell>', cell('c'))}</table:table>",
        ["a | b | c"],
    ),
    "footnote": (
        p("Zwölf Busse" + NOTE.format(p("Laut Rathaus.")) + " kommen.") + p("Ende."),
        ["Zwölf Busse kommen.", "Ende.", "Laut Rathaus."],
    ),
    "comment": (
        p("Eins<office:annotation><text:p>Stimmt das?</text:p></office:annotation>."),
        ["Eins."],
    ),
    "deleted text": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Alt</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>" + p("Neu<text:change/>."),
        ["Neu."],
    ),
    "hidden by style": (
        p("Eins <text:span text:style-name='T9'>Geheim</text:span>zwei"),
        ["Eins zwei"],
    ),
    "hidden by a style's parent": (
        p("Eins <text:span text:style-name='T7'>x</text:span>zwei"),
        ["Eins zwei"],
    ),
    "white": (p("Eins <text:span text:style-name='T8'>Geheim</text:span>zwei"), ["Eins zwei"]),
    "struck text": (
        p("Er bleibt<text:span text:style-name='T6'> nicht</text:span>."),
        ["Er bleibt."],
    ),
    "hidden paragraph": (
        p("<text:hidden-paragraph text:is-hidden='true'/>Geheim.") + p("Eins."),
        ["Eins."],
    ),
    "hidden text": (
        p("Eins<text:hidden-text text:string-value='x'>x</text:hidden-text>."),
        ["Eins."],
    ),
    "text box": (
        p("Eins.<draw:frame><draw:text-box>" + p("Im Kasten.") + "</draw:text-box></draw:frame>")
        + p("Zwei."),
        ["Eins.", "Im Kasten.", "Zwei."],
    ),
    "description of a picture": (
        p("Eins.<draw:frame><svg:title>Logo</svg:title><svg:desc>Ein Bus</svg:desc></draw:frame>"),
        ["Eins."],
    ),
    "table of contents": (
        (
            f"<text:table-of-content><text:index-body>{p('Kopf 1')}</text:index-body>"
            f"</text:table-of-content>{p('Eins.')}"
        ),
        ["Eins."],
    ),
    "link": (p("Das <text:a>Rathaus</text:a> meldet."), ["Das Rathaus meldet."]),
    "field": (p("Stand: <text:date>14.03.2026</text:date>"), ["Stand: 14.03.2026"]),
    "declarations": (
        "<text:sequence-decls><text:sequence-decl/></text:sequence-decls>" + p("Eins."),
        ["Eins."],
    ),
    "empty paragraphs": (p("") + p(" ") + p("Eins."), ["Eins."]),
}


@pytest.mark.parametrize(("body", "wanted"), CASES.values(), ids=CASES)
def test_odt_reads_as_it_is_shown(body: str, wanted: list[str]) -> None:
    data = making.odt(body, HIDDEN + WHITE + STRUCK + CHILD)
    assert extract(data).text.split("\n") == wanted


def test_the_title_is_that_of_the_document() -> None:
    assert extract(making.odt(p("Eins."), title="Wiesau kauft Busse")).title == "Wiesau kauft Busse"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.DAMAGED),
        (b"PK\3\4", Fault.DAMAGED),
        (making.archive({"x": b"y"}), Fault.DAMAGED),
        (making.odt("<text:p>offen"), Fault.DAMAGED),
        (making.odt(p("x"), manifest="<encryption-data/>"), Fault.LOCKED),
        (making.archive({"content.xml": b"0" * 100_000_001}), Fault.TOO_LARGE),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, fault: Fault) -> None:
    with pytest.raises(UnreadableError) as caught:
        extract(data)
    assert caught.value.fault is fault


def test_nothing_outside_the_file_is_looked_up() -> None:
    entity = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b 'viel '>]>"
    data = making.odt(p("Eins &a;&b;zwei."), extra=entity)
    assert "root:" not in extract(data).text
