"""Recognises generated titles in file properties, such as those of programs and templates."""

import re
from typing import Final

_MADE: Final = re.compile(
    r"Microsoft (?:Word|PowerPoint|Excel) - .*|(?:untitled|unbenannt|ohne titel)\b.*"
    r"|(?:Layout|Dokument|Document|Folie|Slide|Seite|Page|Sheet|Tabelle|Präsentation|Presentation"
    r"|Neues Dokument|New Document)\s*\d*"
    r"|(?:Microsoft )?PowerPoint[- ](?:Präsentation|Presentation)"
    r"|Word[- ](?:Dokument|Document)"
    r"|.*\.(?:docx?|indd|odt|pdf|rtf|qxp|pub|pages|tex|dvi|html?|pptx?|xlsx?|p65|ai|txt)"
    r"|(?:https?|file|about):.*|[\d\W_]*|.*\b(?:vorlage|template)|scan(?:ned)?\b.*",
    re.IGNORECASE,
)


def useful(title: str) -> str | None:
    """The title, or None if it does not name an article."""
    return None if _MADE.fullmatch(title) else title


def alike(first: str, second: str) -> bool:
    """Whether two titles have the same letters and digits."""
    return re.sub(r"\W", "", first).casefold() == re.sub(r"\W", "", second).casefold()
