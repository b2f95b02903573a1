"""What ``/proc`` tells of processes: their children, and fields of their status."""

from collections.abc import Iterator
from pathlib import Path


def children(pid: int) -> Iterator[int]:
    """The ids of the processes that a process has started and that still run."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:
            continue  # the thread has ended


def status(pid: int) -> dict[str, int]:
    """The numeric fields of a process's status by name; memory is in kB.

    Raises:
        OSError: it has ended.
    """
    fields = (line.split() for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {
        name.rstrip(":"): int(values[0])
        for name, *values in fields
        if values and values[0].isdecimal()
    }
