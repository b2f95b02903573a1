"""Answers over articles of which one is newer, or says something else, than the other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from index.language.dictionary.lookup import Dictionary
from index.types import Document
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.llm.client import Piece
from rag.storage.table import Table
from rag.types import Answer, Done, Language
from tests.rag.conftest import SetWeights
from tests.rag.memory import article, retriever_of
from tests.rag.scripted import ScriptedModel, found

HEAD = "Brand in Papierfabrik Altental\n\n"
FOUR = "Bei dem Brand in der Papierfabrik Altental wurden vier Menschen verletzt."
NINE = "Bei dem Brand in der Papierfabrik Altental wurden neun Menschen verletzt."
ASKED = "Wie viele Menschen wurden bei dem Brand in der Papierfabrik Altental verletzt?"


def report(text: str, clock: time | None = None, outlet: str = "") -> Document:
    made = article(f"{outlet or 'a'}{clock or ''}.txt", f"{HEAD}{text}", title="Brand")
    return replace(made, date=date(2026, 3, 2), time_of_day=clock, outlet=outlet)


def answered(
    path: Path, *documents: Document, script: Sequence[Piece], language: Language = "de"
) -> Answer:
    table = Table(path / "translations.sqlite3")
    try:
        translator = Translator(table, None, Dictionary.absent())
        chain = Chain(retriever_of(*documents), translator, ScriptedModel(script, script, script))
        *_, last = chain.ask(ASKED, language=language)
    finally:
        table.close()
    assert isinstance(last, Done)
    return last.answer


@pytest.fixture(autouse=True)
def _claims(set_weights: SetWeights) -> None:
    """Whatever was found answers."""
    set_weights({"bias": 3.0}, {"bias": 3.0})


def test_the_newest_report_comes_first_with_both_dates(tmp_path: Path) -> None:
    documents = [report(FOUR, time(9, 10)), report(NINE, time(14, 30))]
    answer = answered(tmp_path, *documents, script=found("Neun Menschen"))
    newest = answer.text.index("Stand 2. März 2026, 14.30 Uhr: „Bei dem Brand")
    assert newest < answer.text.index("Früher (2. März 2026, 9.10 Uhr): „Bei dem Brand")
    assert {citation.quote for citation in answer.citations} == {FOUR, NINE}


def test_sources_that_contradict_each_other_stand_side_by_side(tmp_path: Path) -> None:
    documents = [report(FOUR, outlet="Bote"), report(NINE, outlet="Kurier")]
    answer = answered(tmp_path, *documents, script=found("Vier Menschen"))
    assert answer.text.startswith("Die Quellen machen unterschiedliche Angaben. ")
    for source in ("Bote", "Kurier"):
        assert f"{source} (2. März 2026): „Bei dem Brand" in answer.text
    assert "\n\nVier" not in answer.text


def test_prints_of_one_text_are_one_source(tmp_path: Path) -> None:
    documents = [report(FOUR, outlet="Bote"), report(f"{FOUR} ", outlet="Kurier")]
    copy = replace(documents[1], id="f" * 16)
    answer = answered(tmp_path, documents[0], copy, script=found("Vier Menschen"))
    (citation,) = answer.citations
    assert {citation.source, *citation.also} == {"Bote.txt", "Kurier.txt"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FOUR.replace("wurden", "wurden nach Angaben der Polizei"),
         "Nach Angaben der Polizei: Vier Menschen."),
        (FOUR, "Vier Menschen."),
    ],
)  # fmt: skip
def test_a_short_answer_keeps_its_speaker(text: str, expected: str, tmp_path: Path) -> None:
    answer = answered(tmp_path, report(text), script=found("Vier Menschen"))
    assert answer.text.startswith(expected)


def test_hearsay_without_a_speaker_is_only_quoted(tmp_path: Path) -> None:
    text = "Bei dem Brand in der Papierfabrik Altental sollen vier Menschen verletzt worden sein."
    answer = answered(tmp_path, report(text), script=found("Vier Menschen"))
    assert answer.text.startswith("„Bei dem Brand")
