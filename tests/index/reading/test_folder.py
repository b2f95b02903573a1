import os
import tracemalloc
from datetime import date
from pathlib import Path
from typing import IO, Any

import pytest

from index.errors import SourceError
from index.formats import Fault
from index.reading.folder import CHANGING, is_unknown_kind, kinds_not_read, read, scan
from index.reading.parsing import Problem
from index.types import Document, document_id
from tests.index.formats.making import archive


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def test_whole_documents(tmp_path: Path) -> None:
    text = "Die Minister trafen sich in Brüssel.\r\nOhne die USA.\n"
    markdown = "---\ntitle: Der Gipfel\ndate: 2025-04-10\nlang: de\n---\n# Kopf\n\nText.\n"
    put(
        tmp_path,
        {
            "b/2024-12-31_treffen.TXT": b"\xef\xbb\xbf" + text.encode(),
            "a.md": markdown.encode(),
            "c.md": b"Intro.\n\n## The meeting ##\n\nThey met without the United States.",
            ".hidden.txt": b"x",
            ".git/x.txt": b"x",
            "picture.png": b"x",
        },
    )
    reading = read(scan(tmp_path))
    assert [(one.source, one.fault) for one in reading.problems] == [("picture.png", Fault.FORMAT)]
    third = "Intro.\n\n## The meeting ##\n\nThey met without the United States."
    assert reading.documents == (
        Document(document_id(markdown), "a.md", "Der Gipfel", "de", date(2025, 4, 10), markdown),
        Document(
            document_id(text),
            "b/2024-12-31_treffen.TXT",
            "Die Minister trafen sich in Brüssel.",
            "de",
            date(2024, 12, 31),
            text,
        ),
        Document(document_id(third), "c.md", "The meeting", "en", None, third),
    )


def test_a_long_first_line_is_cut_at_a_word(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": ("Wort, " * 30).encode()})
    assert read(scan(tmp_path)).documents[0].title == ("Wort, " * 13).strip(" ,") + "…"


def test_bad_files_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "bad.txt": b"gut\xff",
            "binary.txt": b"a\0b",
            "copy.txt": b"Guter Text.",
            "dup.txt": b"Guter Text.",
            "empty.txt": b" \n\t",
            "huge.txt": b"x" * (5_000_001),
        },
    )
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    reading = read(scan(tmp_path))
    assert [d.source for d in reading.documents] == ["copy.txt"]
    assert reading.problems == (
        Problem("bad.txt", "Byte 3 is not valid UTF-8: save it as UTF-8.", Fault.ENCODING),
        Problem(
            "binary.txt",
            "It contains NUL bytes, so it is not a text. Correct it or remove it.",
            Fault.DAMAGED,
        ),
        Problem("dangling.txt", "It is not a regular file: remove it or the link to it."),
        Problem("dup.txt", "It has the same text as copy.txt, which is indexed.", Fault.DUPLICATE),
        Problem("empty.txt", "It is empty: remove it or add text.", Fault.EMPTY),
        Problem(
            "huge.txt", "It is larger than 5 MB: split it into smaller files.", Fault.TOO_LARGE
        ),
    )


def test_links_that_lead_outside_are_named_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, {"out/secret.txt": b"Geheim.", "in/a.txt": b"Offen."})
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out" / "secret.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    message = "It is a link to outside the folder: put the file itself there."
    reading = read(scan(tmp_path / "in"))
    assert [d.source for d in reading.documents] == ["a.txt"]
    assert reading.problems == (Problem("folder", message), Problem("link.txt", message))


def test_a_file_that_may_not_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a.txt": b"Offen.", "b.txt": b"Zu."})
    opened = Path.open

    def refuse(path: Path, mode: str = "r") -> IO[Any]:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)  # chmod does not bind root
    reading = read(scan(tmp_path))
    assert [d.source for d in reading.documents] == ["a.txt"]
    assert reading.problems == (
        Problem("b.txt", "It cannot be opened (Permission denied): check its permissions."),
    )


def test_a_name_that_is_not_utf8_is_shown_escaped(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_bytes(b"x")
    assert scan(tmp_path)[0].problem == Problem(
        "\\udcff.txt", "Its name is not valid UTF-8: rename it."
    )


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_without_articles_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=name):
        scan(tmp_path / name)


def test_kinds_that_are_not_read_are_counted(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "a.txt": b"Offen.",
            "b.DOC": b"x",
            "c.doc": b"x",
            "d.jpg": b"x",
            "ohne": b"x",
            "e.xml": b"<svg/>",
            "f.zip": archive({"g.doc": b"x", "h.txt": b"Auch offen."}),
        },
    )
    reading = read(scan(tmp_path))
    assert [document.source for document in reading.documents] == ["a.txt", "f.zip/h.txt"]
    assert kinds_not_read(reading.problems) == [
        "1 file without an ending",
        "3 files of kind .doc",
        "1 file of kind .jpg",
    ]
    assert [one.source for one in reading.problems if not is_unknown_kind(one)] == ["e.xml"]


def test_a_folder_of_kinds_that_are_not_read_says_so(tmp_path: Path) -> None:
    put(tmp_path, {"a.doc": b"x"})
    with pytest.raises(SourceError, match=r"holds no article\. Not read: 1 file of kind \.doc\."):
        scan(tmp_path)


def test_a_file_that_changes_meanwhile_is_left_for_the_next_time(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": b"Eins.", "b.txt": b"Zwei."})
    files = scan(tmp_path)
    put(tmp_path, {"b.txt": b"Drei."})
    reading = read(files)
    assert [document.text for document in reading.documents] == ["Eins."]
    assert reading.problems == (Problem("b.txt", CHANGING),)


def test_no_file_is_held_that_is_not_being_read(tmp_path: Path) -> None:
    put(tmp_path, {f"{n}.txt": b"x" * 1_000_000 for n in range(20)})
    tracemalloc.start()
    files = scan(tmp_path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(files) == 20
    assert most < 2_000_000
