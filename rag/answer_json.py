"""An answer in the project's JSON contract."""

from dataclasses import asdict
from typing import Any

from rag.types import Answer, Decision, Status


def to_json(answer: Answer) -> dict[str, Any]:
    """The contract's fields, in its order, ready for ``json.dumps``."""
    return {
        "id": answer.id,
        "question": answer.question,
        "language": answer.language,
        "answer": answer.text,
        "status": answer.status.value,
        "refused": answer.status is Status.REFUSED,
        "citations": [asdict(citation) for citation in answer.citations],
        "nearest": [asdict(citation) for citation in answer.nearest],
        "timings": asdict(answer.timings),
        "missing": list(answer.missing),
        "model": answer.model,
        "decisions": [_decision(decision) for decision in answer.decisions],
    }


def _decision(decision: Decision) -> dict[str, Any]:
    passages = [asdict(passage) for passage in decision.passages]
    return asdict(decision) | {"passages": passages, "unmatched": list(decision.unmatched)}
