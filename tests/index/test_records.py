"""What goes into the store comes back the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages.splitting import split
from index.records import document_record, passage_record, to_document, to_passage
from index.types import Document, document_id

TEXT = "Die Fähre\nDie Fähre sank am Abend. Niemand war an Bord.\nDas Wetter\nEs regnete."


def document(text: str = TEXT, day: date | None = None) -> Document:
    return Document(document_id(text), "a/b.txt", "Die Fähre", "de", day, text)


@given(st.text(), st.none() | st.dates())
def test_documents(text: str, day: date | None) -> None:
    assert to_document(document_record(document(text, day))) == document(text, day)


def test_passages_with_what_stands_above_them() -> None:
    found = split(document())
    assert {passage.is_heading for passage in found} == {True, False}
    assert {passage.above for passage in found} == {"", "Die Fähre", "Die Fähre\nDas Wetter"}
    assert [to_passage(passage_record(passage)) for passage in found] == list(found)


@given(st.text(), st.booleans())
def test_any_heading(above: str, is_heading: bool) -> None:
    passage = replace(split(document())[0], above=above, is_heading=is_heading)
    assert to_passage(passage_record(passage)) == passage


@pytest.mark.parametrize("tokens", ["", "QUJD"])
def test_token_vectors_are_beside_the_passage_and_not_part_of_it(tokens: str) -> None:
    passage = split(document())[1]
    record = passage_record(passage, tokens)
    assert record.metadata.get("tokens", "") == tokens
    assert ("tokens" in record.metadata) is bool(tokens)
    assert to_passage(record) == passage
