"""Which versions of a sentence are quoted beside it."""

from dataclasses import replace
from datetime import date

import pytest

from rag.answer.quoting.arrangement import Arranger
from rag.answer.quoting.quotes import Support
from rag.evidence.search import SubQuestion, find
from rag.types import QuestionPart
from tests.rag.memory import article, retriever_of

HEAD = "Brand in Papierfabrik Altental"
COUNTS = {2: "zwei", 3: "drei", 4: "vier"}
TEXT = "Bei dem Brand in der Papierfabrik Altental wurden {} Menschen verletzt."
ASKED = "Wie viele Menschen wurden bei dem Brand in der Papierfabrik Altental verletzt?"
RETRIEVER = retriever_of(
    *(
        replace(
            article(f"{day}.txt", f"{HEAD}\n\n{TEXT.format(count)}", title=HEAD),
            date=date(2026, 3, day),
        )
        for day, count in COUNTS.items()
    )
)
PART: SubQuestion = find(RETRIEVER, QuestionPart.alone(ASKED), "de", ())


def quote_of(day: int) -> Support:
    item = next(item for item in PART.evidence if item.passage.source == f"{day}.txt")
    return Support(item, item.passage.sentences[0], 0.9)


@pytest.mark.parametrize(
    ("read", "others", "earlier", "expected"),
    [
        # The newest, and of all that it replaces only the last.
        (4, [], True, [(4, "Stand"), (3, "Früher")]),
        (3, [], True, [(4, "Stand"), (3, "Früher")]),
        (2, [], True, [(4, "Stand"), (3, "Früher"), (2, "Früher")]),
        # What is quoted anyway stays.
        (4, [2], True, [(4, "Stand"), (3, "Früher"), (2, "Früher")]),
        # Nothing outdated is added.
        (4, [], False, [(4, "")]),
        (3, [], False, [(4, "Stand"), (3, "Früher")]),
    ],
)
def test_versions(
    read: int, others: list[int], *, earlier: bool, expected: list[tuple[int, str]]
) -> None:
    arranged = Arranger(PART, RETRIEVER, "de").arrange(
        [quote_of(read)], [quote_of(day) for day in others], earlier=earlier
    )
    said = [
        (int(one.evidence.passage.source[0]), one.label.partition(" ")[0])
        for one in arranged.quotes
    ]
    assert said == expected
    assert arranged.settled is (read == 4)
