"""Compares ours with the plain tutorial chain: ``python -m tests.bench``.

Both get the same model, embeddings and questions, alternately; each runs in a separate process with
its own engine. One article (``seeds``), and sixteen if XQuAD is available.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from index.settings import ROOT, load_settings
from rag.evaluation.evaluate import version
from rag.evaluation.rows import QuestionRow, read_questions
from tests.bench.indexing import index_rate
from tests.bench.race import race
from tests.bench.report import table, to_json
from tests.eval.xquad import write


def main(
    xquad: Annotated[Path | None, typer.Option(help="folder with part of XQuAD")] = None,
    questions: Annotated[int, typer.Option(min=2, help="questions for each corpus")] = 12,
    prepared: Annotated[
        bool, typer.Option(help="make translations beforehand, as the service does while idle")
    ] = False,
    json_out: Annotated[Path | None, typer.Option("--json", help="also write this file")] = None,
) -> None:
    """Compare ours with the plain tutorial chain; takes ten minutes or more."""
    console, settings, results = Console(), load_settings(), {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for title, sources, rows in _corpora(folder, xquad):
            with console.status(title) as status:
                found = race(
                    sources, folder / title, _spread(rows, questions), status.update, prepared
                )
                status.update("indexing")
                rate = index_rate(settings.model_copy(update={"sources": sources}))
            console.print(table(title, found, rate))
            results[title] = to_json(found, rate)
    if json_out:
        about = {"version": version(), "threads": settings.threads, "prepared": prepared}
        json_out.write_text(json.dumps({"about": about, **results}, indent=1), encoding="utf-8")


def _corpora(folder: Path, xquad: Path | None) -> Iterator[tuple[str, Path, list[QuestionRow]]]:
    yield "one article", ROOT / "seeds", read_questions(ROOT / "tests/eval/seed_dev.jsonl")
    if xquad:
        sample = folder / "xquad"
        write(xquad, sample, "dev", answerable=30, unanswerable=14)
        yield "sixteen articles", sample / "corpus", read_questions(sample / "questions.jsonl")


def _spread(rows: list[QuestionRow], count: int) -> list[QuestionRow]:
    """``count`` rows, spread evenly over both languages, answerable and unanswerable ones."""
    count = min(count, len(rows))
    return [rows[number * len(rows) // count] for number in range(count)]


if __name__ == "__main__":
    typer.run(main)
