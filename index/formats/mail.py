"""Reads mails (EML): the displayed text; attachments are separate articles."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from email import policy
from email.message import MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr
from quopri import decodestring
from typing import Final

from index.dates import Moment, parse_moment
from index.formats.base import (
    Extract,
    Fault,
    Format,
    Member,
    UnreadableError,
    lines,
    text_of,
    tidy,
)
from index.formats.encoding import WINDOWS_SIGNS, decode
from index.formats.fragments import fragment_lines
from index.formats.plain import paragraphs_of

_BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""Exceptions of the standard library for some broken header fields."""
_QUOTE: Final = re.compile(r"(?:>[ \t]?)+")
_SOFT_BREAK: Final = re.compile(r"=[ \t]+(?=\r?\n)")
_BARE_NAME: Final = re.compile(
    r"\bfilename=([^\s\";][^\";\r\n]*\.\w{2,6})\s*(?:;|$)", re.IGNORECASE
)
_MEDIA: Final = ("image", "audio", "video")
_SIGNATURES: Final = ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "ics", "calendar")
_ENOUGH: Final = 0.6
"""The plain text is preferred if it has at least this share of the words of the HTML."""
_HEAD: Final = re.compile(rb".{1,50000}?(?:\r?\n\r?\n|\r\r|\Z)", re.DOTALL)
"""Maximum bytes of the header, ten times a long one; parsing takes quadratic time."""
_MAX_PARTS: Final = 200


def _extract(data: bytes) -> Extract:
    data = data.removeprefix(BOM_UTF8)
    head = _HEAD.match(data)
    if not head:
        raise UnreadableError(Fault.DAMAGED, "It is damaged or not a mail (EML).")
    message = BytesParser(policy=policy.default).parsebytes(_in_utf8(head[0]) + data[head.end() :])
    if not message.keys():
        raise UnreadableError(Fault.DAMAGED, "It is damaged or not a mail (EML).")
    if message.get_content_type() == "multipart/encrypted" or _is_enveloped(message):
        raise UnreadableError(Fault.LOCKED, "It is encrypted.")
    shown, attached = _parts(message)
    name, address = parseaddr(_header(message, "From"))
    sent = _sent(message)
    return Extract(
        text_of(_body(shown)),
        title=_header(message, "Subject") or None,
        outlet=name or address or None,
        dated=sent.day if sent else None,
        time_of_day=sent.clock if sent else None,
        members=tuple(_members(attached)),
    )


def _in_utf8(head: bytes) -> bytes:
    """Header fields with unencoded non-ASCII letters, converted to UTF-8."""
    try:
        return decode(head)[0].encode()
    except ValueError:
        return head


def _header(message: MIMEPart, name: str) -> str:
    try:
        return tidy(str(message.get(name, "")).translate(WINDOWS_SIGNS))
    except _BROKEN:
        return ""


def _sent(message: MIMEPart) -> Moment | None:
    try:
        sent = message["Date"].datetime if message["Date"] else None
    except _BROKEN:
        sent = None
    return Moment(sent.date(), sent.time()) if sent else parse_moment(_header(message, "Date"))


def _is_enveloped(part: MIMEPart) -> bool:
    return part.get_content_type().endswith("pkcs7-mime") and (
        part.get_param("smime-type") != "signed-data"
    )


def _parts(message: MIMEPart) -> tuple[list[list[MIMEPart]], list[MIMEPart]]:
    """The displayed parts, each with its alternatives; and the attachments."""
    shown: list[list[MIMEPart]] = []
    attached: list[MIMEPart] = []
    _sort(message, shown, attached, 0)
    return shown, attached


def _sort(
    part: MIMEPart,
    shown: list[list[MIMEPart]],
    attached: list[MIMEPart],
    depth: int,
) -> None:
    kind = part.get_content_type()
    if depth > 20 or len(attached) + len(shown) > _MAX_PARTS:
        return
    if (
        kind == "message/rfc822"
        or part.is_attachment()
        or (part.get_filename() and part.get_content_maintype() != "multipart")
    ):
        attached.append(part)
    elif kind == "multipart/alternative":
        inner: list[list[MIMEPart]] = []
        for one in part.iter_parts():
            _sort(one, inner, attached, depth + 1)
        shown.append([one for group in inner for one in group])
    elif part.is_multipart():
        for one in part.iter_parts():
            _sort(one, shown, attached, depth + 1)
    elif kind in ("text/plain", "text/html"):
        shown.append([part])
    else:
        attached.append(part)


