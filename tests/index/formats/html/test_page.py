from datetime import date, time

import pytest

from index.formats import FORMATS, Extract
from tests.index.formats.making import html

extract = FORMATS[".html"].extract

HEAD = (
    '<title>Treffen in Brüssel - Zeitung</title><meta property="og:title" '
    'content="Treffen in Brüssel"><meta property="article:published_time" '
    'content="2025-04-10T10:00:00+02:00">'
)
BODY = """<h1>Treffen in Brüssel</h1>
<p>Die Verteidigungsminister der <b>Koalition</b> der
   Willigen sind <a href="/nato">bei der NATO</a> in Brüssel zusammen&shy;gekommen.</p>
<h2>Zwischentitel &amp; mehr</h2>
<p>Minister aus mehr als 30&nbsp;Ländern nahmen an dem<br>Treffen teil.<br><br>Eine wirkliche
Einigung gab es allerdings nicht.</p>
<script>alert("<p>kein Text</p>")</script><style>p{}</style>
<ul><li>Polen schickt keine Truppen.</li><li>Griechenland auch nicht.</li></ul>
<blockquote><p>„Wir können den Frieden nicht gefährden.“</p></blockquote>
<table><tr><th>Land</th><th>Truppen</th></tr><tr><td>Polen</td><td>keine</td></tr></table>"""


def test_an_article_is_found_in_its_page() -> None:
    assert extract(html(BODY, HEAD)) == Extract(
        "Treffen in Brüssel\n"
        "Die Verteidigungsminister der Koalition der Willigen sind bei der NATO in Brüssel "
        "zusammengekommen.\n"
        "Zwischentitel & mehr\n"
        "Minister aus mehr als 30 Ländern nahmen an dem Treffen teil.\n"
        "Eine wirkliche Einigung gab es allerdings nicht.\n"
        "Polen schickt keine Truppen.\n"
        "Griechenland auch nicht.\n"
        "„Wir können den Frieden nicht gefährden.“\n"
        "Land | Truppen\n"
        "Polen | keine",
        title="Treffen in Brüssel",
        dated=date(2025, 4, 10),
        time_of_day=time(10, 0),
    )


SENTENCE = "Die Minister tagen in Brüssel – ohne „Rückendeckung“ aus Übersee."


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("UTF8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-8-sig"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names(declared: str, encoding: str) -> None:
    page = f"<meta charset='{declared}'><article><p>{SENTENCE}</p><p>{SENTENCE[:40]}.</p></article>"
    assert extract(page.encode(encoding)).text.splitlines()[0] == SENTENCE


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "No article was found"),
        (b" \n ", "No article was found"),
        (b"<html><body></body></html>", "No article was found"),
        (b"<meta charset=latin9000><p>x</p>", "unknown encoding, latin9000"),
        (b"<meta charset=rot13><p>x</p>", "not in its declared encoding"),
        (b"<meta charset=shift_jis><p>\xff\xff</p>", "not in its declared encoding"),
        (b"<p>a\0b</p>", "NUL"),
    ],
)
def test_what_is_no_article_is_said_to_be_none(data: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        extract(data)


def test_broken_utf8_is_not_guessed() -> None:
    with pytest.raises(UnicodeDecodeError):
        extract(html(BODY) + b"\xff")


@pytest.mark.parametrize(
    "page", ["Nur ein Satz, ohne jedes Markup, aus der Ablage.", "<b>Ein Satz"]
)
def test_a_part_of_a_page_is_read(page: str) -> None:
    assert extract(page.encode()).text == page.removeprefix("<b>")


def test_markup_that_is_shown_stays_text() -> None:
    page = html(
        f"<p>{SENTENCE}</p><p>&lt;script&gt;alert(1)&lt;/script&gt; stand auf der Tafel.</p>"
    )
    assert extract(page).text.splitlines()[1] == "<script>alert(1)</script> stand auf der Tafel."
