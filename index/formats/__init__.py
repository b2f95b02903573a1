"""File formats: extract text and metadata from bytes, and find the paragraphs of the text.

To add a format, add a module here and an entry in ``FORMATS`` with two functions: one extracts
text and metadata, one finds the paragraphs. Offsets of quotes count characters of the extracted
text.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from index.formats import mail, odt, plain, zips
from index.formats.base import HIDDEN as HIDDEN
from index.formats.base import Extract as Extract
from index.formats.base import Fault as Fault
from index.formats.base import Format
from index.formats.base import Member as Member
from index.formats.base import Note as Note
from index.formats.base import Remark as Remark
from index.formats.base import UnreadableError as UnreadableError
from index.formats.html.page import HTML
from index.formats.markdown import MARKDOWN
from index.formats.news.documents import NEWS_XML
from index.formats.pdf.file import PDF
from index.formats.rtf.document import RTF
from index.formats.word.document import WORD

FORMATS: Final[Mapping[str, Format]] = {
    ".txt": plain.TEXT,
    ".md": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".pdf": PDF,
    ".docx": WORD,
    ".odt": odt.ODT,
    ".rtf": RTF,
    ".eml": mail.MAIL,
    ".xml": NEWS_XML,
    ".nitf": NEWS_XML,
    ".newsml": NEWS_XML,
    ".rss": NEWS_XML,
    ".atom": NEWS_XML,
    ".rdf": NEWS_XML,
    ".zip": zips.ZIP,
}
"""By file name suffix, in lower case."""


def format_of_file(path: str) -> Format | None:
    """The format of a file by its name, or None if it is not supported."""
    return FORMATS.get(PurePosixPath(path).suffix.lower())


def format_of(source: str) -> Format | None:
    """The format of an article by its path, which may be inside a file: "feed.xml/Title"."""
    parts = reversed(PurePosixPath(source).parts)
    return next((kind for part in parts if (kind := format_of_file(part))), None)
