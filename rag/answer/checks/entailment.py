"""An entailment model (``BRIEFING_VERIFIER``) as a judge of whether evidence supports a claim."""

import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from index.errors import ModelError, first_line
from index.text import encodable
from rag.types import Language

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_ENTAILMENT: Final = "entailment"
"""Name of the label in the configuration of models trained on inference (NLI)."""
_NO_SENSE: Final = "Name an entailment model, such as one trained on XNLI, or leave it empty."


class EntailmentJudge:
    """A sequence classifier over pairs of evidence and claim. Safe to use from several threads.

    It has a label "entailment", or a single output that is higher the better the support.
    """

    lowest: float = 0.0
    """More likely not than supported."""

    def __init__(self, name: str, model: "CrossEncoder") -> None:
        """Wrap a loaded model.

        Raises:
            ModelError: it has other labels.
        """
        self._name = name
        self._model = model
        self._alone = threading.Lock()
        named = (model.config.id2label if model.config else None) or {}
        labels = {label.casefold(): int(number) for number, label in named.items()}
        self._entailment = 0 if len(labels) == 1 else labels.get(_ENTAILMENT, -1)
        if self._entailment < 0:
            raise ModelError(
                f"BRIEFING_VERIFIER={name} does not tell entailment; its labels are "
                f"{', '.join(sorted(labels))}.",
                _NO_SENSE,
            )

    def log_odds(
        self,
        claim: str,
        language: Language,  # noqa: ARG002 - such models read any language they were trained on
        evidence: Sequence[str],
    ) -> float:
        """Log-odds of entailment by the piece of evidence, or all of it, that supports it best."""
        whole = "\n".join(evidence)
        premises = dict.fromkeys((*evidence, whole))
        pairs = [(encodable(premise), encodable(claim)) for premise in premises]
        try:
            with self._alone:  # tokenizers that truncate fail in several threads at once
                scores = self._model.predict(pairs, show_progress_bar=False)
        except (RuntimeError, IndexError, ValueError) as error:
            raise ModelError(
                f"The verifying model {self._name!r} failed ({first_line(error)}).", _NO_SENSE
            ) from error
        logits = np.asarray(scores, dtype=np.float64).reshape(len(pairs), -1)
        if logits.shape[1] == 1:
            return float(logits.max())
        others = np.delete(logits, self._entailment, axis=1)
        return float((logits[:, self._entailment] - np.logaddexp.reduce(others, axis=1)).max())


def load_judge(name: str) -> EntailmentJudge:
    """Load an entailment model by the name or folder that sentence-transformers knows.

    Raises:
        ModelError: it is not on this machine and cannot be downloaded, or is no such model.
    """
    # Stops OpenMP threads from spinning. torch reads it when it is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from sentence_transformers import CrossEncoder
    from torch.nn import Identity

    try:
        # Logits: the log-odds of probabilities close to 1 would be lost in rounding.
        model = CrossEncoder(name, device="cpu", activation_fn=Identity())
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        raise ModelError(
            f"The verifying model {name!r} cannot be loaded ({first_line(error)}).",
            "Set BRIEFING_VERIFIER to a folder that contains it, connect to the network once so "
            "that it can be downloaded, or leave it empty.",
        ) from error
    return EntailmentJudge(name, model)
