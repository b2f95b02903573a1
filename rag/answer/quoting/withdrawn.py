"""Citations of articles that were withdrawn after they were quoted."""

from collections.abc import Callable
from dataclasses import replace

from index.withdrawals import Withdrawal
from rag.types import Answer, Citation

FindWithdrawal = Callable[[str], Withdrawal | None]
"""Finds the withdrawal of an article by its ID; None if it is not withdrawn."""


def with_withdrawals(answer: Answer, find: FindWithdrawal) -> Answer:
    """Update the citations of an answer with the withdrawals of their articles."""

    def marked(citation: Citation) -> Citation:
        withdrawal = find(citation.document_id)
        return replace(citation, withdrawn=withdrawal.why if withdrawal else None)

    return replace(
        answer,
        citations=tuple(map(marked, answer.citations)),
        nearest=tuple(map(marked, answer.nearest)),
    )
