"""Mails (EML): the text that is shown; attachments are articles of their own."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.message import MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Final

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
from index.formats.encoding import decode
from index.formats.fragments import fragment_lines
from index.formats.plain import paragraphs_of

_MEDIA: Final = ("image", "audio", "video")
_SIGNATURES: Final = ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "ics", "calendar")
_ENOUGH: Final = 0.6
"""Share of the words of a mail's HTML that its plain text has to have to be read instead."""
_HEAD: Final = re.compile(rb".{1,50000}?(?:\r?\n\r?\n|\r\r|\Z)", re.DOTALL)
"""Ten times the head of a mail that went a long way; the standard library takes quadratic time."""
_MAX_PARTS: Final = 200


def _extract(data: bytes) -> Extract:
    if not _HEAD.match(data):
        raise UnreadableError(Fault.DAMAGED, "It is damaged or no mail (EML).")
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not message.keys():
        raise UnreadableError(Fault.DAMAGED, "It is damaged or no mail (EML).")
    if message.get_content_type() == "multipart/encrypted" or _is_enveloped(message):
        raise UnreadableError(Fault.LOCKED, "It is encrypted.")
    shown, attached = _parts(message)
    name, address = parseaddr(_header(message, "From"))
    sent = _sent(message)
    return Extract(
        text_of(_body(shown)),
        title=_header(message, "Subject") or None,
        outlet=name or address or None,
        dated=sent.date() if sent else None,
        time_of_day=sent.time() if sent else None,
        members=tuple(_members(attached)),
    )


def _header(message: MIMEPart, name: str) -> str:
    try:
        return tidy(str(message.get(name, "")))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""  # the standard library fails over some broken headers


def _sent(message: MIMEPart) -> datetime | None:
    try:
        return message["Date"].datetime if message["Date"] else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _is_enveloped(part: MIMEPart) -> bool:
    return part.get_content_type().endswith("pkcs7-mime") and (
        part.get_param("smime-type") != "signed-data"
    )


def _parts(message: MIMEPart) -> tuple[list[list[MIMEPart]], list[MIMEPart]]:
    """What is shown, each with its alternatives; and what is attached."""
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
    """Decoded by what it says, else by what fits; never with letters replaced."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return str(part.get_payload())
    name = part.get_content_charset() or "utf-8"
    try:
        # As mail programs do: what says it is Latin-1 was written as Windows-1252.
        return data.decode("cp1252" if name in ("iso-8859-1", "latin-1") else name)
    except (UnicodeDecodeError, LookupError):
        return decode(data)[0]


def _plain_lines(part: MIMEPart) -> list[str]:
    text = _text(part).replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, joined=str(part.get_param("delsp", "")).lower() == "yes")
    return [text[span.start : span.end] for span in paragraphs_of(text)]


def _unflowed(text: str, *, joined: bool) -> str:
    """Lines that end in a space go on in the next one (RFC 3676)."""
    found = ""
    for line in text.split("\n"):
        soft = line.endswith(" ") and line != "-- "
        found += (line[:-1] if joined else line) if soft else line + "\n"
    return found


def _members(attached: list[MIMEPart]) -> Iterator[Member]:
    for part in attached:
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            name = f"{_header(inner, 'Subject') or 'mail'}.eml"
            yield Member(name, inner.as_bytes(), inherits=True)
        elif not _is_medium(part) and (name := _file_name(part)):
            data = part.get_payload(decode=True)
            if part.get_content_type() == "text/plain":
                data = _text(part).encode()
            if isinstance(data, bytes):
                yield Member(name, data, inherits=True)


def _file_name(part: MIMEPart) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, RecursionError):
        name = ""
    suffixes = {"text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf"}
    return tidy(name) or (
        f"attachment{suffixes[part.get_content_type()]}"
        if part.get_content_type() in suffixes
        else ""
    )


def _is_medium(part: MIMEPart) -> bool:
    return part.get_content_maintype() in _MEDIA or part.get_content_subtype() in _SIGNATURES


MAIL = Format(_extract, lines, max_bytes=50_000_000)
