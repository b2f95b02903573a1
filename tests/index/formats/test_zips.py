"""Archives as people and systems pack them; each file is an article of its own."""

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
