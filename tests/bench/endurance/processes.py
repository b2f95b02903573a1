"""Memory, handles and threads of another process, read from ``/proc``."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.processes import children, status

_ENGINE: Final = "rag.llm.embedded.engine_process"


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process holds."""

    resident_mb: float
    own_mb: float
    """Without mapped files."""
    cpu_s: float
    """Processor time since its start."""
    threads: int
    handles: int
    kinds: dict[str, int]
    """The handles by kind: sockets, pipes, files."""


def usage(pid: int) -> Usage:
    """What a process holds now.

    Raises:
        OSError: it has ended.
    """
    process = Path(f"/proc/{pid}")
    fields = status(pid)
    times = (process / "stat").read_text().rpartition(")")[2].split()
    kinds = Counter(_kinds(process))
    return Usage(
        resident_mb=fields["VmRSS"] / 1024,
        own_mb=fields["RssAnon"] / 1024,
        cpu_s=sum(map(int, times[11:13])) / os.sysconf("SC_CLK_TCK"),
        threads=fields["Threads"],
        handles=kinds.total(),
        kinds=dict(kinds),
    )


def engine_of(pid: int) -> int | None:
    """Process ID of the engine that a service has started; None while it has none."""
    for child in children(pid):
        try:
            if _ENGINE in Path(f"/proc/{child}/cmdline").read_text():
                return child
        except OSError:
            continue  # has ended
    return None


def _kinds(process: Path) -> Iterator[str]:
    for handle in (process / "fd").iterdir():
        try:
            target = str(handle.readlink())
        except OSError:
            continue  # closed in the meantime
        yield "file" if target.startswith("/") else target.partition(":")[0]
