"""Small talk, tasks and what the index knows of itself, to the letter."""

from datetime import date

import pytest

from index.types import Document
from rag.answer.builder import Assembly
from rag.answer.kinds.about_briefing import LISTED, about_briefing, answer_without_sources
from rag.question.kind import Aspect, ClassifiedQuestion, Kind
from rag.types import Language, Status


def article(title: str, day: date | None = None, language: str = "de") -> Document:
    return Document(title, f"{title}.txt", title, language, day, title)


DOCUMENTS = [
    article("Alt", date(2026, 5, 5)),
    article("Neu", date(2026, 5, 13)),
    article("„Auch neu“", date(2026, 5, 13), "en"),
    article("Ohne"),
]


@pytest.mark.parametrize(
    ("aspect", "german", "english"),
    [
        (
            Aspect.COUNT,
            "Im Briefing sind 4 Artikel.",
            "There are 4 articles in the briefing.",
        ),
        (
            Aspect.NEWEST,
            "Die neuesten Artikel sind vom 13. Mai 2026: „Neu“; „Auch neu“.",
            "The newest articles are from 13 May 2026: “Neu”; „Auch neu“.",
        ),
        (
            Aspect.OLDEST,
            "Der älteste Artikel ist vom 5. Mai 2026: „Alt“.",
            "The oldest article is from 5 May 2026: “Alt”.",
        ),
        (
            Aspect.TITLES,
            (
                "Die Artikel im Briefing, der neueste zuerst:\n\n„Neu“ (13. Mai 2026)\n\n"
                "„Auch neu“ (13. Mai 2026)\n\n„Alt“ (5. Mai 2026)\n\n„Ohne“"
            ),
            (
                "The articles in the briefing, newest first:\n\n“Neu” (13 May 2026)\n\n"
                "„Auch neu“ (13 May 2026)\n\n“Alt” (5 May 2026)\n\n“Ohne”"
            ),
        ),
        (
            Aspect.DATES,
            (
                "Die Artikel sind vom 5. Mai 2026 bis 13. Mai 2026. "
                "Von einem Artikel ist das Datum nicht bekannt."
            ),
            (
                "The articles date from 5 May 2026 to 13 May 2026. The date of one article is not "
                "known."
            ),
        ),
        (
            Aspect.SOURCES,
            (
                "Die Artikel stammen aus diesen Dateien:\n\n"
                "Neu.txt\n\n„Auch neu“.txt\n\nAlt.txt\n\nOhne.txt"
            ),
            (
                "The articles come from these files:\n\nNeu.txt\n\n„Auch neu“.txt\n\nAlt.txt\n\n"
                "Ohne.txt"
            ),
        ),
        (
            Aspect.LANGUAGES,
            "3 Artikel sind auf Deutsch. Ein Artikel ist auf Englisch.",
            "3 articles are in German. One article is in English.",
        ),
    ],
)
def test_what_the_index_knows(aspect: Aspect, german: str, english: str) -> None:
    assert about_briefing([aspect], DOCUMENTS, "de") == german
    assert about_briefing([aspect], DOCUMENTS, "en") == english


def test_two_things_are_told_in_two_paragraphs() -> None:
    told = about_briefing([Aspect.COUNT, Aspect.OLDEST], DOCUMENTS[:1], "en")
    assert told == (
        "There is one article in the briefing.\n\nThe oldest article is from 5 May 2026: “Alt”."
    )


@pytest.mark.parametrize("aspect", [Aspect.NEWEST, Aspect.OLDEST, Aspect.DATES])
def test_without_dates(aspect: Aspect) -> None:
    told = about_briefing([aspect], DOCUMENTS[3:], "de")
    assert told == "Von keinem Artikel im Briefing ist das Datum bekannt."


def test_an_empty_briefing() -> None:
    assert about_briefing([Aspect.TITLES], [], "de") == "Im Briefing ist noch kein Artikel."


def test_a_long_list_is_cut() -> None:
    told = about_briefing([Aspect.TITLES], [article(str(n)) for n in range(LISTED + 5)], "en")
    assert told.split("\n\n")[-1] == "and 5 more"
    assert len(told.split("\n\n")) == LISTED + 2


@pytest.mark.parametrize(
    ("wanted", "language", "status", "begins"),
    [
        (
            ClassifiedQuestion(Kind.SMALLTALK, aspects=(Aspect.THANKS,)),
            "de",
            Status.ANSWERED,
            "Gern geschehen",
        ),
        (
            ClassifiedQuestion(Kind.SMALLTALK, aspects=(Aspect.GREETING,)),
            "en",
            Status.ANSWERED,
            "Hello!",
        ),
        (
            ClassifiedQuestion(Kind.BRIEFING, aspects=(Aspect.COUNT,)),
            "de",
            Status.ANSWERED,
            "Im Briefing",
        ),
        (
            ClassifiedQuestion(Kind.TASK),
            "de",
            Status.REFUSED,
            "Das kann ich nicht: Ich beantworte Fragen",
        ),
        (
            ClassifiedQuestion(Kind.TASK),
            "en",
            Status.REFUSED,
            "I cannot do that: I answer questions",
        ),
    ],
)
def test_status_without_citations(
    wanted: ClassifiedQuestion, language: Language, status: Status, begins: str
) -> None:
    assembly = Assembly("?", language)
    text = answer_without_sources(wanted, DOCUMENTS, assembly, language)
    answer = assembly.answer()
    assert (answer.status, answer.text) == (status, text)
    assert (answer.citations, answer.nearest, answer.claims) == ((), (), ())
    assert text.startswith(begins)


@pytest.mark.parametrize("aspect", list(Aspect)[:5])
def test_every_small_talk_has_its_line(aspect: Aspect) -> None:
    for language in ("de", "en"):
        assembly = Assembly("?", language)
        assert answer_without_sources(
            ClassifiedQuestion(Kind.SMALLTALK, aspects=(aspect,)), [], assembly, language
        )
