"""What can be done with an answer: look closer, ask again, change, copy, judge, export."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from index.passages.splitting import split
from rag.runtime.suggestions import Suggestion, Suggestions, SuggestionStore
from rag.storage.feedback import FILE, FeedbackStore
from rag.web.texts import TEXTS
from tests.rag.web.conftest import UNTRUSTED, OpenTab, Serve
from tests.rag.web.fake import LEFT_OUT, TRANSLATION, FakeAssistant, article
from tests.rag.web.page.test_page import quote

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_pointing_at_a_number_shows_its_quote_and_where_it_stands(
    serve: Serve, open_tab: OpenTab
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Which ministers took part?")
    tab.page.hover("#chat .words a.cite >> nth=0")
    tab.page.wait_for_selector("#preview q")
    assert tab.page.locator("#preview q").all_text_contents() == [quote(fake, 3)]
    assert tab.page.locator("#preview .translation p").all_text_contents() == [
        "Maschinelle Übersetzung – nicht als Zitat verwenden",
        TRANSLATION,
    ]
    assert "16. Oktober 2025 · Absatz 3" in tab.page.inner_text("#preview .place")
    assert tab.page.locator("#sources li.lit q").all_text_contents() == [quote(fake, 3)]
    tab.page.keyboard.press("Escape")
    assert tab.page.is_hidden("#preview")
    tab.page.mouse.move(5, 5)
    tab.page.locator("#send").focus()
    tab.page.locator("#chat .words a.cite").nth(0).focus()
    tab.page.keyboard.press("Tab")
    expect(tab.page.locator("#preview q")).to_have_text([quote(fake, 11)])


def test_words_that_answer_are_marked_and_relative_days_have_their_date(
    serve: Serve, open_tab: OpenTab
) -> None:
    held = article("Fähre\n\nGestern kam die Fähre gestern nicht.\n\nSie fährt wieder.")
    fake = FakeAssistant(held, found=(2, 3))
    tab = open_tab(serve(fake))
    tab.ask("Zitate?")
    tab.page.hover("#chat .words a.cite >> nth=0")
    tab.page.wait_for_selector("#preview q")
    for place in ("#sources li.source >> nth=0", "#preview"):
        card = tab.page.locator(place)
        assert card.locator("q mark").all_text_contents() == ["Gestern"]
        assert card.locator("q").all_text_contents() == [quote(fake, 2)]
        assert card.locator(".addition").all_text_contents() == ["[gestern: 15. Oktober 2025]"]
    assert tab.page.locator("#chat .verbatim mark").all_text_contents() == ["Gestern"]
    assert tab.page.locator("#chat .verbatim").all_text_contents() == [f"„{quote(fake, 2)}“\u00a01"]


def test_the_check_tells_what_was_shown_left_out_and_why(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Teils wer?")
    assert tab.page.inner_text("#chat .state .as-of") == "Stand des Briefings: 16. Oktober 2025"
    tab.page.click("#chat .trail summary")
    [left_out] = tab.page.locator("#chat .trail li.replaced").all()
    assert left_out.locator("s").inner_text() == LEFT_OUT
    assert left_out.locator(".reasons").inner_text() == (
        "enthält eine Zahl, die nicht in der Fundstelle steht; "
        "stellt Wörter zusammen, die in der Fundstelle nicht zusammenstehen"
    )
    assert tab.page.locator("#chat .trail ol li").count() == 3
    names = tab.page.locator("#chat .trail > dl dt").all_text_contents()
    values = tab.page.locator("#chat .trail > dl dd").all_text_contents()
    assert dict(zip(names, values, strict=True)) == {
        "Gesucht wurde nach": "Teils wer?",
        "Ergebnis": "beantwortet",
        "Das Briefing beantwortet das, geschätzt": "83\u00a0%",
        "Wörter ohne Treffer in den Stellen": "keine",
        "Durchsucht": "ein Artikel",
        "Dauer": "Fundstellen nach 0,03\u00a0s, erste Worte nach 2,14\u00a0s, "
        "fertig nach 3,26\u00a0s",
        "Sprachmodell": "fake-1b",
        "Aufwand des Sprachmodells": "kein Aufruf",
    }


def test_one_tap_says_whether_an_uncertain_answer_fits(
    serve: Serve, open_tab: OpenTab, feedback: FeedbackStore
) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Vielleicht aus Luxemburg?")
    assert tab.states() == ["Nicht sicher"]
    expect(tab.page.locator("#announcer")).to_contain_text(
        "Nicht sicher. Hier ist nichts bestätigt."
    )
    fits_not = tab.page.get_by_role("button", name="Beantwortet es nicht")
    fits_not.click()
    expect(fits_not).to_have_attribute("aria-pressed", "true")
    assert tab.page.is_hidden("#verdict")  # nothing was claimed that could be wrong
    [kept] = feedback.all()
    assert (kept.verdict.thumb, kept.verdict.reason, kept.status) == ("down", None, "unsure")
    tab.page.get_by_role("button", name="Beantwortet es", exact=True).click()
    expect(fits_not).to_have_attribute("aria-pressed", "false")
    assert [one.verdict.thumb for one in feedback.all()] == ["up"]


def test_a_passage_that_was_considered_opens_its_article(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Vielleicht aus Luxemburg?")
    tab.page.click("#chat .trail summary")
    passages = tab.page.locator("#chat .trail ol a")
    assert passages.locator("b").all_text_contents() == ["[1]", "[2]"]
    passages.nth(2).click()
    assert "".join(tab.marked()) == split(fake.document_)[0].text


def test_asking_again_and_changing_a_question_take_its_place(
    serve: Serve, open_tab: OpenTab
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Zitate eins")
    tab.ask("Zitate zwei")
    tab.ask("Zitate drei")
    tab.page.fill("#question textarea", "Angefangen")
    tab.page.click("#chat button[name=again] >> nth=1")
    tab.page.wait_for_function("() => document.querySelectorAll('#chat .answer').length === 2")
    tab.page.wait_for_selector("#chat .answer.latest .state.quoted")
    assert tab.questions() == ["Zitate eins", "Zitate zwei"]
    assert tab.page.input_value("#question textarea") == "Angefangen"
    assert [turn.question for turn in fake.asked[-1][2]] == ["Zitate eins"]

    tab.page.click("#chat button[name=edit] >> nth=0")
    assert tab.page.input_value("#question textarea") == "Zitate eins"
    assert tab.page.evaluate("document.activeElement.closest('#question') !== null")
    assert tab.page.inner_text("#editing").startswith("Sie ändern eine frühere Frage.")
    tab.page.click("#editing button")
    assert (tab.page.is_hidden("#editing"), tab.page.input_value("#question textarea")) == (
        True,
        "",
    )
    tab.page.click("#chat button[name=edit] >> nth=0")
    tab.type("Wer kam?")
    tab.page.wait_for_function("() => document.querySelectorAll('#chat .answer').length === 1")
    tab.page.wait_for_selector("#chat .state.answered")
    assert (tab.questions(), tab.page.is_hidden("#editing")) == (["Wer kam?"], True)
    tab.ask("Zitate weiter")
    assert tab.questions() == ["Wer kam?", "Zitate weiter"]


def test_answer_language_is_chosen(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.page.select_option("#answer-language", "en")
    tab.ask("Wer kam?")
    tab.page.select_option("#answer-language", "")
    tab.ask("Wer kam dann?")
    assert [language for _, language, _ in fake.asked] == ["en", None]


def test_copies_bring_their_sources_along(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    address = serve(fake)
    tab = open_tab(address)
    tab.ask("Wer kam?")
    tab.page.click("#chat button[name=copy]")
    tab.page.wait_for_selector("#chat button[name=copy]:text-is('Kopiert')")
    title = fake.document_.title

    def cited(paragraph: int) -> str:
        words = quote(fake, paragraph)
        start = fake.document_.text.index(words)
        link = f"{address}#quote-{fake.document_.id}-{start}-{start + len(words)}"
        return f"„{words}“ ({title}, 16. Oktober 2025, Absatz {paragraph}) {link}"

    assert tab.page.evaluate("navigator.clipboard.readText()") == (
        "Frankreich und Großbritannien haben das Treffen einberufen. [1] "
        "Polen und Griechenland stellen keine Truppen. [2]\n\n"
        f"[1] {cited(3)}\n[2] {cited(11)}"
    )
    tab.page.click("#sources button[name=copy-quote] >> nth=1")
    tab.page.wait_for_selector("#sources button[name=copy-quote]:text-is('Kopiert')")
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied == cited(11)

    tab.page.goto(copied.rpartition(" ")[2])
    tab.page.reload()
    assert tab.marked() == [quote(fake, 11)]


MARKED = """() => {
  const { value, selectionStart, selectionEnd, readOnly } = document.activeElement;
  return [readOnly, value.slice(selectionStart, selectionEnd)];
}"""


def test_where_the_browser_does_not_copy_the_text_is_marked(
    serve: Serve, open_tab: OpenTab
) -> None:
    """On plain http, as in many an intranet, there is no clipboard for pages."""
    fake = FakeAssistant()
    address = serve(fake).replace("127.0.0.1", UNTRUSTED)
    tab = open_tab(address)
    assert tab.page.evaluate("[isSecureContext, typeof navigator.clipboard]") == [
        False, "undefined",
    ]  # fmt: skip
    tab.ask("Wer kam?")
    tab.page.click("#chat button[name=copy]")
    assert tab.page.inner_text(".to-copy p") == TEXTS["copy_marked"]["de"]
    read_only, marked = tab.page.evaluate(MARKED)
    assert read_only
    assert marked.startswith("Frankreich und Großbritannien haben das Treffen einberufen. [1]")
    assert f"\n\n[1] „{quote(fake, 3)}“" in marked
    assert f"{address}#quote-{fake.document_.id}-" in marked

    tab.page.click("#sources button[name=copy-quote] >> nth=1")
    _, marked = tab.page.evaluate(MARKED)
    assert marked.startswith(f"„{quote(fake, 11)}“ ({fake.document_.title}, ")
    assert tab.page.locator(".to-copy").count() == 1, "that of the answer has gone"
    tab.page.focus("#question textarea")
    assert tab.page.locator(".to-copy").count() == 0


def test_verdict_with_its_reason_is_kept(
    serve: Serve, open_tab: OpenTab, feedback: FeedbackStore
) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Wer kam?")
    down = tab.page.locator("#chat button[name=down]")
    assert down.get_attribute("aria-pressed") == "false"
    down.click()
    tab.page.check("#verdict input[value=wrong_source]")
    tab.page.fill("#verdict textarea", "Absatz 4 wäre richtig.")
    tab.page.click("#verdict .primary")
    tab.page.wait_for_selector("#verdict", state="hidden")
    [kept] = feedback.all()
    assert (kept.verdict.reason, kept.verdict.comment) == (
        "wrong_source",
        "Absatz 4 wäre richtig.",
    )
    assert down.get_attribute("aria-pressed") == "true"
    down.click()
    tab.page.wait_for_selector("#chat button[name=down][aria-pressed=false]")
    assert feedback.all() == ()


@pytest.mark.parametrize("name", ["down", "up"])
def test_a_verdict_that_cannot_be_kept_is_said(
    name: str, serve: Serve, open_tab: OpenTab, tmp_path: Path, feedback: FeedbackStore
) -> None:
    """Also of what is uncertain, which has two verdicts of its own."""
    tab = open_tab(serve(FakeAssistant()))
    (tmp_path / FILE).mkdir()
    tab.ask("Wer kam?" if name == "down" else "Vielleicht kam wer?")
    control = tab.page.locator(f"#chat button[name={name}]")
    control.click()
    assert tab.page.inner_text("#chat [role=alert]") == TEXTS["verdict_lost"]["de"]
    assert control.get_attribute("aria-pressed") == "false"
    assert not tab.page.is_visible("#verdict")
    (tmp_path / FILE).rmdir()
    control.click()
    tab.page.wait_for_selector("#chat [role=alert]", state="detached")
    assert [kept.verdict.thumb for kept in feedback.all()] == [name]
    assert control.get_attribute("aria-pressed") == "true"
    tab.complaints[:] = [said for said in tab.complaints if "503" not in said]


def test_conversation_is_saved_as_a_word_file(
    serve: Serve, open_tab: OpenTab, tmp_path: Path
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.page.click("#open-export")
    assert tab.page.inner_text("#export .note").startswith("Dieses Gespräch hat noch keine Antwort")
    tab.page.keyboard.press("Escape")
    tab.ask("Wer kam?")
    tab.page.click("#open-export")
    with tab.page.expect_download() as download:
        tab.page.click("#export a >> nth=0")
    download.value.save_as(tmp_path / "export.docx")
    with ZipFile(tmp_path / "export.docx") as file:
        markup = file.read("word/document.xml").decode()
    assert quote(fake, 11) in re.sub(r"<[^>]+>", "", markup)


def test_question_is_limited_to_chosen_articles(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.page.click("#scope")
    tab.page.check("#briefing input[type=checkbox]")
    tab.page.keyboard.press("Escape")
    assert tab.page.inner_text("#scope") == "Artikel: 1 von 1"
    tab.ask("Wer kam?")
    assert fake.limited == [(fake.document_.source,)]

    tab.page.click("#scope")
    tab.page.click("#briefing button.title")
    tab.page.wait_for_selector("#reader .paragraph")
    assert tab.page.locator("#reader mark").count() == 0
    assert tab.page.inner_text("#reader-title") == fake.document_.title


def test_suggestions_are_asked_by_a_click(serve: Serve, open_tab: OpenTab, tmp_path: Path) -> None:
    fake = FakeAssistant()
    near = split(fake.document_)[2].id
    made = [
        Suggestion("Zitate von anderswo?", "de", "elsewhere"),
        Suggestion("Zitate von nebenan?", "de", near),
        Suggestion("Which?", "en", near),
    ]
    SuggestionStore(tmp_path).write(Suggestions("g", tuple(made)))
    tab = open_tab(serve(fake))
    offered = tab.page.locator("#chat .suggestions button")
    assert offered.all_text_contents() == ["Zitate von anderswo?", "Zitate von nebenan?"]
    tab.page.fill("#question textarea", "Angefangen")
    offered.nth(0).dblclick()
    tab.page.wait_for_selector("#chat .state.quoted")
    assert tab.questions() == ["Zitate von anderswo?"]
    assert tab.page.input_value("#question textarea") == "Angefangen"
    tab.page.wait_for_selector("#chat .suggestions")
    assert offered.all_text_contents() == ["Zitate von nebenan?"]
    tab.page.fill("#question textarea", "")
    tab.ask("Which ministers?")
    assert offered.all_text_contents() == ["Which?"]
    assert tab.questions() == ["Zitate von anderswo?", "Which ministers?"]
