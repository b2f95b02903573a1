"""The conversations of all open tabs, and their records in the readers' browsers.

The server only caches conversations; the browser stores them. A page that is opened sends its
stored record and gets an ID, which is valid until the server needs the memory.
"""

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sized
from dataclasses import replace
from datetime import date
from typing import Final

from pydantic import TypeAdapter, ValidationError

from rag.answer.quoting.changed import FindChange, with_changes
from rag.answer.quoting.corrected import FindCorrection, with_corrections
from rag.answer.quoting.withdrawn import FindWithdrawal, with_withdrawals
from rag.types import Answer, Evidence
from rag.web.conversation.record import SHOWN, Conversation, Exchange
from rag.web.view.article import Reference
from rag.web.view.cards import Documents

_RECORD = TypeAdapter(Conversation)
_DOCUMENT_ID: Final = re.compile(r"[0-9a-f]{16}")
MAX_BYTES: Final = 64_000_000
"""Total size of all records: some 5,000 answers of typically 12 kB."""
MAX_FIGURE: Final = 1e9
"""Maximum of times and scores; eleven days in milliseconds."""
MAX_PARTS: Final = 500
"""Maximum number of passages, quotes and sentences of one exchange; a guess, far above any
answer's."""


class Conversations:
    """Conversations by ID. IDs cannot be guessed; whoever has one may read and continue.

    They are stored as serialised records, so that their size is known exactly.

    Args:
        max_bytes: maximum total size; the least recently used are removed first.
        withdrawal: finds the withdrawal of an article.
        change: finds the change of a quote.
        correction: finds the correction of an article's words by another article.
    """

    def __init__(
        self,
        max_bytes: int = MAX_BYTES,
        withdrawal: FindWithdrawal = lambda _: None,
        change: FindChange = lambda _: None,
        correction: FindCorrection = lambda _, __: None,
    ) -> None:
        self._max_bytes = max_bytes
        self._withdrawal = withdrawal
        self._change = change
        self._correction = correction
        self._bytes = 0
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, conversation: Conversation) -> str:
        """Add a conversation; returns its ID."""
        conversation_id = secrets.token_hex(16)
        self.put(conversation_id, conversation)
        return conversation_id

    def get(self, conversation_id: str) -> Conversation:
        """The conversation, with citations of withdrawn, changed or corrected articles marked.

        Raises:
            KeyError: the ID is unknown or no longer valid.
        """
        held = _RECORD.validate_json(self.record(conversation_id))
        return Conversation(tuple(self._as_of_now(exchange) for exchange in held.exchanges))

    def _as_of_now(self, exchange: Exchange) -> Exchange:
        """Remove evidence from withdrawn articles, and mark the answer's citations."""
        evidence, answer = exchange.evidence, exchange.answer
        if evidence:
            evidence = tuple(
                item for item in evidence if not self._withdrawal(item.passage.document_id)
            )
        if answer:
            answer = with_changes(with_withdrawals(answer, self._withdrawal), self._change)
            answer = with_corrections(answer, self._correction)
        return replace(exchange, evidence=evidence, answer=answer)

    def record(self, conversation_id: str) -> bytes:
        """The record of a conversation, for the browser to store.

        Raises:
            KeyError: the ID is unknown or no longer valid.
        """
        with self._lock:
            self._held.move_to_end(conversation_id)
            return self._held[conversation_id]

    def put(self, conversation_id: str, conversation: Conversation) -> None:
        """Store a conversation under an ID."""
        record = to_record(conversation)
        with self._lock:
            self._bytes += len(record) - len(self._held.pop(conversation_id, b""))
            self._held[conversation_id] = record
            while self._bytes > self._max_bytes:
                _, gone = self._held.popitem(last=False)
                self._bytes -= len(gone)


def to_record(conversation: Conversation) -> bytes:
    """The record of a conversation, as JSON."""
    return _RECORD.dump_json(conversation)


def from_record(record: bytes, documents: Documents) -> Conversation:
    """A conversation from the browser's record; running turns are marked as stopped.

    Raises:
        ValueError: the record is invalid or too large, or a quote differs from its article.
    """
    try:
        exchanges = _RECORD.validate_json(record).exchanges
    except ValidationError as error:
        raise ValueError("This is not the record of a conversation.") from error
    for exchange in exchanges:
        if _parts(exchange) > MAX_PARTS:
            raise ValueError(f"No answer has more than {MAX_PARTS} parts.")
        if not all(map(_is_within, exchange.evidence or ())):
            raise ValueError("A sentence is not in its passage.")
        if exchange.answer and not _can_be_told(exchange.answer):
            raise ValueError("A number is too large, or the ID of a passage or a date is invalid.")
        for document_id, start, end, words in _quoted(exchange):
            if not _DOCUMENT_ID.fullmatch(document_id):
                raise ValueError(f"{document_id!r:.80} is not the ID of an article.")
            document = documents(document_id)
            if document and document.text[start:end] != words:
                raise ValueError(f"{document.source} does not have this quote: {words[:80]}")
            if not 0 <= start < end or end - start != len(words):
                raise ValueError("The offsets of a quote do not match its length.")
    return Conversation(tuple(exchange.stopped() for exchange in exchanges[-SHOWN:]))


def _parts(exchange: Exchange) -> int:
    """Number of parts that are rendered; limited because a record could make a page of any size."""
    answer = exchange.answer
    lists: list[Sized] = [exchange.evidence or ()]
    if answer:
        lists += [answer.citations, answer.nearest, answer.claims, answer.missing]
        lists += [(decision, *decision.passages) for decision in answer.decisions]
        lists += [decision.unmatched for decision in answer.decisions]
        for one in (*answer.citations, *answer.nearest):
            lists += [one.sentences, one.marks, one.dates, one.referents, one.also]
    return sum(map(len, lists))


def _is_within(evidence: Evidence) -> bool:
    passage = evidence.passage
    return all(passage.start <= s.start and s.end <= passage.end for s in evidence.spans)


def _can_be_told(answer: Answer) -> bool:
    """Whether the page can show an answer: its numbers are limited, and its IDs and dates valid."""
    times = answer.timings
    figures = [times.sources_ms, times.first_token_ms, times.total_ms]
    costs = answer.costs
    figures += [costs.calls, costs.tokens_in, costs.tokens_out, costs.seconds]
    figures += [decision.probability or 0.0 for decision in answer.decisions]
    for one in (passage for decision in answer.decisions for passage in decision.passages):
        figures += [one.late, one.dense, one.words, one.log_odds or 0.0, one.probability]
        try:
            Reference.parse(one.passage_id)
        except ValueError:
            return False
    days = [day.date for one in (*answer.citations, *answer.nearest) for day in one.dates]
    return all(abs(figure) <= MAX_FIGURE for figure in figures) and all(map(_is_date, days))


def _is_date(text: str) -> bool:
    """Whether a text is an ISO 8601 date."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _quoted(exchange: Exchange) -> Iterator[tuple[str, int, int, str]]:
    """Article ID, offsets and text of everything that is shown as a quote."""
    for item in exchange.evidence or ():
        passage = item.passage
        yield passage.document_id, passage.start, passage.end, passage.text
    for quote in (*exchange.answer.citations, *exchange.answer.nearest) if exchange.answer else ():
        yield quote.document_id, quote.start, quote.end, quote.quote
