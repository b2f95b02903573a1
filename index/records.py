"""Our types as flat records (id, text, metadata of plain values) and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.types import Document, Passage, Span

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Record:
    """What the vector store keeps of one thing."""

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
            "date": document.date.isoformat() if document.date else "",
        },
    )


def passage_record(passage: Passage) -> Record:
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
        },
    )


def sentence_records(passage: Passage) -> list[Record]:
    """One record for each sentence, its id made of the passage's id and its number from 0."""
    return [
        Record(f"{passage.id}/{number}", passage.quote(span), {"source": passage.source})
        for number, span in enumerate(passage.sentences)
    ]


def sentence_key(record_id: str) -> tuple[str, int]:
    """Passage id and sentence number of a sentence record's id."""
    passage_id, _, number = record_id.rpartition("/")
    return passage_id, int(number)


def to_document(record: Record) -> Document:
    said = record.metadata
    day = str(said["date"])
    return Document(
        id=record.id,
        source=str(said["source"]),
        title=str(said["title"]),
        language=str(said["language"]),
        date=date.fromisoformat(day) if day else None,
        text=record.text,
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
    )
