"""Writes a conversation as a self-contained HTML file: no scripts, no external resources."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rag.exporting.dossier import Dossier


def write(dossier: Dossier) -> bytes:
    """The content of the file, UTF-8."""
    page = _templates().get_template("conversation.html")
    return page.render(dossier=dossier).encode()


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
