"""Fetching a small stand-in for the word list, by a stand-in for apt and from a real server."""

import gzip
import io
import os
import re
import stat
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from index.errors import DictionaryError
from index.language.dictionary import word_list
from index.language.dictionary.setup import open_dictionary, prepare_dictionary
from index.language.dictionary.word_list import Sources, fetch, found
from index.settings import Settings
from tests.serving import QuietHandler, serving

LIST = Path(__file__).with_name("small.ding").read_bytes()


def package(content: bytes = LIST, member: str = "./usr/share/trans/de-en") -> bytes:
    """A Debian package that holds one file."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:xz") as files:
        info = tarfile.TarInfo(member)
        info.size = len(content)
        files.addfile(info, io.BytesIO(content))
    members = {"debian-binary": b"2.0\n", "control.tar.xz": b"", "data.tar.xz": tar.getvalue()}
    written = b"!<arch>\n"
    for name, data in members.items():
        written += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode()
        written += data + b"\n" * (len(data) % 2)
    return written


@dataclass
class Server:
    """Serves one file, ``most`` bytes per answer."""

    body: bytes
    url: str = ""
    most: int = 1 << 30
    asked: int = 0


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server(package())

    class Handler(QuietHandler):
        def do_HEAD(self) -> None:  # noqa: N802 - the library's name
            self.send_response(200)
            self.send_header("Content-Length", str(len(state.body)))
            self.end_headers()

        def do_GET(self) -> None:  # noqa: N802 - the library's name
            state.asked += 1
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"])
            assert asked
            start, size = int(asked[1]), len(state.body)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
            self.send_header("Content-Length", str(size - start))
            self.end_headers()
            self.wfile.write(state.body[start : start + state.most])

    with serving(Handler) as address:
        state.url = f"{address}/list"
        yield state


@pytest.fixture
def nowhere(tmp_path: Path) -> Sources:
    """No source has the list."""
    return Sources(
        installed=tmp_path / "missing",
        apt="no-such-program",
        mirror="http://127.0.0.1:9/list.deb",
        mirror_size=len(package()),
        mirror_sha256=sha256(package()).hexdigest(),
        home="http://127.0.0.1:9/list.gz",
        fewest_entries=10,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def kept(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def test_an_installed_list_is_used_where_it_is(
    tmp_path: Path, folder: Path, nowhere: Sources
) -> None:
    installed = tmp_path / "de-en"
    installed.write_bytes(LIST)
    sources = replace(nowhere, installed=installed)
    assert fetch(folder, sources=sources) == found(folder, sources) == installed
    assert not folder.exists()


def test_by_apt(tmp_path: Path, folder: Path, nowhere: Sources) -> None:
    deb = tmp_path / "list.deb"
    deb.write_bytes(package())
    apt = program(tmp_path / "apt", f'[ "$2 $3" = "download trans-de-en" ] && cp {deb} .')
    path = fetch(folder, sources=replace(nowhere, apt=apt))
    assert path.read_bytes() == LIST
    assert kept(folder) == {"de-en"}


def test_apt_without_its_lists_is_updated_as_root(
    tmp_path: Path, folder: Path, nowhere: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.deb").write_bytes(package())
    script = f"""case $2 in
        update) touch {tmp_path}/updated ;;
        download) [ -e {tmp_path}/updated ] && cp {tmp_path}/list.deb . ;;
    esac"""
    apt = replace(nowhere, apt=program(tmp_path / "apt", script))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(DictionaryError, match="apt-get: ended with status 1"):
        fetch(folder, sources=apt)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert fetch(folder, sources=apt).read_bytes() == LIST


def test_from_the_mirror_in_pieces(folder: Path, nowhere: Sources, server: Server) -> None:
    server.most = 500
    told: list[tuple[int, int]] = []
    sources = replace(nowhere, mirror=server.url)
    path = fetch(folder, lambda *now: told.append(now), sources)
    assert path.read_bytes() == LIST
    assert server.asked > 1
    assert told[-1] == (len(server.body), len(server.body))
    assert kept(folder) == {"de-en"}
    assert fetch(folder, sources=nowhere) == path  # offline


def test_from_its_home(folder: Path, nowhere: Sources, server: Server) -> None:
    server.body = gzip.compress(LIST)
    assert fetch(folder, sources=replace(nowhere, home=server.url)).read_bytes() == LIST
    assert kept(folder) == {"de-en"}


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(LIST)[:-10],
        gzip.compress(LIST[:300]),
        gzip.compress(b"\xff" * 1000),
        b"<html>Sign in</html>",
    ],
)
def test_a_damaged_list_is_not_kept(
    folder: Path, nowhere: Sources, server: Server, body: bytes
) -> None:
    server.body = body
    with pytest.raises(DictionaryError, match="BRIEFING_DICTIONARY"):
        fetch(folder, sources=replace(nowhere, home=server.url))
    assert kept(folder) == set()


def test_another_package_is_not_used(folder: Path, nowhere: Sources, server: Server) -> None:
    server.body = package(LIST + b"# changed\n")
    sources = replace(nowhere, mirror=server.url, mirror_size=len(server.body))
    with pytest.raises(DictionaryError, match="not the expected file"):
        fetch(folder, sources=sources)
    assert kept(folder) == set()


@pytest.mark.parametrize("body", [package(member="./other"), b"no archive", package()[:-20]])
def test_a_package_without_the_list(
    folder: Path, nowhere: Sources, server: Server, body: bytes
) -> None:
    server.body = body
    checksum = sha256(body).hexdigest()
    sources = replace(nowhere, mirror=server.url, mirror_size=len(body), mirror_sha256=checksum)
    with pytest.raises(DictionaryError, match="cannot be fetched"):
        fetch(folder, sources=sources)
    assert kept(folder) == set()


def test_no_source(folder: Path, nowhere: Sources) -> None:
    with pytest.raises(DictionaryError, match=r"apt-get: there is none; Debian: .*; TU Chemnitz: "):
        fetch(folder, sources=nowhere)


def test_the_settings_name_a_list(tmp_path: Path, folder: Path) -> None:
    own = tmp_path / "own"
    own.write_bytes(LIST)
    settings = Settings(dictionary=str(own))
    path = prepare_dictionary(settings, folder=folder)
    assert path is not None
    assert path.parent == folder
    dictionary = open_dictionary(settings, folder)
    assert dictionary.is_present
    dictionary.close()


def test_off(folder: Path) -> None:
    assert prepare_dictionary(Settings(dictionary="off"), folder=folder) is None
    dictionary = open_dictionary(Settings(dictionary="off"), folder)
    assert not dictionary.is_present
    assert dictionary.problem is None
    assert not folder.exists()


def test_what_is_missing_is_said_once_and_done_without(
    folder: Path,
    tmp_path: Path,
    nowhere: Sources,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = Settings(dictionary=str(tmp_path / "missing"))
    with pytest.raises(DictionaryError, match="which is no file"):
        prepare_dictionary(wrong, folder=folder)
    for settings in (wrong, Settings(dictionary="")):
        monkeypatch.setattr(word_list.found, "__defaults__", (nowhere,))
        caplog.clear()
        dictionary = open_dictionary(settings, folder)
        assert not dictionary.is_present
        assert len(caplog.records) == 1
        assert str(dictionary.problem) in caplog.text


def test_a_damaged_compiled_file_is_made_again(tmp_path: Path, folder: Path) -> None:
    own = tmp_path / "own"
    own.write_bytes(LIST)
    settings = Settings(dictionary=str(own))
    path = prepare_dictionary(settings, folder=folder)
    assert path is not None
    path.write_bytes(path.read_bytes()[:5000])
    dictionary = open_dictionary(settings, folder)
    assert dictionary.is_present
    assert dictionary.translations("Münze", "de", "en")[0].known
    dictionary.close()
