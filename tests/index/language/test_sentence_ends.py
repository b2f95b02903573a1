import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

from index.language.sentence_ends import sentence_ends

_TABLE = (Path(__file__).parent / "sentences_de.txt").read_text(encoding="utf-8")
_CASES, _OWN = (
    [line.split(" ¦ ") for line in part.splitlines()[1:] if not line.startswith("#")]
    for part in _TABLE.split("# Our own")
)


def cut(text: str, language: str) -> list[str]:
    ends = [0, *sentence_ends(text, language)]
    return [text[start:end].strip() for start, end in pairwise(ends)]


def test_the_table_holds_as_many_sentences_as_it_should() -> None:
    assert sum(map(len, _CASES)) >= 75
    assert sum(map(len, _OWN)) >= 75


@pytest.mark.parametrize("expected", [*_CASES, *_OWN], ids=lambda expected: expected[0][:30])
def test_german_news(expected: list[str]) -> None:
    assert cut(" ".join(expected), "de") == expected


@pytest.mark.parametrize("expected", [*_CASES, *_OWN], ids=lambda expected: expected[0][:30])
def test_the_same_in_decomposed_letters_and_over_line_ends(expected: list[str]) -> None:
    decomposed = [unicodedata.normalize("NFD", sentence) for sentence in expected]
    assert cut(" ".join(decomposed), "de") == decomposed
    wrapped = [sentence.replace(" ", "\n") for sentence in expected]
    assert cut("\n".join(wrapped), "de") == wrapped


@pytest.mark.parametrize(
    "expected",
    [
        ["He left at 5 p.m.", "The council met at 3 p.m. on Monday.", "Mr. Smith spoke."],
        ["Smith of the U.S. Senate spoke.", "He left the U.S.", "He said no."],
        ["“We go,” he said.", "“Why not?”", "Acme Inc. wins.", "See No. 10 and Fig. 3."],
        ["The city pays.", "14 people came on Jan. 5.", "The vote was 24-3."],
    ],
)
def test_english_news(expected: list[str]) -> None:
    assert cut(" ".join(expected), "en") == expected
