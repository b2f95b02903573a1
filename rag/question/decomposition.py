"""A question that asks several things, taken apart: each part is searched, decided and answered.

"Wer hat das Treffen einberufen und wie viel kostet es?" can be answered in its first part only; the
reader has to be told so.
"""

import re

from rag.question.followup import leans
from rag.words import content_stems

MOST = 3
_ASKING = (
    r"wer|wen|wem|wessen|was|wann|wo|wohin|woher|warum|wieso|weshalb|wie|welche[rsmn]?|wof[üu]r|"
    r"who|whom|whose|what|when|where|why|how|which"
)
# Everything there is, or both sides of something: one passage may not hold it.
_SEVERAL = re.compile(
    r"\b(wer alles|was alles|wo überall|nenne?|zähl\w*|auflist\w*|liste|vergleich\w*|"
    r"unterschied\w*|gemeinsam\w*|dafür (?:und|oder) wer|für und (?:wer )?gegen|"
    r"list|name all|compare\w*|comparison|differ|differs|difference\w*|in common|"
    r"(?:for|in favou?r) and (?:who )?against)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(rf",?\s+(?:und|sowie|and)\s+(?=(?:{_ASKING})\b)", re.IGNORECASE)
_OPENING = re.compile(rf"(?:{_ASKING})\b\s*", re.IGNORECASE)


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that a question joins by "und" or "and", each to be understood alone.

    A part that leans on the one before ("und wann fand es statt?") is joined to it; a bare
    question word ("Wann und wo trafen sie sich?") takes what follows the next one. One that
    cannot be taken apart comes back whole.
    """
    if "?" in question.rstrip("? "):
        return (question,)  # a follow-up with what it leans on
    pieces = [piece.strip(" ,?") for piece in _JOINT.split(question)]
    if not 1 < len(pieces) <= MOST or not all(_OPENING.match(piece) for piece in pieces):
        return (question,)
    shared = _OPENING.sub("", pieces[-1], count=1)
    parts: list[str] = []
    for n, piece in enumerate(pieces, start=1):
        bare = not content_stems(piece) and n < len(pieces)
        part = f"{piece} {shared}" if bare else piece
        before = f"{parts[0]} " if parts and leans(part) else ""
        parts.append(f"{before}{part[0].upper()}{part[1:]}?")
    return tuple(parts)


def asks_for_several(question: str) -> bool:
    """Whether a question asks for several things that may stand in several passages."""
    return bool(_SEVERAL.search(question))
