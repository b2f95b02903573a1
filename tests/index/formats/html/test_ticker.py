"""Live tickers, newsletters and other pages of many short pieces, as sites build them."""

import pytest

from index.formats import FORMATS

NAV = "<nav><ul><li><a href=/>Start</a></li><li><a href=/p>Politik</a></li></ul></nav>"
END = "<footer>Impressum · Datenschutz</footer>"
A = "Die Reederei Nordstrom stellt alle Fahrten nach Ostersand ein."
B = "Im Kreis Walden endet der Unterricht um 12 Uhr."
HEAD = "Sturm über der Küste"


def paragraphs(body: str, head: str = "") -> list[str]:
    page = f"<!doctype html><html lang=de><head><meta charset=utf-8>{head}</head><body>{body}"
    return FORMATS[".html"].extract(page.encode()).text.split("\n")


ENTRIES = [HEAD, "14:05 Uhr", "Fähren fallen aus", A, "13:40 Uhr", "Schulen schließen", B]
# Tickers that all read as ENTRIES.
TICKERS = {
    "time elements": f"<article><h1>{HEAD}</h1>"
    f"<div><time datetime=2026-03-14T14:05>14:05 Uhr</time><h3>Fähren fallen aus</h3><p>{A}</p></div>"
    f"<div><time datetime=2026-03-14T13:40>13:40 Uhr</time><h3>Schulen schließen</h3><p>{B}</p></div></article>",
    "list items": f"<main><h1>{HEAD}</h1><ol class=ticker><li><span class=time>14:05 Uhr</span><h4>Fähren fallen aus"
    f"</h4><p>{A}</p></li><li><span class=time>13:40 Uhr</span><h4>Schulen schließen</h4><p>{B}</p></li></ol></main>",
    "articles in an article": f"<main><article><h1>{HEAD}</h1><article class=post><p class=stamp>14:05 Uhr</p>"
    f"<h2>Fähren fallen aus</h2><p>{A}</p></article><article class=post><p class=stamp>13:40 Uhr</p><h2>Schulen "
    f"schließen</h2><p>{B}</p></article></article></main>",
    "articles beside each other": f"<main><h1>{HEAD}</h1><article class=post><header><time>14:05 Uhr</time><h2>Fähren "
    f"fallen aus</h2></header><p>{A}</p></article><article class=post><header><time>13:40 Uhr</time><h2>Schulen "
    f"schließen</h2></header><p>{B}</p></article></main>",
    "bold headings": f"<div class=content><h1>{HEAD}</h1><p>14:05 Uhr</p><p><strong>Fähren fallen aus</strong></p>"
    f"<p>{A}</p><p>13:40 Uhr</p><p><b>Schulen schließen</b></p><p>{B}</p></div>",
    "buttons to share each entry": f"<main><h1>{HEAD}</h1>" + "".join(
        f"<section class=entry><time>{t} Uhr</time><h3>{h}</h3><p>{x}</p><div class=share><a href=#>Facebook</a> "
        "<a href=#>WhatsApp</a> <a href=#>Link kopieren</a></div></section>"
        for t, h, x in (("14:05", "Fähren fallen aus", A), ("13:40", "Schulen schließen", B))) + "</main>",
    "advertisements between entries": f"<main><h1>{HEAD}</h1><div class=e><time>14:05 Uhr</time><h3>Fähren fallen aus"
    f"</h3><p>{A}</p></div><div class=ad-slot><p>Anzeige</p><a href=x>Ökostrom</a></div><div class=e><time>13:40 Uhr"
    f"</time><h3>Schulen schließen</h3><p>{B}</p></div></main>",
    "more entries behind a button": f"<main><h1>{HEAD}</h1><div class=e><time>14:05 Uhr</time><h3>Fähren fallen aus</h3>"
    f"<p>{A}</p></div><div class=e><time>13:40 Uhr</time><h3>Schulen schließen</h3><p>{B}</p></div><button>Mehr laden"
    "</button></main>",
    "entries in a definition list": f"<main><h1>{HEAD}</h1><dl><dt>14:05 Uhr</dt><dd><h3>Fähren fallen aus</h3><p>{A}"
    f"</p></dd><dt>13:40 Uhr</dt><dd><h3>Schulen schließen</h3><p>{B}</p></dd></dl></main>",
    "layout table": f"<main><h1>{HEAD}</h1><table role=presentation><tr><td>14:05 Uhr</td><td><h3>Fähren fallen aus</h3>"
    f"<p>{A}</p></td></tr><tr><td>13:40 Uhr</td><td><h3>Schulen schließen</h3><p>{B}</p></td></tr></table></main>",
}  # fmt: skip


