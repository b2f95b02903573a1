"""Of whom a passage speaks that names nobody: "Ihr Vorgänger wechselt nach Bern", but whose?

The name that was given last stands for the pronoun in search and reading. It is a guess, so it is
never shown: what readers see is the source's words. Of 292 newsroom questions one more has the
right passage first with it, and one more among the first three (2026-11-26).
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
    """The passages, with the name that a first pronoun stands for among what stands above them.

    Loads a word list of some 100 MB, so it is not for the processes that read files.

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
    """For each passage the name that its first pronoun stands for; empty if a name comes first.

    Args:
        passages: in reading order; headings give and take no name.
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
    """Names of two parts and more, with where each begins."""
    for run in _CAPITALS.finditer(text):
        parts = run.group().split()
        # "Die Trainerin Anna Keller": what a sentence writes small is no part of the name.
        while parts and is_written_small(parts[0], language):
            parts.pop(0)
        if len(parts) > 1:
            yield run.end() - len(" ".join(parts)), " ".join(parts)
