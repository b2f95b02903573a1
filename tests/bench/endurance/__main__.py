"""Endurance: ``python -m tests.bench.endurance --minutes 60 --out FILE.json``.

Starts a service of its own with the real models, over articles in both languages, asks in four
kinds of clients, disturbs the service, and prints whether the targets held. Needs Chromium, and
permission to mount a file system for the full disk.
"""

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from rag.evaluation.evaluate import version
from tests.bench.endurance.disturbing import Disturbance
from tests.bench.endurance.driving import Result, drive
from tests.bench.endurance.plan import Clock
from tests.bench.endurance.service import running
from tests.bench.endurance.targets import Asked, Sample, Target, targets
from tests.rag.web.intranet import intranet


def main(
    out: Annotated[Path, typer.Option(help="FILE.json; the service's log goes beside it")],
    minutes: Annotated[float, typer.Option(help="of the run, after the start")] = 60,
    every: Annotated[float, typer.Option(help="seconds between a client's questions")] = 60,
) -> None:
    """Keep a service under load, and measure what grows."""
    console, lock = Console(), threading.Lock()
    results: dict[type[Result], list[Any]] = {Asked: [], Sample: [], Disturbance: []}
    about: dict[str, Any] = {
        "version": version(), "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "minutes": minutes, "every": every,
    }  # fmt: skip

    def record(result: Result) -> None:
        with lock:
            results[type(result)].append(result)
            console.print_json(json.dumps(asdict(result)), indent=None)
            _write(out, about, results)

    with intranet() as site, running(out.with_suffix(".log"), site.origin) as service:
        widget = site.put("", f'<script src="{service.address}widget.js" defer></script>')
        about["ready_s"] = service.wait("the start")
        drive(service, widget, Clock.start(minutes * 60), every, record)
    found = list(targets(results[Asked], results[Sample], results[Disturbance]))
    about["targets"] = [asdict(target) for target in found]
    _write(out, about, results)
    console.print(_table(found))


def _write(out: Path, about: Mapping[str, Any], results: Mapping[type[Result], list[Any]]) -> None:
    """Everything so far."""
    written = {
        **about,
        **{kind.__name__.lower(): [asdict(one) for one in of] for kind, of in results.items()},
    }
    text = json.dumps(written, ensure_ascii=False, indent=1)
    out.write_text(f"{text}\n", encoding="utf-8")


def _table(found: list[Target]) -> Table:
    shown = Table("target", "wanted", "at the beginning", "at the end", "held")
    for one in found:
        shown.add_row(one.name, one.wanted, one.first, one.last, "yes" if one.held else "no")
    return shown


if __name__ == "__main__":
    typer.run(main)
