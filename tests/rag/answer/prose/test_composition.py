"""What is shown of what a model writes, over real passages and the real rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from index.embedding.embedder import Embedder
from rag.decisions import Mode, Outcome
from rag.llm.client import Piece
from rag.types import Check, Language, Status
from tests.rag.answer.prose.conftest import Written
from tests.rag.memory import article, retriever_of
from tests.rag.scripted import gone, says

SOLD = "Der Kreistag beschloss am 14. März, die Klinik an die Stiftung Lindenhof zu verkaufen."
PRICE = "Der Preis beträgt 12 Millionen Euro."
LEAKS = "The museum closes its east wing on 2 May because the roof leaks."
BOTH = "Der Betriebsrat wirft Landrätin Vogt vor, Gutachten zurückgehalten zu haben."


@dataclass(frozen=True)
class Doubting:
    """A judge that believes no claim with a word in it."""

    word: str
    lowest: float = 0.0

    def log_odds(self, claim: str, language: Language, evidence: Sequence[str]) -> float:
        assert language in ("de", "en")
        assert any(evidence)
        return -1.0 if self.word in claim else 1.0


def lines(*sentences: str) -> list[Piece]:
    return says("\n".join(sentences))


@pytest.mark.parametrize(("language", "sentence"), [("de", SOLD), ("en", LEAKS)])
def test_a_true_sentence_is_shown_with_its_quote_below(
    language: Language, sentence: str, written: Written
) -> None:
    answer, model = written(language, lines(f"{sentence} [1]"))
    assert answer.text.startswith(f"{sentence} [1]\n\n„")
    assert (answer.status, answer.model) == (Status.ANSWERED, "scripted")
    assert answer.claims[0].text == sentence
    assert answer.claims[0].check is Check.KEPT
    assert {claim.check for claim in answer.claims[1:]} == {Check.QUOTE}
    assert [d.mode for d in answer.decisions] == [Mode.WRITE]
    assert [asked.purpose for asked in model.asked] == [f"answer.{language}", f"write.{language}"]
    assert answer.citations[0].quote in "\n".join(c.text for c in answer.claims)


def test_what_the_model_is_given(written: Written) -> None:
    _, model = written("de", lines(f"{SOLD} [1]"))
    evidence = model.asked[-1].content
    assert "Klinik Aschau wird verkauft" in evidence
    assert re.search(r"\[1\] Der Kreistag von Aschau", evidence)
    # The whole article, since it fits.
    assert re.search(r"\[\d\] Der Betriebsrat wirft", evidence)
    assert evidence.endswith("Frage: Was hat der Kreistag von Aschau zur Klinik beschlossen?")


def test_several_sentences_are_one_paragraph(written: Written) -> None:
    answer, _ = written("de", lines(f"{SOLD} [1]", f"{PRICE} [1]"))
    assert answer.text.startswith(f"{SOLD} [1] {PRICE} [1]\n\n")


@pytest.mark.parametrize(
    ("title", "begins"),
    [
        ("Kommentar: Der Verkauf der Klinik ist ein Fehler", "Laut einem Meinungsbeitrag: "),
        ("Der Verkauf der Klinik Aschau", ""),
    ],
)
def test_an_opinion_is_not_told_as_a_fact(
    title: str, begins: str, written: Written, embedder: Embedder
) -> None:
    view = "Der Verkauf der Klinik an die Stiftung Lindenhof ist ein schwerer Fehler."
    text = f"{title}\nDer Kreistag von Aschau hat sich geirrt. {view}\n"
    over = retriever_of(article("klinik.txt", text, "de", title), embedder=embedder)
    answer, _ = written("de", lines(f"{view} [1]"), over=over)
    assert answer.text.startswith(f"{begins}{view} [1]\n\n")
    assert answer.claims[0].text == f"{begins}{view}"


def test_a_number_that_does_not_carry_the_sentence_is_left_out(written: Written) -> None:
    answer, _ = written("de", lines(f"{SOLD} [1][2]"))
    assert answer.text.startswith(f"{SOLD} [1]\n\n")


def test_a_sentence_that_fails_is_asked_for_once_more(written: Written) -> None:
    lie = "Der Preis beträgt 21 Millionen Euro."
    answer, model = written("de", lines(f"{SOLD} [1]", f"{lie} [1]"), lines(f"{PRICE} [1]"))
    assert answer.text.startswith(f"{SOLD} [1] {PRICE} [1]\n\n")
    assert [(c.text, c.check) for c in answer.claims[:3]] == [
        (SOLD, Check.KEPT),
        (lie, Check.RETRIED),
        (PRICE, Check.KEPT),
    ]
    assert answer.claims[1].reasons == ("number",)
    asked = model.asked[-1].content
    assert model.asked[-1].purpose == "rewrite.de"
    assert f"Dein Satz: {lie}" in asked
    assert "Die Zahl steht so nicht in den Belegen" in asked


def test_what_stands_behind_a_sentence_that_failed_keeps_its_place(written: Written) -> None:
    lie = "Die Klinik geht an die Stiftung Birkenhof."
    answer, _ = written("de", lines(f"{lie} [1]", f"{PRICE} [1]"), lines(f"{SOLD} [1]"))
    assert answer.text.startswith(f"{SOLD} [1] {PRICE} [1]\n\n")


def test_one_that_fails_twice_is_replaced_by_its_quote(written: Written) -> None:
    lies = ["Der Preis beträgt 21 Millionen Euro.", "Der Preis beträgt 13 Millionen Euro."]
    answer, _ = written("de", lines(f"{SOLD} [1]", f"{lies[0]} [1]"), lines(f"{lies[1]} [1]"))
    assert [c.check for c in answer.claims[:3]] == [Check.KEPT, Check.RETRIED, Check.REPLACED]
    assert "Millionen" not in answer.text.replace("12 Millionen Euro", "")
    assert "12 Millionen Euro" in answer.text


def test_one_without_a_source_is_dropped(written: Written) -> None:
    answer, _ = written(
        "de", lines(f"{SOLD} [1]", "Das ist eine gute Nachricht für die Stadt."), says("Fehlt")
    )
    assert [c.check for c in answer.claims[:3]] == [Check.KEPT, Check.RETRIED, Check.DROPPED]
    assert answer.claims[2].reasons == ("citation",)
    assert "gute Nachricht" not in answer.text


def test_if_nothing_stands_the_short_answer_and_the_quotes_do(written: Written) -> None:
    lie = "Der Kreistag lehnte den Verkauf der Klinik ab. [1]"
    answer, _ = written("de", lines(lie), lines(lie))
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("Den Verkauf der Klinik an die Stiftung Lindenhof. [1]\n\n„")
    assert [d.mode for d in answer.decisions] == [Mode.EXTRACT]


def test_missing_evidence_makes_the_answer_unsure(written: Written) -> None:
    answer, _ = written("de", says("Fehlt"))
    assert answer.status is Status.UNSURE
    assert answer.text.startswith("Ob das die Frage beantwortet, ist nicht sicher.")
    assert [(d.outcome, d.mode) for d in answer.decisions] == [(Outcome.UNSURE, None)]


def test_no_more_than_five_sentences(written: Written) -> None:
    article = [
        SOLD, PRICE, BOTH, "Vogt weist das zurück.",
        "Landrätin Vogt sagte, der Verkauf sichere 340 Arbeitsplätze.",
        "Landrätin Vogt sagte, eine Kündigung werde es nicht geben.",
    ]  # fmt: skip
    answer, _ = written("de", lines(*(f"{s} [1][2][3]" for s in article)))
    kept = [c for c in answer.claims if c.check is Check.KEPT]
    assert len(kept) <= 5
    assert article[-1] not in answer.text


def test_a_model_that_breaks_off_leaves_what_was_complete(written: Written) -> None:
    answer, _ = written("de", [*lines(f"{SOLD} [1]", "Der Preis beträgt 12"), gone()])
    assert answer.text.startswith(f"{SOLD} [1]\n\n„")
    assert "beträgt 12\n" not in answer.text
    assert answer.model is None  # not kept


@pytest.mark.parametrize("script", [[gone()], [], says(""), says("[1]"), says("? ? ?")])
def test_a_model_that_writes_nothing_leaves_quotes(script: list[Piece], written: Written) -> None:
    answer, _ = written("de", script, says("Fehlt"))
    assert "„Der Kreistag von Aschau" in answer.text
    assert answer.decisions[0].mode is Mode.EXTRACT


def test_a_slow_model_leaves_quotes(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.answer.prose.composition.SECONDS", -1.0)
    answer, _ = written("de", lines(f"{SOLD} [1]"))
    assert SOLD not in answer.text
    assert "„Der Kreistag von Aschau" in answer.text
    assert answer.model is None


def test_the_answer_is_in_the_language_of_the_question(written: Written) -> None:
    german, english = "Das Museum schließt den Ostflügel, weil das Dach undicht ist.", LEAKS
    answer, model = written("en", lines(f"{german} [1]"), lines(f"{english} [1]"))
    assert answer.claims[0].reasons == ("language",)
    assert answer.text.startswith(f"{english} [1]\n\n")
    assert "The sentence is not in English" in model.asked[-1].content


def test_what_looks_like_a_number_in_the_evidence_is_none(written: Written) -> None:
    answer, _ = written("de", lines("Der Preis beträgt 12 Millionen Euro [99]."), says("Fehlt"))
    assert answer.claims[0].reasons == ("citation",)
    assert "[99]" not in answer.text


def test_what_the_judge_rejects_is_not_shown(written: Written) -> None:
    again = lines(f"{PRICE} [1]")
    answer, model = written(
        "de", lines(f"{SOLD} [1]", f"{PRICE} [1]"), again, judge=Doubting("Preis")
    )
    assert answer.text.startswith(f"{SOLD} [1]\n\n")
    rejected = [claim for claim in answer.claims if claim.check is Check.RETRIED]
    assert [(claim.text, claim.reasons) for claim in rejected] == [(PRICE, ("judged",))]
    assert "prüfende Modell" in model.asked[-1].content
