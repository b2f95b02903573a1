"""Weights by their name on the model hub, which is a server on loopback."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from index.errors import ModelError
from index.settings import Settings
from rag.llm.embedded.weights import fetch
from tests.serving import QuietHandler, serving

DATA = b"GGUF" + bytes(n * n % 251 for n in range(50_000))
NAME = Path("hf:house/tiny-GGUF:tiny-q4.gguf")


class Hub(QuietHandler):
    """Like the hub: a redirect with size and checksum, and the file elsewhere."""

    asked: list[tuple[str, str, str | None]]
    break_off = False
    checksum = sha256(DATA).hexdigest()

    def do_HEAD(self) -> None:  # noqa: N802 - the library's name
        self.asked.append(("HEAD", self.path, self.headers["Authorization"]))
        if not self.path.endswith("/house/tiny-GGUF/resolve/main/tiny-q4.gguf"):
            self.send_response(404)
        else:
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.send_header("X-Linked-Size", str(len(DATA)))
            self.send_header("X-Linked-Etag", f'"{self.checksum}"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        self.asked.append(("GET", self.path, self.headers["Authorization"]))
        found = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"])
        assert found
        start = int(found[1])
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {start}-{len(DATA) - 1}/{len(DATA)}")
        self.send_header("Content-Length", str(len(DATA) - start))
        self.end_headers()
        end = start + 20_000 if self.break_off else len(DATA)
        self.wfile.write(DATA[start:end])


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Hub]]:
    class Mine(Hub):
        asked: list[tuple[str, str, str | None]] = []  # noqa: RUF012 - one list for all requests

    with serving(Mine) as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        monkeypatch.delenv("HF_TOKEN", raising=False)
        yield Mine


def get(cache: Path, name: Path = NAME) -> Path:
    return fetch(Settings(weights=name), cache=cache)


def test_fetched_with_progress_and_used_offline_afterwards(
    hub: type[Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.break_off = True
    told: list[tuple[int, int]] = []
    settings = Settings(weights=NAME)
    path = fetch(settings, lambda done, total: told.append((done, total)), cache=tmp_path)
    assert (path.name, path.read_bytes()) == ("tiny-q4.gguf", DATA)
    assert told[-1] == (len(DATA), len(DATA))
    assert [method for method, *_ in hub.asked] == ["HEAD", "GET", "GET", "GET"]
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert get(tmp_path) == path


@pytest.mark.usefixtures("hub")
def test_a_fetch_that_broke_off_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "hub/house/tiny-GGUF"
    folder.mkdir(parents=True)
    (folder / "tiny-q4.gguf.partial").write_bytes(DATA[:30_000])
    assert get(tmp_path).read_bytes() == DATA


def test_other_bytes_than_the_checksum_says_are_not_kept(hub: type[Hub], tmp_path: Path) -> None:
    hub.checksum = "0" * 64
    with pytest.raises(ModelError, match="sha256 is not 0000"):
        get(tmp_path)
    assert not list(tmp_path.rglob("*.gguf"))


def test_the_sign_in_is_sent_and_never_shown(
    hub: type[Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_abcdefgh")
    get(tmp_path)
    assert {key for *_, key in hub.asked} == {"Bearer hf_abcdefgh"}
    assert "hf_abcdefgh" not in "".join(path.read_text() for path in tmp_path.rglob("*.json"))


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("hf:house/other:tiny-q4.gguf", r"status 404"),
        ("hf:house:tiny-q4.gguf", "is not the name of a file on the model hub"),
        ("hf:house/tiny-GGUF", "is not the name of a file on the model hub"),
        ("hf:house/tiny-GGUF:../../x.gguf", "is not the name of a file on the model hub"),
        ("hf:house/tiny-GGUF:tiny.safetensors", "is not the name of a file on the model hub"),
    ],
)
def test_a_name_that_is_none(name: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=problem) as raised:
        get(tmp_path, Path(name))
    assert "hf:OWNER/REPO:FILE.gguf" in raised.value.hint


def test_no_network_and_nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match="cannot be reached"):
        get(tmp_path)
