import errno
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.building.adding import Outcome, Upload, add, pasted, safe_name
from index.errors import SourceError
from index.formats import FORMATS, Fault, format_of
from index.reading.folder import read, scan
from index.reading.parsing import Problem
from index.types import document_id
from tests.index.formats.making import docx, html, locked_pdf, pdf
from tests.index.kills import kill_uploads

TEXT = "Die Minister tagen in Brüssel."


def put(sources: Path, *uploads: Upload, known: dict[str, str] | None = None) -> Outcome:
    return add(sources, uploads, known or {}, {})


def test_what_was_added_is_what_the_index_reads(tmp_path: Path) -> None:
    outcome = put(
        tmp_path,
        Upload("2025-04-10 Treffen.txt", TEXT.encode()),
        Upload("Bericht.DOCX", docx("Es kamen 30 Minister.", title="Bericht")),
        Upload("seite.html", html("<p>Polen schickt keine Truppen in die Ukraine.</p>")),
        Upload("mitteilung.pdf", pdf(["Griechenland auch nicht."])),
    )
    assert outcome.problems == ()
    assert sorted(outcome.added, key=lambda d: d.source) == list(read(scan(tmp_path)).documents)
    assert [(d.source, d.date) for d in outcome.added] == [
        ("added/2025-04-10 Treffen.txt", date(2025, 4, 10)),
        ("added/Bericht.docx", None),
        ("added/seite.html", None),
        ("added/mitteilung.pdf", None),
    ]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    first, second, third = (Upload("a.txt", f"{TEXT} {n}".encode()) for n in range(3))
    put(tmp_path, first)
    outcome = put(tmp_path, second, third)
    assert [d.source for d in outcome.added] == ["added/a 2.txt", "added/a 3.txt"]
    assert [(tmp_path / d.source).read_text() for d in outcome.added] == [f"{TEXT} 1", f"{TEXT} 2"]
    assert (tmp_path / "added" / "a.txt").read_text() == f"{TEXT} 0"


def test_a_name_that_another_process_writes_is_left_to_it(tmp_path: Path) -> None:
    """Also if that process was killed; then, in an hour, what it left is removed."""
    put(tmp_path, Upload("b.txt", b"Ein anderer Text."))
    held = tmp_path / "added" / ".adding a.txt"
    held.write_bytes(b"Die Mini")
    outcome = put(tmp_path, Upload("a.txt", TEXT.encode()))
    assert [d.source for d in outcome.added] == ["added/a 2.txt"]
    assert held.read_bytes() == b"Die Mini"
    assert [d.source for d in read(scan(tmp_path)).documents] == ["added/a 2.txt", "added/b.txt"]
    os.utime(held, (0, 0))
    outcome = put(tmp_path, Upload("a.txt", f"{TEXT} Heute.".encode()))
    assert [d.source for d in outcome.added] == ["added/a.txt"]
    assert {path.name for path in (tmp_path / "added").iterdir()} == {"a.txt", "a 2.txt", "b.txt"}


@pytest.mark.slow
def test_kills_leave_no_half_of_an_article(tmp_path: Path) -> None:
    # More of them: python -m tests.index.kills 60
    kill_uploads(tmp_path, 4)


