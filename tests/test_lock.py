"""The lock files: every library by an exact version and by hashes, as they are installed."""

import re
from pathlib import Path
from typing import Self

import pytest

from setup import install, lock

PIN = re.compile(
    r"(?:#.*|[a-z0-9.-]+==[\w.]+(?: ; [^\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n", re.ASCII
)
FILES = (install.LOCK, install.DEV_LOCK, install.GPU_LOCK)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_library_has_a_version_and_hashes_and_nothing_names_an_index(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert PIN.sub("", text) == ""
    assert "://" not in text


def test_every_requirement_is_locked_in_one_file_only() -> None:
    locked = [re.findall(r"^([\w.-]+)==", file.read_text(), re.MULTILINE) for file in FILES]
    names = [name for found in locked for name in found]
    assert len(names) == len(set(names))
    for made_from, known in (("requirements.in", locked[0]), ("requirements-dev.in", names)):
        lines = (install.ROOT / made_from).read_text(encoding="utf-8").splitlines()
        wanted = {re.sub(r"[-_.]+", "-", re.split("[=<>]", line)[0]).lower() for line in lines}
        assert {name for name in wanted if not name.startswith("#")} <= set(known)


def test_torch_may_be_either_build() -> None:
    """The one of the common index and the one for processors are different files."""
    block = install.block_of("torch", install.LOCK.read_text(encoding="utf-8"))
    assert block.startswith("torch==")
    assert block.count("--hash=") >= 6 + 12


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """What pip is called with; the text of a file of one library in place of its path."""
    made: list[list[str]] = []

    def pip(*arguments: str) -> bool:
        read = [Path(a).read_text() if a.endswith("torch.lock") else a for a in arguments]
        made.append([a.rpartition("/")[2] if a.endswith(".lock") else a for a in read])
        return True

    monkeypatch.setattr(install, "has_pip_done", pip)
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    monkeypatch.setattr("platform.system", lambda: "Linux")
    return made


@pytest.mark.parametrize("has_index", [True, False])
@pytest.mark.parametrize(("build", "gpu"), [("2.13.0+cpu", False), ("2.13.0", True)])
def test_nothing_is_installed_without_a_hash(
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    build: str,
    *,
    gpu: bool,
    has_index: bool,
) -> None:
    """And of torch the build for processors is asked for first."""
    monkeypatch.setattr(install, "answers", lambda _: has_index)
    monkeypatch.setattr("importlib.metadata.version", lambda _: build)
    for _ in range(2):  # the second time there is nothing to do
        install.install([install.LOCK, install.DEV_LOCK])
    torch = install.block_of("torch", install.LOCK.read_text(encoding="utf-8"))
    hashed = ["install", "--no-deps", "--require-hashes"]
    index = ["--index-url", install.TORCH_CPU_INDEX] if has_index else []
    assert calls == [
        [*hashed, *index, "-r", torch.replace(" ", "+cpu ", 1)],
        [*hashed, "-r", "requirements.lock", "-r", "requirements-dev.lock"],
        *([[*hashed, "-r", "requirements-gpu.lock"]] if gpu else []),
        ["check"],
    ]


def found(*names: str) -> str:
    """A page of the index of builds for processors."""
    links = (f'<a href="/whl/{name}#sha256={n:064x}">' for n, name in enumerate(names, start=10))
    return "\n".join(links)


class Page:
    """What an address answers with."""

    def __init__(self, text: str) -> None:
        self.read = text.encode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


TORCH = f"torch==2.1.0 \\\n    --hash=sha256:{1:064x}\n"
OLD = f"torch==2.1.0 \\\n    --hash=sha256:{1:064x} \\\n    --hash=sha256:{2:064x}\nx==1 \\\n"


def test_builds_for_processors_are_taken_from_their_index(monkeypatch: pytest.MonkeyPatch) -> None:
    page = found(
        "torch-2.1.0%2Bcpu-cp311-cp311-manylinux_2_28_x86_64.whl",
        "torch-2.1.0%2Bcpu-cp313-cp313-manylinux_2_28_aarch64.whl",
        "torch-2.1.0%2Bcpu-cp313-cp313t-win_amd64.whl",
        "torch-2.1.0%2Bcpu-cp310-cp310-manylinux_2_28_x86_64.whl",
        "torch-2.1.1%2Bcpu-cp311-cp311-manylinux_2_28_x86_64.whl",
    )
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: Page(page))
    block = lock.with_cpu_builds(TORCH, OLD)
    assert [int(digest, 16) for digest in re.findall("[0-9a-f]{64}", block)] == [1, 10, 11]


def test_without_the_index_the_hashes_of_the_same_version_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    block = lock.with_cpu_builds(TORCH, OLD)
    assert re.findall("[0-9a-f]{64}", block) == [f"{1:064x}", f"{2:064x}"]
    with pytest.raises(SystemExit, match=r"torch 2\.2\.0 for processors are not known"):
        lock.with_cpu_builds(TORCH.replace("2.1.0", "2.2.0"), OLD)
