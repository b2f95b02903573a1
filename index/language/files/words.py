"""Names of fields and generated titles, words at a line's end, and words beside a time of day.

Both languages together, since they are read before the article's language is known. All but
:data:`FIELDS` are regular expressions.
"""

from collections.abc import Mapping
from typing import Final

FIELDS: Final[Mapping[str, str]] = {
    "title": "title titel headline überschrift schlagzeile",
    "date": "date datum published published_at publishdate pubdate veröffentlicht",
    "time": "time uhrzeit",
    "language": "language lang sprache",
    "outlet": "outlet source quelle publisher publication medium zeitung agency agentur site",
    "author": "author authors autor autorin autoren byline",
    "link": "link url canonical permalink",
    "embargo": "embargo sperrfrist",
}
"""Names of the fields of front matter, by what they hold."""

NUMBERED: Final = (
    r"Layout|Dokument|Document|Folie|Slide|Seite|Page|Sheet|Tabelle|Präsentation|Presentation"
    r"|Neues Dokument|New Document"
)
"""Titles that programs make, with a number behind them."""
MADE: Final = (
    r"(?:untitled|unbenannt|ohne titel)\b.*|Word[- ](?:Dokument|Document)"
    r"|(?:Microsoft )?PowerPoint[- ](?:Präsentation|Presentation)|.*\b(?:vorlage|template)"
)
"""Other titles that programs and templates make."""

BEHIND_HYPHEN: Final = r"und|oder|bzw\.|beziehungsweise|sowie|and|or"
"""Words behind a word that is completed later: "Luft- und Seestreitkräfte"."""
BEHIND_HYPHENED_NOUN: Final = r"bis|wie|als|noch|statt|to|nor|versus|vs\."
"""The same, behind a noun only."""

BEFORE_TIME: Final = r"um|at|ab"
BEHIND_TIME: Final = r"Uhr|a\.?m\b\.?|p\.?m\b\.?"
ZONES: Final[Mapping[str, int]] = {"UTC": 0, "GMT": 0, "MESZ": 2, "MEZ": 1, "CEST": 2, "CET": 1}
"""Time zones by name, in hours from UTC."""
MONTHS: Final[Mapping[str, int]] = {"sept": 9, "jän": 1, "mrz": 3}
"""Abbreviations that Unicode's Common Locale Data Repository does not have."""
