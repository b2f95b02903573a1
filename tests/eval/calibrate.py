"""Fit the weights of the decision to answer: ``python -m tests.eval.calibrate XQUAD WORK``.

XQUAD is a folder with ``corpus/*.txt`` and ``questions.jsonl`` in German and English. Of its
questions only the half is used that :mod:`tests.eval.xquad` calls ``dev``. Each is asked as it is,
and once more with its paragraph taken away, which makes it unanswerable in the midst of passages
that are near; both over all articles and over its own alone.

The weights of the search come from all of these. Those of the reading are fitted on top, on the
project's own development questions (near misses and false premises on one article) and a sample
of the others; they need the language model, about five seconds a reading. Readings are kept in
WORK, so that a broken run goes on where it was.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.progress import track
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from index.build import build
from index.embedding.embedder import Embedder, load_embedder
from index.generations import generations_of
from index.settings import ROOT, Settings
from index.store import Store
from rag.answerable import CALIBRATION, STATED, Signals, search_logit, signals_of, weighed
from rag.assistant import Assistant
from rag.evaluation.rows import QuestionRow, read_questions
from rag.followup import standalone
from rag.model import LanguageModel
from rag.reader import read
from rag.retrieval import search, select
from rag.types import Language, best_first
from tests.eval.xquad import rows_of

OWN = {"plain": "seed_plain_dev.jsonl", "paraphrased": "seed_dev.jsonl"}
ALONE = {"plain": 1.0, "paraphrased": 0.3, "one article": 0.3}
AMONG = {"all articles": 1.0, "plain": 0.2}
"""What a set weighs where one article is searched, and where many are. Plain questions are what is
asked; the paraphrases are meant to be hard."""
NEAR = {"one article": 0.5, "all articles": 0.7}
"""What XQuAD's unanswerable questions weigh: all of them are near, of those that are asked not all
are."""
_FOLDS = 6
_SEED = 7
_SMOOTH = 9
"""Steps of the bias over which its rightness is averaged: few examples decide it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what the search tells of it."""

    key: str
    set: str
    language: Language
    foreign: bool
    group: str
    """Examples of one group must not be on both sides of a cross-validation."""
    answerable: bool
    question: str
    signals: Signals
    evidence: tuple[str, ...]
    """Sentences of the best passage, best first."""

    @property
    def name(self) -> str:
        """In the table."""
        return f"{self.set}.{self.language}"


def example(
    store: Store,
    embedder: Embedder,
    question: str,
    language: Language,
    hidden: int = 0,
    **about: Any,
) -> Example:
    """Search as the chain does, over German articles, with one paragraph of its own hidden."""
    sources = about.pop("sources", ())
    found = search(store, embedder.embed_query(question), sources=sources)
    candidates = [
        candidate
        for candidate in found
        if (candidate.passage.source, candidate.passage.paragraph) != (about["group"], hidden)
    ]
    evidence = select(question if language == "de" else "", candidates)
    item, _, _ = best_first(evidence)[0]
    sentences = tuple(item.passage.quote(span) for _, span, _ in best_first([item]))
    signals = signals_of(question, language, candidates, evidence)
    return Example(
        question=question,
        language=language,
        foreign=language != "de",
        signals=signals,
        evidence=sentences,
        **about,
    )


def withheld(store: Store, embedder: Embedder, rows: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """Each question with and without its paragraph, over all articles and its own alone."""
    for row in track(rows, "Searching"):
        for name, sources in (("all articles", ()), ("one article", (row["file"],))):
            for hidden in (0, row["paragraph"] + 1):
                yield example(
                    store,
                    embedder,
                    row["question"],
                    row["language"],
                    hidden,
                    sources=sources,
                    key=f"{row['id']}/{row['language']}/{name}/{bool(hidden)}",
                    set=name,
                    group=row["file"],
                    answerable=not hidden,
                )


def own(store: Store, embedder: Embedder, name: str, rows: Sequence[QuestionRow]) -> list[Example]:
    """The project's own development questions."""
    return [
        example(
            store,
            embedder,
            standalone(row.question, row.history),
            row.language,
            key=f"{name}/{row.id}",
            set=name,
            group=row.id,
            answerable=row.answerable,
        )
        for row in rows
    ]


