"""The page in a real browser, over an assistant with fixed answers."""

import pytest

from index.passages.splitting import split
from rag.runtime.state import ComponentState, Phase, State
from rag.web.texts import TEXTS
from tests.rag.web.conftest import OpenTab, Serve
from tests.rag.web.fake import TRANSLATION, FakeAssistant

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def quote(fake: FakeAssistant, paragraph: int) -> str:
    """The first sentence of a paragraph, from the source."""
    passage = split(fake.document_)[paragraph - 1]
    return passage.quote(passage.sentences[0])


def test_citation_opens_the_article_with_exactly_its_words_marked(
    serve: Serve, open_tab: OpenTab
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Wer hat das Treffen einberufen?")

    assert tab.page.inner_text("#chat .words").split("\n") == [
        (
            "Frankreich und Großbritannien haben das Treffen einberufen.\u00a01 "
            "Polen und Griechenland stellen keine Truppen.\u00a02"
        )
    ]
    assert tab.states() == ["Belegt"]
    for number, paragraph in ((1, 3), (2, 11)):
        tab.page.click(f"#chat .words a.cite >> nth={number - 1}")
        tab.page.wait_for_function(
            "n => document.querySelector('#reader mark')?.closest('.paragraph')"
            ".querySelector('.number').textContent === n",
            arg=str(paragraph),
        )
        assert tab.marked() == [quote(fake, paragraph)]
    shown = tab.page.locator("#reader .paragraph > p").all_text_contents()
    assert shown == [line.strip() for line in fake.document_.text.splitlines() if line.strip()]


def test_sources_stand_beside_before_the_first_word(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.type("Warte auf die Antwort")
    tab.page.wait_for_selector("#sources li.source")

    assert tab.page.locator("#chat .words").count() == 0
    assert tab.page.locator("#sources blockquote").all_text_contents() == [
        quote(fake, number) for number in (3, 11, 12)
    ]
    fake.go_on.set()
    tab.page.wait_for_selector("#chat .state.answered")
    assert tab.page.locator("#sources h2").all_text_contents() == [
        "Fundstellen",
        "Außerdem gefunden",
    ]


def test_numbers_of_older_turns_keep_their_words(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Which ministers took part?")
    tab.ask("Wetter morgen?")
    tab.page.click("#chat .words a.cite >> nth=0")

    assert tab.marked() == [quote(fake, 3)]
    assert tab.page.locator("#reader .translation p").all_text_contents() == [
        "Maschinelle Übersetzung – nicht als Zitat verwenden",
        TRANSLATION,
    ]
    history = [turns for _, _, turns in fake.asked]
    assert [[turn.question for turn in turns] for turns in history] == [
        [],
        ["Which ministers took part?"],
    ]


def test_refusal_shows_the_nearest_passages(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Wetter morgen?")

    assert tab.states() == ["Nicht im Briefing"]
    assert tab.page.inner_text("#sources h2") == "Am nächsten kamen"
    assert tab.page.locator("#sources blockquote").all_text_contents() == [
        quote(fake, number) for number in (3, 11, 12)
    ]


def test_keyboard_alone_opens_and_closes_an_article(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask("Zitate bitte")
    cite = tab.page.locator("#chat .words a.cite").first
    cite.focus()
    box = cite.bounding_box()
    assert box is not None
    assert (box["width"] >= 24, box["height"] >= 24) == (True, True)
    name = cite.get_attribute("aria-label")
    assert name is not None
    assert name.startswith("Fundstelle 1 öffnen: Minister aus mehr als 30 Ländern")

    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector("#reader mark")
    assert tab.page.evaluate("document.activeElement.id") == "reader-title"
    tab.page.keyboard.press("Escape")
    assert tab.page.locator("#reader").is_hidden()
    assert cite.evaluate("control => control === document.activeElement")
    assert tab.states() == ["Nur Zitate"]


def test_address_of_a_quote_opens_it(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    address = serve(fake)
    passage = split(fake.document_)[3]
    tab = open_tab(address, query=f"#quote-{passage.id}")
    assert tab.marked() == [passage.text]


def test_address_of_an_unknown_text_says_so(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()), query="#quote-0123456789abcdef-0-5")
    tab.page.wait_for_selector("#reader .problem")
    assert tab.page.inner_text("#reader .problem") == TEXTS["passage_unknown"]["de"]
    assert [said for said in tab.complaints if "404" not in said] == []
    tab.complaints.clear()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("?!", "Die Frage enthält Zeichen, die kein Text sind. Bitte tippen Sie sie neu ein."),
        (
            "ä" * 2_001,
            (
                "Die Frage hat 2.001 Zeichen, höchstens 2.000 sind möglich. "
                "Bitte kürzen Sie sie; sie steht noch im Eingabefeld."
            ),
        ),
        (
            "Störung im Modell?",
            (
                "Das Sprachmodell hat nicht geantwortet. Bitte fragen Sie noch einmal; "
                "Ihre Frage steht noch im Eingabefeld."
            ),
        ),
        ("Fehler im Programm?", TEXTS["defect"]["de"]),
    ],
)
def test_problems_are_sentences_and_the_question_stays(
    serve: Serve, open_tab: OpenTab, question: str, said: str
) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.ask(question)
    assert tab.states() == [said]
    assert tab.page.input_value("#question textarea") == question


def test_stop_ends_the_work_and_keeps_what_there_is(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.type("Warte auf die Antwort")
    tab.page.wait_for_selector("#sources li.source")
    tab.page.click("#stop")
    tab.page.wait_for_selector("#chat .state.stopped")
    fake.go_on.set()

    assert fake.closed.wait(5)
    assert tab.states() == ["Angehalten – unvollständig"]
    tab.ask("Zitate bitte")
    assert tab.states() == ["Angehalten – unvollständig", "Nur Zitate"]


def test_new_conversation_forgets(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.ask("Zitate bitte")
    tab.page.click("#new")
    tab.page.wait_for_selector("#chat .question", state="detached")
    tab.ask("Zitate noch einmal")
    assert fake.asked[-1] == ("Zitate noch einmal", None, ())


@pytest.mark.parametrize(
    ("locale", "query", "language", "labels"),
    [
        ("de-AT", "", "de", ["Fragen an das Briefing", "Fragen", "Fundstellen"]),
        ("en-GB", "", "en", ["Ask the briefing", "Ask", "Sources"]),
        ("en-GB", "?lang=de", "de", ["Fragen an das Briefing", "Fragen", "Fundstellen"]),
        ("de-DE", "?lang=en", "en", ["Ask the briefing", "Ask", "Sources"]),
        ("fr-FR", "", "en", ["Ask the briefing", "Ask", "Sources"]),
    ],
)
def test_interface_speaks_the_readers_language(
    serve: Serve, open_tab: OpenTab, locale: str, query: str, language: str, labels: list[str]
) -> None:
    tab = open_tab(serve(FakeAssistant()), locale=locale, query=query)
    shown = [tab.page.inner_text(place) for place in ("#heading h1", "#send", "#sources h2")]
    assert shown == labels
    assert tab.page.evaluate("document.documentElement.lang") == language


def test_page_tells_what_is_loading_and_when_it_is_done(serve: Serve, open_tab: OpenTab) -> None:
    loading = ComponentState(Phase.LOADING)
    fake = FakeAssistant(status=State(loading, loading))
    tab = open_tab(serve(fake))
    state = tab.page.locator("#service-state")
    state.wait_for()
    assert state.inner_text() == "Die Artikel werden geladen. Fragen sind gleich möglich."
    tab.ask("Wer kam?")
    assert tab.states() == [
        (
            "Die Artikel werden noch geladen. Bitte fragen Sie gleich noch einmal; "
            "Ihre Frage steht noch im Eingabefeld."
        )
    ]

    fake.status = State(
        ComponentState(Phase.READY), ComponentState(Phase.LOADING, 0.43), documents=1
    )
    tab.page.wait_for_function(
        "() => document.querySelector('#service-state').textContent.includes('43')"
    )
    tab.ask("Zitate bitte")
    assert tab.states()[1] == "Nur Zitate"
    fake.status = State(ComponentState(Phase.READY), ComponentState(Phase.OFF), documents=1)
    tab.page.wait_for_function(
        "() => document.querySelector('#service-state').textContent.startsWith('Ohne Sprachmodell')"
    )
    tab.complaints[:] = [said for said in tab.complaints if "503" not in said]


def test_a_long_list_of_articles_stays_below_the_sources(serve: Serve, open_tab: OpenTab) -> None:
    tab = open_tab(serve(FakeAssistant()))
    tab.page.wait_for_selector("#contents li")
    sources, contents = tab.page.evaluate(
        """() => {
          const item = document.querySelector("#contents li");
          for (let n = 0; n < 40; n += 1) item.after(item.cloneNode(true));
          return ["sources", "contents"].map(
            (id) => document.getElementById(id).getBoundingClientRect().left);
        }"""
    )
    assert sources == contents


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_has_no_sideways_scroll_and_a_sheet(
    serve: Serve, open_tab: OpenTab, scheme: str
) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake), width=375, height=700, scheme=scheme)
    assert tab.has_no_sideways_scroll()
    tab.ask("Zitate bitte")
    assert tab.has_no_sideways_scroll()
    tab.page.click("#chat details.quotes summary")
    tab.page.click("#chat .words a.cite >> nth=1")
    assert tab.marked() == [quote(fake, 11)]
    assert tab.has_no_sideways_scroll()
    box = tab.page.locator("#reader").bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 375, 700)


def test_closed_tab_ends_the_work(serve: Serve, open_tab: OpenTab) -> None:
    fake = FakeAssistant()
    tab = open_tab(serve(fake))
    tab.type("Warte auf die Antwort")
    tab.page.wait_for_selector("#sources li.source")
    tab.page.close()
    fake.go_on.set()
    assert fake.closed.wait(5)
