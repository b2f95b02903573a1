"""Files are dropped, chosen or pasted in the page, and can be asked about at once."""

from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from index.formats import Fault, Note, Remark
from index.reading.parsing import FileNote, Problem
from index.settings import Settings
from rag.assistant import Assistant
from rag.web.texts import TEXTS
from rag.web.texts.briefing import BRIEFING_TEXTS
from tests.index.formats.making import pdf
from tests.rag.web.conftest import OpenTab, Serve, Tab
from tests.rag.web.fake import FakeAssistant

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DROP = """([files, where]) => {
  const carried = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    carried.items.add(new File([bytes], name));
  }
  const at = (name) => document.querySelector(where).dispatchEvent(
    new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: carried }));
  at("dragenter");
  const shown = document.querySelector("#drop-here").matches(":popover-open");
  const stayed = !at("dragover");
  at("drop");
  return [shown, stayed, document.querySelector("#drop-here").matches(":popover-open")];
}"""
HTML = (
    "<html><head><title>Ein Sturm über der Küste</title></head><body><article>"
    "<h1>Ein Sturm über der Küste</h1><p>Der Sturm hat in Cuxhaven vier Dächer abgedeckt, sagte "
    "die Feuerwehr am Dienstag.</p><p>Verletzt wurde niemand, der Zugverkehr ruht bis zum "
    "Abend.</p></article></body></html>"
)


def drop(tab: Tab, *files: tuple[str, bytes], where: str = "#talk") -> list[bool]:
    """Whether the page offered to take them, kept the browser from opening them, offers still."""
    carried = [[name, b64encode(data).decode()] for name, data in files]
    outcome: list[bool] = tab.page.evaluate(DROP, [carried, where])
    return outcome


def upload(tab: Tab, name: str) -> Locator:
    return tab.page.locator("#briefing .uploads li", has_text=name)


@pytest.fixture
def settings(quoting: Settings) -> Settings:
    (quoting.sources / "anfang.txt").write_text("Ein Anfang\n\nDas Briefing ist neu.", "utf-8")
    return quoting


def test_dropped_files_are_taken_in_and_answer_the_next_question(
    settings: Settings, assistant: Assistant, serve: Serve, open_tab: OpenTab
) -> None:
    tab = open_tab(serve(assistant, sources=settings.sources))
    expect(tab.page.locator("#contents .title")).to_have_text(["Ein Anfang"])
    outcome = drop(
        tab,
        ("Hafen.txt", b"Der Hafen wird tiefer\n\nDie Elbe wird um zwei Meter vertieft."),
        ("sturm.html", HTML.encode()),
        ("Haushalt.pdf", pdf(["Der Haushalt umfasst neunzig Millionen Euro."])),
        ("kaputt.pdf", b"%PDF-1.7 und sonst nichts"),
    )
    assert outcome == [True, True, False]
    expect(upload(tab, "kaputt.pdf").locator(".said")).to_have_text(
        BRIEFING_TEXTS["fault_damaged"]["de"]
    )
    for name in ("Hafen.txt", "sturm.html", "Haushalt.pdf"):
        said = upload(tab, name).locator(".said")
        expect(said).to_have_text(TEXTS["adding_there"]["de"], timeout=60_000)
    assert tab.page.locator("#briefing progress").count() == 0
    expect(tab.page.locator("#scope")).to_have_text("Artikel: alle (4)")

    upload(tab, "sturm.html").get_by_role("button", name="Danach fragen").click()
    expect(tab.page.locator("#briefing")).to_be_hidden()
    expect(tab.page.locator("#scope")).to_have_text("Artikel: 1 von 4")
    assert tab.page.evaluate("document.activeElement.closest('#question') !== null")
    tab.ask("Wie viele Dächer hat der Sturm in Cuxhaven abgedeckt?")
    assert "vier Dächer abgedeckt" in tab.page.locator("#sources q").first.inner_text()


def test_pasted_text_becomes_an_article(
    settings: Settings, assistant: Assistant, serve: Serve, open_tab: OpenTab
) -> None:
    tab = open_tab(serve(assistant, sources=settings.sources))
    tab.page.click("#open-briefing")
    tab.page.click("#briefing .adding summary")
    tab.page.fill("#briefing textarea", "Die Brücke bleibt bis März gesperrt.")
    tab.page.fill("#briefing input[name=title]", "Brücke gesperrt")
    tab.page.fill("#briefing input[name=date]", "2026-01-15")
    tab.page.click("#briefing .primary")
    added = upload(tab, "Brücke gesperrt")
    expect(added.locator(".said")).to_have_text(TEXTS["adding_there"]["de"], timeout=60_000)
    titles = tab.page.locator("#briefing .articles .title")
    expect(titles).to_have_text(["Brücke gesperrt", "Ein Anfang"])
    added.get_by_role("button", name="Lesen").click()
    expect(tab.page.locator("#reader .article p").last).to_have_text(
        "Die Brücke bleibt bis März gesperrt."
    )


