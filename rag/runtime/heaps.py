"""Limits the number of heaps of this process, so that its memory does not grow.

glibc gives threads heaps of their own, up to eight per core, and keeps what is freed in them. Each
build of the index runs in a new thread, so the memory that builds had used was spread over more and
more heaps: 45 MB in nine builds, of which nothing was in use. With two heaps it is constant after
four builds (``docs/endurance.md``).
"""

import ctypes
import platform
from typing import Final

HEAPS: Final = 2
_M_ARENA_MAX: Final = -8
"""The number of this option of ``mallopt``, from glibc's malloc.h."""


def limit_heaps() -> None:
    """Let all threads share :data:`HEAPS` heaps; to be called before threads are started.

    Does nothing with other C libraries.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, HEAPS)
