"""Converts markup to text blocks: headings, paragraphs, list items, table rows, captions.

Shared by HTML pages, HTML mails, feed entries and agency XML; tags are compared without namespace.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.formats.base import tidy
from index.language.lexicon import words

if TYPE_CHECKING:
    from lxml.etree import _Element

CELL: Final = " | "
"""Separates the cells of a table row, and a term from its description."""

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "hedline"})
_BLOCKS: Final = HEADINGS | words(
    "abstract address article aside blockquote body body.content body.end body.head block bq byline"
    " byttl caption center dateline dd details dialog distributor div dl dt fieldset figcaption"
    " figure fn footer form header hr li main media media-caption media-producer nav note ol p pre"
    " section summary tagline tbody td th thead tfoot tr ul"
)
_NO_TEXT: Final = words(
    "audio button canvas datalist embed iframe input label legend link map media-metadata"
    " media-object media-reference meta nitf-table-metadata noembed noframes noscript object option"
    " optgroup param progress rp rt script select source style svg template textarea title track"
    " video"
)
_STRUCK: Final = frozenset({"del", "s", "strike"})
"""Struck-out text: still visible, but the author no longer claims it."""
_GLUED: Final = words("a name.family name.given small span strong time")
_GLUED_WORDS: Final = re.compile(r"[a-zäöüß.!?:)]\0[A-ZÄÖÜ0-9]|\d\0[A-ZÄÖÜ]")
"""Words on both sides of a border between elements that need a space between them."""
_BREAK: Final = "\0"
"""Marks a forced line break; this character never occurs in parsed text."""
_BREAKS: Final = re.compile(f"{_BREAK}[^\\S{_BREAK}]*+{_BREAK}")
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*+\n")
_LONG_CELL: Final = 200
"""Characters. A cell with several longer blocks is page layout, not data; a guess."""
_MAX_SPAN: Final = 100
"""Maximum rows that one cell may span; a guess."""
_QUOTES: Final = {"de": ("„", "“")}


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the extracted text."""

    text: str
    element: "_Element"
    """The innermost block element around the text."""
    linked: float = 0.0
    """Share of the characters that are links."""


