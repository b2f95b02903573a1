"""Reads OpenDocument texts (ODT): paragraphs, table rows, then notes; without hidden text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from index.formats.archives import unpacked, unpacking
from index.formats.base import Extract, Fault, Format, UnreadableError, lines, text_of, tidy
from index.formats.html.blocks import CELL, local_name
from index.formats.xml import parse_xml
from index.language.lexicon import words

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_MANIFEST: Final = "META-INF/manifest.xml"
_SKIPPED: Final = words(
    "annotation annotation-end alphabetical-index bibliography-mark event-listeners forms"
    " hidden-text illustration-index note-citation object-ole ruby-text script sequence-decls"
    " table-of-content title desc tracked-changes user-field-decls variable-decls"
)
"""Elements that are skipped: comments, deleted text, tables of contents, picture descriptions."""
_MAX_SPACES: Final = 100
_LONG_CELL: Final = 200
"""Characters. A cell with several longer blocks is page layout, not data; a guess."""


def _extract(data: bytes) -> Extract:
    with unpacking(data, "text document (ODT)") as archive:
        if b"encryption-data" in _entry(archive, _MANIFEST):
            raise UnreadableError(Fault.LOCKED, "It is protected by a password.")
        content = parse_xml(_entry(archive, "content.xml"))
        hidden = _hidden_styles(content, _root(archive, "styles.xml"))
        meta = _root(archive, "meta.xml")
    body = next(content.iter("{*}text"), None)
    if body is None:
        raise UnreadableError(Fault.DAMAGED, "It is damaged or not a text document (ODT).")
    title = (
        next(meta.iter("{http://purl.org/dc/elements/1.1/}title"), None)
        if meta is not None
        else None
    )
    return Extract(
        text_of(_Body(hidden).read(body)),
        title=tidy("".join(title.itertext())) or None if title is not None else None,
    )


def _entry(archive: ZipFile, name: str) -> bytes:
    """The bytes of an entry; empty if it does not exist."""
    entry = archive.NameToInfo.get(name)
    return unpacked(archive, entry) if entry else b""


def _root(archive: ZipFile, name: str) -> "_Element | None":
    data = _entry(archive, name)
    return parse_xml(data) if data else None


def _hidden_styles(*roots: "_Element | None") -> frozenset[str]:
    """Names of styles whose text is not shown."""
    hidden: set[str] = set()
    children: list[tuple[str, str]] = []
    for root in roots:
        for style in root.iter(f"{_STYLE}style") if root is not None else ():
            name = style.get(f"{_STYLE}name", "")
            children.append((name, style.get(f"{_STYLE}parent-style-name", "")))
            for look in style.iter(f"{_STYLE}text-properties"):
                if look.get(f"{_TEXT}display") == "none" or _is_white(look) or _is_struck(look):
                    hidden.add(name)
    for _ in range(5):  # add styles that inherit from hidden ones
        hidden |= {name for name, parent in children if parent in hidden}
    return frozenset(hidden)


def _is_struck(look: "_Element") -> bool:
    """Whether it is struck out: visible, but no longer claimed by the author."""
    kinds = (look.get(f"{_STYLE}text-line-through-{kind}") for kind in ("style", "type"))
    return any(kind not in (None, "none") for kind in kinds)


def _is_white(look: "_Element") -> bool:
    ground = look.get(f"{_FO}background-color", "transparent").lower()
    return look.get(f"{_FO}color", "").lower() == "#ffffff" and ground in ("transparent", "#ffffff")


class _Body:
    def __init__(self, hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self._notes: list[str] = []
        self._boxes: list[_Element] = []

    def read(self, body: "_Element") -> Iterator[str]:
        """All blocks, then the notes."""
        yield from self._blocks(body)
        yield from self._notes

    def _blocks(self, parent: "_Element") -> Iterator[str]:
        for child in parent:
            tag = local_name(child)
            if not tag or self._is_skipped(child, tag):
                continue
            if tag in ("p", "h"):
                yield self._line(child)
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self._blocks(box)
            elif tag == "table-row":
                yield from self._row(child)
            else:
                yield from self._blocks(child)

    def _is_skipped(self, element: "_Element", tag: str) -> bool:
        return (
            tag in _SKIPPED
            or element.get(f"{_TEXT}style-name") in self._hidden
            or element.get(f"{_TEXT}display") == "none"
            or element.get(f"{_TEXT}is-hidden") == "true"
            or element.get(f"{_TABLE}visibility") == "collapse"
            or any(
                local_name(child) == "hidden-paragraph" and child.get(f"{_TEXT}is-hidden") == "true"
                for child in (element if tag in ("p", "h") else ())
            )
        )

    def _line(self, paragraph: "_Element") -> str:
        return "".join(self._words(paragraph))

    def _row(self, row: "_Element") -> Iterator[str]:
        cells = [list(filter(None, map(tidy, self._blocks(cell)))) for cell in row]
        if any(len(cell) > 1 and max(map(len, cell)) > _LONG_CELL for cell in cells):
            for cell in cells:
                yield from cell
        else:
            yield CELL.join(" ".join(cell) for cell in cells if cell)

    def _words(self, element: "_Element") -> Iterator[str]:
        yield element.text or ""
        for child in element:
            tag = local_name(child)
            if tag == "s":
                count = child.get(f"{_TEXT}c", "1")
                yield " " * (min(int(count), _MAX_SPACES) if count.isdecimal() else 1)
            elif tag in ("tab", "line-break"):
                yield " "
            elif tag == "note":
                self._notes += [
                    words_
                    for body in child.iter(f"{_TEXT}note-body")
                    for words_ in self._blocks(body)
                ]
            elif tag == "text-box":
                self._boxes.append(child)
            elif tag and not self._is_skipped(child, tag):
                yield from self._words(child)
            yield child.tail or ""


ODT = Format(_extract, lines, max_bytes=25_000_000)
