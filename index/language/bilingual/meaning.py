"""Markers that a translation must preserve: negation, attribution, hearsay, quotation marks.

Each language has its own patterns, matched only against text of that language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from typing import Final

from index.language.cues import SPEAKING
from index.language.lexicon import Language, words


@dataclass(frozen=True, slots=True)
class Meaning:
    """The markers of one language."""

    negation: Pattern[str]
    """Words that negate."""
    negative: Pattern[str]
    """Words with a negative meaning: "unmöglich", "unable", "refuse"."""
    told: Pattern[str]
    """Words that certainly attribute a statement to somebody."""
    saying: Pattern[str]
    """The same plus all that may stand for them in a translation."""
    hearsay: Pattern[str]
    """Words that certainly mark hearsay: "sei", "soll … haben", "allegedly"."""
    reserve: Pattern[str]
    """The same plus all that may stand for them in a translation."""
    quoted: Pattern[str]
    """Text in quotation marks; the group ``words`` is without the marks."""


_QUOTED: Final = re.compile(
    r"„(?P<a>[^“”\"]+)[“”\"]|“(?P<b>[^”“]+)[”“]|»(?P<c>[^«]+)«|«(?P<d>[^»]+)»|\"(?P<e>[^\"]+)\""
    r"|(?<!\w)[‚‘](?P<f>[^’‘]{2,}?)[’‘](?!\w)|(?<!\w)'(?P<g>[^']{2,}?)'(?!\w)"
)

_GERMAN: Final = Meaning(
    negation=re.compile(
        r"\b(?:nicht|nichts|nie|niemals|niemand\w*|nirgends|nirgendwo|kein\w*|weder|ohne|nein|"
        r"keinesfalls|keineswegs)\b",
        re.IGNORECASE,
    ),
    negative=re.compile(
        r"\b(?:un(?!d\b|s\b|ser|ter|gefähr|abhängig|mittelbar|iver|ion|te|ng|garn|ruh)\w{3,}|"
        r"in(?:stabil|aktiv|akzept|direkt|effizient|effektiv|tolerant)\w*|"
        r"miss\w{3,}|fehl\w*|mangel\w*|mangeln\w*|\w+los(?:e[rsnm]?)?|kaum|selten|außer\w*|verweiger\w*|"
        r"weiger\w*|abgelehnt|ablehn\w*|lehn\w+|leugne\w*|bestreite\w*|bestritt\w*|scheiter\w*|"
        r"verhinder\w*|vermeid\w*|vermied\w*|verzicht\w*|verbiet\w*|verbot\w*|verwehr\w*|"
        r"entgeh\w*|entging\w*|verpass\w*|sonst|bis auf|abwesen\w*|nur|lediglich|erst|noch|"
        r"zu\b.*\bum|"
        r"anders|anstatt|statt|frei\w*|nichtig|ander\w*)\b",
        re.IGNORECASE,
    ),
    told=re.compile(
        rf"\b(?:{SPEAKING['de']}|kündigt\w*|angekündigt|mitgeteilt|warnt\w*|"
        r"erzählte\w*|schrieb|räumte\w*|bestätigte\w*|dementierte\w*|"
        r"kritisierte\w*|nach angaben|nach eigenen angaben|angaben zufolge|hieß es|so der|"
        r"so die)\b|"
        r"(?:^|[,;–(]\s*|\b(?:sind|ist|war|habe|hat|sei) )laut\s+(?!\w+(?:er|en)?\b[.,;])",
        re.IGNORECASE,
    ),
    saying=re.compile(
        rf"\b(?:{SPEAKING['de']}|\w*sag(?:t|te|ten|en|st)|\w*erklär(?:t|te|ten|en)|beton\w+|behaupt\w+|"
        r"\w*kündig\w+|\w*teil(?:t|te|ten)\b|mitgeteilt|mitteil\w+|\w*warn\w*|\w*forder\w*|"
        r"nann(?:te|ten)|nenn\w+|genannt|\w*schr(?:ei|ie)b\w*|bericht\w+|äußer\w+|geäußert|"
        r"mein(?:t|te|ten|en)|"
        r"versprach\w*|versproch\w+|versprich\w*|beschuldig\w+|bezeichn\w+|begründ\w+|"
        r"frag\w+|gefragt|antwort\w+|räum\w+|\w*geräumt|bestätig\w+|dementier\w+|bestritt\w*|"
        r"bestreit\w*|kritisier\w+|lob\w+|schätz\w+|vermut\w+|glaub\w+|denk\w+|dacht\w+|gedacht|"
        r"erzähl\w+|sprach\w*|spricht|sprech\w+|gesprochen|rief\w*|gerufen|heißt|hieß|hieße\w*|"
        r"verkünd\w+|zitier\w+|"
        r"argumentier\w+|plädier\w+|empf[ae]hl\w*|empfiehl\w*|empfohl\w+|verwies\w*|verwies\w+|"
        r"hinweis\w+|hingewiesen|unterstrich\w*|versicher\w+|sah\w* \w+ als|hält\b.*\bfür|"
        r"geh\w+\b.*\bdavon aus|meld\w+|gemeldet|stell\w+\b.*\bklar|klargestellt|laut|"
        r"angaben|wort\w*|aussage\w*|so|ansicht\w*|meinung\w*|sicht|vorwurf|vorwürf\w*|"
        r"warf\b.*\bvor|vorgeworfen|wirft\b.*\bvor|bekannt|beklagt\w*|klag\w+|drängt\w*|"
        r"schlug\b.*\bvor|schlägt\b.*\bvor|vorgeschlagen|gab\w*\b.*\b(?:an|zu|bekannt)|"
        r"gibt\b.*\b(?:an|zu|bekannt)|angegeben|nahelegen|legt\w*\b.*\bnahe)\b",
        re.IGNORECASE,
    ),
    hearsay=re.compile(
        r"\b(?:seien|sei(?! denn| es\b)(?!d)|könne|müsse|wolle|dürfe|"
        r"(?:er|sie|es|man|dies|das|der \w+|die \w+|das \w+) (?:habe|werde)|"
        r"(?:soll|sollen)\b[^.;:]*\b(?:ge\w+t|\w+en|\w+t) (?:haben|sein|worden sein)|"
        r"angeblich\w*|mutmaßlich\w*|vermeintlich\w*|offenbar)\b",
    ),
    reserve=re.compile(
        r"\b(?:seien|sei|habe|werde|könne|müsse|wolle|dürfe|solle|soll|sollen|hätten?|wären?|"
        r"würden?|angeblich\w*|mutmaßlich\w*|vermeintlich\w*|offenbar|wohl|vermutlich|"
        r"scheint|scheinen|schien|nach Angaben|laut|Berichten zufolge)\b",
    ),
    quoted=_QUOTED,
)

_ENGLISH: Final = Meaning(
    negation=re.compile(
        r"\b(?:not|cannot|no|none|never|nobody|no-one|nothing|neither|nor|nowhere|without)\b|"
        r"n['’]t\b",
        re.IGNORECASE,
    ),
    negative=re.compile(
        r"\b(?:un(?!d\b|it|iv|i[oq]|til|der|less|ique)\w{3,}|im(?:possib|patien|mobil|perfect)\w*|"
        r"in(?:abil|activ|adequa|capab|complet|consisten|correct|credib|definit|dependen|direct|"
        r"effect|effici|explic|formal|justice|secur|suffici|visib|toler|valid)\w*|dis\w{4,}|"
        r"ir(?:regular|relevant|responsib)\w*|il(?:legal|legitim|logic)\w*|non-?\w{3,}|\w{3,}less\w*|"
        r"mis\w{4,}|fail\w*|lack\w*|refus\w*|declin\w*|den(?:y|ies|ied|ial)\w*|reject\w*|absen\w+|"
        r"avoid\w*|prevent\w*|except\w*|hardly|barely|rarely|scarcely|seldom|unless|until|only|"
        r"just|free|few|little|rather|instead|miss\w*|prohibit\w*|forbid\w*|forbade|banned|bans?|"
        r"ruled? out|too\b.*\bto|yet|still|stop\w*|other\w*|far from|oppos\w*|against|all but|"
        r"any\w*|lest)\b",
        re.IGNORECASE,
    ),
    told=re.compile(
        rf"\b(?:{SPEAKING['en']}|claim(?:s|ed)|announce[ds]|according to|insist(?:s|ed)|"
        r"stressed|alleged|complained)\b",
        re.IGNORECASE,
    ),
    saying=re.compile(
        rf"\b(?:{SPEAKING['en']}|stat(?:e[sd]?|ing|ements?)|explain\w*|declar\w+|"
        r"claim\w*|announc\w+|warn\w*|argu\w+|report\w*|tell\w*|describ\w+|accord\w+|demand\w*|"
        r"call(?:s|ed|ing)?|assert\w*|add(?:s|ed|ing)|promis\w+|stress\w*|emphasi\w+|insist\w*|"
        r"confirm\w*|den(?:y|ies|ied)|criticis\w+|criticiz\w+|prais\w+|estimat\w+|believ\w+|"
        r"think\w*|thought|suspect\w*|assum\w+|suggest\w*|propos\w+|ask\w*|answer\w*|repl(?:y|ied|"
        r"ies)|respond\w*|admit\w*|acknowledg\w+|conced\w+|blam\w+|accus\w+|alleg\w+|spoke|"
        r"speak\w*|"
        r"spoken|talk\w*|wrote|writ(?:e|es|ing|ten)|quot\w+|word\w*|comment\w*|remark\w*|not(?:es|ed|"
        r"ing)|point(?:s|ed|ing)? out|mention\w*|consider\w*|regard\w*|view\w*|opinion\w*|"
        r"name[ds]?|"
        r"known|justif\w+|plead\w*|urg(?:e|es|ed|ing)|recommend\w*|assur\w+|inform\w*|complain\w*|"
        r"account\w*|terms?|charg\w+|refer\w*|cit(?:e|es|ed|ing)|communicat\w+|require\w*|"
        r"call\w* for|"
        r"express\w*|reason\w*|in the eyes|so)\b",
        re.IGNORECASE,
    ),
    hearsay=re.compile(
        r"\b(?:allegedly|reportedly|supposedly|purportedly|"
        r"(?:is|are|was|were) (?:said|alleged|reported|rumou?red) to)\b",
        re.IGNORECASE,
    ),
    reserve=re.compile(
        r"\b(?:allegedly|reportedly|supposedly|apparently|purportedly|presumably|probably|"
        r"perhaps|possibly|alleged|suspected|supposed|presumed|rumou?red|"
        r"(?:is|are|was|were|be|been) (?:also )?(?:said|believed|thought|alleged|reported|"
        r"understood|expected|claimed)|according to|would|seems?|appears?|whether)\b",
        re.IGNORECASE,
    ),
    quoted=_QUOTED,
)

MEANINGS: Final[Mapping[Language, Meaning]] = {"de": _GERMAN, "en": _ENGLISH}

LIGHT_WORDS: Final[Mapping[Language, frozenset[str]]] = {
    "de": words("""
        gehen geht ging gingen gegangen gehören gehört gehörte gehörten machen macht machte machten
        gemacht geben gegeben gaben kommen kommt kam kamen gekommen stehen steht stand standen liegt
        liegen lag lagen stellen stellt stellte stellten gestellt bringen bringt brachte brachten
        führen führt führte führten halten hält hielt hielten lassen lässt ließ ließen nehmen nimmt
        nahm nahmen setzen setzt setzte setzten treten tritt trat traten finden findet fand fanden
        bleiben bleibt blieb bleiben bilden bildet bildete heißt hieß heißen dar hinzu fort statt
        zurück hervor herum hinaus heraus vorher zuvor ebenfalls ebenso jeweils jeweiligen
        jeweilige allgemeinen handelt umfasst umfasste umfassen erfolgt erfolgte beträgt betrug
        darunter mithilfe hilfe mittels bezug rahmen zuge seite weise höhe fall
        """),
    "en": words("""
        far go goes went gone going include includes included including make makes made making take
        takes took taken taking give gives gave given giving come comes came coming get gets got
        getting put puts set sets bring brings brought lead leads led keep keeps kept let become
        becomes became use uses used using want wants wanted according based involve involves
        involved regarding due well order way back able able just even back part help
        """),
}
"""Words with little meaning of their own, rarely translated word by word."""
