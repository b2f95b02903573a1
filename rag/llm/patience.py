"""Trying again when a service is busy: with growing pauses, and not longer than a turn takes."""

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
"""Between two looks whether a call that waits is still wanted."""
_PAUSES: Final = wait_random_exponential(multiplier=0.5, min=0.2, max=8)
"""Guess: the random part keeps replicas from asking again all at once."""


def begun(call: Callable[[], Generator[Piece]], limit_s: float) -> Generator[Piece]:
    """The pieces of a call whose first one has come; a busy service is asked again.

    Args:
        call: makes the call; it is made anew for each try.
        limit_s: after which no new try begins.

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
    return _PAUSES(state) if told is None else told


def _sleep(seconds: float) -> None:
    """Until then, or until the answer is not wanted any more."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        ensure_wanted()
        time.sleep(min(left, _LOOK_S))


def _tell(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.info("Trying again in %.1f s. %s", state.upcoming_sleep, error)
