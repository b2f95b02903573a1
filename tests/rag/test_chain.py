"""The whole way of a question, over the real index of the seed article and a scripted model."""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.embedding.embedder import Embedder
from index.errors import ModelError, QuestionError
from index.language.dictionary.lookup import Dictionary
from index.store import Store
from rag.answer.translation.engines import ModelEngine
from rag.answer.translation.translator import Translator
from rag.chain import Chain
from rag.decisions import Outcome
from rag.evidence.retrieval import Retriever
from rag.llm.client import Piece
from rag.storage.table import Table
from rag.types import Answer, Check, Claim, Done, Event, Sources, Status, Token, Turn
from tests.rag.conftest import SetWeights
from tests.rag.scripted import (
    MISSING_DE,
    ScriptedModel,
    found,
    gone,
    says,
)

WHO = "Wer hat das Treffen der Minister aus mehr als 30 Ländern einberufen?"
WHICH = "Which countries said that they cannot provide any troops?"
FRANCE = "Frankreich und Großbritannien"
POLAND = (
    "Polen und Griechenland haben beispielsweise erklärt, dass sie keine Truppen für die Truppe "
    "bereitstellen können, da sie von Belarus bzw. der Türkei bedroht werden."
)
TRANSLATED = (
    "Poland and Greece, for example, have declared that they cannot provide troops for the force "
    "because they are threatened by Belarus and Turkey respectively."
)
NOTHING = [[MISSING_DE]] * 3
"""The model reads the best three passages and finds nothing in any."""
CLAIMS, REFUSES = {"margin": 1e3}, {"bias": -5.0}
"""Weights of the search: the best passage answers, or none does."""
pytestmark = pytest.mark.usefixtures("plain_weights")
Script = Sequence[Piece | ModelError]
Build = Callable[..., Chain]


@pytest.fixture
def build(seed_store: Store, embedder: Embedder, tmp_path: Path) -> Iterator[Build]:
    """A chain over the seed article, with what its model will say; none: no model."""
    table = Table(tmp_path / "translations.sqlite3")
    retriever = Retriever(seed_store, embedder, Dictionary.absent())

    def made(*scripts: Script) -> Chain:
        model = ScriptedModel(*scripts) if scripts else None
        engine = ModelEngine(model) if model else None
        return Chain(retriever, Translator(table, engine, Dictionary.absent()), model)

    yield made
    table.close()


def done(events: Sequence[Event]) -> Answer:
    last = events[-1]
    assert isinstance(last, Done)
    return last.answer


def followed(chain: Chain, question: str, **options: object) -> Answer:
    """The answer, after everything was checked that holds for every answer."""
    events = list(chain.ask(question, **options))  # type: ignore[arg-type]
    first, *tokens, _ = events
    answer = done(events)
    assert isinstance(first, Sources)
    assert first.language == answer.language
    assert "".join(token.text for token in tokens if isinstance(token, Token)) == answer.text
    assert [type(token) for token in tokens] == [Token] * len(tokens) != []
    for citation in (*answer.citations, *answer.nearest):
        document_id = citation.passage_id.split("-")[0]
        text = chain.retriever.store.document(document_id).text
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
    (decision,) = answer.decisions
    assert (decision.searched, decision.outcome) == (WHO, Outcome.CLAIM)
    assert [item.n for item in decision.passages].count(0) == 0
    assert answer.model == "scripted"


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
    answer = followed(build(found("Frankreich, Großbritannien und Hegseth")), WHO)
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
    answer = followed(build(*NOTHING), "Wie viel kostet der Einsatz in der Ukraine?")
    assert (answer.status, answer.citations, answer.claims) == (Status.REFUSED, (), ())
    assert answer.text == "Dazu habe ich im Briefing nichts gefunden. Durchsucht: ein Artikel."
    assert [citation.n for citation in answer.nearest] == [1, 2, 3]


def test_refused_in_the_language_of_the_question(build: Build) -> None:
    answer = followed(build(*NOTHING), "How much will the mission in Ukraine cost?")
    assert answer.text == "I found nothing on this in the briefing. Searched: one article."
    assert (answer.status, answer.language) == (Status.REFUSED, "en")


