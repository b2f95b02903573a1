"""The language model: one client for the embedded engine and for any service.

Most services speak the OpenAI chat protocol, so the embedded engine, Ollama, vLLM and others differ
only in their URL; the rest are used through their LangChain packages. Optional features
(log-probabilities, grammars, …) are probed once and not used where they are missing.
"""

import copy
import logging
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, Self, cast

from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage
from pydantic import SecretStr

from index.errors import ModelError
from rag.llm.connection import Connection, of_url
from rag.llm.failures import CallError
from rag.llm.metering import Meter
from rag.llm.patience import begun
from rag.llm.pieces import Piece as Piece  # noqa: PLC0414 - handed on to all who use the client
from rag.llm.pieces import Usage, pieces_of
from rag.llm.prompts import Purpose, prompt_name
from rag.llm.states import States
from rag.llm.stopping import ensure_wanted
from rag.llm.thinking import Thoughts
from rag.llm.turns import Turns
from rag.types import LANGUAGES

log = logging.getLogger(__name__)

TOP_LOGPROBS = 20
TIMEOUT_S: Final = 60.0
DEFAULT_WINDOW: Final = 2048
"""Tokens per slot of the embedded engine."""
_AVOIDED: Final = -2.0
"""Added to the logits of a word that is avoided: its odds against the rest fall to a seventh."""
_WORD: Final = "Rhabarber"
"""A word that no model writes without a grammar that demands it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where and how the engine answers one prompt."""

    number: int | None
    """The part of its memory that caches the prompt's beginning; None leaves the choice to it."""
    adapter: int | None = None
    """Index of the engine's adapter with which its prompt is answered; None for none."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """The optional features that a service supports."""

    logprobs: bool
    grammar: bool
    template: bool = True
    """``chat_template_kwargs``, which switch off thinking if the chat template supports that."""
    usage: bool = True
    """``stream_options`` to report token counts."""


class LanguageModel:
    """Streams text from a service. Safe to use from several threads.

    At most ``parallel`` calls run at once; others wait in a queue that is fair per person, for at
    most ``turn_s`` seconds, and calls to a busy service are retried for as long. ``slots`` maps the
    name of a prompt to the engine's slot that caches its prefix.

    Args:
        service: the address of an OpenAI-compatible service, or a connection to another one.
        name: of the model.
        key: for the address.
    """

    window: int = DEFAULT_WINDOW
    """Context length in tokens, prompt and answer together; set by :mod:`rag.runtime.model`."""
    states: States | None = None
    """What the embedded engine has read ahead; set by :mod:`rag.runtime.model`."""
    _meters: tuple[Meter, ...] = ()

    def __init__(
        self,
        service: str | Connection,
        name: str,
        key: SecretStr | None = None,
        *,
        parallel: int = 1,
        timeout_s: float = TIMEOUT_S,
        turn_s: float = 30.0,
        slots: Mapping[str, Slot] | None = None,
    ) -> None:
        self.name = name
        self._slots = slots or {}
        self._turns = Turns(parallel, turn_s)
        self._turn_s = turn_s
        self._connection = (
            of_url(service, name, key, timeout_s) if isinstance(service, str) else service
        )
        self._abilities: Abilities | None = None
        self._probe = Turns(1, turn_s)
        self._thoughts = Thoughts()

    def metered(self, meter: Meter) -> Self:
        """The same model, whose usage is also added to ``meter``."""
        model = copy.copy(self)
        model._meters = (*self._meters, meter)  # noqa: SLF001 - of the same class
        return model

    def is_adapted_for(self, purpose: Purpose) -> bool:
        """Whether it answers these prompts with the adapter that was trained for them."""
        slots = [self._slots.get(prompt_name(purpose, language)) for language in LANGUAGES]
        return any(slot is not None and slot.adapter is not None for slot in slots)

    @property
    def abilities(self) -> Abilities:
        """Probed by a few one-word calls on first use.

        Raises:
            ModelError: the service fails or does not answer in time.
        """
        with self._probe.turn():
            if self._abilities is None:
                self._abilities = self._found()
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
        avoided: str | None = None,
        passage: str | None = None,
    ) -> Generator[Piece]:
        """Yield the model's text as it is generated; closing the iterator stops the model.

        The model also stops when the reader stops the answer (:func:`rag.llm.stopping.is_stopped`).

        Args:
            messages: the conversation, ending with a user message.
            max_tokens: maximum number of generated tokens.
            logprobs: request ``Piece.alternatives``, if the service supports it.
            grammar: GBNF grammar for the text, if the service supports it.
            purpose: name of the prompt; calls with the same name share a cached prefix.
            avoided: a word that the embedded engine writes only if nothing else is nearly as
                likely; the reported probabilities stay the same.
            passage: the passage in the prompt, if :meth:`read_ahead` may have read it.

        Raises:
            ModelError: the service is unreachable, too slow, refuses the call or breaks off; other
                calls kept the model busy for too long; or the reader has stopped the answer.
        """
        able = self.abilities
        with self._turns.turn():
            ensure_wanted()
            if self.states and purpose and passage is not None:
                self.states.recall(purpose, passage)
            yield from self._stream(
                messages,
                max_tokens=max_tokens,
                logprobs=logprobs and able.logprobs,
                grammar=grammar if able.grammar else None,
                slot=self._slots.get(purpose) if purpose else None,
                avoided=avoided,
            )

    def read_ahead(self, messages: Sequence[BaseMessage], purpose: str, passage: str) -> None:
        """Process a prompt, and keep the state for later prompts with the same passage.

        Raises:
            ModelError: see :meth:`stream`; or the state cannot be written.
        """
        with self._turns.turn():
            for _ in self._stream(messages, max_tokens=1, slot=self._slots.get(purpose)):
                pass
            if self.states:
                self.states.keep(purpose, passage)

    def _stream(
        self,
        messages: Sequence[BaseMessage],
        *,
        max_tokens: int,
        logprobs: bool = False,
        grammar: str | None = None,
        slot: Slot | None = None,
        avoided: str | None = None,
    ) -> Generator[Piece]:
        able = self._abilities
        options = self._connection.limit(max_tokens)
        if logprobs:
            options |= {"logprobs": True, "top_logprobs": TOP_LOGPROBS}
        if able and able.usage:
            options |= {"stream_usage": True}
        extra: dict[str, Any] = {"grammar": grammar}
        if slot:
            extra |= {"id_slot": slot.number}
            if slot.adapter is not None:  # at full strength, and the others not at all
                extra |= {"lora": [{"id": slot.adapter, "scale": 1.0}]}
                if avoided:
                    extra |= {"logit_bias": [[avoided, _AVOIDED]]}
        if able and able.template:
            extra["chat_template_kwargs"] = {"enable_thinking": False}
        if extra := {name: value for name, value in extra.items() if value is not None}:
            options["extra_body"] = extra
        pieces = begun(lambda: self._call(messages, options), self._turn_s)
        with closing(pieces):
            yield from self._thoughts.dropped(pieces)

    def _call(
        self, messages: Sequence[BaseMessage], options: Mapping[str, Any]
    ) -> Generator[Piece]:
        """One call; yields all text, including thinking."""
        failure: CallError | None = None
        usage = Usage(list(messages))
        try:
            # Annotated as an iterator, but it is a generator: closing it ends the request.
            chunks = cast(
                "Generator[AIMessageChunk]",
                self._connection.chat.stream(list(messages), **options),
            )
            with closing(chunks):
                for chunk in chunks:
                    usage.saw(chunk)
                    ensure_wanted()
                    yield from pieces_of(chunk)
        except ModelError:
            raise
        except self._connection.errors as error:
            failure = self._connection.service.failure(error)
        finally:
            costs = usage.costs()
            for meter in self._meters:
                meter.add(costs)
        # Raised without the library's error as cause: its text may contain a key.
        if failure:
            raise failure

    def _found(self) -> Abilities:
        if not self._connection.speaks_openai:
            self._said(max_tokens=1)
            return Abilities(logprobs=False, grammar=False, template=False, usage=False)
        thinking_off = {"extra_body": {"chat_template_kwargs": {"enable_thinking": False}}}
        usage: dict[str, Any] = {"stream_usage": True}
        both = self._takes(thinking_off | usage)
        template = both or self._takes(thinking_off)
        takes_usage = both or (not template and self._takes(usage))
        kept = (thinking_off if template else {}) | (usage if takes_usage else {})
        logprobs = {"logprobs": True, "top_logprobs": TOP_LOGPROBS}
        with_logprobs = self._tried(kept | logprobs, max_tokens=1)
        grammar = {"grammar": f'root ::= "{_WORD}"'}
        extra = kept | {"extra_body": kept.get("extra_body", {}) | grammar}
        with_grammar = self._tried(extra, max_tokens=8)
        return Abilities(
            logprobs=any(piece.alternatives for piece in with_logprobs),
            grammar="".join(piece.text for piece in with_grammar) == _WORD,
            template=template,
            usage=takes_usage,
        )

    def _takes(self, options: Mapping[str, Any]) -> bool:
        """Whether the service accepts these options."""
        try:
            self._said(max_tokens=1, **options)
        except CallError as error:
            if error.refused:
                return False
            raise
        return True

    def _tried(self, options: Mapping[str, Any], max_tokens: int) -> list[Piece]:
        """The service's output; empty if it refuses the options."""
        try:
            return self._said(max_tokens=max_tokens, **options)
        except CallError as error:
            if error.refused:
                return []
            raise

    def _said(self, *, max_tokens: int, **options: Any) -> list[Piece]:
        asked = [HumanMessage("Hi")]
        limited = self._connection.limit(max_tokens) | options
        return list(begun(lambda: self._call(asked, limited), self._turn_s))
