"""Command line of the training, see the package."""

import random
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import torch
import typer
from rich.console import Console

from index.embedding.training.articles import read_news
from index.embedding.training.progress import Losses
from index.errors import BriefingError
from index.settings import Settings
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.weights import fetch
from rag.training.qwen import FIRST_ADAPTED, LAYERS, Qwen
from rag.training.states import examples_of
from rag.training.tasks import TASKS, Name
from rag.training.train import train

_THREADS = 2
"""Of the engine, which only tokenizes."""
_EVERY = 50
"""Sequences per printed line."""

notes = Console(stderr=True, highlight=False)


def main(
    name: Annotated[Name, typer.Argument(help="What the adapter is for.")],
    out: Annotated[Path, typer.Argument(help="The file to write (.gguf).")],
    work: Annotated[Path, typer.Option(help="Folder for the index of the articles.")],
    epochs: Annotated[float | None, typer.Option(min=0)] = None,
    articles: Annotated[int | None, typer.Option(min=1, help="How many of the articles.")] = None,
    seed: int = 0,
) -> None:
    """Train an adapter and write it, on a GPU if there is one: else seconds per sequence."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    task = TASKS[name]
    options = replace(task.options, seed=seed)
    if epochs is not None:
        options = replace(options, epochs=epochs)

    def tell_states(done: int, total: int) -> None:
        if not done % _EVERY:
            notes.print(f"States of the frozen layers: {done} of {total} sequences")

    try:
        weights = fetch(Settings())
        news = read_news()
        random.Random(seed).shuffle(news)  # noqa: S311 - draws examples, no secrets
        with TemporaryDirectory() as slots, Engine.start(weights, _THREADS, Path(slots)) as engine:
            packs, prompts = task.packs(news[:articles], work, seed, engine.tokens)
        frozen = Qwen(weights, range(FIRST_ADAPTED), device=device)
        examples = examples_of(packs, prompts, frozen, tell_states)
        model = Qwen(weights, range(FIRST_ADAPTED, LAYERS), head=True, device=device)
        adapters = train(examples, model, prompts, options, Losses(notes).tell)
    except BriefingError as error:
        notes.print(str(error), markup=False)
        sys.exit(1)
    adapters.write(out)


if __name__ == "__main__":
    typer.run(main)
