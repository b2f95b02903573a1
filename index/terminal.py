"""Text of files and articles on its way to a terminal or a log.

Control characters could move the cursor, change the title, hide lines, or turn words round; they
are shown as escapes.
"""

import json
import logging
import re
from typing import Any, Final

_CONTROL: Final = re.compile(
    # C0 but tab and line break, delete and C1; marks that turn the direction; lone surrogates.
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS: Final = re.compile(r"[\t\n]")


def printable(text: str) -> str:
    """Text of several lines."""
    return _CONTROL.sub(_escaped, text)


def printable_line(text: str) -> str:
    """A name or a message: one line, whatever is in it."""
    return _BREAKS.sub(_escaped, printable(text))


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON with all letters as they are, and control characters as JSON's own escapes."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


class PrintableFormatter(logging.Formatter):
    """A line for people; a traceback keeps its lines."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - of the library
        record.message = printable_line(record.message)
        return super().formatMessage(record)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
