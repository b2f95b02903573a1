"""Recognises generated titles in file properties, such as those of programs and templates."""

import re
from typing import Final

from index.language.files.words import MADE, NUMBERED

_MADE: Final = re.compile(
    rf"{MADE}|(?:{NUMBERED})\s*\d*|Microsoft (?:Word|PowerPoint|Excel) - .*"
    r"|.*\.(?:docx?|indd|odt|pdf|rtf|qxp|pub|pages|tex|dvi|html?|pptx?|xlsx?|p65|ai|txt)"
    r"|(?:https?|file|about):.*|[\d\W_]*|scan(?:ned)?\b.*",
    re.IGNORECASE,
)


def useful(title: str) -> str | None:
    """The title, or None if it does not name an article."""
    return None if _MADE.fullmatch(title) else title


def alike(first: str, second: str) -> bool:
    """Whether two titles have the same letters and digits."""
    return re.sub(r"\W", "", first).casefold() == re.sub(r"\W", "", second).casefold()
