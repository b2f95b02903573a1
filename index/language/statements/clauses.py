"""Function words and patterns used to split text into clauses, subjects and frames.

Lists combine both languages, because a claim and its evidence are often in different languages.
"""

import re
from collections.abc import Mapping
from re import Pattern
from typing import Final

from index.language.lexicon import Language, words

CONTRAST: Final[Mapping[Language, str]] = {
    "de": "aber|sondern|doch|wobei|während",
    "en": "but|while|whereas|although",
}
"""Words that begin a new clause in the middle of a sentence."""
BUT: Final[Mapping[Language, str]] = {"de": "aber|doch|während", "en": "but|while"}
"""Words that begin a coordinate clause."""
AND: Final[Mapping[Language, str]] = {"de": "und", "en": "and"}
RELATIVE: Final[Mapping[Language, str]] = {
    "de": "der|die|das|den|dem|deren|dessen",
    "en": "who|which|whose",
}
SUBORDINATE: Final = ("dass ", "that ")
"""Begin what is said, small."""
SUBORDINATORS: Final = "after|before|because|although|though|unless|if|when|until|since"
"""English, in front of a clause that has a verb of its own."""
FRAMES: Final = re.compile(
    r"\b(?:according to|laut|nach\s(?:\w+\s){0,2}(?:angaben|darstellung|auffassung|ansicht|"
    r"einschätzung|aussagen?|auskunft|meinung|worten|berichten?|informationen)|zufolge|"
    r"in the view of|in the words of|aus sicht)\b",
    re.IGNORECASE,
)
"""Give the speaker of a clause that has another subject."""
TOLD_OF: Final = re.compile(r"\b(?:is|are|was|were|been|being|be) told (?:of|about|to)\b")
"""English, where nobody is let speak: what follows is fact."""
ASKED: Final[Mapping[Language, str]] = {
    "de": r"wer|was|wo\w*|wann|warum|weshalb|wie|ob",
    "en": "who|what|where|when|why|how|whether",
}
"""Words that begin an indirect question."""
POSSESSIVE: Final[Mapping[Language, str]] = {
    "de": "sein|seine|seiner|ihr|ihre|ihrer|deren|dessen",
    "en": "his|her|its|their",
}
AFTER: Final[Mapping[Language, str]] = {
    "de": "nachdem|nach|mit|angesichts|durch|zwingt|zwang|gezwungen",
    "en": "after|following|as|amid|with|over|forced|prompted",
}
"""Words that may introduce a reason or a time."""
VERDICT: Final = re.compile(
    r"\b(?:convicted|guilty|accused|charged|fined|jailed|sentenced|arrested|suspended|sacked|"
    r"praised|criticised)\b.*\b(?:of|for|over|with)\b",
    re.IGNORECASE,
)
"""English, tells for what somebody is punished or praised."""
CONJUNCTIONS: Final = words("because weil wegen aufgrund infolge dank") | {"due to", "owing to"}
"""Introduce a reason; what they introduce may be negated, the reason is not denied by that."""

ARTICLES: Final = words("der die das ein eine the a an")
DETERMINERS: Final = words("""
    der die das den dem des ein eine einen einem einer eines sein seine seinen seinem seiner ihr
    ihre ihren ihrem ihrer deren dessen alle allen aller the a an his her its their
    """)
"""Begin a noun phrase; a participle behind them belongs to its noun."""
OBJECT_ARTICLES: Final = words("""
    den dem einen einem des seinem seinen ihrem ihren diesem diesen keinem keinen jedem jeden
    """)
"""German articles and pronouns in a case that cannot begin a subject."""
THERE_IS: Final = words("gibt gab gebe gäbe")
"""German verbs with an "es" that stands for nobody: "gibt es"."""
WHICH: Final = re.compile(r"(?:was|wo\w+)\s")
"""German: goes on about a whole clause, with a subject of its own."""
NEW_PHRASE: Final = words("die das den dem ein eine einen einem einer sich es sie")
"""German words that begin another noun phrase after the subject."""
JOINS: Final = words("of von der des the")
"""Words that join two nouns to one subject."""
PERSONAL: Final = words("er sie es man")
PERSONAL_ALWAYS: Final = words("er es man he she it they who which")
"""Pronouns that are always subjects."""
SINGULAR: Final = words("it he she who which that")
"""Singular subjects before an English verb in the third person."""
LATER: Final = words("after later ago before from behind vor nach hinter später zuvor danach")
"""Words after a time or distance that is not a subject: "two days later"."""

SAID_THAT: Final = re.compile(
    r"\b(?:said|says|say|told\s\w+|claim(?:s|ed)?|argue[sd]?|warn(?:s|ed)|wrote|writes|announced|"
    r"believes?|thinks?|expects?|suggests?|suggested|found|insist(?:s|ed)|report(?:s|ed)|confirmed|"
    r"stated?|declared|denie[sd]|deny)\s(?!(?:by|of|from|against)\b)(?:that\s)?(?=\w+)"
)
"""English words before reported speech without a comma."""
IRREGULAR: Final = words("""
    killed taken found built made held sold bought struck hit shot given led won lost stolen known
    told sent put cut set brought driven written beaten born caught chosen left paid said seen shown
    shut spent thrown torn worn blown forced hurt
    """)
"""Irregular English participles that may occur without an auxiliary."""
INFINITIVE: Final = re.compile(r"(?:\bzu \w+e?n|\w{2,}zu\w{2,}en)\W*$")
"""A German infinitive at the end of a clause."""
NO_VERB: Final = re.compile(r".*(?:ende[nrsm]?|igen?|lichen?|ischen?)$")
"""German adjectives with verb-like endings."""

