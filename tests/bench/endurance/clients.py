"""The four kinds of clients: the page, the widget, the API and ``gradio_client``.

Each kind works in one thread, is used by a new reader now and then, and can also send what is no
question.
"""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol

import httpx
from gradio_client import Client as GradioClient  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Frame, sync_playwright

from setup.install import BROWSERS
from tests.bench.crowd import visit
from tests.rag.web.conftest import CHROMIUM
from tests.rag.web.intranet import Visit

LIMIT_S: Final = 300
"""Seconds after which a question counts as failed."""
REJECTED: Final = "rejected"
"""Outcome of what is no question, if the service says so."""

_TOO_LONG: Final = "Wer kam? " * 300


@dataclass(frozen=True, slots=True)
class Reply:
    """What a client saw of an answer; times in seconds, None if it cannot see them."""

    outcome: str
    sources: float | None
    words: float | None
    whole: float | None


class Client(Protocol):
    """One client."""

    def renew(self) -> None:
        """Go, and come again as a new reader."""

    def ask(self, question: str) -> Reply:
        """Ask, and wait for the end of the answer."""

    def ask_badly(self, number: int) -> str:
        """Send what is no question; returns the outcome."""


class ApiClient:
    """Reads the events of ``POST /api/ask``."""

    _BAD: Final = (
        {"json": {"question": ""}},
        {"json": {"question": _TOO_LONG}},
        {"json": {"question": "Wer kam?", "language": "fr"}},
        {"json": {"frage": "Wer kam?"}},
        {"content": b'{"question": "Wer k'},
    )

    def __init__(self, address: str) -> None:
        self._address = address

    def renew(self) -> None:
        """Each question has a connection of its own."""

    def ask(self, question: str) -> Reply:
        return asyncio.run(self._ask(question))

    async def _ask(self, question: str) -> Reply:
        async with httpx.AsyncClient(
            base_url=self._address, headers={"accept": "text/event-stream"}, timeout=LIMIT_S
        ) as client:
            seen = await visit(client, question, time.monotonic())
        return Reply(seen.outcome, seen.sources, seen.words, seen.whole)

    def ask_badly(self, number: int) -> str:
        sent: Any = self._BAD[number % len(self._BAD)]
        status = httpx.post(f"{self._address}api/ask", timeout=LIMIT_S, **sent).status_code
        return REJECTED if status == 422 else str(status)


class ProgramClient:
    """Calls the Gradio endpoint ``ask``."""

    _BAD: Final = ("", _TOO_LONG, " \n ")

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = None

    def renew(self) -> None:
        self.close()
        self._client = GradioClient(self._address, verbose=False)

    def close(self) -> None:
        if self._client:
            self._client.close()

    def ask(self, question: str) -> Reply:
        began = time.monotonic()
        answer = self._client.submit(question, api_name="/ask").result(LIMIT_S)
        return Reply(answer["status"], None, None, time.monotonic() - began)

    def ask_badly(self, number: int) -> str:
        try:
            self._client.predict(self._BAD[number % len(self._BAD)], api_name="/ask")
        except AppError:
            return REJECTED
        return "answered"


# What is seen of an answer, from the moment the question was sent.
_WATCH: Final = """
async ([before, limit]) => {
  const began = performance.now();
  const seen = { sources: null, words: null };
  for (;;) {
    const now = (performance.now() - began) / 1000;
    const latest = document.querySelector("#chat .answer.latest");
    if (latest && document.querySelectorAll("#chat .question").length > before) {
      if (latest.querySelector("details.quotes")) seen.sources ??= now;
      if (latest.querySelector(".words")) seen.words ??= now;
      const state = latest.querySelector(".state");
      if (state && !state.classList.contains("working"))
        return { ...seen, whole: now, state: [...state.classList].slice(1).join(" ") };
    }
    if (now > limit) return { ...seen, whole: now, state: "failed" };
    await new Promise((go) => setTimeout(go, 50));
  }
}
"""


class BrowserClient:
    """A reader with a browser.

    Args:
        browser: a real one.
        start: opens what questions are asked in, and returns its frame.
    """

    def __init__(self, browser: Browser, start: Callable[[BrowserContext], Frame]) -> None:
        self._browser = browser
        self._start = start
        self._context: BrowserContext | None = None
        self._frame: Frame | None = None

    def renew(self) -> None:
        if self._context:
            self._context.close()
        self._context = self._browser.new_context(locale="de-DE")
        self._frame = self._start(self._context)

    def ask(self, question: str) -> Reply:
        assert self._frame
        before = self._frame.locator("#chat .question").count()
        self._frame.fill("#question textarea", question)
        self._frame.press("#question textarea", "Enter")
        seen = self._frame.evaluate(_WATCH, [before, LIMIT_S])
        return Reply(seen["state"], seen["sources"], seen["words"], seen["whole"])

    def ask_badly(self, number: int) -> str:  # noqa: ARG002 - one way is open to a page's reader
        outcome = self.ask(_TOO_LONG).outcome
        return REJECTED if outcome == "failed" else outcome


@contextmanager
def api_client(address: str) -> Iterator[Client]:
    yield ApiClient(address)


@contextmanager
def program_client(address: str) -> Iterator[Client]:
    client = ProgramClient(address)
    try:
        yield client
    finally:
        client.close()


@contextmanager
def page_client(address: str) -> Iterator[Client]:
    def start(context: BrowserContext) -> Frame:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#sources .sources", state="attached")
        return page.main_frame

    with _browser() as browser:
        yield BrowserClient(browser, start)


@contextmanager
def widget_client(site: str) -> Iterator[Client]:
    """The address is that of a page with the widget."""

    def start(context: BrowserContext) -> Frame:
        visited = Visit.start(context, site)
        visited.open()
        return visited.page.frames[1]

    with _browser() as browser:
        yield BrowserClient(browser, start)


@contextmanager
def _browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM)
        yield browser
        browser.close()
