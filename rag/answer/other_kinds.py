"""Answers to whatever is not a question on a fact: each kind of it in one place.

Small talk, tasks and questions about the briefing itself need no source. A summary and a
chronology are the articles' own sentences; so is what the briefing says about a topic, where a
reader asks what it does not say.
"""

from collections.abc import Iterator, Sequence

from rag.answer.about_briefing import answer_without_sources
from rag.answer.overview import OVERVIEWS, Sentence, overview
from rag.answer.quotes import choose
from rag.answer.topics import Article, sentences_for
from rag.answer.writer import Writer
from rag.decisions import Decision
from rag.evidence.numbering import label, together
from rag.evidence.scope import Scope
from rag.evidence.search import labelled
from rag.question.kind import FACT, Asked, Kind
from rag.types import Event, Evidence, Language, QuestionPart, Sources, Token
from rag.words import content_stems


def answer_other_kind(
    wanted: Asked, spoken: Language, writer: Writer, model: str | None
) -> Iterator[Event] | None:
    """``Sources``, then ``Token``s.

    None for a question on a fact, and for a summary or a chronology of a topic that nothing in the
    briefing is named like: that is searched for like a fact.

    Args:
        wanted: what the question wants.
        spoken: the language of the question, which may not be that of the answer.
        writer: of the answer.
        model: name of the language model; None without one.
    """
    if wanted is FACT:
        return None
    if wanted.kind is Kind.UNSAID:
        return _topic(wanted.topic or "", writer, model)
    if wanted.kind not in OVERVIEWS:
        return _without_sources(wanted, writer, model)
    told = sentences_for(wanted, _articles(writer.scope), spoken, writer.scope.retriever.dictionary)
    if wanted.topic and not told:
        return None
    return _overview(wanted, told, writer, model)


def _articles(scope: Scope) -> list[Article]:
    """Oldest first."""
    documents = sorted(scope.documents(), key=lambda d: (str(d.date or ""), d.source))
    return [Article(d, scope.retriever.store.passages(d.id)) for d in documents]


def _without_sources(wanted: Asked, writer: Writer, model: str | None) -> Iterator[Event]:
    language = writer.quoter.language
    yield _sources(writer, (), Decision("", wanted.kind.value), model)
    documents = writer.scope.documents()
    yield Token(answer_without_sources(wanted, documents, writer.assembly, language))


def _overview(
    wanted: Asked, told: Sequence[Sequence[Sentence]], writer: Writer, model: str | None
) -> Iterator[Event]:
    """What is named, or the whole briefing, summed up or in order in its own sentences."""
    sentences = overview(wanted.kind, told, writer.scope.retriever.embedder)
    evidence = [
        Evidence(n, passage, (span,), 1.0, wanted.kind.value, (1.0,))
        for n, (passage, span) in enumerate(sentences, start=1)
    ]
    (numbered,) = label([evidence])
    decision = Decision(wanted.topic or "", wanted.kind.value)
    yield _sources(writer, together([numbered]), decision, model)
    if not numbered:
        yield Token(writer.refuse([]))
    elif wanted.kind is Kind.CHRONOLOGY:
        yield Token(writer.assembly.introduce("chronology"))
    for item in numbered:
        yield from map(Token, writer.quote([writer.quoter.support(item, item.spans[0], 1.0)]))


def _topic(topic: str, writer: Writer, model: str | None) -> Iterator[Event]:
    """Where the briefing speaks of a topic; what is not there, it does not say."""
    (part,) = labelled([writer.scope.find(QuestionPart.alone(topic), writer.quoter.language)])
    yield _sources(writer, part.evidence, Decision(topic, "topic"), model)
    choices = writer.quoter.best_first(part.evidence)
    named = content_stems(topic) & content_stems(" ".join(s.quote for s in choices))
    if not named:
        yield Token(writer.refuse([part]))
    else:
        yield Token(writer.assembly.introduce("topic", topic=topic))
        yield from map(Token, writer.quote(choose(choices, "", several=True)))


def _sources(
    writer: Writer, evidence: tuple[Evidence, ...], decision: Decision, model: str | None
) -> Sources:
    """Record how the question was decided; returns the event with its evidence."""
    writer.assembly.decided(decision, model)
    writer.assembly.sources_found()
    return Sources(writer.quoter.language, evidence)
