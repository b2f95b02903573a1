"""Is an answer still wanted? Asked by what works on it, however deep: calls of the model.

A call of the model takes seconds and yields nothing to its caller meanwhile, so a reader's stop
would come too late if it waited for the next piece of the answer.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from index.errors import ModelError

_is_stopped: ContextVar[Callable[[], bool]] = ContextVar("is_stopped", default=lambda: False)


@contextmanager
def stoppable(stopped: Callable[[], bool]) -> Iterator[None]:
    """Until the end of the block, all work of this thread is for a reader who may stop it."""
    before = _is_stopped.set(stopped)
    try:
        yield
    finally:
        _is_stopped.reset(before)


def is_stopped() -> bool:
    """Whether nobody wants the answer any more that this thread is working on."""
    return _is_stopped.get()()


def ensure_wanted() -> None:
    """Go on only while the answer is wanted.

    Raises:
        ModelError: the reader has stopped it.
    """
    if is_stopped():
        raise ModelError("The answer was stopped.", "Ask again if it is wanted after all.")
