"""CONTRIBUTING.md names every module once, and the documents name only what exists."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from index.settings import ROOT, Settings

DOCUMENTS = (
    "CONTRIBUTING.md",
    "README.md",
    *(f"docs/{p.name}" for p in sorted(ROOT.glob("docs/*.md"))),
)
FOLDERS = ["deploy", "docs", "index", "prompts", "rag", "seeds", "setup", "tests"]
"""A path begins with one of these, or is a file of the repository's root."""


def test_the_map_names_every_module_once() -> None:
    modules = {
        path.relative_to(ROOT).as_posix()
        for package in ("index", "rag")
        for path in ROOT.glob(f"{package}/**/*.py")
        if path.name != "__init__.py"
    }
    named = Counter(_named_on_the_map())
    assert {
        "missing": sorted(modules - set(named)),
        "gone": sorted(set(named) - modules),
        "twice": sorted(name for name, count in named.items() if count > 1),
    } == {"missing": [], "gone": [], "twice": []}


def _named_on_the_map() -> Iterator[str]:
    """Modules in the left column; a heading with one folder is the folder they are in."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    folder = ""
    for line in text.split("### The map")[1].split("\n## ")[0].splitlines():
        if line.startswith("#### "):
            folders = re.findall(r"`([^`]+/)`", line)
            folder = folders[0] if len(folders) == 1 else ""
        elif line.startswith("| `"):
            for name in re.findall(r"`([^`]+\.py)`", line.split("|")[1]):
                yield folder + name


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_in_documents_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert [path for path in _paths(text) if not (ROOT / path).exists()] == []
    linked = re.findall(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)", text)
    assert [path for path in linked if not (ROOT / document).parent.joinpath(path).exists()] == []


def _paths(text: str) -> Iterator[str]:
    """What stands between backticks and looks like a path of this repository."""
    for quoted in re.findall(r"`([^`\s]+)`", text):
        first, *rest = quoted.split("/")
        inside = rest and first in FOLDERS
        at_the_root = not rest and re.fullmatch(
            r"[A-Z]+\.md|\w+\.(toml|yaml|lock)|Dockerfile", first
        )
        if (inside or at_the_root) and re.fullmatch(r"[\w./-]+", quoted):
            yield quoted


@pytest.mark.parametrize("document", DOCUMENTS)
def test_programs_in_documents_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    programs = re.findall(r"python -m ((?:index|rag|tests)[\w.]*\w)", text)
    paths = [ROOT.joinpath(*name.split(".")) for name in programs]
    assert [
        path
        for path in paths
        if not path.with_suffix(".py").exists() and not (path / "__main__.py").exists()
    ] == []


def test_thresholds_have_the_values_of_the_code() -> None:
    wrong: list[str] = []
    for file, name, value in _thresholds():
        code = (ROOT / file).read_text(encoding="utf-8")
        found = re.search(rf"^{name}(?:: [^=\n]+)? = (.+)$", code, re.MULTILINE)
        if found is None or found[1].replace("_", "") != value.replace("_", ""):
            now = found[1] if found else "no longer there"
            wrong.append(f"docs/thresholds.md says {name} = {value}; in {file} it is {now}")
    assert wrong == []


@pytest.mark.parametrize("document", ["README.md", "docs/operate.md"])
def test_settings_have_the_defaults_of_the_code(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `BRIEFING_(\w+)` \| (`[^`]*`|empty) \|", text, re.MULTILINE)
    assert rows
    wrong: list[str] = []
    for name, written in rows:
        default = Settings.model_fields[name.lower()].get_default(call_default_factory=True)
        now = default.get_secret_value() if isinstance(default, SecretStr) else default
        now = str(now) if now not in ((), None) else ""
        said = "" if written == "empty" else written.strip("`")
        if said != now:
            wrong.append(
                f"{document} says BRIEFING_{name} = {said!r}; in index/settings.py {now!r}"
            )
    assert wrong == []


def _thresholds() -> Iterator[tuple[str, str, str]]:
    """File, name and value of each row of the page."""
    file = ""
    for line in (ROOT / "docs/thresholds.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"### `([^`]+)`", line):
            file = heading[1]
        elif row := re.match(r"\| `(\w+)` \| ([^|]+) \|", line):
            yield file, row[1], row[2].strip()
