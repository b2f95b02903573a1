"""Converts documents and passages to flat records (id, text, plain metadata) and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from index.types import Document, Passage, Span

Value = str | int | float | bool | None

Kind = Literal["documents", "passages"]
KINDS: tuple[Kind, ...] = ("documents", "passages")


@dataclass(frozen=True, slots=True)
class Record:
    """A document or passage as the vector store holds it, without its vector."""

    id: str
    text: str
    metadata: Mapping[str, Value]


def document_record(document: Document) -> Record:
    return Record(
        document.id,
        document.text,
        {
            "source": document.source,
            "title": document.title,
            "language": document.language,
            "date": _iso(document.date),
            "time": _iso(document.time_of_day),
            "outlet": document.outlet,
            "author": document.author,
            "link": document.link,
            "embargo": _iso(document.embargo),
        },
    )


def passage_record(passage: Passage, tokens: str = "") -> Record:
    """Convert a passage.

    Args:
        passage: to be stored.
        tokens: its token vectors as text, if the store keeps them in the record.
    """
    return Record(
        passage.id,
        passage.text,
        {
            "document_id": passage.document_id,
            "source": passage.source,
            "paragraph": passage.paragraph,
            "start": passage.start,
            "end": passage.end,
            "sentences": " ".join(f"{span.start}:{span.end}" for span in passage.sentences),
            "above": passage.above,
            "is_heading": passage.is_heading,
            "page": passage.page or 0,
            **({"tokens": tokens} if tokens else {}),
        },
    )


def to_document(record: Record) -> Document:
    said = record.metadata
    return Document(
        id=record.id,
        source=str(said["source"]),
        title=str(said["title"]),
        language=str(said["language"]),
        date=date.fromisoformat(day) if (day := str(said["date"])) else None,
        text=record.text,
        outlet=str(said["outlet"]),
        author=str(said["author"]),
        link=str(said["link"]),
        time_of_day=time.fromisoformat(hour) if (hour := str(said["time"])) else None,
        embargo=datetime.fromisoformat(until) if (until := str(said["embargo"])) else None,
    )


def to_passage(record: Record) -> Passage:
    said = record.metadata
    spans = [pair.split(":") for pair in str(said["sentences"]).split()]
    return Passage(
        id=record.id,
        document_id=str(said["document_id"]),
        source=str(said["source"]),
        paragraph=int(str(said["paragraph"])),
        start=int(str(said["start"])),
        end=int(str(said["end"])),
        text=record.text,
        sentences=tuple(Span(int(start), int(end)) for start, end in spans),
        above=str(said["above"]),
        is_heading=bool(said["is_heading"]),
        page=int(str(said["page"])) or None,
    )


def _iso(moment: date | time | None) -> str:
    return moment.isoformat() if moment else ""
