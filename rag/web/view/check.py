"""The details of an answer, shown folded below it: searches, decisions and checks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from babel.numbers import format_decimal, format_percent

from rag.answer.formatting import LOCALES
from rag.costs import Costs
from rag.decisions import Considered, Decision, Outcome
from rag.types import Answer, Check, Claim, Language, Status
from rag.web.conversation.record import Extent
from rag.web.texts import TEXTS, text
from rag.web.view.article import Reference
from rag.web.view.cards import Documents

_LEAST_SHARE: Final = 0.01
"""An estimate is never shown as 0 % or 100 %."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with the result of its check."""

    check: Check
    verdict: str
    words: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage that was considered, with its scores."""

    number: int
    """The number that the reader sees; 0 if it has none."""
    title: str
    language: str
    """Language of the title, if known."""
    place: str
    reference: Reference
    figures: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """How one part of the question was decided."""

    facts: tuple[Fact, ...]
    passages: tuple[Weighed, ...]
    heading: str
    """Heading above the passages, or text instead of them; empty if there was no search."""


@dataclass(frozen=True, slots=True)
class Details:
    """All details of one answer."""

    sentences: tuple[Judged, ...]
    parts: tuple[Decided, ...]
    facts: tuple[Fact, ...]


def details_of(
    done: Answer, extent: Extent | None, documents: Documents, shown_in: Language
) -> Details:
    """The details of a finished answer."""
    return Details(
        tuple(_judged(claim, shown_in) for claim in done.claims),
        tuple(_decided(decision, done, documents, shown_in) for decision in done.decisions),
        tuple(_facts(done, extent, shown_in)),
    )


def _judged(claim: Claim, shown_in: Language) -> Judged:
    numbers = ", ".join(f"[{n}]" for n in claim.cites)
    reasons = "; ".join(_named("reason", code, shown_in) for code in claim.reasons)
    verdict = text(f"check_{claim.check}", shown_in, numbers=numbers)
    return Judged(claim.check, verdict, claim.text, reasons)


def _named(kind: str, code: str, shown_in: Language) -> str:
    """The text for a code; the code itself if it has no text, so that it is never hidden."""
    return text(f"{kind}_{code}", shown_in) if f"{kind}_{code}" in TEXTS else code


def _decided(decision: Decision, done: Answer, documents: Documents, shown_in: Language) -> Decided:
    passages = tuple(_weighed(one, done, documents, shown_in) for one in decision.passages)
    heading = ""
    if decision.outcome in list(Outcome):
        heading = text("considered" if passages else "considered_none", shown_in)
    return Decided(tuple(_of_part(decision, shown_in)), passages, heading)


def _of_part(decision: Decision, shown_in: Language) -> Iterator[Fact]:
    if decision.searched:
        yield _fact("searched", decision.searched, shown_in)
    yield _fact("outcome", _named("outcome", decision.outcome, shown_in), shown_in)
    if decision.mode is not None:
        yield _fact("mode", text(f"mode_{decision.mode}", shown_in), shown_in)
    if decision.probability is not None:
        yield _fact("chance", _chance(decision.probability, shown_in), shown_in)
    if decision.passages:
        left, right = "„“" if shown_in == "de" else "“”"
        missed = ", ".join(f"{left}{word}{right}" for word in decision.unmatched)
        yield _fact("unmatched", missed or text("unmatched_none", shown_in), shown_in)


def _weighed(one: Considered, done: Answer, documents: Documents, shown_in: Language) -> Weighed:
    reference = Reference.parse(one.passage_id)
    document = documents(reference.document_id)
    figures = {
        "chance": _chance(one.probability, shown_in),
        "late": _decimal(one.late, "0.00", shown_in),
        "dense": _decimal(one.dense, "0.00", shown_in),
        "words": _share(one.words, shown_in),
        "log_odds": _odds(one.log_odds, shown_in),
    }
    return Weighed(
        number=_number(one, done),
        title=document.title if document else one.source,
        language=document.language if document else "",
        place=text("paragraph", shown_in, number=one.paragraph),
        reference=reference,
        figures=tuple(
            Fact(text(f"weighed_{key}", shown_in), told) for key, told in figures.items()
        ),
    )


def _number(one: Considered, done: Answer) -> int:
    """The number shown; refusals number their passages separately."""
    if done.status is not Status.REFUSED:
        return one.n
    return next((cited.n for cited in done.nearest if cited.passage_id == one.passage_id), 0)


def _facts(done: Answer, extent: Extent | None, shown_in: Language) -> Iterator[Fact]:
    if extent:
        key = "articles_one" if extent.articles == 1 else "articles"
        yield _fact("extent", text(key, shown_in, count=extent.articles), shown_in)
    times = {
        "sources": _seconds(done.timings.sources_ms, shown_in),
        "first": _seconds(done.timings.first_token_ms, shown_in),
        "total": _seconds(done.timings.total_ms, shown_in),
    }
    yield _fact("times", text("times", shown_in, **times), shown_in)
    yield _fact("model", done.model or text("model_none", shown_in), shown_in)
    yield _fact("costs", _costs(done.costs, shown_in), shown_in)


def _costs(costs: Costs, shown_in: Language) -> str:
    if not costs.calls:
        return text("costs_none", shown_in)
    told = text(
        "costs_one" if costs.calls == 1 else "costs",
        shown_in,
        calls=_decimal(costs.calls, "#,##0", shown_in),
        read=_decimal(costs.tokens_in, "#,##0", shown_in),
        written=_decimal(costs.tokens_out, "#,##0", shown_in),
        time=_seconds(costs.seconds * 1000, shown_in),
    )
    return text("costs_estimated", shown_in, costs=told) if costs.estimated else told


def _fact(name: str, value: str, shown_in: Language) -> Fact:
    return Fact(text(f"fact_{name}", shown_in), value)


def _seconds(milliseconds: float, language: Language) -> str:
    """Seconds with a non-breaking space before the unit."""
    return f"{_decimal(milliseconds / 1000, '0.00', language)}\u00a0s"


def _chance(probability: float, language: Language) -> str:
    """A probability in percent."""
    if probability < _LEAST_SHARE:
        return text("chance_low", language, share=_share(_LEAST_SHARE, language))
    if probability > 1 - _LEAST_SHARE:
        return text("chance_high", language, share=_share(1 - _LEAST_SHARE, language))
    return _share(probability, language)


def _share(share: float, language: Language) -> str:
    return format_percent(share, locale=LOCALES[language])


def _odds(odds: float | None, language: Language) -> str:
    return text("not_read", language) if odds is None else _decimal(odds, "+0.0;-0.0", language)


def _decimal(value: float, pattern: str, language: Language) -> str:
    """A formatted number, with a minus sign instead of a hyphen."""
    return format_decimal(value, pattern, locale=LOCALES[language]).replace("-", "\u2212")
