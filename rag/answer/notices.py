"""Notices beside a source: embargo, withdrawal, changes, corrections, genre, other prints."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from index.dates import HERE
from rag.annotations import Correction, Genre, Print
from rag.answer.formatting import clock_time, long_date, quoted, titled
from rag.answer.texts import say
from rag.types import Citation, Language


def embargo_notice(embargo: datetime | None, language: Language) -> str:
    """Notice that an article must not be published yet; empty if there is no current embargo."""
    if embargo is None or embargo <= datetime.now(UTC):
        return ""
    local = embargo.astimezone(ZoneInfo(HERE))
    day = long_date(local.date(), language)
    return say("embargo", language, date=day, time=clock_time(local.time(), language))


def withdrawn_notice(why: str | None, language: Language) -> str:
    """Notice that an article was withdrawn, with the reason; empty if it was not."""
    return say("withdrawn", language, why=why) if why else ""


def change_notice(citation: Citation, language: Language) -> str:
    """Notice that a quoted article has changed; empty if it has not, or if it was withdrawn."""
    change = citation.changed
    if change is None or citation.withdrawn:
        return ""
    if change.words is None:
        return say("changed_gone", language)
    if change.kept:
        return say("changed_kept", language)
    return say("changed", language, quote=quoted(" ".join(change.words.split())))


def correction_notice(correction: Correction | None, language: Language) -> str:
    """Notice that another article corrects a quote, in its words; empty if none does."""
    if correction is None:
        return ""
    source = correction.outlet or titled(correction.title, language)
    if correction.date:
        source = f"{source}, {long_date(date.fromisoformat(correction.date), language)}"
    words = quoted(" ".join(correction.quote.split()))
    return say("corrected", language, source=source, quote=words)


def source_notices(
    genre: Genre | None, also: Sequence[Print], language: Language
) -> tuple[str, ...]:
    """Notices about a source: its genre, and other articles with the same text."""
    return tuple(filter(None, (_genre_notice(genre, language), _same_text(also, language))))


def _genre_notice(genre: Genre | None, language: Language) -> str:
    """The genre of an article; empty for a plain report."""
    return say(genre, language) if genre else ""


def _same_text(also: Sequence[Print], language: Language) -> str:
    """Notice that other articles have the same text; empty if there are none."""
    names = ", ".join(one.outlet or one.source for one in also)
    return say("same_text", language, sources=names) if also else ""