def local_name(element: "_Element") -> str:
    """The tag without its namespace, in lower case; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def blocks(root: "_Element") -> Iterator[Block]:
    """The blocks below ``root`` in reading order."""
    walk = _Walk()
    walk.inside(root)
    walk.flush(root)
    yield from walk.found


class _Walk:
    def __init__(self) -> None:
        self.found: list[Block] = []
        self._words: list[str] = []
        self._linked = 0

    def inside(self, element: "_Element", *, link: bool = False) -> None:
        """Collect the text of an element and its descendants."""
        self._add(element.text, link=link)
        for child in element:
            self._child(child, element, link=link)
            self._add(child.tail, link=link)

    def flush(self, element: "_Element") -> None:
        """End the current block."""
        if self._words:
            written = "".join(self._words)
            lines = [line for piece in _BREAKS.split(written) if (line := _line(piece))]
            share = min(1.0, self._linked / max(1, sum(map(len, lines))))
            self.found.extend(Block(line, element, share) for line in lines)
        self._words, self._linked = [], 0

    def _add(self, text: str | None, *, link: bool = False) -> None:
        if text:
            self._words.append(text)
            self._linked += len(tidy(text)) if link else 0

    def _child(self, child: "_Element", parent: "_Element", *, link: bool) -> None:
        tag = local_name(child)
        if not tag or tag in _NO_TEXT or tag in _STRUCK:
            return
        if tag == "br":
            self._words.append(_BREAK)
        elif tag == "frac-sep":
            self._words.append(child.text or "/")
        elif tag == "q":
            self._quoted(child, link=link)
        elif tag == "table" and is_data(child):
            self.flush(parent)
            self._table(child)
        elif tag == "dl":
            self.flush(parent)
            self._descriptions(child)
        elif tag == "pre":
            self.flush(parent)
            self._preformatted(child)
        elif tag in _BLOCKS or tag == "table":
            self.flush(parent)
            self.inside(child, link=link)
            self.flush(child)
        else:
            self._inline(child, tag, link=link)

    def _inline(self, element: "_Element", tag: str, *, link: bool) -> None:
        before = element.getprevious()
        if tag in _GLUED and self._words and before is not None and not before.tail:
            first = next(iter(element.itertext()), "")
            border = f"{self._words[-1][-1:]}\0{str(first)[:1]}"
            if local_name(before) in _GLUED and _GLUED_WORDS.match(border):
                self._words.append(" ")  # style sheets put space around such elements
        self.inside(element, link=link or tag == "a")

    def _quoted(self, element: "_Element", *, link: bool) -> None:
        """``<q>``: browsers add the quotation marks."""
        languages = [one.get("lang", "") for one in (element, *element.iterancestors())]
        language = next(filter(None, languages), "")[:2].lower()
        opening, closing = _QUOTES.get(language, ("“", "”"))
        self._words.append(opening)
        self.inside(element, link=link)
        self._words.append(closing)

    def _preformatted(self, element: "_Element") -> None:
        for piece in _BLANK_LINES.split("".join(element.itertext())):
            self._words.append(piece)
            self.flush(element)

    def _table(self, table: "_Element") -> None:
        spans: dict[int, tuple[int, str]] = {}
        for row in table.iter():
            tag = local_name(row)
            if tag == "caption":
                self.inside(row)
                self.flush(row)
            elif tag == "tr":
                cells = _with_spans(_cells(row), spans)
                if line := CELL.join(filter(None, cells)):
                    self.found.append(Block(line, row, _linked(row)))

    def _descriptions(self, element: "_Element") -> None:
        """Put each term and its description on one line; longer descriptions follow below."""
        term = ""
        for child in _terms(element):
            inner = list(blocks(child))
            if not inner:
                continue
            if local_name(child) == "dt":
                if term:
                    self.found.append(Block(term, child))
                term = " ".join(block.text for block in inner)
            elif len(inner) == 1:
                line = f"{term}{CELL}{inner[0].text}" if term else inner[0].text
                self.found.append(Block(line, child, inner[0].linked))
                term = ""
            else:
                self.found.extend([Block(term, child)] if term else [])
                self.found.extend(inner)
                term = ""
        if term:
            self.found.append(Block(term, element))


def is_data(table: "_Element") -> bool:
    """Whether a table has data, as opposed to page layout with whole stories in its cells."""
    if table.get("role") in ("presentation", "none"):
        return False
    inner = [(element, local_name(element)) for element in table.iterdescendants()]
    # Checked before any cell is read: otherwise nested tables would take exponential time.
    if any(tag == "table" or tag in HEADINGS for _, tag in inner):
        return False
    cells = [element for element, tag in inner if tag in ("td", "th")]
    rows = [element for element, tag in inner if tag == "tr"]
    return any(len(_cell_elements(row)) > 1 for row in rows) and not any(map(_is_long, cells))


def _is_long(cell: "_Element") -> bool:
    inner = list(blocks(cell)) if len(cell) else []
    return len(inner) > 1 and any(len(block.text) > _LONG_CELL for block in inner)


def _cell_elements(row: "_Element") -> list["_Element"]:
    return [cell for cell in row if local_name(cell) in ("td", "th")]


def _cells(row: "_Element") -> list[tuple[int, str]]:
    """Number of spanned rows, and text, of each cell."""
    return [
        (_number(cell.get("rowspan")), " ".join(block.text for block in blocks(cell)))
        for cell in _cell_elements(row)
    ]


def _with_spans(cells: list[tuple[int, str]], spans: dict[int, tuple[int, str]]) -> list[str]:
    """The cells of a row, including cells of earlier rows that span it."""
    row: list[str] = []
    waiting = iter(cells)
    while True:
        column = len(row)
        if column in spans:
            left, text = spans.pop(column)
            if left > 1:
                spans[column] = (left - 1, text)
        elif (following := next(waiting, None)) is not None:
            count, text = following
            if count > 1:
                spans[column] = (count - 1, text)
        elif any(later > column for later in spans):
            text = ""
        else:
            return row
        row.append(text)


def _number(written: str | None) -> int:
    return min(int(written), _MAX_SPAN) if written and re.fullmatch(r"\d{1,5}", written) else 1


def _linked(element: "_Element") -> float:
    inner = list(blocks(element))
    return sum(block.linked * len(block.text) for block in inner) / max(
        1, sum(len(block.text) for block in inner)
    )


def _terms(element: "_Element") -> Iterator["_Element"]:
    """Terms and descriptions, also those grouped in ``div``."""
    for child in element:
        if local_name(child) in ("dt", "dd"):
            yield child
        elif local_name(child) == "div":
            yield from _terms(child)


def _line(written: str) -> str:
    return tidy(written.replace(_BREAK, " "))
