"""Measures the memory of a process, and runs steps of the benchmark in separate processes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from index.settings import ROOT
from tests.bench.processes import status

_STATUS: Final = {"VmRSS": "resident", "VmHWM": "peak", "RssAnon": "own"}


def memory_mb() -> dict[str, int]:
    """Memory of this process: resident, peak, and without mapped files."""
    fields = status(os.getpid())
    return {ours: fields[name] // 1024 for name, ours in _STATUS.items()}


def mapped_mb(name: str) -> int:
    """Resident part of the memory-mapped files with this name."""
    kilobytes, inside = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        first = line.split(maxsplit=1)[0]
        if not first.endswith(":"):
            inside = line.endswith(name)
        elif inside and first == "Rss:":
            kilobytes += int(line.split()[1])
    return kilobytes // 1024


def run(step: str, **arguments: object) -> Any:
    """Run a step of :mod:`tests.bench.scale.steps` in a process; returns its measurement.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.scale.steps", step, json.dumps(arguments)],
        cwd=ROOT,
        env={**os.environ, "BRIEFING_LLM": "off", "BRIEFING_WATCH": "off"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The step {step!r} of the benchmark failed.")
    return json.loads(done.stdout.splitlines()[-1])
