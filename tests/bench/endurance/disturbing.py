"""What happens between the questions: uploads and builds, a killed engine, a full disk."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import httpx

from tests.bench.endurance.plan import Clock
from tests.bench.endurance.service import Service, fill

OK: Final = "ok"

_CHANGES: Final = 15
"""Uploads and builds in a run, in turn and evenly distributed."""
_KILLS: Final = (0.45, 0.6)
_FULL: Final = 0.7
_WAIT_S: Final = 300.0
_LOOK_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Disturbance:
    """Something that was done to the service."""

    at: float
    """Seconds since the beginning of the run."""
    what: str
    outcome: str
    seconds: float


def disturb(service: Service, clock: Clock) -> Iterator[Disturbance]:
    """Do everything at its time; yields the results."""
    for share, what in sorted(_plan(service), key=lambda entry: entry[0]):
        if not clock.sleep_until(share * clock.seconds):
            return
        at, began = clock.now(), time.monotonic()
        try:
            outcome = what(clock)
        except Exception as error:  # noqa: BLE001 - the run goes on
            outcome = f"{type(error).__name__}: {error}"[:300]
        yield Disturbance(at, what.__name__, outcome, time.monotonic() - began)


def _plan(service: Service) -> Iterator[tuple[float, Callable[[Clock], str]]]:
    editor = _Editor(service)
    for number in range(_CHANGES):
        change = editor.upload if number % 2 else editor.build
        yield (number + 0.5) / _CHANGES, change
    for share in _KILLS:
        yield share, _Killer(service).kill
    yield _FULL, editor.full_disk


class _Killer:
    def __init__(self, service: Service) -> None:
        self._service = service

    def kill(self, _: Clock) -> str:
        """While a question is being answered; the model has to come back."""
        end = time.monotonic() + _WAIT_S
        while not self._service.ready()["queue"]["running"]:
            if time.monotonic() > end:
                return "no question came"
            time.sleep(0.1)
        self._service.kill_engine()
        while self._service.ready()["model"]["phase"] == "ready":
            if time.monotonic() > end:
                return "the death was not noticed"
            time.sleep(0.1)
        self._service.wait("the engine was killed", _WAIT_S)
        return OK


class _Editor:
    """Changes the briefing, which stays as large as it is."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._number = 0
        self._uploaded = ""

    def upload(self, _: Clock) -> str:
        """Add an article, and withdraw the one before."""
        if self._uploaded:
            withdrawn = self._post(
                "articles/withdraw", json={"source": self._uploaded, "why": "Überholt."}
            )
            if withdrawn.is_error:
                return f"not withdrawn: {withdrawn.status_code}"
        title, text = self._article()
        added = self._add(title, text)
        if added.is_error or not added.json()["added"]:
            return f"not added: {added.status_code} {added.text[:200]}"
        self._uploaded = added.json()["added"][0]["source"]
        return self._until_listed(title)

    def build(self, _: Clock) -> str:
        """Change a file of the folder, and build in another process."""
        title, text = self._article()
        file = self._service.sources / "changing.txt"
        file.write_text(text, encoding="utf-8")
        status = self._service.build()
        return f"exit status {status}" if status else self._until_listed(title)

    def full_disk(self, clock: Clock) -> str:
        """For a minute of an hour; an upload has to be refused, and the next one to succeed."""
        if not self._service.mounted:
            return "no file system can be mounted here"
        end = time.monotonic() + clock.seconds / 60
        with self._service.full_disk():
            refused = self._add(*self._article())
            while time.monotonic() < end:
                fill(self._service.disk)
                time.sleep(_LOOK_S)
        if refused.status_code != 503:
            return f"an upload was not refused: {refused.status_code} {refused.text[:200]}"
        return self.upload(clock)

    def _article(self) -> tuple[str, str]:
        self._number += 1
        title = f"Bericht {self._number} aus Kranitz"
        return title, (
            f"{title}\n\n"
            f"Der Stadtrat von Kranitz hat Antrag {self._number} am Dienstag angenommen.\n\n"
            f"Dafür stimmten {self._number + 20} Mitglieder, dagegen elf."
        )

    def _add(self, title: str, text: str) -> httpx.Response:
        name = f"{title.casefold().replace(' ', '-')}.txt"
        return self._post("articles", files={"files": (name, text.encode())})

    def _post(self, path: str, **sent: object) -> httpx.Response:
        return httpx.post(f"{self._service.address}api/{path}", timeout=_WAIT_S, **sent)  # type: ignore[arg-type]

    def _until_listed(self, title: str) -> str:
        """Until the index in use has an article."""
        end = time.monotonic() + _WAIT_S
        while time.monotonic() < end:
            told = httpx.get(f"{self._service.address}api/articles", timeout=_WAIT_S).json()
            if told["indexing"]["step"] == "failed":
                return "indexing failed"
            if any(article["title"] == title for article in told["articles"]):
                return OK
            time.sleep(_LOOK_S)
        return f"not in the index after {_WAIT_S:.0f} s"
