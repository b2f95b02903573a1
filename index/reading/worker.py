"""``python -m index.reading.worker FD MEMORY CPU``: reads files for :mod:`index.reading.pool`.

A file may be made to use up time or memory, or to crash a library. This process is limited in
both, so that it comes to harm alone; the pool notices and starts another.
"""

import os
import resource
import sys
from multiprocessing.connection import Connection

from index.formats import Fault
from index.reading.parsing import Parsed, Problem, parse

Answer = tuple[Parsed, bool]
"""What was read of a file, and whether this process can go on; else it ends now."""


def main() -> None:
    """Answer each file with what was read of it, until the pool is gone."""
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
        # The system ends this process when it has used its time for one file.
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
        message = "Reading it takes too much memory: save its text alone, or cut it."
        return Problem(source, message, Fault.TOO_LARGE), False
    except BaseException as error:  # noqa: BLE001 - of any library; a panic in Rust is no Exception
        message = f"It cannot be read ({type(error).__name__}): save it anew or in another format."
        return Problem(source, message, Fault.DAMAGED), isinstance(error, Exception)


if __name__ == "__main__":
    # What libraries print is nobody's answer.
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    main()
