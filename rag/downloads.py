"""``python -m rag fetch``: downloads and prepares models and the dictionary."""

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from index.embedding.embedder import BUILT_IN, load_embedder
from index.errors import DictionaryError, ModelError
from index.language.dictionary.setup import prepare_dictionary
from index.settings import Settings, load_settings
from index.terminal import printable_line
from rag.llm.embedded.weights import fetch as fetch_weights

notes = Console(stderr=True, highlight=False)


def fetch() -> None:
    """Fetch the language model and the dictionary, and prepare the embedding model.

    The program also works without the language model and the dictionary.
    """
    settings = load_settings()
    _fetch_model(settings)
    _prepare_embedding(settings)
    _fetch_dictionary(settings)


def _fetch_model(settings: Settings) -> None:
    if settings.model_named != "embedded":
        notes.print("No weights are needed with these settings.")
        return
    columns = (TextColumn("Language model"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=notes, transient=True) as progress:
        task = progress.add_task("", total=None)
        try:
            path = fetch_weights(
                settings, lambda done, total: progress.update(task, completed=done, total=total)
            )
        except ModelError as error:
            notes.print(printable_line(str(error)), markup=False)
            notes.print("Without it, answers are verbatim quotes.")
            return
    notes.print(f"Language model: {path}")


def _prepare_embedding(settings: Settings) -> None:
    """Export the built-in embedding model once; any other model is downloaded on first use."""
    if settings.embedding != BUILT_IN:
        return
    from index.embedding.e5 import default_folder, is_made

    if not is_made(default_folder()):
        with notes.status("Preparing the embedding model …"):
            load_embedder(settings.embedding)
    notes.print(f"Embedding model: {settings.embedding}")


def _fetch_dictionary(settings: Settings) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=notes, transient=True) as progress:

        def step(name: str) -> Callable[[int, int], None]:
            task = progress.add_task(name, total=None, visible=False)
            return lambda done, total: progress.update(
                task, completed=done, total=total, visible=True
            )

        try:
            path = prepare_dictionary(
                settings, step("Dictionary"), step("Compiling the dictionary")
            )
        except DictionaryError as error:
            notes.print(f"{error}\nWithout it, the search does not translate words.")
            return
    notes.print(f"Dictionary: {path or 'off'}")
