"""Command line of the training, see the package."""

import random
import sys
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
from rag.answer.reader import MISSING
from rag.llm.embedded.engine import Engine
from rag.llm.embedded.weights import fetch
from rag.training.packs import Template, packs_of
from rag.training.pairs import pairs_of
from rag.training.qwen import FIRST_ADAPTED, LAYERS, Qwen
from rag.training.states import examples_of
from rag.training.train import Options, train
from rag.types import LANGUAGES

_EVERY = 50
"""Sequences per printed line."""

notes = Console(stderr=True, highlight=False)
defaults = Options()


def main(
    out: Annotated[Path, typer.Argument(help="The file to write (.gguf).")],
    work: Annotated[Path, typer.Option(help="Folder for the index of the articles.")],
    articles: Annotated[int, typer.Option(min=1, help="How many of the articles.")] = 58,
    epochs: Annotated[float, typer.Option(min=0)] = defaults.epochs,
    seed: int = defaults.seed,
    threads: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    """Train the adapter and write it. Takes forty minutes on two cores."""
    torch.set_num_threads(threads)

    def tell_states(done: int, total: int) -> None:
        if not done % _EVERY:
            notes.print(f"States of the frozen layers: {done} of {total} passages")

    try:
        weights = fetch(Settings())
        news = read_news()
        random.Random(seed).shuffle(news)  # noqa: S311 - draws examples, no secrets
        pairs = pairs_of(news[:articles], work, seed)
        with TemporaryDirectory() as slots, Engine.start(weights, threads, Path(slots)) as engine:
            packs = packs_of(pairs, engine.tokens)
            heads = {lang: engine.tokens(Template.of(lang).head) for lang in LANGUAGES}
            missing = {lang: engine.tokens(MISSING[lang])[0] for lang in LANGUAGES}
        examples = examples_of(packs, heads, Qwen(weights, range(FIRST_ADAPTED)), tell_states)
        model = Qwen(weights, range(FIRST_ADAPTED, LAYERS), head=True)
        adapters = train(
            examples, model, missing, Options(epochs=epochs, seed=seed), Losses(notes).tell
        )
    except BriefingError as error:
        notes.print(str(error), markup=False)
        sys.exit(1)
    adapters.write(out)


if __name__ == "__main__":
    typer.run(main)
