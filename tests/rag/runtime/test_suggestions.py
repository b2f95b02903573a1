"""Suggestions are made of real passages, with a scripted model and chain."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from index.passages.splitting import split
from index.types import Document, Passage, document_id
from rag.llm.client import LanguageModel
from rag.runtime.activity import Activity
from rag.runtime.suggestions import WANTED, Suggester, Suggestion, SuggestionStore, spread
from rag.types import Citation, Done, Event, Language, Sources, Status
from tests.rag.scripted import ScriptedModel, answer, says

LINES = [
    "Der Zoo von Leipzig hat am Montag einen Pinguin namens Otto bekommen, wie er mitteilte. "
    f"Es ist Absatz Nummer {n}."
    for n in range(6)
]
GERMAN = [f"Wie heißt der Pinguin Nummer {n} im Zoo von Leipzig?" for n in range(20)]
ENGLISH = [f"What is the name of penguin number {n} in the Leipzig zoo?" for n in range(20)]


def article(lines: list[str], source: str = "a.txt", day: date | None = None) -> Document:
    text = "\n".join(lines)
    return Document(document_id(text), source, lines[0], "de", day, text)


@dataclass
class Briefing:
    """An assistant over one article, that answers from a passage or refuses."""

    model: LanguageModel | None
    document: Document = field(default_factory=lambda: article(["Der neue Pinguin", *LINES]))
    refused: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    asked: list[tuple[str, Language | None]] = field(default_factory=list)
    busy_after: int = 99
    """A reader comes while this question is answered."""
    snapshot: str | None = "g1"

    @property
    def idle_s(self) -> float:
        return 0.0 if len(self.asked) > self.busy_after else 100.0

    def passages(self) -> tuple[tuple[Document, tuple[Passage, ...]], ...]:
        return ((self.document, split(self.document)),)

    def ask(
        self, question: str, *, language: Language | None = None, background: bool = False
    ) -> Iterator[Event]:
        assert background
        self.asked.append((question, language))
        yield Sources(language or "de", ())
        passages = split(self.document)
        cited = tuple(
            Citation(n, passage.id, "a.txt", passage.paragraph, 0, 1, "x")
            for n, passage in enumerate(passages[:1] if question in self.elsewhere else passages)
        )
        status = Status.REFUSED if question in self.refused else Status.ANSWERED
        yield Done(answer(question=question, status=status, citations=cited))


def scripts(*questions: str) -> ScriptedModel:
    return ScriptedModel(*[says(question) for question in questions])


def pairs(count: int) -> list[str]:
    return [question for pair in zip(GERMAN, ENGLISH, strict=True) for question in pair][
        : 2 * count
    ]


def questions(store: SuggestionStore, language: Language) -> list[str]:
    return [item.question for item in store.read("g1").of(language)]


def test_each_language_gets_its_questions(tmp_path: Path) -> None:
    briefing = Briefing(scripts(*pairs(WANTED)))
    store = SuggestionStore(tmp_path)
    Suggester(briefing, store).make("g1")
    assert questions(store, "de") == GERMAN[:WANTED]
    assert questions(store, "en") == ENGLISH[:WANTED]
    assert briefing.asked[:2] == [(GERMAN[0], "de"), (ENGLISH[0], "en")]
    first, second = store.read("g1").made[:2]
    ids = [passage.id for passage in split(briefing.document)]
    assert first == Suggestion(GERMAN[0], "de", ids[1])  # the title is no passage to ask about
    assert second == Suggestion(ENGLISH[0], "en", ids[4])


@dataclass
class TwoLanguages(Briefing):
    """Has an English article as well."""

    english: Document = field(
        default_factory=lambda: replace(
            article(["The new whale", *(f"{line} Whale." for line in LINES)], "b.txt"),
            language="en",
        )
    )

    def passages(self) -> tuple[tuple[Document, tuple[Passage, ...]], ...]:
        return tuple((one, split(one)) for one in (self.document, self.english))

    def ask(
        self, question: str, *, language: Language | None = None, background: bool = False
    ) -> Iterator[Event]:
        assert background
        assert language
        cited = tuple(
            Citation(n, passage.id, passage.source, passage.paragraph, 0, 1, "x")
            for n, (_, passages) in enumerate(self.passages())
            for passage in passages
        )
        yield Done(answer(question=question, status=Status.ANSWERED, citations=cited))


def test_a_question_is_made_of_an_article_in_its_language(tmp_path: Path) -> None:
    store = SuggestionStore(tmp_path)
    briefing = TwoLanguages(scripts(*pairs(WANTED)))
    Suggester(briefing, store).make("g1")
    made = store.read("g1").made
    assert len(made) == 2 * WANTED
    of = {briefing.document.id: "de", briefing.english.id: "en"}
    assert [of[one.passage_id.split("-")[0]] for one in made] == [one.language for one in made]


def test_only_what_the_chain_answers_from_that_passage_is_kept(tmp_path: Path) -> None:
    briefing = Briefing(scripts(*pairs(5)), refused={GERMAN[0]}, elsewhere={GERMAN[1], ENGLISH[0]})
    store = SuggestionStore(tmp_path)
    Suggester(briefing, store).make("g1")
    assert questions(store, "de") == GERMAN[2:5]
    assert questions(store, "en") == ENGLISH[1:4]


@pytest.mark.parametrize(
    "words",
    [
        "Das ist keine Frage.",
        "Und warum?",
        "Who?",
        "What is the name of the penguin?",
        GERMAN[0] * 9,
    ],
)
def test_what_is_no_question_of_its_own_in_the_language_is_not_even_asked(
    words: str, tmp_path: Path
) -> None:
    briefing = Briefing(scripts(words, *[ENGLISH[0]] * 11))
    Suggester(briefing, SuggestionStore(tmp_path)).make("g1")
    assert words not in [question for question, _ in briefing.asked]
    assert questions(SuggestionStore(tmp_path), "de") == []


def test_a_reader_ends_the_work_and_it_goes_on_later(tmp_path: Path) -> None:
    briefing = Briefing(scripts(*pairs(2)), busy_after=1)
    store = SuggestionStore(tmp_path)
    Suggester(briefing, store).make("g1")
    assert (questions(store, "de"), questions(store, "en")) == ([GERMAN[0]], [])
    again = replace(briefing, model=scripts(*pairs(3)[1:]), busy_after=99, asked=[])
    Suggester(again, store).make("g1")
    assert (len(questions(store, "de")), len(questions(store, "en"))) == (3, 3)


def test_another_generation_has_others(tmp_path: Path) -> None:
    store = SuggestionStore(tmp_path)
    Suggester(Briefing(scripts(*pairs(3))), store).make("g1")
    assert store.read("g2").made == ()
    Suggester(Briefing(scripts(*pairs(3))), store).make("g2")
    assert (store.read("g1").made, len(store.read("g2").made)) == ((), 6)


def test_without_a_model_there_are_none(tmp_path: Path) -> None:
    store = SuggestionStore(tmp_path)
    Suggester(Briefing(None), store).make("g1")
    assert store.read("g1").made == ()


@pytest.mark.parametrize("spoilt", [b"", b"{", b'{"snapshot": 1}', b"\xff"])
def test_a_damaged_file_is_as_none(spoilt: bytes, tmp_path: Path) -> None:
    (tmp_path / "suggestions.json").write_bytes(spoilt)
    assert SuggestionStore(tmp_path).read("g1").made == ()


def test_it_works_in_the_background_once_nobody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.runtime.idle._POLL_S", 0.01)
    store = SuggestionStore(tmp_path)
    suggester = Suggester(Briefing(scripts(*pairs(3))), store)
    suggester.start()
    for _ in range(1_000):
        if len(store.read("g1").made) == 6:
            break
        suggester._closing.wait(0.01)
    suggester.close()
    assert len(store.read("g1").made) == 6


def test_passages_come_from_all_articles_the_newest_first() -> None:
    old = article(["Alt", *LINES[:2]], "old.txt", date(2025, 1, 1))
    new = article(["Neu", *LINES[2:]], "new.txt", date(2026, 1, 1))
    undated = article(["Ohne Tag", LINES[0] + " Noch ein Satz."], "undated.txt")
    found = [(p.source, p.paragraph) for p in spread([(d, split(d)) for d in (old, undated, new)])]
    assert found == [
        ("new.txt", 2), ("old.txt", 2), ("undated.txt", 2),
        ("new.txt", 3), ("old.txt", 3), ("new.txt", 4), ("new.txt", 5),
    ]  # fmt: skip


def test_nobody_is_idle_while_somebody_waits() -> None:
    activity = Activity()
    with activity.waiting():
        with activity.waiting():
            assert activity.idle_s == 0
        assert activity.idle_s == 0
    assert 0 <= activity.idle_s < 60
