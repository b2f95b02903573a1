"""The word lists and patterns that every language must provide."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Literal

Language = Literal["de", "en"]

Patterns = tuple[Pattern[str], ...]


def compiled(source: str) -> Pattern[str]:
    """Compile a pattern, ignoring case except inside ``(?-i:…)``."""
    return re.compile(source, re.IGNORECASE)


def patterns(*sources: str) -> Patterns:
    """Compile several patterns, see :func:`compiled`."""
    return tuple(map(compiled, sources))


def words(text: str) -> frozenset[str]:
    """A set of words written as text."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Requests:
    """Patterns of requests that do not ask for a fact, for sentences without final punctuation.

    Each field says where its patterns must match: the whole sentence, its beginning, its end, or
    anywhere.
    """

    contractions: Mapping[Pattern[str], str]
    """Anywhere; replaced: "gehts" by "geht es"."""
    politeness: Patterns
    """Beginning; removed: "Bitte", "Tell me, "."""
    closing: Patterns
    """End: the same."""
    address: Patterns
    """Beginning; removed: asks the assistant to do something, such as "Kannst du mir"."""
    smalltalk: Mapping[str, Patterns]
    """Whole, by kind of small talk; if several match, the last one counts."""
    overriding: Patterns
    """Beginning: tells the assistant to forget its instructions."""
    task: Patterns
    """Beginning: asks to write or do something."""
    task_if_addressed: Patterns
    """Whole: the same after an address, where German puts the verb at the end."""
    no_task: Patterns
    """Beginning: looks like a task, but asks what the briefing says."""
    summary: Patterns
    """Whole: asks for a summary; the group ``topic`` may be missing."""
    chronology: Patterns
    """Whole: asks for a chronology; the same group."""
    unsaid: Patterns
    """Whole: asks what the briefing or an article does not say about the topic; the same group."""
    news: Patterns
    """Whole: asks what is new; the group ``since`` has the starting time, the group ``topic`` what
    it is about; one of the two may be missing."""
    period: Patterns
    """Whole: a topic that is a time, such as "Artikel von heute"; the group ``since`` has it."""
    namesakes: Patterns
    """Anywhere: asks to distinguish people with the same name."""
    around_topic: Patterns
    """Removed before and after the name of a topic: "den Artikel über", "in drei Sätzen"."""
    everything: Patterns
    """Whole: a topic that means the whole briefing, such as "Artikel"."""
    this_article: Patterns
    """Anywhere in a request without a topic: means the article that was just quoted, such as
    "der Artikel"."""
    no_topic: Patterns
    """Beginning: a topic that is itself a question, such as "was Macron sagte"."""
    briefing_nouns: frozenset[str]
    """Nouns for the briefing, one of which is in every question about the briefing."""
    briefing_words: frozenset[str]
    """Other words of such questions; a question with any further word is about the news."""
    aspects: Mapping[str, Patterns]
    """Anywhere: asks about the briefing, by aspect; the first match counts."""


def abbreviations(text: str, endings: str = r"(?!)") -> Pattern[str]:
    """Compile a pattern that finds an abbreviation at the end of the text before a period.

    Args:
        text: abbreviations separated by commas, without the final period. It also finds them
            without their spaces, and with a capital first letter.
        endings: pattern for abbreviated word endings: "str" in "Hauptstr.".
    """
    forms = []
    for form in sorted(map(str.strip, text.split(",")), key=len, reverse=True):
        first = f"[{form[0]}{form[0].upper()}]" if form[0].islower() else form[0]
        forms.append(first + re.escape(form[1:]).replace(r"\ ", r"\s?"))
    return re.compile(rf"(?:(?:^|[\s(\[\"„‚»/–-])(?:{'|'.join(forms)})|\w(?:{endings}))$")


@dataclass(frozen=True, slots=True)
class SentenceEnds:
    """Rules for whether a period ends a sentence. Words are in lower case."""

    starters: frozenset[str]
    """Words that begin a sentence if capitalised: pronouns, articles, adverbs."""
    never: Pattern[str]
    """Abbreviations after which a sentence never ends, such as "z. B."."""
    before_number: Pattern[str]
    """Abbreviations only if a number follows, else ordinary words, such as "Art"."""
    abbreviations: Pattern[str]
    """All others: a sentence ends after them only if the next word begins one."""
    closing: Pattern[str] | None = None
    """Abbreviations at the end of a list, after which any capital begins a sentence."""
    ordinals: bool = False
    """Whether a number with a period is an ordinal: "der 1. FC"."""
    determiners: frozenset[str] = frozenset()
    """Words after which a number of three or more digits is an ordinal."""
    numbered: frozenset[str] = frozenset()
    """Nouns followed by a cardinal number: "auf Platz 2."."""
    streets: tuple[str, ...] = ()
    """Endings of street names, followed by a house number."""
    after_date: frozenset[str] = frozenset()
    """Words that continue a sentence after "am 7.10."."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, in lower case."""

    stop_words: frozenset[str]
    """Stop words; overlap in these is no evidence."""
    common_words: frozenset[str]
    """Stop words and other very common words in questions, for language detection. Some are also
    words of the other language ("was", "die", "in")."""
    openings: Patterns
    """Beginnings typical of this language, although the other one has the words, too."""
    forms_of_address: frozenset[str]
    """Titles that replace the first name before a surname, such as "Frau"."""
    requests: Requests
    consent: Patterns
    """Beginnings of the labels of cookie banner buttons."""
    page_labels: frozenset[str]
    """Lines around articles on web pages that are not part of the article."""
    byline: Pattern[str]
    """Words before an author's name."""
    sentence_ends: SentenceEnds
