"""Links to quotes, over an index that is built anew while the page is open."""

import pytest
from playwright.sync_api import expect

from index.settings import Settings
from index.types import Span
from rag.annotations import Correction
from rag.answer.notices import correction_notice
from rag.assistant import Assistant
from rag.storage.revisions import Revision
from rag.types import LANGUAGES, Language
from rag.web.texts import TEXTS
from rag.web.view.article import Reference
from rag.web.view.opening import GoneError, opened
from tests.rag.web.conftest import OpenTab, Serve
from tests.rag.web.fake import FakeAssistant, article

HELD = "Das Treffen der Verteidigungsminister fand am Donnerstag in Brüssel statt."
MENDED = "Polen und Griechenland stellen keine Truppen für den Einsatz."
REST = "Ein weiteres Treffen ist für den Winter geplant."
ARTICLE = f"Ein Treffen in Brüssel\n\n{HELD}\n\n{MENDED}\n\n{REST}\n"
CHANGED = ARTICLE.replace("Ein Treffen in Brüssel", "Berichtigt: Ein Treffen in Brüssel").replace(
    "keine Truppen", "nun doch Truppen"
)


@pytest.fixture
def settings(quoting: Settings) -> Settings:
    (quoting.sources / "treffen.txt").write_text(ARTICLE, encoding="utf-8")
    return quoting


def link(assistant: Assistant, words: str) -> Reference:
    [document] = assistant.documents()
    start = document.text.index(words)
    return Reference(document.id, (Span(start, start + len(words)),))


def rebuilt(assistant: Assistant) -> None:
    assistant.rebuild(lambda step, done, total: None)


@pytest.mark.slow
def test_a_link_leads_to_what_has_become_of_its_words(
    settings: Settings, assistant: Assistant
) -> None:
    held, mended = link(assistant, HELD), link(assistant, MENDED)
    whole = Reference(held.document_id, ())
    assert opened(assistant, held, "de").notice is None

    (settings.sources / "treffen.txt").write_text(CHANGED, encoding="utf-8")
    rebuilt(assistant)
    for reference, marked, near, said in (
        (held, [HELD], [], "article_changed_words_kept"),
        (mended, [], [3], "article_changed_words_gone"),
        (Reference(held.document_id, (*held.spans, *mended.spans)), [HELD], [3],
         "article_changed_words_gone"),
        (whole, [], [], "article_changed"),
    ):  # fmt: skip
        reading = opened(assistant, reference, "en")
        pieces = [piece for paragraph in reading.paragraphs for piece in paragraph.pieces]
        assert [piece.text for piece in pieces if piece.marked] == marked
        assert [paragraph.number for paragraph in reading.paragraphs if paragraph.near] == near
        assert reading.notice == TEXTS[said]["en"]

    (settings.sources / "treffen.txt").unlink()
    (settings.sources / "anderes.txt").write_text("Etwas ganz anderes.", encoding="utf-8")
    rebuilt(assistant)
    with pytest.raises(GoneError) as raised:
        opened(assistant, held, "de")
    assert str(raised.value) == TEXTS["article_gone"]["de"].format(source="treffen.txt")


def correction(fake: FakeAssistant, words: str) -> Correction:
    """Of any words of its article, by others of it."""
    start = fake.document_.text.index(words)
    return Correction(
        f"{fake.document_.id}-{start}-{start + len(words)}", "neu.txt", start, start + len(words),
        words, "Korrektur", None, None,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_words_that_another_article_corrects_says_so(language: Language) -> None:
    fake = FakeAssistant(article(ARTICLE))
    held, now = (fake.document_.text.index(words) for words in (HELD, REST))
    reference = Reference(fake.document_.id, (Span(held, held + len(HELD)),))
    assert opened(fake, reference, language).correction is None
    found = fake.corrections[fake.document_.id] = correction(fake, REST)
    reading = opened(fake, reference, language)
    assert reading.notice == correction_notice(found, language)
    assert reading.correction == f"{fake.document_.id}-{now}-{now + len(REST)}"
    assert opened(fake, Reference(fake.document_.id, ()), language).notice is None


def test_a_link_to_a_changed_article_that_another_one_corrects_says_both() -> None:
    fake = FakeAssistant(article(ARTICLE))
    held = fake.document_.text.index(HELD)
    reference = Reference(fake.document_.id, (Span(held, held + len(HELD)),))
    fake.revisions[fake.document_.id] = Revision.of(fake.document_)
    fake.document_ = article(CHANGED)
    found = fake.corrections[fake.document_.id] = correction(fake, REST)
    said = f"{TEXTS['article_changed_words_kept']['de']} {correction_notice(found, 'de')}"
    assert opened(fake, reference, "de").notice == said


@pytest.mark.slow
@pytest.mark.browser
def test_the_page_links_to_the_correction(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant(article(ARTICLE), found=(2, 3))
    tab = open_tab(serve(fake))
    tab.ask("Zitate?")
    tab.wait_until_kept("Zitate?")
    expect(tab.page.locator("#sources .withdrawn")).to_have_count(0)
    found = fake.corrections[fake.document_.id] = correction(fake, REST)
    tab.page.reload()
    card = tab.page.locator("#sources li.source", has_text=HELD)
    expect(card.locator(".withdrawn")).to_contain_text(correction_notice(found, "de"))
    card.locator("a.cite").click()
    notice = tab.page.locator("#reader-notice")
    expect(notice).to_contain_text(correction_notice(found, "de"))
    notice.get_by_role("link", name=TEXTS["open_correction"]["de"]).click()
    expect(tab.page.locator("#reader mark")).to_have_text(REST)


@pytest.mark.slow
@pytest.mark.browser
def test_the_page_says_that_an_article_has_changed_and_that_it_is_gone(
    settings: Settings, assistant: Assistant, serve: Serve, open_tab: OpenTab
) -> None:
    tab = open_tab(serve(assistant, sources=settings.sources))
    tab.ask("Wer stellt keine Truppen für den Einsatz?")
    quote = tab.page.locator("#sources li.source", has_text=MENDED)
    cite = quote.locator("a.cite")
    cite.click()
    assert tab.marked() == [MENDED]
    notice = tab.page.locator("#reader-notice")
    expect(notice).to_be_hidden()
    tab.page.keyboard.press("Escape")

    (settings.sources / "treffen.txt").write_text(CHANGED, encoding="utf-8")
    rebuilt(assistant)
    cite.click()
    expect(notice).to_have_text(TEXTS["article_changed_words_gone"]["de"])
    near = tab.page.locator("#reader .near p")
    expect(near).to_have_text(MENDED.replace("keine", "nun doch"))
    expect(near).to_be_in_viewport()
    assert tab.page.locator("#reader mark").count() == 0
    old = tab.page.url

    tab.page.goto("about:blank")
    tab.page.goto(old.replace("#", "?lang=en#"))
    expect(notice).to_have_text(TEXTS["article_changed_words_gone"]["en"])

    (settings.sources / "treffen.txt").unlink()
    (settings.sources / "anderes.txt").write_text("Etwas ganz anderes.", encoding="utf-8")
    rebuilt(assistant)
    tab.page.reload()
    expect(tab.page.locator("#reader .problem")).to_have_text(
        TEXTS["article_gone"]["en"].format(source="treffen.txt")
    )
    expect(notice).to_be_hidden()
    assert [said for said in tab.complaints if "404" not in said] == []
    tab.complaints.clear()
