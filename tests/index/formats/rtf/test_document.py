"""RTF as word processors, agencies and mail programs write it."""

from contextlib import suppress

import pytest

from index.formats import FORMATS, Fault, UnreadableError
from tests.index.formats.making import rtf

LONG = "Ein langer Absatz einer Spalte, " * 8

# What stands in the document, and its paragraphs.
CASES = {
    "two paragraphs": (r"\pard Eins.\par\pard Zwei.\par", ["Eins.", "Zwei."]),
    "no paragraph end": ("Eins.", ["Eins."]),
    "line ends of the file": ("Ein\r\nSatz\n mehr.", ["EinSatz mehr."]),
    "Windows-1252": (r"Br\'fccken \'96 \'84gro\'df\'93", ["Brücken – „groß“"]),
    "Unicode with replacement": (r"Stra\u223?e \u8211-\u8222\'84x", ["Straße –„x"]),
    "Unicode without replacement": (r"\uc0 Stra\u223 e", ["Straße"]),
    "Unicode with two replacements": (r"{\uc2 \u8364EU}5", ["€5"]),
    "beyond the first plane": (r"\u-10179?\u-8704?!", ["😀!"]),
    "font of another code page": (r"{\f1 Wa\'b3\'easa} Br\'fcn", ["Wałęsa Brün"]),
    "fonts of signs": (r"{\f2 \'b7}Punkt", ["Punkt"]),
    "signs of symbol fonts in Unicode": (r"{\f2 \u-3913?}Punkt", ["Punkt"]),
    "code page of DOS": (r"\pc Br\'81cke", ["Brücke"]),
    "escaped signs": (r"\{a\} C:\\x", ["{a} C:\\x"]),
    "dashes and quotes as words": (
        r"A\endash B\emdash C \lquote d\rquote  \ldblquote e\rdblquote",
        ["A–B—C ‘d’ “e”"],
    ),
    "spaces and hyphens": (
        r"10\~000 Euro, Wasser\-stoff, E\_Bus",
        ["10 000 Euro, Wasserstoff, E‑Bus"],
    ),
    "soft line break": (r"Eins\line zwei.", ["Eins zwei."]),
    "two soft line breaks": (r"Eins.\line\line Zwei.", ["Eins.", "Zwei."]),
    "page break": (r"Eins.\page Zwei.", ["Eins.", "Zwei."]),
    "tabulator": (r"Eins\tab zwei", ["Eins zwei"]),
    "bold inside a word": (r"Wasser{\b stoff}bus", ["Wasserstoffbus"]),
    "hidden text": (r"Offen. {\v Geheim.}Weiter.", ["Offen. Weiter."]),
    "hidden text switched off": (r"\v Geheim.\v0 Offen.", ["Offen."]),
    "white text": (r"Offen. {\cf2 Geheim.}Weiter.", ["Offen. Weiter."]),
    "white text on colour": (r"{\highlight1\cf2 Offen.}", ["Offen."]),
    "tiny text": (r"{\fs2 Geheim.}{\fs24 Offen.}", ["Offen."]),
    "deleted text": (r"Es sind {\deleted 12}{\revised 14} Busse.", ["Es sind 14 Busse."]),
    "struck text": (
        r"Er bleibt{\strike  nicht}.\par {\strike\strike0 Zwei.}",
        ["Er bleibt.", "Zwei."],
    ),
    "comment": (r"Eins{\*\annotation \pard Stimmt das?}.", ["Eins."]),
    "running head and foot": (r"{\header Bote\par}{\footerr Seite 1\par}Eins.", ["Eins."]),
    "footnote": (
        r"Zw\'f6lf Busse{\super\chftn{\footnote\pard{\super\chftn} Laut Amt.}} kommen.\par Ende.",
        ["Zwölf Busse kommen.", "Ende.", "Laut Amt."],
    ),
    "link": (
        (
            r"Das {\field{\*\fldinst HYPERLINK "
            r'"https://x.example"}{\fldrslt Rathaus}} meldet.'
        ),
        ["Das Rathaus meldet."],
    ),
    "picture": (r"Eins{\pict\pngblip 89504e47}.", ["Eins."]),
    "picture in bytes": (r"Eins{\pict\bin5 }{\\}}.Zwei", ["Eins.Zwei"]),
    "unknown destination": (r"Eins{\*\quatsch nichts}.", ["Eins."]),
    "bullet": (r"{\pntext\f2\'b7\tab}Punkt eins\par", ["Punkt eins"]),
    "style sheet and info": (
        r"{\stylesheet{\s0 Standard;}}{\info{\author Pohl}{\title Busse}}Eins.",
        ["Eins."],
    ),
    "text box": (
        r"Eins.{\shp{\*\shpinst{\sp{\sn a}}{\shptxt Im Kasten.\par}}{\shprslt alt}}\par Zwei.",
        ["Eins.", "Im Kasten.", "Zwei."],
    ),
    "both spellings of a text": (r"{\upr{Br?cke}{\*\ud{Br\u252?cke}}}", ["Brücke"]),
    "table": (
        (
            r"Davor\par\trowd\pard\intbl Jahr\cell\pard\intbl Euro\cell\row"
            r"\trowd\pard\intbl 2025\cell 1,2 Mio.\cell\row\pard Danach\par"
        ),
        ["Davor", "Jahr | Euro", "2025 | 1,2 Mio.", "Danach"],
    ),
    "list in a cell": (
        r"\trowd\pard\intbl Nord\cell A: 1\par B: 2\cell\row\pard",
        ["Nord | A: 1 B: 2"],
    ),
    "layout table": (
        rf"\trowd\pard\intbl {LONG}\par {LONG}\cell Kurz\cell\row\pard",
        [LONG.strip(), LONG.strip(), "Kurz"],
    ),
    "no paragraph reset behind a table": (
        r"\trowd\intbl A\cell B\cell\row Danach.\par Ende.",
        ["A | B", "Danach.", "Ende."],
    ),
    "behind the end": (r"Eins.}Rest{", ["Eins."]),
}


@pytest.mark.parametrize(("body", "wanted"), CASES.values(), ids=CASES)
def test_rtf_reads_as_it_is_shown(body: str, wanted: list[str]) -> None:
    assert FORMATS[".rtf"].extract(rtf(body)).text.split("\n") == wanted


def test_the_title_is_that_of_the_document() -> None:
    data = rtf("Eins.", head=r"{\info{\title Wiesau kauft B\'fcsse}}")
    assert FORMATS[".rtf"].extract(data).title == "Wiesau kauft Büsse"


@pytest.mark.parametrize("data", [b"", b"Kein RTF", b"PK\3\4", b"{\\r"])
def test_what_is_no_rtf_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="not Rich Text") as caught:
        FORMATS[".rtf"].extract(data)
    assert caught.value.fault is Fault.DAMAGED


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1" + b"{" * 200_000,
        b"{\\rtf1" + b"{\\footnote " * 5_000 + b"x",
        b"{\\rtf1" + b"\\u-1?" * 100_000,
        b"{\\rtf1 \\bin99999999999 x",
        b"{\\rtf1" + b"\\'" * 100_000,
        b"{\\rtf1" + b"\\cell" * 100_000 + b"\\row",
    ],
)
def test_rtf_that_is_made_to_do_harm_is_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        FORMATS[".rtf"].extract(data).text.encode()
