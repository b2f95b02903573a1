import pytest

from index.language.dictionary.lookup import Dictionary
from rag.answer.translation.judging import hints, judge

GATES = "Die Minister schlossen die Tore mit Sicheln."


@pytest.mark.parametrize(
    ("translation", "confidence", "passes"),
    [
        ("The ministers closed the gates with sickles.", None, True),
        ("The ministers closed the gates with sickles.", -1.4, True),
        ("The ministers closed the gates with sickles.", -2.0, False),
        ("The ministers closed the gates with steel cables.", None, False),
        ("The ministers closed the gates with steel cables.", -1.4, False),
        ("The ministers closed the gates.", None, False),
        ("The ministers closed the gates of silver with sickles.", -0.1, False),
        ("The 5 ministers closed the gates with sickles.", -0.1, False),
        ("The ministers did not close the gates with sickles.", -0.1, False),
    ],
)
def test_what_may_be_shown(
    dictionary: Dictionary, translation: str, confidence: float | None, passes: bool
) -> None:
    assert judge(GATES, translation, "en", dictionary, confidence).passes is passes


def test_without_a_dictionary_faults_alone_decide() -> None:
    absent = Dictionary.absent()
    assert judge(GATES, "The ministers sang.", "en", absent).passes
    assert not judge(GATES, "The 5 ministers sang.", "en", absent).passes


def test_of_two_the_one_that_passes_is_better_then_the_one_that_lacks_less(
    dictionary: Dictionary,
) -> None:
    texts = (
        "The 5 ministers closed the gates with sickles.",
        "The ministers sang.",
        "The ministers closed the gates.",
        "The ministers closed the gates with sickles.",
    )
    ranks = [judge(GATES, text, "en", dictionary).rank for text in texts]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("Sie treffen sich erneut.", "They meet.", "(erneut = again, anew)"),
        ("Ein Treffen in Kyjiw", "A meeting there", "(Kyjiw = Kyiv)"),
        ("Ein Treffen um 14.10 Uhr", "A meeting at 4:10 PM", "(14.10 Uhr = 14:10)"),
        ("Sie treffen sich.", "They meet.", ""),
        ("Es gab 14 Verletzte.", "14 victims.", "(Verletzte = injured)"),
        ("Die Minister wollen tagen.", "The ministers will meet.", "(wollen = wants to)"),
    ],
)
def test_hints(dictionary: Dictionary, original: str, translation: str, expected: str) -> None:
    assert hints(judge(original, translation, "en", dictionary), original, "en") == expected


@pytest.mark.parametrize(
    ("original", "translation", "turned"),
    [
        ("Den Minister traf ein Stein.", "The minister met a stone.", True),
        ("Den Minister traf ein Stein.", "The minister was hit by a stone.", False),
        ("Den Minister traf ein Stein.", "A stone hit the minister.", False),
        ("Der Minister traf einen Freund.", "The minister met a friend.", False),
        ("Den Fonds kostet das viel.", "The fund costs much.", True),
        ("Den Ministern gefällt das.", "The ministers like it.", False),
        ("Diesen Sommer treffen sie sich.", "This summer they meet.", False),
        ("Den Minister traf, wer da war.", "The minister met who was there.", True),
        ("Den neuen Minister kostet das viel.", "The new minister costs much.", True),
    ],
)
def test_an_object_is_no_subject(
    dictionary: Dictionary, original: str, translation: str, turned: bool
) -> None:
    assert ("roles" in judge(original, translation, "en", dictionary).faults) is turned
