"""A translation beside its original, sentence by sentence."""

import pytest
from playwright.sync_api import expect

from tests.rag.web.conftest import OpenTab, Serve
from tests.rag.web.fake import TRANSLATION, FakeAssistant
from tests.rag.web.page.test_page import quote

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_original_and_translation_are_compared_sentence_by_sentence(
    serve: Serve, open_tab: OpenTab
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Which ministers took part?")
    translation = tab.page.locator("#sources .translation")
    pairs = translation.locator("table")
    expect(pairs).to_be_hidden()

    translation.hover()
    expect(pairs.locator("td")).to_have_text([quote(fake, 3), TRANSLATION])
    expect(pairs).to_be_visible()
    tab.page.mouse.move(5, 5)
    expect(pairs).to_be_hidden()

    translation.locator("p").last.click()  # as with a tap: it stays open
    tab.page.mouse.move(5, 5)
    expect(pairs).to_be_visible()
    translation.locator("p").last.click()
    tab.page.mouse.move(5, 5)
    expect(pairs).to_be_hidden()

    summary = translation.locator("summary")
    tab.page.keyboard.press("Tab")
    summary.focus()
    expect(pairs).to_be_visible()
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Tab")
    expect(pairs).to_be_visible()
    summary.focus()
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Tab")
    expect(pairs).to_be_hidden()


def test_a_quote_without_a_reliable_translation_says_so(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Which ministers took part?")
    cards = tab.page.locator("#sources li.source")
    expect(cards.nth(1).locator(".untranslated")).to_have_text(
        "Eine verlässliche Übersetzung liegt nicht vor."
    )
    expect(cards.nth(0).locator(".untranslated")).to_have_count(0)
