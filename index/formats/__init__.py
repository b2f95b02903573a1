"""File formats: how bytes become text, and where its paragraphs are.

A new format is a file here and an entry in ``FORMATS``: a function that extracts text and
metadata, and one that finds the paragraphs of that text. ``text[start:end]`` is the quote in all
of them, where the text is what the format's function has extracted.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from index.formats import html, mail, news_xml, odt, pdf, plain, rtf, word, zips
from index.formats.base import Extract as Extract
from index.formats.base import Fault as Fault
from index.formats.base import Format
from index.formats.base import Member as Member
from index.formats.base import Note as Note
from index.formats.base import Remark as Remark
from index.formats.base import UnreadableError as UnreadableError

FORMATS: Final[Mapping[str, Format]] = {
    ".txt": plain.TEXT,
    ".md": plain.MARKDOWN,
    ".html": html.HTML,
    ".htm": html.HTML,
    ".pdf": pdf.PDF,
    ".docx": word.WORD,
    ".odt": odt.ODT,
    ".rtf": rtf.RTF,
    ".eml": mail.MAIL,
    ".xml": news_xml.NEWS_XML,
    ".nitf": news_xml.NEWS_XML,
    ".newsml": news_xml.NEWS_XML,
    ".rss": news_xml.NEWS_XML,
    ".atom": news_xml.NEWS_XML,
    ".rdf": news_xml.NEWS_XML,
    ".zip": zips.ZIP,
}
"""By file name suffix, in lower case."""


def format_of_file(path: str) -> Format | None:
    """The format of a file by its name, or None for one that is not read."""
    return FORMATS.get(PurePosixPath(path).suffix.lower())


def format_of(source: str) -> Format | None:
    """The format of an article by its path, which may lead into a file: "feed.xml/Title"."""
    parts = reversed(PurePosixPath(source).parts)
    return next((kind for part in parts if (kind := format_of_file(part))), None)
