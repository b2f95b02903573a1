"""Hostile text in article, title, model output and question, in the real browser."""

import pytest

from tests.web.conftest import OpenTab, Serve, Tab
from tests.web.fake import FakeAssistant, article
from tests.web.hostile import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GROUP = 11
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


def groups() -> list[tuple[str, ...]]:
    return [HOSTILE[i : i + GROUP] for i in range(0, len(HOSTILE), GROUP)]


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
    assert (len(HOSTILE) >= 60, len(set(HOSTILE))) == (True, len(HOSTILE))


@pytest.mark.parametrize("texts", groups())
def test_nothing_runs_nothing_leaves_the_layout_holds(
    serve: Serve, open_tab: OpenTab, texts: tuple[str, ...]
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake), width=900)
    for text in texts:
        filler = "Ein Absatz steht hier."
        document = article("\n".join([text, filler, text, *[filler] * 7, text, filler]))
        fake.document_, fake.said = document, text
        tab.ask(f"Zitat: {text}"[:1_900])
        assert tab.has_no_sideways_scroll(), text
        tab.page.hover("#chat .answer.latest .words a.cite >> nth=0")
        tab.page.wait_for_selector("#preview blockquote")
        tab.page.click("#chat .answer.latest .trail summary")
        assert foreign(tab) == [], text
        tab.page.click("#chat .answer.latest .words a.cite >> nth=0")
        tab.page.wait_for_selector("#reader mark")
        words = tab.page.locator("#reader .article p").all_text_contents()
        lines = [line.strip() for line in document.text.replace("\r", "\n").split("\n")]
        assert words == [line for line in lines if line], text
        assert tab.has_no_sideways_scroll(), text
        assert foreign(tab) == [], text
        tab.page.keyboard.press("Escape")
        tab.page.click("#new")
        tab.page.wait_for_selector("#chat .question", state="detached")
