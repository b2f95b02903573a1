"""What reads as a marker, and what the builder set."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.markers import Piece, marked, neutral, pieces, readable

WORDS = st.text(st.sampled_from("[]［］【〔﹝ \n\u2060\u200b0159２٣²①Ⅷx."), max_size=20) | st.text()


@given(st.lists(st.tuples(WORDS, st.integers(1, 999)), max_size=4))
def test_only_what_was_set_is_a_marker_and_words_stay_as_they_were(
    said: list[tuple[str, int]],
) -> None:
    text = "\n\n".join(marked(words, n) for words, n in said)
    found = list(pieces(text))
    assert [piece.n for piece in found if piece.n is not None] == [n for _, n in said]
    whole = "\n\n".join(f"{words} [{n}]" for words, n in said)
    assert "".join(piece.text for piece in found) == whole
    assert readable(text) == whole
    # Nor for a program that takes the digits of any script, or makes wide characters narrow.
    for seen in (text, unicodedata.normalize("NFKC", text)):
        assert len(re.findall(r"\[\d+\]", seen)) == len(said)


@pytest.mark.parametrize("words", ["", "Alle.", "[sic] […] [a1] (3) 3] [", "[", "[x]\n\n[ ]"])
def test_words_without_such_numbers_are_left_alone(words: str) -> None:
    assert neutral(words) == words


def test_words_and_markers_in_turn() -> None:
    assert list(pieces(marked("Alle [3].", 1) + " Und [2][x]")) == [
        Piece("Alle [3]. "),
        Piece("[1]", 1),
        Piece(" Und "),
        Piece("[2]", 2),
        Piece("[x]"),
    ]
