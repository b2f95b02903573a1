"""NITF, NewsML and feeds as agencies and editorial systems write them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from index.formats import FORMATS, Extract, Fault, Note, Remark, UnreadableError
from index.reading.parsing import Several, parse
from tests.index.formats import making

TEXT = "Die Stadt Wiesau kauft zwölf Busse."
BERLIN = timezone(timedelta(hours=1))


def extract(document: str) -> Extract:
    return FORMATS[".xml"].extract(document.encode())


def nitf(content: str, *, head: str = "", above: str = "", end: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd"><nitf>'
        f"<head><title>Titel im Kopf</title>{head}</head><body><body.head>{above}</body.head>"
        f"<body.content>{content}</body.content>{end}</body></nitf>"
    )


# What stands in the content of NITF, and its paragraphs.
NITF = {
    "paragraph": (f"<p>{TEXT}</p>", [TEXT]),
    "block": (f"<block><p>{TEXT}</p><p>Ende.</p></block>", [TEXT, "Ende."]),
    "sub-heading": ("<hl2>Teurer als Diesel</hl2><p>Ja.</p>", ["Teurer als Diesel", "Ja."]),
    "names": (
        "<p><person>Karl Ebner</person> lebt in <location>Au</location>.</p>",
        ["Karl Ebner lebt in Au."],
    ),
    "list": ("<ul><li>Eins</li><li>Zwei</li></ul>", ["Eins", "Zwei"]),
    "table": (
        "<table><tr><th>Jahr</th><th>Euro</th></tr><tr><td>2025</td><td>7</td></tr></table>",
        ["Jahr | Euro", "2025 | 7"],
    ),
    "picture": (
        (
            "<media media-type='image'><media-reference source='a.jpg'>alt</media-reference>"
            "<media-caption>Ein Bus.</media-caption><media-producer>Pohl</media-producer></media>"
        ),
        ["Ein Bus.", "Pohl"],
    ),
    "quotation": ("<bq><block><p>„Gut.“</p></block></bq>", ["„Gut.“"]),
    "footnote": (
        "<p>Eins.</p><fn><body.content><p>Laut Rathaus.</p></body.content></fn>",
        ["Eins.", "Laut Rathaus."],
    ),
    "HTML's names of letters": ("<p>M&uuml;nchen&nbsp;kauft</p>", ["München kauft"]),
    "single ampersand": ("<p>Bus & Bahn</p>", ["Bus & Bahn"]),
    "control character": ("<p>Bus\x0b & Bahn</p>", ["Bus & Bahn"]),
    "comments": ("<p>Eins<!-- zwei -->.</p>", ["Eins."]),
    "CDATA": ("<p><![CDATA[Bus <klein>]]></p>", ["Bus <klein>"]),
}


@pytest.mark.parametrize(("content", "wanted"), NITF.values(), ids=NITF)
def test_nitf_reads_as_it_is_shown(content: str, wanted: list[str]) -> None:
    assert extract(nitf(content)).text.split("\n") == wanted


def test_nitf_says_who_when_and_which_version() -> None:
    head = (
        "<docdata><du-key version='3'/><date.issue norm='20260314T101500+0100'/>"
        "<date.release norm='20260315T060000+0100'/></docdata><pubdata name='Bote'/>"
    )
    above = (
        "<hedline><hl1>Wiesau kauft Busse</hl1><hl2>Rat stimmt zu</hl2></hedline>"
        "<byline>Von <person>Inge Pohl</person></byline><distributor>agn</distributor>"
        "<dateline><location>Wiesau</location> (agn)</dateline><abstract><p>Kurz.</p></abstract>"
    )
    tagline = "<body.end><tagline>agn pohl</tagline></body.end>"
    assert extract(nitf(f"<p>{TEXT}</p>", head=head, above=above, end=tagline)) == Extract(
        f"Wiesau kauft Busse\nRat stimmt zu\nVon Inge Pohl\nWiesau (agn)\nKurz.\n{TEXT}",
        title="Wiesau kauft Busse",
        outlet="agn",
        author="Inge Pohl",
        dated=date(2026, 3, 14),
        time_of_day=time(10, 15),
        embargo=datetime(2026, 3, 15, 6, tzinfo=BERLIN),
        notes=(Note(Remark.VERSION, "3"),),
    )


def item(body: str, *, meta: str = "", about: str = "", version: str = "2") -> str:
    return (
        f"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' version='{version}'><itemMeta>"
        f"{meta}</itemMeta><contentMeta><headline>Wiesau kauft Busse</headline>{about}"
        f"</contentMeta><contentSet>{body}</contentSet></newsItem>"
    )


XHTML = (
    "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'>"
    f"<head><title>x</title></head><body><p>{TEXT}</p><h2>Kosten</h2></body></html></inlineXML>"
)
INNER = nitf(f"<p>{TEXT}</p><hl2>Kosten</hl2>").partition(".dtd")[2][2:]
G2 = {
    "XHTML": XHTML,
    "NITF": f"<inlineXML>{INNER}</inlineXML>",
    "text": f"<inlineData contenttype='text/plain'>{TEXT}\n\nKosten</inlineData>",
    "indented text": f"<inlineData>{TEXT}\n   Kosten</inlineData>",
    "HTML as text": f"<inlineData contenttype='text/html'>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;h2&gt;Kosten"
    "&lt;/h2&gt;</inlineData>",
}


@pytest.mark.parametrize("body", G2.values(), ids=G2)
def test_newsml_g2_reads_as_it_is_shown(body: str) -> None:
    assert extract(item(body)).text.split("\n") == ["Wiesau kauft Busse", TEXT, "Kosten"]


def test_newsml_g2_says_who_when_and_which_version() -> None:
    meta = (
        "<provider qcode='nprov:AGN'><name>Agentur Nord</name></provider>"
        "<versionCreated>2026-03-14T11:00:00+01:00</versionCreated>"
        "<firstCreated>2026-03-14T10:15:00+01:00</firstCreated>"
        "<embargoed>2026-03-15T05:00:00Z</embargoed><pubStatus qcode='stat:usable'/>"
    )
    about = "<by>Inge Pohl</by><dateline>Wiesau (agn) -</dateline>"
    assert extract(item(XHTML, meta=meta, about=about)) == Extract(
        f"Wiesau kauft Busse\nInge Pohl\nWiesau (agn) -\n{TEXT}\nKosten",
        title="Wiesau kauft Busse",
        outlet="Agentur Nord",
        author="Inge Pohl",
        dated=date(2026, 3, 14),
        time_of_day=time(11, 0),
        embargo=datetime(2026, 3, 15, 5, tzinfo=UTC),
        notes=(Note(Remark.VERSION, "2"),),
    )


def test_all_items_of_a_message_are_articles() -> None:
    second = item(XHTML).replace(TEXT, "Das Bad bleibt zu.").replace("Busse", "Bad")
    message = f"<newsMessage><itemSet>{item(XHTML)}{second}<packageItem/></itemSet></newsMessage>"
    found = parse("a.xml", message.encode())
    assert isinstance(found, Several)
    assert [(a.document.source, a.document.title) for a in found.articles] == [
        ("a.xml/Wiesau kauft Busse", "Wiesau kauft Busse"),
        ("a.xml/Wiesau kauft Bad", "Wiesau kauft Bad"),
    ]


def test_newsml_1_is_read() -> None:
    document = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><RevisionId>4</RevisionId>"
        "</NewsIdentifier></Identification><NewsManagement><FirstCreated>20260314T101500+0100"
        "</FirstCreated><Status FormalName='Embargoed'/><StatusWillChange><DateAndTime>"
        "20260315T060000</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines>"
        "<HeadLine>Wiesau kauft Busse</HeadLine><ByLine>Inge Pohl</ByLine></NewsLines>"
        "<AdministrativeMetadata><Provider><Party FormalName='AGN'/></Provider>"
        "</AdministrativeMetadata><ContentItem><DataContent>"
        f"<nitf><body><body.content><p>{TEXT}</p></body.content></body></nitf>"
        "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
    found = extract(document)
    assert found.text.split("\n") == ["Wiesau kauft Busse", "Inge Pohl", TEXT]
    assert (found.outlet, found.author, found.dated, found.notes) == (
        "AGN", "Inge Pohl", date(2026, 3, 14), (Note(Remark.VERSION, "4"),),
    )  # fmt: skip
    assert found.embargo is not None
    assert found.embargo.isoformat() == "2026-03-15T06:00:00+01:00"


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ("", Fault.DAMAGED),
        ("<nitf><body>", Fault.DAMAGED),
        ("<svg/>", Fault.FORMAT),
        ("<nitf><head/></nitf>", Fault.NO_TEXT),
        (item("<remoteContent href='a.jpg'/>"), Fault.NO_TEXT),
        (item(XHTML, meta="<pubStatus qcode='stat:canceled'/>"), Fault.CANCELLED),
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


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_encodings(encoding: str) -> None:
    document = f"<?xml version='1.0' encoding='{encoding}'?><nitf><body><p>{TEXT}</p></body></nitf>"
    assert FORMATS[".nitf"].extract(document.encode(encoding)).text == TEXT


def test_a_feed_without_entries_is_empty() -> None:
    problem = parse("a.rss", rss().encode())
    assert getattr(problem, "fault", None) is Fault.EMPTY


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
