"""Retries calls to a busy service with exponential backoff, for a limited time."""

import logging
import time
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Final

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_before_delay,
    wait_random_exponential,
)

from rag.llm.failures import CallError
from rag.llm.pieces import Piece
from rag.llm.stopping import ensure_wanted

log = logging.getLogger(__name__)

_LOOK_S: Final = 0.1
"""Interval at which a waiting call checks whether it was stopped."""
_SHORTEST_S: Final = 0.2
"""Minimum pause, also if the service says that it needs none."""
_PAUSES: Final = wait_random_exponential(multiplier=0.5, min=_SHORTEST_S, max=8)
"""Guess; the random part keeps replicas from retrying at the same time."""


def begun(call: Callable[[], Generator[Piece]], limit_s: float) -> Generator[Piece]:
    """Wait for the first piece of a call, with retries if the service is busy; returns all pieces.

    Args:
        call: starts the call; called again for each try.
        limit_s: seconds after which no new try starts.

    Raises:
        ModelError: what ``call`` raises before its first piece.
    """
    tries = Retrying(
        retry=retry_if_exception(lambda error: isinstance(error, CallError) and error.busy),
        wait=_pause,
        stop=stop_before_delay(limit_s),
        sleep=_sleep,
        before_sleep=_tell,
        reraise=True,
    )
    return tries(_opened, call)


def _opened(call: Callable[[], Generator[Piece]]) -> Generator[Piece]:
    pieces = call()
    return _from(next(pieces, None), pieces)


def _from(first: Piece | None, others: Generator[Piece]) -> Generator[Piece]:
    with closing(others):
        if first is not None:
            yield first
            yield from others


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    told = error.after_s if isinstance(error, CallError) else None
    return _PAUSES(state) if told is None else max(told, _SHORTEST_S)


def _sleep(seconds: float) -> None:
    """Sleep, or raise ModelError as soon as the answer is stopped."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        ensure_wanted()
        time.sleep(min(left, _LOOK_S))


def _tell(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.info("Trying again in %.1f s. %s", state.upcoming_sleep, error)
