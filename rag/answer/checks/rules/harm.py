"""Rule against deaths, arrests, charges and convictions that the evidence does not mention."""

from collections.abc import Iterator
from typing import Final

from index.language.bilingual.stakes import stakes
from rag.answer.checks.case import Case
from rag.answer.checks.rules.facts import Finding

_GRAVE: Final = ("dead", "arrested", "charged", "guilty")
"""Of all concepts, those whose words a true claim has and its evidence lacks twice in some 3,500
claims (27 November 2026); for others it is more often."""


def harm(case: Case) -> Iterator[Finding]:
    """A word for such harm, where the evidence has none that may stand for it (``support``)."""
    for name in _GRAVE:
        certain = stakes(case.language)[name].certain
        if certain is None or not (said := certain.search(case.claim)):
            continue
        texts = zip(case.evidence, case.languages, strict=True)
        if not any(stakes(language)[name].possible.search(text) for text, language in texts):
            yield "support", said.group()
