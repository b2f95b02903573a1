"""Weights for decisions that tests can compute in their head; the real ones change."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import fields
from pathlib import Path

import pytest

from index.building.build import build
from index.embedding.embedder import Embedder
from index.language.dictionary.lookup import Dictionary
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.evidence import answerability
from rag.evidence.answerability import Signals
from rag.evidence.retrieval import Retriever
from rag.storage.table import Table
from rag.types import Answer, Done, Turn

Weights = dict[str, dict[str, float]]
SetWeights = Callable[..., None]
ChainOver = Callable[[Mapping[str, str]], Chain]


def asked(chain: Chain, question: str, *history: Turn) -> Answer:
    """The finished answer."""
    *_, last = chain.ask(question, history=history)
    assert isinstance(last, Done)
    return last.answer


@pytest.fixture
def chain_over(tmp_path: Path, embedder: Embedder) -> Iterator[ChainOver]:
    """Makes a chain without a model over files, by name, that are read and indexed as usual."""
    with ExitStack() as opened:

        def made(files: Mapping[str, str]) -> Chain:
            settings = Settings(data=tmp_path / "data", sources=tmp_path / "articles")
            settings.sources.mkdir()
            for name, text in files.items():
                (settings.sources / name).write_text(text, encoding="utf-8")
            build(settings, embedder)
            table = opened.enter_context(closing(Table(tmp_path / "translations.sqlite3")))
            snapshots = DiskSnapshots(settings.data)
            store = opened.enter_context(Store.open(snapshots, embedder.name))
            retriever = Retriever(store, embedder, Dictionary.absent())
            return Chain(retriever, Translator(table, None, Dictionary.absent()))

        yield made


def weights(
    search: dict[str, float],
    read: dict[str, float],
    briefing: dict[str, float] | None = None,
) -> Weights:
    """A calibration in which all weights but the given ones are 0.

    Args:
        search: of a passage that the model has not read.
        read: of one that it has read.
        briefing: of the briefing; as likely as its likeliest passage if left out.
    """
    signals = {field.name: 0.0 for field in fields(Signals)}
    whole = {"bias": 0.0, "best": 1.0, "second": 0.0, "any": 0.0} | (briefing or {})
    return {
        "search": {"bias": 0.0, **signals, **search},
        "read": {"bias": 0.0, **signals, "log_odds": 0.0, **read},
        **{f"briefing.{count}": whole for count in range(4)},
    }


@pytest.fixture
def set_weights(monkeypatch: pytest.MonkeyPatch) -> SetWeights:
    """Decide by weights of the test's own from now on."""

    def replace(*arguments: dict[str, float]) -> None:
        made = weights(*arguments)
        monkeypatch.setattr(answerability, "_weights", lambda: made)

    return replace


@pytest.fixture
def plain_weights(set_weights: SetWeights) -> None:
    """The model's log-odds alone decide; without a model, all is refused.

    A passage that the model has not read has a probability of 0.18: enough to be read. The
    briefing is a little likelier than its likeliest passage.
    """
    set_weights({"bias": -1.5}, {"log_odds": 1.0}, {"bias": 0.7})
