"""Which of a page's words are read: a table of pages after public bug reports of page readers."""

import pytest

from index.formats import FORMATS

NAV = "<nav><ul><li><a href=/>Start</a></li><li><a href=/p>Politik</a></li></ul></nav>"
LEAD = "Die Stadt Wiesau kauft zwölf Busse mit Wasserstoffantrieb für ihre Linien."
BODY = "Der Rat stimmte am Montagabend mit 31 gegen 12 Stimmen für den Kauf der Fahrzeuge."
END = "Die ersten Busse sollen im Herbst fahren, teilte das Rathaus mit."
STORY = f"<h1>Wiesau kauft Busse</h1><p>{LEAD}</p><p>{BODY}</p><p>{END}</p>"
READ = ["Wiesau kauft Busse", LEAD, BODY, END]


def paragraphs(body: str, head: str = "") -> list[str]:
    page = f"<!doctype html><html lang=de><head><meta charset=utf-8>{head}</head><body>{body}"
    return FORMATS[".html"].extract(page.encode()).text.split("\n")


# Pages that all read as READ.
FURNITURE = {
    "navigation and footer": f"{NAV}<article>{STORY}</article><footer>Impressum</footer>",
    "no element for the article": f"{NAV}<div id=content>{STORY}</div><footer>Impressum</footer>",
    "cookie banner by name": f"<div class=cookie-banner><p>Wir verwenden Cookies, um die Seite zu "
    f"verbessern.</p><button>Alle akzeptieren</button></div><main>{STORY}</main>",
    "cookie banner without a name": f"<div><p>Diese Seite nutzt Cookies und ähnliche Technik für "
    f"Statistik und Werbung.</p><a href=#>Alle akzeptieren</a> <a href=#>Einstellungen</a></div>"
    f"<main>{STORY}</main>",
    "cookie banner in the article": f"<article>{STORY}<div id=cmp-layer><p>Wir und unsere 240 "
    "Partner brauchen Ihre Zustimmung für Cookies.</p><button>Zustimmen</button></div></article>",
    "English cookie banner": f"<section><p>We use cookies to improve your experience.</p>"
    f"<button>Accept all</button><button>Reject</button></section><main>{STORY}</main>",
    "consent as dialog": f"<div role=dialog aria-modal=true><p>Wir brauchen Ihre Einwilligung, um "
    f"diese Seite zu zeigen.</p></div><article>{STORY}</article>",
    "related stories as links": f"<article>{STORY}<aside class=related><h3>Mehr zum Thema</h3><ul>"
    "<li><a href=/1>Züge fahren wieder</a></li><li><a href=/2>Bahnhof wird gesperrt</a></li></ul>"
    "</aside></article>",
    "teasers behind the article": f"<main><article>{STORY}</article><section class=teasers>"
    "<article class=teaser><h3><a href=/1>Züge fahren wieder</a></h3><p>Nach dem Sturm fahren die "
    "Züge wieder nach Plan, sagt die Bahn am Dienstag.</p></article><article class=teaser><h3>"
    "<a href=/2>Bad bleibt zu</a></h3><p>Das Hallenbad bleibt bis zum Sommer zu, weil Teile "
    "fehlen.</p></article></section></main>",
    "newsletter form": f"<article>{STORY}<div class=newsletter-signup><p>Abonnieren Sie unseren "
    "täglichen Newsletter mit allen Nachrichten der Region.</p></div></article>",
    "comments": f"<article>{STORY}</article><section id=comments><h2>Kommentare</h2><div "
    "class=comment><p>Viel zu teuer, wie immer in dieser Stadt, finde ich jedenfalls.</p></div>"
    "</section>",
    "buttons to share": f"<article><div class='share-bar'><a href=#>Teilen</a> <a href=#>Drucken"
    f"</a></div>{STORY}</article>",
    "breadcrumbs": f"<div class=breadcrumb><a href=/>Start</a> › <a href=/w>Ort</a> › Busse</div>"
    f"<article>{STORY}</article>",
    "skip link": f"<a class=skip-link href=#main>Zum Inhalt</a><main id=main>{STORY}</main>",
    "advertisement with a label": f"<article><h1>Wiesau kauft Busse</h1><p>{LEAD}</p><div "
    f"class=adslot><p>Anzeige</p><p>Jetzt Ökostrom bestellen und sparen!</p></div><p>{BODY}</p>"
    f"<p>Anzeige</p><p>{END}</p></article>",
    "site header": f"<header><a href=/>Wiesauer Bote</a><p>Donnerstag, 26. November</p></header>"
    f"<article>{STORY}</article>",
    "paywall": f"<article>{STORY}<div class=paywall><p>Weiterlesen mit dem Abo für nur einen Euro "
    "im ersten Monat.</p></div></article>",
    "page of pages": f"<article>{STORY}<ul class=pagination><li><a href=?2>2</a></li><li>"
    "<a href=?3>weiter</a></li></ul></article>",
    "scripts, styles and pictures": f"<article><script>a='<p>x</p>'</script><style>p{{}}</style>"
    f"<svg><title>Logo</title><text>Bote</text></svg>{STORY}</article>",
    "hidden text": f"<article>{STORY}<p hidden>Quelle ist Frau K.</p><p style=display:none>Intern."
    "</p></article>",
    "struck text": f"<article><h1>Wiesau kauft Busse</h1><p>{LEAD}</p><p><del>Der Rat lehnte ab."
    f"</del>{BODY}</p><p>{END}</p></article>",
    "names that look like furniture": f"<article id=gdpr-article class='no-comments'>"
    f"<div class=gdpr-text>{STORY}</div></article>",
    "page in a form": f"<form action=/ id=aspnetForm>{NAV}<div class=main>{STORY}</div></form>",
    "line breaks as paragraphs": f"<article><h1>Wiesau kauft Busse</h1><div>{LEAD}<br><br>{BODY}"
    f"<br>&nbsp;<br>{END}</div></article>",
    "blocks without p": f"<article><h1>Wiesau kauft Busse</h1><div>{LEAD}</div><div>{BODY}</div>"
    f"<div>{END}</div></article>",
    "headline above the article's element": f"<div class=top><h1>Wiesau kauft Busse</h1></div>"
    f"<div class=text><p>{LEAD}</p><p>{BODY}</p><p>{END}</p></div>",
    "layout table": f"<table><tr><td>{NAV}</td><td><table><tr><td>{STORY}</td></tr></table></td>"
    "</tr></table>",
}


