"""Which XML is read, and how its bytes are."""

from contextlib import suppress

import pytest

from index.formats import FORMATS, Extract, Fault, UnreadableError

TEXT = "Die Stadt Wiesau kauft zwölf Busse."


def extract(document: str) -> Extract:
    return FORMATS[".xml"].extract(document.encode())


CANCELLED = (
    "<newsItem><itemMeta><pubStatus qcode='stat:canceled'/></itemMeta><contentSet><inlineXML><p>x"
    "</p></inlineXML></contentSet></newsItem>"
)


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ("", Fault.DAMAGED),
        ("<nitf><body>", Fault.DAMAGED),
        ("<svg/>", Fault.FORMAT),
        ("<nitf><head/></nitf>", Fault.NO_TEXT),
        (
            "<newsItem><contentSet><remoteContent href='a.jpg'/></contentSet></newsItem>",
            Fault.NO_TEXT,
        ),
        (CANCELLED, Fault.CANCELLED),
        (CANCELLED.replace("stat:canceled", "stat:withheld"), Fault.CANCELLED),
        (
            f"<newsMessage><itemSet>{CANCELLED}<packageItem/></itemSet></newsMessage>",
            Fault.CANCELLED,
        ),
        (
            "<nitf><head><docdata management-status='killed'/></head><body><p>x</p></body></nitf>",
            Fault.CANCELLED,
        ),
        (
            "<packageItem><groupSet><group><itemRef/></group></groupSet></packageItem>",
            Fault.NO_TEXT,
        ),
    ],
)
def test_what_cannot_be_read_is_named(document: str, fault: Fault) -> None:
    with pytest.raises(UnreadableError) as caught:
        extract(document)
    assert caught.value.fault is fault


LAUGHS = "".join(f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 12))


@pytest.mark.parametrize(
    "subset",
    [
        f"<!ENTITY a0 'ha'>{LAUGHS}<!ENTITY x '&a11;'>",
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
        "<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>",
        "<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p; <!ENTITY x 'y'>",
    ],
)
def test_entities_are_never_resolved(subset: str) -> None:
    document = f"<!DOCTYPE nitf [{subset}]><nitf><body><p>Eins &x; zwei.</p></body></nitf>"
    with suppress(UnreadableError):
        assert extract(document).text == "Eins zwei."


def test_several_documents_in_an_envelope_are_articles() -> None:
    one = "<nitf><head><title>{0}</title></head><body><p>{0} tagt.</p></body></nitf>"
    found = extract(f"<export>{one.format('Rat')}<x/>{one.format('Kreistag')}</export>")
    assert [m.content.text for m in found.members if isinstance(m.content, Extract)] == [
        "Rat tagt.", "Kreistag tagt.",
    ]  # fmt: skip


def declared(encoding: str, body: str = f"<p>{TEXT}</p>") -> str:
    return f"<?xml version='1.0' encoding='{encoding}'?><nitf><body>{body}</body></nitf>"


QUOTES = "„Gut“ – 7 €"
# Files as bytes, and the paragraph in them.
ENCODINGS = {
    "UTF-8": (declared("utf-8").encode(), TEXT),
    "UTF-8 with a mark": (declared("utf-8").encode("utf-8-sig"), TEXT),
    "no declaration": (f"<nitf><body><p>{TEXT}</p></body></nitf>".encode(), TEXT),
    "Latin-1": (declared("iso-8859-1").encode("latin-1"), TEXT),
    "Windows-1252": (declared("windows-1252", f"<p>{QUOTES}</p>").encode("cp1252"), QUOTES),
    "Windows-1252 that says it is Latin-1": (
        declared("ISO-8859-1", f"<p>{QUOTES}</p>").encode("cp1252"),
        QUOTES,
    ),
    "Windows-1252 that says it is UTF-8": (declared("utf-8").encode("cp1252"), TEXT),
    "Windows-1252 that says nothing": (
        f"<nitf><body><p>{TEXT}</p></body></nitf>".encode("cp1252"),
        TEXT,
    ),
    "UTF-16": (declared("utf-16").encode("utf-16"), TEXT),
    "UTF-16 without a mark": (declared("utf-16").encode("utf-16-le"), TEXT),
    "UTF-8 that says it is UTF-16": (declared("utf-16").encode(), TEXT),
    "UTF-8 that says it is Latin-1, with a mark": (
        declared("iso-8859-1").encode("utf-8-sig"),
        TEXT,
    ),
    "unknown encoding": (declared("x-redaktion").encode(), TEXT),
    "signs of Windows as numbers": (declared("utf-8", "<p>&#132;Gut&#147; &#150; 7 &#128;</p>").encode(),
                                    QUOTES),
    "lines above the declaration": (b"\r\n  " + declared("utf-8").encode(), TEXT),
    "mark and lines above the declaration": (b"\xef\xbb\xbf\n" + declared("utf-8").encode(), TEXT),
    "comment above the declaration": (b"<!-- Export 7 -->\n" + declared("utf-8").encode(), TEXT),
    "rubbish behind the end": (declared("utf-8").encode() + b"\n\x1a\0\0", TEXT),
    "letters with a name": (declared("utf-8", "<p>K&ouml;ln &ndash; M&uuml;he</p>").encode(),
                            "Köln – Mühe"),
    "name of a letter that nobody knows": (declared("utf-8", "<p>Rat &quatsch; tagt</p>").encode(),
                                           "Rat &quatsch; tagt"),
    "stray angle bracket": (declared("utf-8", "<p>Bei 3 < 5 Grad</p>").encode(), "Bei 3 < 5 Grad"),
    "capital letters": (declared("utf-8").upper().replace("?XML VERSION", "?xml version").replace(
        "ENCODING", "encoding").encode(), TEXT.upper()),
    "prefix without a namespace": (declared("utf-8", f"<x:p>{TEXT}</x:p>").encode(), TEXT),
}  # fmt: skip


@pytest.mark.parametrize(("data", "wanted"), ENCODINGS.values(), ids=ENCODINGS)
def test_bytes_as_programs_write_them(data: bytes, wanted: str) -> None:
    assert FORMATS[".nitf"].extract(data).text == wanted
