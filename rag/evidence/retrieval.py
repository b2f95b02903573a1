"""The passages that fit a question best, each with its sentences in the order of their fit.

Three signals are added: late interaction (every token of the question looks for its match), the
similarity of the whole (one vector per passage, from Chroma), and the share of the question's
words that a passage holds, weighted by rarity and through the dictionary across languages. Each
passage is searched with its headline and the heading above it.

On 312 answerable newsroom questions of three sets (none of them trained on) the right passage is
first for 0.61 by late interaction alone and for 0.65 by the sum, among the first three for 0.83;
the weights are flat around the values below (measured 2026-11-26).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from index.embedding.embedder import Embedder
from index.embedding.late_interaction import Floats, QuestionVectors, best_similarities, max_sim
from index.language.dictionary.lookup import Dictionary
from index.language.matching import PassageWords
from index.language.words import stems, words
from index.store import Store
from index.types import Passage, Span
from rag.evidence.statements import Origin, Statement, revises, statements_of
from rag.types import Language

DENSE_WEIGHT: Final = 1.0
WORDS_WEIGHT: Final = 0.15
DENSE_HITS: Final = 200
"""Passages whose whole-text similarity is asked of Chroma; the others count as the last of them."""
MATCHED: Final = 0.6
"""Cosine similarity from which on a token of the question has a match in a passage (guess)."""
REVISIONS: Final = 50
"""Passages that revise others and are compared with what is read: guess. Every hundredth passage
of a newsroom's does, and comparing takes some 0.1 ms."""
EXHAUSTIVE: Final = 10_000
"""Up to so many passages late interaction scores all; above, those that the other two find."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A passage that may answer, with what the search knows of it."""

    passage: Passage
    language: Language
    score: float
    """The weighted sum of the three signals."""
    late: float
    """Late interaction, -1 to 1."""
    dense: float
    """Cosine similarity of the whole, -1 to 1."""
    words: float
    """Share of the question's words that it holds, 0 to 1."""
    matches: Floats
    """Best cosine similarity for each token of the question, shape (tokens,)."""
    sentences: tuple[tuple[Span, float], ...]
    """Its sentences with their late-interaction scores, best first."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What the search finds for a question."""

    question: QuestionVectors
    candidates: tuple[Candidate, ...]
    """Best first; headings and headlines are not among them."""
    revisions: tuple[Passage, ...] = ()
    """Passages that correct others or call their values outdated: those that fit it best."""


