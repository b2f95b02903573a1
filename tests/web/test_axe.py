"""No violation that axe can find, in every state of the page."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tests.web.conftest import OpenTab, Serve, Tab
from tests.web.fake import FakeAssistant

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def violations(tab: Tab) -> list[str]:
    response = Axe().run(tab.page).response
    assert "color-contrast" in {rule["id"] for rule in response["passes"]}
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_no_violation(serve: Serve, open_tab: OpenTab, scheme: str, width: int) -> None:
    tab = open_tab(serve(FakeAssistant()), scheme=scheme, width=width)
    found = {"empty": violations(tab)}
    tab.ask("Which countries cannot?")
    tab.page.click("#chat .trail summary")
    found["answered"] = violations(tab)
    for name in ("history", "export", "briefing"):
        tab.page.locator("#scope" if name == "briefing" else f"#open-{name}").click()
        tab.page.wait_for_selector(f"#{name}[open]")
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
    tab.ask("Wetter morgen?")
    found["refused"] = violations(tab)
    tab.ask("?!")
    found["failed"] = violations(tab)
    assert found == {state: [] for state in found}
