"""The newsroom sets are consistent: paragraphs exist, and each fact is where its row says."""

from collections import Counter
from pathlib import Path

import pytest

from index.reading.folder import read, scan
from rag.evaluation.facts import matches
from rag.evaluation.rows import Place, QuestionRow, read_questions

SETS = {
    "newsroom": {"articles": 13, "answerable": 140, "not": 70, "near_miss": 44},
    "newsroom2": {"articles": 14, "answerable": 112, "not": 48, "near_miss": 30},
}
HERE = Path(__file__).parent


def rows_of(name: str) -> list[QuestionRow]:
    return read_questions(HERE / name / "questions.jsonl")


def paragraphs_of(name: str) -> dict[Place, str]:
    """Every paragraph, numbered as in the index: non-empty lines, from 1."""
    return {
        Place(document.source, number): line
        for document in read(scan(HERE / name / "corpus")).documents
        for number, line in enumerate(filter(str.strip, document.text.splitlines()), start=1)
    }


@pytest.mark.parametrize("name", SETS)
def test_a_set_has_the_articles_and_questions_that_its_readme_counts(name: str) -> None:
    rows = rows_of(name)
    assert len({row.id for row in rows}) == len({row.question for row in rows}) == len(rows)
    kinds = Counter(row.kind for row in rows)
    assert {
        "articles": len({place.source for place in paragraphs_of(name)}),
        "answerable": sum(row.answerable for row in rows),
        "not": sum(not row.answerable for row in rows),
        "near_miss": kinds["near_miss"],
    } == SETS[name]


@pytest.mark.parametrize("name", SETS)
def test_facts_stand_in_gold_and_what_is_forbidden_does_not(name: str) -> None:
    paragraphs, faults = paragraphs_of(name), []
    for row in rows_of(name):
        groups = {place for group in row.groups for place in group}
        if not {*row.gold, *groups} <= paragraphs.keys() or not groups <= set(row.gold):
            faults.append((row.id, "place"))
            continue
        said = "\n".join(paragraphs[place] for place in row.gold)
        faults += [(row.id, fact) for fact in row.facts if not matches(said, fact)]
        if row.answerable:
            faults += [(row.id, wrong) for wrong in row.forbidden if matches(said, wrong)]
    assert faults == []


def test_the_sets_share_no_article_and_no_question() -> None:
    first, second = (paragraphs_of(name) for name in SETS)
    assert set(first.values()).isdisjoint(second.values())
    asked = [{row.question for row in rows_of(name)} for name in SETS]
    assert asked[0].isdisjoint(asked[1])
