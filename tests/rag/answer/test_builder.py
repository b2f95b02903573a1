import re
from dataclasses import replace
from datetime import date

import pytest

from index.types import Document
from rag.annotations import TranslatedSentence
from rag.answer.builder import Assembly
from rag.answer.markers import pieces, readable
from rag.answer.quoting.quotes import Support, cite
from rag.decisions import Decision, Outcome
from rag.types import Check, Claim, Language, Status
from tests.rag.scripted import document, supports

TEXT = "Alle kamen. „Wir kommen“, sagten sie. Nur Anna nicht.\nEs gab keine Einigung."
FIRST, SECOND, THIRD, OTHER = supports(TEXT)


def cross_lingual(translation: str | None) -> Support:
    return replace(OTHER, cross_lingual=True, translation=translation)


def test_what_is_streamed_is_the_answer() -> None:
    assembly = Assembly("Wer kam?", "de")
    assembly.sources_found()
    assembly.reject("Fast alle.", OTHER, ("word",))
    pieces = [assembly.keep("Alle.", FIRST), assembly.keep("Anna nicht.", THIRD)]
    pieces.append(assembly.quote(OTHER))
    answer = assembly.answer()
    assert pieces == ["Alle. [1]", "\n\nAnna nicht. [1]", "\n\n„Es gab keine Einigung.“ [2]"]
    assert answer.text == "".join(pieces)
    assert (answer.question, answer.language) == ("Wer kam?", "de")
    assert answer.status is Status.ANSWERED
    assert answer.claims == (
        Claim("Fast alle.", (2,), Check.REPLACED, ("word",)),
        Claim("Alle.", (1,), Check.KEPT),
        Claim("Anna nicht.", (1,), Check.KEPT),
        Claim("Es gab keine Einigung.", (2,), Check.QUOTE),
    )
    assert [citation.n for citation in answer.citations] == [1, 2]
    assert answer.nearest == ()
    times = answer.timings
    assert 0 <= times.sources_ms <= times.first_token_ms <= times.total_ms


def translated(support: Support, translation: str | None) -> Support:
    """The sentence as the chain hands it over when it was to be translated."""
    span = support.span
    aligned = TranslatedSentence(span.start, span.end, support.quote, translation)
    return replace(support, cross_lingual=True, translation=translation, aligned=(aligned,))


def test_two_sentences_of_a_passage_make_one_citation_of_the_range() -> None:
    assembly = Assembly("Wer kam?", "de")
    assembly.keep("Anna nicht.", THIRD)
    assembly.keep("Alle.", FIRST)
    (citation,) = assembly.answer().citations
    first, third = cite(FIRST), cite(THIRD)
    text = document(TEXT).text
    assert citation == replace(first, end=third.end, quote=text[first.start : third.end])
    assert citation.quote == "Alle kamen. „Wir kommen“, sagten sie. Nur Anna nicht."
    assert not citation.is_untranslatable


@pytest.mark.parametrize(
    ("supports", "translation", "pairs"),
    [
        (
            [translated(THIRD, "Only Anna did not."), translated(FIRST, "All came.")],
            "All came. […] Only Anna did not.",
            [("Alle kamen.", "All came."), ("Nur Anna nicht.", "Only Anna did not.")],
        ),
        (
            [translated(FIRST, "All came."), translated(SECOND, "“We come,” they said.")],
            "All came. “We come,” they said.",
            [
                ("Alle kamen.", "All came."),
                ("„Wir kommen“, sagten sie.", "“We come,” they said."),
            ],
        ),
        (
            [translated(FIRST, None), translated(SECOND, "“We come,” they said.")],
            "[…] “We come,” they said.",
            [("Alle kamen.", None), ("„Wir kommen“, sagten sie.", "“We come,” they said.")],
        ),
        ([FIRST, translated(FIRST, "All came.")], "All came.", [("Alle kamen.", "All came.")]),
        ([translated(FIRST, None), translated(THIRD, None)], None, [
            ("Alle kamen.", None), ("Nur Anna nicht.", None),
        ]),
    ],
)  # fmt: skip
def test_a_citation_keeps_what_was_translated_of_its_range(
    supports: list[Support], translation: str | None, pairs: list[tuple[str, str | None]]
) -> None:
    assembly = Assembly("Who came?", "en")
    for support in supports:
        assembly.quote(support)
    (citation,) = assembly.answer().citations
    assert citation.translation == translation
    assert [(one.quote, one.translation) for one in citation.sentences] == pairs
    assert all(TEXT[one.start : one.end] == one.quote for one in citation.sentences)
    assert citation.is_untranslatable is (translation is None)


def test_the_same_sentence_twice_keeps_its_translation() -> None:
    assembly = Assembly("Who came?", "en")
    support = cross_lingual("There was no agreement.")
    assembly.keep("No agreement.", support)
    assembly.quote(support)
    assert assembly.answer().citations == (cite(support),)


@pytest.mark.parametrize(
    ("support", "language", "text"),
    [
        (FIRST, "de", "„Alle kamen.“ [1]"),
        (SECOND, "de", "„Wir kommen“, sagten sie. [1]"),
        (
            cross_lingual(None),
            "en",
            "In the original (no reliable translation): „Es gab keine Einigung.“ [2]",
        ),
        (
            cross_lingual(None),
            "de",
            "Im Original (ohne verlässliche Übersetzung): „Es gab keine Einigung.“ [2]",
        ),
        (cross_lingual("No deal."), "en", "In the source (machine translation): No deal. [2]"),
        (cross_lingual("Kein Deal."), "de", "Im Original (maschinell übersetzt): Kein Deal. [2]"),
    ],
)
def test_quotes(support: Support, language: Language, text: str) -> None:
    assembly = Assembly("?", language)
    assert assembly.quote(support) == text
    answer = assembly.answer()
    assert (answer.text, answer.status) == (text, Status.QUOTED)
    assert answer.claims == (Claim(support.quote, (support.evidence.n,), Check.QUOTE),)
    assert answer.citations == (cite(support),)