@pytest.mark.parametrize("page", FURNITURE.values(), ids=FURNITURE)
def test_what_stands_around_an_article_is_left_out(page: str) -> None:
    assert paragraphs(page) == READ


# Markup behind the story, and the paragraphs that it adds.
CONTENT = {
    "sub-heading": ("<h2>Teurer als Diesel</h2>", ["Teurer als Diesel"]),
    "caption": (
        (
            "<figure><img src=x alt='kein Text'><figcaption>Ein Bus an der Station. <span>Foto: "
            "Pohl</span></figcaption></figure>"
        ),
        ["Ein Bus an der Station. Foto: Pohl"],
    ),
    "table": (
        (
            "<table><caption>Kosten</caption><thead><tr><th>Jahr</th><th>Euro</th></tr></thead><tbody>"
            "<tr><td>2025</td><td>1,2 Mio.</td></tr></tbody></table>"
        ),
        ["Kosten", "Jahr | Euro", "2025 | 1,2 Mio."],
    ),
    "list in a table cell": (
        (
            "<table><tr><th>Linie</th><th>Halte</th></tr><tr><td>7</td><td><ul><li>Markt: 8.10</li>"
            "<li>Bad: 8.20</li></ul></td></tr></table>"
        ),
        ["Linie | Halte", "7 | Markt: 8.10 Bad: 8.20"],
    ),
    "cell over several rows": (
        (
            "<table><tr><th>Kreis</th><th>Ort</th></tr><tr><td rowspan=2>Nord</td><td>Au</td></tr>"
            "<tr><td>Bach</td></tr></table>"
        ),
        ["Kreis | Ort", "Nord | Au", "Nord | Bach"],
    ),
    "descriptions": (
        "<dl><dt>Wahlleiterin</dt><dd>Inge Pohl, seit 2019 im Amt</dd></dl>",
        ["Wahlleiterin | Inge Pohl, seit 2019 im Amt"],
    ),
    "descriptions in groups": (
        "<dl><div><dt>Preis</dt><dd>7 Euro</dd></div><div><dt>Ort</dt><dd>Au</dd></div></dl>",
        ["Preis | 7 Euro", "Ort | Au"],
    ),
    "list": (
        "<ul><li>Zwölf Busse</li><li>Zwei Tankstellen</li></ul>",
        ["Zwölf Busse", "Zwei Tankstellen"],
    ),
    "list in a list": (
        "<ul><li>Nord<ul><li>Au</li><li>Bach</li></ul></li></ul>",
        ["Nord", "Au", "Bach"],
    ),
    "quotation": (
        "<blockquote>„Ein guter Tag“, sagte Ebner.</blockquote>",
        ["„Ein guter Tag“, sagte Ebner."],
    ),
    "quotation marks of the browser": (
        "<p>Ebner sprach von <q>Mut</q>.</p>",
        ["Ebner sprach von „Mut“."],
    ),
    "box with facts": (
        (
            "<aside class=infobox><h3>Zur Person</h3><p>Karl Ebner, 54, führt die Stadtwerke seit "
            "2019.</p></aside>"
        ),
        ["Zur Person", "Karl Ebner, 54, führt die Stadtwerke seit 2019."],
    ),
    "details": (
        "<details><summary>Hintergrund</summary><p>Der Plan stammt von 2021.</p></details>",
        ["Hintergrund", "Der Plan stammt von 2021."],
    ),
    "time and title that touch": (
        "<div><span class=t>14:05</span><span class=h>Fähren fallen aus</span></div>",
        ["14:05 Fähren fallen aus"],
    ),
    "chemical formula": (
        "<p>Das spart 900 Tonnen CO<sub>2</sub> im Jahr.</p>",
        ["Das spart 900 Tonnen CO2 im Jahr."],
    ),
    "short paragraphs": ("<p>Ja.</p><p>Warum?</p>", ["Ja.", "Warum?"]),
    "link in a sentence": (
        "<p>Das sagte <a href=/e>Karl Ebner</a> am Montag.</p>",
        ["Das sagte Karl Ebner am Montag."],
    ),
    "soft hyphens and spaces": (
        "<p>Wasser&shy;stoff&nbsp;busse  für\n alle.</p>",
        ["Wasserstoff busse für alle."],
    ),
    "preformatted": (
        "<pre>Sitzung am Montag,\nBeginn 18 Uhr.\n\nDer Eintritt ist frei.</pre>",
        ["Sitzung am Montag, Beginn 18 Uhr.", "Der Eintritt ist frei."],
    ),
}


