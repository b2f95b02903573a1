"""Words are found again in a later revision of their article, or their place is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Document, Span, document_id
from rag.storage.revisions import Revision, Revisions, Traced, trace
from rag.storage.table import Table

FIRST = "Minister aus dreißig Ländern trafen sich in Brüssel."
SECOND = "Polen und Griechenland stellen keine Truppen für den Einsatz."
THIRD = "„Wir brauchen mehr Zeit für die Planung.“"
FOURTH = "Das nächste Treffen soll im November stattfinden."
ARTICLE = f"Ein Titel über allem\n\n{FIRST} {SECOND}\n\n{THIRD} {FOURTH}"


def document(text: str, source: str = "a.txt") -> Document:
    return Document(document_id(text), source, "Titel", "de", None, text)


def span(words: str, text: str = ARTICLE) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def traced(words: str, now: str) -> tuple[str, bool] | None:
    found = trace(Revision.of(document(ARTICLE)), span(words), Revision.of(document(now)))
    return None if found is None else (now[found.span.start : found.span.end], found.kept)


@pytest.mark.parametrize(
    ("words", "now", "found"),
    [
        # Still there, elsewhere.
        (SECOND, f"Ein neuer Vorspann kommt dazu.\n\n{ARTICLE}", (SECOND, True)),
        (THIRD, f"{THIRD}\n\n{FIRST}", (THIRD, True)),
        (f"{FIRST} {SECOND}", f"Neu ist nur dieser Satz.\n{FIRST} {SECOND}",
         (f"{FIRST} {SECOND}", True)),
        ("Griechenland", f"Ein anderer Titel davor.\n\n{SECOND}", ("Griechenland", True)),
        # Changed where it stands.
        (SECOND, ARTICLE.replace("keine", "doch"), (SECOND.replace("keine", "doch"), False)),
        (FIRST, ARTICLE.replace(FIRST, "Es kamen viele Minister."),
         ("Es kamen viele Minister.", False)),
        (f"{FIRST} {SECOND}", ARTICLE.replace("dreißig", "vierzig"),
         (f"{FIRST.replace('dreißig', 'vierzig')} {SECOND}", False)),
        # Gone: what stood before it, or at the beginning, what stands behind.
        (SECOND, ARTICLE.replace(f" {SECOND}", ""), (FIRST, False)),
        ("Ein Titel über allem", ARTICLE.replace("Ein Titel über allem\n\n", ""), (FIRST, False)),
        (FOURTH, ARTICLE.replace(f" {FOURTH}", ""), (THIRD, False)),
        # Nothing is as it was: as far in as it stood.
        (FIRST, "Alles ist jetzt ganz anders.\nWirklich alles ist anders.",
         ("Alles ist jetzt ganz anders.\nWirklich alles ist anders.", False)),
        (FIRST, " \n", None),
    ],
)  # fmt: skip
def test_words_or_their_place(words: str, now: str, found: tuple[str, bool] | None) -> None:
    assert traced(words, now) == found


def test_of_the_same_sentence_twice_the_one_with_the_same_neighbours_is_meant() -> None:
    before = f"{FIRST}\n{SECOND}\n{THIRD}\n{SECOND}\n{FOURTH}"
    now = f"{FIRST}\n{SECOND}\n{THIRD}\n{SECOND}\n{FOURTH}\nNoch ein Satz steht am Ende."
    meant = Span(before.rindex(SECOND), before.rindex(SECOND) + len(SECOND))
    found = trace(Revision.of(document(before)), meant, Revision.of(document(now)))
    assert found == Traced(Span(now.rindex(SECOND), now.rindex(SECOND) + len(SECOND)), kept=True)


def test_a_span_that_was_never_there_is_nowhere() -> None:
    revision = Revision.of(document(ARTICLE))
    assert trace(revision, Span(3, len(ARTICLE) + 1), revision) is None
    blank = Span(ARTICLE.index("\n\n"), ARTICLE.index("\n\n") + 2)
    assert trace(revision, blank, revision) is None


texts = st.lists(st.sampled_from([FIRST, SECOND, THIRD, FOURTH, "Ja.", "\n", " "]), max_size=12)


@given(texts.map("".join), texts.map("".join), st.integers(0, 400), st.integers(1, 200))
def test_whatever_is_found_lies_in_the_article_and_kept_words_are_the_same(
    before: str, now: str, start: int, length: int
) -> None:
    meant = Span(start, start + length)
    found = trace(Revision.of(document(before)), meant, Revision.of(document(now)))
    if found is None:
        return
    assert found.span.end <= len(now)
    if found.kept:
        words = now[found.span.start : found.span.end]
        assert "".join(words.split()) == "".join(before[meant.start : meant.end].split())


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 100))
def test_an_unchanged_article_has_its_words_where_they_were(
    text: str, start: int, length: int
) -> None:
    revision = Revision.of(document(text))
    meant = Span(start, start + length)
    found = trace(revision, meant, revision)
    if found and text[start : start + length] == text[start : start + length].strip():
        assert text[found.span.start : found.span.end] == text[meant.start : meant.end]


def test_editions_are_remembered_without_their_words(tmp_path: Path) -> None:
    table = Table(tmp_path / "revisions.sqlite3")
    Revisions(table).record([document(ARTICLE)])
    Revisions(table).record([document(ARTICLE, "renamed.txt")])
    again = Revisions(table)
    found = again.find(document_id(ARTICLE))
    assert found == Revision.of(document(ARTICLE, "renamed.txt"))
    assert again.find("0123456789abcdef") is None
    kept = table.get(document_id(ARTICLE))
    assert kept is not None
    assert "Polen" not in kept


def test_a_damaged_row_is_as_good_as_none(tmp_path: Path) -> None:
    table = Table(tmp_path / "revisions.sqlite3")
    table.put("0123456789abcdef", "{")
    assert Revisions(table).find("0123456789abcdef") is None
