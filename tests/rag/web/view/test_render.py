"""Conversations as markup."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.types import Document, Span
from rag.annotations import ResolvedDate
from rag.answer.formatting import quoted
from rag.answer.markers import marked, neutral
from rag.answer.texts import say
from rag.decisions import Decision, Mode, Outcome
from rag.types import Answer, Check, Citation, Claim, Done, Event, Sources, Status
from rag.web.conversation.record import Conversation, Exchange, Progress
from rag.web.view import render
from tests.rag.scripted import answer
from tests.rag.web.fake import FakeAssistant, article
from tests.rag.web.hostile import HOSTILE

ALLOWED = {
    "section": {"class"}, "p": {"class", "lang"},
    "a": {"class", "href", "title"}, "strong": set(), "span": {"class", "lang"},
    "details": {"class", "open"}, "summary": {"lang"}, "ol": set(), "ul": set(),
    "li": {"class", "value"}, "cite": {"lang"}, "q": set(), "s": {"lang"}, "dl": set(),
    "div": {"class", "lang"}, "b": set(), "dt": set(), "dd": set(),
    "blockquote": {"lang"}, "h2": set(), "time": {"datetime"},
    "button": {"type", "name", "value", "class"}, "mark": set(),
}  # fmt: skip
"""Elements and attributes that our templates write."""


class Found(HTMLParser):
    """Elements with their attributes, and the text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def exchange(fake: FakeAssistant, question: str) -> Exchange:
    """The exchange at its end."""
    now = Exchange(question)
    for event in fake.ask(question):
        now = now.after(event)
    return now


def documents(fake: FakeAssistant) -> dict[str, Document]:
    return {fake.document_.id: fake.document_}


@given(st.one_of(st.text(min_size=1), st.sampled_from(HOSTILE[:80])))
def test_any_text_in_never_gives_markup_out(text: str) -> None:
    text = "".join(character for character in text if character.isprintable()) or "x"
    fake = FakeAssistant(article("\n".join([text.strip() or "x"] * 13)), said=text)
    done = exchange(fake, f"Wer {text}"[:2_000])
    conversation = Conversation((done, Exchange(text, Progress.FAILED, problem=text)))
    parts = [
        *(m["content"] for m in render.messages(conversation, documents(fake).get, "de")),
        render.sources(done, documents(fake).get, "de"),
    ]
    for part in parts:
        assert "\n" not in part
        assert MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(part).strip() == part
        for element, attributes in Found(part).elements:
            assert set(attributes) <= ALLOWED[element]
            if element == "a":
                assert str(attributes["href"]).startswith(f"#quote-{fake.document_.id}-")


@pytest.mark.parametrize("quote", ["Es kamen <b>19</b> & mehr.", "Es kamen **19** _Gäste_."])
def test_the_words_that_answer_are_marked_in_answer_and_card(quote: str) -> None:
    start = quote.index("19")
    cited = Citation(
        1, "0123456789abcdef-5-99", "a.txt", 1, 5, 5 + len(quote), quote,
        marks=(Span(5 + start, 7 + start),),
        dates=(ResolvedDate(5, 7, "2026-04-10"),),
    )  # fmt: skip
    given = answer(
        text=marked(f"„{quote}“", 1),
        citations=(cited,),
        claims=(Claim(quote, (1,), Check.QUOTE),),
        status=Status.QUOTED,
    )
    shown = render.answer(Exchange("Wie viele?").after(Done(given)), lambda _: None, "de")
    words, _, cards = shown.partition("<details")
    for part in (words, cards):
        assert re.findall("<mark>(.*?)</mark>", part) == ["19"]
        assert quote in Found(part).words
    (blockquote,) = re.findall("<blockquote.*?</blockquote>", cards)
    assert Found(blockquote).words == quote
    assert "[Es: 10. April 2026]" in Found(cards.replace(blockquote, "")).words


def test_states_of_an_answer_in_both_languages() -> None:
    fake = FakeAssistant()
    table = {
        question: [
            Found(render.answer(exchange(fake, question), documents(fake).get, language)).words
            for language in ("de", "en")
        ]
        for question in ("Wer kam?", "Teils wer?", "Zitate bitte", "Vielleicht?", "Wetter morgen?")
    }
    assert {
        question: [
            [label for label in LABELS if f" {label} " in f" {' '.join(words.split())} "]
            for words in both
        ]
        for question, both in table.items()
    } == {
        "Wer kam?": [["Belegt"], ["Supported"]],
        "Teils wer?": [["Teilweise belegt"], ["Partly supported"]],
        "Zitate bitte": [["Nur Zitate"], ["Quotes only"]],
        "Vielleicht?": [["Nicht sicher"], ["Not certain"]],
        "Wetter morgen?": [["Nicht im Briefing"], ["Not in the briefing"]],
    }


