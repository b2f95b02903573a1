"""High-stakes concepts of news reports, in both languages, to check translations and claims.

Injury and death, suspicion and guilt, consent and refusal, bounds, days of the week: a dictionary
offers many words for these, and a translation with a related but wrong one still reads well
("victims" for the injured, "guilty" for under investigation, Tuesday for Wednesday). A word that
certainly means such a concept needs a counterpart in the translation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern
from typing import Final

from index.language.lexicon import Language
from index.language.numbers.relative_days import RELATIVE_DAYS


@dataclass(frozen=True, slots=True)
class Stake:
    """The words for one concept in one language."""

    certain: Pattern[str] | None
    """Unambiguous words; None if there are none."""
    possible: Pattern[str]
    """The same plus all that may stand for them in a translation."""
    usual: str
    """The most usual word; empty if the other language has no unambiguous word for it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Alternatives of whole words; ``~`` stands for any letters."""

    de: str = ""
    """Unambiguous words, case-sensitive."""
    de_also: str = ""
    """Ambiguous words."""
    en: str = ""
    en_also: str = ""
    usual_de: str = ""
    usual_en: str = ""


_ROWS: Final[Mapping[str, _Row]] = {
    "injured": _Row(
        de="Verletzte[nrm]?|Verwundete[nrm]?|Schwerverletzt~|Leichtverletzt~",
        de_also="~verletz~|~verwund~|~schäd~|wunde~",
        en="injured|wounded",
        en_also="injur~|wound~|hurt~|harm~|violat~|breach~|infring~|damag~",
        usual_de="Verletzte",
        usual_en="injured",
    ),
    "victims": _Row(
        de_also="opfer~|~opfern?|~opfers|geschädigt~|betroffen~|tote[nr]?|tod~|leidtragend~",
        en="victims?",
        en_also="sacrific~|casualt~|affected",
        usual_de="Opfer",
    ),
    "dead": _Row(
        de="Tote[nr]?|Todesopfern?|getötet~|gestorben|starb(?:en)?|ums Leben|tot",
        de_also="tot|tote[nrms]?|töt~|~tod~|sterb~|stirb~|ermord~|~mord|leiche~|verst[oa]rb~|"
        "erschoss~|erschlag~|erlag~|erlieg~|erleg~|umgekommen|umkam~|umgebracht|hingericht~|gefallene~|"
        "ertr[iau]nk~|überfahr~|tödlich~|opfer~|überleb~|lebensgefähr~|abgestorben~|leben",
        en="died|deaths|dead",
        en_also="death~|dead|die[sd]?|dying|kill~|fatal~|mortal~|lethal~|deadly|perish~|slain|"
        "murder~|casualt~|victim~|decea~|corps~|bod(?:y|ies)|lives|life|execut~|drown~|"
        "assassin~|surviv~",
        usual_de="Tote",
        usual_en="dead",
    ),
    "guilty": _Row(
        de="verurteilt~|schuldig~",
        de_also="schuld~|~schuld|verurteil~|urteil~|überführt~|~straf~",
        en="guilty|convicted",
        en_also="guilt~|convict~|sentenc~|condemn~|judg~|rul(?:ing|ed)|blame~|fault|owe[ds]?|"
        "denounc~|criticis~|criticiz~|culprit~|fined?|jail~|imprison~|to prison|indebted",
        usual_de="schuldig",
        usual_en="convicted",
    ),
    "suspected": _Row(
        de="Verdacht~|[Vv]erdächtig~|Tatverdächtig~|mutmaßlich~",
        de_also="~verdacht~|~verdächtig~|vermut~|angeblich~|vermeintlich~|beschuldigt~|argw~|"
        "misstrau~|soll~|vorwurf~|vorwürf~|w[aei]rf~ .*vor|vorgeworfen~|anscheinend|wohl|~glaub~",
        en="suspected|suspects?|suspicions?|alleged",
        en_also="suspi~|suspect~|alleg~|presum~|accus~|claim~|believ~|suppos~|assum~|thought|"
        "likely|apparent~|probabl~|possib~",
        usual_de="Verdacht",
        usual_en="suspected",
    ),
    "charged": _Row(
        de="[Aa]ngeklagt~|Anklage|Anklagen",
        de_also="~klag~|beschuldig~|vorwurf~|vorwürf~|w[aei]rf~ .*vor|vorgeworfen~|verfahren|"
        "prozess~|belast~|bezicht~",
        en="indict~",
        en_also="charg~|accus~|indict~|prosecut~|defend~|arraign~|impeach~|trial|complain~|"
        "lawsuit~|blam~|alleg~",
        usual_de="angeklagt",
        usual_en="charged",
    ),
    "investigated": _Row(
        de="ermittelt gegen|ermitteln gegen|Ermittlungen gegen",
        de_also="~ermittl~|~ermittel~|untersuch~|nachforsch~|erforsch~|~prüf~|~recherch~|~fahnd~",
        en_also="investigat~|inquir~|enquir~|prob(?:e|es|ed|ing)|proceedings?|case against",
        usual_de="ermittelt gegen",
        usual_en="investigating",
    ),
    "arrested": _Row(
        de="festgenommen~|Festnahmen?|verhaftet~|Verhaftung~",
        de_also="festn[aei]hm~|festnimmt|n[aei]hm~ .*fest|nimmt .*fest|haft|haftbefehl~|"
        "untersuchungshaft|inhaft~|verhaft~|gefangen~|gefasst|festgesetzt~|~arrest~|gewahrsam",
        en="arrested|arrests",
        en_also="arrest~|detain~|detention|custody|apprehend~|seiz~|captur~|imprison~|jail~|"
        "caught|took|taken|incarcerat~",
        usual_de="festgenommen",
        usual_en="arrested",
    ),
    "denied": _Row(
        de="bestreite[tn]|bestritt(?:en)?|dementier~|leugnet~",
        de_also="bestre~|bestri~|~leugn~|dement~|zurückgewiesen~|zurückweis~|w[ie]+s~ .*zurück|"
        "weis~ .*zurück|vernein~|~widersprech~|widerspr[aio]ch~|abstreit~|abzustreiten|verwehr~|"
        "~lehn~|~weiger~|abgesprochen|versag~",
        en="denied|denies|denial",
        en_also="den(?:y|ies|ied|ials?|ying)|reject~|disput~|contest~|refut~|repudiat~|rebuff~|"
        "dismiss~|contradict~|disclaim~|challeng~|disavow~|disagree~|object~|played",
        usual_de="bestritt",
        usual_en="denied",
    ),
    "rejected": _Row(
        de=r"abgelehnt~|Ablehnung|lehn~ .*\bab",
        de_also="~lehn~|zurückgew~|zurückweis~|zurückzuweisen|w[ie]+s~ .*zurück|~verw[aeio]rf~|"
        "~weiger~|abgewiesen~|abwies~|gegen|dagegen|absag~|versag~|ausgeschlag~|"
        "schlug~|unerwünsch~|verschmäh~|nicht",
        en="rejected|refused",
        en_also="reject~|refus~|declin~|turn~ .*down|oppos~|against|dismiss~|den(?:y|ies|ied|ial)|"
        "disapprov~|vot~ down|rul~ out|object~|disagree~|unwilling~|disavow~|disclaim~|rebuff~|"
        "negativ~|not|n[’']t",
        usual_de="abgelehnt",
        usual_en="rejected",
    ),
    "intended": _Row(
        de="will|wollen|wollte|wollten",
        de_also="~woll~|will|willens|möcht~|beabsichtig~|plan~|plän~|geplant~|vorhab~|~streb~|"
        "soll~|absicht~|~wunsch~|~wünsch~|gewillt|~hoff~|~versuch~|würde~|vorgenommen",
        en_also="want~|wish~|intend~|intent~|plan~|aim~|seek~|sought|would|hop(?:e|es|ed|ing)|"
        "determin~|willing~|going to|tr(?:y|ies|ied|ying)|desir~|ask~|claim~|like~|propos~|"
        "eager~|keen|prefer~|reluctan~|refus~|declin~|need~|require~|demand~|insist~|expect~|"
        "purpos~",
        usual_de="will",
        usual_en="wants to",
    ),
    "due": _Row(
        de="soll|sollen",
        de_also="soll~|gesollt|müss~|muss~|geplant~|erwart~|vorgesehen~|angeblich~|will|wollen|"
        "beabsichtig~",
        en_also="(?:is|are|was|were|be|been|am) to|[’']s to|should|supposed~|said|say|says|"
        "expect~|due|plan~|schedul~|intend~|intent~|meant|report~|alleg~|shall|ought|want~|"
        "set to|must|aim~|design~|target~|claim~|would|need~|call~|purport~|so that|in order|"
        "task~|have to|has to|requir~|suggest~|hop~|propos~|let|believ~|might|may|could|goal|"
        "help|seek~",
        usual_de="soll",
        usual_en="is to",
    ),
    "conditional": _Row(
        de="wäre|wären|würde|würden",
        de_also="~wäre~|würde~|hätte~|könnte~|müsste~|dürfte~|soll~|sei|seien|habe|falls|wenn",
        en_also="would|were|could|might|should|if|[’']d|said|says|say|report~|alleg~|suppos~|"
        "claim~|according",
        usual_de="würde",
        usual_en="would",
    ),
    "at least": _Row(
        de="[Mm]indestens",
        de_also="wenigstens|zumindest|immerhin|minimum|minimal~|min",
        en="at least",
        en_also="least|minimum|no less|no fewer|not less|or more|minimal~",
        usual_de="mindestens",
        usual_en="at least",
    ),
    "at most": _Row(
        de="[Hh]öchstens",
        de_also="maximal~|maximum|bis zu|nicht mehr als|allenfalls|meist~|größtenteils|"
        "am meisten|höchst~",
        en="at most|no more than",
        en_also="most|maximum|up to|not more than|max|no longer than|only|limit~|within",
        usual_de="höchstens",
        usual_en="at most",
    ),
    "district": _Row(
        # In news reports "Kreis" is a district, hardly ever a circle.
        de="Kreis|Kreises",
        de_also="~kreis~|bezirk~",
        en_also="district~|county|counties|region~|area~|circle of|circles of",
        usual_en="district",
    ),
}  # fmt: skip


@cache
def stakes(language: Language) -> Mapping[str, Stake]:
    """The concepts by name, with their words in a language."""
    found = {name: _stake(row, language) for name, row in _ROWS.items()}
    return found | {f"weekday {number}": one for number, one in enumerate(_weekdays(language))}


def _stake(row: _Row, language: Language) -> Stake:
    certain, also, usual = (
        (row.de, row.de_also, row.usual_de)
        if language == "de"
        else (row.en, row.en_also, row.usual_en)
    )
    everything = "|".join(filter(None, (certain, also)))
    # In German, case distinguishes "Verletzte" from "verletzte", and "will" from Anne Will.
    case = re.NOFLAG if language == "de" else re.IGNORECASE
    return Stake(
        _pattern(certain, case) if certain else None, _pattern(everything, re.IGNORECASE), usual
    )


def _pattern(alternatives: str, case: re.RegexFlag) -> Pattern[str]:
    words = alternatives.replace("~", r"\w*")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", case)


def _weekdays(language: Language) -> Iterator[Stake]:
    """Weekdays including compounds: "Montagabend", "montags", "Ostermontag"."""
    for names in RELATIVE_DAYS[language].weekdays:
        joined = r"\w*" if language == "de" else ""
        ending = r"\w*" if language == "de" else "s?"
        pattern = re.compile(rf"(?<!\w){joined}(?:{names}){ending}(?!\w)", re.IGNORECASE)
        yield Stake(pattern, pattern, names.split("|")[0])