def test_a_part_of_the_question_is_not_answered(build: Build) -> None:
    question = "Wer hat das Treffen der Minister einberufen und wie viel kostet die Truppe?"
    answer = followed(build(found(FRANCE), *NOTHING), question)
    assert answer.status is Status.ANSWERED
    assert answer.missing == ("Wie viel kostet die Truppe?",)
    assert answer.text.endswith("\n\nIm Briefing nicht gefunden: Wie viel kostet die Truppe?")


def test_words_that_answer_two_parts_are_quoted_once(build: Build) -> None:
    question = "Wer hat das Treffen der Minister einberufen und wer nahm an dem Treffen teil?"
    answer = followed(build(found("Frankreich"), found("Minister aus Ländern")), question)
    assert answer.missing == ()
    assert answer.text.count("„Minister aus mehr als 30 Ländern") == 1


def test_a_comparison_is_quoted_from_the_passages_of_both(
    build: Build, set_weights: SetWeights
) -> None:
    set_weights(CLAIMS, {})
    answer = followed(build(), "Vergleiche die Haltung von Polen und Italien.")
    assert {11, 12} <= {citation.paragraph for citation in answer.citations}
    set_weights(REFUSES, {})
    nothing = followed(build(), "Vergleiche die Umfragewerte von Portugal und Dänemark.")
    assert nothing.status is Status.REFUSED


def test_english_questions_are_read_over_the_original(build: Build) -> None:
    chain = build(found("Polen und Griechenland"), says(TRANSLATED))
    answer = followed(chain, WHICH)
    (citation,) = answer.citations
    assert answer.text == f"In the source (machine translation): {TRANSLATED} [{citation.n}]"
    assert (citation.quote, citation.translation, citation.paragraph) == (POLAND, TRANSLATED, 11)
    assert [(one.quote, one.translation) for one in citation.sentences] == [(POLAND, TRANSLATED)]
    assert (answer.language, answer.decisions[0].searched) == ("en", WHICH)
    assert isinstance(chain.model, ScriptedModel)
    assert [asked.purpose for asked in chain.model.asked] == ["answer.de", "translate.en"]
    assert f"Frage: {WHICH}" in chain.model.asked[0].content


def test_names_that_the_translation_holds_are_said(build: Build) -> None:
    answer = followed(build(found("Belarus"), says(TRANSLATED)), WHICH)
    assert answer.text.startswith("Belarus. [1]\n\nIn the source (machine translation): Poland")
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].translation == TRANSLATED


def test_translations_are_made_once(build: Build) -> None:
    chain = build(found("Belarus"), says(TRANSLATED), found("Belarus"))
    assert followed(chain, WHICH).text == followed(chain, WHICH).text


def test_a_translation_that_fails_leaves_the_original(build: Build) -> None:
    answer = followed(build(found("Belarus"), [gone()]), WHICH)
    (citation,) = answer.citations
    assert citation.is_untranslatable
    assert answer.text == f"In the original (no reliable translation): „{POLAND}“ [{citation.n}]"
    assert answer.model is None, "so that it is not kept: the next time it may be translated"


@pytest.mark.parametrize("misses", [1, 2])
def test_the_model_reads_on_where_a_passage_does_not_answer(misses: int, build: Build) -> None:
    chain = build(*[[MISSING_DE]] * misses, found("Ja"))
    answer = followed(chain, "Wer hat das Treffen der Minister einberufen?")
    assert isinstance(chain.model, ScriptedModel)
    assert [asked.purpose for asked in chain.model.asked] == ["answer.de"] * (misses + 1)
    assert len({asked.content for asked in chain.model.asked}) == misses + 1
    (decision,) = answer.decisions
    assert decision.outcome is Outcome.CLAIM
    assert decision.passages[0].n == answer.citations[0].n


DOUBTED = [Piece("Frankreich ", (("Frankreich ", math.log(0.3)), ("Fehlt", math.log(0.7))))]


