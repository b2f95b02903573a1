"""Parses Rich Text Format: paragraphs, table rows, then notes; without hidden text.

Available RTF libraries drop footnotes and keep hidden and deleted text, so this is our own parser.
"""

import re
from dataclasses import replace
from typing import Final

from index.formats.base import Extract, Fault, Format, UnreadableError, lines, text_of, tidy
from index.formats.rtf.codes import (
    CHARSETS,
    CODE_PAGES,
    INFO,
    SIGNS,
    SKIPPED,
    SYMBOLS,
    codec_name,
)
from index.formats.rtf.flow import Flow, State

_TOKEN: Final = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\",
    re.DOTALL,
)
_TINY: Final = 2
"""Font size in half points up to which text is unreadable; a guess."""
_MAX_DEPTH: Final = 10_000


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._state = State()
        self._groups: list[State] = []
        self._flow = Flow()
        self._outer: list[tuple[int, Flow, bool]] = []
        """Flows interrupted by a note or text box, each with the group depth of the interruption
        and whether it is a note."""
        self._notes: list[str] = []
        self._page = "cp1252"
        self._fonts: dict[int, str | None] = {}
        self._default = 0
        self._colours: list[list[int]] = [[]]
        self._bytes = bytearray()
        self._units: list[int] = []
        self._to_skip = 0
        self._starred = False
        self.info: dict[str, str] = {}

    def read(self) -> list[str]:
        """The blocks of the document, then its notes."""
        at = 0
        while (found := _TOKEN.match(self._text, at)) is not None:
            at = found.end()
            if found["brace"]:
                self._flush()
                if not self._brace(found["brace"]):
                    break
            elif found["word"]:
                number = int(found["number"]) if found["number"] else None
                if found["word"] == "bin":
                    at += max(0, number or 0)
                else:
                    self._word(found["word"], number)
            elif found["hex"] is not None:
                self._byte(bytes([int(found["hex"], 16)]))
            elif found["sign"]:
                self._sign(found["sign"])
            elif found["text"]:
                self._plain(found["text"])
        self._flush()
        while self._outer:
            self._end_inner()
        return [*self._flow.finish(), *self._notes]

    def _brace(self, brace: str) -> bool:
        """Open or close a group; False at the end of the document."""
        self._to_skip = 0
        if brace == "{":
            if len(self._groups) > _MAX_DEPTH:
                raise UnreadableError(Fault.DAMAGED, "It is nested too deeply.")
            self._groups.append(self._state)
            return True
        if self._outer and self._outer[-1][0] == len(self._groups):
            self._end_inner()
        if self._groups:
            self._state = self._groups.pop()
        return bool(self._groups)

    def _begin_inner(self, *, is_note: bool) -> None:
        self._outer.append((len(self._groups), self._flow, is_note))
        self._flow = Flow()

    def _end_inner(self) -> None:
        found = self._flow.finish()
        _, self._flow, is_note = self._outer.pop()
        (self._notes if is_note else self._flow.boxes).extend(found)

    def _word(self, word: str, number: int | None) -> None:
        self._to_skip = 0
        if word == "u" and number is not None:
            self._flush_bytes()
            self._units.append(number & 0xFFFF)
            self._to_skip = self._state.fallback
            return
        self._flush()
        starred, self._starred = self._starred, False
        value = 1 if number is None else number
        if self._destination(word, starred) or self._letters(word, value):
            return
        if not self._look(word, value):
            self._structure(word)

    def _destination(self, word: str, starred: bool) -> bool:
        if word in ("fonttbl", "colortbl") or (word in INFO and self._state.place == "info"):
            self._state = replace(self._state, place=word)
        elif word == "info":
            self._state = replace(self._state, place="info", skipped=True)
        elif word == "footnote":
            self._begin_inner(is_note=True)
        elif word == "shptxt":
            self._begin_inner(is_note=False)
            self._state = replace(self._state, skipped=False)
        elif word == "ud":
            self._state = replace(self._state, skipped=False)
        elif word == "shpinst" or starred or word in SKIPPED:
            self._state = replace(self._state, skipped=True)
        else:
            return False
        return True

    def _letters(self, word: str, value: int) -> bool:
        """Handle control words for the character encoding."""
        state = self._state
        match word:
            case "f":
                self._state = replace(state, font=value)
            case "deff":
                self._default = value
                self._state = replace(state, font=value)
            case "fcharset" if state.place == "fonttbl":
                if value == SYMBOLS or value in CHARSETS:
                    self._fonts[state.font] = CHARSETS.get(value)
            case "cpg" if state.place == "fonttbl":
                self._fonts[state.font] = codec_name(f"cp{value}") or self._page
            case "uc":
                self._state = replace(state, fallback=max(0, min(value, 10)))
            case "ansicpg":
                self._page = codec_name(f"cp{value}") or self._page
            case _ if word in CODE_PAGES:
                self._page = CODE_PAGES[word]
            case _:
                return False
        return True

    def _look(self, word: str, value: int) -> bool:
        """Handle control words for the visibility of text."""
        state = self._state
        match word:
            case "red" | "green" | "blue" if state.place == "colortbl":
                self._colours[-1].append(value)
            case "v" | "deleted":
                self._state = replace(state, hidden=value != 0)
            case "strike" | "striked":
                self._state = replace(state, struck=value != 0)
            case "fs":
                self._state = replace(state, tiny=value <= _TINY)
            case "cf":
                white = 0 < value < len(self._colours) and min(self._colours[value] or [0]) >= 245
                self._state = replace(state, white=white)
            case "cb" | "chcbpat" | "highlight" | "cbpat" | "clcbpat":
                self._state = replace(state, shaded=value != 0)
            case "plain":
                self._state = replace(
                    state,
                    hidden=False,
                    struck=False,
                    tiny=False,
                    white=False,
                    shaded=False,
                    font=self._default,
                )
            case _:
                return False
        return True

    def _structure(self, word: str) -> None:
        if self._state.skipped or self._state.place:
            return
        flow = self._flow
        if word in SIGNS:
            self._say(SIGNS[word])
        elif word in ("par", "sect", "page", "column"):
            flow.end_paragraph()
        elif word == "pard":
            flow.in_table = False
        elif word == "intbl":
            flow.in_table = True
        elif word in ("cell", "nestcell"):
            flow.end_cell() if word == "cell" else self._say(" ")
        elif word == "row":
            flow.end_row()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._flush()
            self._starred = True
        elif self._to_skip:
            self._to_skip -= 1
        elif sign in "\r\n":
            self._flush()
            self._structure("par")
        elif sign in SIGNS:
            self._flush()
            self._structure(sign)

    def _plain(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        place = self._state.place
        if place == "colortbl":
            self._colours.extend([] for _ in range(text.count(";")))
        elif place in INFO:
            self._flush()
            self.info[place] = self.info.get(place, "") + text
        elif text:
            self._byte(text.encode("latin-1"), counted=False)

    def _byte(self, data: bytes, *, counted: bool = True) -> None:
        if counted and self._to_skip:
            self._to_skip -= 1
            return
        self._flush_units()
        self._bytes += data

    def _flush(self) -> None:
        self._flush_bytes()
        self._flush_units()

    def _flush_bytes(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        page = self._fonts.get(self._state.font, self._page)
        if page is not None:
            self._say(data.decode(page, "replace"))

    def _flush_units(self) -> None:
        if not self._units:
            return
        units, self._units = self._units, []
        packed = b"".join(unit.to_bytes(2, "little") for unit in units)
        # Word puts characters of symbol fonts into the private use area.
        shown = [unit for unit in units if not 0xF000 <= unit <= 0xF0FF]
        if shown:
            self._say(packed.decode("utf-16-le", "replace"))

    def _say(self, text: str) -> None:
        place = self._state.place
        if place in INFO:
            self.info[place] = self.info.get(place, "") + text
        elif self._state.is_shown and not place:
            self._flow.words.append(text)


def _extract(data: bytes) -> Extract:
    start = data[:100].find(b"{\\rtf")
    if start < 0:
        raise UnreadableError(Fault.DAMAGED, "It is damaged or not Rich Text (RTF).")
    reader = _Reader(data[start:].decode("latin-1"))
    text = text_of(reader.read())
    return Extract(text, title=tidy(reader.info.get("title", "")) or None)


RTF = Format(_extract, lines, max_bytes=25_000_000)
