"""Overviews over several reports on one event: the newest figures come first, and say so."""

import pytest

from rag.chain import Chain
from rag.types import Status, Turn
from tests.rag.conftest import ChainOver, asked

ARTICLES = {
    "first.txt": """Chlorgas im Hallenbad

Altental, 7. Mai 2026 – Bei einem Unfall mit Chlorgas im Hallenbad sind 14 Menschen verletzt worden.

Die Feuerwehr war mit rund 90 Einsatzkräften vor Ort und lobte die schnelle Räumung.
""",
    "second.txt": """Mehr Verletzte nach Unglück

Altental, 9. Mai 2026 – Die Zahl der Verletzten im Hallenbad ist von 14 auf 19 gestiegen.
""",
    "ferry.txt": """Fähre nach Neustadt fährt wieder

Neustadt, 3. März 2026 – Die Fähre nach Neustadt fährt seit Montag wieder nach altem Fahrplan.
""",
}
NEWER, OLDER = "von 14 auf 19 gestiegen", "sind 14 Menschen verletzt worden"


@pytest.fixture
def chain(chain_over: ChainOver) -> Chain:
    return chain_over(ARTICLES)


@pytest.mark.parametrize(
    ("question", "newest", "earlier"),
    [
        ("Worum geht es beim Hallenbad?", "Stand 9. Mai 2026: ", "Früher (7. Mai 2026): "),
        ("Summarise the Hallenbad article", "As of 9 May 2026: ", "Earlier (7 May 2026): "),
    ],
)
def test_a_summary_has_the_newest_figure_first(
    chain: Chain, question: str, newest: str, earlier: str
) -> None:
    text = asked(chain, question).text
    new = next(line for line in text.splitlines() if NEWER in line)
    old = next(line for line in text.splitlines() if OLDER in line)
    assert new.startswith(newest)
    assert old.startswith(earlier)
    assert text.index(NEWER) < text.index(OLDER)
    assert "Neustadt" not in text


def test_news_about_a_topic_are_the_newest_reports_that_name_it(chain: Chain) -> None:
    text = asked(chain, "Was gibt es Neues zum Hallenbad?").text
    assert text.startswith("Zu „Hallenbad“, das Neueste zuerst, vom 9. Mai 2026:")
    assert text.index(NEWER) < text.index(OLDER)


def test_news_about_a_topic_since_a_day(chain: Chain) -> None:
    since = asked(chain, "Was ist seit dem 8. Mai 2026 zum Hallenbad passiert?").text
    assert since.startswith("Zu „Hallenbad“ seit dem 8. Mai 2026")
    assert OLDER not in since
    later = asked(chain, "whats new on Hallenbad since 1 June 2026").text
    assert later.startswith("Nothing on “Hallenbad” has appeared since 1 June 2026.")
    assert "9 May 2026" in later


def test_news_about_what_nobody_mentions_are_searched_for(chain: Chain) -> None:
    assert asked(chain, "Was gibt es Neues zum Flughafen?").status is not Status.ANSWERED
    assert asked(chain, "Was gibt es Neues zum Flughafen?").decisions[0].outcome != "news"


def test_a_follow_up_summarises_something_else(chain: Chain) -> None:
    first = "Worum geht es beim Hallenbad?"
    before = Turn(first, asked(chain, first).text)
    told = asked(chain, "Und bei der Fähre?", before)
    assert [decision.outcome for decision in told.decisions] == ["summary"]
    assert {citation.source for citation in told.citations} == {"ferry.txt"}
