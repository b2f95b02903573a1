"""The conversation as one HTML file: no script, nothing loaded, every text escaped."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rag.exporting.dossier import Dossier, Entry, Item

_MARKER = re.compile(r"\[(\d{1,3})\]")


def write(dossier: Dossier) -> bytes:
    """The file's bytes."""
    page = _templates().get_template("conversation.html")
    return page.render(dossier=dossier, pieces=_pieces).encode()


def _pieces(item: Item, paragraph: str) -> Iterator[tuple[str, Entry | None]]:
    """Words and citation numbers in turn; a number without a source stays a word."""
    entries = {entry.n: entry for entry in item.entries}
    start = 0
    for marker in _MARKER.finditer(paragraph):
        if entry := entries.get(int(marker[1])):
            yield paragraph[start : marker.start()], None
            yield marker[0], entry
            start = marker.end()
    yield paragraph[start:], None


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
