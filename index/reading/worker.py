"""``python -m index.reading.worker FD MEMORY CPU``: a worker of :mod:`index.reading.pool`.

A malicious file may exhaust time or memory, or crash a library. The limits of this process confine
the damage to it; the pool then starts another.
"""

import os
import resource
import sys
from multiprocessing.connection import Connection

from index.formats import Fault
from index.reading.parsing import Parsed, Problem, parse

Answer = tuple[Parsed, bool]
"""The result for a file, and whether this process goes on; if not, it exits now."""


def main() -> None:
    """Receive files and send back results until the pool closes the connection."""
    fd, memory, cpu_s = (int(word) for word in sys.argv[1:])
    link = Connection(fd)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_DATA, memory)
    sound = True
    while sound:
        try:
            source, data = link.recv()
        except EOFError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        # The system kills this process when it has used up its CPU time for one file.
        _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + cpu_s)
        found, sound = _answer(source, data)
        link.send((found, sound))


def _lower(kind: int, wanted: int) -> None:
    _, most = resource.getrlimit(kind)
    resource.setrlimit(
        kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most)
    )


def _answer(source: str, data: bytes) -> Answer:
    try:
        return parse(source, data), True
    except MemoryError:
        message = "Reading it takes too much memory: save only its text, or split it."
        return Problem(source, message, Fault.TOO_LARGE), False
    except BaseException as error:  # noqa: BLE001 - any library's; a Rust panic is no Exception
        message = f"It cannot be read ({type(error).__name__}): save it again or in another format."
        return Problem(source, message, Fault.DAMAGED), isinstance(error, Exception)


if __name__ == "__main__":
    # Libraries' own output would mix with the answers.
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    main()
