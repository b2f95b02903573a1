"""Calibrates the decision to answer: ``python -m tests.eval.calibrate WORK SET… [--report SET]…``.

A SET is a folder with ``corpus/`` and ``questions.jsonl``, or a file of questions about the
articles of ``BRIEFING_SOURCES``. The articles are indexed below WORK, every question is searched,
and the embedded model reads the best passages; its output is cached in ``WORK/readings.jsonl``, so
that an interrupted run can continue. Then logistic regressions are fitted on all SETs and written
to ``rag/evidence/calibration.json``:

- ``search`` and ``read``: is this passage in the question's ``gold``?
- ``briefing.N``, with N passages read: is the question answerable?

``typical`` has the means of the signals that depend on the embedding model, by rank of the passage.

The sets are small, so there are few features and strong regularisation. The quality on sets that
were not fitted on is printed for each ``--report``, and for each SET with the weights of the
others.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Annotated, Final

import numpy as np
import numpy.typing as npt
import typer
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.building.build import build
from index.embedding.embedder import BUILT_IN, Embedder, load_embedder
from index.language.dictionary.lookup import Dictionary
from index.language.dictionary.setup import open_dictionary
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store
from rag.answer.reader import read
from rag.decisions import ModelAnswer, ShortAnswer
from rag.evaluation.rows import QuestionRow, read_questions
from rag.evidence.answerability import (
    CALIBRATION,
    RULES,
    SIMILARITIES,
    Signals,
    briefing_values,
    reading_values,
    signals_of,
    weighed,
)
from rag.evidence.retrieval import Retriever
from rag.evidence.search import READ, find
from rag.llm.client import LanguageModel
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.prefix_cache import slots_of, warm
from rag.llm.embedded.weights import fetch
from rag.llm.prompts import load_prompts
from rag.question.followup import own_question, standalone
from rag.question.kind import FACT, kind_of
from rag.types import Language, QuestionPart

_STRENGTH: Final = 0.2
"""Inverse regularisation strength: no other value from 0.05 to 1 was better across the sets."""
_READ_ON: Final = 0.5
"""Log-odds below which less than half of the passages are gold, so the next one is read, too."""

_MOST_READ: Final = 2
"""Maximum passages read per question."""

Weights = dict[str, dict[str, float]]

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage for one question."""

    signals: Signals
    log_odds: float | None
    """Of the model's answer; None if the passage was not read."""
    gold: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its best passages, in search order."""

    answerable: bool
    passages: tuple[Passage, ...]


class Readings:
    """The model's readings of passages, cached in a file; the model is started when needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._model: LanguageModel | None = None
        self._engine: Engine | None = None
        self._known: dict[str, ModelAnswer] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                short = ShortAnswer(**row["short"]) if row["short"] else None
                self._known[row["key"]] = ModelAnswer(row["log_odds"], short)

    def of(self, key: str, language: Language, question: str, passage: str) -> ModelAnswer:
        """The model's answer from a passage."""
        if key not in self._known:
            self._known[key] = read(self._started(), language, question, passage)
            row = {"key": key, **asdict(self._known[key])}
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return self._known[key]

    def close(self) -> None:
        if self._engine:
            self._engine.close()

    def _started(self) -> LanguageModel:
        if self._model is None:
            settings, slots = Settings(), self._path.with_name("slots")
            weights = fetch(settings)
            slots.mkdir(exist_ok=True)
            self._engine = Engine.start(weights, settings.threads, slots)
            prompts = load_prompts()
            engine = self._engine
            self._model = LanguageModel(
                engine.url, weights.stem, engine.key, slots=slots_of(prompts, engine.adapters)
            )
            warm(engine, self._model, prompts, weights, slots)
        return self._model


@app.command()
def main(
    work: Path,
    sets: list[Path],
    report: Annotated[list[Path] | None, typer.Option(help="Sets to evaluate only.")] = None,
) -> None:
    """Fit the decision on SETS and evaluate it on others."""
    work.mkdir(parents=True, exist_ok=True)
    embedder, dictionary = load_embedder(BUILT_IN), open_dictionary(Settings())
    with closing(Readings(work / "readings.jsonl")) as readings:
        cases = {
            folder.stem: list(_cases(folder, work, embedder, dictionary, readings))
            for folder in [*sets, *(report or [])]
        }
    fitted = fit([cases[folder.stem] for folder in sets])
    for name, found in cases.items():
        others = [cases[folder.stem] for folder in sets if folder.stem != name]
        print(name, json.dumps(measure(found, fit(others) if others else fitted)))
    text = {
        "fitted": {
            "sets": [folder.stem for folder in sets],
            "questions": sum(len(cases[folder.stem]) for folder in sets),
            "date": datetime.now(UTC).date().isoformat(),
        },
        "weights": fitted,
        "typical": typical([case for folder in sets for case in cases[folder.stem]]),
    }
    CALIBRATION.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")


