"""Answers that were given before: same question, language, model, settings and index."""

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

VERSION = "11"
"""Part of every key: to be raised when answers to the same question change."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an answer: enough to play its events again."""

    sources: Sources
    answer: Answer


_KEPT = TypeAdapter(Kept)


class AnswerCache:
    """Plays back the events of an earlier answer, or records those of a new one."""

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
        """One key for all that an answer depends on.

        ``made_with`` names whatever else is at work: what translates, how the answer is told.
        """
        earlier = [turn.question for turn in history]
        parts = [VERSION, question, language, earlier, sorted(sources), snapshot, model]
        parts += made_with
        return sha256(dumps(parts).encode()).hexdigest()

    def replay(self, key: str) -> Iterator[Event] | None:
        """The events of the kept answer with the times of now, or None.

        A damaged row counts as none; the next answer to the question takes its place.
        """
        started = time.perf_counter()
        row = self._table.get(key)
        if row is None:
            return None
        try:
            kept = _KEPT.validate_json(row)
        except ValidationError:
            log.warning("A kept answer is damaged; its question is answered anew.")
            return None
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        answer = replace(kept.answer, timings=Timings(elapsed, elapsed, elapsed))
        return iter((kept.sources, Token(answer.text), Done(answer)))

    def record(self, key: str, events: Generator[Event], model: str | None) -> Generator[Event]:
        """Pass the events on and keep the answer when it is done.

        Not kept is one that had to do without the ``model`` that was to write it, and one that
        depends on the day.
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