def test_where_nobody_is_sure_the_nearest_passages_are_shown_and_nothing_is_stated(
    build: Build,
) -> None:
    answer = followed(build(DOUBTED, *NOTHING[1:]), WHO)
    assert (answer.status, answer.nearest, answer.model) == (Status.UNSURE, (), "scripted")
    assert answer.text.startswith("Ob das die Frage beantwortet, ist nicht sicher.")
    assert "Frankreich." not in answer.text
    assert len(answer.citations) == 3
    assert {claim.check for claim in answer.claims} == {Check.QUOTE}
    assert answer.decisions[0].outcome is Outcome.UNSURE


def test_a_part_that_is_doubted_is_named_behind_the_one_that_is_answered(build: Build) -> None:
    question = "Wie viel kostet die Truppe und wer hat das Treffen der Minister einberufen?"
    answer = followed(build(DOUBTED, *NOTHING[1:], found(FRANCE)), question)
    assert answer.status is not Status.UNSURE
    assert [d.outcome for d in answer.decisions] == [Outcome.UNSURE, Outcome.CLAIM]
    assert "Nicht sicher beantwortet ist „Wie viel kostet die Truppe?“" in answer.text
    assert answer.text.startswith(("Frankreich", "„Minister"))


def test_two_doubted_parts_do_not_show_the_same_passages_twice(build: Build) -> None:
    question = "Wie viel kostet die Truppe und wie viel zahlt Italien für die Truppe?"
    answer = followed(build(DOUBTED, *NOTHING[1:], DOUBTED, *NOTHING[1:]), question)
    assert answer.status is Status.UNSURE
    quotes = [claim.text for claim in answer.claims]
    assert len(quotes) == len(set(quotes))
    assert all(f"[{citation.n}]" in answer.text for citation in answer.citations)


def test_an_answer_for_which_the_model_failed_on_the_way_names_no_model(build: Build) -> None:
    answer = followed(build([MISSING_DE], [gone()]), WHO)
    assert answer.model is None


@pytest.mark.parametrize("scripts", [(), ([gone()],)])
def test_without_a_model_the_answer_is_a_quote(
    scripts: Sequence[Script], build: Build, set_weights: SetWeights
) -> None:
    set_weights(CLAIMS, {})
    answer = followed(build(*scripts), "Welche Länder können keine Truppen bereitstellen?")
    (citation,) = answer.citations
    assert (answer.status, citation.quote) == (Status.QUOTED, POLAND)
    assert answer.text == f"„{POLAND}“ [{citation.n}]"
    assert answer.claims == (Claim(POLAND, (citation.n,), Check.QUOTE),)
    assert answer.model is None


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
    assert answer.decisions[0].searched == "Wer stellt keine Truppen? Und warum?"
    assert isinstance(chain.model, ScriptedModel)
    assert "Frage: Wer stellt keine Truppen? Und warum?" in chain.model.asked[0].content
    assert "Rhabarber" not in chain.model.asked[0].content


def test_a_follow_up_with_words_of_its_own_is_read_by_them(build: Build) -> None:
    history = [Turn("Welche Länder können keine Truppen bereitstellen?", "Polen. [1]")]
    chain = build(found("Belarus"))
    answer = followed(chain, "Von wem werden sie bedroht?", history=history)
    assert answer.citations[0].quote == POLAND
    assert isinstance(chain.model, ScriptedModel)
    assert chain.model.asked[0].content.endswith("Frage: Von wem werden sie bedroht?")


def test_a_summary_is_three_sentences_of_the_article(build: Build) -> None:
    answer = followed(build([gone()]), "Fasse das Briefing zusammen.")
    assert (answer.status, len(answer.citations)) == (Status.QUOTED, 3)
    assert [claim.check for claim in answer.claims] == [Check.QUOTE] * 3


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Hallo!", "Guten Tag!"),
        ("Thanks a lot!", "You are welcome!"),
        ("Wie viele Artikel sind im Briefing?", "Im Briefing ist ein Artikel."),
        ("Which languages are the articles in?", "One article is in German."),
    ],
)
def test_what_needs_no_source_is_answered_without_one(
    question: str, begins: str, build: Build
) -> None:
    answer = followed(build([gone()]), question, history=[Turn("Wer lud ein?", "Paris. [1]")])
    assert (answer.status, answer.citations, answer.nearest) == (Status.ANSWERED, (), ())
    assert answer.text.startswith(begins)
    assert answer.model == "scripted"


