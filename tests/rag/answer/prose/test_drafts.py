"""Sentences and their numbers, however a model sets them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.prose.drafts import Draft, MissingError, drafts

if TYPE_CHECKING:
    from rag.types import Language

ONE, TWO = "Die Fähre sank 1994.", "An Bord waren 989 Menschen."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{ONE} [1]\n{TWO} [2]", [(ONE, (1,)), (TWO, (2,))]),
        (f"{ONE} [1] {TWO} [2]", [(ONE, (1,)), (TWO, (2,))]),
        (f"{ONE}[1]{TWO}[2]", [(f"{ONE}", (1,)), (TWO, (2,))]),
        ("Die Fähre sank 1994 [1]. An Bord waren 989 Menschen [2].", [(ONE, (1,)), (TWO, (2,))]),
        (f"{ONE} [1][2]", [(ONE, (1, 2))]),
        (f"{ONE} [1] [2]", [(ONE, (1, 2))]),
        (f"{ONE} [2, 1]", [(ONE, (2, 1))]),
        (f"{ONE} [1][1]", [(ONE, (1,))]),
        (f"{ONE} {TWO} [3]", [(ONE, (3,)), (TWO, (3,))]),
        ("Die Fähre [1] sank 1994 [2].", [(ONE, (1, 2))]),
        (f"- {ONE} [1]\n- {TWO} [2]", [(ONE, (1,)), (TWO, (2,))]),
        (f"1. {ONE} [1]\n2. {TWO} [2]", [(ONE, (1,)), (TWO, (2,))]),
        (f"Antwort: **{ONE}** [1]", [(ONE, (1,))]),
        (f"{ONE}\n\n{TWO} [2]", [(ONE, ()), (TWO, (2,))]),
        ("Sie sagte: „Nein.“ [4]", [("Sie sagte: „Nein.“", (4,))]),
        (
            "Am 3. März kamen rund 1.500 z. B. aus Bonn. [1]",
            [("Am 3. März kamen rund 1.500 z. B. aus Bonn.", (1,))],
        ),
        ("", []),
        (" \n [1] \n", []),
        ("Missing hikers were found. [1]", [("Missing hikers were found.", (1,))]),
        ("Fe", [("Fe", ())]),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_sentences(text: str, found: list[tuple[str, tuple[int, ...]]], size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    language: Language = "en" if "Missing" in text else "de"
    assert list(drafts(pieces, language)) == [Draft(words, cites) for words, cites in found]


@pytest.mark.parametrize(
    "text",
    ["Fehlt", "fehlt.", "**Fehlt**", "Missing", "Antwort: Fehlt", "Fehlt in den Belegen.\nX"],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_missing(text: str, size: int) -> None:
    with pytest.raises(MissingError):
        list(drafts([text[at : at + size] for at in range(0, len(text), size)], "de"))


def test_a_sentence_is_told_as_soon_as_it_is_complete() -> None:
    read = []

    def texts() -> Iterator[str]:
        for piece in (ONE, " [1]", "\n", "An ", "Bord"):
            read.append(piece)
            yield piece

    assert next(drafts(texts(), "de")) == Draft(ONE, (1,))
    assert read == [ONE, " [1]", "\n"]


@given(st.text(alphabet=st.sampled_from([*"Ab .!\n[]1,„“*-"]), max_size=60), st.integers(1, 7))
def test_how_a_text_is_cut_changes_nothing(text: str, size: int) -> None:
    def told(pieces: list[str]) -> list[Draft] | None:
        try:
            return list(drafts(pieces, "de"))
        except MissingError:
            return None

    whole = told([text])
    if whole is not None:
        assert all(draft.text.strip() == draft.text != "" for draft in whole)
        assert told([text[at : at + size] for at in range(0, len(text), size)]) == whole
