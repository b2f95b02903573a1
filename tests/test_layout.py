"""What is imported when the program starts, and that imports are absolute."""

import ast
from collections.abc import Iterator
from pathlib import Path

from index.settings import ROOT

HEAVY = {"sentence_transformers", "torch", "xllamacpp"}
"""Libraries that take seconds to import: never on the page's way."""
APART = "index/embedding/training/"
"""A program of its own."""

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


def _imported_on_loading(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