def _cases(
    folder: Path, work: Path, embedder: Embedder, dictionary: Dictionary, readings: Readings
) -> Iterator[Case]:
    corpus = folder / "corpus" if folder.is_dir() else Settings().sources
    settings = Settings(data=work / folder.stem, sources=corpus)
    build(settings, embedder)
    rows = read_questions(folder / "questions.jsonl" if folder.is_dir() else folder)
    with Store.open(DiskSnapshots(settings.data), embedder.name) as store:
        retriever = Retriever(store, embedder, dictionary)
        for row in track(rows, folder.stem):
            if kind_of(row.question) is FACT:
                yield _case(retriever, row, f"{folder.stem}/{row.id}", readings)


def _case(retriever: Retriever, row: QuestionRow, key: str, readings: Readings) -> Case:
    question = standalone(row.question, row.history)
    own = own_question(row.question, question)
    asked = find(retriever, QuestionPart(question, own, row.question), row.language, ())
    passages: list[Passage] = []
    for number, candidate in enumerate(asked.worth_reading(READ)):
        passage = candidate.passage
        log_odds = None
        # Like the chain: read the next one if the previous one probably does not answer.
        before = passages[-1].log_odds if passages else None
        if number == 0 or (before is not None and before < _READ_ON and number < _MOST_READ):
            text = passage.in_context
            answer = readings.of(f"{key}/{passage.id}", candidate.language, own, text)
            log_odds = answer.log_odds
        place = (passage.source, passage.paragraph)
        signals = signals_of(asked, candidate)
        passages.append(Passage(signals, log_odds, place in row.gold))
    return Case(row.answerable, tuple(passages))


def fit(sets: Sequence[Sequence[Case]]) -> Weights:
    """Fit all regressions and return their weights.

    A regression that uses probabilities of another one is fitted on out-of-sample probabilities,
    because on its own sets the other one is overconfident.
    """
    apart = (
        [
            (held, _of_passages([case for other in sets if other is not held for case in other]))
            for held in sets
        ]
        if len(sets) > 1
        else [(sets[0], _of_passages(sets[0]))]
    )
    fitted = _of_passages([case for held in sets for case in held])
    for count in range(READ + 1):
        rows = [
            briefing_values(_probabilities(case, others, count))
            for held, others in apart
            for case in held
        ]
        fitted[f"briefing.{count}"] = _fitted(
            rows, [case.answerable for held in sets for case in held]
        )
    return fitted


def typical(cases: Sequence[Case]) -> list[dict[str, float]]:
    """Mean of each signal in :data:`SIMILARITIES`, for the best passage, the second, and so on."""
    ranks = [[c.passages[n].signals for c in cases if len(c.passages) > n] for n in range(READ)]
    return [
        {name: round(fmean(getattr(one, name) for one in rank), 4) for name in SIMILARITIES}
        for rank in ranks
    ]


def _of_passages(cases: Sequence[Case]) -> Weights:
    """The weights for a passage, before and after reading."""
    passages = [passage for case in cases for passage in case.passages]
    read = [(p, p.log_odds) for p in passages if p.log_odds is not None]
    return {
        "search": _fitted([asdict(p.signals) for p in passages], [p.gold for p in passages]),
        "read": _fitted([reading_values(p.signals, o) for p, o in read], [p.gold for p, _ in read]),
    }


def measure(cases: Sequence[Case], fitted: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """AUC of the first passage by search and by reading, and of the briefing."""
    first = [case.passages[0] for case in cases if case.passages]
    whole = [case for case in cases if case.passages]
    return {
        "first, search": _auc([p.gold for p in first], [_of(p, fitted, read=False) for p in first]),
        "first, read": _auc([p.gold for p in first], [_of(p, fitted, read=True) for p in first]),
        "briefing": _auc(
            [case.answerable for case in whole],
            [
                weighed(briefing_values(_probabilities(case, fitted, 1)), fitted["briefing.1"])
                for case in whole
            ],
        ),
    }


def _auc(labels: Sequence[bool], values: Sequence[float]) -> float:
    return round(float(roc_auc_score(labels, values)), 3) if len(set(labels)) == 2 else float("nan")


def _probabilities(case: Case, fitted: Mapping[str, Mapping[str, float]], read: int) -> list[float]:
    return [_of(p, fitted, read=number < read) for number, p in enumerate(case.passages)]


def _of(passage: Passage, fitted: Mapping[str, Mapping[str, float]], *, read: bool) -> float:
    if not read or passage.log_odds is None:
        return weighed(asdict(passage.signals), fitted["search"])
    return weighed(reading_values(passage.signals, passage.log_odds), fitted["read"])


def _fitted(rows: Sequence[Mapping[str, float]], labels: Sequence[bool]) -> dict[str, float]:
    """Fit a logistic regression on standardised features; the weights are for the raw ones."""
    names = [name for name in rows[0] if name not in RULES]
    table: npt.NDArray[np.float64] = np.array([[float(row[n]) for n in names] for row in rows])
    mean, scale = table.mean(axis=0), table.std(axis=0)
    scale[scale == 0] = 1
    model = LogisticRegression(C=_STRENGTH, max_iter=1_000).fit((table - mean) / scale, labels)
    weights = model.coef_[0] / scale
    bias = float(model.intercept_[0] - weights @ mean)
    named = zip(names, weights, strict=True)
    return {"bias": round(bias, 4), **{n: round(float(w), 4) for n, w in named}}


if __name__ == "__main__":
    app()
