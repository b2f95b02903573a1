"""The assistant as the page uses it."""

import time

from index.errors import ModelError
from index.settings import Settings
from rag.assistant import Assistant
from rag.runtime.state import Phase
from rag.types import Done, Sources, Token
from tests.bench.timing import Timing


class Ours:
    """Measures the times that a reader sees: sources, first checked words, whole answer."""

    name = "ours"

    def __init__(self, settings: Settings) -> None:
        self._assistant = Assistant(settings)
        self._assistant.start()
        self._assistant.wait()
        state = self._assistant.state()
        for part in (state.index, state.model):
            if part.phase is not Phase.READY:
                self._assistant.close()
                raise ModelError(f"A part is {part.phase}.", part.problem or "")

    def prepare(self, question: str) -> None:
        """Let the model read all passages, and translate what the answer shows."""
        for _ in self._assistant.read_ahead():
            pass
        for _ in self._assistant.ask(question, use_cache=False):
            pass

    def ask(self, question: str) -> Timing:
        """Ask with the answer cache on, so a repeated question is answered from it."""
        began = time.perf_counter()
        sources, first, text = began, None, ""
        for event in self._assistant.ask(question):
            match event:
                case Sources():
                    sources = time.perf_counter()
                case Token():
                    first = first or time.perf_counter()
                case Done(answer=answer):
                    text = answer.text
        return Timing.since(began, sources, first, time.perf_counter(), text)

    def close(self) -> None:
        """Stop the engine."""
        self._assistant.close()
