"""Matters in which a wrong word does harm in a news report, in both languages.

Who is hurt and who is dead, suspicion and guilt, consent and refusal, bounds, days of the week: a
dictionary takes many words for these, and a translation with a neighbouring one still reads well
("victims" for the injured, "guilty" for under investigation, Tuesday for Wednesday). Whatever
certainly speaks of such a matter needs a counterpart in the other language.
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
    """How one matter is spoken of in one language."""

    certain: Pattern[str] | None
    """Words that can mean nothing else; None where there are none."""
    possible: Pattern[str]
    """The same with all that may stand for them in a translation."""
    usual: str
    """What it is usually called; empty where nothing certainly means it in the other language."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Alternatives, each a word from its beginning to its end; ``~`` stands for any ending."""

    de: str = ""
    """That certainly mean it."""
    de_also: str = ""
    """That may."""
    en: str = ""
    en_also: str = ""
    usual_de: str = ""
    usual_en: str = ""


_ROWS: Final[Mapping[str, _Row]] = {
    "injured": _Row(
        de="verletzte[nrm]?|verwundete[nrm]?|schwerverletzt~|leichtverletzt~",
        de_also="verletz~|verwund~|~verletz~|schäd~|geschäd~|wunde~",
        en="injured|wounded",
        en_also="injur~|wound~|hurt~|harm~|violat~|breach~|infring~|damag~",
        usual_de="Verletzte",
        usual_en="injured",
    ),
    "victims": _Row(
        de_also="opfer~|~opfern?|~opfers|geschädigt~|betroffen~|tot~|tod~|leidtragend~",
        en="victims?",
        en_also="sacrific~|casualt~|affected",
        usual_de="Opfer",
    ),
    "dead": _Row(
        de="tote[nr]?|todesopfern?|getötet~|gestorben~|starb(?:en)?|ums leben",
        de_also="tot~|töt~|tod~|~tod|~tode|~tods|sterb~|stirb~|ermord~|mord~|~mord|leiche~|"
        "erschoss~|erschlag~|erlag~|erlieg~|umgekommen|umkam~|kam~ um|umgebracht|umbracht~|"
        "hingericht~|gefallene~|ertr[au]nk~|verstorben~|verstarb~|fatal~|tödlich~|opfer~|"
        "ertränk~|vernicht~|abgestorben~|absterb~|schlacht~|erleg~|überleb~|lebensgefähr~",
        en="died|killed|deaths|dead",
        en_also="death~|die[sd]?|dying|kill~|fatal~|mortal~|lethal~|deadly|perish~|slain|slay~|"
        "murder~|casualt~|victim~|lost (?:his|her|their|its) (?:life|lives)|decea~|"
        "corps~|bod(?:y|ies)|"
        "lives|life|execut~|drown~|assassin~|surviv~",
        usual_de="Tote",
        usual_en="dead",
    ),
    "guilty": _Row(
        de="verurteilt~|schuldig~",
        de_also="schuld~|~schuld|verurteil~|urteil~|überführt~|straf~|bestraf~|"
        "vorbestraft~|strafbar~",
        en="guilty|convicted|conviction",
        en_also="guilt~|convict~|sentenc~|condemn~|judg~|rul(?:ing|ed)|blame~|fault|owe[ds]?|"
        "denounc~|culprit~|fined?|jail~|imprison~|to prison|indebted",
        usual_de="schuldig",
        usual_en="convicted",
    ),
    "suspected": _Row(
        de="verdacht~|verdächtig~|tatverdächtig~|mutmaßlich~",
        de_also="~verdacht~|~verdächtig~|vermut~|angeblich~|vermeintlich~|beschuldigt~|argw~|"
        "misstrau~|soll~|vorwurf~|vorw[eiu]rf~|vorgeworfen~|anscheinend|wohl|glaub~",
        en="suspected|suspects?|suspicions?|alleged",
        en_also="suspi~|suspect~|alleg~|presum~|accus~|claim~|believ~|suppos~|assum~|thought|"
        "likely|apparent~|probabl~|possib~",
        usual_de="Verdacht",
        usual_en="suspected",
    ),
    "charged": _Row(
        de="angeklagt~|anklage|anklagen",
        de_also="~klag~|klag~|beschuldig~|vorwurf~|vorw[eiu]rf~|vorgeworfen~|strafverf~|verfahren|"
        "prozess~|belast~|bezicht~",
        en="indict~|accused",
        en_also="charg~|accus~|indict~|prosecut~|defend~|arraign~|impeach~|trial|"
        "complain~|lawsuit~|"
        "blam~|alleg~",
        usual_de="angeklagt",
        usual_en="charged",
    ),
    "investigated": _Row(
        de="ermittelt gegen|ermitteln gegen|ermittlungen gegen",
        de_also="~ermittl~|~ermittel~|untersuch~|ermittel~|ermittl~|nachforsch~|erforsch~|prüf~|"
        "recherch~|fahnd~|aufklär~|nachgeg~|ging~ nach|geh~ nach|~ermittlung~",
        en_also="investigat~|inquir~|enquir~|prob(?:e|es|ed|ing)|proceedings?|case against",
        usual_de="ermittelt gegen",
        usual_en="investigating",
    ),
    "arrested": _Row(
        de="festgenommen~|festnahmen?|verhaftet~|verhaftung~",
        de_also="festn[aei]hm~|festnimmt|nahm~ .*fest|nimmt .*fest|nehm~ .*fest|haft~|"
        "~haft|~haftier~|"
        "verhaft~|inhaft~|gefangen~|gefasst|fass~|arrest~|gewahrsam|fest",
        en="arrested|arrests",
        en_also="arrest~|detain~|detention|custody|apprehend~|seiz~|captur~|imprison~|"
        "jail~|caught|"
        "took|taken|incarcerat~|nabbed",
        usual_de="festgenommen",
        usual_en="arrested",
    ),
    "denied": _Row(
        de="bestreite[tn]|bestritt(?:en)?|dementier~|bestritten~|leugnet~",
        de_also="bestre~|bestri~|~leugn~|dement~|zurückgewiesen|zurückweis~|"
        "w[ie]+s~ .*zurück|weis~ .*zurück|"
        "verneint?~|abgestritten|bestreit~|widersprech~|widerspr[ai]ch~|abstr~|"
        "verweiger~|abgelehnt|ablehn~|"
        "lehnt~|abgesprochen|versag~|verwehr~|absag~|nicht",
        en="denied|denies|denial",
        en_also="den(?:y|ies|ied|ial|ying)|reject~|disput~|contest~|refut~|repudiat~|"
        "rebuff~|dismiss~|"
        "contradict~|disclaim~|challeng~|disavow~|not|disagree~|object~|deni~|questions?|"
        "questioned",
        usual_de="bestritt",
        usual_en="denied",
    ),
    "rejected": _Row(
        de="abgelehnt~|ablehnung|lehnten? .*\\bab|lehnt .*\\bab",
        de_also="ablehn~|abgelehn~|lehn~|zurückgew~|zurückw~|w[ie]+s~ .*zurück|"
        "verw[aeio]rf~|verweiger~|weiger~|"
        "abgewiesen~|abgewies~|nein|gegen|dagegen|absag~|versag~|verwarf~|ausgeschlag~|"
        "schlug~|nicht|"
        "unerwünsch~|verschmäh~",
        en="rejected|refused|declined",
        en_also="reject~|refus~|declin~|turn~ .*down|oppos~|against|dismiss~|den(?:y|ies|"
        "ied|ial)|disapprov~|"
        "vot~ down|rul~ out|no|not|den~|object~|disagree~|unwilling~|disavow~|disclaim~|"
        "rebuff~|negativ~",
        usual_de="abgelehnt",
        usual_en="rejected",
    ),
    "intended": _Row(
        de="will|wollen|wollte|wollten",
        de_also="woll~|willens|möcht~|beabsichtig~|plan~|plän~|geplant~|vorhab~|streb~|"
        "~streb~|soll~|"
        "absicht~|wunsch~|wünsch~|gewillt|hoff~|versuch~|würde~|vorgenommen|vor",
        en_also="want~|wish~|intend~|intent~|plan~|aim~|seek~|sought|would|hop(?:e|es|ed|ing)|"
        "determin~|willing~|going to|tr(?:y|ies|ied|ying)|desir~|ask~|claim~|like~|propos~|eager~|"
        "keen|prefer~|try~|reluctan~|refus~|need~|require~|demand~|insist~|expect~|purpos~",
        usual_de="will",
        usual_en="wants to",
    ),
    "due": _Row(
        de="soll|sollen",
        de_also="soll~|gesollt|müss~|muss~|geplant~|erwart~|vorgesehen~|angeblich~|will|"
        "wollen|beabsichtig~",
        en_also="(?:is|are|was|were|be|been|am) to|[’']s to|should|supposed~|said|say|"
        "says|expect~|due|"
        "plan~|schedul~|intend~|intent~|meant|report~|alleg~|shall|ought|want~|set to|must|aim~|"
        "design~|target~|claim~|would|need~|call~|purport~|so that|in order|task~|have to|has to|"
        "requir~|suggest~|hop~|propos~|let|believ~|might|may|could|goal|help|seek~",
        usual_de="soll",
        usual_en="is to",
    ),
    "conditional": _Row(
        de="wäre|wären|würde|würden",
        de_also="~wäre~|würde~|hätte~|könnte~|müsste~|dürfte~|soll~|sei|seien|habe|falls|wenn",
        en_also="would|were|could|might|should|if|[’']d|said|says|say|report~|"
        "alleg~|suppos~|claim~|according",
        usual_de="würde",
        usual_en="would",
    ),
    "evening": _Row(
        de="(?!sonn)~abends?",
        de_also="~abend~",
        en_also="evening~|tonight|eve|p\\.?m|dinner|dusk|night before",
        usual_de="Abend",
        usual_en="evening",
    ),
    "at least": _Row(
        de="mindestens",
        de_also="wenigstens|zumindest|minimum|minimal~|min",
        en="at least",
        en_also="least|minimum|no less|no fewer|not less|or more|minimal~",
        usual_de="mindestens",
        usual_en="at least",
    ),
    "at most": _Row(
        de="höchstens",
        de_also="maximal~|maximum|bis zu|nicht mehr als|allenfalls|meist~|größtenteils|"
        "am meisten|höchst~",
        en="at most|no more than",
        en_also="most|maximum|up to|not more than|max|no longer than|only|limit~|within",
        usual_de="höchstens",
        usual_en="at most",
    ),
    "district": _Row(
        # In the news a district or county, hardly ever a circle.
        de="kreis|kreises",
        de_also="~kreis~|bezirk~",
        en_also="district~|county|counties|region~|area~|circle of|circles of",
        usual_en="district",
    ),
}  # fmt: skip


@cache
def stakes(language: Language) -> Mapping[str, Stake]:
    """The matters by name, as they are spoken of in a language."""
    found = {name: _stake(row, language) for name, row in _ROWS.items()}
    return found | {f"weekday {number}": one for number, one in enumerate(_weekdays(language))}


def _stake(row: _Row, language: Language) -> Stake:
    certain, also, usual = (
        (row.de, row.de_also, row.usual_de)
        if language == "de"
        else (row.en, row.en_also, row.usual_en)
    )
    everything = "|".join(filter(None, (certain, also)))
    return Stake(_pattern(certain) if certain else None, _pattern(everything), usual)


def _pattern(alternatives: str) -> Pattern[str]:
    words = alternatives.replace("~", r"\w*")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _weekdays(language: Language) -> Iterator[Stake]:
    """With parts of the day joined to them and every such day: "Montagabend", "montags"."""
    for names in RELATIVE_DAYS[language].weekdays:
        ending = r"\w*" if language == "de" else "s?"
        pattern = re.compile(rf"(?<!\w)(?:{names}){ending}(?!\w)", re.IGNORECASE)
        yield Stake(pattern, pattern, names.split("|")[0])
