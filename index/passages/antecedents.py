"""Resolves a passage's first pronoun: whose predecessor is "Ihr Vorgänger wechselt nach Bern"?

Search and language model get the last name mentioned before it. That is a guess and never shown:
readers see the source's words only. Of 292 newsroom questions one more has the right passage first
with it, and one more among the first three (2026-11-26).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from index.language.lexicon import Language
from index.language.name_forms import NAME
from index.language.statements.by_language import STATEMENTS
from index.language.words import is_written_small
from index.types import Document, Passage

_CAPITALS: Final = re.compile(rf"{NAME}(?: (?:(?:von|van|de|al|bin) )?{NAME})+")
_WORD: Final = re.compile(r"\w+")


def with_antecedents(
    passages: Sequence[Passage], documents: Iterable[Document]
) -> tuple[Passage, ...]:
    """Add the antecedent of each passage's first pronoun to its ``above``.

    Loads a word list of some 100 MB, so it must not run in the workers that read files.

    Args:
        passages: of the documents, in reading order, with their headings.
        documents: in any order.
    """
    languages: dict[str, Language] = {d.id: "de" if d.language == "de" else "en" for d in documents}
    found: list[Passage] = []
    for document_id, group in groupby(passages, key=lambda passage: passage.document_id):
        own = list(group)
        for passage, name in zip(own, _antecedents(own, languages[document_id]), strict=True):
            above = f"{passage.above}\n{name}".strip()
            found.append(replace(passage, above=above) if name else passage)
    return tuple(found)


def _antecedents(passages: Sequence[Passage], language: Language) -> list[str]:
    """The antecedent of each passage's first pronoun; empty if a name precedes the pronoun.

    Args:
        passages: in reading order; headings neither provide nor receive a name.
        language: of the article.
    """
    persons = STATEMENTS[language].persons
    named, found = "", []
    for passage in passages:
        names = [] if passage.is_heading else list(_names(passage.text, language))
        first = passage.text[: passage.sentences[0].end - passage.start]
        pronoun = next((m for m in _WORD.finditer(first) if m.group().lower() in persons), None)
        lacks = pronoun and not any(place < pronoun.start() for place, _ in names)
        found.append(named if lacks and not passage.is_heading else "")
        if names:
            _, named = names[-1]
    return found


def _names(text: str, language: Language) -> Iterator[tuple[int, str]]:
    """Names of two or more parts, each with its offset."""
    for run in _CAPITALS.finditer(text):
        parts = run.group().split()
        # "Die Trainerin Anna Keller": words that are lower case within a sentence are not names.
        while parts and is_written_small(parts[0], language):
            parts.pop(0)
        if len(parts) > 1:
            yield run.end() - len(" ".join(parts)), " ".join(parts)
