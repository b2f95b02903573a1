"""Lets model calls check whether the reader has stopped the answer.

A model call may take seconds before the chain yields the next event, so it has to check by itself
to stop in time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from index.errors import ModelError

_is_stopped: ContextVar[Callable[[], bool]] = ContextVar("is_stopped", default=lambda: False)


@contextmanager
def stoppable(stopped: Callable[[], bool]) -> Iterator[None]:
    """Within the block, this thread's work can be stopped: ``stopped`` is polled."""
    before = _is_stopped.set(stopped)
    try:
        yield
    finally:
        _is_stopped.reset(before)


def is_stopped() -> bool:
    """Whether the answer that this thread works on was stopped."""
    return _is_stopped.get()()


def ensure_wanted() -> None:
    """Check that the answer was not stopped.

    Raises:
        ModelError: the reader has stopped it.
    """
    if is_stopped():
        raise ModelError("The answer was stopped.", "Ask again if you still want it.")
