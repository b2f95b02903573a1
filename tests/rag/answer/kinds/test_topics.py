"""What a named topic finds, and what it does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from index.language.dictionary.compiled import compiled
from index.language.dictionary.lookup import Dictionary
from index.types import document_id
from rag.answer.kinds.topics import Article, sentences_for
from rag.evidence.retrieval import Retriever
from rag.question.kind import Aspect, ClassifiedQuestion, Kind
from rag.types import Language
from tests.rag.memory import WordEmbedder, store_of
from tests.rag.scripted import document, passages

FERRY = (
    "Landtag beschließt Ausbau der Fähre\n"
    "Der Landtag von Grünau hat den Ausbau der Verbindung nach Ostersand beschlossen.\n"
    "Die Opposition im Landtag kritisierte, der Betrieb sei nicht finanziert.\n"
)
COURT = (
    "Gericht entscheidet in zwei Verfahren\n"
    "Das Gericht wies die Beschwerde im Verfahren 2 BvR 417/25 heute zurück. "
    "Darin ging es um die Vergabe von Kiesgruben im Landkreis.\n"
    "Im Verfahren 2 BvR 471/25 hatte die Klägerin dagegen in vollem Umfang Erfolg.\n"
)
SCHOOL = (
    "Hort eröffnet\n"
    "Der Hort in Ostersand hat am Montag nach langer Pause wieder eröffnet.\n"
    "Bezahlt hat ihn die Ministerin Hanne Brodersen aus dem Haushalt ihres Ressorts.\n"
)


TRAIN = (
    "Zugunglück bei Hohenau\nBei Hohenau ist ein Zug am Montag mit einem Bagger zusammengestoßen.\n"
)
COUNCIL = (
    "Council approves ferry\n"
    "The council of Ostersand has approved a second ferry to the mainland.\n"
    "Residents had collected more than four thousand signatures for it.\n"
)
WORDS = """# A word list of our own
Fähre {f} | Fähren {pl} :: ferry | ferries
fahren {vi} | fahrend :: to drive | driving
Zug {m} :: train
Unglück {n} :: accident
Zugunglück {n} :: train accident
Landtag {m} :: state parliament
Land {n} :: land
Tag {m} :: day
"""


def article(text: str, day: date, language: Language = "de") -> Article:
    title = text.partition("\n")[0]
    made = replace(document(text, language), title=title, date=day, id=document_id(text))
    return Article(made, passages(text))


ARTICLES = [
    article(FERRY, date(2026, 3, 4)),
    article(COURT, date(2026, 3, 3)),
    article(SCHOOL, date(2026, 5, 7)),
]


def over(articles: Sequence[Article], dictionary: Dictionary) -> Retriever:
    """The search over these articles."""
    store = store_of(*(article.document for article in articles))
    return Retriever(store, WordEmbedder(), dictionary)


def found(wanted: ClassifiedQuestion) -> list[list[str]]:
    told = sentences_for(wanted, ARTICLES, "de", over(ARTICLES, Dictionary.absent()))
    return [
        [passage.quote(span)[:24] for passage, span in sentences]
        for sentences in [*told.sentences][::-1]
    ]


ALL_FERRY = ["Der Landtag von Grünau h", "Die Opposition im Landta"]
ALL_SCHOOL = ["Der Hort in Ostersand ha", "Bezahlt hat ihn die Mini"]


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("Fähre", [ALL_FERRY]),
        ("Ausbau der Fähre", [ALL_FERRY]),
        ("2 BvR 417/25", [["Das Gericht wies die Bes", "Darin ging es um die Ver"]]),
        ("2 BvR 471/25", [["Im Verfahren 2 BvR 471/2"]]),
        ("2 BvR 418/25", []),
        ("17/25", []),
        ("Ostersand", [["Der Landtag von Grünau h"], ["Der Hort in Ostersand ha"]]),
        ("Hanne Brodersen", [["Bezahlt hat ihn die Mini"]]),
        ("Kiesgrube", [["Darin ging es um die Ver"]]),
        ("4. März", [ALL_FERRY]),
        ("7 May 2026", [ALL_SCHOOL]),
        ("May 7", [ALL_SCHOOL]),
        ("8. Mai", []),
        ("Basketball", []),
        ("Hanne Schmidt", []),
        ("Fähre nach Helgoland", []),
        ("die", []),
    ],
)
def test_a_topic(topic: str, expected: list[list[str]]) -> None:
    assert found(ClassifiedQuestion(Kind.SUMMARY, topic)) == expected


def test_the_newest_and_the_oldest() -> None:
    assert found(ClassifiedQuestion(Kind.SUMMARY, aspects=(Aspect.NEWEST,))) == [ALL_SCHOOL]
    (oldest,) = found(ClassifiedQuestion(Kind.SUMMARY, aspects=(Aspect.OLDEST,)))
    assert oldest[0] == "Das Gericht wies die Bes"


def test_where_nothing_is_named_it_is_everything() -> None:
    assert [len(sentences) for sentences in found(ClassifiedQuestion(Kind.SUMMARY))] == [2, 3, 2]


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    folder = tmp_path_factory.mktemp("dictionary")
    (folder / "words.ding").write_text(WORDS, encoding="utf-8")
    return Dictionary.open(compiled(folder / "words.ding", folder))


ALL_COUNCIL = ["The council of Ostersand", "Residents had collected "]
ALL_TRAIN = ["Bei Hohenau ist ein Zug "]


@pytest.mark.parametrize(
    ("topic", "spoken", "expected"),
    [
        ("ferry", "en", [ALL_FERRY, ALL_COUNCIL]),
        ("Fähre", "de", [ALL_FERRY, ALL_COUNCIL]),
        ("train accident", "en", [ALL_TRAIN]),
        ("accident", "en", [ALL_TRAIN]),
        ("Zugunglücks", "de", [ALL_TRAIN]),
        ("Unglück", "de", [ALL_TRAIN]),
        ("Hanne Brodersen", "en", [["Bezahlt hat ihn die Mini"]]),
        ("2 BvR 471/25", "en", [["Im Verfahren 2 BvR 471/2"]]),
        ("ferry to Helgoland", "en", []),
        ("bus accident", "en", []),
    ],
)
def test_a_topic_in_the_other_language(
    topic: str, spoken: Language, expected: list[list[str]], dictionary: Dictionary
) -> None:
    articles = [
        *ARTICLES,
        article(TRAIN, date(2026, 3, 2)),
        article(COUNCIL, date(2026, 6, 1), "en"),
    ]
    wanted = ClassifiedQuestion(Kind.SUMMARY, topic)
    told = sentences_for(wanted, articles, spoken, over(articles, dictionary))
    found = [*told.sentences][::-1]
    assert [[p.quote(span)[:24] for p, span in sentences] for sentences in found] == expected


@pytest.mark.parametrize(
    ("topic", "in_titles"), [("Fähre", True), ("Ostersand", False), ("4. März 2026", True)]
)
def test_whether_articles_are_about_a_topic_or_only_mention_it(topic: str, in_titles: bool) -> None:
    wanted = ClassifiedQuestion(Kind.SUMMARY, topic)
    told = sentences_for(wanted, ARTICLES, "de", over(ARTICLES, Dictionary.absent()))
    assert told.in_titles == in_titles
    assert [*told.sentences]


def test_english_words_are_not_looked_for_inside_others() -> None:
    text = "Pool\nThe exchange pupils of the town went to the pool on a cold day."
    pupils = article(text, date(2026, 3, 1), "en")
    wanted = ClassifiedQuestion(Kind.SUMMARY, "change")
    told = sentences_for(wanted, [pupils], "en", over([pupils], Dictionary.absent()))
    assert [*told.sentences] == []


def test_an_article_with_the_topic_in_its_lead_is_not_hidden_by_a_title() -> None:
    later = article(
        "Neue Zahlen aus Grünau\nDie Zahl der Gegner der Fähre ist von 20 auf 40 gestiegen.\n"
        "Am Hafen wird an anderer Stelle schon wieder gebaut als geplant.\n",
        date(2026, 3, 9),
    )
    articles = [ARTICLES[0], later]
    wanted = ClassifiedQuestion(Kind.SUMMARY, "Fähre")
    told = sentences_for(wanted, articles, "de", over(articles, Dictionary.absent()))
    quotes = [[passage.quote(span) for passage, span in one] for one in told.sentences]
    assert quotes[0] == ["Die Zahl der Gegner der Fähre ist von 20 auf 40 gestiegen."]
    assert len(quotes[1]) == 2
    assert told.in_titles