@pytest.mark.parametrize("number", ["[2]", "［２］", "[٢]", "[ 2]", "[2,3]", "[²]"])
def test_numbers_in_words_are_no_markers(number: str) -> None:
    """Of an article, a translation, the model or the question."""
    planted = f"Alle kamen {number} gern {number}."
    [support, other] = supports(f"{planted}\nEs gab keine Einigung {number}.")
    assembly = Assembly("Wer kam?", "de")
    assembly.keep(planted, support)
    assembly.quote(support)
    assembly.quote(replace(other, cross_lingual=True, translation=planted))
    assembly.quote(replace(other, cross_lingual=True))
    assembly.name_speaker(other)
    assembly.introduce(f"Zu „{number}“ fand ich nur dies.")
    assembly.miss(f"Wer noch {number}?")
    answer = assembly.answer()
    assert [piece.n for piece in pieces(answer.text) if piece.n] == [1, 1, 2, 2, 2]
    assert re.findall(r"\[\d+\]", answer.text) == [f"[{n}]" for n in (1, 1, 2, 2, 2)]
    assert readable(answer.text).startswith(f"{planted} [1]\n\n„{planted}“ [1]")
    words = [piece.text for piece in pieces(answer.text) if piece.n is None]
    assert "".join(words).count(number) == 10
    assert [citation.quote for citation in answer.citations] == [support.quote, other.quote]


DATED = [
    replace(document("a"), date=date(2026, 11, 2)),
    replace(document("b"), date=date(2026, 11, 24)),
]


@pytest.mark.parametrize(
    ("documents", "language", "text"),
    [
        (
            [document("a")],
            "de",
            "Dazu habe ich im Briefing nichts gefunden. Durchsucht: ein Artikel.",
        ),
        ([document("a")], "en", "I found nothing on this in the briefing. Searched: one article."),
        (
            [*DATED, document("c")],
            "de",
            (
                "Dazu habe ich im Briefing nichts gefunden. "
                "Durchsucht: 3 Artikel, Stand 24. November 2026."
            ),
        ),
        (
            DATED,
            "en",
            (
                "I found nothing on this in the briefing. "
                "Searched: 2 articles, as of 24 November 2026."
            ),
        ),
        ([], "en", "I found nothing on this in the briefing. Searched: 0 articles."),
    ],
)
def test_a_refusal(documents: list[Document], language: Language, text: str) -> None:
    assembly = Assembly("?", language)
    assert assembly.refuse(documents, [OTHER, FIRST]) == text
    answer = assembly.answer()
    assert (answer.text, answer.status, answer.citations) == (text, Status.REFUSED, ())
    assert answer.nearest == (cite(OTHER), cite(FIRST))


def test_what_is_missing_of_a_question_is_said_behind_the_rest() -> None:
    assembly = Assembly("Wer kam und wann?", "de")
    assembly.keep("Alle.", FIRST)
    assembly.miss("Wann?")
    answer = assembly.answer()
    assert answer.text == "Alle. [1]\n\nIm Briefing nicht gefunden: Wann?"
    assert (answer.missing, answer.status) == (("Wann?",), Status.ANSWERED)


def test_who_speaks_is_named_behind_the_speech() -> None:
    assembly = Assembly("Wer kam?", "en")
    assembly.quote(cross_lingual("There was no agreement."))
    assembly.name_speaker(SECOND)
    answer = assembly.answer()
    assert answer.text.endswith("\n\nJust before, in the original: „Wir kommen“, sagten sie. [1]")
    assert [citation.n for citation in answer.citations] == [1, 2]


@pytest.mark.parametrize(
    ("models", "model"),
    [((), None), (("m",), "m"), (("m", "m"), "m"), (("m", None), None), ((None, None), None)],
)
def test_each_part_of_a_question_is_recorded(
    models: tuple[str | None, ...], model: str | None
) -> None:
    assembly = Assembly("Wer kam und wann?", "de")
    decisions = tuple(Decision(f"Teil {n}", Outcome.CLAIM) for n in range(len(models)))
    for decision, of_part in zip(decisions, models, strict=True):
        assembly.decided(decision, of_part)
    answer = assembly.answer()
    assert (answer.decisions, answer.model) == (decisions, model)


CLAIMED, UNSURE, MISSED = (
    Decision(question, outcome)
    for question, outcome in zip(
        "abc", (Outcome.CLAIM, Outcome.UNSURE, Outcome.REFUSE), strict=True
    )
)


def test_an_uncertain_answer_opens_with_saying_so() -> None:
    assembly = Assembly("Wer kam?", "de")
    assembly.decided(UNSURE, "m")
    assembly.doubt("")
    assembly.quote(FIRST)
    answer = assembly.answer()
    assert answer.status is Status.UNSURE
    assert answer.text.startswith("Ob das die Frage beantwortet, ist nicht sicher.")
    assert (answer.citations, answer.badge) == ((cite(FIRST),), "unsure")


def test_an_answer_of_which_a_part_is_uncertain_is_partial() -> None:
    assembly = Assembly("Wer kam und wann?", "de")
    for decision in (CLAIMED, UNSURE):
        assembly.decided(decision, "m")
    assembly.keep("Alle.", FIRST)
    assembly.doubt("Wann?")
    assembly.quote(OTHER)
    assert (assembly.answer().status, assembly.answer().badge) == (Status.ANSWERED, "partial")
