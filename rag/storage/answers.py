"""Cache of answers, by question, language, model, settings and index."""

import logging
import time
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps

from pydantic import TypeAdapter, ValidationError

from rag.decisions import OF_THE_DAY
from rag.storage.table import Table
from rag.types import Answer, Done, Event, Language, Sources, Timings, Token, Turn

log = logging.getLogger(__name__)

VERSION = "19"
"""Part of every key; to be raised when answers to the same question change."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A cached answer with what is needed to replay its events."""

    sources: Sources
    answer: Answer


_KEPT = TypeAdapter(Kept)


class AnswerCache:
    """Replays the events of a cached answer, or records those of a new one."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @staticmethod
    def key(
        question: str,
        language: Language | None,
        history: Sequence[Turn],
        sources: Collection[str],
        snapshot: str,
        model: str | None,
        *,
        made_with: Sequence[str | None] = (),
    ) -> str:
        """The key of an answer: a hash of everything that it depends on.

        ``made_with`` has further parts, such as the translation engine and the mode.
        """
        earlier = [turn.question for turn in history]
        parts = [VERSION, question, language, earlier, sorted(sources), snapshot, model]
        parts += made_with
        return sha256(dumps(parts).encode()).hexdigest()

    def replay(self, key: str) -> Iterator[Event] | None:
        """The events of the cached answer with current timings, or None.

        A damaged row counts as missing; the next answer to the question replaces it.
        """
        started = time.perf_counter()
        row = self._table.get(key)
        if row is None:
            return None
        try:
            kept = _KEPT.validate_json(row)
        except ValidationError:
            log.warning("A cached answer is damaged; its question will be answered again.")
            return None
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        answer = replace(kept.answer, timings=Timings(elapsed, elapsed, elapsed))
        return iter((kept.sources, Token(answer.text), Done(answer)))

    def record(self, key: str, events: Generator[Event], model: str | None) -> Generator[Event]:
        """Pass the events on and cache the answer at the end.

        Answers that were made without the ``model``, or that depend on the date, are not cached.
        """
        sources: Sources | None = None
        with closing(events) as open_events:
            for event in open_events:
                if isinstance(event, Sources):
                    sources = event
                if isinstance(event, Done) and sources and _is_to_keep(event.answer, model):
                    kept = Kept(sources, event.answer)
                    self._table.put(key, _KEPT.dump_json(kept).decode())
                yield event


def _is_to_keep(answer: Answer, model: str | None) -> bool:
    passing = any(decision.outcome in OF_THE_DAY for decision in answer.decisions)
    return answer.model == model and not passing
