"""Escapes control characters in text that goes to a terminal or a log.

In text from files they could move the cursor, change the window title, hide lines, or reverse the
direction of words.
"""

import json
import logging
import re
from typing import Any, Final

_CONTROL: Final = re.compile(
    # C0 except tab and line feed, delete and C1; bidirectional marks; lone surrogates.
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS: Final = re.compile(r"[\t\n]")


def printable(text: str) -> str:
    """Escape control characters; tabs and line breaks stay."""
    return _CONTROL.sub(_escaped, text)


def printable_line(text: str) -> str:
    """Escape control characters, tabs and line breaks: the result is one line."""
    return _BREAKS.sub(_escaped, printable(text))


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON in which only control characters are escaped, not other characters beyond ASCII."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


class PrintableFormatter(logging.Formatter):
    """Logs each message as one line; a traceback keeps its line breaks."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - of the library
        record.message = printable_line(record.message)
        return super().formatMessage(record)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