AGES: Final = re.compile(
    r"(?P<name>[A-ZÄÖÜ][\w’'-]+)(?:,\s|\s\()(?P<age>\d{1,2})(?=[,.)])|"
    r"\b(?P<years>\d{1,2})-(?:year-old|jährige[nrms]?)\s(?:[\w-]+\s){0,4}?(?=[A-ZÄÖÜ])"
    r"(?:[A-ZÄÖÜ][\w-]+\s)*(?P<behind>[A-ZÄÖÜ][\w-]+)"
)
"""A surname with an age beside it."""
AGENT: Final = re.compile(r"\b(?:von|vom|durch|by)\s", re.IGNORECASE)
"""Before whoever does it, in the passive."""
OPPOSITES: Final[Mapping[Language, Pattern[str]]] = {
    "de": re.compile(r"un(?!ter|iver)([a-zäöüß]{4,})|Un([a-zäöüß]{4,}(?:heit|keit))"),
    "en": re.compile(
        r"(?i:un(?!der|iver|it)(?=\w{4})(\w+)|"
        r"(?:in|im|ir|il)(\w+(?:able|ible|ent|ant|ate|ous|ive|al|ably|ibly|ly|ence|ility))|"
        r"dis((?:agree|approv|allow|connect|like|hono|obey|obedi|appear|continu|qualif|prov|abl|"
        r"belie|satisf|trust)\w*))"
    ),
}
"""Words that begin with a syllable of denial, and what remains without it."""
NOBODY: Final = re.compile(
    r"\b(?:niemand\w*|nobody|no one|none|(?:kein(?:e[nrms]?)?|no) "
    r"(?:menschen?|personen?|people|person|injuries|verletzten?|casualties))\b",
    re.IGNORECASE,
)
"""Says that what follows is true of no one."""
ALL_THE_WAY: Final = re.compile(
    r"\ball (?:the way|over|but)\b|"
    r"\bjede[rsnm]? (?:zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte|\w+zigste)"
    r"n?\b|\b(?:every|each) (?:other|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"\w+tieth)\b|\bone in every\b",
    re.IGNORECASE,
)
"""Phrases in which "all" or "every" is not a quantifier: "all over", "every tenth"."""
NOTHING_LEFT: Final = re.compile(
    r"\b(?:sold|booked|used|bought|eaten) (?:out|up)\b|"
    r"\b(?:ausverkauft|ausgebucht|aufgebraucht|vergriffen)\b",
    re.IGNORECASE,
)
"""Says of a group that all of it is taken."""
SO_FEW: Final = re.compile(
    r"\b(?:nur|lediglich|bloß|only|just|merely)\s(?:(?:auf|um|bei|mit|zu|to|by|for|at)\s)?"
    r"(?:noch|an?\b|\d|under\b|over\b|above\b|below\b|short of|unter\b|über\b|"
    r"(?:zwe|dre|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)\w*)",
    re.IGNORECASE,
)
"""Words for a small quantity, with which "only" excludes nothing."""
FEW: Final = re.compile(r"\b(?:wenig\w*|few\w*|low\w*|niedrig\w*|gering\w*)\b", re.IGNORECASE)

INTENT: Final = re.compile(
    r"\b(?:will|would|shall|is to|are to|wants? to|plans? to|intends? to|going to|wolle|wollen|"
    r"werde|werden|würde[n]?)\b"
)
"""Marks what somebody is to do."""
PLUPERFECT: Final = re.compile(
    r"\b(?:hatten?|had|noch im|noch am|war(?:en)?(?=\s.*\bworden\b))\b", re.IGNORECASE
)
FROM_RANK: Final = re.compile(
    r"\b(?:vom|von der|from|from the) (?P<left>[a-zäöü]+(?:ten|th|st|nd|rd))(?: \w+)? "
    r"(?:auf|to)(?: den| die| das| the)? (?P<reached>[a-zäöü]+(?:ten|te|th|st|nd|rd))\b"
)
"""One rank left for another."""
UP_FROM: Final = re.compile(
    r"\b(?:(?:up|down)(?:\sfrom)?|compared (?:with|to)|instead of|statt|gegenüber|nach zuvor|"
    r"nach bisher|statt bisher|statt zuvor)\s(?:about\s|rund\s|etwa\s)?[€$£]?$|"
    r"\b(?:auf|to)\s\S*\d[^;]*,?\s(?:nach|from|after|gegenüber)\s(?:about\s|rund\s|etwa\s)?[€$£]?$",
    re.IGNORECASE,
)
"""Before the figure that was so before."""

INFLECTIONS: Final = words("""
    s es n en e er ern ers 's ’s ' ’ isch ische ischen ischer an ian ese ns
    """) | {""}
"""Endings of inflected names and of adjectives made from names."""
NO_NAMES: Final = words("""
    Ende Anfang Mitte Uhr Prozent Millionen Milliarden Million Milliarde Haft Dutzend Tausend Hälfte
    Drittel Viertel I
    """)
"""Words with a capital that name nobody."""
HONORIFICS: Final = words("dr prof herr frau mr mrs ms sir lord lady dame")
"""Stand in front of a name and are not part of it; folded."""
FORMER: Final = re.compile(
    r"(?:früher|ehemalig|einstig|damalig|vormalig|vorherig)e[nrms]?|ex|alt|former|then|previous|"
    r"erstwhile|late",
    re.IGNORECASE,
)
"""Makes the title behind it a past one."""


def opening(alternatives: Mapping[Language, str], behind: str = r"\b") -> Pattern[str]:
    """Compile a pattern for any of the words, of both languages, at the beginning of a clause."""
    return re.compile(rf"\W*(?:{'|'.join(alternatives.values())}){behind}", re.IGNORECASE)
