"""Writes a conversation as Markdown (CommonMark with GitHub's tables)."""

import re
from collections.abc import Iterator, Sequence

from rag.exporting.dossier import Dossier, Entry, Item, Run

_MARKS = re.compile(r"[\\`*_\[\]<>|~$&{}^@]")
_LINE_START = re.compile(r"^(?P<space>[^\S\n]*)(?P<mark>[#+=:-]|\d{1,9}(?=[.)]))?", re.MULTILINE)
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=\S)|(?<=www)\.", re.IGNORECASE)


def write(dossier: Dossier) -> bytes:
    """The content of the file, UTF-8."""
    return ("\n".join(_lines(dossier)) + "\n").encode()


def escape(words: str) -> str:
    """Escape all Markdown syntax in a text; line ends become hard line breaks."""
    return _of_lines(_unmarked(words))


def _unmarked(words: str) -> str:
    return _ADDRESS.sub(r"\\\g<0>", _MARKS.sub(r"\\\g<0>", words))


def _of_lines(words: str) -> str:
    return _LINE_START.sub(_unmarked_start, words).replace("\n", "\\\n")


def _unmarked_start(start: re.Match[str]) -> str:
    """Escape the start of a line, so that it begins no code block, list, heading or underline."""
    space = "".join(f"&#{ord(character)};" for character in start["space"])
    mark = start["mark"] or ""
    if mark.isdigit():
        return f"{space}&#{ord(mark[0])};{mark[1:]}"
    return space + (f"\\{mark}" if mark else "")


def _lines(dossier: Dossier) -> Iterator[str]:
    yield f"# {_line(dossier.title)}"
    yield ""
    yield escape(dossier.made_text)
    yield ""
    yield escape(dossier.say("note"))
    for item in dossier.items:
        yield ""
        yield from _item(dossier, item)
    yield ""
    yield f"## {escape(dossier.say('sheet'))}"
    yield ""
    yield from _sheet(dossier)


def _item(dossier: Dossier, item: Item) -> Iterator[str]:
    yield f"## {escape(dossier.say('question', number=item.number))}"
    yield ""
    yield escape(item.question)
    yield ""
    yield f"### {escape(dossier.say('answer'))}: {escape(item.badge)}"
    for paragraph in item.paragraphs:
        yield ""
        yield _paragraph(paragraph)
    if item.entries:
        yield ""
        yield f"### {escape(item.entries_are)}"
    for entry in item.entries:
        yield ""
        yield from _entry(dossier, entry)


def _paragraph(runs: Sequence[Run]) -> str:
    """A paragraph with citation numbers in bold, unlike a "[3]" in the text of an article."""
    written = (f"**{_unmarked(run.text)}**" if run.entry else _unmarked(run.text) for run in runs)
    return _of_lines("".join(written))


def _entry(dossier: Dossier, entry: Entry) -> Iterator[str]:
    link = f" · [{escape(dossier.say('open'))}](<{entry.link}>)" if entry.link else ""
    if entry.correction_link:
        link += f" · [{escape(dossier.say('open_correction'))}](<{entry.correction_link}>)"
    yield f"\\[{entry.n}\\] {_line(entry.origin)} · {escape(entry.place)}{link}"
    yield ""
    yield from _block(_quote(entry))
    if entry.addition:
        yield ""
        yield _line(entry.addition)
    if entry.translation:
        yield ""
        yield f"*{escape(dossier.say('translation'))}:*"
        yield ""
        yield from _block(_unmarked(entry.translation))
    elif entry.is_untranslatable:
        yield ""
        yield f"*{escape(dossier.say('untranslated'))}*"


def _quote(entry: Entry) -> str:
    """The quote with marked words in bold; the caller has to apply ``_of_lines``."""
    texts = ["", *(piece.text for piece in entry.quote), ""]
    around = zip(entry.quote, texts, texts[2:], strict=False)
    return "".join(
        f"**{_unmarked(piece.text)}**"
        if piece.marked and _opens(before[-1:], piece.text) and _opens(behind[:1], piece.text[::-1])
        else _unmarked(piece.text)
        for piece, before, behind in around
    )


def _opens(outside: str, inside: str) -> bool:
    """Whether Markdown reads asterisks between these characters as the edge of bold text."""
    return not inside[0].isspace() and (inside[0].isalnum() or not outside.isalnum())


def _block(unmarked: str) -> Iterator[str]:
    yield from (f"> {line}" for line in _of_lines(unmarked).split("\n"))


def _sheet(dossier: Dossier) -> Iterator[str]:
    if not dossier.cited:
        yield escape(dossier.say("sheet_empty"))
        return
    columns = ("number", "claim", "quote", "source", "place", "checked")
    yield _row([_line(dossier.say(column)) for column in columns])
    yield "|" + " --- |" * len(columns)
    for item, entry in dossier.cited:
        claim = " ".join(entry.claims) or dossier.say(item.no_claim)
        cells = [f"{item.number} [{entry.n}]", claim, entry.origin, str(entry.paragraph), "☐"]
        number, said, *others = map(_line, cells)
        yield _row([number, said, _of_lines(" ".join(_quote(entry).split())), *others])
    yield ""
    yield escape(dossier.say("signature"))


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _line(words: str) -> str:
    """The escaped text on one line."""
    return escape(" ".join(words.split()))
