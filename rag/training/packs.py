"""Examples of a prompt as sequences of tokens; what they share is processed once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from langchain_core.messages import BaseMessage

from rag.llm.prompts import Purpose, load_prompt, neutral, prompt_name
from rag.training.examples import Asked, Pack, Prompt
from rag.types import LANGUAGES, Language

Tokenize = Callable[[str], list[int]]

_MOST: Final = 8
"""Maximum number of examples per sequence."""
_ROLES: Final = {"system": "system", "human": "user", "ai": "assistant"}
_END: Final = "<|im_end|>"
_ANSWERING: Final = "<|im_start|>assistant\n"
_FIRST, _SECOND = "@@first@@", "@@second@@"


@dataclass(frozen=True, slots=True)
class Example:
    """One filled-in prompt with the right answer."""

    language: Language
    """Of the prompt."""
    shared: str
    """The value that several examples have in common, a passage; empty if the prompt has one value
    only."""
    asked: str
    """The other value."""
    answer: str
    is_refused: bool | None
    """Whether the answer is the word with which the model refuses; None if it never does."""
    is_learned: bool = True
    """Whether the answer's words are learned."""


@dataclass(frozen=True, slots=True)
class Task:
    """A prompt that an adapter is trained for."""

    purpose: Purpose
    variables: tuple[str, ...]
    """Names of the shared and the other value, or of the only one."""
    empty: tuple[str, ...] = ()
    """Variables that stay empty."""


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt in one language, in the model's chat format (ChatML)."""

    head: str
    """Everything before the first value."""
    between: str
    """Between the values, without a blank at its end; empty if there is one value."""
    space: str
    """That blank: a word is one token together with the blank before it."""

    @classmethod
    def of(cls, task: Task, language: Language) -> "Template":
        values = dict(zip(task.variables, (_FIRST, _SECOND), strict=False))
        values |= dict.fromkeys(task.empty, "")
        messages = load_prompt(task.purpose, language).messages(**values)
        head, _, rest = "".join(map(_turn, messages)).partition(_FIRST)
        if len(task.variables) == 1:
            return cls(head, "", "")
        between, _, _ = rest.partition(_SECOND)
        return cls(head, between.rstrip(" "), between[len(between.rstrip(" ")) :])


def prompts_of(
    task: Task, refusal: Mapping[Language, str], tokenize: Tokenize
) -> dict[str, Prompt]:
    """The task's prompts by name, each with the first token of its refusal, if it has one."""
    return {
        prompt_name(task.purpose, language): Prompt(
            tuple(tokenize(Template.of(task, language).head)),
            tokenize(refusal[language])[0] if refusal else None,
        )
        for language in LANGUAGES
    }


def packs_of(task: Task, examples: Iterable[Example], tokenize: Tokenize) -> list[Pack]:
    """Group the examples by language and shared value."""
    groups: dict[tuple[Language, str], list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.language, example.shared].append(example)
    return [
        _pack(task, language, group[start : start + _MOST], tokenize)
        for (language, _), group in groups.items()
        for start in range(0, len(group), _MOST)
    ]


def _pack(task: Task, language: Language, group: Sequence[Example], tokenize: Tokenize) -> Pack:
    template = Template.of(task, language)
    asked = [
        Asked(
            tuple(tokenize(f"{template.space}{neutral(example.asked)}{_END}\n{_ANSWERING}")),
            tuple(tokenize(example.answer + _END)),
            example.is_refused,
            example.is_learned,
        )
        for example in group
    ]
    shared = neutral(group[0].shared) + template.between
    return Pack(
        prompt_name(task.purpose, language), tuple(tokenize(shared) if shared else ()), tuple(asked)
    )


def _turn(message: BaseMessage) -> str:
    return f"<|im_start|>{_ROLES[message.type]}\n{message.content}{_END}\n"
