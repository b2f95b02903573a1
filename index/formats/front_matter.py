"""Reads front matter, the fields above a text between two lines of three characters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from index.dates import Moment, parse_moment
from index.language.files.words import FIELDS

_FRONT_MATTER: Final = re.compile(
    r"(?P<mark>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?P<fields>.{0,10000}?)(?:\r\n|\r|\n)"
    r"(?:(?P=mark)|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)",
    re.DOTALL,
)
_NAMES: Final[Mapping[str, str]] = {
    name: key for key, names in FIELDS.items() for name in names.split()
}
_FIELD: Final = re.compile(r"(\w{2,20})[ \t]{0,9}(?::[ \t]|=[ \t]?)([^\r\n]*)")
_ITEM: Final = re.compile(r"[ \t]{0,9}-[ \t]{1,9}([^\r\n]*)")
_OPEN_FIELD: Final = re.compile(r"(\w{2,20})[ \t]{0,9}:[ \t]*$")
_QUOTED: Final = re.compile(r"\"((?:[^\"\\]|\\[\"\\])*)\"|'((?:[^']|'')*)'")
_MAX_VALUE: Final = 300
"""Maximum characters of a value; a guess, four times the longest displayed title."""
_NO_VALUE: Final = frozenset({"", "~", "null"})
_SEVERAL: Final = frozenset({"author", "outlet"})
"""Fields that may be lists."""
_NOT_PLAIN: Final = tuple("[{>|&*!%@`\"'#")
"""First characters of YAML values that are not plain: lists, blocks, aliases, tags, quotes."""
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?=[_-]|$)")
_WEB: Final = re.compile(r"https?://\S+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields, and the offset of the text below them."""

    end: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def moment(self) -> Moment | None:
        """When it was published; a separate field for the time is appended to the date."""
        return parse_moment(f"{self.fields.get('date', '')} {self.fields.get('time', '')}")

    @property
    def embargo(self) -> datetime | None:
        """Until when it must not be published."""
        found = parse_moment(self.fields.get("embargo", ""))
        return found.instant if found else None

    @property
    def language(self) -> str | None:
        """Two-letter code."""
        found = _LANGUAGE.match(self.fields.get("language", "").lower())
        return found[0] if found else None

    @property
    def link(self) -> str | None:
        """A web address; None for anything else."""
        link = self.fields.get("link", "")
        return link if _WEB.match(link) else None


def front_matter(text: str) -> FrontMatter:
    """Parse the front matter of a text.

    It reads plain and quoted values on one line, and lists of plain values. A YAML parser is not
    used: aliases and base-60 numbers can exhaust memory, and a colon in a headline would make the
    whole front matter invalid.
    """
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        return FrontMatter()
    found: dict[str, str] = {}
    listed: str | None = None
    for line in matter["fields"].splitlines():
        if listed and (item := _ITEM.match(line)) and (value := _plain(item[1].strip())):
            found[listed] = f"{found[listed]}, {value}" if listed in found else value
            continue
        opened = _OPEN_FIELD.match(line)
        listed = _NAMES.get(opened[1].lower()) if opened else None
        listed = listed if listed in _SEVERAL else None
        if said := _FIELD.match(line):
            name = _NAMES.get(said[1].lower())
            value = _value(said[2].strip(), several=name in _SEVERAL)
            if name and value:
                found.setdefault(name, value)
    return FrontMatter(matter.end(), found)


def _value(written: str, *, several: bool) -> str | None:
    """The value on a line; a list is joined by commas if the field may have several values."""
    if several and written.startswith("[") and written.endswith("]"):
        parts = [_plain(part.strip()) for part in written[1:-1].split(",")]
        return ", ".join(filter(None, parts)) or None
    return _plain(written)


def _plain(written: str) -> str | None:
    """A value without quotation marks and comment; None if it is not plain."""
    if len(written) > _MAX_VALUE:
        return None
    if quoted := _QUOTED.match(written):
        if quoted[1] is not None:
            return re.sub(r"\\(.)", r"\1", quoted[1]).strip()
        return quoted[2].replace("''", "'").strip()
    value = written.partition(" #")[0].strip()
    return None if value in _NO_VALUE or value.startswith(_NOT_PLAIN) else value
