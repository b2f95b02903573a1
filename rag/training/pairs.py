"""Reading: questions with passages that answer them or do not, as the search finds them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.building.build import build
from index.embedding.embedder import BUILT_IN, load_embedder
from index.embedding.training.articles import NewsArticle, Question, Unanswerable
from index.language.dictionary.setup import open_dictionary
from index.settings import Settings
from index.snapshots.disk import DiskSnapshots
from index.store import Store
from rag.answer.reader import MISSING
from rag.evidence.retrieval import Retriever
from rag.evidence.search import READ, find
from rag.training.packs import Example, Task
from rag.types import LANGUAGES, Language, QuestionPart

READING: Final = Task("answer", ("evidence", "question"))
_COPIED: Final = 0.8
"""Minimum share of an answer's words in the passage for the answer to be learned."""
_SECOND: Final = 0.4
"""Share of unanswerable questions whose second passage is a pair, too."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and one passage of the article that it is about."""

    question: str
    passage: str
    """With the headings above it, as the model reads it."""
    language: Language
    """Of the passage."""
    is_answered: bool
    answer: str
    """In the passage's language; empty if the passage does not answer."""


def pairs_of(articles: Sequence[NewsArticle], work: Path, seed: int) -> list[Pair]:
    """Index the articles below ``work`` and search each for its own questions, in both languages.

    A question that the article answers makes a pair with each answering passage among the first
    three, and with the best other one; one that it does not answer, with the best passage and
    sometimes the second: the near misses that the model meets in use.
    """
    rng = random.Random(seed)  # noqa: S311 - draws examples, no secrets
    sources = work / "articles"
    sources.mkdir(parents=True, exist_ok=True)
    for article in articles:
        text = "\n\n".join([article.title, *article.paragraphs])
        (sources / _file(article)).write_text(f"{text}\n", encoding="utf-8")
    settings = Settings(data=work / "data", sources=sources)
    embedder = load_embedder(BUILT_IN)
    build(settings, embedder)
    with Store.open(DiskSnapshots(settings.data), embedder.name) as store:
        retriever = Retriever(store, embedder, open_dictionary(settings))
        return [
            pair
            for article in articles
            for asked in _asked_of(article)
            for language in LANGUAGES
            for pair in _pairs(retriever, article, asked, language, rng)
        ]


def _pairs(
    retriever: Retriever,
    article: NewsArticle,
    asked: Question | Unanswerable,
    language: Language,
    rng: random.Random,
) -> Iterator[Pair]:
    question = asked.de if language == "de" else asked.en
    found = find(retriever, QuestionPart(question, question, question), language, (_file(article),))
    misses = 0
    most = 1 if isinstance(asked, Question) or rng.random() >= _SECOND else 2
    for candidate in found.worth_reading(READ):
        passage = candidate.passage
        answered = isinstance(asked, Question) and _holds(passage.text, article, asked)
        misses += not answered
        if not answered and misses > most:
            continue
        answer = asked.answer(article.language) if isinstance(asked, Question) and answered else ""
        yield Pair(question, passage.in_context, candidate.language, answered, answer)


def _asked_of(article: NewsArticle) -> list[Question | Unanswerable]:
    return [*article.questions, *article.unanswerable]


def examples_of(pairs: Iterable[Pair]) -> list[Example]:
    """The prompt that each pair fills in. An answer in other words than the passage's is not
    learned: the model is to answer in the passage's words.
    """
    return [
        Example(
            pair.language,
            pair.passage,
            pair.question,
            pair.answer if pair.is_answered else MISSING[pair.language],
            is_refused=not pair.is_answered,
            is_learned=pair.is_answered and _is_copied(pair.answer, pair.passage),
        )
        for pair in pairs
    ]


def _is_copied(answer: str, passage: str) -> bool:
    words = [word.strip(".,").casefold() for word in answer.split()]
    return sum(word in passage.casefold() for word in words) >= _COPIED * max(len(words), 1)


def _holds(text: str, article: NewsArticle, question: Question) -> bool:
    answering = {question.paragraph, *(n for name, n in question.also if name == article.id)}
    return any(text in article.paragraphs[n] or article.paragraphs[n] in text for n in answering)


def _file(article: NewsArticle) -> str:
    return f"{article.id}.txt"
