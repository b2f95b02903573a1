"""Weights for decisions that tests can compute in their head; the real ones change."""

from collections.abc import Callable
from dataclasses import fields

import pytest

from rag.evidence import answerability
from rag.evidence.answerability import Signals

Weights = dict[str, dict[str, float]]
SetWeights = Callable[..., None]


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
