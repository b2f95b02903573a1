"""Answers without sources: to small talk, to tasks, and to questions about the briefing itself."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from index.types import Document
from rag.answer.builder import Assembly
from rag.answer.formatting import language_name, long_date, moment, titled
from rag.answer.texts import say
from rag.evidence.search import SHOWN
from rag.question.kind import Aspect, ClassifiedQuestion, Kind
from rag.types import Language

LISTED = 20
"""Maximum number of titles or files that are listed; a guess at how many people read."""


def answer_without_sources(
    wanted: ClassifiedQuestion,
    documents: Sequence[Document],
    assembly: Assembly,
    language: Language,
) -> str:
    """Answer small talk or a question about the briefing, or decline a task; returns the text."""
    match wanted.kind:
        case Kind.SMALLTALK:
            return assembly.tell(say(wanted.aspects[0].value, language))
        case Kind.BRIEFING if wanted.is_about_article and len(documents) <= SHOWN:
            return assembly.tell(about_articles(documents, language))
        case Kind.BRIEFING:
            return assembly.tell(about_briefing(wanted.aspects, documents, language))
        case _:
            return assembly.decline(say("task", language))


def about_articles(documents: Sequence[Document], language: Language) -> str:
    """Where articles are from and when they were published, one paragraph each."""
    return "\n\n".join(
        say(
            "article",
            language,
            title=titled(d.title, language),
            known=", ".join(_known(d, language)),
        )
        for d in documents
    )


def about_briefing(
    aspects: Sequence[Aspect], documents: Sequence[Document], language: Language
) -> str:
    """Facts about the briefing, one paragraph per aspect and per item of a list."""
    if not documents:
        return say("count_none", language)
    newest_first = sorted(documents, key=_newest)
    return "\n\n".join(
        paragraph for aspect in aspects for paragraph in _about(aspect, newest_first, language)
    )


def newest_or_oldest(aspect: Aspect, documents: Sequence[Document]) -> list[Document]:
    """The newest or oldest articles: all of that day; empty if no date is known."""
    days = [document.date for document in documents if document.date]
    if not days:
        return []
    day = max(days) if aspect is Aspect.NEWEST else min(days)
    return [document for document in documents if document.date == day]


def _about(aspect: Aspect, documents: Sequence[Document], language: Language) -> Iterator[str]:
    match aspect:
        case Aspect.COUNT:
            yield _counted("count", len(documents), language)
        case Aspect.NEWEST | Aspect.OLDEST:
            yield _extreme(aspect, documents, language)
        case Aspect.TITLES:
            yield say("titles", language)
            yield from _listed([_named(document, language) for document in documents], language)
        case Aspect.DATES:
            yield _dates(documents, language)
        case Aspect.SOURCES:
            yield say("sources", language)
            yield from _listed([document.source for document in documents], language)
        case Aspect.LANGUAGES:
            codes = Counter(document.language for document in documents).most_common()
            yield " ".join(
                _counted("language", count, language, named=language_name(code, language))
                for code, count in codes
            )


def _known(document: Document, language: Language) -> Iterator[str]:
    yield from filter(None, (document.outlet, document.author))
    if document.date:
        yield moment(document.date, document.time_of_day, language)
    else:
        yield say("article_undated", language)
    yield document.source


def _extreme(aspect: Aspect, documents: Sequence[Document], language: Language) -> str:
    found = newest_or_oldest(aspect, documents)
    if not found or not (day := found[0].date):
        return say("dates_none", language)
    key = f"{aspect.value}_{'one' if len(found) == 1 else 'several'}"
    titles = "; ".join(_listed([titled(d.title, language) for d in found], language))
    return say(key, language, date=long_date(day, language), titles=titles)


def _dates(documents: Sequence[Document], language: Language) -> str:
    days = [document.date for document in documents if document.date]
    if not days:
        return say("dates_none", language)
    first, last = long_date(min(days), language), long_date(max(days), language)
    told = say("dates_one" if first == last else "dates", language, first=first, last=last)
    undated = len(documents) - len(days)
    return f"{told} {_counted('undated', undated, language)}" if undated else told


def _named(document: Document, language: Language) -> str:
    title = titled(document.title, language)
    return f"{title} ({long_date(document.date, language)})" if document.date else title


def _listed(items: Sequence[str], language: Language) -> Iterator[str]:
    yield from items[:LISTED]
    if len(items) > LISTED:
        yield say("more", language, count=len(items) - LISTED)


def _counted(key: str, count: int, language: Language, **values: str) -> str:
    return say(f"{key}_one" if count == 1 else key, language, count=count, **values)


def _newest(document: Document) -> tuple[int, str]:
    return -(document.date or date.min).toordinal(), document.source
