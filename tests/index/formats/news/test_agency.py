"""NITF and NewsML as agencies and editorial systems write them."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from index.formats import FORMATS, Extract, Note, Remark
from index.reading.parsing import Several, parse

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
    "names in parts": (
        "<p><person><name.given>Karl</name.given><name.family>Ebner</name.family></person> lebt.</p>",
        ["Karl Ebner lebt."],
    ),
    "fractions": (
        "<p><num><frac><frac-num>1</frac-num><frac-sep/><frac-den>2</frac-den></frac></num> Stunde</p>",
        ["1/2 Stunde"],
    ),
    "dates and money": (
        "<p>Am <chron norm='20260316'>Montag</chron> kostet es <money unit='EUR'>7 Euro</money>.</p>",
        ["Am Montag kostet es 7 Euro."],
    ),
    "code behind a firm's name": (
        "<p><org idsrc='XETRA' value='WSB'>Wiesbus AG<alt-code idsrc='ISIN' value='DE0'/></org> baut.</p>",
        ["Wiesbus AG baut."],
    ),
    "table with its description": (
        "<nitf-table><nitf-table-metadata><nitf-table-summary><p>Kosten der Busse</p>"
        "</nitf-table-summary><nitf-colspec/></nitf-table-metadata><table><caption>Kosten</caption><tr>"
        "<td>2025</td><td>7</td></tr></table></nitf-table>",
        ["Kosten", "2025 | 7"],
    ),
    "row that spans": (
        "<table><tr><td rowspan='2'>Nord</td><td>Au</td></tr><tr><td>Bach</td></tr></table>",
        ["Nord | Au", "Nord | Bach"],
    ),
    "picture in the file": (
        "<p>Eins.</p><media media-type='image'><media-reference mime-type='image/jpeg'/>"
        "<media-object encoding='base64'>/9j/4AAQSkZJRgABAQ</media-object><media-caption><p>Ein Bus.</p>"
        "<p>Rechts Ebner.</p></media-caption></media>",
        ["Eins.", "Ein Bus.", "Rechts Ebner."],
    ),
    "note that is not to be printed": (
        "<note noteclass='editorsnote' type='npa'><body.content><p>Achtung Redaktionen!</p>"
        "</body.content></note><p>Eins.</p>",
        ["Eins."],
    ),
    "note that is to be printed": (
        "<note type='pa'><body.content><p>Berichtigung im 2. Absatz.</p></body.content></note>"
        "<p>Eins.</p>",
        ["Berichtigung im 2. Absatz.", "Eins."],
    ),
    "numbered list": (
        "<ol seqnum='1'><li><p>Eins</p></li><li><p>Zwei</p></li></ol>",
        ["Eins", "Zwei"],
    ),
    "descriptions": ("<dl><dt>Preis</dt><dd>7 Euro</dd></dl>", ["Preis | 7 Euro"]),
    "line breaks": ("<p>Eins<br/>zwei.</p>", ["Eins zwei."]),
    "rule between parts": ("<p>Eins.</p><hr/><p>Zwei.</p>", ["Eins.", "Zwei."]),
    "emphasis inside a word": ("<p>Wasser<em class='b'>stoff</em></p>", ["Wasserstoff"]),
    "text without paragraphs": ("Eins.<block>Zwei.</block>Drei.", ["Eins.", "Zwei.", "Drei."]),
    "empty paragraphs": ("<p/><p> </p><p>&nbsp;</p><p>Eins.</p>", ["Eins."]),
    "wrapped and indented": ("<p>\n   Eins\n   zwei.\n  </p>", ["Eins zwei."]),
    "escaped HTML": ("&lt;p&gt;Eins.&lt;/p&gt;&lt;p&gt;Zwei.&lt;/p&gt;", ["Eins.", "Zwei."]),
    "escaped HTML in a block": (
        "<block>&lt;p&gt;Eins &amp;amp; zwei.&lt;/p&gt;</block>",
        ["Eins & zwei."],
    ),
    "second body": ("<p>Eins.</p></body.content><body.content><p>Zwei.</p>", ["Eins.", "Zwei."]),
    "soft hyphens": ("<p>Wasser&shy;stoff</p>", ["Wasserstoff"]),
    "superscript": ("<p>900 m<sup>2</sup> CO<sub>2</sub></p>", ["900 m2 CO2"]),
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


# The head of a NITF body, and the lines that it shows.
HEADS = {
    "byline with a job": (
        "<byline><person>Inge Pohl</person><byttl>Reporterin</byttl></byline>",
        ["Inge Pohl", "Reporterin"],
    ),
    "several headlines": ("<hedline><hl1>Eins</hl1><hl2>Zwei</hl2></hedline>", ["Eins", "Zwei"]),
    "rights": ("<hedline><hl1>Eins</hl1></hedline><rights>(c) agn</rights>", ["Eins"]),
    "abstract without paragraphs": ("<abstract>Kurz.</abstract>", ["Kurz."]),
    "note to editors": (
        "<note type='npa'><body.content><p>Foto folgt</p></body.content></note><abstract><p>Kurz.</p>"
        "</abstract>",
        ["Kurz."],
    ),
    "place and date": (
        "<dateline><location>Wiesau</location>, <story.date norm='20260314'>14. März</story.date>"
        "</dateline>",
        ["Wiesau, 14. März"],
    ),
}


@pytest.mark.parametrize(("above", "wanted"), HEADS.values(), ids=HEADS)
def test_the_head_of_nitf_reads_as_it_is_shown(above: str, wanted: list[str]) -> None:
    assert extract(nitf(f"<p>{TEXT}</p>", above=above)).text.split("\n") == [*wanted, TEXT]


def test_a_body_without_content_is_read_once() -> None:
    body = f"<body><body.head><hedline><hl1>Kopf</hl1></hedline></body.head><p>{TEXT}</p></body>"
    assert extract(f"<nitf>{body}</nitf>").text == f"Kopf\n{TEXT}"


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("20260314T101500+0100", "2026-03-14T10:15:00+01:00"),
        ("20260314T101500Z", "2026-03-14T10:15:00+00:00"),
        ("20260314T101500", "2026-03-14T10:15:00+01:00"),
        ("20260314", "2026-03-14T00:00:00+01:00"),
        ("2026-03-14T10:15:00+02:00", "2026-03-14T10:15:00+02:00"),
        ("20260714T1015", "2026-07-14T10:15:00+02:00"),
    ],
)
def test_times_as_nitf_writes_them(written: str, instant: str) -> None:
    head = f"<docdata><date.issue norm='20260301'/><date.release norm='{written}'/></docdata>"
    embargo = extract(nitf(f"<p>{TEXT}</p>", head=head)).embargo
    assert embargo is not None
    assert embargo.isoformat() == instant


SHOWN = ["Wiesau kauft Busse", TEXT, "Kosten"]
NITF_BODY = f"<nitf><body><body.content><p>{TEXT}</p><hl2>Kosten</hl2></body.content></body></nitf>"
# Items of NewsML-G2, and their lines.
ITEMS = {
    "the same text in two forms": (item(XHTML + f"<inlineXML>{NITF_BODY}</inlineXML>"), SHOWN),
    "the same text as data and as XML": (
        item(f"<inlineData contenttype='text/plain'>{TEXT}\n\nKosten</inlineData>{XHTML}"),
        SHOWN,
    ),
    "empty form first": (item(f"<inlineXML><nitf/></inlineXML>{XHTML}"), SHOWN),
    "prefixes": (
        item(XHTML.replace("<p>", "<h:p>").replace("</p>", "</h:p>").replace(
            "<inlineXML", "<inlineXML xmlns:h='http://www.w3.org/1999/xhtml'")),
        SHOWN,
    ),
    "namespaces with prefixes": (
        item(XHTML).replace("newsItem", "n:newsItem").replace("xmlns=", "xmlns:n=", 1).replace(
            "contentSet", "n:contentSet"),
        SHOWN,
    ),
    "HTML in CDATA": (
        item(f"<inlineXML><![CDATA[<p>{TEXT}</p><h2>Kosten</h2>]]></inlineXML>"),
        SHOWN,
    ),
    "HTML in CDATA as data": (
        item(f"<inlineData><![CDATA[<div><p>{TEXT}</p><h2>Kosten</h2></div>]]></inlineData>"),
        SHOWN,
    ),
    "a whole page as data": (
        item(f"<inlineData contenttype='text/html'><![CDATA[<!doctype html><html><head><title>x</title>"
             f"</head><body><p>{TEXT}</p><h2>Kosten</h2></body></html>]]></inlineData>"),
        SHOWN,
    ),
    "headline in the body too": (
        item(XHTML.replace("<p>", "<h1>Wiesau kauft Busse</h1><p>", 1)),
        SHOWN,
    ),
    "dateline in the body too": (
        item(XHTML.replace("<p>", "<p>Wiesau (agn) - "), about="<dateline>Wiesau (agn) -</dateline>"),
        ["Wiesau kauft Busse", f"Wiesau (agn) - {TEXT}", "Kosten"],
    ),
    "name in the body too": (
        item(XHTML.replace("<p>", "<p>Von Inge Pohl</p><p>", 1), about="<by>Inge Pohl</by>"),
        ["Wiesau kauft Busse", "Von Inge Pohl", TEXT, "Kosten"],
    ),
    "sub-headline": (
        item(XHTML, about="<headline role='hld:subHeadline'>Rat stimmt zu</headline>"),
        ["Wiesau kauft Busse", "Rat stimmt zu", TEXT, "Kosten"],
    ),
    "headline in another language": (
        item(XHTML, about="<headline xml:lang='en'>Wiesau buys buses</headline>").replace(
            "<headline>", "<headline xml:lang='de'>"),
        SHOWN,
    ),
    "slug line and keywords": (
        item(XHTML, about="<slugline>WIES-BUS</slugline><keyword>Bus</keyword>"),
        SHOWN,
    ),
    "notes for editors": (item(XHTML, meta="<edNote>Foto folgt</edNote>"), SHOWN),
    "parts of a page": (
        item(XHTML.replace("<body>", "<body><section class='main'>").replace(
            "</body>", "</section></body>")),
        SHOWN,
    ),
    "picture with its caption": (
        item(XHTML.replace("</body>", "<figure><img src='a.jpg' alt=''/><figcaption>Ein Bus."
                           "</figcaption></figure></body>")),
        [*SHOWN, "Ein Bus."],
    ),
    "table": (
        item(XHTML.replace("</body>", "<table><tr><td>2025</td><td>7</td></tr></table></body>")),
        [*SHOWN, "2025 | 7"],
    ),
    "picture beside the text": (
        item(f"{XHTML}<remoteContent href='a.jpg'><altId>7</altId></remoteContent>"),
        SHOWN,
    ),
    "text in base64": (
        item("<inlineData contenttype='text/plain' encoding='base64'>RWlucy4KClp3ZWku</inlineData>"),
        ["Wiesau kauft Busse", "Eins.", "Zwei."],
    ),
    "wrapped text": (
        item("<inlineData>Der Landtag von Grünau hat am Dienstag beschlossen, die\nFährverbindung nach "
             "Ostersand bis zum Frühjahr 2027 auszubauen. Für\nden Bau von zwei Anlegern sind Mittel da."
             "\n\nKosten</inlineData>"),
        ["Wiesau kauft Busse",
         "Der Landtag von Grünau hat am Dienstag beschlossen, die Fährverbindung nach Ostersand bis zum "
         "Frühjahr 2027 auszubauen. Für den Bau von zwei Anlegern sind Mittel da.", "Kosten"],
    ),
    "a line per paragraph": (
        item(f"<inlineData contenttype='text/plain'>{TEXT}\nKosten</inlineData>"),
        SHOWN,
    ),
    "message with one item": (
        f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>2026-03-14</sent></header>"
        f"<itemSet>{item(XHTML)}</itemSet></newsMessage>",
        SHOWN,
    ),
    "package beside the item": (
        f"<newsMessage><itemSet><packageItem><contentMeta><headline>Paket</headline></contentMeta>"
        f"</packageItem>{item(XHTML)}</itemSet></newsMessage>",
        SHOWN,
    ),
    "message inside an envelope": (
        "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Body>"
        f"<newsMessage><itemSet>{item(XHTML)}</itemSet></newsMessage></soap:Body></soap:Envelope>",
        SHOWN,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("document", "wanted"), ITEMS.values(), ids=ITEMS)
def test_items_read_as_they_are_shown(document: str, wanted: list[str]) -> None:
    assert extract(document).text.split("\n") == wanted


# What a NewsML-G2 item says of itself: field, XML, value.
G2_FIELDS = [
    (
        "author",
        "<creator role='x'><name>Inge Pohl</name></creator><creator><name>Karl Noll</name></creator>",
        "Inge Pohl, Karl Noll",
    ),
    ("author", "<by>Inge Pohl</by><by>Karl Noll</by>", "Inge Pohl, Karl Noll"),
    ("author", "<by>Von Inge Pohl</by>", "Inge Pohl"),
    ("outlet", "<infoSource><name>Bote</name></infoSource>", "Bote"),
    ("outlet", "<creditline>Agentur Nord</creditline>", "Agentur Nord"),
    ("dated", "<contentCreated>2026-03-13T09:00:00Z</contentCreated>", date(2026, 3, 13)),
]


@pytest.mark.parametrize(("field", "about", "value"), G2_FIELDS)
def test_items_say_what_they_are(field: str, about: str, value: object) -> None:
    assert getattr(extract(item(XHTML, about=about, version="1")), field) == value


def newsml_1(components: str, *, lines: str = "<HeadLine>Wiesau kauft Busse</HeadLine>") -> str:
    return (
        "<NewsML><NewsEnvelope><DateAndTime>20260314T101500</DateAndTime></NewsEnvelope><NewsItem>"
        f"<NewsComponent><NewsLines>{lines}</NewsLines>{components}</NewsComponent></NewsItem></NewsML>"
    )


def content(inner: str, role: str = "Main") -> str:
    return (
        f"<NewsComponent><Role FormalName='{role}'/><ContentItem><MediaType FormalName='Text'/>"
        f"<DataContent>{inner}</DataContent></ContentItem></NewsComponent>"
    )


PARAGRAPHS = f"<p>{TEXT}</p><p>Kosten</p>"
# NewsML 1 as agencies write it, and its lines.
NEWSML_1 = {
    "paragraphs only": (newsml_1(content(PARAGRAPHS)), SHOWN),
    "XHTML": (newsml_1(content(f"<html><head><title>x</title></head><body>{PARAGRAPHS}</body></html>")), SHOWN),
    "NITF": (newsml_1(content(NITF_BODY)), SHOWN),
    "text": (newsml_1(content(f"{TEXT}\n\nKosten")), SHOWN),
    "HTML in CDATA": (newsml_1(content(f"<![CDATA[{PARAGRAPHS}]]>")), SHOWN),
    "two forms of one text": (
        newsml_1(f"<NewsComponent EquivalentsList='yes'>{content(NITF_BODY)}{content(PARAGRAPHS)}"
                 "</NewsComponent>"),
        SHOWN,
    ),
    "caption of a picture": (
        newsml_1(content(PARAGRAPHS) + content("<p>Ein Bus.</p>", "Caption")),
        [*SHOWN, "Ein Bus."],
    ),
    "picture in base64": (
        newsml_1(content(PARAGRAPHS) + "<ContentItem><MediaType FormalName='Photo'/><Encoding "
                 "Notation='Base64'><DataContent>/9j/4AAQSkZJRgABAQ</DataContent></Encoding></ContentItem>"),
        SHOWN,
    ),
    "sub-headline": (
        newsml_1(content(PARAGRAPHS),
                 lines="<HeadLine>Wiesau kauft Busse</HeadLine><SubHeadLine>Rat stimmt zu</SubHeadLine>"),
        ["Wiesau kauft Busse", "Rat stimmt zu", TEXT, "Kosten"],
    ),
    "slug line and rights": (
        newsml_1(content(PARAGRAPHS), lines="<HeadLine>Wiesau kauft Busse</HeadLine><SlugLine>BUS</SlugLine>"
                 "<CopyrightLine>(c) agn</CopyrightLine>"),
        SHOWN,
    ),
    "item inside an item": (
        newsml_1(f"<NewsItem><NewsComponent>{content(PARAGRAPHS)}</NewsComponent></NewsItem>"),
        [TEXT, "Kosten"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("document", "wanted"), NEWSML_1.values(), ids=NEWSML_1)
def test_newsml_1_reads_as_it_is_shown(document: str, wanted: list[str]) -> None:
    assert extract(document).text.split("\n") == wanted
