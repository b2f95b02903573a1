"""``python -m index read``: files in the forms in which newsrooms get them."""

from pathlib import Path

import pytest

from index.reading.file_view import read_file, to_json
from tests.index.formats import making

BUSES = "Die Stadt Wiesau kauft 12 Busse."

RESULTS = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<title>Wahl in Talheim</title></head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/politik">Politik</a></li></ul></nav>
<article><h1>Wahl in Talheim: So stimmten die Bezirke ab</h1>
<p>Bei der Kommunalwahl in Talheim hat die Bürgerliste am Sonntag die meisten Stimmen erhalten.</p>
<h2>Ergebnisse</h2>
<table><tr><th>Bezirk</th><th>Stimmen</th></tr>
<tr><td>Nord</td><td><ul><li>Bürgerliste: 4.112</li><li>Zukunft: 1.907</li></ul></td></tr></table>
<h2>Was jetzt ansteht</h2>
<ul><li><span>Am 12. März wählt der Rat die Ausschüsse.</span></li></ul>
<dl><dt>Wahlleiterin</dt><dd>Inge Pohl, seit 2019 im Amt</dd></dl>
<blockquote><p>„Wir haben verstanden“, sagte Ebner am Abend.</p></blockquote>
</article><footer>Impressum Datenschutz</footer></body></html>"""
TICKER = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Liveticker</title>
</head><body><main><h1>Liveticker: Sturm über der Küste</h1>
<div class="entry"><time>14:05 Uhr</time><h3>Fähren fallen aus</h3><p>Die Reederei Nordstrom stellt
alle Fahrten ein.</p></div></main></body></html>"""
MAIL = (
    "From: presse@wiesau.example\nTo: redaktion@zeitung.example\nSubject: Wiesau kauft Busse\n"
    f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{BUSES}\n"
)
NITF = (
    '<?xml version="1.0" encoding="UTF-8"?><nitf><head><title>Wiesau kauft Busse</title></head>'
    f"<body><body.content><p>{BUSES}</p></body.content></body></nitf>"
)

CASES: dict[str, tuple[bytes, list[str]]] = {
    "tabelle.html": (
        RESULTS.encode(),
        [
            "Wahl in Talheim: So stimmten die Bezirke ab",
            (
                "Bei der Kommunalwahl in Talheim hat die Bürgerliste am Sonntag die meisten "
                "Stimmen erhalten."
            ),
            "Ergebnisse",
            "Bezirk | Stimmen",
            "Nord | Bürgerliste: 4.112 Zukunft: 1.907",
            "Was jetzt ansteht",
            "Am 12. März wählt der Rat die Ausschüsse.",
            "Wahlleiterin | Inge Pohl, seit 2019 im Amt",
            "„Wir haben verstanden“, sagte Ebner am Abend.",
        ],
    ),
    "ticker.html": (
        TICKER.encode(),
        [
            "Liveticker: Sturm über der Küste",
            "14:05 Uhr",
            "Fähren fallen aus",
            "Die Reederei Nordstrom stellt alle Fahrten ein.",
        ],
    ),
    "mail.eml": (MAIL.encode(), [BUSES]),
    "meldung.rtf": (
        rf"{{\rtf1\ansi\deff0 {{\fonttbl{{\f0 Arial;}}}}\f0\fs22 {BUSES}\par}}".encode(),
        [BUSES],
    ),
    "newsml.xml": (NITF.encode(), [BUSES]),
    "text.odt": (making.odt(f"<text:p>{BUSES}</text:p>"), [BUSES]),
    "post.zip": (making.archive({"a.eml": MAIL.encode(), "b.txt": b"Zwei."}), [BUSES, "Zwei."]),
}


@pytest.mark.parametrize("name", CASES)
def test_files_show_the_paragraphs_of_the_original(name: str, tmp_path: Path) -> None:
    data, wanted = CASES[name]
    (tmp_path / name).write_bytes(data)
    said = to_json(read_file(tmp_path / name))
    assert said["problem"] is None
    assert [paragraph["text"] for paragraph in said["paragraphs"]] == wanted


def test_the_fields_of_a_mail(tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_text(MAIL)
    said = to_json(read_file(tmp_path / "mail.eml"))
    assert (said["title"], said["outlet"], said["language"]) == (
        "Wiesau kauft Busse", "presse@wiesau.example", "de",
    )  # fmt: skip


def test_an_old_word_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "alt.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b" " * 504)
    said = to_json(read_file(tmp_path / "alt.doc"))
    assert (said["paragraphs"], said["source"]) == ([], "alt.doc")
    assert said["problem"].startswith("Files of kind .doc are not read: save it as one of .txt")


def test_articles_and_problems_of_an_archive_are_apart(tmp_path: Path) -> None:
    path = tmp_path / "post.zip"
    path.write_bytes(making.archive({"a.txt": b"Eins.", "b.doc": b"x", "c.txt": b"Zwei."}))
    said = to_json(read_file(path))
    assert [(one["source"], one["paragraphs"][0]["text"]) for one in said["articles"]] == [
        ("post.zip/a.txt", "Eins."),
        ("post.zip/c.txt", "Zwei."),
    ]
    assert [one["source"] for one in said["problems"]] == ["post.zip/b.doc"]
    assert said["source"] == "post.zip"


def test_an_archive_without_an_article_says_why(tmp_path: Path) -> None:
    (tmp_path / "post.zip").write_bytes(making.archive({"b.doc": b"x"}))
    said = to_json(read_file(tmp_path / "post.zip"))
    assert said["paragraphs"] == []
    assert said["problem"].startswith("post.zip/b.doc: Files of kind .doc are not read")
