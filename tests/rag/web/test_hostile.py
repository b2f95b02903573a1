"""Hostile text in article, title, model output and question, in the real browser."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from index.passages.splitting import split
from index.types import Document
from rag.answer.markers import marked
from rag.exporting import KINDS, export
from rag.types import Done
from rag.web.view.article import Reference
from tests.rag.web.conftest import OpenTab, Serve, Tab
from tests.rag.web.fake import FakeAssistant, article
from tests.rag.web.hostile import HOSTILE, MANY

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AT_ONCE = 3
"""Texts in one article and its answer."""
ROUNDS = 9
"""Conversations on one page."""
FILLER = "Ein Absatz steht hier."
PARTS = (
    "#chat .words",
    "#chat .question",
    "#sources .sources",
    "#reader .article",
    "#reader h2",
    "#chat .trail li",
    "#preview",
)
FOREIGN = (
    "script, img, svg, iframe, object, embed, style, link, form, input, video, audio, math, table,"
    "pre, code, strong, em, del, h1, h3, hr, ul, .katex,"
    "button:not([name=copy-quote]), [style], [onerror], [onload]"
)


def rounds() -> list[list[tuple[str, ...]]]:
    """Pages of conversations about a few texts each."""
    few = [HOSTILE[i : i + AT_ONCE] for i in range(0, len(HOSTILE), AT_ONCE)]
    return [few[i : i + ROUNDS] for i in range(0, len(few), ROUNDS)]


def hostile_article(texts: tuple[str, ...]) -> Document:
    """The texts as its paragraphs and in its title."""
    title = " ".join(" ".join(text.split())[:80] for text in texts)
    return replace(article("\n".join([FILLER, *texts, FILLER])), title=title)


def first_passages(document: Document, texts: tuple[str, ...]) -> Iterator[int]:
    """The number of the passage in which each text begins, and that of the last one."""
    passages = split(document)
    offset = len(FILLER)
    for text in texts:
        offset = document.text.index(text, offset)
        yield next(n for n, passage in enumerate(passages, 1) if passage.end > offset)
        offset += len(text)
    yield len(passages)


def foreign(tab: Tab) -> list[str]:
    """Markup inside the parts that show text, other than what our templates write."""
    found: list[str] = tab.page.evaluate(
        """([parts, foreign]) => {
          const ours = /^#quote-[0-9a-f-]+$/;
          const shown = parts.flatMap((part) => [...document.querySelectorAll(part)]);
          const inside = (what) => shown.flatMap((part) => [...part.querySelectorAll(what)]);
          const links = inside("a").filter((link) => !ours.test(link.getAttribute("href")));
          return [...inside(foreign), ...links].map((found) => found.outerHTML.slice(0, 200));
        }""",
        [list(PARTS), FOREIGN],
    )
    return found


def test_table_is_long_enough_and_has_no_double() -> None:
    assert (len(HOSTILE) >= 60, len(MANY) >= 295, len(set(MANY))) == (True, True, len(MANY))


@pytest.mark.parametrize("conversations", rounds())
def test_nothing_runs_nothing_leaves_the_layout_holds(
    serve: Serve, open_tab: OpenTab, conversations: list[tuple[str, ...]]
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake), width=900)
    for texts in conversations:
        document = hostile_article(texts)
        fake.document_ = document
        fake.found = tuple(first_passages(document, texts))
        fake.said = "\n\n".join(marked(text, n) for n, text in enumerate(texts, 1))
        tab.ask("Zitat: " + " ".join(text[:500] for text in texts))
        assert tab.has_no_sideways_scroll(), texts
        cites = [cite(document, number) for number in fake.found[:-1]]
        for number in cites:
            tab.page.hover(number)
            tab.page.wait_for_selector("#preview blockquote")
            assert foreign(tab) == [], texts
        tab.page.click("#chat .answer.latest .trail summary")
        assert foreign(tab) == [], texts
        lines = [line.strip() for line in document.text.replace("\r", "\n").split("\n")]
        for number in cites:
            tab.page.click(number)
            tab.page.wait_for_function(OPEN, arg=number.partition(" >>")[0])
            words = tab.page.locator("#reader .article p").all_text_contents()
            assert words == [line for line in lines if line], texts
            assert tab.has_no_sideways_scroll(), texts
            assert foreign(tab) == [], texts
        tab.page.keyboard.press("Escape")
        tab.page.click("#new")
        tab.page.wait_for_selector("#chat .question", state="detached")


LAID_OUT = tuple(text for text in MANY if len(text) < 5_000)


@pytest.fixture
def hostile(serve: Serve) -> tuple[str, FakeAssistant]:
    """A service whose one article is made of hostile texts: words, title and name of the file."""
    document = hostile_article(LAID_OUT)
    name = f"{'.'.join(LAID_OUT[:9]).replace('/', '|')}.txt"
    found = tuple(first_passages(document, LAID_OUT[:40]))
    fake = FakeAssistant(replace(document, source=name), found=found)
    fake.said = "\n\n".join(marked(text, n) for n, text in enumerate(LAID_OUT[:40], 1))
    return serve(fake), fake


@pytest.mark.parametrize("query", ["", "embed"], ids=["page", "widget"])
def test_all_at_once(hostile: tuple[str, FakeAssistant], open_tab: OpenTab, query: str) -> None:
    address, _ = hostile
    tab = open_tab(address, width=900, query=query)
    tab.ask("Zitat: " + " ".join(LAID_OUT[-60:])[:1_900])
    assert foreign(tab) == []
    tab.page.click("#chat .answer.latest .words a.cite >> nth=0")
    tab.page.wait_for_selector("#reader .article p")
    assert foreign(tab) == []
    assert tab.has_no_sideways_scroll()


def test_every_export_is_text(hostile: tuple[str, FakeAssistant], browser: Browser) -> None:
    _, fake = hostile
    answers = [event.answer for event in fake.ask("Zitat?") if isinstance(event, Done)]
    answers = [replace(answers[0], question=" ".join(LAID_OUT[n::9])) for n in range(9)]
    documents = {fake.document_.id: fake.document_}.get
    made = datetime(2026, 11, 26, tzinfo=UTC)
    exported = {
        kind: export(answers, documents, kind, language="de", made=made).data for kind in KINDS
    }
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    plain = export(
        [replace(answers[0], question="x", text="x [1]", claims=())],
        documents, "html", language="de", made=made,
    ).data  # fmt: skip
    page.set_content(exported["html"].decode())
    elements = "[...new Set([...document.querySelectorAll('*')].map((one) => one.localName))]"
    made_of_text = set(page.evaluate(elements))
    handlers = "document.querySelectorAll('[onload], [onerror], [onfocus], [href^=java]').length"
    assert (page.evaluate(handlers), asked) == (0, [])
    page.set_content(plain.decode())
    assert made_of_text <= set(page.evaluate(elements)) | {"ul", "li", "br", "ol", "mark"}
    page.close()
    html = MarkdownIt().render(exported["md"].decode())
    assert not re.search(r"<(?:img|script|iframe|svg|a href=\"(?!#))", html)
    assert "evil.invalid" not in "".join(
        ZipFile(BytesIO(exported["docx"])).read(name).decode()
        for name in ZipFile(BytesIO(exported["docx"])).namelist()
        if name.endswith(".rels")
    )


OPEN = """cite => document.querySelector("#reader mark")
  && location.hash === document.querySelector(cite).hash"""


def cite(document: Document, number: int) -> str:
    """Where the answer has the number of a passage's first sentence."""
    span = split(document)[number - 1].sentences[0]
    reference = Reference(document.id, (span,))
    return f"#chat .answer.latest .words a.cite[href='#quote-{reference}'] >> nth=0"
