"""The language model: one client for the engine inside the process and for any service.

Everything speaks the OpenAI chat protocol, so the model inside the process, Ollama, vLLM and
the rest differ by URL alone. What a service cannot do (log-probabilities, grammars) is found
out once and lived without.
"""

import logging
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, cast

import openai
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from index.errors import ModelError
from rag.llm.stopping import is_stopped

log = logging.getLogger(__name__)

TOP_LOGPROBS = 20
_LOOK_S = 0.1
"""Between two looks whether a call that waits for its turn is still wanted."""
_HINT = "Start the service again or check BRIEFING_LLM_URL; until then answers are quotes."


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a service was found to understand."""

    logprobs: bool
    grammar: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One streamed piece of text."""

    text: str
    alternatives: tuple[tuple[str, float], ...] = ()
    """The likeliest tokens in this place with their natural log-probabilities, if asked for."""
    logprob: float | None = None
    """Natural log-probability of the least likely token of this text, if asked for."""


class LanguageModel:
    """Streams text from an OpenAI-compatible service. Safe to use from several threads.

    ``parallel`` calls run at once; further ones wait their turn, ``turn_s`` seconds at most.
    ``slots`` maps a prompt's name to the engine's slot that keeps its beginning.
    """

    def __init__(
        self,
        url: str,
        name: str,
        key: SecretStr,
        *,
        parallel: int = 1,
        timeout_s: float = 60.0,
        turn_s: float = 30.0,
        slots: Mapping[str, int] | None = None,
    ) -> None:
        self.name = name
        self._slots = slots or {}
        self._turns = threading.Semaphore(parallel)
        self._turn_s = turn_s
        self._client = ChatOpenAI(
            base_url=url,
            model=name,
            api_key=key,
            temperature=0,
            max_retries=0,
            timeout=openai.Timeout(timeout_s, connect=3.0),
            stream_usage=False,
        )
        self._abilities: Abilities | None = None
        self._probe = threading.Semaphore()

    @property
    def abilities(self) -> Abilities:
        """Found by two one-token calls at first use.

        Raises:
            ModelError: the service does not answer at all, or is not heard of in time.
        """
        with self._turn(self._probe):
            if self._abilities is None:
                self._abilities = Abilities(self._has_logprobs(), self._has_grammar())
                log.info("%s: %s", self.name, self._abilities)
            return self._abilities

    def stream(
        self,
        messages: Sequence[BaseMessage],
        *,
        max_tokens: int,
        logprobs: bool = False,
        grammar: str | None = None,
        purpose: str | None = None,
    ) -> Generator[Piece]:
        """Yield the model's text as it is written; closing the iterator stops the model.

        So does a reader who stops the answer that it is for (:func:`rag.llm.stopping.is_stopped`).

        Args:
            messages: the conversation, ending with the user.
            max_tokens: where to stop at the latest.
            logprobs: ask for ``Piece.alternatives``, if the service has them.
            grammar: GBNF that the text must follow, if the service knows grammars.
            purpose: name of the prompt; calls of one purpose share their cached beginning.

        Raises:
            ModelError: the service is gone, too slow, refuses, or breaks off; or other calls
                kept it busy for too long; or the reader has stopped the answer.
        """
        able = self.abilities
        with self._turn(self._turns):
            _ensure_wanted()
            yield from self._stream(
                messages,
                max_tokens=max_tokens,
                logprobs=logprobs and able.logprobs,
                grammar=grammar if able.grammar else None,
                slot=self._slots.get(purpose) if purpose else None,
            )

    @contextmanager
    def _turn(self, turns: threading.Semaphore) -> Iterator[None]:
        """Wait for a turn, but not for ever: the reader gets quotes instead."""
        end = time.monotonic() + self._turn_s
        while not turns.acquire(timeout=min(_LOOK_S, self._turn_s)):
            _ensure_wanted()
            if time.monotonic() > end:
                raise ModelError(
                    f"The language model was busy with other questions for {self._turn_s:g} "
                    "seconds.",
                    "Ask again in a moment; until then answers are quotes.",
                )
        try:
            yield
        finally:
            turns.release()

    def _stream(
        self,
        messages: Sequence[BaseMessage],
        *,
        max_tokens: int,
        logprobs: bool = False,
        grammar: str | None = None,
        slot: int | None = None,
    ) -> Generator[Piece]:
        options: dict[str, Any] = {"max_tokens": max_tokens}
        if logprobs:
            options |= {"logprobs": True, "top_logprobs": TOP_LOGPROBS}
        extra = {"grammar": grammar, "id_slot": slot}
        if extra := {name: value for name, value in extra.items() if value is not None}:
            options["extra_body"] = extra
        try:
            # A generator, whatever the annotation says: closing it ends the request.
            chunks = cast(
                "Generator[AIMessageChunk]", self._client.stream(list(messages), **options)
            )
            with closing(chunks):
                for chunk in chunks:
                    _ensure_wanted()
                    if piece := _piece(chunk):
                        yield piece
        # ValueError: what came is no such stream, as from a URL that is not that of a service.
        except (openai.OpenAIError, ValueError) as error:
            problem = f"The language model at {self._client.openai_api_base} failed: {error}."
            raise ModelError(problem, _HINT) from error

    def _has_logprobs(self) -> bool:
        try:
            pieces = list(self._stream([HumanMessage("Hi")], max_tokens=1, logprobs=True))
        except ModelError as error:
            if _refused(error):
                return False
            raise
        return any(piece.alternatives for piece in pieces)

    def _has_grammar(self) -> bool:
        word = "Rhabarber"
        try:
            pieces = list(
                self._stream([HumanMessage("Hi")], max_tokens=8, grammar=f'root ::= "{word}"')
            )
        except ModelError as error:
            if _refused(error):
                return False
            raise
        return "".join(piece.text for piece in pieces) == word


def _ensure_wanted() -> None:
    """Raises ModelError once the reader has stopped the answer that this is for."""
    if is_stopped():
        raise ModelError("The answer was stopped.", "Ask again if it is wanted after all.")


def _refused(error: ModelError) -> bool:
    """Whether the service answered but does not know an option."""
    return isinstance(error.__cause__, openai.BadRequestError | openai.UnprocessableEntityError)


def _piece(chunk: AIMessageChunk) -> Piece | None:
    text = chunk.content if isinstance(chunk.content, str) else ""
    if not text:
        return None
    logprobs = chunk.response_metadata.get("logprobs") or {}
    content = logprobs.get("content") or []
    if not content:
        return Piece(text)
    first = content[0].get("top_logprobs", [])
    return Piece(
        text,
        tuple((top["token"], float(top["logprob"])) for top in first),
        min(float(token["logprob"]) for token in content),
    )