def _body(shown: list[list[MIMEPart]]) -> Iterator[str]:
    for alternatives in shown:
        plain = [part for part in alternatives if part.get_content_type() == "text/plain"]
        markup = [part for part in alternatives if part.get_content_type() == "text/html"]
        in_markup = [line for part in markup for line in fragment_lines(_text(part))]
        in_plain = [line for part in plain for line in _plain_lines(part)]
        whole = _count(in_plain) >= _ENOUGH * _count(in_markup)
        yield from in_plain if in_plain and whole else in_markup


def _count(found: list[str]) -> int:
    return sum(len(line.split()) for line in found)


def _text(part: MIMEPart) -> str:
    """Decode by the declared charset, else by detection; never with replacement characters."""
    data = _bytes(part)
    name = part.get_content_charset() or "utf-8"
    try:
        # Declared Latin-1 is usually Windows-1252; mail programs assume so, too.
        return data.decode("cp1252" if name in ("iso-8859-1", "latin-1") else name)
    except (UnicodeDecodeError, LookupError):
        return decode(data)[0]


def _bytes(part: MIMEPart) -> bytes:
    """The content of a part, with the transfer encoding removed."""
    written = part.get_payload()
    if isinstance(written, str) and _cte(part) == "quoted-printable":
        # Some gateways add spaces after the "=" of a soft line break.
        return decodestring(_SOFT_BREAK.sub("=", written).encode("ascii", "surrogateescape"))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else str(written).encode("utf-8", "surrogateescape")


def _cte(part: MIMEPart) -> str:
    return _header(part, "Content-Transfer-Encoding").lower()


def _plain_lines(part: MIMEPart) -> list[str]:
    text = _text(part).replace("\r\n", "\n").replace("\r", "\n")
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    text = _unquoted(text, stuffed=flowed)
    if flowed:
        text = _unflowed(text, joined=str(part.get_param("delsp", "")).lower() == "yes")
    return [text[span.start : span.end] for span in paragraphs_of(text)]


def _unquoted(text: str, *, stuffed: bool) -> str:
    """Remove quote marks (">"); quoted text becomes separate paragraphs.

    Args:
        text: of a mail.
        stuffed: whether lines are space-stuffed (RFC 3676).
    """
    lines_, above = [], 0
    for line in text.split("\n"):
        quote = _QUOTE.match(line)
        depth = quote[0].count(">") if quote else 0
        rest = line[quote.end() :] if quote else line
        if depth != above:
            lines_.append("")
        lines_.append(rest.removeprefix(" ") if stuffed else rest)
        above = depth
    return "\n".join(lines_)


def _unflowed(text: str, *, joined: bool) -> str:
    """Join lines that end in a space with the next line (format=flowed, RFC 3676)."""
    found = ""
    for line in text.split("\n"):
        soft = line.endswith(" ") and line != "-- "
        found += (line[:-1] if joined else line) if soft else line + "\n"
    return found


def _members(attached: list[MIMEPart]) -> Iterator[Member]:
    for part in attached:
        if part.get_content_type() == "message/rfc822":
            yield _inner_mail(part)
        elif not _is_medium(part) and (name := _file_name(part)):
            is_plain = part.get_content_type() == "text/plain"
            data = _text(part).encode() if is_plain else _bytes(part)
            yield Member(name, data, inherits=True)


def _inner_mail(part: MIMEPart) -> Member:
    """An attached mail. Some programs encode it, although the standard forbids that."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, MIMEPart):
        return Member("mail.eml", UnreadableError(Fault.DAMAGED, "It is damaged."), inherits=True)
    if _cte(part) in ("base64", "quoted-printable") and not inner.keys():
        inner["Content-Transfer-Encoding"] = _cte(part)
        inner = BytesParser(policy=policy.default).parsebytes(_bytes(inner))
    name = f"{_header(inner, 'Subject') or 'mail'}.eml"
    return Member(name, inner.as_bytes(), inherits=True)


def _file_name(part: MIMEPart) -> str:
    try:
        name = part.get_filename() or ""
    except _BROKEN:
        name = ""
    fields = {field.lower(): written for field, written in part.raw_items()}
    bare = _BARE_NAME.search(str(fields.get("content-disposition", "")))
    name = bare[1] if bare and " " in bare[1] and bare[1].startswith(name) else name
    suffixes = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf"}
    return tidy(name) or (
        f"attachment{suffixes[part.get_content_type()]}"
        if part.get_content_type() in suffixes
        else ""
    )


def _is_medium(part: MIMEPart) -> bool:
    return part.get_content_maintype() in _MEDIA or part.get_content_subtype() in _SIGNATURES


MAIL = Format(_extract, lines, max_bytes=50_000_000)
