"""Exam results: whether a model may write, and the store of the results."""

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Final

from pydantic import TypeAdapter, ValidationError

from index.disk.durable import write_atomically
from rag.decisions import Mode, Reading
from rag.exam.marking import Mark
from rag.exam.paper import paper
from rag.llm.client import Abilities

log = logging.getLogger(__name__)

SHIPPED: Final = Path(__file__).with_name("shipped.json")
LEAST: Final = {"form": 0.9, "right": 0.8, "cites": 0.85, "refuses": 0.8, "language": 0.95}
"""Minimum shares for a model to write; guess. Neither of the two models that were tried (1.5 and
0.27 billion parameters) comes close."""
UNKNOWN: Final = "qwen2.5-coder-1.5b-instruct"
"""A small model, without an adapter, with whose result others are used until they have their own.
"""
MOST_SECONDS: Final = 20.0
"""Maximum median duration of an answer; guess at how long readers wait."""


@dataclass(frozen=True, slots=True)
class Share:
    """A count out of a total."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 1 if the total is 0."""
        return self.count / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Result:
    """The exam result of a model."""

    model: str
    version: int
    """Version of the exam paper."""
    made: str
    """Time of the exam, ISO 8601."""
    form: Share
    right: Share
    cites: Share
    refuses: Share
    language: Share
    found: Share
    """Passages in which it finds an answer, out of those that answer."""
    imagined: Share
    """The same out of passages that do not answer."""
    seconds: float
    """Median duration of an answer."""
    logprobs: bool
    grammar: bool

    @property
    def shares(self) -> dict[str, Share]:
        """The shares that decide, together with the speed, whether it may write."""
        return {name: getattr(self, name) for name in LEAST}

    @property
    def lacks(self) -> tuple[str, ...]:
        """The criteria that it fails."""
        lacking = [name for name, share in self.shares.items() if share.value < LEAST[name]]
        return (*lacking, *(["speed"] if self.seconds > MOST_SECONDS else []))

    @property
    def mode(self) -> Mode:
        """How answers are written with this model."""
        return Mode.EXTRACT if self.lacks else Mode.WRITE

    @property
    def reading(self) -> Reading:
        """Log-likelihood ratios of the model's replies, with add-one smoothing."""
        found, imagined = (
            (share.count + 1) / (share.of + 2) for share in (self.found, self.imagined)
        )
        return Reading(
            round(math.log(found / imagined), 3), round(math.log((1 - found) / (1 - imagined)), 3)
        )


def result_of(model: str, marks: Sequence[Mark], able: Abilities) -> Result:
    """Sum up the marks of a whole exam."""

    def share(values: Iterator[bool | None]) -> Share:
        told = [value for value in values if value is not None]
        return Share(sum(told), len(told))

    return Result(
        model=model,
        version=paper().version,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        form=share(m.form for m in marks),
        right=share(m.right for m in marks),
        cites=share(m.cites for m in marks),
        refuses=share(m.refuses for m in marks),
        language=share(m.language for m in marks),
        found=share(m.found for m in marks if m.answerable),
        imagined=share(m.found for m in marks if not m.answerable),
        seconds=round(median(m.seconds for m in marks), 2),
        logprobs=able.logprobs,
        grammar=able.grammar,
    )


_RESULT: Final = TypeAdapter(Result)
_RESULTS: Final = TypeAdapter(dict[str, Result])


class Results:
    """Exam results by model name: shipped ones, and those in the data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "exams"

    def of(self, model: str) -> Result | None:
        """The result of a model; None if it has not taken the current version of the exam."""
        kept = self._kept(model)
        if kept and kept.version == paper().version:
            return kept
        return _shipped().get(model)

    def reading(self, model: str) -> Reading:
        """Likelihood ratios of a model; until it has taken the exam, those of :data:`UNKNOWN`."""
        return (self.of(model) or _shipped()[UNKNOWN]).reading

    def keep(self, result: Result) -> None:
        """Store a result in place of an earlier one. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self._file(result.model), _RESULT.dump_json(result, indent=1))

    def _kept(self, model: str) -> Result | None:
        try:
            return _RESULT.validate_json(self._file(model).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            log.warning("An exam result cannot be read; the exam will be repeated. %s", error)
            return None

    def _file(self, model: str) -> Path:
        return self._folder / f"{sha256(model.encode()).hexdigest()[:16]}.json"


@cache
def _shipped() -> dict[str, Result]:
    return _RESULTS.validate_json(SHIPPED.read_bytes())
