"""The list of articles of a large briefing, in a real browser."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from index.types import Document
from rag.web.texts import TEXTS
from tests.rag.web.conftest import OpenTab, Serve
from tests.rag.web.fake import FakeAssistant

pytestmark = pytest.mark.browser


class ManyArticles(FakeAssistant):
    """The article, and 250 others that are never answered from."""

    def documents(self) -> tuple[Document, ...]:
        (first,) = super().documents()
        others = (
            replace(first, id=f"{n:016x}", source=f"a/{n:03}.txt", title=f"Meldung {n} aus Kiel")
            for n in range(250)
        )
        return (first, *others)


def test_an_article_is_found_among_many_and_chosen(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(ManyArticles()))
    expect(tab.page.locator("#scope")).to_have_text("Artikel: alle (251)")
    assert tab.page.locator("#briefing .articles li").count() == 0  # not before they are looked at
    tab.page.click("#scope")
    rows = tab.page.locator("#briefing .articles li")
    more = tab.page.locator("#briefing [role=status]").first
    expect(rows).to_have_count(100)
    expect(more).to_have_text(TEXTS["find_more"]["de"].format(count=151))
    find = tab.page.locator("#find-article")
    find.fill("kiel 24")
    expect(rows).to_have_count(13)  # 24, 124, 224, 240 to 249
    expect(more).to_have_text(TEXTS["find_count"]["de"].format(count=13))
    rows.get_by_role("checkbox", name="Meldung 249").check()
    expect(tab.page.locator("#scope")).to_have_text("Artikel: 1 von 251")
    assert tab.page.evaluate("document.activeElement.type") == "checkbox"
    find.fill("")
    expect(rows).to_have_count(101)  # the chosen one stays among those that are shown
    expect(rows.get_by_role("checkbox", name="Meldung 249")).to_be_checked()


def test_a_few_articles_need_no_search(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.page.click("#scope")
    expect(tab.page.locator("#briefing .articles li")).to_have_count(1)
    expect(tab.page.locator("#find-article")).to_be_hidden()
