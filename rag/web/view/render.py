"""Renders a conversation as markup for Gradio's components, with pure functions.

The templates contain the markup; all values pass :func:`rag.web.view.escaping.safe`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rag.answer.formatting import long_date, quoted
from rag.answer.markers import pieces
from rag.answer.quoting.marks import cut
from rag.types import Answer, Check, Language, Status
from rag.web.conversation.record import Conversation, Exchange, Progress
from rag.web.texts import text
from rag.web.view.cards import Card, Documents, citation_card, evidence_card
from rag.web.view.check import details_of
from rag.web.view.escaping import one_line, safe
from rag.web.view.folding import Paragraph, TextRun, folded

_ANSWER_TEXTS: Final = (
    "check", "copy", "again", "edit", "up", "down", "answers_it", "answers_not",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """The badge of an answer: its progress, or its status."""

    names: str
    """CSS classes."""
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading of the source panel."""

    heading: str
    cards: tuple[Card, ...] = ()
    note: str = ""


def messages(
    conversation: Conversation,
    documents: Documents,
    shown_in: Language,
    further: Sequence[str] = (),
) -> list[dict[str, str]]:
    """The messages of a conversation, for ``gr.Chatbot``.

    Args:
        conversation: the conversation.
        documents: finds an article.
        shown_in: language of the interface.
        further: suggested questions.
    """
    shown = []
    for turn, exchange in enumerate(conversation.exchanges):
        latest = exchange is conversation.last
        shown += [
            {"role": "user", "content": question(exchange)},
            {"role": "assistant", "content": answer(exchange, documents, shown_in, turn, latest)},
        ]
    if shown and further:
        offered = _fill("suggestions.html", label=text("further", shown_in), questions=further)
        shown[-1]["content"] += offered
    return shown


def question(exchange: Exchange) -> str:
    """The message with the reader's question."""
    return _fill("question.html", question=exchange.question)


def answer(
    exchange: Exchange,
    documents: Documents,
    shown_in: Language,
    turn: int = 0,
    latest: bool = True,
) -> str:
    """The message with the answer so far; ``latest`` if the source panel belongs to it."""
    done = exchange.answer
    cards = _cards(exchange, documents, shown_in)
    paragraphs, below = folded(_paragraphs(exchange, cards), done)
    return _fill(
        "answer.html",
        turn=turn,
        given=exchange.thumb,
        latest=latest,
        running=exchange.running,
        opened=latest and _is(done, Status.REFUSED),
        uncertain=_is(done, Status.UNSURE),
        language=exchange.language or "",
        shown_in=shown_in,
        paragraphs=paragraphs,
        below=below,
        state=_state(exchange, shown_in),
        as_of=_as_of(exchange, shown_in),
        cards=cards,
        trail=details_of(done, exchange.extent, documents, shown_in) if done else None,
        say={
            "cards": text(done.shown_as if done else "sources", shown_in),
            "below": text("below", shown_in, count=len(below)),
            **{key: text(key, shown_in) for key in _ANSWER_TEXTS},
        },
    )


def empty(shown_in: Language, first: Sequence[str]) -> str:
    """The placeholder for an empty conversation, with suggested questions ``first``."""
    words, label = text("empty", shown_in), text("first", shown_in)
    return _fill("empty.html", words=words, label=label, questions=first)


def sources(exchange: Exchange | None, documents: Documents, shown_in: Language) -> str:
    """The source panel for the newest exchange."""
    groups = tuple(_groups(exchange, documents, shown_in))
    return _fill("sources.html", groups=groups, resting=exchange is None)


def _groups(exchange: Exchange | None, documents: Documents, shown_in: Language) -> Iterator[Group]:
    done = exchange.answer if exchange else None
    heading = text(done.shown_as if done else "sources", shown_in)
    if exchange is None or (exchange.evidence is None and not exchange.running):
        yield Group(heading, note=text("sources_empty", shown_in))
    elif exchange.evidence is None:
        yield Group(heading, note=text("searching", shown_in))
    else:
        used = _cards(exchange, documents, shown_in)
        none = "sources_unneeded" if done and done.unsourced else "sources_none"
        yield Group(heading, used, "" if used else text(none, shown_in))
        if _is(done, Status.REFUSED):
            return
        numbers = {card.n for card in used}
        others = tuple(
            evidence_card(item, documents, shown_in)
            for item in exchange.evidence
            if item.n not in numbers
        )
        if others:
            yield Group(text("others", shown_in), others)


def _cards(exchange: Exchange, documents: Documents, shown_in: Language) -> tuple[Card, ...]:
    """The cards of a finished answer's citations; before that, of all evidence."""
    done = exchange.answer
    if done is None:
        return tuple(evidence_card(item, documents, shown_in) for item in exchange.evidence or ())
    return tuple(citation_card(quote, documents, shown_in, done.language) for quote in done.shown)


