"""The whole way of a question, over the real index of the seed article and a scripted model."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.embedding import Embedder
from index.errors import ModelError, QuestionError
from index.store import Store
from rag.chain import Chain
from rag.model import Piece
from rag.shelf import Shelf
from rag.translating import Translator
from rag.types import Answer, Check, Claim, Done, Event, Sources, Status, Token, Turn
from tests.rag.scripted import (
    MISSING_DE,
    ScriptedModel,
    found,
    gone,
    says,
)

WHO = "Wer hat das Treffen der Verteidigungsminister einberufen?"
WHICH = "Which countries said that they cannot provide any troops?"
ASKED = "Welche Länder sagten, dass sie keine Truppen bereitstellen können?"
FRANCE = "Frankreich und Großbritannien"
POLAND = (
    "Polen und Griechenland haben beispielsweise erklärt, dass sie keine Truppen für die Truppe "
    "bereitstellen können, da sie von Belarus bzw. der Türkei bedroht werden."
)
TRANSLATED = (
    "Poland and Greece, for example, have declared that they cannot provide troops for the force "
    "because they are threatened by Belarus and Turkey respectively."
)
Script = Sequence[Piece | ModelError]
Build = Callable[..., Chain]


@pytest.fixture
def build(seed_store: Store, embedder: Embedder, tmp_path: Path) -> Iterator[Build]:
    """A chain over the seed article, with what its model will say; none: no model."""
    shelf = Shelf(tmp_path / "translations.sqlite3")

    def made(*scripts: Script) -> Chain:
        model = ScriptedModel(*scripts) if scripts else None
        return Chain(seed_store, embedder, Translator(shelf, model), model)

    yield made
    shelf.close()


def done(events: Sequence[Event]) -> Answer:
    last = events[-1]
    assert isinstance(last, Done)
    return last.answer


def followed(chain: Chain, question: str, **options: object) -> Answer:
    """The answer, after everything was checked that holds for every answer."""
    events = list(chain.ask(question, **options))  # type: ignore[arg-type]
    *sources, first = [event for event in events if isinstance(event, Sources)]
    tokens = events[len(sources) + 1 : -1]
    answer = done(events)
    assert events[: len(sources) + 1] == [*sources, first]
    assert {event.language for event in (*sources, first)} == {answer.language}
    assert "".join(token.text for token in tokens if isinstance(token, Token)) == answer.text
    assert [type(token) for token in tokens] == [Token] * len(tokens) != []
    for citation in (*answer.citations, *answer.nearest):
        document_id = citation.passage_id.split("-")[0]
        text = chain.store.document(document_id).text
        assert text[citation.start : citation.end] == citation.quote != ""
    labels = {item.n: item.passage.id for item in first.evidence}
    assert all(labels[citation.n] == citation.passage_id for citation in answer.citations)
    used = {n for n in labels if f"[{n}]" in answer.text}
    assert used == {citation.n for citation in answer.citations}
    if isinstance(chain.model, ScriptedModel):
        assert chain.model.ended == len(chain.model.asked)
    return answer


def test_answered(build: Build) -> None:
    answer = followed(build(found(FRANCE)), WHO)
    (citation,) = answer.citations
    assert (answer.status, answer.language, answer.nearest) == (Status.ANSWERED, "de", ())
    assert answer.text == f"{FRANCE}. [{citation.n}]\n\n„{citation.quote}“ [{citation.n}]"
    assert citation.paragraph == 3
    assert citation.quote.startswith("Minister aus mehr als 30 Ländern")
    assert answer.claims == (
        Claim(f"{FRANCE}.", (citation.n,), Check.KEPT),
        Claim(citation.quote, (citation.n,), Check.QUOTE),
    )
    assert (answer.trace["searched"], answer.trace["model"]) == (WHO, "scripted")


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("Spanien und Großbritannien", ("name",)),
        ("Minister aus 44 Ländern", ("number",)),
        ("Frankreich hat das Treffen nicht einberufen", ("negation",)),
        ("Ja", ("polarity",)),
    ],
)
def test_words_that_fail_their_check_leave_the_quote(
    said: str, codes: tuple[str, ...], build: Build
) -> None:
    answer = followed(build(found(said)), WHO)
    (citation,) = answer.citations
    assert answer.status is Status.QUOTED
    assert answer.text == f"„{citation.quote}“ [{citation.n}]"
    assert (answer.claims[0].check, answer.claims[0].reasons) == (Check.REPLACED, codes)
    assert citation.paragraph == 3


def test_a_name_from_another_passage_of_the_evidence_does_not_count(build: Build) -> None:
    chain = build(found("Frankreich, Großbritannien und Hegseth"))
    answer = followed(chain, WHO)
    assert isinstance(chain.model, ScriptedModel)
    assert "Pete Hegseth" in chain.model.asked[0].content
    assert answer.status is Status.QUOTED
    assert answer.claims[0].reasons == ("name", "word")


def test_what_was_said_does_not_become_fact(build: Build) -> None:
    plain = "Polen und Griechenland können keine Truppen bereitstellen"
    question = "Welche Länder können keine Truppen bereitstellen?"
    answer = followed(build(found(plain)), question)
    (citation,) = answer.citations
    assert (answer.status, citation.quote) == (Status.QUOTED, POLAND)
    assert answer.claims[0].reasons == ("attribution",)


def test_speech_is_quoted_with_its_speaker(build: Build) -> None:
    question = "Was ist das Ziel für die Ukraine in der stärksten Position und ihre Souveränität?"
    answer = followed(
        build(found('"Unser Ziel ist es, die Ukraine in die stärkste Position')), question
    )
    assert [citation.paragraph for citation in answer.citations] == [8, 7]
    assert "sagte der britische Verteidigungsminister John Healey" in answer.text


def test_refused(build: Build) -> None:
    answer = followed(build([MISSING_DE]), "Wie viel kostet der Einsatz in der Ukraine?")
    assert (answer.status, answer.citations, answer.claims) == (Status.REFUSED, (), ())
    assert answer.text == "Dazu steht nichts im Briefing. Durchsucht: ein Artikel."
    assert [citation.n for citation in answer.nearest] == [1, 2, 3]


def test_refused_in_the_language_of_the_question(build: Build) -> None:
    scripts = says("Wie viel kostet der Einsatz in der Ukraine?"), [MISSING_DE]
    answer = followed(build(*scripts), "How much will the mission in Ukraine cost?")
    assert answer.text == "The briefing does not say. Searched: one article."
    assert (answer.status, answer.language) == (Status.REFUSED, "en")


def test_a_part_of_the_question_is_not_answered(build: Build) -> None:
    question = "Wer hat das Treffen der Minister einberufen und wie viel kostet die Truppe?"
    answer = followed(build(found(FRANCE), [MISSING_DE]), question)
    assert answer.status is Status.ANSWERED
    assert answer.missing == ("Wie viel kostet die Truppe?",)
    assert answer.text.endswith("\n\nNicht im Briefing: Wie viel kostet die Truppe?")


def test_english_questions_are_read_in_the_articles_language(build: Build) -> None:
    chain = build(says(ASKED), found("Polen und Griechenland"), says(TRANSLATED))
    answer = followed(chain, WHICH)
    (citation,) = answer.citations
    assert answer.text == f"In the source (machine translation): {TRANSLATED} [{citation.n}]"
    assert (citation.quote, citation.translation, citation.paragraph) == (POLAND, TRANSLATED, 11)
    assert (answer.language, answer.trace["searched"]) == ("en", ASKED)
    assert isinstance(chain.model, ScriptedModel)
    assert [asked.purpose for asked in chain.model.asked] == [
        "question.de",
        "answer.de",
        "translate.en",
    ]
    assert f"Frage: {ASKED}" in chain.model.asked[1].content


def test_names_that_the_translation_holds_are_said(build: Build) -> None:
    chain = build(says(ASKED), found("Belarus"), says(TRANSLATED))
    answer = followed(chain, WHICH)
    assert answer.text.startswith("Belarus. [1]\n\nIn the source (machine translation): Poland")
    assert answer.status is Status.ANSWERED


def test_translations_are_made_once(build: Build) -> None:
    chain = build(says(ASKED), found("Belarus"), says(TRANSLATED), found("Belarus"))
    assert followed(chain, WHICH).text == followed(chain, WHICH).text


def test_a_translation_that_fails_leaves_the_original(build: Build) -> None:
    answer = followed(build(says(ASKED), found("Belarus"), [gone()]), WHICH)
    (citation,) = answer.citations
    assert citation.translation is None
    assert answer.text == f"In the original: „{POLAND}“ [{citation.n}]"


def test_a_question_that_cannot_be_translated_is_read_as_it_is(build: Build) -> None:
    chain = build([gone()], found("Belarus"), says(TRANSLATED))
    answer = followed(chain, WHICH)
    assert answer.trace["searched"] == WHICH
    assert answer.citations[0].quote == POLAND


@pytest.mark.parametrize("scripts", [(), ([gone()],)])
def test_without_a_model_the_answer_is_a_quote(scripts: Sequence[Script], build: Build) -> None:
    answer = followed(build(*scripts), "Welche Länder können keine Truppen bereitstellen?")
    (citation,) = answer.citations
    assert (answer.status, citation.quote) == (Status.QUOTED, POLAND)
    assert answer.text == f"„{POLAND}“ [{citation.n}]"
    assert answer.claims == (Claim(POLAND, (citation.n,), Check.QUOTE),)
    assert answer.trace["model"] is None


def test_a_model_that_breaks_off_leaves_a_quote(build: Build) -> None:
    answer = followed(build([*found("Frankreich und"), gone()]), WHO)
    assert (answer.status, len(answer.citations)) == (Status.QUOTED, 1)


def test_numbers_that_a_model_writes_are_no_citations(build: Build) -> None:
    answer = followed(build(found("Frankreich und Großbritannien [7] [0]")), WHO)
    assert "[7]" not in answer.text
    assert "[0]" not in answer.text


def test_sources_come_before_the_model_is_asked(build: Build) -> None:
    chain = build(found(FRANCE))
    events = chain.ask(WHO)
    assert isinstance(next(events), Sources)
    assert isinstance(chain.model, ScriptedModel)
    assert chain.model.asked == []
    events.close()


def test_closing_stops_the_model(build: Build) -> None:
    chain = build(found(FRANCE))
    events = chain.ask(WHO)
    kinds = [type(event) for event in itertools.islice(events, 2)]
    assert kinds == [Sources, Token]
    events.close()
    assert isinstance(chain.model, ScriptedModel)
    assert chain.model.ended == 1


def test_a_follow_up_is_asked_with_what_it_leans_on(build: Build) -> None:
    history = [Turn("Wer stellt keine Truppen?", "Das Geheimwort ist Rhabarber. [1]")]
    chain = build(found("da sie von Belarus bedroht werden"))
    answer = followed(chain, "Und warum?", history=history)
    assert answer.question == "Und warum?"
    assert answer.trace["searched"] == "Wer stellt keine Truppen? Und warum?"
    assert isinstance(chain.model, ScriptedModel)
    assert "Frage: Wer stellt keine Truppen? Und warum?" in chain.model.asked[0].content
    assert "Rhabarber" not in chain.model.asked[0].content


def test_a_summary_is_three_sentences_of_the_article(build: Build) -> None:
    answer = followed(build([gone()]), "Fasse das Briefing zusammen.")
    assert (answer.status, len(answer.citations)) == (Status.QUOTED, 3)
    assert [claim.check for claim in answer.claims] == [Check.QUOTE] * 3


def test_a_summary_of_nothing_is_refused(build: Build) -> None:
    answer = followed(build(), "Fasse das Briefing zusammen.", sources=["other.txt"])
    assert answer.status is Status.REFUSED


def test_a_forced_language_wins(build: Build) -> None:
    chain = build(says("Wie viel kostet der Einsatz?"), [MISSING_DE])
    answer = followed(chain, "Wie viel kostet der Einsatz?", language="en")
    assert (answer.language, answer.status) == ("en", Status.REFUSED)


def test_no_article_of_that_name(build: Build) -> None:
    answer = followed(build(found(FRANCE)), WHO, sources=["other.txt"])
    assert (answer.status, answer.nearest) == (Status.REFUSED, ())
    assert answer.text == "Dazu steht nichts im Briefing. Durchsucht: 0 Artikel."


@pytest.mark.parametrize("question", ["", "\x00\x01\x02", "?" * 10, "x" * 1_000_000, "a\udc00"])
def test_what_cannot_be_asked(question: str, build: Build) -> None:
    with pytest.raises(QuestionError):
        next(build().ask(question))
