"""Classifies a question: a question of fact, or something else that readers type into a chat.

The other kinds skip the search for a fact, so their patterns are narrow, and anything that matches
none is a question of fact. The patterns are in :mod:`index.language`; each is applied only to
questions in its own language.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from index.language.detection import detect
from index.language.lexicon import Patterns, Requests
from index.language.lexicons import LEXICONS
from index.language.questions.by_language import FORMS
from index.passages.splitting import sentences_in
from rag.question.decomposition import parts_of

_AROUND: Final = " \t.,;:!?…–-—'’\"„“”»«‚‘()*"
_NAME: Final = 2
"""Maximum number of words of a topic whose news are asked for without a time; more of them
describe a fact (guess)."""
_TRAILING: Final = re.compile(r"[\s.,;:!?…–—\-)(*'’\"„“”»«‚‘\U0001F000-\U0001FAFF☀-➿]+$")
_WORD: Final = re.compile(r"[^\W\d_]+")


class Kind(StrEnum):
    """The kind of a question."""

    FACT = "fact"
    SMALLTALK = "smalltalk"
    BRIEFING = "briefing"
    """A question about the briefing itself."""
    TASK = "task"
    """A request to write or do something, not a question."""
    SUMMARY = "summary"
    CHRONOLOGY = "chronology"
    UNSAID = "unsaid"
    """What the briefing does not say about a topic."""
    NEWS = "news"
    """What has been published since a day."""
    NAMESAKES = "namesakes"
    """Which persons share a name, and who is who."""


class Aspect(StrEnum):
    """The topic of small talk or of a question about the briefing."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WELLBEING = "wellbeing"
    ABILITY = "ability"

    COUNT = "count"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLES = "titles"
    DATES = "dates"
    SOURCES = "sources"
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True)
class ClassifiedQuestion:
    """The kind of a question with its arguments."""

    kind: Kind
    topic: str | None = None
    """Topic of a summary, chronology or of news, None for the whole briefing; topic of ``UNSAID``,
    never None; the question itself for ``NAMESAKES``."""
    aspects: tuple[Aspect, ...] = ()
    """One for small talk, one or more for the briefing; ``NEWEST`` or ``OLDEST`` for a summary of
    that article."""
    since: str | None = None
    """Start date of ``NEWS`` as written; None for the newest about the topic."""
    is_about_article: bool = False
    """Whether, after an answer, it is about the articles quoted there rather than all: "Fasse das
    zusammen", "When was the article published?"."""


FACT: Final = ClassifiedQuestion(Kind.FACT)
_CONTINUED: Final = frozenset({Kind.SUMMARY, Kind.CHRONOLOGY, Kind.NEWS})
_OF_ARTICLE: Final = frozenset({Aspect.DATES, Aspect.SOURCES})
"""What a single article has, too."""


def kind_of(question: str) -> ClassifiedQuestion:
    """Classify a question.

    Args:
        question: as typed, on one line. A follow-up must not be joined to an earlier question:
            "Danke!" is thanks after any question.
    """
    language = detect(question)
    requests = LEXICONS[language].requests
    if any(pattern.search(question) for pattern in requests.namesakes):
        return ClassifiedQuestion(Kind.NAMESAKES, question)
    wanted: list[tuple[str, ClassifiedQuestion]] = []
    spoken: list[Aspect] = []
    for sentence in sentences_in(question, language):
        core, addressed = _core(_written_out(sentence, requests), requests)
        if aspect := _smalltalk(_bare(sentence), requests) or _smalltalk(core, requests):
            spoken.append(aspect)
        elif core:
            asked = _request(core, requests, addressed=addressed)
            wanted.append((sentence, _with_reference(asked, core, requests)))
    if spoken and not wanted:
        return ClassifiedQuestion(Kind.SMALLTALK, aspects=(max(spoken, key=list(Aspect).index),))
    others = [asked for _, asked in wanted if asked is not FACT]
    if not others or any(asked is FACT and "?" in sentence for sentence, asked in wanted):
        return FACT
    return next((asked for asked in others if asked.kind is Kind.TASK), others[0])


def continued(question: str, before: ClassifiedQuestion) -> ClassifiedQuestion | None:
    """A follow-up that asks the same about another topic or time: "Und zur Fähre?", "And since
    Monday?". None for any other question.

    Args:
        question: as typed.
        before: the earlier question, classified.
    """
    language = detect(question)
    forms, requests = FORMS[language], LEXICONS[language].requests
    found = forms.fragment.fullmatch(_bare(question))
    if before.kind not in _CONTINUED or not found or forms.asking.match(found["new"]):
        return None
    named = _bare(found["new"])
    if found["preposition"]:
        time = _whole(requests.period, f"{found['preposition']} {named}")
        if time and before.kind is Kind.NEWS:
            return replace(before, since=time["since"])
    elif not forms.about.match(question):
        return None
    asked = _about(before.kind, named, requests)
    return replace(asked, since=before.since) if asked.topic else None


def _written_out(sentence: str, requests: Requests) -> str:
    """The sentence without contractions, which readers also type without apostrophes."""
    for pattern, full in requests.contractions.items():
        sentence = pattern.sub(full, sentence)
    return sentence


def _core(sentence: str, requests: Requests) -> tuple[str, bool]:
    """A sentence without polite phrases, and whether it addresses the assistant ("can you …")."""
    addressed = False
    core = _bare(sentence)
    for pattern in requests.closing:
        core = _bare(pattern.sub("", core))
    while True:
        if match := _begins(requests.politeness, core):
            core = core[match.end() :]
        elif match := _begins(requests.address, core):
            addressed, core = True, core[match.end() :]
        else:
            return core, addressed


