"""No violation that axe can find, in every state of the page."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from rag.storage.revisions import Revision
from tests.rag.web.conftest import OpenTab, Serve, Tab
from tests.rag.web.fake import FakeAssistant, article
from tests.rag.web.test_adding import drop

pytestmark = [pytest.mark.browser, pytest.mark.slow]


COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
"""The rules that look at colours; to all others, light and dark are the same page."""


def violations(tab: Tab) -> list[str]:
    """In light by every rule, in dark by those of colours."""
    light = Axe().run(tab.page).response
    tab.page.emulate_media(color_scheme="dark")
    tab.page.wait_for_selector("html[data-theme=dark]")
    dark = Axe().run(tab.page, options=COLOURS).response
    tab.page.emulate_media(color_scheme="light")
    tab.page.wait_for_selector("html[data-theme=light]")
    for response in (light, dark):
        assert "color-contrast" in {rule["id"] for rule in response["passes"]}
    return [
        f"{scheme}: {rule['id']}: {node['html'][:200]}"
        for scheme, response in (("light", light), ("dark", dark))
        for rule in response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("width", [1280, 375])
def test_no_violation(serve: Serve, open_tab: OpenTab, tmp_path: Path, width: int) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake, sources=tmp_path), width=width)
    tab.page.emulate_media(reduced_motion="reduce")  # colours change at once
    found = {"empty": violations(tab)}
    tab.ask("Which countries cannot?")
    tab.page.click("#chat .trail summary")
    found["answered"] = violations(tab)
    for name in ("history", "export", "briefing"):
        tab.page.locator("#scope" if name == "briefing" else f"#open-{name}").click()
        tab.page.wait_for_selector(f"#{name}[open]")
        if name == "briefing":
            tab.page.click("#briefing .adding summary")
            files = [(kind, b"Es kamen viele.") for kind in ("a.txt", "a.png")]
            drop(tab, *files)
            tab.page.wait_for_selector("#briefing .there")
            tab.page.wait_for_selector("#briefing .refused")
        found[name] = violations(tab)
        tab.page.keyboard.press("Escape")
    tab.page.click("#chat button[name=down]")
    tab.page.wait_for_selector("#verdict[open]")
    found["verdict"] = violations(tab)
    tab.page.keyboard.press("Escape")
    tab.page.locator("#chat .words a.cite").nth(0).hover()
    tab.page.wait_for_selector("#preview:not([hidden])")
    found["preview"] = violations(tab)
    tab.page.click("#chat .words a.cite >> nth=0")
    tab.page.wait_for_selector("#reader mark")
    found["article"] = violations(tab)
    tab.page.keyboard.press("Escape")
    before = article("Anderer Text", fake.document_.source)
    fake.revisions[before.id] = Revision.of(before)
    tab.page.evaluate("hash => { location.hash = hash }", f"#quote-{before.id}-0-7")
    tab.page.wait_for_selector("#reader .near")
    found["changed"] = violations(tab)
    tab.page.keyboard.press("Escape")
    tab.ask("Vielleicht aus Luxemburg?")
    tab.page.click("#chat .answer.latest .trail summary")
    found["unsure"] = violations(tab)
    tab.ask("Wetter morgen?")
    found["refused"] = violations(tab)
    tab.ask("?!")
    found["failed"] = violations(tab)
    assert found == {state: [] for state in found}
