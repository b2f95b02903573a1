"""The assistant as the command line and the page use it: loads its components, then answers.

Loading index, embedding model and language model takes seconds to minutes, so ``start`` loads in
the background and ``state`` reports the progress of each component.
"""

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing, nullcontext

from index.backup.restore import undo_interrupted
from index.building.build import Report
from index.building.filling import Progress
from index.errors import ModelError
from index.language.detection import detect
from index.reading.parsing import FileNote, Problem
from index.settings import Settings
from index.types import Document, Passage, Span
from index.withdrawals import Withdrawal
from rag.annotations import Correction
from rag.answer.quoting.corrected import find_correction
from rag.answer.quoting.withdrawn import with_withdrawals
from rag.chain import Chain
from rag.evidence.candidates import Candidate
from rag.exam.results import Results
from rag.llm.client import LanguageModel
from rag.llm.metering import Meter, with_costs
from rag.llm.prompts import load_prompts
from rag.question.cleaning import clean
from rag.runtime.activity import Activity
from rag.runtime.ahead import newest_first, read, sentences_of
from rag.runtime.examining import mode_of
from rag.runtime.index import IndexComponent
from rag.runtime.model import ModelComponent
from rag.runtime.state import State
from rag.runtime.translation import TranslationComponent
from rag.runtime.verification import VerificationComponent
from rag.storage.answers import AnswerCache
from rag.storage.revisions import Revision, Revisions
from rag.storage.table import Table
from rag.types import Done, Event, Language, Turn


