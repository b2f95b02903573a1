"""Answers all requests other than questions of fact.

Small talk, tasks and questions about the briefing itself need no source. A summary or chronology
consists of sentences from the articles. If a reader asks what the briefing does not say about a
topic, the answer quotes what it does say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from index.dates import HERE
from rag.answer.formatting import long_date
from rag.answer.kinds.about_briefing import answer_without_sources
from rag.answer.kinds.namesakes import introductions
from rag.answer.kinds.newest import with_versions
from rag.answer.kinds.news import MOST, first_day, leads, since
from rag.answer.kinds.overview import ARTICLES, Sentence, overview, whole_sentences
from rag.answer.kinds.topics import Article, newest_or_oldest_articles, sentences_for
from rag.answer.quoting.quotes import choose
from rag.answer.texts import say
from rag.answer.writer import Writer
from rag.decisions import Decision
from rag.evidence.numbering import label, together
from rag.evidence.scope import Scope
from rag.evidence.search import labelled
from rag.question.kind import Aspect, ClassifiedQuestion, Kind
from rag.types import Event, Evidence, Language, QuestionPart, Sources, Token
from rag.words import content_stems


def answer_other_kind(
    wanted: ClassifiedQuestion, spoken: Language, writer: Writer, model: str | None
) -> Iterator[Event] | None:
    """Yields ``Sources``, then ``Token``s.

    None for a question of fact. Also None, so that the question is treated as one, for a summary or
    chronology or news of a topic that the briefing does not mention, for news since something
    other than a day, and for a name with a single bearer.

    Args:
        wanted: the classified question.
        spoken: language of the question, which may differ from that of the answer.
        writer: of the answer.
        model: name of the language model; None without one.
    """
    match wanted.kind:
        case Kind.FACT:
            answer = None
        case Kind.UNSAID:
            answer = _topic(wanted.topic or "", writer, model)
        case Kind.NEWS:
            today = datetime.now(ZoneInfo(HERE)).date()
            first = first_day(wanted.since, spoken, today) if wanted.since else None
            if wanted.since and not first:
                answer = None
            elif wanted.topic:
                answer = _news_about(wanted.topic, first, spoken, writer, model)
            else:
                answer = _news(first or today, writer, model)
        case Kind.NAMESAKES:
            scope = writer.scope
            asked = wanted.topic or ""
            name, introduced = introductions(asked, _articles(scope), scope.retriever)
            answer = _namesakes(name, introduced, writer, model) if name else None
        case Kind.SUMMARY | Kind.CHRONOLOGY:
            scope = writer.scope
            told = sentences_for(wanted, _articles(scope), spoken, scope.retriever)
            found = list(islice(told.sentences, ARTICLES + 1))
            if found or not wanted.topic:
                answer = _overview(wanted, found, writer, model, in_titles=told.in_titles)
            else:
                answer = None
        case _:
            answer = _without_sources(wanted, writer, model)
    return answer


def _articles(scope: Scope) -> list[Article]:
    """The articles, oldest first."""
    documents = sorted(scope.documents(), key=lambda d: (str(d.date or ""), d.source))
    return [Article(d, scope.retriever.store.passages(d.id)) for d in documents]


def _without_sources(
    wanted: ClassifiedQuestion, writer: Writer, model: str | None
) -> Iterator[Event]:
    language = writer.quoter.language
    yield _sources(writer, (), Decision("", wanted.kind.value), model)
    documents = writer.scope.documents()
    yield Token(answer_without_sources(wanted, documents, writer.assembly, language))


def _overview(
    wanted: ClassifiedQuestion,
    told: Sequence[Sequence[Sentence]],
    writer: Writer,
    model: str | None,
    *,
    in_titles: bool,
) -> Iterator[Event]:
    """A summary or chronology of a topic, or of the whole briefing.

    Args:
        wanted: the classified question.
        told: candidate sentences per article, last article first; at most ``ARTICLES`` are used.
        writer: of the answer.
        model: name of the language model; None without one.
        in_titles: whether the articles are about the topic, or only mention it.
    """
    language = writer.quoter.language
    articles = told[:ARTICLES][::-1]
    sentences = overview(wanted.kind, articles, writer.scope.retriever.embedder)
    opening = []
    if sentences and wanted.topic and not in_titles:
        opening += [say("mentioned", language, topic=wanted.topic)]
    if len(told) > ARTICLES:
        opening += [say("newest_considered", language, count=ARTICLES)]
    if sentences and wanted.kind is Kind.CHRONOLOGY:
        opening += [say("chronology", language)]
    decision = Decision(wanted.topic or "", wanted.kind.value)
    labels = dict.fromkeys(sentences, "")
    if wanted.kind is Kind.SUMMARY:
        labels = with_versions(sentences, articles, writer.scope.retriever, language)
    yield from _in_sentences(labels, " ".join(opening), decision, writer, model)


def _news(first: date, writer: Writer, model: str | None) -> Iterator[Event]:
    """The articles published since a day; if there are none, the newest."""
    language, articles = writer.quoter.language, _articles(writer.scope)
    said = long_date(first, language)
    decision = Decision(said, Kind.NEWS.value)
    if new := since(first, articles):
        key = "news_one" if len(new) == 1 else "news" if len(new) <= MOST else "news_many"
        introduction = say(key, language, first=said, count=len(new), shown=MOST)
    elif newest := newest_or_oldest_articles(Aspect.NEWEST, articles):
        new = newest
        day = max(article.document.date for article in newest if article.document.date)
        introduction = say("news_none", language, first=said, newest=long_date(day, language))
    else:
        yield _sources(writer, (), decision, model)
        yield Token(writer.assembly.tell(say("dates_none", language)))
        return
    told = leads(whole_sentences(article.passages) for article in new)
    yield from _in_sentences(dict.fromkeys(told, ""), introduction, decision, writer, model)


def _news_about(
    topic: str, first: date | None, spoken: Language, writer: Writer, model: str | None
) -> Iterator[Event] | None:
    """What the articles about a topic say first, those published since a day if there are any; None
    if no dated article mentions it.

    Args:
        topic: as named in the question.
        first: the day; None for the newest of all.
        spoken: language of the question.
        writer: of the answer.
        model: name of the language model; None without one.
    """
    scope, language = writer.scope, writer.quoter.language
    dates = {document.id: document.date for document in scope.documents()}
    asked = ClassifiedQuestion(Kind.SUMMARY, topic)
    told = sentences_for(asked, _articles(scope), spoken, scope.retriever).sentences
    dated = [
        (day, sentences)
        for sentences in islice(told, ARTICLES)
        if sentences and (day := dates[sentences[0][0].document_id])
    ]
    if not dated:
        return None
    newest = long_date(dated[0][0], language)
    new = [sentences for day, sentences in dated if first is None or day >= first]
    if first is None:
        introduction = say("news_about", language, topic=topic, newest=newest)
    else:
        key = "news_about_since" if new else "news_about_none"
        said = long_date(first, language)
        introduction = say(key, language, topic=topic, first=said, newest=newest)
    shown = leads(new or [sentences for _, sentences in dated])
    decision = Decision(topic, Kind.NEWS.value)
    return _in_sentences(dict.fromkeys(shown, ""), introduction, decision, writer, model)


def _namesakes(
    name: str, introduced: Sequence[Sentence], writer: Writer, model: str | None
) -> Iterator[Event]:
    introduction = say("namesakes", writer.quoter.language, name=name)
    decision = Decision(name, Kind.NAMESAKES.value)
    yield from _in_sentences(dict.fromkeys(introduced, ""), introduction, decision, writer, model)


def _in_sentences(
    sentences: Mapping[Sentence, str],
    introduction: str,
    decision: Decision,
    writer: Writer,
    model: str | None,
) -> Iterator[Event]:
    """An answer that consists of the given sentences; a refusal if there are none.

    Args:
        sentences: in order, each with its label, which may be empty.
        introduction: in front of them; may be empty.
        decision: that led to them.
        writer: of the answer.
        model: name of the language model; None without one.
    """
    evidence = [
        Evidence(n, passage, (span,), 1.0, decision.outcome, (1.0,))
        for n, (passage, span) in enumerate(sentences, start=1)
    ]
    (numbered,) = label([evidence])
    yield _sources(writer, together([numbered]), decision, model)
    if not numbered:
        yield Token(writer.refuse([]))
    elif introduction:
        yield Token(writer.assembly.introduce(introduction))
    for item, own_label in zip(numbered, sentences.values(), strict=True):
        support = replace(writer.quoter.support(item, item.spans[0], 1.0), label=own_label)
        yield from map(Token, writer.quote([support]))


def _topic(topic: str, writer: Writer, model: str | None) -> Iterator[Event]:
    """Quotes the passages about a topic; a refusal if there are none."""
    (part,) = labelled([writer.scope.find(QuestionPart.alone(topic), writer.quoter.language)])
    yield _sources(writer, part.evidence, Decision(topic, "topic"), model)
    choices = writer.quoter.best_first(part.evidence)
    named = content_stems(topic) & content_stems(" ".join(s.quote for s in choices))
    if not named:
        yield Token(writer.refuse([part]))
    else:
        introduction = say("topic", writer.quoter.language, topic=topic)
        yield Token(writer.assembly.introduce(introduction))
        yield from map(Token, writer.quote(choose(choices, "", several=True)))


def _sources(
    writer: Writer, evidence: tuple[Evidence, ...], decision: Decision, model: str | None
) -> Sources:
    """Record the decision; returns the event with the evidence."""
    writer.assembly.decided(decision, model)
    writer.assembly.sources_found()
    return Sources(writer.quoter.language, evidence)
