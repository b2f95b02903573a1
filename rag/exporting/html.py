"""The conversation as one HTML file: no script, nothing loaded, every text escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rag.exporting.dossier import Dossier


def write(dossier: Dossier) -> bytes:
    """The file's bytes."""
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
