import string
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages.splitting import MAX_PASSAGE, split
from index.types import Document, document_id

SEED = Path(__file__).parents[3] / "seeds" / "000_adc2c92c7fd0d6a2.txt"


def document(text: str, language: str = "de", source: str = "a.txt") -> Document:
    return Document(document_id(text), source, "t", language, None, text)


def sentences(text: str, language: str = "de") -> list[str]:
    return [p.quote(span) for p in split(document(text, language)) for span in p.sentences]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Ein Vorbehalt, wie z. B. Italien, zählt.", "Das ist Belarus bzw. die Türkei."]),
        ("de", ["Dr. Müller kam am 24. November.", "Er zahlte 1.000 Euro u. a. an Prof. Klein."]),
        ("de", ['"Wir können. Deshalb müssen wir!", sagte er.', '"Unser Ziel."']),
        ("de", ["Das „Wirklich?“ fragte er.", "„Wir gehen.“", "Dann kam er.", "»Nein.«"]),
        ("de", ["Der 1. FC Köln siegte.", "Ludwig XIV. starb.", "Die Fa. Müller kam d. h. bald."]),
        ("de", ["Was nun?", "Er ging …", "Er schwieg...", "Rund 5 Mrd. US-Dollar."][:1]),
        ("en", ["He came, e.g. by U.S. plane at 5 p.m. with Mr. Smith.", "“We go.”", "He left."]),
        ("en", ["The score was 24.", "They won."]),
    ],
)
def test_sentence_ends(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_lines_are_paragraphs_of_a_text() -> None:
    passages = split(document("\ufeff eins \r\n\r\n\tzwei\rdrei"[1:]))
    assert [(p.paragraph, p.start, p.end, p.text) for p in passages] == [
        (1, 1, 5, "eins"),
        (2, 11, 15, "zwei"),
        (3, 16, 20, "drei"),
    ]


def test_blocks_are_paragraphs_of_markdown() -> None:
    text = "---\ntitle: x\n---\n# Kopf\n\nEine Zeile\nund noch eine.\n \n- Punkt"
    passages = split(document(text, source="a.md"))
    assert [(p.paragraph, p.text) for p in passages] == [
        (1, "# Kopf"),
        (2, "Eine Zeile\nund noch eine."),
        (3, "- Punkt"),
    ]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    sentence = "Dieser Satz hat genau so viele Wörter, wie er braucht."
    passages = split(document(" ".join([sentence] * 60)))
    assert len(passages) == 3
    assert {p.paragraph for p in passages} == {1}
    assert all(len(p.text) <= MAX_PASSAGE and p.text.endswith("braucht.") for p in passages)


@pytest.mark.parametrize("text", ["x" * 100_000, "„" * 100_000, "a. " * 33_000, '"(' * 50_000])
def test_strange_long_texts_are_cut_quickly(text: str) -> None:
    began = time.monotonic()
    passages = split(document(text))
    assert time.monotonic() - began < 5
    assert max(len(p.text) for p in passages) <= MAX_PASSAGE
    assert_covers(text, "a.txt")


def assert_covers(text: str, source: str) -> None:
    """Every non-space character is in exactly one passage and one sentence of it."""
    covered: list[int] = []
    for passage in split(document(text, source=source)):
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        for span in passage.sentences:
            quote = passage.quote(span)
            assert quote == text[span.start : span.end] == quote.strip()
            covered.extend(range(span.start, span.end))
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    visible = {at for at, character in enumerate(text) if not character.isspace()}
    assert visible <= set(covered)


TEXTS = st.text(
    st.one_of(
        st.sampled_from(" \n\r\t.!?:…\"„“»«'()0123456789ABCzßäÜ"),
        st.sampled_from(string.whitespace + "\x85\u2028\u200b\u00a0\x1c"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)


@given(TEXTS)
def test_offsets_reproduce_any_text(text: str) -> None:
    assert_covers(text, "a.txt")


@given(TEXTS.filter(lambda text: not text.startswith("---")))
def test_offsets_reproduce_any_markdown(text: str) -> None:
    assert_covers(text, "a.md")


@given(st.lists(st.sampled_from(SEED.read_text(encoding="utf-8").split()), max_size=600))
def test_offsets_reproduce_shuffled_prose(words: list[str]) -> None:
    assert_covers(" ".join(words), "a.txt")
