"""The widget in pages of another origin, in the real browser."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from index.passages.splitting import split
from rag.runtime.state import ComponentState, Phase
from rag.web.texts import TEXTS
from tests.rag.web.conftest import Serve, serving
from tests.rag.web.fake import READY, FakeAssistant
from tests.rag.web.intranet import Intranet, Visit, intranet

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def site() -> Iterator[Intranet]:
    with intranet() as served:
        yield served


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def fake(assistant: FakeAssistant) -> FakeAssistant:
    """The assistant of the service, which has not been asked anything in this test."""
    assistant.forget()
    return assistant


@pytest.fixture(scope="module")
def host(
    site: Intranet, assistant: FakeAssistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a service that the intranet may frame."""
    no_limit = {"rate_address": "100000/minute", "rate_person": "100000/minute"}
    with serving(tmp_path_factory.mktemp("widget")) as start:
        yield start(assistant, embed_origins=(site.origin,), **no_limit)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visiting]:
    """Opens a page of the intranet; at the end, nothing may have gone wrong in any."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(address: str, **options: object) -> Visit:
        wanted: dict[str, object] = {"locale": "de-DE", "viewport": {"width": 1200, "height": 800}}
        context = browser.new_context(**wanted | options)  # type: ignore[arg-type]
        contexts.append(context)
        visits.append(Visit.start(context, address))
        return visits[-1]

    yield start
    complaints = [complaint for visited in visits for complaint in visited.complaints]
    for context in contexts:
        context.close()
    assert complaints == []


def script(host: str, **attributes: str) -> str:
    """The line that a page has for the widget."""
    data = "".join(f' data-{name}="{value}"' for name, value in attributes.items())
    return f'<script src="{host}widget.js"{data} defer></script>'


def test_open_ask_stream_and_follow_a_citation(
    host: str, site: Intranet, fake: FakeAssistant, visit: Visiting
) -> None:
    here = visit(site.put("", script(host)))
    here.open()
    here.page.keyboard.type("Warte auf die Antwort")  # the focus is in the question's field
    here.page.keyboard.press("Enter")

    here.chat.locator("#chat details.quotes summary").wait_for()
    assert here.chat.locator("#chat .words").count() == 0  # sources are there before words
    fake.go_on.set()
    here.answered("Warte auf die Antwort")
    here.chat.locator("#chat .words a.cite").nth(1).click()
    marked = here.chat.locator("#reader mark")
    cited = split(fake.document_)[10]
    expect(marked).to_have_text(
        fake.document_.text[cited.sentences[0].start : cited.sentences[0].end]
    )

    reference = f"{cited.document_id}-{cited.sentences[0].start}-{cited.sentences[0].end}"
    assert here.told() == [
        ("opened", {}),
        ("answered", {"status": "answered", "citations": 2}),
        ("citation", {"n": 2, "permalink": f"{host}#quote-{reference}"}),
    ]
    assert here.shifted() == 0
    assert here.page.evaluate("Object.keys(window).filter((name) => /brief/i.test(name))") == [
        "BriefingChat"
    ]


def test_keyboard_alone(host: str, site: Intranet, visit: Visiting) -> None:
    here = visit(site.put("", script(host)))
    here.launcher.wait_for()
    assert here.focused() == "body"
    here.page.focus("#search")
    for _ in range(2):  # over the link to the button
        here.page.keyboard.press("Tab")
    name = here.page.evaluate(
        "document.activeElement.shadowRoot.activeElement.getAttribute('aria-label')"
    )
    assert name == TEXTS["widget_open"]["de"]
    here.page.keyboard.press("Enter")
    here.wait()
    expect(here.chat.locator("#question textarea")).to_be_focused()
    here.page.keyboard.type("Zitate bitte")
    here.page.keyboard.press("Enter")
    here.answered("Zitate bitte")

    cite = here.chat.locator("#chat .words a.cite").first
    cite.focus()
    here.page.keyboard.press("Enter")
    here.chat.locator("#reader mark").wait_for()
    here.page.keyboard.press("Escape")  # closes the article and nothing else
    expect(here.chat.locator("#reader")).to_be_hidden()
    expect(cite).to_be_focused()
    assert here.panel.is_visible()
    here.page.keyboard.press("Escape")
    expect(here.panel).to_be_hidden()
    assert here.focused() == "briefing-chat"
    expect(here.launcher).to_be_focused()
    assert here.told()[-1] == ("closed", {})


def test_focus_goes_back_to_what_opened_it(host: str, site: Intranet, visit: Visiting) -> None:
    link = '<button id="help">Hilfe</button>'
    here = visit(site.put("", link + script(host)))
    here.launcher.wait_for()
    here.page.evaluate("help.addEventListener('click', () => BriefingChat.open())")
    here.page.click("#help")
    here.wait()
    expect(here.chat.locator("#question textarea")).to_be_focused()
    here.page.keyboard.press("Escape")
    expect(here.panel).to_be_hidden()
    assert here.focused() == "help"


@pytest.mark.parametrize("history", ["tab", "browser"])
def test_a_conversation_lives_on_across_pages(
    host: str, site: Intranet, fake: FakeAssistant, visit: Visiting, history: str
) -> None:
    here = visit(site.put("", script(host, history=history)))
    site.put("second", script(host, history=history))
    here.open()
    here.ask("Zitate bitte")

    here.kept("Zitate bitte")
    here.page.click("a[href=second]")
    expect(here.panel).to_be_visible()  # as it was left, without taking the focus
    expect(here.chat.locator("#chat .question")).to_have_text("Zitate bitte")
    assert here.focused() == "body"
    here.ask("Zitate noch einmal")
    assert [turn.question for turn in fake.asked[-1][2]] == ["Zitate bitte"]
    here.kept("Zitate noch einmal")
    here.page.reload()
    expect(here.chat.locator("#chat .question")).to_have_text(
        ["Zitate bitte", "Zitate noch einmal"]
    )

    other = here.page.context.new_page()  # the site's other tab
    other.goto(f"{site.origin}/")
    other.click("briefing-chat .launcher")
    chat = other.frame_locator("briefing-chat iframe")
    chat.locator("#sources").wait_for(state="attached")
    expect(chat.locator("#chat .question")).to_have_count(2 if history == "browser" else 0)


def test_nothing_is_kept_where_the_page_says_so(host: str, site: Intranet, visit: Visiting) -> None:
    here = visit(site.put("", script(host, history="off")))
    here.open()
    here.ask("Zitate bitte")
    assert here.page.evaluate("Object.keys(localStorage)") == []
    assert here.page.evaluate("Object.values(sessionStorage)") == ["1"]  # that it was open
    here.page.reload()
    here.wait()
    expect(here.chat.locator("#chat .question")).to_have_count(0)


def test_phone_full_screen_above_the_keyboard(host: str, site: Intranet, visit: Visiting) -> None:
    here = visit(site.put("", script(host)), viewport={"width": 375, "height": 700})
    here.open()
    assert here.panel.bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 700}
    assert here.panel.evaluate("panel => panel.matches(':modal')")
    # The keyboard takes the lower part of the screen; browsers tell by the visual viewport alone.
    here.page.evaluate(
        """() => {
          Object.defineProperty(visualViewport, "height", { value: 390 });
          Object.defineProperty(visualViewport, "offsetTop", { value: 20 });
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )
    assert here.panel.bounding_box() == {"x": 0, "y": 20, "width": 375, "height": 390}
    here.ask("Zitate bitte")
    ask = here.chat.locator("#send").bounding_box()
    assert ask
    assert ask["y"] + ask["height"] <= 410
    here.chat.locator("#chat .words a.cite").first.click()
    here.chat.locator("#reader mark").wait_for()
    assert here.page.evaluate("document.documentElement.scrollWidth") == 375
    here.page.locator("briefing-chat .bar button").click()
    expect(here.panel).to_be_hidden()
    expect(here.launcher).to_be_focused()


