"""Training examples: a question with its answering passage and negatives."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.embedding.e5 import PASSAGE, QUERY
from index.embedding.training.articles import NewsArticle, Question, Unanswerable, WikiArticle
from index.embedding.training.states import Tokens, Trunk
from index.embedding.training.windows import Range, anywhere, with_answer, without_answer
from index.passages.splitting import sentences_in

Key = tuple[str, str, int]
"""Kind, article and paragraph. Rows with the same key answer the same questions."""

_QUESTION_WEIGHTS: Final = {"de": 0.45, "en": 0.35}
_PASSAGE_WEIGHTS: Final = {"de": 0.4, "en": 0.35}
_OTHER_QUESTION: Final = 0.06
_OTHER_PASSAGE: Final = 0.042
"""Sampling weight of each other language of XQuAD; they keep the languages' vectors aligned."""
_NEWS_NEGATIVES: Final = 2
"""Number of negatives from the same article."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A passage that a question is compared with."""

    tokens: Tokens
    key: Key


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A question, the passage that answers it, and negatives."""

    question: Tokens
    rows: tuple[Row, ...]
    """The answering passage first, then the negatives."""
    sentences: tuple[Range, ...] = ()
    """Sentences of the first row; empty if it is not known which of them answers."""
    answering: int = 0
    """Index of the answering sentence."""
    unanswerable: tuple[Tokens, Tokens] | None = None
    """A question that the article does not answer, and the closest passage; the second of ``rows``
    is then a passage that does not answer the first question."""


class News:
    """Examples from the project's own articles, in all four pairs of languages."""

    def __init__(self, trunk: Trunk, articles: Sequence[NewsArticle], cache: Path) -> None:
        passages = [f"{a.title}\n{text}" for a in articles for text in a.paragraphs]
        asked: list[tuple[str, Question | Unanswerable]] = []
        for article in articles:
            asked += [(article.id, question) for question in article.questions]
            asked += [(article.id, question) for question in article.unanswerable]
        made = iter(trunk.tokens(passages, PASSAGE, cache))
        self._passages = {a.id: [next(made) for _ in a.paragraphs] for a in articles}
        both = iter(trunk.tokens([t for _, q in asked for t in (q.de, q.en)], QUERY, cache))
        self._asked = {(name, q.de, q.en): (next(both), next(both)) for name, q in asked}
        self._items = [(a, n) for a in articles for n in range(len(a.questions))]
        self._clusters: dict[str, list[NewsArticle]] = {}
        for article in articles:
            self._clusters.setdefault(article.cluster or article.id, []).append(article)

    def draw(self, rng: random.Random) -> Example:
        """A random question in one of its languages.

        Negatives are two other paragraphs, and one from another report on the same event unless
        several paragraphs answer the question.
        """
        article, number = rng.choice(self._items)
        question = article.questions[number]
        numbers = range(len(article.paragraphs))
        others = [
            n for n in numbers if n != question.paragraph and (article.id, n) not in question.also
        ]
        rows = [self._row(article, question.paragraph)]
        picked = rng.sample(others, min(_NEWS_NEGATIVES, len(others)))
        rows += [self._row(article, n) for n in picked]
        cluster = self._clusters[article.cluster or article.id]
        siblings = [
            (other, n) for other in cluster if other is not article
            for n in range(len(other.paragraphs))
        ]  # fmt: skip
        if siblings and not question.also:
            rows.append(self._row(*rng.choice(siblings)))
        unsaid = rng.choice(article.unanswerable)
        near = self._passages[article.id][unsaid.near]
        spans, answering = _sentences_of(article, question)
        return Example(
            rng.choice(self._asked[article.id, question.de, question.en]),
            tuple(rows),
            spans,
            answering,
            (rng.choice(self._asked[article.id, unsaid.de, unsaid.en]), near),
        )

    def _row(self, article: NewsArticle, number: int) -> Row:
        return Row(self._passages[article.id][number], ("news", article.id, number))


class Wiki:
    """Examples from XQuAD: a window of a paragraph with the answer, one without, and another."""

    def __init__(
        self, trunk: Trunk, articles: Mapping[str, Sequence[WikiArticle]], cache: Path
    ) -> None:
        self._articles = articles
        passages = [p.context for found in articles.values() for a in found for p in a.paragraphs]
        asked = [
            q.question for found in articles.values() for a in found for p in a.paragraphs
            for q in p.qas
        ]  # fmt: skip
        made = iter(trunk.tokens(passages, PASSAGE, cache))
        self.passages = {
            (language, n, p): next(made)
            for language, found in articles.items()
            for n, article in enumerate(found)
            for p in range(len(article.paragraphs))
        }
        made = iter(trunk.tokens(asked, QUERY, cache))
        self._questions = [
            ((language, n, p, k), next(made))
            for language, found in articles.items()
            for n, article in enumerate(found)
            for p, paragraph in enumerate(article.paragraphs)
            for k in range(len(paragraph.qas))
        ]
        self._weights = [
            _QUESTION_WEIGHTS.get(place[0], _OTHER_QUESTION) for place, _ in self._questions
        ]
        self._languages = list(articles)
        self._shares = [_PASSAGE_WEIGHTS.get(name, _OTHER_PASSAGE) for name in self._languages]

    def draw(self, rng: random.Random) -> Example:
        """A random question in one language with a passage in the same or another."""
        ((_, n, p, k), question) = rng.choices(self._questions, self._weights)[0]
        (language,) = rng.choices(self._languages, self._shares)
        article = self._articles[language][n]
        text, asked = article.paragraphs[p].context, article.paragraphs[p].qas[k]
        tokens, answer, name = self.passages[language, n, p], (asked.start, asked.end), article.name
        rows = [Row(tokens.between(*with_answer(text, answer, rng)), ("wiki", name, p))]
        if cut := without_answer(text, answer, rng):
            rows.append(Row(tokens.between(*cut), ("wiki without", name, p)))
        if others := [other for other in range(len(article.paragraphs)) if other != p]:
            other = rng.choice(others)
            cut = anywhere(article.paragraphs[other].context, rng)
            found = self.passages[language, n, other].between(*cut)
            rows.append(Row(found, ("wiki", name, other)))
        return Example(question, tuple(rows))


def _sentences_of(article: NewsArticle, question: Question) -> tuple[tuple[Range, ...], int]:
    """The sentences of a question's passage with headline, and the index of the answering one.

    Empty if the paragraph has only one sentence.
    """
    lead, text = len(article.title) + 1, article.paragraphs[question.paragraph]
    evidence = text.index(question.evidence)
    middle = evidence + len(question.evidence) / 2
    spans: list[Range] = []
    for sentence in sentences_in(text, article.language):
        start = text.index(sentence, spans[-1][1] if spans else 0)
        spans.append((start, start + len(sentence)))
    answering = max(n for n, (start, _) in enumerate(spans) if start <= middle)
    moved = tuple((start + lead, end + lead) for start, end in spans)
    return (moved, answering) if len(moved) > 1 else ((), 0)
