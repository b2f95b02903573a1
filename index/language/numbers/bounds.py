"""Words before a number that make it the least, the most or a rounded one, in either language."""

import re
from re import Pattern
from typing import Final

_END: Final = r"(?:\s(?:to|a|an|the|about|etwa|rund|an))?\s[€$£]?\s?$"


def _before(words: str) -> Pattern[str]:
    return re.compile(rf"\b(?:{words}){_END}", re.IGNORECASE)


AT_LEAST: Final = _before(
    r"mindestens|wenigstens|zumindest|(?:nicht|kein\w*|nie) weniger als|nicht unter|"
    r"(?<!nicht )(?<!no )(?<!not )(?:mehr als|more than)|ab|at least|"
    r"(?:no|not) (?:less|fewer) than|"
    r"a minimum of|minimum|über|over|upwards of|gut|a good|just above|a little above"
)
AT_MOST: Final = _before(
    r"höchstens|maximal|allenfalls|bis zu|bis|nicht (?:mehr|über) als|nicht über|up|at most|"
    r"(?:no|not) more than|a maximum of|maximum|(?<!nicht )(?<!no )(?<!not )"
    r"(?:weniger als|less than|fewer than)|knapp|fast|nahezu|beinahe|annähernd|unter|under|"
    r"almost|nearly|just below|a little below|just short of|not over"
)
ABOUT: Final = _before(
    r"rund|etwa|ungefähr|circa|ca\.|zirka|schätzungsweise|um die|an die|gegen|about|around|roughly|"
    r"approximately|some|close to"
)
