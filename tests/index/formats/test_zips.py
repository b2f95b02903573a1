"""Archives as people and systems pack them; each file is an article of its own."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest

from index.formats import Fault
from index.reading.parsing import Several, parse
from tests.index.formats import making

TEXT = "Die Stadt Wiesau kauft zwölf Busse."

ZIPPED = {
    "a.txt": b"Eins.",
    "unter/b.html": making.html(f"<h1>Kopf</h1><p>{TEXT}</p>"),
    "../../raus.txt": b"Zwei.",
    "C:\\windows\\c.txt": b"Drei.",
    "__MACOSX/._a.txt": b"x",
    "bild.jpg": b"x",
    "kaputt.docx": b"PK",
    "inner.zip": making.archive(
        {"tief.zip": making.archive({"x.zip": making.archive({"y.txt": b"x"})})}
    ),
    "post.zip": making.archive({"d.txt": b"Vier."}),
}


def test_each_file_of_an_archive_is_an_article() -> None:
    found = parse("p/a.zip", making.archive(ZIPPED))
    assert isinstance(found, Several)
    assert [(a.document.source, a.document.text) for a in found.articles] == [
        ("p/a.zip/a.txt", "Eins."),
        ("p/a.zip/unter/b.html", f"Kopf\n{TEXT}"),
        ("p/a.zip/raus.txt", "Zwei."),
        ("p/a.zip/C:/windows/c.txt", "Drei."),
        ("p/a.zip/post.zip/d.txt", "Vier."),
    ]
    assert [(one.source, one.fault) for one in found.problems] == [
        ("p/a.zip/bild.jpg", Fault.FORMAT),
        ("p/a.zip/kaputt.docx", Fault.DAMAGED),
        ("p/a.zip/inner.zip/tief.zip/x.zip", Fault.TOO_LARGE),
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.DAMAGED),
        (making.archive({"a.txt": b"x" * 1000})[:-30], Fault.DAMAGED),
        (making.archive({"a.txt": b"0" * 100_000_001}), Fault.TOO_LARGE),
        (making.archive({f"{n}.txt": b"x" for n in range(1_001)}), Fault.TOO_LARGE),
        (making.archive({}), Fault.EMPTY),
    ],
)
def test_archives_that_cannot_be_read_are_named(data: bytes, fault: Fault) -> None:
    problem = parse("a.zip", data)
    assert getattr(problem, "fault", None) is fault


def test_names_in_the_code_page_of_dos() -> None:
    data = making.archive({"Mxller.txt": b"Eins."}).replace(b"Mxller", b"M\x81ller")
    found = parse("a.zip", data)
    assert isinstance(found, Several)
    assert [a.document.source for a in found.articles] == ["a.zip/Müller.txt"]


def renamed(data: bytes, plain: bytes, written: bytes) -> bytes:
    """An archive in which the name has other bytes; ASCII names carry no mark for UTF-8."""
    assert len(plain) == len(written)
    return data.replace(plain, written)


def with_flag(data: bytes, name: bytes, flag: int) -> bytes:
    """The archive with a flag set at the entry of that name."""
    made = bytearray(data)
    for head, at, length in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        start = -1
        while (start := made.find(head, start + 1)) >= 0:
            if made[start + length : start + length + len(name)] == name:
                made[start + at] |= flag
    return bytes(made)


def spoilt(data: bytes, content: bytes, *, instead: bytes) -> bytes:
    """An archive that is stored without compression, with other bytes in one file."""
    assert data.count(content) == 1
    return data.replace(content, instead)


def stored(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def linked() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        link = ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "../../geheim.txt")
        archive.writestr("a.txt", "Eins.")
    return made.getvalue()


def compressed(method: int) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        archive.writestr("a.txt", "Eins. " * 50)
    return made.getvalue()


EINS = {"a.txt": b"Eins."}
FEED = b"<rss><channel><title>B</title><item><title>Kopf</title></item></channel></rss>"
EML = b"Subject: Kopf\r\nContent-Type: text/plain\r\n\r\nEins."
# Archives, and what is read of them: names with texts, names with faults.
ARCHIVES = {
    "folders": (
        making.archive({"2026/": b"", "2026/maerz/": b"", "2026/maerz/rat.txt": b"Eins."}),
        {"2026/maerz/rat.txt": "Eins."}, {},
    ),
    "name in UTF-8": (making.archive({"Mülheim ß.txt": b"Eins."}), {"Mülheim ß.txt": "Eins."}, {}),
    "name in UTF-8 without its mark": (
        renamed(making.archive({"Mxxlheim.txt": b"Eins."}), b"Mxxlheim", "Mülheim".encode()),
        {"Mülheim.txt": "Eins."}, {},
    ),
    "name in the code page of DOS": (
        renamed(making.archive({"Mxlheim Strxe.txt": b"Eins."}), b"Mxlheim Strxe", b"M\x81lheim Str\xe1e"),
        {"Mülheim Strße.txt": "Eins."}, {},
    ),
    "name in Windows-1252": (
        renamed(making.archive({"Mxlheim.txt": b"Eins."}), b"Mxlheim", b"M\xfclheim"),
        {"Mülheim.txt": "Eins."}, {},
    ),
    "name in decomposed letters": (making.archive({"Mu\u0308lheim.txt": b"Eins."}), {"Mülheim.txt": "Eins."}, {}),
    "ending in capitals": (making.archive({"RAT.TXT": b"Eins."}), {"RAT.TXT": "Eins."}, {}),
    "texts in several encodings": (
        making.archive({"a.txt": "Köln".encode(), "b.txt": "Straße für Köln".encode("cp1252"),
                        "c.txt": "Köln zwei".encode("utf-16")}),
        {"a.txt": "Köln", "b.txt": "Straße für Köln", "c.txt": "Köln zwei"}, {},
    ),
    "archive in an archive": (making.archive({"i.zip": making.archive(EINS)}), {"i.zip/a.txt": "Eins."}, {}),
    "feed": (making.archive({"f.rss": FEED}), {"f.rss/Kopf": "Kopf"}, {}),
    "mail": (making.archive({"m.eml": EML}), {"m.eml": "Eins."}, {}),
    "documents": (
        making.archive({"w.docx": making.docx("Eins."), "o.odt": making.odt("<text:p>Zwei.</text:p>"),
                        "r.rtf": making.rtf("Drei.")}),
        {"w.docx": "Eins.", "o.odt": "Zwei.", "r.rtf": "Drei."}, {},
    ),
    "what systems add": (
        making.archive({**EINS, "__MACOSX/._a.txt": b"x", "._b.txt": b"x", ".DS_Store": b"x", "d/Thumbs.db": b"x",
                        "~$brief.docx": b"x", ".~lock.a.odt#": b"x", ".git/config.txt": b"x"}),
        {"a.txt": "Eins."}, {},
    ),
    "one file that is damaged": (
        spoilt(stored({**EINS, "b.txt": b"Zweites Stueck."}), b"Zweites Stueck.", instead=b"Zweites StXXck."),
        {"a.txt": "Eins."}, {"b.txt": Fault.DAMAGED},
    ),
    "one file with a password": (
        with_flag(making.archive({**EINS, "b.txt": b"Zwei."}), b"b.txt", 1),
        {"a.txt": "Eins."}, {"b.txt": Fault.LOCKED},
    ),
    "one file that is compressed in a way of its own": (
        making.archive({**EINS, "b.txt": b"Zwei."}).replace(
            b"\x08\0", b"\x09\0").replace(b"\x09\0", b"\x08\0", 1).replace(
            b"PK\1\2\x14\x03\x14\0\0\0\x09\0", b"PK\1\2\x14\x03\x14\0\0\0\x08\0", 1),
        {"a.txt": "Eins."}, {"b.txt": Fault.FORMAT},
    ),
    "one file of another kind": (
        making.archive({**EINS, "alt.doc": b"\xd0\xcf\x11\xe0", "LIESMICH": b"x"}),
        {"a.txt": "Eins."}, {"LIESMICH": Fault.FORMAT, "alt.doc": Fault.FORMAT},
    ),
    "one file that is empty": (
        making.archive({**EINS, "b.txt": b"", "c.md": b" \n"}),
        {"a.txt": "Eins."}, {"b.txt": Fault.EMPTY, "c.md": Fault.EMPTY},
    ),
    "link to another file": (linked(), {"a.txt": "Eins."}, {"link.txt": Fault.UNREADABLE}),
    "not compressed": (stored(EINS), {"a.txt": "Eins."}, {}),
    "bzip2": (compressed(ZIP_BZIP2), {"a.txt": "Eins. " * 50}, {}),
    "LZMA": (compressed(ZIP_LZMA), {"a.txt": "Eins. " * 50}, {}),
    "program that unpacks itself": (b"MZ" + b"\0" * 500 + making.archive(EINS), {"a.txt": "Eins."}, {}),
    "bytes behind the end": (making.archive(EINS) + b"\0" * 40, {"a.txt": "Eins."}, {}),
    "names that lead outside": (
        making.archive({"/etc/a.txt": b"Eins.", "..\\b.txt": b"Zwei.", "D:\\c\\..\\d.txt": b"Drei."}),
        {"etc/a.txt": "Eins.", "b.txt": "Zwei.", "D:/c/d.txt": "Drei."}, {},
    ),
    "names with spaces and points at their ends": (
        making.archive({" Rat tagt .txt": b"Eins.", "Rat...txt": b"Zwei."}),
        {"Rat tagt .txt": "Eins.", "Rat...txt": "Zwei."}, {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "texts", "faults"), ARCHIVES.values(), ids=ARCHIVES)
def test_archives_as_they_are_packed(
    data: bytes, texts: dict[str, str], faults: dict[str, Fault]
) -> None:
    found = parse("p.zip", data)
    assert isinstance(found, Several)
    assert {a.document.source: a.document.text for a in found.articles} == {
        f"p.zip/{name}": text for name, text in texts.items()
    }
    assert {one.source: one.fault for one in found.problems} == {
        f"p.zip/{name}": fault for name, fault in faults.items()
    }


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-03-14_rat.txt", date(2026, 3, 14)),
        ("2026/03/14/rat.txt", date(2026, 3, 14)),
        ("14.03.2026/rat.txt", date(2026, 3, 14)),
        ("rat.txt", date(2026, 1, 2)),
    ],
)
def test_dates_in_the_names_of_files_and_folders(name: str, day: date) -> None:
    found = parse("2026-01-02_woche.zip", making.archive({name: b"Eins."}))
    assert isinstance(found, Several)
    assert found.articles[0].document.date == day
