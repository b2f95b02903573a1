"""A served page over the fake assistant, and a real browser that records what it does."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from rag.web.server import GRADIO_ENVIRONMENT

os.environ.update(GRADIO_ENVIRONMENT)

from index.building.build import build
from index.embedding.embedder import Embedder
from index.settings import Settings
from rag.assistant import Assistant
from rag.storage.feedback import FeedbackStore
from rag.web.app import create_app
from rag.web.assistant import Helper
from rag.web.http.connection import SPOKEN
from setup.install import BROWSERS

UNTRUSTED = "briefing.test"
"""This machine by a name that a browser does not trust: plain http is not a secure context."""
CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--host-resolver-rules=MAP {UNTRUSTED} 127.0.0.1",
]  # fmt: skip

# Five seconds, its own choice, are too few beside another test process.
expect.set_options(timeout=20_000)

Serve = Callable[..., str]
"""Serves an assistant, with settings by name; gives the address, with a slash at its end."""


@pytest.fixture
def feedback(tmp_path: Path) -> FeedbackStore:
    """Where the service keeps its readers' verdicts."""
    return FeedbackStore(tmp_path)


@contextmanager
def serving(data: Path) -> Iterator[Serve]:
    """Services with their data in a folder, until the end of the block."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(helper: Helper, **settings: object) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            partial(create_app, helper, Settings.model_validate({"data": data, **settings})),
            factory=True,
            log_level="error",
            lifespan="on",
            timeout_graceful_shutdown=1,
            **SPOKEN,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        running.append((server, thread))
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        return f"http://127.0.0.1:{listening.getsockname()[1]}/"

    try:
        yield start
    finally:
        for server, _ in running:
            server.should_exit = True
        for _, thread in running:
            thread.join()


@pytest.fixture
def quoting(tmp_path: Path) -> Settings:
    """Settings of a briefing without an article yet, whose answers are quotes."""
    settings = Settings.model_validate(
        {"sources": tmp_path / "sources", "data": tmp_path / "data", "llm": "off"}
    )
    settings.sources.mkdir()
    return settings


@pytest.fixture
def assistant(
    settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Assistant]:
    """A real one, over the briefing that a test's own ``settings`` name."""
    monkeypatch.setattr("rag.runtime.index.load_embedder", lambda _: embedder)
    build(settings, embedder)
    started = Assistant(settings)
    started.start()
    started.wait()
    yield started
    started.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    with serving(tmp_path) as start:
        yield start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS)), None),
            args=CHROMIUM,
        )
        yield launched
        launched.close()


@dataclass
class Tab:
    """A page in the browser, with everything that it asked for and complained about."""

    page: Page
    address: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def opened(self) -> None:
        """Wait until the conversation is there, empty or as it was kept."""
        self.page.wait_for_selector("#sources .sources", state="attached")

    def ask(self, question: str) -> None:
        """Type, send, and wait until the answer has ended."""
        before = self.page.locator("#chat .question").count()
        self.type(question)
        self.page.wait_for_function(
            "before => document.querySelectorAll('#chat .question').length > before"
            " && !document.querySelector('#chat .state.working')",
            arg=before,
        )

    def wait_until_kept(self, question: str) -> None:
        """Wait until the browser has stored a question with its answer, as before a reload."""
        self.page.wait_for_function(
            "question => Object.values(localStorage).some((kept) => kept.includes(question))",
            arg=question,
        )

    def type(self, question: str) -> None:
        """Type and send, without waiting."""
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")

    def marked(self) -> list[str]:
        """The marked words of the open article."""
        self.page.wait_for_selector("#reader mark")
        return self.page.locator("#reader mark").all_text_contents()

    def questions(self) -> list[str]:
        return self.page.locator("#chat .question").all_text_contents()

    def states(self) -> list[str]:
        return self.page.locator("#chat .state strong").all_text_contents()

    def has_no_sideways_scroll(self) -> bool:
        fits: bool = self.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        return fits


def note(tab: Tab, said: ConsoleMessage) -> None:
    """Keep what the browser has to complain about."""
    if said.type == "error":
        tab.complaints.append(f"{said.text} {said.location['url']}")


OpenTab = Callable[..., Tab]


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Opens a page; at the end, no request may have left and nothing may have gone wrong."""
    contexts: list[BrowserContext] = []
    tabs: list[Tab] = []

    def start(
        address: str,
        *,
        locale: str = "de-DE",
        width: int = 1280,
        height: int = 800,
        query: str = "",
        scheme: str = "light",
        script: str = "",
    ) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            color_scheme="dark" if scheme == "dark" else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        if script:
            context.add_init_script(script)
        contexts.append(context)
        tab = Tab(context.new_page(), address)
        tab.page.on("request", lambda request: tab.requested.append(request.url))
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.page.on("dialog", lambda dialog: tab.complaints.append(dialog.message))
        tab.page.on("console", lambda said: note(tab, said))
        tabs.append(tab)
        tab.page.goto(address + query)
        tab.opened()
        return tab

    yield start
    left = [url for tab in tabs for url in tab.requested if not url.startswith(tab.address)]
    # On plain http Chromium says of this header that it does not hold there.
    complaints = [
        complaint
        for tab in tabs
        for complaint in tab.complaints
        if "Cross-Origin-Opener-Policy header has been ignored" not in complaint
    ]
    for context in contexts:
        context.close()
    assert [url for url in left if not url.startswith("data:")] == []
    assert complaints == []
