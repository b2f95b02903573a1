"""The adapters of the default weights: one reads passages, one verifies claims.

They are low-rank adapters (Hu et al., arXiv 2106.09685) of the upper layers, trained on articles
written for this project, each for one prompt: ``reading.gguf`` tells better whether a passage
answers a question, ``verifying.gguf`` whether evidence supports a claim. Data, method and figures
are in the card beside each file.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import SecretStr

from index.download import size_of
from index.errors import ModelError
from rag.llm.client import Slot
from rag.llm.connection import looked_up
from rag.llm.embedded.weights import RELEASE
from rag.llm.prompts import prompt_name
from rag.types import LANGUAGES


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter and what it is for."""

    file: Path
    prompt: Literal["answer", "verify"]
    """The prompt that it was trained for, without its language."""


_HERE: Final = Path(__file__).parent
ADAPTERS: Final = (
    Adapter(_HERE / "reading.gguf", "answer"),
    Adapter(_HERE / "verifying.gguf", "verify"),
)
"""In the order in which an engine loads them: its name for each is the index."""
NUMBERS: Final = {
    prompt_name(adapter.prompt, language): number
    for number, adapter in enumerate(ADAPTERS)
    for language in LANGUAGES
}
"""Index of the adapter by prompt."""


def adapters_for(weights: Path) -> tuple[Path, ...]:
    """The files, if they were trained for these weights; ``fetch`` has compared their digest.

    Raises:
        ModelError: they belong to the weights, but one is not there.
    """
    if size_of(weights) != RELEASE.size:
        return ()
    files = tuple(adapter.file for adapter in ADAPTERS)
    for file in files:
        if not file.is_file():
            raise ModelError(
                f"The adapter of the language model, {file}, is missing.",
                "Restore the file from the repository and start again; until then answers are "
                "quotes.",
            )
    return files


def slots_of_service(url: str, key: SecretStr) -> dict[str, Slot]:
    """The prompts that a service answers with these adapters; none unless it is a model server of
    ours.
    """
    listed = looked_up(f"{url.rstrip('/').removesuffix('/v1')}/lora-adapters", key)
    paths = [
        str(one.get("path")) if isinstance(one, dict) else ""
        for one in (listed if isinstance(listed, list) else [])
    ]
    # Its number for an adapter has to be the one that we send.
    ours = [path.endswith(one.file.name) for path, one in zip(paths, ADAPTERS, strict=False)]
    return {name: Slot(None, n) for name, n in NUMBERS.items() if n < len(ours) and ours[n]}
