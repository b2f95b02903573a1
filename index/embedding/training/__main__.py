"""Command line of the training, see the package."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_cache_path
from rich.console import Console

from index.embedding.training.articles import read_news, read_xquad
from index.embedding.training.progress import Losses
from index.embedding.training.train import Options, train
from index.errors import BriefingError

notes = Console(stderr=True, highlight=False)
defaults = Options()


def main(
    xquad: Annotated[Path, typer.Argument(help="Folder with the files of XQuAD: de.json, …")],
    out: Annotated[Path, typer.Argument(help="The file to write (.safetensors).")],
    cache: Annotated[
        Path | None, typer.Option(help="Folder that caches the states between runs.")
    ] = None,
    steps: Annotated[int, typer.Option(min=1)] = defaults.steps,
    seed: int = defaults.seed,
    threads: Annotated[int, typer.Option(min=1)] = defaults.threads,
) -> None:
    """Train the late interaction and write the trained part. Takes half an hour on two cores."""
    losses = Losses(notes)
    try:
        learned = train(
            read_news(),
            read_xquad(xquad),
            cache or user_cache_path("briefing-assistant") / "training",
            Options(steps=steps, seed=seed, threads=threads),
            lambda step, loss: losses.tell(step, steps, loss),
        )
    except BriefingError as error:
        notes.print(str(error), markup=False)
        sys.exit(1)
    learned.save(out)


if __name__ == "__main__":
    typer.run(main)