def test_bad_uploads_are_named_and_leave_nothing_behind(tmp_path: Path) -> None:
    outcome = put(
        tmp_path,
        Upload("bild.png", b"x"),
        Upload("ohne", b"x"),
        Upload("leer.txt", b" \n"),
        Upload("kaputt.txt", b"gut\xff"),
        Upload("gross.txt", b"x" * 5_000_001),
        Upload("zu.pdf", locked_pdf("geheim")),
        Upload("neu.txt", TEXT.encode()),
        Upload("gleich.txt", TEXT.encode()),
        Upload("schon da.txt", b"Alter Text."),
        known={document_id("Alter Text."): "alt.txt"},
    )
    assert [d.source for d in outcome.added] == ["added/neu.txt"]
    assert [(problem.source, problem.fault) for problem in outcome.problems] == [
        ("bild.png", Fault.FORMAT),
        ("ohne", Fault.FORMAT),
        ("leer.txt", Fault.EMPTY),
        ("kaputt.txt", Fault.ENCODING),
        ("gross.txt", Fault.TOO_LARGE),
        ("zu.pdf", Fault.LOCKED),
        ("gleich.txt", Fault.DUPLICATE),
        ("schon da.txt", Fault.DUPLICATE),
    ]
    assert outcome.problems[-1].message == "It has the same text as alt.txt."
    assert [path.name for path in (tmp_path / "added").iterdir()] == ["neu.txt"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\a.txt", "a.txt"),
        ("/abs/olute.md", "olute.md"),
        (".hidden.txt", "hidden.txt"),
        ("..txt", "article.txt"),
        (".txt", "txt"),
        ("a\0b\n\u202egpj.txt", "a b gpj.txt"),
        ("CON.txt", "article CON.txt"),
        ("lpt1.notes.txt", "article lpt1.notes.txt"),
        ("<script>alert(1)</script>.html", "script.html"),
        ("Gipfel – „Koalition“ (2).PDF", "Gipfel – Koalition (2).pdf"),
        ("u\u0308ber.txt", "über.txt"),
        ("x" * 500 + ".txt", "x" * 80 + ".txt"),
        ("", "article"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=200), st.sampled_from(sorted(FORMATS)))
def test_any_name_stays_inside_and_keeps_its_kind(name: str, suffix: str) -> None:
    safe = safe_name(name + suffix)
    last = name.replace("\\", "/").rpartition("/")[2]
    # Nothing but dots before it: a hidden file's name, which has no kind.
    assert format_of(safe) is not None or not last.strip(" .,")
    assert Path(safe).name == safe
    assert not safe.startswith(".")
    assert len(safe.encode()) < 120
    assert safe.isprintable()


def test_pasted_text_becomes_an_article(tmp_path: Path) -> None:
    outcome = put(
        tmp_path,
        pasted(f"{TEXT}\nEine Einigung gab es nicht.", "Das Treffen", date(2025, 4, 10)),
        pasted(f"{TEXT}\nMehr dazu morgen.\ud800"),
        pasted("<p>Polen schickt keine Truppen in die Ukraine.</p>", "A/B & C"),
    )
    assert outcome.problems == ()
    assert [(d.source, d.title, d.date) for d in outcome.added] == [
        ("added/2025-04-10 Das Treffen.txt", "Das Treffen", date(2025, 4, 10)),
        ("added/Die Minister tagen in Brüssel.txt", TEXT, None),
        ("added/A B & C.html", "A/B & C", None),
    ]
    assert outcome.added[0].text == f"Das Treffen\n\n{TEXT}\nEine Einigung gab es nicht."
    assert outcome.added[2].text == "Polen schickt keine Truppen in die Ukraine."


@pytest.mark.parametrize("words", ["", " \n", "<p></p>"])
def test_nothing_pasted_is_a_problem(tmp_path: Path, words: str) -> None:
    assert [p.fault for p in put(tmp_path, pasted(words)).problems] in (
        [Fault.EMPTY],
        [Fault.NO_TEXT],
    )


def test_a_folder_that_cannot_be_written_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "open", refuse)  # chmod does not bind root
    with pytest.raises(SourceError, match=r"cannot be written .*Read-only.*BRIEFING_SOURCES"):
        put(tmp_path, Upload("a.txt", TEXT.encode()))
    assert list((tmp_path / "added").iterdir()) == []


def test_a_folder_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "added").symlink_to(tmp_path / "outside")
    with pytest.raises(SourceError, match="leads outside"):
        put(tmp_path / "sources", Upload("a.txt", TEXT.encode()))
    assert list((tmp_path / "outside").iterdir()) == []


def test_problems_show_the_senders_name_cut(tmp_path: Path) -> None:
    (problem,) = put(tmp_path, Upload("x" * 1000, b"x")).problems
    assert problem == Problem("x" * 200, problem.message, Fault.FORMAT)
