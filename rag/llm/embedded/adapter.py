"""The adapter of the default weights, which tells better whether a passage answers a question.

It is a low-rank adapter (Hu et al., arXiv 2106.09685) of the upper layers, trained on the articles
written for this project, for the prompt ``answer`` only. Data, method and figures are in the card
beside the file; ``python -m rag.training`` trains it again.
"""

from pathlib import Path
from typing import Final

from pydantic import SecretStr

from index.download import size_of
from index.errors import ModelError
from rag.llm.client import Slot
from rag.llm.connection import looked_up
from rag.llm.embedded.weights import RELEASE
from rag.llm.prompts import prompt_name
from rag.types import LANGUAGES

FILE: Final = Path(__file__).with_name("reading.gguf")
ADAPTED: Final = frozenset(prompt_name("answer", language) for language in LANGUAGES)
"""The prompts that it was trained for."""


def adapter_for(weights: Path) -> Path | None:
    """The adapter, if it was trained for these weights; ``fetch`` has compared their digest.

    Raises:
        ModelError: it belongs to the weights, but is not there.
    """
    if size_of(weights) != RELEASE.size:
        return None
    if not FILE.is_file():
        raise ModelError(
            f"The adapter of the language model, {FILE}, is missing.",
            "Restore the file from the repository and start again; until then answers are quotes.",
        )
    return FILE


def slots_of_service(url: str, key: SecretStr) -> dict[str, Slot]:
    """The prompts that a service answers with this adapter: all of :data:`ADAPTED` for a model
    server of ours, none for other services.
    """
    listed = looked_up(f"{url.rstrip('/').removesuffix('/v1')}/lora-adapters", key)
    first = listed[0] if isinstance(listed, list) and listed else None
    path = first.get("path") if isinstance(first, dict) else None
    if not (isinstance(path, str) and path.endswith(FILE.name)):
        return {}
    return {name: Slot(None, adapted=True) for name in ADAPTED}
