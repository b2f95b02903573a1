"""What a reader's browser keeps: conversations, drafts, language, colours."""

import pytest

from tests.rag.web.conftest import OpenTab, Serve, Tab
from tests.rag.web.fake import FakeAssistant

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NO_STORAGE = """
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("denied"); } });
  }
"""


def kept(tab: Tab) -> int:
    """How many conversations lie in the browser."""
    count: int = tab.page.evaluate(
        "Object.keys(localStorage).filter((key) => key.includes('conversation.')).length"
    )
    return count


def reload(tab: Tab) -> None:
    tab.page.reload()
    tab.opened()


def test_conversation_and_draft_survive_a_reload(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Which ministers took part?")
    tab.ask("Teils wer?")
    tab.wait_until_kept("Teils wer?")
    tab.page.fill("#question textarea", "Eine halbe Fra")
    words = tab.page.locator("#chat .words").all_text_contents()

    reload(tab)
    tab.page.wait_for_selector("#chat .question")
    assert tab.questions() == ["Which ministers took part?", "Teils wer?"]
    assert tab.states() == ["Belegt", "Teilweise belegt"]
    assert tab.page.locator("#chat .words").all_text_contents() == words
    assert tab.page.input_value("#question textarea") == "Eine halbe Fra"
    tab.page.click("#chat .words a.cite >> nth=0")
    [marked] = tab.marked()
    assert marked in fake.document_.text
    tab.page.keyboard.press("Escape")

    tab.ask("Und die anderen?")
    assert [turn.question for turn in fake.asked[-1][2]] == [
        "Which ministers took part?",
        "Teils wer?",
    ]


def test_a_question_cut_off_by_a_reload_is_in_the_field_again(
    serve: Serve, open_tab: OpenTab
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Zitate bitte")
    tab.wait_until_kept("Zitate bitte")
    tab.type("Warte auf die Antwort")
    tab.page.wait_for_selector("#chat .state.working")
    reload(tab)
    tab.page.wait_for_selector("#chat .question")
    assert tab.questions() == ["Zitate bitte"]
    assert tab.page.input_value("#question textarea") == "Warte auf die Antwort"
    fake.go_on.set()
    assert fake.closed.wait(5)
    tab.complaints.clear()  # Gradio's client notes that the page was left in mid-answer


def test_earlier_conversations_are_listed_opened_and_deleted(
    serve: Serve, open_tab: OpenTab
) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Zitate eins")
    tab.wait_until_kept("Zitate eins")
    tab.page.click("#new")
    tab.page.wait_for_selector("#chat .question", state="detached")
    tab.ask("Zitate zwei")
    tab.wait_until_kept("Zitate zwei")

    tab.page.click("#open-history")
    names = tab.page.locator("#history li .open span")
    assert names.all_text_contents() == ["Zitate zwei", "Zitate eins"]
    names.nth(1).click()
    tab.page.wait_for_function(
        "() => document.querySelector('#chat .question')?.textContent === 'Zitate eins'"
    )
    tab.ask("Zitate dazu")
    assert tab.questions() == ["Zitate eins", "Zitate dazu"]

    tab.wait_until_kept("Zitate dazu")
    tab.page.click("#open-history")
    tab.page.click("[aria-label='Gespräch löschen: Zitate zwei']")
    assert (names.all_text_contents(), kept(tab)) == (["Zitate eins"], 1)
    tab.page.click("#history .danger")
    assert tab.page.inner_text("#history .danger") == "Wirklich alle löschen?"
    tab.page.click("#history .danger")
    assert (names.count(), kept(tab)) == (0, 0)
    tab.page.wait_for_selector("#chat .question", state="detached")


def test_page_works_where_nothing_can_be_kept(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()), script=NO_STORAGE)
    tab.ask("Zitate bitte")
    tab.page.click("#new")
    tab.page.wait_for_selector("#chat .question", state="detached")
    tab.ask("Zitate noch einmal")
    tab.page.click("#colours")
    assert tab.states() == ["Nur Zitate"]
    tab.page.click("#open-history")
    assert tab.page.inner_text("#history .note") == (
        "Dieser Browser lässt hier nichts speichern. Das Gespräch endet mit der Seite."
    )
    tab.page.keyboard.press("Escape")
    tab.page.click("#language")
    tab.page.wait_for_function("() => document.documentElement.lang === 'en'")
    tab.opened()
    assert tab.page.inner_text("#heading h1") == "Ask the briefing"


def test_language_and_colours_are_switched_and_kept(serve: Serve, open_tab: OpenTab) -> None:
    address = serve(FakeAssistant())
    tab = open_tab(address)
    tab.ask("Zitate bitte")
    tab.wait_until_kept("Zitate bitte")
    tab.page.fill("#question textarea", "Noch nicht gesendet")
    tab.page.click("#language")
    tab.page.wait_for_selector("#chat .question")
    assert tab.page.inner_text("#heading h1") == "Ask the briefing"
    assert tab.states() == ["Quotes only"]
    assert tab.page.input_value("#question textarea") == "Noch nicht gesendet"

    seen = []
    for _ in range(3):
        tab.page.click("#colours")
        label = tab.page.get_attribute("#colours", "aria-label")
        dark = tab.page.evaluate("document.body.classList.contains('dark')")
        seen.append((label, dark))
    assert seen == [
        ("Colours: Light", False), ("Colours: Dark", True), ("Colours: Same as system", False),
    ]  # fmt: skip
    tab.page.click("#colours")
    tab.page.click("#colours")
    tab.page.goto(address)
    tab.opened()
    assert tab.page.evaluate("[document.documentElement.lang, document.body.className]") == [
        "en",
        "dark",
    ]
    assert tab.page.inner_text("#send") == "Ask"


def test_a_record_that_does_not_fit_the_briefing_is_not_shown(
    serve: Serve, open_tab: OpenTab
) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Wer kam?")
    tab.wait_until_kept("Wer kam?")
    tab.page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((name) => name.includes("conversation."));
          localStorage[key] = localStorage[key].replaceAll("Minister aus", "Kanzler aus");
        }"""
    )
    reload(tab)
    tab.page.wait_for_selector("#sources .note", state="attached")
    assert tab.questions() == []
    tab.complaints[:] = [said for said in tab.complaints if "400" not in said]
