"""Escapes untrusted text for Markdown and HTML.

Gradio parses a message first as Markdown, then as HTML. Escaping ``<`` is enough for HTML but not
for Markdown: ``![](http://…)`` has no ``<``. Character references have no markup meaning in either,
so every ASCII punctuation mark is written as one.
"""

import re
import string
from typing import Final

from markupsafe import Markup

_REFERENCES: Final = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\n\r\v\f\x85\u2028\u2029]+")


def safe(value: object) -> Markup:
    """The escaped text of ``value`` on one line.

    :class:`Markup` (from our own templates) is returned unchanged.
    """
    if isinstance(value, Markup):
        return value
    visible = _CONTROLS.sub("\ufffd", str(value))
    return Markup(one_line(visible).translate(_REFERENCES))  # noqa: S704 - this is the escaping


def one_line(markup: str) -> str:
    """Collapse white space: a blank line would end an HTML block in Markdown."""
    return _SPACES.sub(" ", markup)
