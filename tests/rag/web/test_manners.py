"""How the page behaves: weight, speed, silence towards others, news for screen readers."""

from dataclasses import replace

import pytest

from rag.runtime.state import ComponentState, Phase
from rag.types import Language
from rag.web.texts import TEXTS
from tests.rag.web.conftest import OpenTab, Serve
from tests.rag.web.fake import READY, FakeAssistant

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WEIGHT = """["resource", "navigation"].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def test_page_weighs_little_and_brings_its_fonts(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Zitate bitte")
    assert 100_000 < tab.page.evaluate(WEIGHT) < 1_500_000
    loaded = tab.page.evaluate(
        "[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)"
    )
    assert {name.strip('"') for name in loaded} >= {"Source Serif 4", "Source Sans 3"}


def test_answers_are_announced_whole_and_once(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Wetter morgen?")
    announced = tab.page.inner_text("#announcer")
    assert announced.startswith("Nicht im Briefing")
    assert announced.endswith("Dazu steht nichts im Briefing.")
    assert tab.page.get_attribute("#announcer", "role") == "status"
    assert tab.page.get_attribute("#chat [role=log]", "aria-live") == "off"


def test_nothing_moves_for_those_who_want_no_motion(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.page.emulate_media(reduced_motion="reduce")
    tab.type("Warte auf die Antwort")
    tab.page.wait_for_selector("#chat .state.working")
    moving = tab.page.evaluate("document.getAnimations().length")
    assert moving == 0


def test_a_service_that_goes_and_comes_back_costs_no_question(
    serve: Serve, open_tab: OpenTab
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Zitate bitte")
    tab.type("Warte auf die Antwort")
    tab.page.wait_for_selector("#chat .state.working")
    tab.page.context.set_offline(offline=True)
    tab.page.wait_for_selector("#service-state:not([hidden])")
    assert tab.page.inner_text("#service-state") == TEXTS["unreachable"]["de"]
    assert tab.page.input_value("#question textarea") == "Warte auf die Antwort"
    fake.go_on.set()
    with tab.page.expect_navigation():
        tab.page.context.set_offline(offline=False)
    tab.opened()
    tab.page.wait_for_selector("#chat .question")
    assert tab.questions() == ["Zitate bitte"]
    assert tab.page.input_value("#question textarea") == "Warte auf die Antwort"
    tab.complaints.clear()


def test_a_refused_request_is_told_in_the_readers_language(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.page.route(
        "**/queue/join*",
        lambda route: route.fulfill(status=429, json={"detail": TEXTS["too_many_requests"]["de"]}),
    )
    tab.type("Wer kam?")
    tab.page.wait_for_selector("#service-state:not([hidden])")
    assert tab.page.inner_text("#service-state") == TEXTS["too_many_requests"]["de"]
    assert tab.page.input_value("#question textarea") == "Wer kam?"
    assert tab.page.is_hidden(".toast-wrap")
    tab.complaints.clear()


@pytest.mark.parametrize(
    ("locale", "language"), [("de-DE", "de"), ("en-GB", "en")], ids=["de", "en"]
)
def test_a_notice_lies_above_the_field_and_can_be_closed(
    serve: Serve, open_tab: OpenTab, locale: str, language: Language
) -> None:
    fake = FakeAssistant(status=replace(READY, model=ComponentState(Phase.OFF)))
    tab = open_tab(serve(fake), locale=locale, width=375, height=667)
    notice = tab.page.locator("#service-state")
    notice.wait_for()
    assert notice.inner_text() == TEXTS["model_off"][language]
    places = {
        part: tab.page.locator(part).bounding_box()
        for part in ("#chat", "#service-state", "#ask-row")
    }
    tops = [place["y"] for place in places.values() if place]
    assert tops == sorted(tops)
    chat, above, field = places.values()
    assert chat
    assert above
    assert field
    assert chat["y"] + chat["height"] <= above["y"]
    assert above["y"] + above["height"] <= field["y"]
    assert tab.has_no_sideways_scroll()
    tab.page.click("#question textarea", timeout=3_000)  # nothing takes the tap

    close = notice.get_by_role("button", name=TEXTS["close_notice"][language])
    box = close.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    close.click()
    assert notice.is_hidden()
    tab.page.reload()
    tab.opened()
    look = "new Promise((seen) => fetch('ready').then(() => setTimeout(seen, 300)))"
    tab.page.evaluate(look)
    assert notice.is_hidden()

    fake.status = replace(READY, model=ComponentState(Phase.FAILED))  # which is something else
    tab.page.evaluate("window.dispatchEvent(new Event('online'))")
    notice.wait_for()
    assert notice.inner_text() == TEXTS["model_failed"][language]
    tab.page.locator("#service-state button").press("Enter")
    assert tab.page.evaluate("document.activeElement.localName") == "textarea"
    assert notice.is_hidden()


def test_everything_can_be_reached_by_keyboard_alone(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.page.locator("#question textarea").focus()
    tab.page.keyboard.type("Teils wer?")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector("#chat .state.answered")
    tab.page.locator("#open-briefing").focus()
    reached = []
    for _ in range(40):
        reached.append(
            tab.page.evaluate(
                "(({id, name, tagName, parentElement}) => id || name || parentElement.id"
                " || tagName)(document.activeElement)"
            )
        )
        tab.page.keyboard.press("Tab")
    wanted = [
        "open-briefing", "new", "open-history", "open-export", "language", "colours", "copy",
        "again", "edit", "up", "down", "send", "scope", "answer-language", "copy-quote",
    ]  # fmt: skip
    assert [name for name in wanted if name not in reached] == []
    assert [name for name in reached if name in ("wishes", "conversation")] == []
