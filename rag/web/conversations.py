"""The conversations of all open tabs, and the form in which a reader's browser keeps them.

The server forgets; the browser remembers. When a page is opened it hands in the record of the
conversation that it kept and gets an id for it, which works until the server needs the room.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from rag.web.cards import Documents
from rag.web.conversation import SHOWN, Conversation, Exchange

_RECORD = TypeAdapter(Conversation)


class Conversations:
    """Conversations by id. An id cannot be guessed: who has it may read and go on.

    Args:
        limit: how many are held; the one that was used longest ago goes first.
    """

    def __init__(self, limit: int = 2_000) -> None:
        self._limit = limit
        self._held: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, conversation: Conversation) -> str:
        """Take in a conversation; gives its id."""
        conversation_id = secrets.token_hex(16)
        self.put(conversation_id, conversation)
        return conversation_id

    def get(self, conversation_id: str) -> Conversation:
        """Raises KeyError for an id that is unknown (any more)."""
        with self._lock:
            self._held.move_to_end(conversation_id)
            return self._held[conversation_id]

    def put(self, conversation_id: str, conversation: Conversation) -> None:
        """Replace what is held for an id."""
        with self._lock:
            self._held[conversation_id] = conversation
            self._held.move_to_end(conversation_id)
            while len(self._held) > self._limit:
                self._held.popitem(last=False)


def to_record(conversation: Conversation) -> bytes:
    """The conversation for the browser to keep, as JSON."""
    return _RECORD.dump_json(conversation)


def from_record(record: bytes, documents: Documents) -> Conversation:
    """A conversation that the browser kept. What was running then has stopped since.

    Raises:
        ValueError: it is no record, or quotes an article of the briefing otherwise than it reads.
    """
    try:
        exchanges = _RECORD.validate_json(record).exchanges
    except ValidationError as error:
        raise ValueError("This is not the record of a conversation.") from error
    for exchange in exchanges:
        for document_id, start, end, words in _quoted(exchange):
            document = documents(document_id)
            if document and document.text[start:end] != words:
                raise ValueError(f"{document.source} does not read so: {words[:80]}")
    return Conversation(tuple(exchange.stopped() for exchange in exchanges[-SHOWN:]))


def _quoted(exchange: Exchange) -> Iterator[tuple[str, int, int, str]]:
    """Article, place and words of all that is shown as a quote."""
    for item in exchange.evidence or ():
        passage = item.passage
        yield passage.document_id, passage.start, passage.end, passage.text
    for quote in (*exchange.answer.citations, *exchange.answer.nearest) if exchange.answer else ():
        yield quote.passage_id.partition("-")[0], quote.start, quote.end, quote.quote
