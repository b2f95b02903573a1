"""Questions about one passage as one sequence of tokens, so that the passage is processed once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from langchain_core.messages import BaseMessage

from rag.answer.reader import MISSING
from rag.llm.prompts import load_prompt
from rag.training.pairs import Pair
from rag.types import LANGUAGES, Language

Tokenize = Callable[[str], list[int]]

_MOST: Final = 8
"""Maximum number of questions per sequence."""
_ROLES: Final = {"system": "system", "human": "user", "ai": "assistant"}
_END: Final = "<|im_end|>"
_EVIDENCE, _QUESTION = "@@evidence@@", "@@question@@"
_COPIED: Final = 0.8
"""Minimum share of an answer's words in the passage for the answer to be learned, too: the model
is to answer in the passage's words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a sequence, up to where the model answers, and the right answer."""

    question: tuple[int, ...]
    answer: tuple[int, ...]
    is_answered: bool
    is_copied: bool
    """Whether the answer is in the passage's words."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A passage with questions that see the passage and themselves, but not each other."""

    language: Language
    passage: tuple[int, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """The prompt ``answer`` in one language, in the model's chat format (ChatML)."""

    head: str
    """Everything before the passage."""
    between: str
    """After the passage, before the question."""

    @classmethod
    def of(cls, language: Language) -> "Template":
        messages = load_prompt("answer", language).messages(evidence=_EVIDENCE, question=_QUESTION)
        head, _, rest = "".join(map(_turn, messages)).partition(_EVIDENCE)
        between, _, _ = rest.partition(f" {_QUESTION}")
        return cls(head, between)


def packs_of(pairs: Sequence[Pair], tokenize: Tokenize) -> list[Pack]:
    """Group the pairs by passage."""
    templates = {language: Template.of(language) for language in LANGUAGES}
    groups: dict[tuple[Language, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.language, pair.passage].append(pair)
    return [
        Pack(
            language,
            tuple(tokenize(passage + templates[language].between)),
            tuple(_asked(pair, tokenize) for pair in group[start : start + _MOST]),
        )
        for (language, passage), group in groups.items()
        for start in range(0, len(group), _MOST)
    ]


def _asked(pair: Pair, tokenize: Tokenize) -> Asked:
    answer = pair.answer if pair.is_answered else MISSING[pair.language]
    return Asked(
        tuple(tokenize(f" {pair.question}{_END}\n<|im_start|>assistant\n")),
        tuple(tokenize(answer + _END)),
        pair.is_answered,
        pair.is_answered and _is_copied(pair.answer, pair.passage),
    )


def _is_copied(answer: str, passage: str) -> bool:
    words = [word.strip(".,").casefold() for word in answer.split()]
    return sum(word in passage.casefold() for word in words) >= _COPIED * max(len(words), 1)


def _turn(message: BaseMessage) -> str:
    return f"<|im_start|>{_ROLES[message.type]}\n{message.content}{_END}\n"