def fit_search(examples: Sequence[Example]) -> tuple[dict[str, float], np.ndarray]:
    """Weights, and the cross-validated probability of each example."""
    model = make_pipeline(StandardScaler(), LogisticRegression())
    x = np.array([list(asdict(item.signals).values()) for item in examples], dtype=float)
    y = np.array([item.answerable for item in examples])
    groups = [item.group for item in examples]
    chances = cross_val_predict(
        model, x, y, groups=groups, cv=GroupKFold(_FOLDS), method="predict_proba"
    )[:, 1]
    model.fit(x, y)
    scaler, regression = model[0], model[1]
    slopes = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - slopes @ scaler.mean_)
    names = list(asdict(examples[0].signals))
    weights = dict(zip(names, (round(float(s), 3) for s in slopes), strict=True))
    return {"bias": round(bias, 3), **weights}, chances


def readings(model: LanguageModel, examples: Sequence[Example], kept: Path) -> dict[str, float]:
    """The reader's log-odds for each example, by key."""
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    known = {row["key"]: float(row["stated"]) for row in map(json.loads, lines)}
    with kept.open("a", encoding="utf-8") as out:
        for item in track(examples, "Reading"):
            if item.key in known:
                continue
            with read(model, "de", item.question, item.evidence) as reading:
                known[item.key] = reading.stated
            out.write(json.dumps({"key": item.key, "stated": known[item.key]}) + "\n")
            out.flush()
    return known


def fit_reading(
    examples: Sequence[Example],
    chances: Sequence[float],
    stated: Mapping[str, float],
    sets: Mapping[str, float],
    *,
    moved: bool,
) -> tuple[dict[str, float], np.ndarray]:
    """Weights on top of the search's, and the cross-validated probability of each example.

    Args:
        examples: of the sets.
        chances: what the search tells of each.
        stated: the reader's log-odds, by key.
        sets: what each set weighs, whatever its size; both kinds of question weigh the same.
        moved: see :func:`fitted`.
    """
    x = np.array(
        [
            [search_logit(chance), float(np.clip(stated[item.key], *STATED))]
            for item, chance in zip(examples, chances, strict=True)
        ]
    )
    y = np.array([item.answerable for item in examples])
    counts = Counter((item.set, item.answerable) for item in examples)
    weight = np.array(
        [
            sets[item.set]
            * (1.0 if item.answerable else NEAR.get(item.set, 1.0))
            / counts[item.set, item.answerable]
            for item in examples
        ]
    )
    weight *= len(examples) / weight.sum()
    fold = np.array([hash_fold(item.group) for item in examples])
    out = np.zeros(len(examples))
    for k in range(_FOLDS):
        slopes, bias = fitted(x[fold != k], y[fold != k], weight[fold != k], moved=moved)
        out[fold == k] = 1 / (1 + np.exp(-(x[fold == k] @ slopes + bias)))
    slopes, bias = fitted(x, y, weight, moved=moved)
    search, read_slope = (round(float(value), 3) for value in slopes)
    return {"bias": round(bias, 3), "search": search, "stated": read_slope}, out


def fitted(
    x: np.ndarray, y: np.ndarray, weight: np.ndarray, *, moved: bool
) -> tuple[np.ndarray, float]:
    """Slopes and bias of a logistic regression.

    On one article its bias errs to one side, since the log-odds of plain questions are skewed: it
    is moved there to where fewest examples are on the wrong side.
    """
    model = LogisticRegression().fit(x, y, sample_weight=weight)
    slopes, bias = model.coef_[0], float(model.intercept_[0])
    if moved:
        grid = np.arange(-6.0, 3.0, 0.05)
        right = np.array([weight[((x @ slopes + at) >= 0) == y].sum() for at in grid])
        bias = float(grid[np.convolve(right, np.ones(_SMOOTH) / _SMOOTH, "same").argmax()])
    return slopes, bias


