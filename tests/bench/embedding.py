"""Batches and threads of the built-in embedding model: ``python -m tests.bench.embedding SOURCES``.

A window is the number of texts tokenized and sorted by length together; a batch is the number of
tokens, with padding, computed together. It prints passages per second of wall time, and CPU
milliseconds per passage, which are less affected by other programs.
"""

import time
from itertools import product
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from index.embedding import e5
from index.embedding.e5 import E5Encoder, load_e5
from index.embedding.embedder import PassageText
from index.reading.folder import read, scan

_WINDOWS: Final = (32, 128)
_TOKENS: Final = (512, 2_048, 8_192)
_THREADS: Final = (1, 2)


def main(
    sources: Annotated[Path, typer.Argument(help="folder of articles")],
    passages: Annotated[int, typer.Option(help="embedded for each row of the table")] = 256,
) -> None:
    """Print a table in Markdown."""
    found = read(scan(sources)).passages
    texts = [(p.above, p.text) for p in found[:: max(1, len(found) // passages)]][:passages]
    characters = round(sum(len(text) for _, text in texts) / len(texts))
    console = Console()
    console.print(f"{len(texts)} passages of {characters} characters on average")
    console.print("| threads | window | tokens in a batch | passages per s | CPU ms each |")
    console.print("|---|---|---|---|---|")
    encoders = {threads: load_e5(threads) for threads in _THREADS}
    for threads, window, tokens in product(_THREADS, _WINDOWS, _TOKENS):
        wall, own = _embed(encoders[threads], texts, window, tokens)
        console.print(
            f"| {threads} | {window} | {tokens} | {len(texts) / wall:.1f} "
            f"| {1000 * own / len(texts):.0f} |"
        )


def _embed(
    encoder: E5Encoder, texts: list[PassageText], window: int, tokens: int
) -> tuple[float, float]:
    """Seconds of wall time and of CPU time."""
    kept = e5._BATCH_TOKENS
    e5._BATCH_TOKENS = tokens  # type: ignore[misc]
    began, own = time.perf_counter(), time.process_time()
    for start in range(0, len(texts), window):
        encoder.encode_passages(texts[start : start + window])
    e5._BATCH_TOKENS = kept  # type: ignore[misc]
    return time.perf_counter() - began, time.process_time() - own


if __name__ == "__main__":
    typer.run(main)
