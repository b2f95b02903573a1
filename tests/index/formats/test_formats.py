"""What holds for every format, whatever is in the file."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats import FORMATS
from index.formats.base import lines, text_of
from index.passages.splitting import split
from index.reading.folder import read, scan
from tests.index.formats import making

WORDS = st.text(
    st.characters(codec="cp1252", exclude_categories=["Cc", "Cf"], exclude_characters="\x7f<&"),
    min_size=1,
    max_size=60,
).filter(str.strip)
BLOCKS = st.lists(WORDS, min_size=1, max_size=5)

MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    ".txt": lambda blocks: "\n".join(blocks).encode(),
    ".md": lambda blocks: "\n\n".join(blocks).encode(),
    ".html": lambda blocks: making.html("".join(f"<p>{block}</p>" for block in blocks)),
    ".pdf": lambda blocks: making.pdf(*[blocks]),
    ".docx": lambda blocks: making.docx(*blocks),
    ".odt": lambda blocks: making.odt("".join(f"<text:p>{block}</text:p>" for block in blocks)),
    ".rtf": lambda blocks: making.rtf("\\par ".join(map(making.rtf_words, blocks))),
    ".eml": lambda blocks: b"Subject: x\n\n" + "\n".join(blocks).encode(),
    ".xml": lambda blocks: (
        "<nitf><body>" + "".join(f"<p>{block}</p>" for block in blocks) + "</body></nitf>"
    ).encode(),
}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", MAKERS)
@settings(max_examples=30, deadline=None)
@given(blocks=BLOCKS)
def test_quotes_are_what_the_offsets_say(
    suffix: str, blocks: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("sources")
    (folder / f"a{suffix}").write_bytes(MAKERS[suffix](blocks))
    reading = read(scan(folder))
    assert len(reading.documents) + len(reading.problems) == 1
    for document in reading.documents:
        passages = split(document)
        assert passages
        for passage in passages:
            assert document.text[passage.start : passage.end] == passage.text
            for span in passage.sentences:
                assert document.text[span.start : span.end] == passage.quote(span)


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(suffix: str, data: bytes) -> None:
    refused_or_read(suffix, data)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", MAKERS)
@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 5_000), place=st.integers(0, 5_000), byte=st.integers(0, 255))
def test_a_spoilt_file_is_read_or_refused_with_a_sentence(
    suffix: str, cut: int, place: int, byte: int
) -> None:
    data = bytearray(MAKERS[suffix](["Die Minister tagen.", "Eine Einigung gab es nicht."]))
    data[place % len(data)] = byte
    refused_or_read(suffix, bytes(data[: len(data) - cut % len(data)]))


def refused_or_read(suffix: str, data: bytes) -> None:
    text, refused = "", ""
    try:
        text = FORMATS[suffix].extract(data).text
    except UnicodeDecodeError:
        return
    except ValueError as error:
        refused = str(error)
    assert not refused or refused.endswith(".")
    text.encode()
    for span in FORMATS[suffix].paragraphs(text):
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""


@pytest.mark.slow
@pytest.mark.parametrize("suffix", MAKERS)
def test_a_megabyte_of_text_is_read_whole(suffix: str) -> None:
    count = 2_000 if suffix == ".pdf" else 20_000
    sentence = "Minister Nr. {} aus Brüssel hat am Dienstag gesprochen."
    blocks = [sentence.format(n) for n in range(count)]
    if suffix == ".pdf":
        data = making.pdf(*(blocks[n : n + 50] for n in range(0, count, 50)))
    else:
        data = MAKERS[suffix](blocks)
    started = time.process_time()
    text = FORMATS[suffix].extract(data).text
    assert [n for n in range(0, count, 97) if f"Nr. {n} aus" not in text] == []
    assert time.process_time() - started < 60


@given(st.lists(st.text(), max_size=6))
def test_every_block_becomes_one_paragraph(blocks: list[str]) -> None:
    text = text_of(blocks)
    text.encode()
    assert [text[s.start : s.end] for s in lines(text)] == (text.split("\n") if text else [])
    assert len(text.split("\n")) <= max(len(blocks), 1)


def test_one_bad_file_costs_no_other(tmp_path: Path) -> None:
    good = "Die Minister tagen in Brüssel."
    files = {f"good{suffix}": make([f"{good} {suffix}"]) for suffix, make in MAKERS.items()}
    files |= {f"bad{suffix}": b"\xff\x00broken" for suffix in FORMATS}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    reading = read(scan(tmp_path))
    assert {document.source for document in reading.documents} == {
        f"good{suffix}" for suffix in MAKERS
    }
    assert {problem.source for problem in reading.problems} == {f"bad{s}" for s in FORMATS}
    assert all(problem.message.endswith(".") for problem in reading.problems)