def test_every_step_of_an_upload_is_seen(serve: Serve, open_tab: OpenTab, tmp_path: Path) -> None:
    """The service is held at each step: the line says it, and the bar shows how far it is."""
    tab = open_tab(serve(FakeAssistant(), sources=tmp_path))
    steps = [
        {"running": True, "message": "Gleich …", "done": 0, "total": 0},
        {"running": True, "message": "Die Hälfte …", "done": 5, "total": 10},
        {"running": False, "message": "", "done": 0, "total": 0},
    ]
    at = [0]
    tab.page.route("**/api/articles/indexing*", lambda route: route.fulfill(json=steps[at[0]]))
    tab.page.click("#open-briefing")
    (tmp_path / "a.txt").write_text("Es kamen viele.", encoding="utf-8")
    tab.page.set_input_files("#briefing input[type=file]", tmp_path / "a.txt")
    line = upload(tab, "a.txt")
    expect(line.locator(".said")).to_have_text("Gleich …")
    assert line.locator("progress").get_attribute("value") is None
    at[0] = 1
    expect(line.locator(".said")).to_have_text("Die Hälfte …")
    assert line.locator("progress").get_attribute("value") == "0.5"
    at[0] = 2
    expect(line.locator(".said")).to_have_text(TEXTS["adding_there"]["de"])
    expect(tab.page.locator("#briefing .unseen[role=status]")).to_have_text(
        "a.txt: Steht im Briefing."
    )


def test_what_goes_wrong_is_said_beside_the_file(
    serve: Serve, open_tab: OpenTab, tmp_path: Path
) -> None:
    tab = open_tab(serve(FakeAssistant(), sources=tmp_path))
    drop(tab, ("bild.png", b"x"), ("riesig.txt", b"x" * 5_000_001))
    expect(upload(tab, "bild.png").locator(".said")).to_contain_text("Diese Art von Datei")
    expect(upload(tab, "riesig.txt").locator(".said")).to_have_text(
        TEXTS["adding_too_large"]["de"].format(limit="5")
    )
    tab.page.route("**/api/articles?*", lambda route: route.abort())
    drop(tab, ("weg.txt", b"x"), where="#briefing")
    expect(upload(tab, "weg.txt").locator(".said")).to_have_text(TEXTS["adding_lost"]["de"])
    tab.complaints.clear()


@pytest.mark.parametrize(
    ("language", "facts", "not_read", "notes"),
    [
        ("de-DE", "Agentur Nord · 16. Oktober 2025 · Deutsch", "Nicht gelesen (1)",
         ["Hinweise zum Lesen (1)", "rat.txt",
          "Gelesen als Windows-1252, denn die Datei ist nicht in UTF-8."]),
        ("en-GB", "Agentur Nord · 16 October 2025 · German", "Not read (1)",
         ["Notes on reading (1)", "rat.txt", "Read as Windows-1252: the file is not in UTF-8."]),
    ],
)  # fmt: skip
def test_the_list_names_outlets_and_what_was_left_out_or_is_worth_knowing(
    language: str, facts: str, not_read: str, notes: list[str], serve: Serve, open_tab: OpenTab
) -> None:
    fake = FakeAssistant(
        document_=replace(FakeAssistant().document_, outlet="Agentur Nord"),
        left_out_=(Problem("alt.doc", "Files of kind .doc are not read.", Fault.FORMAT),),
        notes_=(FileNote("rat.txt", Note(Remark.ENCODING, "Windows-1252")),),
    )
    tab = open_tab(serve(fake), locale=language)
    expect(tab.page.locator("#contents .facts")).to_contain_text(facts)
    tab.page.click("#open-briefing")
    missing, known = tab.page.locator("#briefing .left-out:not(.withdrawn)").all()
    expect(missing.locator("summary")).to_have_text(not_read)
    known.locator("summary").click()
    assert known.locator("summary, li span").all_inner_texts() == notes


def test_readers_who_may_not_add_keep_their_page(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant(), editing="off"))
    tab.page.wait_for_selector("#contents .title")
    tab.page.fill("#question textarea", "Angefangen")
    assert drop(tab, ("a.txt", b"Es kamen viele.")) == [False, True, False]
    tab.page.click("#open-briefing")
    expect(tab.page.locator("#briefing .adding")).to_be_hidden()
    assert tab.page.input_value("#question textarea") == "Angefangen"


def test_an_article_is_withdrawn_with_a_reason_and_let_in_again(
    serve: Serve, open_tab: OpenTab, tmp_path: Path
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake, sources=tmp_path))
    tab.ask("Wer hat das Treffen einberufen?")
    tab.page.click("#open-briefing")
    tab.page.locator("#briefing .articles .offer").click()
    tab.page.fill("#briefing .withdrawing input", "Die Angaben waren falsch.")
    tab.page.press("#briefing .withdrawing input", "Enter")
    withdrawn = tab.page.locator("#briefing .withdrawn")
    expect(withdrawn.locator("summary")).to_have_text("Zurückgezogen (1)")
    withdrawn.locator("summary").click()
    expect(withdrawn.locator(".facts").first).to_have_text(
        "14. März 2026: Die Angaben waren falsch."
    )
    assert tab.page.locator("#briefing .articles li").count() == 0

    tab.page.reload()
    tab.opened()
    expect(tab.page.locator("#sources .withdrawn").first).to_have_text(
        "Zurückgezogen: Die Angaben waren falsch."
    )
    assert tab.states() == [TEXTS["withdrawn"]["de"]]

    tab.page.click("#open-briefing")
    withdrawn.locator("summary").click()
    withdrawn.get_by_role("button", name=TEXTS["reinstate"]["de"]).click()
    expect(tab.page.locator("#briefing .articles .title")).to_have_text([fake.document_.title])
    expect(withdrawn).to_be_hidden()
