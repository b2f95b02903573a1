"""What is added behind a quote in brackets: "[am Freitag: 10. April 2026; das Gericht: …]"."""

from datetime import date

from rag.answer.formatting import long_date, quoted
from rag.types import Citation, Language


def addition(citation: Citation, language: Language) -> str:
    """The resolved relative dates and nouns of a quote, in brackets; empty without any.

    Words in another language than the answer's are set in quotation marks.

    Args:
        citation: with what its article resolves.
        language: of the answer.
    """
    found = [
        *((one.start, one.end, long_date(date.fromisoformat(one.date), language))
          for one in citation.dates),
        *((one.start, one.end, one.name) for one in citation.referents),
    ]  # fmt: skip
    said: dict[tuple[str, str], str] = {}
    for start, end, meaning in sorted(found):
        words = citation.quote[start - citation.start : end - citation.start]
        name = quoted(words) if citation.sentences else words
        said.setdefault((words.lower(), meaning), f"{name}: {meaning}")
    return f"[{'; '.join(said.values())}]" if said else ""
