"""What is quoted, put in order: the newest report first, contradicting sources side by side."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from index.types import Span
from rag.answer.quotes import Support
from rag.answer.texts import moment, say, titled
from rag.evidence.retrieval import Retriever
from rag.evidence.versions import Role, Statement, Version, arranged
from rag.types import Evidence, Language


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The quotes in their order, with what is said before each."""

    quotes: tuple[Support, ...]
    settled: bool = True
    """Whether the best sentence is neither outdated nor contradicted, and may be retold."""


def arrange(
    chosen: Sequence[Support],
    others: Sequence[Support],
    evidence: Sequence[Evidence],
    retriever: Retriever,
    language: Language,
) -> Arrangement:
    """Put beside the sentences to quote what gives another value for the same thing.

    Args:
        chosen: of one passage.
        others: sentences of other passages that are to be quoted anyway.
        evidence: all that was found; its labels are the answer's.
        retriever: tells the articles' origins.
        language: of the answer.
    """
    passage = chosen[0].evidence.passage
    shown = [one for one in retriever.statements_of(passage) if _is_quoted(one, chosen)]
    chosen = [replace(one, span=_whole(one.span, shown)) for one in chosen]
    found = {item.passage.id: item for item in evidence}
    pool = [
        statement
        for item in evidence
        if item.passage.id != passage.id
        for statement in retriever.statements_of(item.passage)
    ]
    versions = arranged(shown, pool, retriever.alike)
    if not versions:
        return Arrangement((*chosen, *others))
    kept = _few(versions, {one.evidence.passage.id for one in (*chosen, *others)})
    quotes: list[Support] = []
    for place, version in enumerate(kept):
        label = _label(version, language)
        if version.role is Role.BESIDE and not place:
            label = f"{say('sources_differ', language)} {label}"
        item = found[version.first.passage.id]
        foreign = retriever.language_of(item.passage) != language
        said = [Support(item, one.span, 0.0, foreign) for one in version.statements]
        if item.passage.id == passage.id:
            said = [*chosen]
        said += [one for one in others if one.of_same_passage(said[0]) and not _covers(said, one)]
        quotes += [replace(support, label=label) for support in said]
    ours = {support.evidence.n for support in quotes}
    rest = [support for support in others if support.evidence.n not in ours]
    best = [one for one in shown if _is_quoted(one, chosen[:1])]
    rivals = arranged(best, pool, retriever.alike)
    settled = not rivals or (rivals[0].role is Role.NEWEST and rivals[0].statements == tuple(best))
    return Arrangement((*quotes, *rest), settled)


def _few(versions: Sequence[Version], wanted: Collection[str]) -> list[Version]:
    """Of the older versions that are not quoted anyway, only the last one."""
    kept: list[Version] = []
    for version in versions:
        others = [v for v in kept if v.role is Role.EARLIER]
        is_wanted = version.first.passage.id in wanted
        if version.role is not Role.EARLIER or is_wanted or not others:
            kept.append(version)
    return kept


def _is_quoted(statement: Statement, chosen: Sequence[Support]) -> bool:
    return any(
        statement.span.start <= support.span.start < statement.span.end for support in chosen
    )


def _whole(span: Span, statements: Sequence[Statement]) -> Span:
    """The statement that a sentence belongs to: half a correction misleads."""
    return next((s.span for s in statements if s.span.start <= span.start < s.span.end), span)


def _covers(said: Sequence[Support], other: Support) -> bool:
    return any(s.span.start <= other.span.start and other.span.end <= s.span.end for s in said)


def _label(version: Version, language: Language) -> str:
    origin, clock = version.first.origin, version.first.clock
    source = origin.outlet or titled(origin.title, language)
    if origin.day is None:
        return say(f"{version.role}_undated", language, source=source)
    day = moment(origin.day, clock, language)
    return say(version.role, language, source=source, moment=day)
