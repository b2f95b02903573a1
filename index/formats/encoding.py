"""Decodes text: UTF-8, UTF-16, or an older encoding, which is detected and reported."""

import codecs
import re
from base64 import b64decode
from collections import Counter
from typing import Final

from index.formats.base import Fault, Note, Remark, UnreadableError

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES: Final = {
    "cp1252": "Windows-1252", "iso8859_15": "ISO 8859-15", "mac_roman": "Mac Roman",
    "cp850": "DOS (code page 850)", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
}  # fmt: skip
_WESTERN_ENCODINGS: Final = ("cp1252", "mac_roman", "cp850")
WINDOWS_SIGNS: Final = {
    code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)
}
"""For ``str.translate``. Declared Latin-1 is usually Windows-1252; browsers assume so, too."""
_NUL: Final = "It contains NUL bytes, so it is not a text."
_SAMPLE: Final = 50_000
"""Bytes used for detection, from shortly before the first that is not ASCII."""
_UTF8_LETTER: Final = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
_GERMAN: Final = frozenset("äöüßÄÖÜ")
_WESTERN: Final = frozenset("éèêëáàâåãçñøæíìîïóòôúùûœÉÈÀÇÅØÆŒ")
_UMLAUT: Final = re.compile(r"(?<=[A-Za-zäöüß])[äöüß]|(?<![^\W\d_])[ÄÖÜ](?=[a-zäöüß])")
"""Places in words where umlauts occur; misread quotation marks and currency signs do not."""
_SIGN_IN_WORD: Final = re.compile(r"(?<=[a-zäöüß])[^\w\s!-~’'\u00ad\u2010\u2011](?=[a-zäöüß])")


def decode(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text, and a note if its encoding had to be guessed.

    Raises:
        UnicodeDecodeError: it is UTF-8 except for some bytes, or no known encoding fits.
        UnreadableError: it is not a text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name), ()
    if b"\0" in data:
        return _decode_utf16(data)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        # Damaged UTF-8 is not guessed at, because quotes are verbatim.
        if _UTF8_LETTER.search(data):
            raise
        recognised = _recognised(data, error.start)
        if recognised is None:
            raise
        return data.decode(recognised), (Note(Remark.ENCODING, _NAMES[recognised]),)


def decode_utf8(data: bytes) -> str:
    """Decode UTF-8. Raises UnicodeDecodeError, or UnreadableError if it is not a text."""
    if b"\0" in data:
        raise UnreadableError(Fault.DAMAGED, _NUL)
    return data.decode("utf-8-sig")


def decode_base64(written: str) -> str:
    """Decode base64 to text; empty if it is not text but, for example, a picture."""
    try:
        return decode(b64decode(written))[0]
    except ValueError:
        return ""


def _decode_utf16(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """UTF-16 without byte order mark, in which every other byte of most letters is zero."""
    half = len(data) // 2
    for name, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if len(data) % 2 == 0 and zeros.count(0) > half // 2:
            text = data.decode(name)
            if "\0" not in text:
                return text, (Note(Remark.ENCODING, _NAMES[name]),)
    raise UnreadableError(Fault.DAMAGED, _NUL)


def _recognised(data: bytes, first: int) -> str | None:
    """Detect the encoding of a text in a western language; None if none fits.

    Of charset-normalizer's candidates it takes the one with the most umlauts and the fewest
    letters rare in western Europe; on a tie Windows-1252, a superset of Latin-1. On 680 excerpts
    of 80 to 2,000 characters from German and English articles, charset-normalizer's own first
    choice was wrong for one in ten.
    """
    from charset_normalizer import from_bytes

    sample = data[max(0, first - 1000) : first + _SAMPLE]
    matches = from_bytes(sample, cp_isolation=list(_WESTERN_ENCODINGS))
    possible = {name for match in matches for name in match.could_be_from_charset}
    names = [name for name in _WESTERN_ENCODINGS if name in possible]
    if not names:
        return None
    likeliness = {name: _likeliness(sample.decode(name)) for name in names}
    name = max(names, key=likeliness.__getitem__)
    if likeliness[name] <= 0:  # no evidence for it except that it can be decoded
        return "cp1252" if likeliness.get("cp1252", -1) >= 0 else None
    return "iso8859_15" if name == "cp1252" and "¤" in sample.decode(name) else name


def _likeliness(text: str) -> int:
    letters = Counter(letter for letter in text if letter.isalpha() and not letter.isascii())
    strange = sum(n for letter, n in letters.items() if letter not in _GERMAN | _WESTERN)
    return len(_UMLAUT.findall(text)) - 2 * (strange + len(_SIGN_IN_WORD.findall(text)))
