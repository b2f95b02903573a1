"""XML read safely: no entity is expanded, nothing outside the file is looked up."""

import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Final

from lxml import etree

from index.formats.base import Fault, UnreadableError, raise_out_of_memory

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREDEFINED: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_ENTITY: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,10});")
_STRAY: Final = re.compile(rb"&(?!#?\w{1,10};)")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parse_xml(data: bytes) -> "_Element":
    """The root element.

    HTML's names of characters, single ampersands and control characters are let through: feeds
    and agencies send them.

    Raises:
        UnreadableError: it is no XML.
    """
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = _ENTITY.sub(_character, data)
    try:
        return _parsed(data)
    except etree.XMLSyntaxError as error:
        raise_out_of_memory(error)
    try:
        return _parsed(_STRAY.sub(b"&amp;", _CONTROL.sub(b"", data)))
    except etree.XMLSyntaxError as error:
        raise_out_of_memory(error)
        raise UnreadableError(Fault.DAMAGED, "It is damaged or no XML.") from error


def _parsed(data: bytes) -> "_Element":
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data.lstrip(), parser)


def _character(found: re.Match[bytes]) -> bytes:
    code = name2codepoint.get(found[1].decode("ascii"))
    return found[0] if found[1] in _PREDEFINED or code is None else b"&#%d;" % code
