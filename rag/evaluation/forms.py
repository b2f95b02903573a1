"""Converts the formats of question sets to the fields of ``QuestionRow``.

========== ============================== ============================ =========================
format     place of the answer            facts                        not answerable
========== ============================== ============================ =========================
own        ``file``, ``paragraphs`` from  ``answers``: lists of        both empty
           1                              alternatives, in words
XQuAD      ``file``, ``paragraph`` from 0 ``answers``: one list of     both empty
                                          alternatives
newsroom   ``gold``: pairs of file and    ``facts``: regular           both empty, ``answerable``
           paragraph from 0; ``groups``   expressions                  false
========== ============================== ============================ =========================
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def in_one_form(row: Any) -> dict[str, Any]:
    """Convert a row of any format to the fields of ``QuestionRow``, with paragraphs from 1.

    Raises:
        ValueError: the format is unknown, or ``answerable`` contradicts the facts.
        TypeError: a field has the wrong type.
    """
    if not isinstance(row, Mapping):
        raise TypeError("it is not an object")
    fields = dict(row)
    if "gold" in fields or "facts" in fields:
        return _of_newsroom(fields)
    if "file" not in fields:
        raise ValueError("it names neither file nor gold")
    numbers = fields.pop("paragraphs", None)
    if numbers is None:
        numbers = [fields.pop("paragraph") + 1] if "paragraph" in fields else []
    fields["gold"] = [(fields["file"], number) for number in numbers]
    answers = fields.get("answers")
    if isinstance(answers, list) and answers and isinstance(answers[0], str):
        fields["answers"] = [answers]
    return fields


def _of_newsroom(fields: dict[str, Any]) -> dict[str, Any]:
    said = bool(fields.get("facts"))
    if fields.pop("answerable", said) != said:
        raise ValueError("answerable rows have facts, others have none")
    fields["gold"] = _from_one(fields.get("gold", ()))
    fields["groups"] = [_from_one(group) for group in fields.get("groups", ())]
    return fields


def _from_one(places: Iterable[Sequence[Any]]) -> list[tuple[Any, int]]:
    return [(file, paragraph + 1) for file, paragraph in places]
