"""Text that nobody vouches for, made fit to stand inside Markdown and HTML.

Gradio reads a message first as Markdown, then as HTML. An escaped ``<`` is enough for the second,
not for the first: ``![](http://…)`` has no ``<``. A character reference has no meaning in either
but its character, so every ASCII punctuation mark is written as one.
"""

import re
import string
from typing import Final

from markupsafe import Markup

_REFERENCES: Final = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\n\r\v\f\x85\u2028\u2029]+")


def safe(value: object) -> Markup:
    """The text of ``value`` on one line, without any markup meaning.

    Values that are :class:`Markup` already (our own templates) pass as they are.
    """
    if isinstance(value, Markup):
        return value
    visible = _CONTROLS.sub("\ufffd", str(value))
    return Markup(one_line(visible).translate(_REFERENCES))  # noqa: S704 - this is the escaping


def one_line(markup: str) -> str:
    """Runs of white space as one space: a blank line would end an HTML block in Markdown."""
    return _SPACES.sub(" ", markup)
