"""Which articles correct words of another one."""

from dataclasses import replace
from datetime import date

import pytest

from index.types import Document, Span
from rag.evidence.comparison import correction_of
from rag.types import Language
from tests.rag.memory import article, retriever_of

HEADS: dict[Language, str] = {"de": "Brand in Papierfabrik Altental", "en": "Altental mill fire"}
WAS: dict[Language, str] = {
    "de": "Bei dem Brand in der Papierfabrik wurden vier Menschen verletzt. Die Polizei sperrte "
    "die Zufahrt. Petra Müller sprach für die Feuerwehr.",
    "en": "Four people were hurt in the fire at the mill. Police closed the road. Petra Miller "
    "spoke for the fire service.",
}


def told(text: str, day: int | None, language: Language, title: str = "") -> Document:
    head = title or HEADS[language]
    made = article(f"{day}.txt", f"{head}\n\n{text}", language, title=head)
    return replace(made, date=date(2026, 3, day) if day else None, outlet="Bote")


def corrected(text: str, language: Language, *, day: int | None = 3, title: str = "") -> str | None:
    """The sentence of an article of 2 March that another one corrects."""
    older = told(WAS[language], 2 if day else None, language)
    retriever = retriever_of(older, told(text, day, language, title))
    *_, passage = retriever.store.passages(older.id)
    found = [
        passage.quote(span)
        for span in passage.sentences
        if correction_of(retriever, older.id, [Span(span.start + 2, span.end)])
    ]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("language", "text", "begins"),
    [
        ("de", "Anders als am Montag gemeldet, sind nicht vier, sondern neun Menschen verletzt.",
         "Bei dem Brand"),
        ("de", "Korrektur: In einer früheren Fassung waren es vier Verletzte. Es waren neun.",
         "Bei dem Brand"),
        ("de", "Berichtigung: Bei dem Brand in der Papierfabrik wurden neun Menschen verletzt.",
         "Bei dem Brand"),
        ("de", "Wir hatten irrtümlich berichtet, vier Menschen seien verletzt. Es waren neun.",
         None),
        ("de", "Wir hatten irrtümlich berichtet, vier Menschen seien verletzt; es waren neun.",
         "Bei dem Brand"),
        ("de", "Korrektur: Für die Feuerwehr sprach Petra Sander, nicht Petra Müller.", "Petra"),
        ("en", "Correction: An earlier version said four people were hurt. It was nine.",
         "Four people"),
        ("en", "Contrary to an earlier report, not four but nine people were hurt at the mill.",
         "Four people"),
        ("en", "Nine people were hurt in the fire, not four, as previously reported.",
         "Four people"),
        ("en", "Correction: Not Petra Miller but Petra Sander spoke for the fire service.",
         "Petra"),
        # A newer figure is no correction, nor is a correction of something else.
        ("de", "Die Zahl der Verletzten bei dem Brand ist von vier auf neun gestiegen.", None),
        ("de", "Bei dem Brand in der Papierfabrik wurden neun Menschen verletzt.", None),
        ("de", "Korrektur: Die Papierfabrik Altental wurde 1912 gebaut, nicht 1921.", None),
        ("de", "Ein Anwohner hatte irrtümlich gemeldet, dass die Papierfabrik Altental brennt.",
         None),
        ("de", "Berichtigung: Das ist bei dem Brand in der Papierfabrik nicht der Fall.", None),
        ("en", "Correction: The mill at Altental was built in 1912, not in 1921.", None),
        ("en", "Nine people were hurt in the fire at the mill.", None),
        ("en", "A man wrongly reported a fire at the Altental mill to police.", None),
    ],
)  # fmt: skip
def test_sentence_that_is_corrected(language: Language, text: str, begins: str | None) -> None:
    found = corrected(text, language)
    assert found.startswith(begins) if found and begins else found is begins


@pytest.mark.parametrize(("day", "expected"), [(3, True), (1, False), (None, True)])
def test_an_older_article_corrects_nothing(day: int | None, *, expected: bool) -> None:
    text = "Anders als zunächst gemeldet, wurden bei dem Brand nicht vier, sondern neun verletzt."
    assert bool(corrected(text, "de", day=day)) is expected


def test_an_article_that_replaces_another_needs_no_note() -> None:
    nine = WAS["de"].replace("vier", "neun")
    assert corrected(nine, "de", title="Berichtigt: Brand in Papierfabrik Altental")
    assert not corrected(nine, "de")


def test_a_note_within_the_article_itself_is_not_meant() -> None:
    text = f"{WAS['de']}\n\nKorrektur: Bei dem Brand in der Papierfabrik wurden neun verletzt."
    document = told(text, 2, "de")
    retriever = retriever_of(document)
    assert correction_of(retriever, document.id, [Span(0, len(text))]) is None


def test_a_correction_that_was_withdrawn_is_not_there() -> None:
    older = told(WAS["de"], 2, "de")
    newer = told("Berichtigung: Bei dem Brand in der Papierfabrik wurden neun verletzt.", 3, "de")
    retriever = retriever_of(older, newer)
    words = [Span(0, len(older.text))]
    found = correction_of(retriever, older.id, words)
    assert found
    assert found.text.startswith("Berichtigung")
    assert correction_of(retriever.without({newer.id}), older.id, words) is None
