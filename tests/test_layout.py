"""What is imported when the program starts; imports are absolute; folders and files stay small."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.settings import ROOT

HEAVY = {"sentence_transformers", "torch", "xllamacpp"}
"""Libraries that take seconds to import: never on the page's way."""
APART = ("index/embedding/training/", "rag/training/")
"""Programs of their own."""

MOST_MODULES = 14
"""In one folder, beside ``__init__.py``."""
MOST_LINES = 300

FILES = [
    path
    for path in (ROOT / "app.py", *ROOT.glob("index/**/*.py"), *ROOT.glob("rag/**/*.py"))
    if not path.relative_to(ROOT).as_posix().startswith(APART)
]


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    found = {(path, name) for path in FILES for name in _imported_on_loading(path)}
    assert {(path, name) for path, name in found if name.split(".")[0] in HEAVY} == set()


def test_imports_are_absolute() -> None:
    relative = [
        path
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_folders_hold_fourteen_modules_at_most() -> None:
    modules = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for package in ("index", "rag")
        for path in ROOT.glob(f"{package}/**/*.py")
        if path.name != "__init__.py"
    )
    assert {folder: count for folder, count in modules.items() if count > MOST_MODULES} == {}


def test_files_have_three_hundred_lines_at_most() -> None:
    paths = (ROOT / "app.py", *ROOT.glob("index/**/*.py"), *ROOT.glob("rag/**/*.py"))
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in paths
    }
    longer = {file for file, count in lines.items() if count > MOST_LINES}
    assert longer == set(), "Split it by what it does; see the rooms on the map."


def _imported_on_loading(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