@pytest.mark.parametrize(("markup", "added"), CONTENT.values(), ids=CONTENT)
def test_all_that_belongs_to_an_article_is_read(markup: str, added: list[str]) -> None:
    assert paragraphs(f"{NAV}<article>{STORY}{markup}</article>") == [*READ, *added]


def test_a_ticker_keeps_times_and_headings() -> None:
    entries = "".join(
        f"<div class=entry><time>{time} Uhr</time><h3>{title}</h3><p>{text}</p></div>"
        for time, title, text in (
            ("14:05", "Fähren fallen aus", "Die Reederei Nordstrom stellt alle Fahrten ein."),
            ("13:40", "Schulen schließen", "Im Kreis Walden endet der Unterricht um 12 Uhr."),
        )
    )
    assert paragraphs(f"{NAV}<main><h1>Sturm im Ticker</h1>{entries}</main>") == [
        "Sturm im Ticker",
        "14:05 Uhr",
        "Fähren fallen aus",
        "Die Reederei Nordstrom stellt alle Fahrten ein.",
        "13:40 Uhr",
        "Schulen schließen",
        "Im Kreis Walden endet der Unterricht um 12 Uhr.",
    ]


@pytest.mark.parametrize("tag", ["article", "section", "div class=story"])
def test_all_stories_of_a_page_are_read(tag: str) -> None:
    second = "Im Kreis Walden sind nach dem Sturm noch 300 Haushalte ohne Strom."
    third = "Das Hallenbad bleibt bis zum Sommer geschlossen, weil Ersatzteile fehlen."
    end = tag.partition(" ")[0]
    stories = "".join(
        f"<{tag}><h2>{title}</h2><p>{text}</p></{end}>"
        for title, text in (("Busse", LEAD), ("Strom", second), ("Bad", third))
    )
    assert paragraphs(f"{NAV}<main>{stories}</main><footer>Impressum</footer>") == [
        "Busse", LEAD, "Strom", second, "Bad", third,
    ]  # fmt: skip


def test_nested_tables_take_no_exponential_time() -> None:
    assert paragraphs("<table><tr><td>" * 60 + STORY)[0] == READ[0]
