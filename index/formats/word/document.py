"""Reads Word documents (DOCX): only their visible text, see :mod:`index.formats.word.body`."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile

from index.formats.base import (
    Extract,
    Fault,
    Format,
    UnreadableError,
    lines,
    raise_out_of_memory,
    text_of,
    tidy,
)
from index.formats.titles import alike, useful
from index.formats.word.body import Body
from index.formats.word.hidden import Hidden, W
from index.formats.word.lists import Lists

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_UNPACKED: Final = 100_000_000
"""Bytes. A small malicious file can unpack to more than a machine's memory."""
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of a DOC file, and of an encrypted DOCX file."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PARTS: Final = {"footnotes": ("foot", "footnote"), "endnotes": ("end", "endnote")}
_NO_NOTES: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def _extract(data: bytes) -> Extract:
    from docx import Document

    if data.startswith(_COMPOUND):
        raise _wrapped(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        message = "It is damaged or not a Word document (DOCX)."
        raise UnreadableError(Fault.DAMAGED, message) from error
    if unpacked > _MAX_UNPACKED:
        raise UnreadableError(Fault.TOO_LARGE, "It is too large when unpacked: save only its text.")
    try:
        document = Document(BytesIO(data))
        styles = document.styles.element
        parts = dict(_parts(document.part))
        body = Body(Hidden(styles), Lists(styles, parts.get("numbering")), dict(_notes(parts)))
        text = text_of(body.all_blocks(document.element.body))
        title = _title(tidy(document.core_properties.title or ""), document, text)
    except Exception as error:  # python-docx raises all kinds of errors for damaged files
        raise_out_of_memory(error)
        raise UnreadableError(
            Fault.DAMAGED, f"It is damaged or not a Word document ({type(error).__name__})."
        ) from error
    return Extract(text, title=title)


def _wrapped(data: bytes) -> UnreadableError:
    """What is wrong with an OLE compound file that should be a DOCX."""
    if _ENCRYPTED in data:
        return UnreadableError(Fault.LOCKED, "It is locked with a password: save it without one.")
    return UnreadableError(
        Fault.FORMAT, "It is a Word document in the old format (DOC): save it as DOCX."
    )


def _parts(main: Any) -> Iterator[tuple[str, "_Element"]]:
    """The document's other parts, by the last word of their relationship type."""
    from docx.oxml import parse_xml

    for relation in main.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in (*_PARTS, "numbering") and not relation.is_external:
            yield kind, parse_xml(relation.target_part.blob)


def _notes(parts: dict[str, "_Element"]) -> Iterator[tuple[tuple[str, str | None], "_Element"]]:
    """Notes by kind and number."""
    for part, (kind, tag) in _PARTS.items():
        if part in parts:
            for note in parts[part].iterchildren(f"{W}{tag}"):
                if note.get(f"{W}type") not in _NO_NOTES:
                    yield (kind, note.get(f"{W}id")), note


def _title(given: str, document: Any, text: str) -> str | None:
    """The title property if the text begins with it, else the highest-level heading, else the
    property.
    """
    title = useful(given)
    beginning = text.split("\n", 10)[:10]
    if title and any(alike(title, line) for line in beginning):
        return title
    named = {"Title": "", "Heading 1": ""}
    for paragraph in document.paragraphs[:20]:
        style = paragraph.style.name if paragraph.style is not None else ""
        words = tidy(paragraph.text)
        if style in named and not named[style] and words in beginning:
            named[style] = words
    return named["Title"] or title or named["Heading 1"] or None


WORD = Format(_extract, lines, max_bytes=25_000_000)
