"""Parses XML safely: entities are not expanded, and nothing outside the file is loaded.

Feeds and agencies send XML that is not well-formed, or in another encoding than declared. Such
errors are repaired only if that needs no guess about the content.
"""

import codecs
import re
from collections.abc import Callable
from html.entities import name2codepoint
from typing import TYPE_CHECKING, Final

from lxml import etree

from index.formats.base import Fault, UnreadableError, raise_out_of_memory
from index.formats.encoding import WINDOWS_SIGNS, decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREDEFINED: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION: Final = re.compile(r"<\?xml\s[^>]{0,200}\?>")
_ENCODING: Final = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{1,40})[\"']")
_HEAD: Final = 2_000
"""Bytes or characters searched for the declaration; some exports put comments above it."""
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN_ENTITY: Final = re.compile(r"<!ENTITY\s{1,9}(?:%\s{1,9})?([\w.-]{1,60})")
_NUMBER: Final = re.compile(r"&#(?:(1[2-5]\d)|x([89][0-9a-f]));", re.IGNORECASE)
_STRAY: Final = re.compile(r"&(?!#?\w{1,30};)|<(?![\w/!?:])|<(?=\d)")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREFIX: Final = re.compile(r"<([A-Za-z][\w.-]{0,40}):|\s([A-Za-z][\w.-]{0,40}):[\w.-]{1,40}\s?=")
_NAMESPACE: Final = re.compile(r"\sxmlns:([\w.-]{1,40})\s?=")
_START_TAG: Final = re.compile(r"<[A-Za-z][\w.:-]*")
_MEDIA: Final = "http://search.yahoo.com/mrss/"


def parse_xml(data: bytes) -> "_Element":
    """Parse a document and return its root element.

    HTML entities, stray ampersands, control characters and undeclared prefixes are accepted.

    Raises:
        UnicodeDecodeError: no encoding fits the bytes.
        UnreadableError: it is not XML.
    """
    text = _decoded(data).translate(WINDOWS_SIGNS)
    start = text.find("<?xml", 0, _HEAD)
    text = _DECLARATION.sub("", text[max(0, start) :], count=1).strip()
    own = frozenset(_OWN_ENTITY.findall(text))
    text = _outside_cdata(text, lambda part: _with_characters(part, own))
    try:
        return _parsed(text)
    except etree.XMLSyntaxError as error:
        raise_out_of_memory(error)
    try:
        return _parsed(_with_prefixes(_outside_cdata(_CONTROL.sub("", text), _without_strays)))
    except etree.XMLSyntaxError as error:
        raise_out_of_memory(error)
        raise UnreadableError(Fault.DAMAGED, "It is damaged or not XML.") from error


def _parsed(text: str) -> "_Element":
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    return etree.fromstring(text.encode(errors="replace"), parser)


def _decoded(data: bytes) -> str:
    """Decode by the declared encoding if the bytes are valid in it, else by detection."""
    if b"\0" in data and b"\0" not in data.lstrip()[:4]:
        data = data.replace(b"\0", b"")  # padding of an old system; not UTF-16 or UTF-32
    said = _ENCODING.search(data, 0, _HEAD)
    name = said[1].decode("ascii").lower() if said else "utf-8"
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = "utf-8"
    if data.startswith(codecs.BOM_UTF8) or encoding.startswith(("utf-8", "utf-16", "utf-32")):
        return decode(data)[0]  # UTF-16 and UTF-32 are wrong: the declaration was found as ASCII
    try:
        return data.decode(encoding)
    except LookupError:  # a codec that does not decode to text
        return decode(data)[0]


def _outside_cdata(text: str, change: Callable[[str], str]) -> str:
    parts = _CDATA.split(text)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def _with_characters(text: str, own: frozenset[str]) -> str:
    """Replace HTML entities, and character numbers that are valid only in Windows-1252.

    Args:
        text: outside of CDATA.
        own: entities declared by the document, which are never expanded.
    """

    def character(found: re.Match[str]) -> str:
        name = found[1]
        if name in _PREDEFINED or name in own:
            return found[0]
        code = name2codepoint.get(name)
        return f"&amp;{name};" if code is None else chr(code)

    return _NUMBER.sub(_windows_sign, _ENTITY.sub(character, text))


def _windows_sign(found: re.Match[str]) -> str:
    code = int(found[1]) if found[1] else int(found[2], 16)
    return WINDOWS_SIGNS.get(code, found[0])


def _without_strays(text: str) -> str:
    return _STRAY.sub(lambda found: "&amp;" if found[0] == "&" else "&lt;", text)


def _with_prefixes(text: str) -> str:
    """Declare namespaces at the root for prefixes that have none."""
    used = {element or attribute for element, attribute in _PREFIX.findall(text)}
    missing = sorted(used - {"xml", "xmlns", *_NAMESPACE.findall(text)})
    names = "".join(
        f' xmlns:{prefix}="{_MEDIA if prefix == "media" else "urn:undeclared"}"'
        for prefix in missing
    )
    return _START_TAG.sub(lambda tag: tag[0] + names, text, count=1) if names else text