@pytest.mark.parametrize("page", TICKERS.values(), ids=TICKERS)
def test_a_ticker_keeps_its_times_and_headings(page: str) -> None:
    assert paragraphs(f"{NAV}{page}{END}") == ENTRIES


# Other pages, and their paragraphs.
PAGES = {
    "key points above the text": (
        f"<article><h1>{HEAD}</h1><div class=summary><h2>Das Wichtigste</h2><ul><li>Fähren fallen aus</li><li>Schulen "
        f"schließen</li></ul></div><p>{A}</p><p>{B}</p></article>",
        [HEAD, "Das Wichtigste", "Fähren fallen aus", "Schulen schließen", A, B],
    ),
    "short news of one line": (
        f"<main><h1>Kurz gemeldet</h1><p><b>Wiesau.</b> {A}</p><p><b>Walden.</b> {B}</p></main>",
        ["Kurz gemeldet", f"Wiesau. {A}", f"Walden. {B}"],
    ),
    "questions that fold out": (
        f"<article><h1>{HEAD}</h1><details><summary>Fahren Fähren?</summary><p>{A}</p></details><details><summary>Und "
        f"die Schulen?</summary><p>{B}</p></details></article>",
        [HEAD, "Fahren Fähren?", A, "Und die Schulen?", B],
    ),
    "embedded post": (
        f"<article><h1>{HEAD}</h1><p>{A}</p><blockquote class=twitter-tweet><p>Bitte bleiben Sie zu Hause.</p>&mdash; "
        f"Kreis Walden (@walden) <a href=https://x.example>14. März 2026</a></blockquote><p>{B}</p></article>",
        [HEAD, A, "Bitte bleiben Sie zu Hause.", "— Kreis Walden (@walden) 14. März 2026", B],
    ),
    "gallery": (
        f"<article><h1>{HEAD}</h1><p>{A}</p><div class=gallery><figure><img src=a><figcaption>Wellen am Deich."
        f"</figcaption></figure><figure><img src=b><figcaption>Leerer Hafen.</figcaption></figure></div><p>{B}</p>"
        "</article>",
        [HEAD, A, "Wellen am Deich.", "Leerer Hafen.", B],
    ),
    "table of scores with a caption": (
        f"<article><h1>{HEAD}</h1><p>{A}</p><table><caption>Windspitzen</caption><tr><th scope=row>Ostersand</th><td>124 "
        f"km/h</td></tr><tr><th scope=row>Walden</th><td>98 km/h</td></tr></table><p>{B}</p></article>",
        [HEAD, A, "Windspitzen", "Ostersand | 124 km/h", "Walden | 98 km/h", B],
    ),
    "kicker in the heading": (
        f"<article><h1><span class=kicker>Wetter</span> <span>{HEAD}</span></h1><p>{A}</p><p>{B}</p></article>",
        [f"Wetter {HEAD}", A, B],
    ),
    "text in shadow of scripts": (
        f"<div id=root><div class=page><div class=hd><h1>{HEAD}</h1></div><div class=bd><div class=par>{A}</div>"
        f"<div class=par>{B}</div></div></div></div><noscript>Bitte JavaScript einschalten.</noscript>",
        [HEAD, A, B],
    ),
    "signs of Windows as numbers": (
        f"<article><h1>{HEAD}</h1><p>&#132;Wir warten&#147;, sagte Ebner &#150; und ging nach Hause, wie er mitteilte.</p>"
        f"<p>{B}</p></article>",
        [HEAD, "„Wir warten“, sagte Ebner – und ging nach Hause, wie er mitteilte.", B],
    ),
    "printed page with its address": (
        f"<div class=print><h1>{HEAD}</h1><p>{A}</p><p>{B}</p><p class=url>Quelle: https://bote.example/sturm</p></div>",
        [HEAD, A, B, "Quelle: https://bote.example/sturm"],
    ),
    "update note": (
        f"<article><h1>{HEAD}</h1><p class=update><em>Aktualisiert am 14. März 2026, 14:05 Uhr</em></p><p>{A}</p><p>{B}</p>"
        "</article>",
        [HEAD, "Aktualisiert am 14. März 2026, 14:05 Uhr", A, B],
    ),
    "author box behind": (
        f"<article><h1>{HEAD}</h1><p>{A}</p><p>{B}</p></article><div class=author-box><img src=x><p>Inge Pohl schreibt seit "
        "2019 für den Boten über das Wetter.</p></div>",
        [HEAD, A, B],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("page", "wanted"), PAGES.values(), ids=PAGES)
def test_pages_read_as_they_are_shown(page: str, wanted: list[str]) -> None:
    assert paragraphs(f"{NAV}{page}{END}") == wanted
