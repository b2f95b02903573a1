"""Runs one system in a separate process: ``python -m tests.bench.worker NAME``.

It prints "ready", then reads one line of JSON per question, ``["ask", QUESTION]`` or
``["prepare", QUESTION]``, and prints the measurement or null. Settings come from the environment.
"""

import json
import os
import sys
from dataclasses import asdict

from index.settings import load_settings
from tests.bench.meter import Meter
from tests.bench.timing import Measured, System


def main(name: str) -> None:
    """Answer until standard input closes."""
    lines = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)  # libraries' output must not mix with ours
    meter = Meter()
    meter.install()
    system = _system(name)
    try:
        print(json.dumps("ready"), file=lines)
        for line in sys.stdin:
            step, question = json.loads(line)
            if step == "prepare":
                system.prepare(question)
                print("null", file=lines)
                continue
            meter.take()
            timing = system.ask(question)
            print(json.dumps(asdict(Measured(timing, meter.take()))), file=lines)
    finally:
        system.close()


def _system(name: str) -> System:
    """The system; it imports only what it needs, because its start-up is measured."""
    settings = load_settings()
    if name == "ours":
        from tests.bench.ours import Ours

        return Ours(settings)
    from tests.bench.tutorial import Tutorial

    return Tutorial(settings)


if __name__ == "__main__":
    main(sys.argv[1])
