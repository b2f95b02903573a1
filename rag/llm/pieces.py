"""The pieces of text that a language model streams, and the usage of a call."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from langchain_core.messages import AIMessageChunk, BaseMessage

from rag.costs import Costs

_CHARACTERS_PER_TOKEN: Final = 4
"""Guess, for services that do not report prompt tokens."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One streamed piece of text."""

    text: str
    alternatives: tuple[tuple[str, float], ...] = ()
    """The top tokens at this position with natural log-probabilities, if requested."""
    logprob: float | None = None
    """Lowest natural log-probability of a token in this text, if requested."""

    def probability_of(self, word: str) -> float:
        """Total probability of tokens that are a prefix or spelling variant of a word.

        Without alternatives, 1 or 0 according to the text itself.

        Args:
            word: case-folded.
        """
        return sum(
            math.exp(logprob)
            for token, logprob in self.alternatives or ((self.text, 0.0),)
            if (text := token.strip(" .,\n").casefold()) and word.startswith(text)
        )


def pieces_of(chunk: AIMessageChunk) -> Iterator[Piece]:
    """The text of a chunk, one piece per token if the service reports tokens.

    Thinking that the service marks as such (content blocks, ``reasoning_content``) is left out.
    """
    text = str(chunk.text)
    if not text:
        return
    tokens = (chunk.response_metadata.get("logprobs") or {}).get("content") or []
    # A token may be part of a character; the joined tokens then differ from the text.
    if "".join(token["token"] for token in tokens) == text:
        for token in tokens:
            yield Piece(token["token"], _alternatives(token), float(token["logprob"]))
    elif tokens:
        least = min(float(token["logprob"]) for token in tokens)
        yield Piece(text, _alternatives(tokens[0]), least)
    else:
        yield Piece(text)


def _alternatives(token: dict[str, list[dict[str, str]]]) -> tuple[tuple[str, float], ...]:
    return tuple((top["token"], float(top["logprob"])) for top in token.get("top_logprobs", []))


@dataclass(slots=True)
class Usage:
    """Tokens and duration of one call, estimated if the service does not report tokens."""

    messages: list[BaseMessage]
    _began: float = field(default_factory=time.monotonic)
    _chunks: int = 0
    _reported: tuple[int, int] | None = None

    def saw(self, chunk: AIMessageChunk) -> None:
        """Count a chunk, including thinking."""
        if used := chunk.usage_metadata:
            before = self._reported or (0, 0)
            # Some services report prompt tokens in the first chunk and generated ones in the last.
            self._reported = (
                max(before[0], used["input_tokens"]),
                max(before[1], used["output_tokens"]),
            )
        elif chunk.chunk_position != "last":
            self._chunks += 1

    def costs(self) -> Costs:
        """The usage of the call so far. A rejected call used no tokens."""
        seconds = time.monotonic() - self._began
        if self._reported:
            read, written = self._reported
            return Costs(1, read, written, seconds, estimated=False)
        if not self._chunks:
            return Costs(1, 0, 0, seconds, estimated=False)
        characters = sum(len(str(message.content)) for message in self.messages)
        read = -(-characters // _CHARACTERS_PER_TOKEN)
        return Costs(1, read, self._chunks, seconds, estimated=True)
