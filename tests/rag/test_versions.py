"""Answers over articles of which one is newer, or says something else, than the other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from index.store import Store
from index.types import Document
from rag.types import Answer, Language, Status
from tests.rag.conftest import SetWeights
from tests.rag.memory import answered, article, retriever_of
from tests.rag.scripted import found

Texts = dict[Language, str]
Whole = Callable[[Store], tuple[object, ...]]
HEAD: Texts = {"de": "Brand in Papierfabrik Altental", "en": "Fire at Altental paper mill"}
FOUR: Texts = {
    "de": "Bei dem Brand in der Papierfabrik Altental wurden vier Menschen verletzt.",
    "en": "Four people were hurt in the fire at the Altental paper mill.",
}
NINE: Texts = {
    "de": "Bei dem Brand in der Papierfabrik Altental wurden neun Menschen verletzt.",
    "en": "Nine people were hurt in the fire at the Altental paper mill.",
}
ASKED: Texts = {
    "de": "Wie viele Menschen wurden bei dem Brand in der Papierfabrik Altental verletzt?",
    "en": "How many people were hurt in the fire at the Altental paper mill?",
}
MORNING, AFTERNOON = time(9, 10), time(14, 30)


def report(
    text: str, clock: time | None = None, outlet: str = "", language: Language = "de"
) -> Document:
    """An article of 2 March."""
    source = f"{outlet or 'a'}{clock or ''}.txt"
    made = article(source, f"{HEAD[language]}\n\n{text}", language, title=HEAD[language])
    return replace(made, date=date(2026, 3, 2), time_of_day=clock, outlet=outlet)


def asked(
    path: Path,
    *documents: Document,
    short: str = "Vier Menschen",
    language: Language = "de",
    question: str = "",
) -> Answer:
    scripts = [found(short, documents[0].language)] * 3
    return answered(path, question or ASKED[language], *documents, scripts=scripts)


def paragraphs(answer: Answer) -> list[str]:
    """Of the answer, without the numbers."""
    return [part.rpartition(" [")[0] for part in answer.text.split("\n\n")]


@pytest.fixture(autouse=True)
def _claims(set_weights: SetWeights) -> None:
    """The first passage that is read answers; what is not read hardly does."""
    set_weights({"bias": -1.5}, {"bias": 3.0})


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("de", ["Stand 2. März 2026, 14.30 Uhr: „", "Früher (2. März 2026, 9.10 Uhr): „"]),
        ("en", ["As of 2 March 2026, 14:30: „", "Earlier (2 March 2026, 09:10): „"]),
    ],
)
@pytest.mark.parametrize("newest_is_read", [True, False])
def test_the_newest_report_comes_first_with_both_dates(
    language: Language, labels: list[str], newest_is_read: bool, tmp_path: Path
) -> None:
    documents = [
        report(FOUR[language], MORNING, language=language),
        report(NINE[language], AFTERNOON, language=language),
    ]
    if newest_is_read:
        documents.reverse()
    answer = asked(tmp_path, *documents, short="nothing of both", language=language)
    newest, earlier = paragraphs(answer)
    assert newest == f"{labels[0]}{NINE[language]}“"
    assert earlier == f"{labels[1]}{FOUR[language]}“"


def test_over_articles_in_the_other_language_labels_are_in_that_of_the_question(
    tmp_path: Path,
) -> None:
    documents = [report(FOUR["de"], MORNING), report(NINE["de"], AFTERNOON)]
    answer = asked(tmp_path, *documents, language="en")
    newest, earlier = paragraphs(answer)
    assert newest.startswith("As of 2 March 2026, 14:30: In the original")
    assert earlier.startswith("Earlier (2 March 2026, 09:10): In the original")
    assert (NINE["de"] in newest, FOUR["de"] in earlier) == (True, True)


@pytest.mark.parametrize("language", ["de", "en"])
def test_words_of_the_model_about_an_outdated_value_are_not_said(
    language: Language, tmp_path: Path
) -> None:
    documents = [
        report(FOUR[language], MORNING, language=language),
        report(NINE[language], AFTERNOON, language=language),
    ]
    short = {"de": "Vier Menschen", "en": "Four people"}[language]
    answer = asked(tmp_path, *documents, short=short, language=language)
    assert NINE[language] in paragraphs(answer)[0]


def test_the_label_belongs_to_the_outdated_sentence_alone(tmp_path: Path) -> None:
    text = f"{FOUR['de']} Die Feuerwehr löschte den Brand in der Papierfabrik."
    said = "Die Zahl der Verletzten in Altental stieg von vier auf neun."
    answer = asked(tmp_path, report(text, MORNING), report(said, AFTERNOON))
    assert paragraphs(answer) == [
        f"Stand 2. März 2026, 14.30 Uhr: „{said}“",
        f"Früher (2. März 2026, 9.10 Uhr): „{FOUR['de']}“",
        "„Die Feuerwehr löschte den Brand in der Papierfabrik.“",
    ]


def test_an_outdated_sentence_that_was_not_asked_for_brings_no_other_version(
    tmp_path: Path,
) -> None:
    text = "Das Feuer in Altental brach um sechs Uhr in einer Halle aus. " + FOUR["de"]
    question = "Wann brach das Feuer in einer Halle aus?"
    documents = [report(text, MORNING), report(NINE["de"], AFTERNOON)]
    answer = asked(tmp_path, *documents, short="um sechs Uhr", question=question)
    assert text in answer.text
    assert "Stand" not in answer.text
    assert NINE["de"] not in answer.text


def test_what_is_uncertain_has_its_moment_too(tmp_path: Path, set_weights: SetWeights) -> None:
    set_weights({"bias": 0.0}, {"bias": 0.0})
    documents = [report(FOUR["de"], MORNING), report(NINE["de"], AFTERNOON)]
    answer = asked(tmp_path, *documents)
    assert answer.status is Status.UNSURE
    _, newest, earlier = paragraphs(answer)
    assert newest.startswith("Stand 2. März 2026, 14.30 Uhr: „")
    assert earlier.startswith("Früher (2. März 2026, 9.10 Uhr): „")


@pytest.mark.parametrize(
    ("language", "differ", "label"),
    [
        ("de", "Die Quellen machen unterschiedliche Angaben. ", "{} (2. März 2026): „"),
        ("en", "The sources differ. ", "{} (2 March 2026): „"),
    ],
)
def test_sources_that_contradict_each_other_stand_side_by_side(
    language: Language, differ: str, label: str, tmp_path: Path
) -> None:
    documents = [
        report(FOUR[language], outlet="Bote", language=language),
        report(NINE[language], outlet="Kurier", language=language),
    ]
    short = {"de": "Vier Menschen", "en": "Four people"}[language]
    answer = asked(tmp_path, *documents, short=short, language=language)
    assert len(answer.citations) == 2
    assert answer.text.startswith(differ)
    for source, text in (("Bote", FOUR), ("Kurier", NINE)):
        assert f"{label.format(source)}{text[language]}“" in answer.text
    assert len(paragraphs(answer)) == 2


DENIED = "Vier Menschen wurden bei dem Brand in Altental verletzt, sagte Ute Lang. {}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DENIED.format("Die Firma bestreitet das."),
         [f"„{DENIED.format('Die Firma bestreitet das.')}“"]),
        (DENIED.format("\n\nDie Firma bestreitet das. Sie klagt."),
         [f"„{DENIED.format('').strip()}“", "Dem wird widersprochen: „Die Firma bestreitet das.“"]),
    ],
)  # fmt: skip
def test_a_claim_is_quoted_with_its_denial_and_not_retold(
    text: str, expected: list[str], tmp_path: Path
) -> None:
    answer = asked(tmp_path, report(text))
    assert paragraphs(answer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Die Polizei sprach von 4, die Firma von 9 Verletzten bei dem Brand in Altental.",
        "Laut Polizei hat der Brand in Altental 4 Menschen verletzt. Der Arzt sprach von 9.",
    ],
)
def test_two_speakers_in_one_passage_are_announced_and_none_is_retold(
    text: str, tmp_path: Path
) -> None:
    answer = asked(tmp_path, report(text), short="4 Menschen")
    assert paragraphs(answer) == [f"Die Quellen machen unterschiedliche Angaben. „{text}“"]


def test_two_speakers_of_one_article_stand_side_by_side(tmp_path: Path) -> None:
    four, nine = (FOUR["de"][:-1] + f", sagte {name}." for name in ("Ute Lang", "Jost Harms"))
    nine = nine.replace("vier", "neun")
    answer = asked(tmp_path, report(f"{four}\n\n{nine}", outlet="Bote"))
    assert paragraphs(answer) == [
        f"Die Quellen machen unterschiedliche Angaben. Bote (2. März 2026): „{four}“",
        f"Im selben Artikel: „{nine}“",
    ]


def test_prints_of_one_text_are_one_source(tmp_path: Path) -> None:
    documents = [report(FOUR["de"], outlet="Bote"), report(f"{FOUR['de']} ", outlet="Kurier")]
    copy = replace(documents[1], id="f" * 16)
    answer = asked(tmp_path, documents[0], copy)
    (citation,) = answer.citations
    (copied,) = citation.also
    assert {citation.source, copied.source} == {"Bote.txt", "Kurier.txt"}
    assert {citation.outlet, copied.outlet} == {"Bote", "Kurier"}


def test_a_question_reads_no_list_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What grows with the briefing is read when an index is taken up, not for each question."""
    read: list[str] = []
    whole = {"documents": Store.documents, "all_passages": Store.all_passages}
    for name, plain in whole.items():

        def noted(store: Store, name: str = name, plain: Whole = plain) -> tuple[object, ...]:
            read.append(name)
            return plain(store)

        monkeypatch.setattr(Store, name, noted)
    retriever_of(report(FOUR["de"], MORNING), report(NINE["de"], AFTERNOON))
    for_index = list(read)
    read.clear()
    answer = asked(tmp_path, report(FOUR["de"], MORNING), report(NINE["de"], AFTERNOON))
    assert answer.citations
    assert read == for_index