class Assistant:
    """Owns index, embedder, model and caches of one process. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        undo_interrupted(settings.data)
        self._revisions = Revisions.below(settings.data)
        self._index = IndexComponent(
            settings, lambda store: self._revisions.record(store.documents())
        )
        self._model = ModelComponent(settings)
        self._activity = Activity()
        self._cache = AnswerCache(Table(settings.data / "answers.sqlite3"))
        self._translation = TranslationComponent(settings)
        self._verifier = VerificationComponent(settings)
        self._answers = settings.answers
        self.exams = Results(settings.data)
        """Exam results of models."""

    def start(self) -> None:
        """Load everything in the background; returns at once.

        Raises:
            SettingsError: a prompt file is broken.
        """
        load_prompts()
        self._index.start()
        self._model.start()
        self._translation.start()
        self._verifier.start()

    def wait(self) -> None:
        """Block until every component is ready, off or failed."""
        self._index.wait()
        self._model.wait()
        self._translation.wait()
        self._verifier.wait()

    def close(self) -> None:
        """Stop the model's server and release all resources."""
        self._model.close()
        self._index.close()

    def state(self) -> State:
        """The current state of all components."""
        store, model = self._index.store, self.model
        exam = self.exams.of(model.name) if model else None
        return State(
            index=self._index.state,
            model=self._model.state,
            documents=len(store.documents()) if store else 0,
            costs=self._model.costs,
            snapshot=store.snapshot if store else None,
            mode=self._verifier.limited(mode_of(self._answers, exam)) if model else None,
            exam=exam,
        )

    def document(self, document_id: str) -> Document:
        """An article with its whole text.

        Raises:
            KeyError: there is no such article.
            StoreError: the index is not ready.
        """
        with self._index.reading() as retriever:
            return retriever.store.document(document_id)

    def revision(self, document_id: str) -> Revision | None:
        """The last known version of an article; None if it was never in the briefing."""
        return self._revisions.find(document_id)

    def correction(self, document_id: str, spans: Sequence[Span]) -> Correction | None:
        """The newest correction of an article's words by another article; None if there is none."""
        return find_correction(document_id, spans, self._index.reading)

    def withdrawal(self, document_id: str) -> Withdrawal | None:
        """The withdrawal of an article; None if it was not withdrawn."""
        return self._index.withdrawn.get(document_id)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """All withdrawals in force, oldest first."""
        return tuple(self._index.withdrawn.values())

    def withdraw(self, source: str, why: str) -> tuple[Withdrawal, ...]:
        """Withdraw the article at a path: questions that start from now on do not see it.

        Raises:
            SourceError: there is no such article, or no reason is given.
            StoreError: the index is not ready, or the record cannot be written.
        """
        return self._index.withdraw(source, why)

    def reinstate(self, source: str) -> tuple[Withdrawal, ...]:
        """Undo the withdrawals of a path. An article that a build left out returns with the next.

        Raises:
            SourceError: nothing of that path is withdrawn.
            StoreError: the record cannot be read or written.
        """
        return self._index.reinstate(source)

    def documents(self) -> tuple[Document, ...]:
        """All articles, by path. Raises StoreError if the index is not ready."""
        with self._index.reading() as retriever:
            return retriever.store.documents()

    def left_out(self) -> tuple[Problem, ...]:
        """The files, and parts of files, that are not in the index, each with the reason.

        Raises:
            StoreError: the index is not ready.
        """
        with self._index.reading() as retriever:
            return retriever.store.manifest.problems

    def notes(self) -> tuple[FileNote, ...]:
        """Notes about files in the index. Raises StoreError if the index is not ready."""
        with self._index.reading() as retriever:
            return retriever.store.manifest.notes

    def passages(self) -> tuple[tuple[Document, tuple[Passage, ...]], ...]:
        """All articles with their passages. Raises StoreError if the index is not ready."""
        with self._index.reading() as retriever:
            return retriever.store.articles()

    def translate(
        self, most: int | None = None, go_on: Callable[[], bool] = lambda: True
    ) -> Iterator[tuple[int, int]]:
        """Translate sentences that are not stored yet, ``most`` at most; yields (done, total).

        The order is that of :func:`rag.runtime.ahead.newest_first`. ``go_on`` is called during a
        translation; once it returns False, that one is abandoned.

        Raises:
            StoreError: the index is not ready.
            ModelError: there is no translation engine, or it failed; what is done is kept.
        """
        engine = self._translation.engine(self.model)
        if engine is None:
            raise ModelError(
                "There is no model to translate with.",
                "Start a language model, or set BRIEFING_TRANSLATION to a folder of models.",
            )
        with self._index.reading() as retriever:
            translator = self._translation.translator(engine, retriever.dictionary, go_on)
            newest = newest_first(retriever.store.articles())
        sentences = sentences_of(newest, most)
        for done, (sentence, target) in enumerate(sentences, start=1):
            translator.translate(sentence, target)
            yield done, len(sentences)

    def read_ahead(self, go_on: Callable[[], bool] = lambda: True) -> Iterator[tuple[int, int]]:
        """Let the embedded model, if there is one, read the newest passages.

        Raises StoreError, and the errors of :func:`rag.runtime.ahead.read`.
        """
        if (model := self.model) and model.states:
            with self._index.reading() as retriever:
                articles = newest_first(retriever.store.articles())
                located = [(passage, retriever.language_of(passage)) for _, passage in articles]
            yield from read(model, model.states, located, go_on)

    @property
    def model(self) -> LanguageModel | None:
        """The language model; None until it is loaded, or if there is none."""
        return self._model.model

    @property
    def snapshot(self) -> str | None:
        """ID of the index in use; None while there is none."""
        return store.snapshot if (store := self._index.store) else None

    @property
    def idle_s(self) -> float:
        """Seconds since the last reader's question was answered; 0 while one is in progress."""
        return self._activity.idle_s

    def search(
        self, question: str, *, count: int, sources: Collection[str] = ()
    ) -> tuple[Candidate, ...]:
        """Search without answering: the best passages, best first.

        Args:
            question: standalone.
            count: maximum number of passages.
            sources: paths of the articles to search; empty for all.

        Raises:
            QuestionError: empty, too long or not text.
            StoreError: the index is not ready, or damaged.
        """
        question = clean(question)
        with self._index.reading() as retriever:
            return retriever.search(question, detect(question), count, sources).candidates

    def rebuild(self, progress: Progress) -> Report:
        """Build the index from the sources folder and switch to it.

        Raises:
            BriefingError: see :func:`index.building.build.build`; the old index stays in use.
        """
        return self._index.rebuild(progress)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        history: Sequence[Turn] = (),
        sources: Collection[str] = (),
        use_cache: bool = True,
        background: bool = False,
    ) -> Generator[Event]:
        """Answer one question: ``Sources``, then ``Token``s, then ``Done``.

        Closing the iterator early stops the model. A background question does not count as a
        reader's (:attr:`idle_s`).

        Raises:
            QuestionError: empty, too long or not text.
            StoreError: the index is not ready, or damaged.
        """
        question = clean(question)
        with self._index.reading() as retriever:
            meter = Meter()
            model = (own := self.model) and own.metered(meter)
            name, engine = model.name if model else None, self._translation.engine(model)
            translator = self._translation.translator(engine, retriever.dictionary)
            mode = mode_of(self._answers, self.exams.of(name) if name else None)
            mode = self._verifier.limited(mode)
            # The calibration of the decision was fitted for the model with its adapter.
            adapted = model and model.is_adapted_for("answer")
            reading = self.exams.reading(name) if name and not adapted else None
            chain = Chain(retriever, translator, model, mode, reading, self._verifier.judge)
            key = self._cache.key(
                question,
                language,
                history,
                sources,
                retriever.store.snapshot,
                name,
                made_with=(engine.name if engine else "", mode, str(reading), self._verifier.name),
            )
            if use_cache and (kept := self._cache.replay(key)) is not None:
                yield from map(self._marked, kept)
                return
            events = chain.ask(question, language=language, history=history, sources=sources)
            recorded = self._cache.record(key, events, name) if use_cache else events
            with (
                nullcontext() if background else self._activity.waiting(),
                closing(with_costs(recorded, meter)) as answer,
            ):
                yield from map(self._marked, answer)

    def _marked(self, event: Event) -> Event:
        """Mark citations of withdrawn articles, also of those withdrawn since the answer began."""
        if isinstance(event, Done):
            return Done(with_withdrawals(event.answer, self.withdrawal))
        return event