@pytest.mark.parametrize("question", ["Write a poem about spring.", "Schreib mir eine Einladung."])
def test_a_task_is_refused_without_nearest_passages(question: str, build: Build) -> None:
    answer = followed(build([gone()]), question)
    assert (answer.status, answer.citations, answer.nearest) == (Status.REFUSED, (), ())


def test_a_summary_of_a_topic_is_sentences_that_name_it(build: Build) -> None:
    answer = followed(build([gone()]), "Worum geht es bei Griechenland?")
    assert answer.status is Status.QUOTED
    assert all("Griechenland" in citation.quote for citation in answer.citations)


def test_a_topic_that_nothing_is_named_like_is_searched_for(build: Build) -> None:
    answer = followed(build(*NOTHING), "Fasse den Artikel über das Basketballspiel zusammen.")
    assert (answer.status, answer.citations) == (Status.REFUSED, ())


def test_what_was_not_agreed_is_not_what_is_not_said(build: Build) -> None:
    question = "Which states did not agree on a date, according to the article?"
    answer = followed(build(*NOTHING), question)
    assert answer.text.startswith("I found nothing on this in the briefing.")


def test_a_summary_of_nothing_is_refused(build: Build) -> None:
    answer = followed(build(), "Fasse das Briefing zusammen.", sources=["other.txt"])
    assert answer.status is Status.REFUSED


def test_what_is_new_is_not_known_where_no_article_has_a_date(build: Build) -> None:
    answer = followed(build([gone()]), "Was ist neu seit gestern?")
    assert answer.text == "Von keinem Artikel im Briefing ist das Datum bekannt."


def test_what_is_new_since_what_is_no_day_is_searched_for(build: Build) -> None:
    answer = followed(build(*NOTHING), "Was ist neu seit dem Basketballspiel?")
    assert answer.decisions[0].outcome in {Outcome.REFUSE, Outcome.UNSURE}


def test_a_chronology_is_introduced_and_quoted(build: Build) -> None:
    answer = followed(build([gone()]), "Give me a chronology.", language="de")
    assert answer.text.startswith("Zeitangaben im Briefing, in der Reihenfolge der Artikel:\n\n„")
    assert len(answer.citations) > 1


def test_what_is_not_said_about_a_topic_is_what_is_not_in_its_passages(build: Build) -> None:
    answer = followed(build([gone()]), "Was sagt das Briefing nicht über Italien?")
    assert answer.text.startswith("Zu „Italien“ steht im Briefing unter anderem dies.")
    assert any("Italien" in citation.quote for citation in answer.citations)
    nothing = followed(build([gone()]), "Was sagt das Briefing nicht über Basketball?")
    assert nothing.status is Status.REFUSED


def test_a_forced_language_wins(build: Build) -> None:
    answer = followed(build(*NOTHING), "Wie viel kostet der Einsatz?", language="en")
    assert (answer.language, answer.status) == ("en", Status.REFUSED)


def test_no_article_of_that_name(build: Build) -> None:
    answer = followed(build(found(FRANCE)), WHO, sources=["other.txt"])
    assert (answer.status, answer.nearest) == (Status.REFUSED, ())
    assert answer.text == "Dazu habe ich im Briefing nichts gefunden. Durchsucht: 0 Artikel."


@pytest.mark.parametrize("question", ["", "\x00\x01\x02", "?" * 10, "x" * 1_000_000, "a\udc00"])
def test_what_cannot_be_asked(question: str, build: Build) -> None:
    with pytest.raises(QuestionError):
        next(build().ask(question))
