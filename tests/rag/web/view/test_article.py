"""References and the reading view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from rag.web.view.article import Paragraph, Piece, Reference, read
from tests.rag.web.fake import article, seed


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("0123456789abcdef", ()),
        ("0123456789abcdef-0-5", (Span(0, 5),)),
        ("0123456789abcdef-3-9-12-40", (Span(3, 9), Span(12, 40))),
    ],
)
def test_reference_is_read_and_written(written: str, spans: tuple[Span, ...]) -> None:
    reference = Reference.parse(written)
    assert reference == Reference("0123456789abcdef", spans)
    assert str(reference) == written


@pytest.mark.parametrize(
    "written",
    ["", "0123456789abcde", "0123456789abcdef-5-5", "0123456789abcdef-9-5", "0123456789ABCDEF-0-5",
     "0123456789abcdef-0-5-7", "0123456789abcdef-0-1234567890", "0123456789abcdef-٣-٤",
     "../../etc/passwd", "0123456789abcdef-0-5\n", "0123456789abcdef" + "-0-5" * 17],
)  # fmt: skip
def test_anything_else_is_no_reference(written: str) -> None:
    with pytest.raises(ValueError, match=r"reference|span"):
        Reference.parse(written)


def test_marks_are_cut_where_they_begin_and_end() -> None:
    document = article("Ein 😀 Satz.\n\nNoch einer.")
    reading = read(document, [Span(4, 10), Span(10, 16)])
    assert reading.paragraphs == (
        Paragraph(1, (Piece("Ein ", False), Piece("😀 Satz.", True))),
        Paragraph(2, (Piece("Noc", True), Piece("h einer.", False))),
    )


TEXT = seed().text
spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(
    lambda edges: edges[0] != edges[1]
)


@given(st.lists(spans.map(lambda edges: Span(min(edges), max(edges))), min_size=1, max_size=4))
def test_pieces_are_the_text_and_marks_the_spans(chosen: list[Span]) -> None:
    reading = read(seed(), chosen)
    lines = [line for line in TEXT.split("\n") if line.strip()]
    assert ["".join(p.text for p in paragraph.pieces) for paragraph in reading.paragraphs] == lines
    offset = 0
    for line, paragraph in zip(lines, reading.paragraphs, strict=True):
        offset = TEXT.index(line, offset)
        marked = [any(s.start <= offset + i < s.end for s in chosen) for i in range(len(line))]
        assert [p.marked for p in paragraph.pieces for _ in p.text] == marked
        offset += len(line)


def test_span_behind_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="exceeds"):
        read(article("Kurz."), [Span(0, 6)])