def _smalltalk(said: str, requests: Requests) -> Aspect | None:
    """The most specific aspect of small talk that matches the whole sentence."""
    found = [name for name, whole in requests.smalltalk.items() if _whole(whole, said)]
    return Aspect(found[-1]) if found else None


def _request(core: str, requests: Requests, *, addressed: bool) -> ClassifiedQuestion:
    """Classify one sentence."""
    if _begins(requests.overriding, core):
        return ClassifiedQuestion(Kind.TASK)
    return (
        _overview(Kind.SUMMARY, requests.summary, core, requests)
        or _overview(Kind.CHRONOLOGY, requests.chronology, core, requests)
        or _unsaid(core, requests)
        or _news(core, requests)
        or _briefing(core, requests)
        or _task(core, requests, addressed=addressed)
        or FACT
    )


def _with_reference(asked: ClassifiedQuestion, core: str, requests: Requests) -> ClassifiedQuestion:
    """The classified question with whether it is about the article that was just quoted."""
    overviews = {Kind.SUMMARY, Kind.CHRONOLOGY}
    can = asked.kind in overviews and not asked.topic and not asked.aspects
    can = can or (asked.kind is Kind.BRIEFING and _OF_ARTICLE.issuperset(asked.aspects))
    if can and any(pattern.search(core) for pattern in requests.this_article):
        return replace(asked, is_about_article=True)
    return asked


def _overview(
    kind: Kind, whole: Patterns, core: str, requests: Requests
) -> ClassifiedQuestion | None:
    if (match := _whole(whole, core)) is None:
        return None
    named = _bare(match.groupdict().get("topic") or "")
    if _begins(requests.no_topic, named):
        # "Fasse zusammen, worum es im Artikel über die Fähre geht" names the same topic.
        return _overview(kind, whole, named, requests) or _news(named, requests)
    if period := _whole(requests.period, named):
        return ClassifiedQuestion(Kind.NEWS, since=period["since"])
    return _about(kind, named, requests)


def _unsaid(core: str, requests: Requests) -> ClassifiedQuestion | None:
    match = _whole(requests.unsaid, core)
    asked = _about(Kind.UNSAID, _bare(match["topic"]), requests) if match else None
    return asked if asked and asked.topic else None


def _news(core: str, requests: Requests) -> ClassifiedQuestion | None:
    if (match := _whole(requests.news, core)) is None:
        return None
    found = match.groupdict()
    asked = _about(Kind.NEWS, _bare(found.get("topic") or ""), requests)
    if since := found.get("since"):
        return replace(asked, since=since)
    # "What's the latest on injuries from the fire?" asks for a fact.
    return asked if asked.topic and len(asked.topic.split()) <= _NAME else None


def _about(kind: Kind, named: str, requests: Requests) -> ClassifiedQuestion:
    """The request with the topic reduced to its core: "den Artikel über die Fähre" is "Fähre"."""
    topic: str | None = named
    while topic is not None:
        named = topic
        if _whole(requests.everything, named):
            return ClassifiedQuestion(kind)
        if which := _which(named, requests):
            return ClassifiedQuestion(kind, aspects=(which,))
        shorter = (_bare(pattern.sub("", named)) for pattern in requests.around_topic)
        topic = next((text for text in shorter if text != named), None)
    return ClassifiedQuestion(kind, named)


def _which(topic: str, requests: Requests) -> Aspect | None:
    """``NEWEST`` for "den neuesten Artikel", likewise ``OLDEST``; None for any other topic."""
    if not _of_briefing(topic, requests):
        return None
    aspect = _aspect(topic, requests)
    return aspect if aspect in {Aspect.NEWEST, Aspect.OLDEST} else None


def _briefing(core: str, requests: Requests) -> ClassifiedQuestion | None:
    """A question that consists only of words for the briefing and its properties."""
    if not _of_briefing(core, requests):
        return None
    found = [_aspect(part.name, requests) for part in parts_of(core)]
    aspects = tuple(dict.fromkeys(aspect for aspect in found if aspect))
    return ClassifiedQuestion(Kind.BRIEFING, aspects=aspects) if aspects else None


def _of_briefing(text: str, requests: Requests) -> bool:
    words = {word.casefold() for word in _WORD.findall(text)}
    known = requests.briefing_nouns | requests.briefing_words
    return words <= known and not words.isdisjoint(requests.briefing_nouns)


def _aspect(text: str, requests: Requests) -> Aspect | None:
    for name, anywhere in requests.aspects.items():
        if any(pattern.search(text) for pattern in anywhere):
            return Aspect(name)
    return None


def _task(core: str, requests: Requests, *, addressed: bool) -> ClassifiedQuestion | None:
    begun = _begins(requests.task, core) or (addressed and _whole(requests.task_if_addressed, core))
    return ClassifiedQuestion(Kind.TASK) if begun and not _begins(requests.no_task, core) else None


def _bare(text: str) -> str:
    """The text without surrounding punctuation, quotation marks and emoji."""
    return _TRAILING.sub("", text).lstrip(_AROUND)


def _whole(choices: Sequence[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in choices if (match := pattern.fullmatch(text))), None)


def _begins(choices: Sequence[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in choices if (match := pattern.match(text))), None)
