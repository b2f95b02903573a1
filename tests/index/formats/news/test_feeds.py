"""RSS and Atom as sites and programs write them."""

from datetime import date, time

import pytest

from index.formats import FORMATS, Extract, Fault
from index.reading.parsing import Several, parse

TEXT = "Die Stadt Wiesau kauft zwölf Busse."


def extract(document: str) -> Extract:
    return FORMATS[".rss"].extract(document.encode())


def rss(*items: str) -> str:
    return (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'>"
        f"<channel><title>Bote</title>{''.join(f'<item>{one}</item>' for one in items)}"
        "</channel></rss>"
    )


# What an entry holds, and its paragraphs.
ENTRIES = {
    "text": (f"<title>Kopf</title><description>{TEXT}</description>", ["Kopf", TEXT]),
    "HTML in CDATA": (
        (f"<title>Kopf</title><description><![CDATA[<p>{TEXT}</p><p>Zwei.</p>]]></description>"),
        ["Kopf", TEXT, "Zwei."],
    ),
    "HTML escaped": (
        f"<title>Kopf</title><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description>",
        ["Kopf", TEXT],
    ),
    "HTML escaped twice": (
        "<title>Kopf</title><description>&amp;lt;p&amp;gt;Eins.&amp;lt;/p&amp;gt;</description>",
        ["Kopf", "Eins."],
    ),
    "full text before the summary": (
        (
            f"<title>Kopf</title><description>Kurz.</description><content:encoded><![CDATA[<p>{TEXT}"
            "</p>]]></content:encoded>"
        ),
        ["Kopf", TEXT],
    ),
    "picture in the text": (
        (
            "<title>Kopf</title><description><![CDATA[<img src=a.jpg alt=x>Eins.<br clear=all>"
            "<br>Zwei.]]></description>"
        ),
        ["Kopf", "Eins.", "Zwei."],
    ),
    "title with escaped letters": (
        ("<title>Bus &amp;amp; Bahn</title><description>Eins.</description>"),
        ["Bus & Bahn", "Eins."],
    ),
    "title in CDATA": (
        "<title><![CDATA[Bus & Bahn]]></title><description>Eins.</description>",
        ["Bus & Bahn", "Eins."],
    ),
    "title of a picture": (
        ("<media:title>Bild</media:title><title>Kopf</title><description>Eins.</description>"),
        ["Kopf", "Eins."],
    ),
    "no title": ("<description>Eins.</description>", ["Eins."]),
    "no text": ("<title>Kopf</title>", ["Kopf"]),
    "comparison in text": (
        "<title>Kopf</title><description>3 &lt; 5 Busse</description>",
        ["Kopf", "3 < 5 Busse"],
    ),
    "title repeated in the text": (
        ("<title>Kopf</title><description><![CDATA[<h1>Kopf</h1><p>Eins.</p>]]></description>"),
        ["Kopf", "Eins."],
    ),
    "table": (
        (
            "<title>Kopf</title><description><![CDATA[<table><tr><td>a</td><td>b</td></tr>"
            "</table>]]></description>"
        ),
        ["Kopf", "a | b"],
    ),
    "hidden": (
        (
            "<title>Kopf</title><description><![CDATA[<p style='display:none'>x</p><p>Eins.</p>]]>"
            "</description>"
        ),
        ["Kopf", "Eins."],
    ),
    "HTML's names of letters": (
        "<title>M&uuml;he</title><description>Eins&nbsp;zwei.</description>",
        ["Mühe", "Eins zwei."],
    ),
}


@pytest.mark.parametrize(("entry", "wanted"), ENTRIES.values(), ids=ENTRIES)
def test_entries_read_as_they_are_shown(entry: str, wanted: list[str]) -> None:
    (member,) = extract(rss(entry)).members
    assert isinstance(member.content, Extract)
    assert member.content.text.split("\n") == wanted


def test_each_entry_of_rss_is_an_article() -> None:
    feed = rss(
        "<title>Bus: neu. Da</title><description>Eins.</description><dc:creator>Pohl</dc:creator>"
        "<pubDate>Sat, 14 Mar 2026 10:15:00 +0100</pubDate><link>https://bote.example/1</link>",
        "<title>Bus: neu. Da</title><description>Zwei.</description>"
        "<author>r@bote.example (Karl Ebner)</author><guid>https://bote.example/2</guid>"
        "<source url='x'>Agentur Nord</source>",
    )
    found = parse("feeds/bote.rss", feed.encode())
    assert isinstance(found, Several)
    assert found.title == "Bote"
    assert [
        (d.source, d.title, d.outlet, d.author, d.link, d.date, d.time_of_day)
        for d in (article.document for article in found.articles)
    ] == [
        ("feeds/bote.rss/Bus: neu Da", "Bus: neu. Da", "Bote", "Pohl",
         "https://bote.example/1", date(2026, 3, 14), time(10, 15)),
        ("feeds/bote.rss/Bus: neu Da (2)", "Bus: neu. Da", "Agentur Nord", "Karl Ebner",
         "https://bote.example/2", None, None),
    ]  # fmt: skip


def test_each_entry_of_atom_is_an_article() -> None:
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title type='text'>Bote</title><entry><title "
        "type='html'>Bus &amp;amp; Bahn</title><link rel='edit' href='https://x.example/e'/><link "
        "href='https://x.example/1'/><published>2026-03-14T10:15:00+01:00</published><updated>"
        "2026-03-15T10:15:00Z</updated><author><name>Pohl</name></author><summary>Kurz.</summary>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Eins.</p><p>Zwei.</p>"
        "</div></content></entry></feed>"
    )
    (member,) = extract(feed).members
    assert member.content == Extract(
        "Bus & Bahn\nEins.\nZwei.",
        title="Bus & Bahn",
        outlet="Bote",
        author="Pohl",
        link="https://x.example/1",
        dated=date(2026, 3, 14),
        time_of_day=time(10, 15),
    )


def test_rss_1_is_read() -> None:
    feed = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
        "<title>Bote</title></channel><item><title>Kopf</title><description>Eins.</description>"
        "<dc:date>2026-03-14</dc:date></item></rdf:RDF>"
    )
    (member,) = extract(feed).members
    assert member.content == Extract(
        "Kopf\nEins.", title="Kopf", outlet="Bote", dated=date(2026, 3, 14), time_of_day=None
    )


def test_a_feed_without_entries_is_empty() -> None:
    problem = parse("a.rss", rss().encode())
    assert getattr(problem, "fault", None) is Fault.EMPTY