LABELS = ("Belegt", "Teilweise belegt", "Partly supported", "Supported", "Nur Zitate",
          "Quotes only", "Nicht sicher", "Not certain", "Nicht im Briefing",
          "Not in the briefing")  # fmt: skip


BUTTONS = {
    "Wer kam?": ["Stimmt", "Stimmt nicht"],
    "Wetter morgen?": ["Stimmt", "Stimmt nicht"],
    "Vielleicht?": ["Beantwortet es", "Beantwortet es nicht"],
}


@pytest.mark.parametrize("question", BUTTONS)
def test_what_a_reader_is_asked_fits_the_answer(question: str) -> None:
    fake = FakeAssistant()
    markup = render.answer(exchange(fake, question), documents(fake).get, "de")
    found = re.findall(r'name="(up|down)" value="0">([^<]*)<', markup)
    assert found == list(zip(("up", "down"), BUTTONS[question], strict=True))


@pytest.mark.parametrize(
    ("question", "heading", "others"),
    [
        ("Wer kam?", "Fundstellen", True),
        ("Vielleicht?", "Mögliche Fundstellen", True),
        ("Wetter morgen?", "Am nächsten kamen", False),
    ],
)
def test_passages_are_called_what_they_are(question: str, heading: str, others: bool) -> None:
    fake = FakeAssistant()
    done = exchange(fake, question)
    panel = render.sources(done, documents(fake).get, "de")
    headings = re.findall("<h2>(.*?)</h2>", panel)
    assert headings == [heading, "Außerdem gefunden"][: 1 + others]
    assert f"<summary>{heading} " in render.answer(done, documents(fake).get, "de")


def test_sentences_quoted_apart_from_each_other_are_set_apart() -> None:
    """They share one number, and one card whose quote holds what stands between them."""
    fake = FakeAssistant(article("Erstens das. Zweitens dies. Drittens jenes.\n" * 13))
    done = exchange(fake, "Vielleicht?")
    assert done.answer
    first = done.answer.citations[0]
    quotes = ["Erstens das.", "Drittens jenes."]
    whole = "Erstens das. Zweitens dies. Drittens jenes."
    answer = replace(
        done.answer,
        text="Nicht sicher:\n\n" + "\n\n".join(marked(f"„{quote}“", 1) for quote in quotes),
        citations=(replace(first, end=first.start + len(whole), quote=whole),),
        claims=tuple(Claim(quote, (1,), Check.QUOTE) for quote in quotes),
    )
    markup = render.answer(
        replace(done, answer=answer, text=answer.text), documents(fake).get, "de"
    )
    classes = [given.get("class") for name, given in Found(markup).elements if name == "p"]
    assert classes[1:4] == [None, "verbatim", "verbatim"]


def test_what_is_said_before_a_quote_is_set_apart_from_it() -> None:
    quote = "Es kamen 19."
    cited = Citation(
        1, "0123456789abcdef-5-99", "a.txt", 1, 5, 5 + len(quote), quote, marks=(Span(14, 16),)
    )
    given = answer(
        text=marked(f"Stand 2. März 2026: „{quote}“", 1),
        citations=(cited,),
        claims=(Claim(quote, (1,), Check.QUOTE),),
        status=Status.QUOTED,
    )
    shown = render.answer(Exchange("Wie viele?").after(Done(given)), lambda _: None, "en")
    assert [given for _, given in Found(shown).elements if given.get("class") == "label"] == [
        {"class": "label", "lang": ""}
    ]
    assert "„Es kamen <mark>19</mark>" in shown
    assert "Stand 2. März 2026: „Es kamen 19.“" in Found(shown).words


@pytest.mark.parametrize(
    ("said", "runs"),
    [
        ("„Es kamen 19.“ [gestern: 2. März 2026]", [" [gestern: 2. März 2026]"]),
        ("Stand heute: „Es kamen 19.“ [2. März: 2026]", [" [2. März: 2026]"]),
        ("„Es kamen 19.“", []),
    ],
)
def test_what_is_added_behind_a_quote_is_set_apart_from_it(said: str, runs: list[str]) -> None:
    quoted = Found(_shown_with_quote("Es kamen 19.", said))
    assert [given.get("class") for name, given in quoted.elements if name == "p"][1] == "verbatim"
    added = [name for name, given in quoted.elements if given.get("class") == "added"]
    assert added == ["span"] * len(runs)
    assert all(run in quoted.words for run in runs)


@pytest.mark.parametrize("said", ["Er sagte „Es kamen 19.“ zu allen", "„Es kamen 19.“, sagte er"])
def test_a_sentence_that_goes_on_behind_a_quote_is_no_quote(said: str) -> None:
    assert 'class="verbatim"' not in _shown_with_quote("Es kamen 19.", said)


def _shown_with_quote(quote: str, said: str) -> str:
    cited = Citation(1, "0123456789abcdef-5-99", "a.txt", 1, 5, 5 + len(quote), quote)
    given = answer(
        text=marked(said, 1),
        citations=(cited,),
        claims=(Claim(quote, (1,), Check.QUOTE),),
        status=Status.QUOTED,
    )
    return render.answer(Exchange("Wie viele?").after(Done(given)), lambda _: None, "en")