def _state(exchange: Exchange, shown_in: Language) -> State:
    done = exchange.answer
    if done:
        names = " ".join(dict.fromkeys([done.unsourced or done.status.value, done.badge]))
        return State(names, text(done.badge, shown_in), text(f"status_hint_{done.badge}", shown_in))
    match exchange.progress:
        case Progress.WAITING:
            label = text("waiting", shown_in, ahead=exchange.ahead)
        case Progress.FAILED:
            label = exchange.problem or ""
        case progress:
            label = text(progress.value, shown_in)
    return State("working" if exchange.running else exchange.progress.value, label)


def _as_of(exchange: Exchange, shown_in: Language) -> str:
    """The date of the newest article that was searched; empty if unknown."""
    newest = exchange.extent.newest if exchange.answer and exchange.extent else None
    return text("as_of", shown_in, date=long_date(newest, shown_in)) if newest else ""


def _is(done: Answer | None, status: Status) -> bool:
    return done is not None and done.status is status


def _paragraphs(exchange: Exchange, cards: Sequence[Card]) -> list[Paragraph]:
    """The paragraphs of an answer with citation numbers as links; quotes are ``verbatim``."""
    by_number = {card.n: card for card in cards}
    quotes = [(quote, card) for card in cards for quote in card.quotes]
    # The card of separately quoted sentences also has the text between them.
    quotes += [
        (claim.text, by_number[n])
        for claim in (exchange.answer.claims if exchange.answer else ())
        for n in claim.cites
        if claim.check is Check.QUOTE and n in by_number and claim.text
    ]
    by_words = {words: (card, quote) for quote, card in quotes for words in (quote, quoted(quote))}
    paragraphs = []
    for paragraph in filter(str.strip, re.split(r"\n\s*\n", exchange.text)):
        parts = tuple(_parts(paragraph, by_number))
        words = "".join(part.text for part in parts if not part.reference).strip()
        label, said, added = ("", words, "") if words in by_words else _apart(words, quotes)
        if said not in by_words:
            paragraphs.append(Paragraph(parts))
            continue
        card, quote = by_words[said]
        first, *rest = parts
        runs = [*_marked(TextRun(said), quote, card)]
        if added:
            runs.append(TextRun(f" {added}", added=True))
        space = TextRun(first.text[len(first.text.rstrip()) :])
        paragraphs.append(
            Paragraph((*runs, space, *rest), verbatim=True, language=card.language, label=label)
        )
    return paragraphs


def _apart(words: str, quotes: Sequence[tuple[str, Card]]) -> tuple[str, str, str]:
    """The label of a paragraph, its quote in quotation marks, and the addition in brackets.

    All are empty if the paragraph has no quote, or other text after it.
    """
    found = []
    for said in {quoted(quote) for quote, _ in quotes}:
        label, here, added = words.partition(said)
        opens = not label or label.endswith(" ")
        closes = not added or (added.startswith(" [") and added.endswith("]"))
        if here and opens and closes:
            found.append((label.rstrip(), said, added.strip()))
    return max(found, key=lambda one: len(one[1]), default=("", "", ""))


def _marked(run: TextRun, quote: str, card: Card) -> Iterator[TextRun]:
    """The text of a quoting paragraph, split at the boundaries of the card's marks."""
    at = -1 if run.reference else run.text.find(quote)
    within = next(
        (
            span.start + held.find(quote)
            for held, span in zip(card.quotes, card.reference.spans, strict=True)
            if quote in held
        ),
        None,
    )
    if at < 0 or within is None:
        yield run
        return
    for piece in cut(run.text, within - at, card.marks):
        yield TextRun(piece.text, marked=piece.marked)


def _parts(paragraph: str, by_number: Mapping[int, Card]) -> Iterator[TextRun]:
    """The text and citation numbers in order; a number without a card stays text."""
    found = list(pieces(paragraph))
    for piece, following in zip_longest(found, found[1:]):
        card = None if piece.n is None else by_number.get(piece.n)
        if card:
            yield TextRun(str(card.n), card.reference, " … ".join(card.quotes))
        elif following and following.n in by_number:
            yield TextRun(_bound(piece.text))
        else:
            yield TextRun(piece.text)


def _bound(words: str) -> str:
    """Text before a citation number, with a non-breaking space so that the line does not break."""
    return f"{words[:-1]}\u00a0" if words.endswith(" ") else words


def _fill(template: str, **values: object) -> str:
    return one_line(_templates().get_template(template).render(values)).strip()


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        autoescape=True,
        finalize=safe,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
