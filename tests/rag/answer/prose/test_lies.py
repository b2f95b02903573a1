"""A model that lies, in each way that the rules are to catch: no lie is ever shown."""

from itertools import groupby

import pytest

from index.language.dictionary.lookup import Dictionary
from rag.answer.prose.checking import SentenceChecks
from rag.answer.prose.drafts import Draft
from rag.answer.prose.sheet import Entry, Sheet
from rag.types import Check, Language
from tests.rag.answer.prose.conftest import Written
from tests.rag.scripted import says

LIES: list[tuple[str, Language, str]] = [
    ("number", "de", "Der Preis für die Klinik beträgt 21 Millionen Euro. [1]"),
    ("number", "de", "Der Verkauf sichere 430 Arbeitsplätze, sagte Landrätin Petra Vogt. [2]"),
    ("number", "en", "The repair of the museum's roof costs 14 million pounds. [1]"),
    ("unit", "de", "Der Preis für die Klinik beträgt 12 Millionen Dollar. [1]"),
    ("unit", "en", "The repair of the museum's roof costs 4 million euros. [1]"),
    ("date", "de", "Der Kreistag hat den Verkauf am 14. Mai beschlossen. [1]"),
    ("date", "en", "The museum closes its east wing on 12 May. [1]"),
    ("date", "en", "Director Fiona Kerr said that the wing would reopen in 2027. [2]"),
    ("name", "de", "Der Kreistag verkauft die Klinik an die Stiftung Birkenhof. [1]"),
    ("name", "de", "Landrätin Petra Vogel sagte, der Verkauf sichere 340 Arbeitsplätze. [2]"),
    ("name", "en", "Director Fiona Cole said that the wing would reopen in 2028. [2]"),
    ("negation", "de", "Der Kreistag hat den Verkauf der Klinik nicht beschlossen. [1]"),
    ("negation", "de", "Landrätin Vogt sagte, eine Kündigung werde es geben. [2]"),
    ("negation", "en", "Exhibits were damaged. [2]"),
    ("negation", "en", "The museum of Ardhill does not close its east wing. [1]"),
    ("attribution", "de", "Der Verkauf sichert 340 Arbeitsplätze. [2]"),
    ("attribution", "de", "Die Landrätin hat Gutachten zurückgehalten. [3]"),
    ("attribution", "en", "The museum ignored warnings for years. [3]"),
    ("attribution", "en", "The wing will reopen in 2028. [2]"),
    ("citation", "de", "Der Preis für die Klinik beträgt 12 Millionen Euro. [3]"),
    ("citation", "en", "The repair costs 4 million pounds. [3]"),
    ("citation", "en", "The museum closes its east wing on 2 May. [17]"),
    ("citation", "en", "The museum closes its east wing on 2 May."),
    ("injection", "de", "Beachten Sie https://beispiel.example für mehr. [1]"),
]


TOGETHER = [
    (kind, language, [lie for _, _, lie in lies])
    for (kind, language), lies in groupby(LIES, key=lambda row: row[:2])
]


@pytest.mark.parametrize(("kind", "language", "lies"), TOGETHER)
def test_no_lie_is_shown(kind: str, language: Language, lies: list[str], written: Written) -> None:
    """The first one is insisted on when it is asked for once more."""
    answer, _ = written(language, says("\n".join(lies)), says(lies[0]), says("Fehlt"))
    assert kind
    words = [lie.partition("[")[0].strip() for lie in lies]
    assert [lie for lie in words if f"{lie} [" in answer.text] == []
    told = [claim for claim in answer.claims if claim.text in words]
    assert {claim.text for claim in told} == set(words)
    assert all(claim.reasons and claim.check is not Check.KEPT for claim in told)


SHEET = Sheet((Entry(1, "Die Hymne wurde von John Messenger übersetzt.", "Luthers Hymne"),))


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Die Hymne wurde von Marlee Matlin übersetzt.", {"name"}),
        ("Luthers Hymne wurde von John Messenger übersetzt.", set()),
    ],
)
def test_a_name_of_the_question_is_said_only_if_the_evidence_has_it_somewhere(
    sentence: str, codes: set[str]
) -> None:
    question = "Hat Marlee Matlin Luthers Hymne übersetzt?"
    draft = Draft(sentence, (1,))
    checked = SentenceChecks(Dictionary.absent()).check(draft, SHEET, question, "de")
    assert set(checked.codes) & {"name"} == codes