def test_a_number_that_points_at_nothing_stays_text() -> None:
    fake = FakeAssistant(said="Drei [3] und neun [9] und keine [x].")
    markup = render.answer(exchange(fake, "Wer?"), documents(fake).get, "de")
    words = markup.partition("<details")[0]
    assert [attributes["href"] for name, attributes in Found(words).elements if name == "a"] == [
        f"#quote-{citation.passage_id.partition('-')[0]}-{citation.start}-{citation.end}"
        for citation in done_of(fake, "Wer?").citations
    ]
    assert "Drei [3] und neun [9] und keine [x]." in Found(words).words


@pytest.mark.parametrize("number", ["[2]", "［２］", "[٢]", "[ 2 ]", "[\u20602]", "[²]", "［2]"])
def test_a_number_in_an_articles_own_words_is_no_link(number: str) -> None:
    """It would give another passage as the proof of what a planted article says."""
    planted = f"Der Minister ist zurückgetreten {number}, sagte er {number}"
    fake = FakeAssistant(said=neutral(planted))
    markup = render.answer(exchange(fake, "Wer?"), documents(fake).get, "de")
    words = markup.partition("<details")[0]
    links = [attributes["href"] for name, attributes in Found(words).elements if name == "a"]
    first, second = done_of(fake, "Wer?").citations
    assert links == [
        f"#quote-{cited.passage_id.partition('-')[0]}-{cited.start}-{cited.end}"
        for cited in (first, second)
    ]
    assert f"{planted}\u00a01" in Found(words).words


def test_an_article_that_left_the_briefing_is_named_by_its_file() -> None:
    fake = FakeAssistant()
    markup = render.sources(exchange(fake, "Wer?"), lambda _: None, "de")
    assert Found(markup).words.count(fake.document_.source) == 3


def test_while_it_runs_the_sources_are_there_and_the_state_says_so() -> None:
    fake = FakeAssistant()
    [found, *_] = fake.ask("Wer?")
    assert isinstance(found, Sources)
    running = Exchange("Wer?").after(found)
    assert Found(render.sources(running, documents(fake).get, "en")).words.count("paragraph") == 3
    assert (
        "The answer is being written"
        in Found(render.answer(running, documents(fake).get, "en")).words
    )
    waiting = replace(Exchange("Wer?"), progress=Progress.WAITING, ahead=3)
    assert "Vor Ihnen: 3." in Found(render.answer(waiting, documents(fake).get, "de")).words


def done_of(fake: FakeAssistant, question: str) -> Answer:
    events: list[Event] = list(fake.ask(question))
    assert isinstance(events[-1], Done)
    return events[-1].answer


def written(fake: FakeAssistant, *, mode: Mode, doubted: bool = False) -> Exchange:
    """An answer in two sentences with two quotes below, the second one translated."""
    now = exchange(fake, "Wer lud ein?")
    assert now.answer
    first, second = now.answer.citations[:2]
    told = say("translated", "de", sentence="Eine Übersetzung.")
    parts = [
        f"{marked('Zwei Länder luden ein.', first.n)} {marked('Alle kamen.', second.n)}",
        marked(quoted(first.quote), first.n),
        marked(told, second.n),
    ]
    if doubted:
        parts += [
            say("unsure_part", "de", question="Wann?"),
            marked(quoted(second.quote), second.n),
        ]
    decision = Decision("Wer lud ein?", Outcome.CLAIM, 0.9, mode=mode)
    answer = replace(now.answer, text="\n\n".join(parts), decisions=(decision,))
    return now.after(Done(answer))


def test_quotes_below_sentences_of_the_model_are_folded() -> None:
    fake = FakeAssistant()
    markup = unescape(render.answer(written(fake, mode=Mode.WRITE), documents(fake).get, "de"))
    words, below = markup.split('<details class="below">')
    assert below.startswith('<summary lang="de">Wörtliche Stellen')
    assert "Zwei Länder luden ein." in words
    assert "Alle kamen." in words
    assert "Eine Übersetzung." not in words
    assert "Eine Übersetzung." in below.split("</details>")[0]


def test_quotes_below_a_doubt_are_not_folded() -> None:
    fake = FakeAssistant()
    doubted = written(fake, mode=Mode.WRITE, doubted=True)
    markup = unescape(render.answer(doubted, documents(fake).get, "de"))
    words, below = markup.split('<details class="below">')
    assert "Wörtliche Stellen" in below
    assert words.index("Nicht sicher beantwortet ist „Wann?“") < words.rindex("verbatim")


def test_quotes_of_an_extracted_answer_are_not_folded() -> None:
    fake = FakeAssistant()
    markup = render.answer(written(fake, mode=Mode.EXTRACT), documents(fake).get, "de")
    assert 'class="below"' not in markup
