"""A site of another origin that has the widget in its pages, and a reader who visits it."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, FrameLocator, Locator, Page

PAGE = """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>Intranet</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">{head}</head>
<body><h1>Intranet</h1><p><input id="search" aria-label="Suche"> <a href="second">Weiter</a></p>
<p id="news">Kantine: Linsensuppe.</p>{body}</body></html>"""


@dataclass
class Intranet:
    """Pages by path: markup, and the headers it comes with."""

    origin: str
    pages: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def put(
        self, path: str, body: str, head: str = "", headers: Mapping[str, str] | None = None
    ) -> str:
        """Publish a page; gives its address."""
        self.pages[f"/{path}"] = (PAGE.format(head=head, body=body), headers or {})
        return f"{self.origin}/{path}"


@contextmanager
def intranet() -> Iterator[Intranet]:
    """Served as ``localhost``, which is another site than ``127.0.0.1`` to a browser."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = site.pages.get(self.path.partition("?")[0], ("", {}))
            self.send_response(200 if html else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Intranet(f"http://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Collects what the widget tells its page.
LISTEN = """
window.told = [];
for (const type of ["opened", "closed", "answered", "citation"]) {
  document.addEventListener(`briefing-${type}`, (event) => told.push([type, event.detail]));
}
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifts += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Visit:
    """A page of the intranet in the browser."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, context: BrowserContext, address: str) -> "Visit":
        visit = cls(context.new_page())
        visit.page.add_init_script(LISTEN)
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("console", visit.note)
        visit.page.goto(address)
        return visit

    def note(self, said: ConsoleMessage) -> None:
        """Keep what the browser has to complain about."""
        if said.type == "error":
            self.complaints.append(f"{said.text} {said.location['url']}")

    @property
    def launcher(self) -> Locator:
        return self.page.locator("briefing-chat .launcher")

    @property
    def panel(self) -> Locator:
        return self.page.locator("briefing-chat .panel")

    @property
    def chat(self) -> FrameLocator:
        return self.page.frame_locator("briefing-chat iframe")

    def open(self) -> None:
        """Click the button and wait until questions can be asked."""
        self.launcher.click()
        self.wait()

    def wait(self) -> None:
        """Until the chat is there, with the question's field filled in by nobody."""
        self.chat.locator("#sources .note").wait_for(state="attached")
        self.panel.locator(".note").wait_for(state="hidden")

    def ask(self, question: str) -> None:
        """As a reader does, and wait for the end of the answer."""
        field = self.chat.locator("#question textarea")
        field.fill(question)
        field.press("Enter")
        self.answered(question)

    def answered(self, question: str) -> None:
        """Wait until the last question is this one and its answer has ended."""
        self.chat.locator("#chat .question").filter(has_text=question).last.wait_for()
        self.chat.locator("#chat .answer.latest .state:not(.working)").wait_for()

    def kept(self, question: str) -> None:
        """Wait until the page's storage holds a question."""
        self.page.wait_for_function(
            "question => [localStorage, sessionStorage].some((table) =>"
            " Object.values(table).some((value) => value.includes(question)))",
            arg=question,
        )

    def told(self) -> list[tuple[str, dict[str, Any]]]:
        """What the widget told its page."""
        return [(kind, detail) for kind, detail in self.page.evaluate("told")]

    def focused(self) -> str:
        """The element of the page that has the focus: its id or its tag."""
        focused: str = self.page.evaluate(
            "document.activeElement.id || document.activeElement.localName"
        )
        return focused

    def shifted(self) -> float:
        """Cumulative layout shift of the page so far."""
        shifted: float = self.page.evaluate("shifts")
        return shifted