def test_phone_with_little_room_left(host: str, site: Intranet, visit: Visiting) -> None:
    """Where the keyboard makes the window itself smaller, as Android does for most pages."""
    here = visit(site.put("", script(host)), viewport={"width": 375, "height": 700})
    here.open()
    here.ask("Zitate bitte")
    here.page.set_viewport_size({"width": 375, "height": 300})
    expect(here.panel).to_have_css("height", "300px")
    field = here.chat.locator("#question textarea")
    field.click()
    field.type("Wetter morgen?")
    for part in (field, here.chat.locator("#send"), here.panel.locator(".bar button")):
        expect(part).to_be_in_viewport(ratio=1)
    read = here.chat.locator("#chat [role=log]").bounding_box()
    assert read
    assert read["height"] >= 60  # what is written about can be seen, too
    field.press("Enter")
    here.answered("Wetter morgen?")
    expect(here.chat.locator("#chat .question").last).to_be_in_viewport()


def test_a_page_that_is_not_listed_cannot_frame_it(
    serve: Serve, site: Intranet, visit: Visiting
) -> None:
    host = serve(FakeAssistant(), embed_origins=("https://intranet.example.org",))
    here = visit("about:blank")
    here.page.clock.install()
    here.page.goto(site.put("", script(host) + f'<iframe id="plain" src="{host}embed"></iframe>'))
    here.launcher.click()
    here.page.clock.fast_forward(20_001)
    expect(here.panel.locator(".note")).to_contain_text(TEXTS["widget_failed"]["de"])
    elsewhere = here.panel.locator(".note a")
    assert elsewhere.get_attribute("href") == host
    for frame in here.page.frames[1:]:
        assert frame.locator("gradio-app").count() == 0
    assert len(here.complaints) >= 2
    assert all("frame-ancestors" in complaint for complaint in here.complaints), here.complaints
    here.complaints.clear()


