"""The heaps of a process are limited, whatever the number of its threads."""

import platform
import subprocess
import sys

import pytest

from index.settings import ROOT
from rag.runtime.heaps import HEAPS

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")

# Holds sixteen threads in memory at the same time, and lets glibc write its heaps to stdout.
PROGRAM = """
import ctypes, sys, threading
from rag.runtime.heaps import limit_heaps
if sys.argv[1] == "limited":
    limit_heaps()
there = threading.Barrier(17)
def work():
    held = [bytes(5_000) for _ in range(1_000)]
    there.wait()
    there.wait()
threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads:
    thread.start()
there.wait()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
there.wait()
"""


def heaps(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, how], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.count("<heap ")


def test_all_threads_share_two_heaps() -> None:
    assert heaps("limited") <= HEAPS < heaps("free")
