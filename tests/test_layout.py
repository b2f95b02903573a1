"""Who may import whom, read from the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.settings import ROOT

LAYERS = ("index", "rag", "rag.web", "app")
"""Each may import itself and what stands before it."""

STAGES = {f"rag.{name}" for name in ("question", "evidence", "reader", "verifying", "citing")}
"""Modules, or packages whose modules may import each other."""
OWNERS = {
    "chromadb": ("index.chroma",),
    "langchain_chroma": ("index.chroma",),
    "langchain_openai": ("rag.model",),
    "xllamacpp": ("rag.engine_process",),
    "gradio": ("rag.web", "app"),
}
"""Which part alone may import a library."""
ONE_FILE = ("langchain_chroma", "langchain_openai", "xllamacpp")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {
    module_name(path): path
    for path in sorted(
        [*ROOT.glob("app.py"), *ROOT.glob("index/**/*.py"), *ROOT.glob("rag/**/*.py")]
    )
}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions; relative imports count as wrong."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def layer(module: str) -> int | None:
    """The highest layer that a module belongs to; None for libraries."""
    fitting = [n for n, name in enumerate(LAYERS) if within(module, name)]
    return max(fitting, default=None)


@pytest.mark.parametrize("module", FILES)
def test_arrows_point_one_way(module: str) -> None:
    own = layer(module)
    assert own is not None
    assert [name for name in imports(FILES[module]) if (layer(name) or 0) > own] == []


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_stages_do_not_import_each_other(stage: str) -> None:
    own = [path for name, path in FILES.items() if within(name, stage)]
    others = STAGES - {stage}
    assert own, f"{stage} is no module"
    assert [
        name
        for path in own
        for name in imports(path)
        if any(within(name, other) for other in others)
    ] == []


@pytest.mark.parametrize(("library", "owners"), OWNERS.items())
def test_a_library_stays_with_its_owner(library: str, owners: tuple[str, ...]) -> None:
    users = [name for name, path in FILES.items() if any(within(i, library) for i in imports(path))]
    assert [name for name in users if not any(within(name, owner) for owner in owners)] == []


@pytest.mark.parametrize("library", ONE_FILE)
def test_one_file_wraps_a_library(library: str) -> None:
    users = [name for name, path in FILES.items() if any(within(i, library) for i in imports(path))]
    assert len(users) == 1, users


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """sentence_transformers takes 8 s to import: never on the page's way."""
    heavy = {"sentence_transformers", "torch", "xllamacpp"}
    allowed = {"index.embedding.training"}  # a program of its own
    found = {
        (module, name)
        for module, path in FILES.items()
        if not any(within(module, part) for part in allowed)
        for name in _imported_on_loading(path)
        if name.split(".")[0] in heavy
    }
    assert found == set()


def _imported_on_loading(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
