"""What a model writes of a figure that a newer report corrects."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from index.language.dictionary.lookup import Dictionary
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.decisions import Mode
from rag.storage.table import Table
from rag.types import Answer, Check, Done
from tests.rag.conftest import SetWeights
from tests.rag.memory import article, retriever_of
from tests.rag.scripted import ScriptedModel, found, says

HEAD = "Brand in Papierfabrik Altental"
FOUR = "Bei dem Brand in der Papierfabrik Altental wurden vier Menschen verletzt."
NINE = "Bei dem Brand in der Papierfabrik Altental wurden neun Menschen verletzt."
ASKED = "Wie viele Menschen wurden bei dem Brand in der Papierfabrik Altental verletzt?"
REPORTS = [
    replace(
        article(f"{name}.txt", f"{HEAD}\n\n{text}", title=HEAD),
        date=date(2026, 3, 2),
        time_of_day=clock,
    )
    for name, text, clock in (("a", FOUR, time(9, 10)), ("b", NINE, time(14, 30)))
]


def written(path: Path, *sentences: str) -> Answer:
    retriever = retriever_of(*REPORTS)
    # The first passage read is found to answer.
    model = ScriptedModel(found("vier Menschen"), says("\n".join(sentences)), says("Fehlt"))
    table = Table(path / "translations.sqlite3")
    translator = Translator(table, None, Dictionary.absent())
    *_, last = Chain(retriever, translator, model, Mode.WRITE).ask(ASKED)
    assert isinstance(last, Done)
    table.close()
    return last.answer


def number(answer: Answer, source: str) -> int:
    return next(c.n for c in answer.citations if c.source == source)


@pytest.fixture(autouse=True)
def _claims(set_weights: SetWeights) -> None:
    set_weights({"bias": 5.0}, {"bias": 5.0})


def cited(text: str, path: Path) -> int:
    """The number under which a report is cited in the answer to this question."""
    source = "a.txt" if text == FOUR else "b.txt"
    return number(written(path, "Fehlt"), source)


def test_the_newest_report_is_retold(tmp_path: Path) -> None:
    answer = written(tmp_path, f"{NINE} [{cited(NINE, tmp_path)}]")
    assert answer.claims[0].check is Check.KEPT
    assert answer.text.startswith(NINE)


def test_an_outdated_figure_alone_is_not_shown(tmp_path: Path) -> None:
    answer = written(tmp_path, f"{FOUR} [{cited(FOUR, tmp_path)}]")
    assert answer.claims[0].check is Check.RETRIED
    assert answer.claims[0].reasons == ("disputed",)
    assert not answer.text.startswith(FOUR)
    assert NINE in answer.text
