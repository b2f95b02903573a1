"""Loads the prompt files in ``prompts/``, one per purpose and language, and fills them in.

A file has a head of ``#`` lines (purpose, variables, measurements) and sections ``--- system``,
``--- user`` and ``--- assistant``. Only the last section has variables, so that an engine can cache
everything before it.

Values come from articles and questions and are untrusted. They are neutralised here
(:func:`neutral`), the only place where they enter a prompt, so that they cannot start a new turn.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.prompts import PromptTemplate

from index.errors import SettingsError
from rag.types import LANGUAGES, Language

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"

Purpose = Literal["answer", "rewrite", "suggest", "translate", "verify", "write"]

# The variables of each prompt, the same in the German and the English file.
VARIABLES: dict[Purpose, frozenset[str]] = {
    "answer": frozenset({"evidence", "question"}),
    "rewrite": frozenset({"evidence", "question", "sentence", "reason"}),
    "suggest": frozenset({"passage"}),
    "translate": frozenset({"sentence", "hints"}),
    "verify": frozenset({"evidence", "claim"}),
    "write": frozenset({"evidence", "question"}),
}
BACKGROUND: frozenset[Purpose] = frozenset({"rewrite", "suggest", "verify", "write"})
"""Prompts that are not cached in advance: background work, and prompts for prose, which is only
written by models that are fast enough without the cache."""

_SECTION = re.compile(r"^--- (system|user|assistant)\n", re.MULTILINE)
_MESSAGES: dict[str, type[BaseMessage]] = {
    "system": SystemMessage,
    "user": HumanMessage,
    "assistant": AIMessage,
}

# Chat templates mark turns with special tokens, which a tokenizer recognises by their spelling
# anywhere, and some old templates with plain labels. Characters are replaced, never removed:
# removal could join the surrounding characters to a token.
_ANGLES = str.maketrans("<＜﹤>＞﹥", "‹‹‹›››")
"""Used in most tokens: ``<|im_start|>`` (ChatML, Qwen, Phi, Llama 3, Granite, Cohere),
``<start_of_turn>`` and ``<|turn>`` (Gemma), ``<s>`` and ``<<SYS>>`` (Llama 2), ``<｜User｜>``
(DeepSeek), ``<think>``, ``<tool_call>``, ``<reserved_106>`` (Baichuan), ``>>QUESTION<<`` (Falcon).
"""
_BRACKETED = re.compile(r"\[(/?[a-z]?[A-Z][A-Z0-9_]{2,})\]")
"""``[INST]``, ``[/INST]``, ``[SYSTEM_PROMPT]`` (Mistral, Llama 2), ``[gMASK]`` (GLM),
``[UNUSED_TOKEN_146]`` (InternLM)."""
_BARRED = re.compile(r"\[(?=[|｜])|(?<=[|｜])\]")
"""``[|user|]`` (EXAONE)."""
_WAVED = re.compile(r"~(?=[\[\]])|(?<=[\[\]])~")
"""``]~b]user`` and ``[e~[`` (MiniMax)."""
_HEADING = re.compile(r"#{2,}")
"""``### Instruction:`` (Alpaca)."""
_ROLES = "user|assistant|system|human|instruction|response"
_LABEL = re.compile(
    rf"((?im:^[\w \t]{{0,30}}\b(?:{_ROLES}))|\b(?:{_ROLES.upper()})) ?[:：]",
)
"""``USER:``, ``Human:``, ``GPT4 Correct User:`` (Vicuna, OpenChat) at the start of a turn."""


def neutral(text: str) -> str:
    """Untrusted text without anything that could start a turn in a chat template.

    It stays readable: ``<b>`` becomes ``‹b›``, ``[INST]`` becomes ``(INST)``.
    """
    text = _BARRED.sub("¦", _BRACKETED.sub(r"(\1)", text.translate(_ANGLES)))
    text = _HEADING.sub("–", _WAVED.sub("–", text))
    return _LABEL.sub(r"\1 –", text)


class Prompt:
    """The messages of one prompt file.

    Raises:
        SettingsError: the file is missing or broken, has no sections, or its variables differ from
            those that the code fills in. Raised at start-up, not during a chat.
    """

    def __init__(self, path: Path, variables: Iterable[str]) -> None:
        hint = "Restore the file from the repository."
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"The prompt {path.name} cannot be read: {error}.", hint) from error
        _, *parts = _SECTION.split(text)
        sections = [
            (role, body.strip()) for role, body in zip(parts[::2], parts[1::2], strict=True)
        ]
        if not sections or sections[-1][0] != "user":
            raise SettingsError(f"The prompt {path.name} does not end in a user section.", hint)
        self._fixed = [_MESSAGES[role](body) for role, body in sections[:-1]]
        try:
            self._last = PromptTemplate.from_template(sections[-1][1])
        except ValueError as error:
            raise SettingsError(f"The prompt {path.name} cannot be read: {error}.", hint) from error
        if set(self._last.input_variables) != set(variables):
            raise SettingsError(
                f"The prompt {path.name} has the variables {sorted(self._last.input_variables)}, "
                f"not {sorted(variables)}.",
                hint,
            )

    @property
    def variables(self) -> frozenset[str]:
        """The names of the values that ``messages`` requires."""
        return frozenset(self._last.input_variables)

    def messages(self, **values: str) -> list[BaseMessage]:
        """The whole conversation. Values are neutralised; braces in them have no meaning."""
        safe = {name: neutral(value) for name, value in values.items()}
        return [*self._fixed, HumanMessage(self._last.format(**safe))]


@cache
def load_prompt(purpose: Purpose, language: Language) -> Prompt:
    """The prompt ``prompts/PURPOSE.LANGUAGE.txt``."""
    return Prompt(PROMPTS / f"{prompt_name(purpose, language)}.txt", VARIABLES[purpose])


def prompt_name(purpose: Purpose, language: Language) -> str:
    """The name of a prompt, as used for files and for the engine's slots."""
    return f"{purpose}.{language}"


def in_background(name: str) -> bool:
    """Whether a prompt, given by name, is in :data:`BACKGROUND`."""
    return name.partition(".")[0] in BACKGROUND


def load_prompts() -> dict[str, Prompt]:
    """All prompts by name; loading them at start-up detects a broken one."""
    return {
        prompt_name(purpose, language): load_prompt(purpose, language)
        for purpose in VARIABLES
        for language in LANGUAGES
    }