class Retriever:
    """Searches one opened index. Safe to use from several threads.

    ::

        retriever = Retriever(store, embedder, dictionary)
        found = retriever.search("Wer lud ein?", "de", count=8)

    Args:
        store: what is searched.
        embedder: the model that the store was made with.
        dictionary: words across languages.
        words_file: where the passages' words are kept between two starts, if anywhere.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        dictionary: Dictionary,
        words_file: Path | None = None,
    ) -> None:
        self.store = store
        self.embedder = embedder
        self.dictionary = dictionary
        self._passages = store.all_passages()
        # Not by store.document(), which refuses a damaged one: the others can be searched.
        self.origins = {d.id: Origin.of(d) for d in store.documents()}
        self._languages = [self.language_of(passage) for passage in self._passages]
        self._row = {passage.id: row for row, passage in enumerate(self._passages)}
        texts = [passage.in_context for passage in self._passages]
        located = zip(texts, self._languages, strict=True)
        self.words = PassageWords(located, dictionary, words_file)
        self._answers = np.asarray([not passage.is_heading for passage in self._passages], np.bool_)
        self._revises = np.asarray([revises(passage.text) for passage in self._passages], np.bool_)
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, passage in enumerate(self._passages):
            rows[passage.source].append(row)
        self._rows_of = dict(rows)
        """By path."""

    def without(self, document_ids: Collection[str]) -> "Retriever":
        """The same retriever as if these articles were not there; it is closed with this one.

        They still count for how rare a word is.
        """
        seen = copy(self)
        seen.store = self.store.without(document_ids)
        kept = [passage.document_id not in document_ids for passage in self._passages]
        vars(seen).update(_answers=self._answers & np.asarray(kept))
        return seen

    def close(self) -> None:
        """Close the store; further searches raise StoreError."""
        self.store.close()

    def language_of(self, passage: Passage) -> Language:
        """Of the article; what is neither German nor English is read like English."""
        return self.origins[passage.document_id].language

    def statements_of(self, passage: Passage) -> tuple[Statement, ...]:
        """What a passage says, sentence by sentence."""
        return statements_of(passage, self.origins[passage.document_id])

    def alike(self, one: Statement, other: Statement) -> float:
        """Late interaction of two sentences with each other, -1 to 1; 1 without token vectors."""
        first, second = self.tokens_of(one), self.tokens_of(other)
        if not len(first) or not len(second):
            return 1.0
        similarities = first @ second.T
        return float(similarities.max(axis=0).mean() + similarities.max(axis=1).mean()) / 2

    def shared(self, one: Statement, other: Statement) -> int:
        """How many content words two sentences share, values left out.

        Between two languages, the words of either that the dictionary has in the other: a compound
        of one may be two words of the other, so the larger number counts.
        """
        if one.language == other.language:
            return len(one.stems() & other.stems())
        return max(self._known_in(one, other), self._known_in(other, one))

    def _known_in(self, one: Statement, other: Statement) -> int:
        own, there = one.stems(), other.stems()
        entries = self.dictionary.translations(one.text, one.language, other.language)
        return len(
            {
                entry.word.text
                for entry in entries
                if own & {*stems(entry.word.text, one.language)} and entry.stands_in(there)
            }
        )

    def tokens_of(self, statement: Statement) -> Floats:
        """Token vectors of a sentence, shape (n, 128); n is 0 for a model without them."""
        passage = statement.passage
        if not len(self.store.tokens):
            return np.zeros((0, 0), np.float32)
        vectors, offsets = self.store.tokens.of_passage(passage.id)
        inside = _inside(offsets, offsets.mean(axis=1) + passage.start, statement.span)
        return np.asarray(vectors[inside].astype(np.float32) / 127, np.float32)

    def search(
        self, question: str, language: Language, count: int, sources: Collection[str] = ()
    ) -> Found:
        """The ``count`` best passages.

        Args:
            question: standing on its own.
            language: of the question.
            count: how many at most.
            sources: only these articles, if any are named.

        Raises:
            StoreError: the store is damaged or closed.
        """
        asked = self.embedder.embed_question(question)
        allowed = self._answers & self._among(sources)
        if not allowed.any():
            return Found(asked, ())
        dense = self._dense(asked, sources)
        words = self.words.shares(question, language)
        rough = DENSE_WEIGHT * dense + WORDS_WEIGHT * words
        rows = np.flatnonzero(allowed)
        if len(rows) > EXHAUSTIVE:
            rows = rows[np.argsort(-rough[rows])[:DENSE_HITS]]
        best = self._matches(asked, rows)
        late = max_sim(best, asked.weights) if len(best) else np.zeros(len(rows), np.float32)
        scores = late + rough[rows]
        candidates = []
        for place in np.argsort(-scores, kind="stable")[:count]:
            row = int(rows[place])
            passage = self.store.passage(self._passages[row].id)  # which verifies its document
            candidates.append(
                Candidate(
                    passage=passage,
                    language=self._languages[row],
                    score=float(scores[place]),
                    late=float(late[place]),
                    dense=float(dense[row]),
                    words=float(words[row]),
                    matches=best[:, place],
                    sentences=self._sentences(asked, passage),
                )
            )
        return Found(asked, tuple(candidates), self._revisions(allowed, rough))

    def _revisions(self, allowed: npt.NDArray[np.bool_], rough: Floats) -> tuple[Passage, ...]:
        rows = np.flatnonzero(allowed & self._revises)
        if len(rows) > REVISIONS:
            rows = np.sort(rows[np.argsort(-rough[rows], kind="stable")[:REVISIONS]])
        return tuple(self._passages[row] for row in rows)

    def _among(self, sources: Collection[str]) -> npt.NDArray[np.bool_]:
        if not sources:
            return np.ones(len(self._passages), np.bool_)
        found = np.zeros(len(self._passages), np.bool_)
        for source in sources:
            found[self._rows_of.get(source, [])] = True
        return found

    def _dense(self, asked: QuestionVectors, sources: Collection[str]) -> Floats:
        """Cosine similarity of each passage, by row."""
        hits = self.store.search_passages(asked.dense.tolist(), DENSE_HITS, sources)
        floor = min((hit.score for hit in hits), default=0.0)
        found = np.full(len(self._passages), floor, np.float32)
        for hit in hits:
            found[self._row[hit.passage.id]] = hit.score
        return found

    def _matches(self, asked: QuestionVectors, rows: npt.NDArray[np.intp]) -> Floats:
        """Best similarity of each question token in each of the passages, shape (tokens, rows)."""
        tokens = self.store.tokens
        if not len(tokens) or not len(asked.tokens):
            return np.zeros((0, len(rows)), np.float32)
        runs = [tokens.row[self._passages[row].id] for row in rows]
        if 2 * len(rows) >= len(tokens.row):
            # Nearly all, such as all but headings: no copy of the memory-mapped vectors is made.
            return best_similarities(asked.tokens, tokens.tokens, tokens.starts[:-1])[:, runs]
        bounds = [(int(tokens.starts[run]), int(tokens.starts[run + 1])) for run in runs]
        picked = np.concatenate([tokens.tokens[start:end] for start, end in bounds])
        starts = np.cumsum([0, *(end - start for start, end in bounds)])[:-1]
        return best_similarities(asked.tokens, picked, starts)

    def _sentences(
        self, asked: QuestionVectors, passage: Passage
    ) -> tuple[tuple[Span, float], ...]:
        """The sentences of a passage, best first, by the token vectors that they are made of."""
        scored = [(span, 0.0) for span in passage.sentences]
        if len(self.store.tokens) and len(asked.tokens):
            vectors, offsets = self.store.tokens.of_passage(passage.id)
            similarities = np.asarray(asked.tokens @ vectors.astype(np.float32).T / 127, np.float32)
            middles = offsets.mean(axis=1) + passage.start
            scored = [
                (span, _score(similarities, asked.weights, _inside(offsets, middles, span)))
                for span in passage.sentences
            ]
        return tuple(sorted(scored, key=lambda entry: entry[1], reverse=True))


def _inside(
    offsets: npt.NDArray[np.int32], middles: npt.NDArray[np.float64], span: Span
) -> npt.NDArray[np.bool_]:
    """Which tokens stand in a sentence."""
    inside: npt.NDArray[np.bool_] = (
        (offsets[:, 1] > 0) & (middles >= span.start) & (middles <= span.end)
    )
    return inside


def _score(similarities: Floats, weights: Floats, inside: npt.NDArray[np.bool_]) -> float:
    if not inside.any():
        return -1.0
    return float(weights @ similarities[:, inside].max(axis=1))


def unmatched(question: str, found: Found, candidates: Sequence[Candidate]) -> list[str]:
    """The words of a question that none of the candidates has a match for.

    Args:
        question: as it was searched.
        found: the search.
        candidates: where to look.
    """
    if not candidates or not len(found.question.tokens):
        return []
    matches = np.max([candidate.matches for candidate in candidates], axis=0)
    offsets = found.question.offsets
    missed = []
    for word in words(question):
        inside = (offsets[:, 0] < word.end) & (offsets[:, 1] > word.start)
        if inside.any() and matches[inside].max() < MATCHED:
            missed.append(word.text)
    return missed
