"""Tables of Rich Text control words: symbols, hidden destinations, and code pages."""

import codecs
from typing import Final

from index.formats.rtf.flow import BREAK
from index.language.lexicon import words

SKIPPED: Final = words(
    "annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart bkmkend"
    " bkmkstart colorschememapping datafield datastore do falt filetbl fldinst footer footerf"
    " footerl footerr ftncn ftnsep ftnsepc aftncn aftnsep aftnsepc generator header headerf"
    " headerl headerr htmltag latentstyles listlevel listoverridetable listtable listtext mmathPr"
    " nonesttables objdata objclass operator passwordhash pgptbl pict pntext private revtbl rsidtbl"
    " shprslt sn stylesheet sv tc themedata txe upr userprops wgrffmtfilter xe xmlnstbl"
)
"""Destinations whose text is not displayed."""
INFO: Final = words("title")
SIGNS: Final = {
    "tab": " ", "emdash": "\u2014", "endash": "\u2013", "emspace": " ", "enspace": " ",
    "qmspace": " ", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019",
    "ldblquote": "\u201c", "rdblquote": "\u201d", "line": BREAK, "softline": BREAK,
    "~": "\xa0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "\t": " ",
}  # fmt: skip
CHARSETS: Final = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOLS: Final = 2
"""The charset of symbol fonts."""
CODE_PAGES: Final = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}


def codec_name(page: str) -> str | None:
    """Python's codec for a code page; None if there is none."""
    try:
        return codecs.lookup("utf-8" if page == "cp65001" else page).name
    except LookupError:
        return None