def test_works_under_the_strictest_policy_of_the_page(
    host: str, site: Intranet, visit: Visiting
) -> None:
    """The two sources that docs/widget.md names are all that it needs."""
    policy = (
        f"default-src 'none'; script-src {host}widget.js; frame-src {host}embed; "
        "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    body = script(host, accent="#005ea8", greeting="Guten Tag")
    here = visit(site.put("", body, headers=headers))
    here.complaints.clear()  # the icon of the test's page
    assert here.page.evaluate("crossOriginIsolated")
    box = here.launcher.bounding_box()
    assert box == {"x": 1124, "y": 724, "width": 56, "height": 56}
    here.open()
    here.ask("Zitate bitte")
    here.chat.locator("#chat .words a.cite").first.click()
    here.chat.locator("#reader mark").wait_for()
    here.page.keyboard.press("Escape")
    here.page.keyboard.press("Escape")
    expect(here.panel).to_be_hidden()


HOSTILE_CSS = """
html { font-size: 3px; color-scheme: dark; }
body { transform: rotate(3deg) scale(.4); filter: blur(3px); overflow: hidden; height: 40px;
  contain: strict; opacity: .1; pointer-events: none; font: italic 40px/3 fantasy; cursor: none;
  text-transform: uppercase; letter-spacing: 1em; visibility: hidden; direction: rtl; }
body *, briefing-chat, iframe, button, dialog {
  display: none !important; position: static !important; width: 3px !important;
  height: 3px !important; transform: rotate(90deg) !important; opacity: 0 !important;
  z-index: -1 !important; font-size: 99px !important; margin: 50px !important;
  pointer-events: none !important; visibility: hidden !important; clip-path: inset(50%) !important;
  background: red !important; color: red !important; animation: none !important; }
"""


def test_stands_beside_hostile_styles(host: str, site: Intranet, visit: Visiting) -> None:
    here = visit(site.put("", script(host), f"<style>{HOSTILE_CSS}</style>"))
    assert here.launcher.bounding_box() == {"x": 1124, "y": 724, "width": 56, "height": 56}
    here.open()
    assert here.panel.bounding_box() == {"x": 760, "y": 32, "width": 420, "height": 680}
    style = here.panel.evaluate(
        "panel => { const { fontSize, letterSpacing, textTransform, opacity, direction } ="
        " getComputedStyle(panel.querySelector('.bar'));"
        " return [fontSize, letterSpacing, textTransform, opacity, direction]; }"
    )
    assert style == ["15px", "normal", "none", "1", "ltr"]
    here.ask("Zitate bitte")


def test_hears_nobody_but_its_own(
    host: str, serve: Serve, site: Intranet, fake: FakeAssistant, visit: Visiting
) -> None:
    """Neither side takes a message from a window or an origin other than the one it knows."""
    stranger = serve(FakeAssistant(), embed_origins=(site.origin,))
    plain = f'<iframe id="plain" src="{host}embed?host={stranger[:-1]}"></iframe>'
    here = visit(site.put("", script(host) + plain))
    here.open()
    here.page.evaluate(
        """() => {
          const messages = ["close", "answered", "ask", "ready"].map((briefing) =>
            ({ briefing, question: "Zitate?", status: "answered" }));
          for (const message of messages) {
            window.postMessage(message, "*");
            plain.contentWindow.postMessage(message, "*");
          }
        }"""
    )
    here.ask("Wetter morgen?")  # comes after them
    assert here.panel.is_visible()
    assert here.told() == [("opened", {}), ("answered", {"status": "refused", "citations": 0})]
    assert [question for question, *_ in fake.asked] == ["Wetter morgen?"]


@pytest.mark.parametrize("mode", ["inline", "page"])
def test_in_the_page_it_takes_its_place_and_no_focus(
    host: str, site: Intranet, visit: Visiting, mode: str
) -> None:
    body = f'<div id="place"></div>{script(host, mode=mode, into="#place")}'
    head = "<style>#place { height: 500px; }</style>"
    here = visit(site.put("", body, head))
    here.page.focus("#search")
    here.wait()
    here.chat.locator("#question textarea").evaluate(
        "() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))"
    )
    assert here.focused() == "search"
    assert here.launcher.count() == 0
    place = here.page.locator("#place").bounding_box()
    whole = {"x": 0, "y": 0, "width": 1200, "height": 800}
    assert here.panel.bounding_box() == (place if mode == "inline" else whole)
    assert here.shifted() == 0
    here.ask("Zitate bitte")


def test_an_element_of_the_page_and_its_attributes(
    host: str, site: Intranet, fake: FakeAssistant, visit: Visiting
) -> None:
    element = (
        '<briefing-chat lang="en" position="top left" accent="#ffdd00" citations="tab"'
        ' greeting="Hello &lt;b&gt;newsroom&lt;/b&gt;"'
        ' questions="Which ministers came? | Which countries cannot?"></briefing-chat>'
    )
    here = visit(site.put("", element + script(host)))
    assert here.page.locator("briefing-chat").count() == 1
    assert here.launcher.bounding_box() == {"x": 20, "y": 20, "width": 56, "height": 56}
    assert here.launcher.get_attribute("aria-label") == TEXTS["widget_open"]["en"]
    here.open()
    expect(here.chat.locator("#send")).to_have_text(TEXTS["send"]["en"])
    expect(here.chat.locator("#chat .greeting")).to_have_text("Hello <b>newsroom</b>")
    offered = here.chat.locator("#chat .offered button")
    assert offered.all_text_contents() == ["Which ministers came?", "Which countries cannot?"]
    offered.nth(1).dblclick()
    here.answered("Which countries cannot?")
    here.ask("Wer kam?")
    assert [question for question, *_ in fake.asked] == ["Which countries cannot?", "Wer kam?"]

    with here.page.context.expect_page() as opened:
        here.chat.locator("#chat .words a.cite").first.click()
    tab = opened.value
    assert tab.url.startswith(f"{host}#quote-")
    tab.locator("#reader mark").wait_for()
    assert here.chat.locator("#reader").is_hidden()
    assert tab.evaluate("opener") is None


def test_the_page_asks(host: str, site: Intranet, fake: FakeAssistant, visit: Visiting) -> None:
    here = visit(site.put("", script(host)))
    here.launcher.wait_for()
    here.page.evaluate(
        """() => {
          window.heard = [];
          window.end = BriefingChat.on("answered", (detail) => heard.push(detail.status));
          BriefingChat.ask("Zitate bitte");
          BriefingChat.ask("Wetter morgen?");
          BriefingChat.ask("Vielleicht?");
          BriefingChat.ask("Teils wer?");
          BriefingChat.ask("Wer kam?");
        }"""
    )
    here.answered("Wer kam?")
    asked = ["Zitate bitte", "Wetter morgen?", "Vielleicht?", "Teils wer?", "Wer kam?"]
    assert [question for question, *_ in fake.asked] == asked
    here.page.wait_for_function("heard.length === 5")
    told = ["quoted", "refused", "unsure", "partial", "answered"]
    assert here.page.evaluate("heard") == told
    here.page.evaluate("() => { end(); BriefingChat.close(); }")
    expect(here.panel).to_be_hidden()


def test_the_page_asks_beside_a_reader(
    host: str, site: Intranet, fake: FakeAssistant, visit: Visiting
) -> None:
    """Neither what is being typed nor an answer that is being written is lost by it."""
    here = visit(site.put("", script(host)))
    here.open()
    here.page.keyboard.type("Warte auf die Antwort")
    here.page.keyboard.press("Enter")
    here.chat.locator("#chat .state.working").wait_for()
    here.page.keyboard.type("Ein Entwurf")
    here.page.evaluate("BriefingChat.ask('Zitate bitte')")
    fake.go_on.set()
    here.answered("Zitate bitte")
    assert [question for question, *_ in fake.asked] == ["Warte auf die Antwort", "Zitate bitte"]
    expect(here.chat.locator("#question textarea")).to_have_value("Ein Entwurf")


SWAP_BODY = """(html) => {
  const next = new DOMParser().parseFromString(html, "text/html").body;
  document.documentElement.replaceChild(document.adoptNode(next), document.body);
  RUN();
}"""
SWAP_CONTENT = """(html) => {
  document.body.innerHTML = new DOMParser().parseFromString(html, "text/html").body.innerHTML;
  RUN();
}"""
RUN = """for (const still of document.querySelectorAll("body script")) {
  const made = document.createElement("script");
  for (const { name, value } of still.attributes) made.setAttribute(name, value);
  still.replaceWith(made);
}"""
"""As Turbo does: a script that was parsed apart does not run by itself."""


@pytest.mark.parametrize("swap", [SWAP_BODY, SWAP_CONTENT], ids=["body", "content"])
@pytest.mark.parametrize("place", ["head", "body"])
def test_it_comes_back_when_the_page_swaps_its_body(
    host: str, site: Intranet, visit: Visiting, place: str, swap: str
) -> None:
    page = {"body": "", "head": "", place: script(host)}
    here = visit(site.put("", page["body"], head=page["head"]))
    here.open()
    here.ask("Zitate bitte")
    here.kept("Zitate bitte")
    html, _ = site.pages["/"]
    for _ in range(2):
        here.page.evaluate(swap.replace("RUN();", RUN), html)
        expect(here.panel).to_be_visible()
        expect(here.chat.locator("#chat .question")).to_have_text("Zitate bitte")
    assert here.page.locator("briefing-chat").count() == 1
    here.page.keyboard.press("Escape")
    here.launcher.click()
    expect(here.panel).to_be_hidden()
    here.page.evaluate("document.querySelector('briefing-chat').remove()")
    here.page.evaluate("new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))")
    assert here.page.locator("briefing-chat").count() == 0, "taken out alone, it stays away"


def test_a_notice_leaves_the_field_alone(
    host: str, site: Intranet, fake: FakeAssistant, visit: Visiting
) -> None:
    fake.status = replace(READY, model=ComponentState(Phase.OFF))
    try:
        here = visit(site.put("", script(host)), viewport={"width": 375, "height": 500})
        here.open()
        notice = here.chat.locator("#service-state")
        expect(notice).to_have_text(TEXTS["model_off"]["de"])
        here.chat.locator("#question textarea").click(timeout=3_000)
        for part in ("#question textarea", "#send"):
            below = here.chat.locator(part).bounding_box()
            above = notice.bounding_box()
            assert below
            assert above
            assert above["y"] + above["height"] <= below["y"]
            expect(here.chat.locator(part)).to_be_in_viewport(ratio=1)
        notice.get_by_role("button", name=TEXTS["close_notice"]["de"]).click()
        expect(notice).to_be_hidden()
    finally:
        fake.status = READY


def test_a_reader_stops_what_the_page_asked(
    host: str, site: Intranet, fake: FakeAssistant, visit: Visiting
) -> None:
    here = visit(site.put("", script(host)))
    here.open()
    here.page.evaluate("['Warte bitte', 'Zitate bitte'].forEach((it) => BriefingChat.ask(it))")
    here.chat.locator("#stop").click()
    fake.go_on.set()
    here.answered("Zitate bitte")
    expect(here.chat.locator("#chat .answer .state").first).to_have_class("state stopped")
    assert [question for question, *_ in fake.asked] == ["Warte bitte", "Zitate bitte"]


def test_a_refused_question_of_the_page_does_not_hold_up_the_next(
    host: str, site: Intranet, fake: FakeAssistant, visit: Visiting
) -> None:
    here = visit(site.put("", script(host)))
    here.open()
    told = TEXTS["too_many_requests"]["de"]
    here.page.route(
        "**/queue/join*",
        lambda route: route.fulfill(status=429, json={"detail": told}),
        times=2,
    )
    here.page.evaluate("['Wer?', 'Wo?'].forEach((question) => BriefingChat.ask(question))")
    expect(here.chat.locator("#service-state")).to_have_text(told)
    here.page.evaluate("['Wetter morgen?', 'Wer kam?'].forEach((it) => BriefingChat.ask(it))")
    here.answered("Wer kam?")
    assert [question for question, *_ in fake.asked] == ["Wetter morgen?", "Wer kam?"]
    expect(here.chat.locator("#service-state")).to_be_hidden()
    assert all("429" in complaint for complaint in here.complaints)
    here.complaints.clear()


def test_a_plain_frame_works_alone(host: str, site: Intranet, visit: Visiting) -> None:
    frame = f'<iframe src="{host}embed?lang=en&theme=dark" title="Briefing" width=400 height=600>'
    here = visit(site.put("", frame))
    chat = here.page.frame_locator("iframe")
    chat.locator("#sources .note").wait_for(state="attached")
    assert chat.locator("html").get_attribute("lang") == "en"
    expect(chat.locator("html")).to_have_attribute("data-theme", "dark")
    field = chat.locator("#question textarea")
    field.fill("Which ministers came?")
    field.press("Enter")
    chat.locator("#chat .state.answered").wait_for()
    chat.locator("#chat .words a.cite").first.click()
    chat.locator("#reader mark").wait_for()
    assert urlsplit(here.page.url).fragment == ""


@pytest.mark.parametrize("theme", ["page", "system", "light", "dark"])
def test_theme(host: str, site: Intranet, visit: Visiting, theme: str) -> None:
    here = visit(site.put("", script(host, theme=theme)), color_scheme="dark")
    here.open()
    dark = here.chat.locator("body.dark")
    expect(dark).to_have_count(1 if theme in ("system", "dark") else 0)
    here.page.evaluate("document.body.style.backgroundColor = '#111'")
    expect(dark).to_have_count(0 if theme == "light" else 1)
    here.page.emulate_media(color_scheme="light")
    expect(dark).to_have_count(1 if theme in ("page", "dark") else 0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_accent_can_be_read(host: str, site: Intranet, visit: Visiting, theme: str) -> None:
    here = visit(site.put("", script(host, theme=theme)))
    here.open()
    here.ask("Zitate bitte")
    painted = here.chat.locator("html")
    plain = painted.get_attribute("style")
    for accent in ("#005ea8", "#ffdd00", "#101010", "#ffffff", "#7f7f7f"):
        here.page.locator("briefing-chat").evaluate(
            "(chat, accent) => chat.setAttribute('accent', accent)", accent
        )
        expect(painted).not_to_have_attribute("style", plain or "")
        plain = painted.get_attribute("style")
        ratios = here.page.frames[1].evaluate(CONTRASTS)
        assert min(ratios) >= 4.5, (accent, ratios)


# Words on the send button, and a citation's number on the paper.
CONTRASTS = """() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number)
      .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (...colours) => {
    const [low, high] = colours.map(luminance).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const send = getComputedStyle(document.querySelector("#send"));
  const cite = getComputedStyle(document.querySelector("a.cite"));
  const paper = getComputedStyle(document.body);
  return [ratio(send.color, send.backgroundColor), ratio(cite.color, paper.backgroundColor)];
}"""


def test_only_named_articles_are_asked(
    host: str, site: Intranet, fake: FakeAssistant, visit: Visiting
) -> None:
    here = visit(site.put("", script(host, articles="a, b.txt|news/c.txt")))
    here.open()
    here.ask("Zitate bitte")
    assert list(fake.limited[-1]) == ["a, b.txt", "news/c.txt"]


def test_print_and_reduced_motion(host: str, site: Intranet, visit: Visiting) -> None:
    here = visit(site.put("", script(host)), reduced_motion="reduce")
    here.open()
    animation = "panel => getComputedStyle(panel).animationName"
    assert here.panel.evaluate(animation) == "none"
    here.page.emulate_media(media="print")
    expect(here.launcher).to_be_hidden()
    expect(here.panel).to_be_hidden()
    here.page.emulate_media(media="screen", reduced_motion="no-preference")
    assert here.panel.evaluate(animation) == "appear"
