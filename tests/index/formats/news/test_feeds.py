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
    "full text that is only a picture": (
        "<title>Kopf</title><description>Eins.</description><content:encoded><![CDATA[<img src=a.jpg>]]>"
        "</content:encoded>",
        ["Kopf", "Eins."],
    ),
    "empty full text": (
        "<title>Kopf</title><content:encoded><![CDATA[]]></content:encoded><description>Eins.</description>",
        ["Kopf", "Eins."],
    ),
    "full text shorter than the summary": (
        f"<title>Kopf</title><description>{TEXT} Zwei.</description><content:encoded>Mehr</content:encoded>",
        ["Kopf", f"{TEXT} Zwei."],
    ),
    "HTML that was not escaped": (
        f"<title>Kopf</title><description><p>{TEXT}</p><p>Zwei<br/>drei.</p></description>",
        ["Kopf", TEXT, "Zwei drei."],
    ),
    "HTML that is not well-formed": (
        "<title>Kopf</title><description><![CDATA[<p>Eins.<p>Zwei <b>fett.<ul><li>Drei]]></description>",
        ["Kopf", "Eins.", "Zwei fett.", "Drei"],
    ),
    "markup in the title": ("<title>&lt;b&gt;Kopf&lt;/b&gt;</title><description>Eins.</description>",
                            ["Kopf", "Eins."]),
    "titles of iTunes": (
        "<itunes:title xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>Folge 7</itunes:title><title>Kopf</title>"
        "<itunes:summary xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>Kurz.</itunes:summary><description>Eins.</description>",
        ["Kopf", "Eins."],
    ),
    "text of a picture": (
        "<title>Kopf</title><media:content url='a.jpg'><media:description>Ein Bus.</media:description>"
        "</media:content><description>Eins.</description>",
        ["Kopf", "Eins."],
    ),
    "prefixes that nobody declared": (
        "<title>Kopf</title><sy:x>1</sy:x><geo:lat>50</geo:lat><description>Eins.</description>",
        ["Kopf", "Eins."],
    ),
    "CDATA in parts": (
        "<title>Kopf</title><description><![CDATA[Eins ]]>und<![CDATA[ zwei.]]></description>",
        ["Kopf", "Eins und zwei."],
    ),
    "CDATA with text around it": (
        "<title>\n  <![CDATA[ Kopf ]]>\n</title><description>\n<![CDATA[\n<p>Eins.</p>\n]]>\n</description>",
        ["Kopf", "Eins."],
    ),
    "dashes and quotes with names": (
        "<title>Rat &amp;ndash; Kreis</title><description>&amp;bdquo;Gut&amp;ldquo; &amp;#8211; ja</description>",
        ["Rat – Kreis", "„Gut“ – ja"],
    ),
    "signs of Windows as numbers": (
        "<title>Kopf</title><description>&amp;#132;Gut&amp;#147;</description>",
        ["Kopf", "„Gut“"],
    ),
    "pixels and buttons": (
        "<title>Kopf</title><description><![CDATA[<p>Eins.</p><img width=1 height=1 src=x><div class=feedflare>"
        "<a href=x><img src=y></a></div>]]></description>",
        ["Kopf", "Eins."],
    ),
    "caption": (
        "<title>Kopf</title><content:encoded><![CDATA[<figure><img src=x><figcaption>Ein Bus.</figcaption>"
        "</figure><p>Eins.</p>]]></content:encoded>",
        ["Kopf", "Ein Bus.", "Eins."],
    ),
    "paragraphs by two line breaks": (
        "<title>Kopf</title><description>&lt;b&gt;Eins.&lt;/b&gt;&lt;br /&gt;&lt;br /&gt;Zwei.</description>",
        ["Kopf", "Eins.", "Zwei."],
    ),
    "paragraphs of plain text": (
        "<title>Kopf</title><description>Eins.\n\nZwei\ndrei.</description>",
        ["Kopf", "Eins.", "Zwei drei."],
    ),
    "markup that the text is about": (
        "<title>Kopf</title><description>Das Element &amp;lt;video&amp;gt; ist neu.</description>",
        ["Kopf", "Das Element <video> ist neu."],
    ),
}  # fmt: skip


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


ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Bote</title><entry><title>Kopf</title>{}</entry></feed>"
# What an entry of Atom holds, and its paragraphs.
ATOM_ENTRIES = {
    "XHTML with prefixes": (
        "<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>Eins.</h:p><h:p>Zwei.</h:p>"
        "</h:div></content>",
        ["Kopf", "Eins.", "Zwei."],
    ),
    "hidden XHTML": (
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p style='display:none'>x</p><p>Eins."
        "</p></div></content>",
        ["Kopf", "Eins."],
    ),
    "text with markup in it": ("<content type='text'>Bei &lt;b&gt; fett</content>", ["Kopf", "Bei <b> fett"]),
    "no type": ("<summary>Rat &amp; Kreis, 3 &lt; 5</summary>", ["Kopf", "Rat & Kreis, 3 < 5"]),
    "text of another page": ("<content src='https://x.example/1'/><summary>Kurz.</summary>", ["Kopf", "Kurz."]),
    "Atom 0.3": ("<content type='text/html' mode='escaped'>&lt;p&gt;Eins.&lt;/p&gt;</content>", ["Kopf", "Eins."]),
    "base64": ("<content type='text/plain' mode='base64'>RWlucy4=</content>", ["Kopf", "Eins."]),
    "source with its own title": (
        "<source><title>Agentur</title><content>x</content></source><content>Eins.</content>",
        ["Kopf", "Eins."],
    ),
    "group of a video": (
        "<media:group xmlns:media='http://search.yahoo.com/mrss/'><media:title>Film</media:title>"
        "<media:description>Was man sieht.</media:description></media:group><summary>Eins.</summary>",
        ["Kopf", "Eins."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "wanted"), ATOM_ENTRIES.values(), ids=ATOM_ENTRIES)
def test_entries_of_atom_read_as_they_are_shown(entry: str, wanted: list[str]) -> None:
    (member,) = extract(ATOM.format(entry)).members
    assert isinstance(member.content, Extract)
    assert member.content.text.split("\n") == wanted


# What an entry says of itself: field, XML, value.
FIELDS = [
    ("dated", "<pubDate>Sat, 14 Mar 2026 23:30:00 GMT</pubDate>", date(2026, 3, 14)),
    ("dated", "<pubDate>Sa, 14 Mär 2026 10:15:00 +0100</pubDate>", date(2026, 3, 14)),
    ("dated", "<pubDate>14 Mar 26 10:15 +0100</pubDate>", date(2026, 3, 14)),
    ("dated", "<pubDate>2026-03-14 10:15:00</pubDate>", date(2026, 3, 14)),
    ("dated", "<pubDate>14.03.2026 10:15</pubDate>", date(2026, 3, 14)),
    ("dated", "<dc:date>2026-03-14T10:15:00+01:00</dc:date>", date(2026, 3, 14)),
    ("time_of_day", "<pubDate>Sat, 14 Mar 2026 10:15:00 EST</pubDate>", time(10, 15)),
    ("dated", "<pubDate>gestern</pubDate>", None),
    ("link", "<link>/busse/1</link>", "https://bote.example/busse/1"),
    ("link", "<link>\n https://x.example/1 \n</link>", "https://x.example/1"),
    ("link", "<link/><guid isPermaLink='false'>tag:7</guid>", None),
    ("link", "<link>javascript:alert(1)</link>", None),
    ("link", "<link>https://x.example/1</link><comments>https://x.example/2</comments>", "https://x.example/1"),
    ("link", "<x:link xmlns:x='urn:x' href='https://x.example/3' rel='self'/><link>https://x.example/1</link>",
     "https://x.example/1"),
    ("author", "<dc:creator><![CDATA[Inge Pohl]]></dc:creator>", "Inge Pohl"),
    ("author", "<author>redaktion@bote.example</author>", None),
    ("author", "<dc:creator>Von Inge Pohl und Karl Noll</dc:creator>", "Inge Pohl und Karl Noll"),
    ("author", "<author>Inge Pohl &lt;pohl@bote.example&gt;</author>", "Inge Pohl"),
    ("outlet", "<source url='https://agn.example/feed'>Agentur Nord</source>", "Agentur Nord"),
    ("outlet", "", "Bote"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "entry", "value"), FIELDS)
def test_entries_say_what_they_are(field: str, entry: str, value: object) -> None:
    feed = rss(f"<title>Kopf</title><description>Eins.</description>{entry}").replace(
        "<title>Bote</title>", "<title>Bote</title><link>https://bote.example/</link>"
    )
    (member,) = extract(feed).members
    assert getattr(member.content, field) == value


def test_links_of_atom_begin_at_the_feed() -> None:
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://bote.example/a/'><title>Bote</title>"
        "<entry><title>Kopf</title><link href='b/1'/><content>Eins.</content></entry></feed>"
    )
    (member,) = extract(feed).members
    assert isinstance(member.content, Extract)
    assert member.content.link == "https://bote.example/a/b/1"


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
