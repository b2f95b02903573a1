"""What a language has to bring."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Literal

Language = Literal["de", "en"]

Patterns = tuple[Pattern[str], ...]


def compiled(source: str) -> Pattern[str]:
    """The same for capital and small letters, unless ``(?-i:…)`` says otherwise."""
    return re.compile(source, re.IGNORECASE)


def patterns(*sources: str) -> Patterns:
    """Each of them :func:`compiled`."""
    return tuple(map(compiled, sources))


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Requests:
    """How readers ask for other things than facts. Sentences come without punctuation at the end.

    "Whole" patterns have to match a sentence from its beginning to its end, the others begin it.
    """

    politeness: Patterns
    """Begin: what stands before the question proper, such as "Bitte" or "Tell me, "."""
    closing: Patterns
    """At the end: the same."""
    address: Patterns
    """Begin: the assistant is asked to do something, such as "Kannst du mir". Also removed."""
    smalltalk: Mapping[str, Patterns]
    """Whole, by the name of an aspect; where several fit, the last one counts."""
    overriding: Patterns
    """Begin: the assistant is to forget what it is."""
    task: Patterns
    """Begin: something is to be made or done."""
    task_if_addressed: Patterns
    """Whole: the same behind an address, where German puts the verb at the end."""
    no_task: Patterns
    """Begin: looks like a task, but asks for what the briefing says."""
    summary: Patterns
    """Whole. What is to be summed up is the group ``topic``, which may be missing."""
    chronology: Patterns
    """The same for an order in time."""
    unsaid: Patterns
    """The same for what an article or the briefing does not say of the topic."""
    news: Patterns
    """Whole: what has come in; the group ``since`` tells since when."""
    namesakes: Patterns
    """Anywhere: which of those with one name is which."""
    around_topic: Patterns
    """What is removed before and behind the name of a topic: "den Artikel über", "in drei Sätzen".
    """
    everything: Patterns
    """Whole: a topic that stands for the whole briefing, such as "Artikel"."""
    no_topic: Patterns
    """Begin: a topic that is a question of its own, such as "was Macron sagte"."""
    briefing_nouns: frozenset[str]
    """What the briefing is made of: one of them is in every question about the briefing."""
    briefing_words: frozenset[str]
    """What else such a question is made of; with any other word it is about the news."""
    aspects: Mapping[str, Patterns]
    """Anywhere: what of the briefing is asked, by the name of an aspect; the first one counts."""


def abbreviations(text: str, endings: str = r"(?!)") -> Pattern[str]:
    """Finds one of the abbreviations at the end of what stands before its last period.

    Args:
        text: separated by commas, without the last period; where they have a space, the text may
            have none, and it may have a capital as first letter.
        endings: a pattern for the ends of words that are abbreviated: "Haupt" in "Hauptstr.".
    """
    forms = []
    for form in sorted(map(str.strip, text.split(",")), key=len, reverse=True):
        first = f"[{form[0]}{form[0].upper()}]" if form[0].islower() else form[0]
        forms.append(first + re.escape(form[1:]).replace(r"\ ", r"\s?"))
    return re.compile(rf"(?:(?:^|[\s(\[\"„‚»/–-])(?:{'|'.join(forms)})|\w(?:{endings}))$")


@dataclass(frozen=True, slots=True)
class SentenceEnds:
    """Periods that end a sentence and periods that do not."""

    starters: frozenset[str]
    """Words, written small, that with a capital begin a sentence: pronouns, articles, adverbs."""
    never: Pattern[str]
    """Abbreviations behind which a sentence never ends, such as "z. B."."""
    before_number: Pattern[str]
    """Abbreviations only if a number follows; else ordinary words, such as "Art"."""
    abbreviations: Pattern[str]
    """All others: they end a sentence only if the next word begins one."""
    closing: Pattern[str] | None = None
    """Abbreviations at the end of a list, which end a sentence before any capital."""
    ordinals: bool = False
    """Whether a number with a period is an ordinal: "der 1. FC"."""
    determiners: frozenset[str] = frozenset()
    """Words, written small, that make a number of three digits and more an ordinal."""
    numbered: frozenset[str] = frozenset()
    """Nouns that a cardinal number follows: "auf Platz 2."."""
    streets: tuple[str, ...] = ()
    """How names of streets end, which the number of a house follows."""
    after_date: frozenset[str] = frozenset()
    """Words, written small, that continue a sentence behind "am 7.10."."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, written small."""

    stop_words: frozenset[str]
    """Words that carry no evidence: sharing them with a source proves nothing."""
    common_words: frozenset[str]
    """Stop words and others that hardly a question lacks, by which the language is told. Some are
    words of the other language too ("was", "die", "in")."""
    openings: Patterns
    """Begin: are of this language though the other one has the words too."""
    forms_of_address: frozenset[str]
    """What stands before a surname in place of the first name, such as "Frau"."""
    requests: Requests
    consent: Patterns
    """Begin: what the buttons of a cookie banner say."""
    page_labels: frozenset[str]
    """Lines that stand around articles of web pages and belong to none."""
    byline: Pattern[str]
    """What stands before the author's name."""
    sentence_ends: SentenceEnds
