"""Patterns of datelines, bylines and embargo lines in articles, for both languages together.

An article's language is not known before these lines are read.
"""

import re
from typing import Final

from index.language.name_forms import CAPITAL

_NAME: Final = rf"{CAPITAL}[\w.'’-]*"
PLACE: Final = (
    rf"(?:{_NAME})(?:(?:\s|/|\s/\s|,\s)(?:{_NAME}|\({_NAME}\)|am|an|der|im|in|bei|ob|vor|und|a\.|d\.))"
    r"{0,5}"
)
_AGENCIES: Final = (
    "AFP|AP|APA|KNA|SID|AFX|ANSA|TASS|PA|EFE|ANP|ATS|SDA|PTI|UPI|Reuters|REUTERS|RTR|Xinhua|"
    "Bloomberg|BLOOMBERG|Interfax|Ukrinform|CNN|BBC"
)
NO_AGENCY: Final = frozenset({"red", "eb", "sic", "ca", "geb", "verh", "parteilos"})
"""Abbreviations in brackets after a name that are not agencies, such as editors' signs."""
_CODE: Final = rf"(?:[a-z]{{2,5}}|{_AGENCIES})(?:[/-](?:[a-z]{{2,5}}|{_AGENCIES}|[a-z]{{2,3}}))*"
_DASH: Final = r"\s*(?:[-–—―]{1,2}|\.)\s"
AGENCY: Final = re.compile(
    rf"(?P<place>{PLACE})(?:,?\s[^()\n]{{3,40}}?)?[\s,]*[(\[](?P<code>{_CODE})[)\]]{_DASH}"
)
DATED: Final = re.compile(
    rf"{PLACE}\s?,\s(?:den\s)?(?P<date>[^()\n]{{6,40}}?)"
    # Behind a date, any capitals are an agency's.
    rf"(?:\s?[(\[](?P<code>{_CODE}|[A-Z]{{2,6}})[)\]])?(?:{_DASH}|:\s|$)",
    re.MULTILINE,
)
SIGNED: Final = re.compile(
    rf"[.!?“\"»]\s*[(\[]?(?P<code>(?:dpa|afp|rtr|epd)(?:[/-]{_CODE})?)[)\]]?$"
)
BYLINE: Final = re.compile(
    rf"(?:Von|VON|By|BY|Text:|Autor(?:in)?:)\s(?P<names>{_NAME}(?:(?:\s|,\s)(?:{_NAME}|und|and|"
    r"von|van|de|der))+?)"
    rf"(?:\s?[,/|(]\s?(?P<code>{_CODE}|{_NAME}(?:\s{_NAME}){{0,3}})\)?)?"
)
EMBARGO: Final = re.compile(
    r"\W*(?:sperrfrist|sperrvermerk|embargo(?:ed)?\b|frei (?:ab|für)\b|not for publication before)",
    re.IGNORECASE,
)
