"""Prompts are files in ``prompts/``, one per purpose and language.

A file is a head of ``#`` lines (purpose, variables, what was measured) and
sections ``--- system``, ``--- user``, ``--- assistant``. Only the last section
has variables: what stands before it never changes, so an engine that caches
prompt prefixes reads it once.
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

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"

Purpose = Literal["answer", "suggest", "translate"]

# What each prompt is filled with. German and English files have the same variables.
VARIABLES: dict[Purpose, frozenset[str]] = {
    "answer": frozenset({"evidence", "question"}),
    "suggest": frozenset({"passage"}),
    "translate": frozenset({"sentence"}),
}
BACKGROUND: frozenset[Purpose] = frozenset({"suggest"})
"""What no reader waits for: the engine reads these prompts when they are first needed."""

_SECTION = re.compile(r"^--- (system|user|assistant)\n", re.MULTILINE)
_MESSAGES: dict[str, type[BaseMessage]] = {
    "system": SystemMessage,
    "user": HumanMessage,
    "assistant": AIMessage,
}


class Prompt:
    """The messages of one prompt file.

    Raises:
        SettingsError: the file is missing or broken, has no sections, or its variables are not
            those that the code fills, so that a broken prompt stops the start and not a chat.
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
        """What ``messages`` has to be given."""
        return frozenset(self._last.input_variables)

    def messages(self, **values: str) -> list[BaseMessage]:
        """The whole conversation. Values are text: braces in them stay braces."""
        return [*self._fixed, HumanMessage(self._last.format(**values))]


@cache
def load_prompt(purpose: Purpose, language: Language) -> Prompt:
    """The prompt ``prompts/PURPOSE.LANGUAGE.txt``."""
    return Prompt(PROMPTS / f"{prompt_name(purpose, language)}.txt", VARIABLES[purpose])


def prompt_name(purpose: Purpose, language: Language) -> str:
    """Name of a prompt, for files and for the engine's slots."""
    return f"{purpose}.{language}"


def in_background(name: str) -> bool:
    """Whether the prompt of this name is one that no reader waits for."""
    return name.partition(".")[0] in BACKGROUND


def load_prompts() -> dict[str, Prompt]:
    """Every prompt by name, so that a broken one stops the start."""
    return {
        prompt_name(purpose, language): load_prompt(purpose, language)
        for purpose in VARIABLES
        for language in LANGUAGES
    }