def hash_fold(group: str) -> int:
    """The same for the same group in every run."""
    return sum(group.encode()) % _FOLDS


def table(title: str, examples: Sequence[Example], chances: np.ndarray) -> None:
    """How well the two kinds are told apart, by set."""
    print(title)
    for name in sorted({item.name for item in examples}):
        here = [n for n, item in enumerate(examples) if item.name == name]
        y = np.array([examples[n].answerable for n in here])
        p = chances[here]
        refused = f"refused {np.mean(p[~y] < 0.5):.2f}, wrongly {np.mean(p[y] < 0.5):.2f}"
        print(f"  {name:18} n {len(here):4}  AUC {roc_auc_score(y, p):.3f}  {refused}")


@contextmanager
def indexed(settings: Settings, embedder: Embedder) -> Iterator[Store]:
    """The index of a folder, built if need be."""
    build(settings, embedder)
    with (
        closing(generations_of(settings)) as generations,
        closing(Store.open(generations, embedder.name)) as store,
    ):
        yield store


def main(
    source: Annotated[Path, typer.Argument(metavar="XQUAD", help="folder with part of XQuAD")],
    work: Annotated[Path, typer.Argument(help="folder for indexes and readings")],
    sample: Annotated[int, typer.Option(help="readings of XQuAD examples")] = 300,
) -> None:
    """Fit rag/calibration.json anew and print how well it does, cross-validated."""
    work.mkdir(parents=True, exist_ok=True)
    corpus = work / "corpus"
    corpus.mkdir(exist_ok=True)
    for path in sorted((source / "corpus").glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        (corpus / path.name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    rows = rows_of(source, "dev")
    embedder = load_embedder(Settings().embedding)
    with indexed(Settings(sources=corpus, data=work / "xquad"), embedder) as store:
        examples = list(withheld(store, embedder, rows))
    same, foreign = ([e for e in examples if e.foreign is is_so] for is_so in (False, True))
    weights: dict[str, dict[str, float]] = {}
    weights["same"], chances_same = fit_search(same)
    weights["foreign"], chances_foreign = fit_search(foreign)
    table("The search alone, cross-validated by article", same, chances_same)
    table("", foreign, chances_foreign)

    settings = Settings(sources=ROOT / "seeds", data=work / "seeds")
    with indexed(settings, embedder) as store:
        mine = [
            item
            for name, file in OWN.items()
            for item in own(store, embedder, name, read_questions(ROOT / "tests/eval" / file))
        ]
    picked = random.Random(_SEED).sample(range(len(examples)), sample)
    chosen = [*mine, *(examples[n] for n in picked)]
    with closing(Assistant(settings)) as helper:
        helper.start()
        helper.wait()
        if helper.model is None:
            raise typer.BadParameter("The language model is needed; see README.")
        stated = readings(helper.model, chosen, work / "readings.jsonl")
    both = {e.key: float(c) for e, c in zip(same, chances_same, strict=True)}
    both |= {e.key: float(c) for e, c in zip(foreign, chances_foreign, strict=True)}
    chances = [
        both.get(e.key) or weighed(e.signals, weights["foreign" if e.foreign else "same"])
        for e in chosen
    ]
    table("The search alone on the examples that were read", chosen, np.array(chances))
    for name, is_so in (("same", False), ("foreign", True)):
        for scope, sets in (("alone", ALONE), ("among", AMONG)):
            here = [n for n, e in enumerate(chosen) if e.foreign is is_so and e.set in sets]
            part = [chosen[n] for n in here]
            weights[f"{name}.{scope}"], together = fit_reading(
                part, [chances[n] for n in here], stated, sets, moved=sets is ALONE
            )
            table(f"With the reading, {scope}, cross-validated", part, together)
    CALIBRATION.write_text(json.dumps({"weights": weights}, indent=2) + "\n", encoding="utf-8")
    print(f"Written: {CALIBRATION.relative_to(ROOT)}")


if __name__ == "__main__":
    typer.run(main)
