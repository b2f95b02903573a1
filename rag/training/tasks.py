"""What an adapter can be trained for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from index.embedding.training.articles import NewsArticle
from rag.answer.reader import MISSING
from rag.llm.yes_no import NO
from rag.training import claims, pairs, sentences
from rag.training.examples import Pack, Prompt
from rag.training.packs import Example, Task, Tokenize, packs_of, prompts_of
from rag.training.train import Options
from rag.types import LANGUAGES, Language


class Name(StrEnum):
    """The tasks by what the model learns."""

    READING = "reading"
    VERIFYING = "verifying"
    TRANSLATING = "translating"


@dataclass(frozen=True, slots=True)
class Training:
    """A task with its examples and hyperparameters."""

    task: Task
    examples: Callable[[Sequence[NewsArticle], Path, int], list[Example]]
    """Made of the articles, with a folder for their index and a seed."""
    options: Options
    refusal: Mapping[Language, str] = field(default_factory=dict)
    """The word with which the model refuses."""

    def packs(
        self, articles: Sequence[NewsArticle], work: Path, seed: int, tokenize: Tokenize
    ) -> tuple[list[Pack], dict[str, Prompt]]:
        """The examples about the articles, and the beginnings of their prompts."""
        packs = packs_of(self.task, self.examples(articles, work, seed), tokenize)
        return packs, prompts_of(self.task, self.refusal, tokenize)


TASKS: Final = {
    Name.READING: Training(
        pairs.READING,
        lambda articles, work, seed: pairs.examples_of(pairs.pairs_of(articles, work, seed)),
        Options(),
        MISSING,
    ),
    Name.VERIFYING: Training(
        claims.VERIFYING,
        lambda articles, _, seed: claims.examples_of(claims.read_claims(), articles, seed),
        Options(),
        {language: NO[language].capitalize() for language in LANGUAGES},
    ),
    Name.TRANSLATING: Training(
        sentences.TRANSLATING,
        lambda articles, *_: sentences.examples_of(sentences.read_sentences(), articles),
        Options(answer=0.03),
    ),
}
"""By name."""
