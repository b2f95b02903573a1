"""The check behind an answer, for the fold below it: what was searched, shown and left out."""

from collections.abc import Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal, format_percent

from rag.texts import LOCALES
from rag.types import Answer, Check, Claim, Language
from rag.web.conversation import Extent
from rag.web.texts import TEXTS, text


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the check: what it is, and what it was."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and what became of it."""

    check: Check
    verdict: str
    words: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """All that the fold holds."""

    sentences: tuple[Judged, ...]
    facts: tuple[Fact, ...]


def trail(done: Answer, extent: Extent | None, shown_in: Language) -> Trail:
    """The check of a finished answer."""
    return Trail(
        tuple(_judged(claim, shown_in) for claim in done.claims),
        tuple(_facts(done, extent, shown_in)),
    )


def _judged(claim: Claim, shown_in: Language) -> Judged:
    numbers = ", ".join(f"[{n}]" for n in claim.cites)
    reasons = "; ".join(_reason(code, shown_in) for code in claim.reasons)
    verdict = text(f"check_{claim.check}", shown_in, numbers=numbers)
    return Judged(claim.check, verdict, claim.text, reasons)


def _reason(code: str, shown_in: Language) -> str:
    """A check that has no words here is named by its code, so that it is never hidden."""
    return text(f"reason_{code}", shown_in) if f"reason_{code}" in TEXTS else code


def _facts(done: Answer, extent: Extent | None, shown_in: Language) -> Iterator[Fact]:
    def fact(name: str, value: str) -> Fact:
        return Fact(text(f"fact_{name}", shown_in), value)

    searched = done.trace.get("searched")
    if searched:
        yield fact("searched", str(searched))
    if extent:
        key = "articles_one" if extent.articles == 1 else "articles"
        yield fact("extent", text(key, shown_in, count=extent.articles))
    chance = done.trace.get("probability")
    if isinstance(chance, float):
        share = format_percent(chance, locale=LOCALES[shown_in])
        yield fact("chance", share)
    yield fact(
        "times",
        text(
            "times",
            shown_in,
            sources=_seconds(done.timings.sources_ms, shown_in),
            first=_seconds(done.timings.first_token_ms, shown_in),
            total=_seconds(done.timings.total_ms, shown_in),
        ),
    )
    model = done.trace.get("model")
    yield fact("model", str(model) if model else text("model_none", shown_in))


def _seconds(milliseconds: float, language: Language) -> str:
    """With a non-breaking space before the unit."""
    return f"{format_decimal(milliseconds / 1000, '0.00', locale=LOCALES[language])}\u00a0s"
