"""Whom a passage speaks of that names nobody, and passages that need no such name."""

import pytest

from index.language.lexicon import Language
from index.passages.antecedents import with_antecedents
from index.passages.splitting import split
from index.types import Document, document_id

PORTRAIT = "Marta Quell leitet das Theater. Sie wurde 1974 in Riga geboren."


def names_above(text: str, language: Language) -> list[str]:
    document = Document(document_id(text), "a.txt", "Porträt", language, None, text)
    passages = with_antecedents(split(document), [document])
    return [passage.above.removeprefix("Porträt").strip() for passage in passages]


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ("Ihr Vorgänger wechselt nach Bern.", "Marta Quell"),
        ("Zuvor führte sie ein Haus in Linz.", "Marta Quell"),
        ("Ihr Vorgänger Jonas Leitner geht. Er wurde 1961 geboren.", "Marta Quell"),
        # Near misses.
        ("Jonas Leitner ging. Ihr Vorgänger war beliebt.", ""),  # a name comes first
        ("Das Theater ist alt. Sie mochte es.", ""),  # in a later sentence
        ("Die Koalition hat dem zugestimmt.", ""),  # no pronoun of a person
        ("Der Ihrige kam.", ""),
    ],
)
def test_the_name_that_an_opening_pronoun_stands_for(below: str, name: str) -> None:
    assert names_above(f"{PORTRAIT}\n{below}", "de") == ["", name]


def test_the_last_name_counts_and_headings_give_none() -> None:
    text = f"{PORTRAIT}\nJonas Leitner geht nach Bern.\nDie Kritik an Anna Keller\nEr sagte zu."
    assert names_above(text, "de") == ["", "", "", "Die Kritik an Anna Keller\nJonas Leitner"]


def test_english_passages() -> None:
    text = "Foreign Secretary David Lammy came.\nHis aides stayed.\nThe British were there."
    assert names_above(text, "en") == ["", "David Lammy", ""]


def test_without_a_name_before_there_is_none() -> None:
    assert names_above("Sie kam.\nSie blieb.", "de") == ["", ""]