def test_a_newer_report_that_was_withdrawn_is_not_there() -> None:
    said = "Die Zahl der Verletzten in der Papierfabrik Altental stieg von vier auf neun."
    documents = [report(FOUR["de"], MORNING), report(said, AFTERNOON)]
    retriever = retriever_of(*documents)
    question = "Wie viele Verletzte gab es in der Papierfabrik?"
    assert len(retriever.search(question, "de", 1).revisions) == 1
    assert retriever.without({documents[1].id}).search(question, "de", 1).revisions == ()


NOTE = "Korrektur: Der Pförtner heißt nicht Kurt Amann, sondern Karl Amann."


@pytest.mark.parametrize(
    ("question", "noted"), [("", True), ("Welcher Pförtner wurde in Altental verletzt?", False)]
)
def test_a_correction_that_is_not_quoted_is_noted(
    question: str, *, noted: bool, tmp_path: Path
) -> None:
    older = report(f"{FOUR['de'][:-1]}, darunter der Pförtner Kurt Amann.")
    newer = replace(report(NOTE, outlet="b"), date=date(2026, 3, 3))
    answer = asked(tmp_path, older, newer, question=question)
    (found,) = [one.corrected for one in answer.citations if one.source == older.source]
    assert (found.quote if found else None) == (NOTE if noted else None)
    assert (answer.badge == "corrected") is noted
    assert (NOTE in answer.text) is not noted


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", FOUR["de"].replace("wurden", "wurden nach Angaben der Polizei"),
         "Nach Angaben der Polizei: Vier Menschen."),
        ("en", FOUR["en"].replace(".", ", police said."), "According to police: Four people."),
        ("de", FOUR["de"], "Vier Menschen."),
        ("en", FOUR["en"], "Four people."),
    ],
)  # fmt: skip
def test_a_short_answer_keeps_its_speaker(
    language: Language, text: str, expected: str, tmp_path: Path
) -> None:
    short = {"de": "Vier Menschen", "en": "Four people"}[language]
    document = report(text, language=language)
    answer = asked(tmp_path, document, short=short, language=language)
    assert answer.text.startswith(expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kommentar: Altental", "Laut einem Meinungsbeitrag: Vier Menschen."),
        ("Interview: Altental", "Laut einem Interview: Vier Menschen."),
        ("Analyse: Altental", "Vier Menschen."),
    ],
)
def test_a_short_answer_names_an_opinion_piece_and_an_interview(
    title: str, expected: str, tmp_path: Path
) -> None:
    document = replace(report(FOUR["de"]), title=title)
    answer = asked(tmp_path, document)
    assert answer.text.startswith(expected)
    assert (
        answer.citations[0].genre == {"K": "opinion", "I": "interview", "A": "analysis"}[title[0]]
    )


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        ("14.10 Uhr: ", "Vier Menschen (Stand 2. März 2026, 14.10 Uhr)."),
        ("", "Vier Menschen."),
    ],
)
def test_a_short_answer_from_a_ticker_has_its_time(
    begins: str, expected: str, tmp_path: Path
) -> None:
    """Later entries in other words may have overtaken it."""
    answer = asked(tmp_path, report(f"{begins}{FOUR['de']}"))
    assert paragraphs(answer)[0].startswith(expected)


def test_hearsay_without_a_speaker_is_only_quoted(tmp_path: Path) -> None:
    text = "Bei dem Brand in der Papierfabrik Altental sollen vier Menschen verletzt worden sein."
    answer = asked(tmp_path, report(text))
    assert paragraphs(answer) == [f"„{text}“"]
