"""German words by their role in a statement."""

from typing import Final

from index.language.cues import SPEAKING
from index.language.lexicon import words
from index.language.statements.axes_de import AXES
from index.language.statements.lists import Statements, pattern
from index.language.statements.units_de import GERMAN_UNITS

_MONTHS: Final = {
    "januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feber": 2, "feb": 2, "märz": 3, "april": 4,
    "mai": 5, "juni": 6, "juli": 7, "august": 8, "september": 9, "sept": 9,
    "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip

_WEEKDAYS: Final = {
    name + ending: day
    for day, names in enumerate(
        (
            ("montag",), ("dienstag",), ("mittwoch",), ("donnerstag",), ("freitag",),
            ("samstag", "sonnabend"), ("sonntag",),
        )
    )
    for name in names
    for ending in ("", "s", "e", "en", "abend", "morgen", "nacht", "mittag", "nachmittag",
                   "vormittag")
}  # fmt: skip

_NUMBER: Final = (
    r"(?:\S*\d\S*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zehn|\w*(?:zig|ßig)|"
    r"\w*hundert\w*|\w*tausend\w*)(?!\w)"
)

_ACCORDING: Final = (
    r"laut(?=\s(?:(?-i:[A-ZÄÖÜ])|\w+e[nmrs]?\s(?:\w+e[nmrs]?\s)*(?-i:[A-ZÄÖÜ])|der\b|dem\b))"
)
"""Not the adjective: "zu laut"."""

STATEMENTS: Final = Statements(
    units=GERMAN_UNITS,
    months=_MONTHS,
    weekdays=_WEEKDAYS,
    seasons={
        "frühjahr": "spring", "frühling": "spring", "sommer": "summer", "herbst": "autumn",
        "winter": "winter", "vorjahr": "year", "vormonat": "month", "jahr": "year",
        "monat": "month", "woche": "week", "wochenende": "weekend", "saison": "season",
    },
    relative={
        **dict.fromkeys(
            ("vergangenen", "vergangene", "vergangener", "vergangenes", "vorigen", "vorige",
             "voriges", "letzten", "letzte", "letztes", "letzter", "vorletzten"), -1),
        **dict.fromkeys(
            ("diesem", "dieses", "diesen", "laufenden", "laufende", "laufendes", "heuer"), 0),
        **dict.fromkeys(
            ("kommenden", "kommende", "kommendes", "kommender", "nächsten", "nächste", "nächstes",
             "nächster", "folgenden"), 1),
    },
    quantifiers={
        **dict.fromkeys(
            ("alle", "allen", "aller", "sämtliche", "sämtlichen", "sämtlicher", "jeder", "jede",
             "jedes", "jeden", "jedem", "ganze", "ganzen", "ganzes", "gesamte", "gesamten",
             "immer", "stets", "überall", "ausnahmslos", "allesamt"), "all"),
        **dict.fromkeys(("einstimmig", "einhellig", "vollständig", "komplett", "einig"), "wholly"),
        **dict.fromkeys(("durchgehend", "durchweg", "restlos"), "wholly"),
        **dict.fromkeys(
            ("meisten", "mehrheit", "großteil", "mehrzahl", "überwiegend", "meist",
             "meistens", "größtenteils"), "most"),
        **dict.fromkeys(
            ("viele", "vielen", "vieler", "zahlreiche", "zahlreichen", "oft", "häufig"), "many"),
        **dict.fromkeys(
            ("einige", "einigen", "einiger", "manche", "manchen", "mancher", "mehrere",
             "mehreren", "mehrerer", "teilweise", "teils", "manchmal", "gelegentlich"), "some"),
        **dict.fromkeys(("wenige", "wenigen", "weniger", "selten", "kaum"), "few"),
        **dict.fromkeys(
            ("kein", "keine", "keiner", "keines", "keinen", "keinem", "niemand"), "none"),
    },
    unanimous=pattern(
        r"einstimmig\w* einhellig\w* einmütig\w* einig(?:_sich)? "
        r"geschlossen_(?:gegen|für|hinter|ab)"
    ),
    exclusive=pattern("nur lediglich bloß ausschließlich einzig einzige einzigen einziger"),
    nearly=pattern(r"fast nahezu beinahe annähernd nicht_alle nicht_jede\w*"),
    negation=pattern(
        "nicht nie niemals nirgends weder niemand niemanden niemandem nichts keinesfalls "
        "keineswegs kein kein[a-z]{1,2}"
    ),
    no_denial=pattern(
        r",_nicht_[^,;.]* "
        r"und_nicht_(?:von|vom|an|am|in|im|für|mit|auf|aus|bei|wegen|durch|der|die)\b[^,;.]* "
        r"(?:\w*spiel|\w*partie|match|rennen|turnier|begegnung|\w*finale)_(?:\w+_){0,4}"
        r"bestr[ei]+t\w* "
        r"so_\w+_wie_(?:seit|noch|lange|zuletzt|nie)[^,;.]* "
        "wie_(?:seit|nie)[^,;.]*(?:nicht|zuvor)(?:_mehr)? nicht_nur nicht_zuletzt nicht_mehr_als "
        r"nicht_weniger_als nichts_als nicht_einmal "
        r"kein\w*_(?:andere_)?(?:wahl|alternative|zweifel) "
        "nichts_anderes_übrig"
    ),
    denial=pattern(
        r"\w*ablehn\w* abgelehnt\w* abzulehnen lehn(?:t|te|ten|en)(?=\s.*\bab\b) bestr[ie]+t\w* "
        r"(?:ab)?(?:ge)?leugne\w* zurückweis\w* zurückwies\w* abstreit\w* abstritt\w* "
        r"verwahr(?:t|te|ten)_sich verneint\w* "
        r"bestritten\w* dementier\w* verneine\w* (?:ge)?weiger\w* verweiger\w* zurückgewiesen\w* "
        r"zurückzuweisen weis(?:t|en)(?=\s.*\bzurück\b) wies(?:en)?(?=\s.*\bzurück\b) "
        r"auszuschließen ausgeschlossen\w* ausschließ\w* "
        r"schl(?:ießt|oss|ießen|ossen)(?=\s.*\baus\b) abgestritten "
        r"str(?:eitet|itt|itten)(?=\s.*\bab\b) widersprach\w* widerspr[ioe]ch\w* "
        r"gegen(?=\s.*\b(?:aus(?=[.,;]|$)|ausgesprochen\w*|gestimmt\w*|gewandt\w*)\b) "
        r"(?:ist|sind|war|waren|stimm(?:t|te|ten|en)|votier\w*)"
        r"(?=\s(?:\S+\s)?(?:gegen(?!\s(?:kaution|bezahlung|zahlung|gebühr|entgelt|geld|vorlage)\b)|"
        r"dagegen)\b)"
    ),
    lacking=pattern(
        r"gescheitert\w* scheiter\w* verzicht\w* fehl(?:t|te|en|ten|ende[nrs]?|schlug) mangel\w* "
        r"gegner\w* freigesprochen\w* anonym\w* verbot\w* verbiet\w* untersag\w* sperr\w* "
        r"gesperrt\w* geschlossen\w* schließ\w* vermisst\w* "
        r"(?:s[aäi][ßt]\w*|steck\w*|h[iä]ng\w*)(?=\s.*\bfest\b) festgesessen\w* "
        r"schw(?:eig|ieg)\w* geschwiegen\w* unwahr\w* falsch\w* erfunden\w* haltlos\w* "
        r"entf(?:ällt|iel)\w* entfallen abgeschnitten\w* ohne anders "
        r"kaum ungelöst\w* skeptisch\w* zweifel\w* unklar\w* entg[ai]ng\w* verscho[bn]\w* "
        r"ausgesetzt\w* "
        r"unterbrochen\w* verschont\w* unversehrt\w* wohlbehalten überleb\w* selten fern "
        r"verpass\w* leer ausgefallen\w* ausfall\w* fiel(?:en)?(?=\s.*\baus\b) abgesagt\w* "
        r"offen gültig\w* beend\w* endet\w* aus frei\w* kostenlos\w* wenig\w* zu_\w+_um "
        r"schwierig\w* sag(?:t|te|ten|en)(?=[^.,;:]*\sab(?:[.,;:]|$)) frühestens spätestens "
        r"erst_(?:im|am|ab|um|nach)"
    ),
    speech=pattern(
        r"sag(?:t|te|ten|en)(?![^.,;:]*\sab(?:[.,;:]|$)) gesagt "
        r"erklär(?:t|te|ten) betont\w* behaupte\w+ warn(?:t|te|ten) "
        "schr(?:ieb|ieben|eibt) berichte(?:t|te|ten)? äußer(?:te|ten) mein(?:t|te|ten)",
        _ACCORDING,
        r"zufolge nach_(?:eigenen_)?angaben angaben_zufolge nach_den_worten nach_\w+_worten "
        r"nach_ansicht aus_sicht nach_einschätzung heißt_es hieß_es behauptung\w* verdacht "
        r"gerücht\w* "
        r"anschuldigung\w* vorw[uü]rf\w* wonach"
    ),
    axes=AXES,
    saying=pattern(
        SPEAKING["de"],
        r"erklär(?:t|en) behaupte\w+ fordert nenn(?:t|en) nann(?:te|ten) "
        r"verlang(?:t|te|ten|en) verspr[aieo]ch\w* sprach(?:en)?(?=\s.*\bvon\b) "
        r"spricht(?=\s.*\bvon\b) sprechen(?=\s.*\bvon\b) "
        r"nach_(?:darstellung|auffassung|meinung|überzeugung|aussagen?|auskunft|schilderung|lesart|"
        r"berichten|informationen|erkenntnissen|einem_bericht|medienberichten|worten|ansicht) "
        r"versich(?:ert|erte|erten|ern) sicher(?:t|te|ten)(?=\s.*\bzu\b) zugesichert\w* "
        r"schr(?:ieb|ieben|eibt) geschrieben berichte\w* äußer(?:te|ten) mein(?:t|te|ten) "
        r"beschuldig\w* bezeichne\w+ begründe\w+ kritisier\w* wirft warf\w* vorgeworfen\w* "
        r"(?:hält|halten|hielt|hielten)(?=\s.*\bvor\b) vorwurf vorwürfe\w* beklag\w* "
        r"klag(?:t|te|ten) vermut\w* glaub(?:t|te|ten|en) erwarte\w* "
        r"rechne(?:t|te|ten|n)(?=\s.*\bmit\b) prognostizier\w* befürcht\w* schätz(?:t|te|ten|en) "
        r"fürchte\w* hält(?=\s.*\bfür\b) führ(?:t|te|ten)(?=\s.*\bzurück\b) zurückgeführt "
        r"mach(?:t|te|ten)(?=\s.*\bverantwortlich\b) ",
        _ACCORDING,
        r"nach_(?:eigenen_)?angaben "
        r"angaben_zufolge nach_den_worten nach_\w+_worten nach_ansicht aus_sicht ansicht "
        r"nach_einschätzung einschätzung bestr[ie]+t\w* dementier\w* heißt_es hieß_es "
        r"(?:gibt|gab|gaben|geben)(?=\s.*\ban\b) angegeben halten(?=\s.*\bfür\b) "
        r"hält(?=\W*$) verdacht pläd(?:iert|ierte|ierten|ieren) forder(?:n|te|ten) appellier\w* "
        r"bezweifel\w* g(?:eht|ehen|ing|ingen)(?=\s.*\b(?:davon|von|vom)\b.*\baus\b) "
        r"leg(?:t|en)(?=\s.*\bnahe\b) andeut\w* "
        r"deute(?:t|te|ten|n)(?=\s.*\b(?:an|hin)\b) schl(?:ägt|ug|agen|ugen)(?=\s.*\bvor\b)"
    ),
    notice=pattern(
        r"teil(?:t|te|ten)(?=\s.*\bmit\b) mitgeteilt\w* kündig(?:t|te|ten)(?=\s.*\ban\b) "
        r"angekündigt\w* (?:gab|gaben)(?=\s.*\bbekannt\b) bekanntgegeben meld(?:et|ete|eten) "
        r"gemeldet beschl(?:oss|ossen) beschlossen\w* bestätig(?:t|te|ten) "
        r"stell(?:t|te|ten)(?=\s.*\bfest\b)"
    ),
    hearsay=pattern(
        "sollen soll wolle solle würde würden habe hätten hätte sei seien müsse könne dürfe gebe "
        r"komme wisse könnten mutmaßlich\w* angeblich\w* vermeintlich\w* offenbar vermutlich\w* "
        r"verdächtig\w* tatverdächtig\w* werde gehe stehe bleibe lasse brauche trage liege handle "
        "zwinge"
    ),
    hedge=pattern(
        r"wahrscheinlich\w* voraussichtlich\w* möglicherweise vermutlich wohl könnte könnten "
        r"erwarte(?:t|n|te|ten)? rechne(?:t|te|ten|n)(?=\s.*\bmit\b) glaub(?:t|te|ten|en) "
        r"vermute(?:t|te|ten|n) g(?:eht|ehen|ing|ingen)(?=\s.*\b(?:davon|von|vom)\b.*\baus\b) "
        r"prognostizier\w* in_aussicht"
        r"dürfte dürften womöglich eventuell vielleicht mutmaßlich\w* offenbar kaum"
    ),
    plan=pattern(
        r"will wollen wollte wollten plan\w* geplant\w* beabsichtig\w* ziel ziele möchte möchten "
        r"vorhaben soll sollen gilt gelten galt erwart\w* rechne(?:t|n|te|ten) prognos\w* "
        r"vermut\w* befürcht\w* schätz\w* hoff(?:t|te|ten|en) wünsch(?:t|te|ten|en) "
        r"dräng(?:t|te|ten|en) zweifel(?:t|te|ten|n) anstreb\w* streb(?:t|te|ten|en)"
    ),
    now=pattern(
        r"derzeit\w* aktuell\w* momentan zurzeit gegenwärtig\w* inzwischen mittlerweile jetzt nun"
    ),
    cause=pattern(
        "weil wegen aufgrund infolge deshalb daher darum deswegen dadurch "
        r"(?<!auf\s)(?:haupt)?grund (?:haupt)?gründen? ursache\w* verursach\w* auslös\w* "
        r"ausgelöst\w* löst(?:e|en)?(?=\s.*\baus\b) "
        r"führ(?:t|te|ten|en)(?=\s.*\b(?:zu|zur|zum|zurück)\b) zurückzuführen zurückgeführt "
        r"verantwortlich begründ\w* dank schuld folge \w*(?<!un)bedingt\w* "
        r"l[aie]+g(?:t|en)?(?=\s(?:\w+\s)?(?:an|am|daran)\b) erklär(?:t|te|ten)(?=\s.*\bmit\b)"
    ),
    former=pattern(
        r"noch_von noch_bei waren_es war_es zuvor davor vorjahr\w* vorjahresmonat ursprünglich\w* "
        r"zunächst anfangs damals früher\w* vorher noch_im noch_am noch_vor ehemal\w* einst hatte "
        r"hatten war(?:en)?(?=\s.*\bworden\b) "
        r"vergangenen_jahr letzten_jahr vorigen_jahr vormonat\w* vorgänger\w*"
    ),
    correction=pattern(
        r"korrektur(?=\s?[:)–-]|$) berichtigung\w* berichtigt\w* neufassung richtigstellung "
        r"aktualisierte_fassung aktualisiert(?=[:)]|$) "
        r"in_einer_(?:früheren|ersten|vorherigen)_(?:meldung|fassung|version)"
    ),
    revision=pattern(
        r"nicht_wie_(?:anfangs|zunächst|zuerst|ursprünglich|bisher) (?:anfangs|zuerst)_angenommen "
        r"(?:zuerst|zunächst|anfangs|ursprünglich)_war(?:en)? "
        r"statt_wie_(?:bisher|zunächst|anfangs) "
        rf"korrigier(?:t|te|ten) von(?=\s{_NUMBER}(?:\s\w+)?\sauf\s{_NUMBER}) "
        rf"(?:stieg|steigt|gestiegen|erhöhte|sank|sinkt)(?=\s.*\bauf\s{_NUMBER}) "
        rf"auf_{_NUMBER}(?:\s\w+)?_(?:an)?(?:gestiegen|gewachsen|gesunken|gefallen|erhöht|korrigiert)"
    ),
    pronouns=words(
        """
        er sie es ihn ihm ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner dieser
        diese dieses der die das dort man wer
        """
    ),
    persons=words(
        """
        er sie ihn ihm ihr ihre ihren ihrem ihrer ihres sein seine seinen seinem seiner seines
        """
    ),
    prepositions=words(
        """
        in im ins an am auf aus bei beim mit nach seit von vom vor zu zum zur über unter um für
        gegen durch ohne bis als wie laut ab während wegen trotz zwischen neben binnen innerhalb
        außerhalb statt infolge aufgrund unterdessen damit je gegenüber seitens
        """
    ),
    passive=pattern("wird werden wurde wurden worden"),
    finite=pattern(
        "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte "
        "konnten soll sollen sollte sollten will wollen wollte wollten muss müssen musste mussten "
        "darf "
        "dürfen durfte durften dürfte dürften könnte könnten möchte möchten wäre wären habe sei "
        "hätten hätte würde würden seien gab gaben gibt kam kamen kommt ging gingen geht stand "
        "standen "
        "saß saßen lag lagen fand fanden hielt hielten ließ ließen nahm nahmen lief liefen trat "
        "traten "
        "zog zogen rief blieb blieben bleibt trug trugen fiel fielen schlug schlugen bezwang "
        "schrieb"
    ),
    conjunctions=pattern(
        "aber sondern doch während wobei weil dass obwohl nachdem bevor wenn falls sodass damit"
    ),
)  # fmt: skip
