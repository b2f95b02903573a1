"""German words by what they do to a statement."""

from typing import Final

from index.language.lexicon import words
from index.language.statements.lists import UNITS, Statements, Unit, pattern

_UNITS: Final = UNITS | {
    **dict.fromkeys(("prozent", "prozentige", "prozentigen", "vh"), Unit("percent")),
    **dict.fromkeys(("prozentpunkt", "prozentpunkte", "prozentpunkten"), Unit("percentage point")),
    **dict.fromkeys(("promille",), Unit("percent", 0.1)),
    **dict.fromkeys(("euro", "euros"), Unit("euro")),
    **dict.fromkeys(("cent",), Unit("euro", 0.01)),
    **dict.fromkeys(("dollar", "dollars", "us-dollar"), Unit("dollar")),
    **dict.fromkeys(("pfund",), Unit("pound")),
    **dict.fromkeys(("franken",), Unit("franc")),
    **dict.fromkeys(("kronen", "krone"), Unit("krona")),
    **dict.fromkeys(("rubel",), Unit("rouble")),
    **dict.fromkeys(("yen",), Unit("yen")),
    **dict.fromkeys(("złoty", "zloty"), Unit("zloty")),
    **dict.fromkeys(("millimeter", "millimetern"), Unit("length", 0.001)),
    **dict.fromkeys(("zentimeter", "zentimetern"), Unit("length", 0.01)),
    **dict.fromkeys(("meter", "metern"), Unit("length")),
    **dict.fromkeys(("kilometer", "kilometern"), Unit("length", 1000)),
    **dict.fromkeys(("meile", "meilen"), Unit("length", 1609.0)),
    **dict.fromkeys(("seemeile", "seemeilen"), Unit("length", 1852.0)),
    **dict.fromkeys(("fuß",), Unit("length", 0.3048)),
    **dict.fromkeys(("zoll",), Unit("length", 0.0254)),
    **dict.fromkeys(("milligramm",), Unit("mass", 1e-6)),
    **dict.fromkeys(("gramm",), Unit("mass", 0.001)),
    **dict.fromkeys(("kilo", "kilogramm", "kilos"), Unit("mass")),
    **dict.fromkeys(("tonne", "tonnen"), Unit("mass", 1000)),
    **dict.fromkeys(("liter", "litern"), Unit("volume")),
    **dict.fromkeys(("milliliter",), Unit("volume", 0.001)),
    **dict.fromkeys(("hektoliter",), Unit("volume", 100)),
    **dict.fromkeys(("kubikmeter", "kubikmetern"), Unit("volume", 1000)),
    **dict.fromkeys(("hektar",), Unit("area", 10_000)),
    **dict.fromkeys(("quadratmeter", "quadratmetern"), Unit("area")),
    **dict.fromkeys(("quadratkilometer", "quadratkilometern"), Unit("area", 1e6)),
    **dict.fromkeys(("sekunde", "sekunden", "sekündige"), Unit("time", 1)),
    **dict.fromkeys(("minute", "minuten", "minütige", "minütigen"), Unit("time", 60)),
    **dict.fromkeys(
        ("stunde", "stunden", "stündige", "stündigen", "stündiger"), Unit("time", 3600)
    ),
    **dict.fromkeys(("tag", "tage", "tagen", "tägige", "tägigen", "tägiger"), Unit("time", 86400)),
    **dict.fromkeys(("woche", "wochen", "wöchige", "wöchigen"), Unit("time", 604800)),
    **dict.fromkeys(
        ("monat", "monate", "monaten", "monatige", "monatigen", "monatiger"), Unit("months", 1)
    ),
    **dict.fromkeys(
        ("jahr", "jahre", "jahren", "jährige", "jährigen", "jähriger", "jahres"),
        Unit("months", 12),
    ),
    **dict.fromkeys(("jahrzehnt", "jahrzehnte", "jahrzehnten"), Unit("months", 120)),
    **dict.fromkeys(("jahrhundert", "jahrhunderte", "jahrhunderten"), Unit("months", 1200)),
    **dict.fromkeys(("watt",), Unit("power")),
    **dict.fromkeys(("kilowatt",), Unit("power", 1e3)),
    **dict.fromkeys(("megawatt",), Unit("power", 1e6)),
    **dict.fromkeys(("gigawatt",), Unit("power", 1e9)),
    **dict.fromkeys(("terawatt",), Unit("power", 1e12)),
    **dict.fromkeys(("kilowattstunde", "kilowattstunden"), Unit("energy", 1e3)),
    **dict.fromkeys(("megawattstunde", "megawattstunden"), Unit("energy", 1e6)),
    **dict.fromkeys(("gigawattstunde", "gigawattstunden"), Unit("energy", 1e9)),
    **dict.fromkeys(("terawattstunde", "terawattstunden"), Unit("energy", 1e12)),
    **dict.fromkeys(("grad",), Unit("degree")),
    **dict.fromkeys(("stundenkilometer", "stundenkilometern"), Unit("speed")),
    **dict.fromkeys(("megabyte",), Unit("data", 1e6)),
    **dict.fromkeys(("gigabyte",), Unit("data", 1e9)),
    **dict.fromkeys(("terabyte",), Unit("data", 1e12)),
}

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

STATEMENTS: Final = Statements(
    units=_UNITS,
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
             "immer", "stets", "überall"), "all"),
        **dict.fromkeys(("einstimmig", "einhellig", "vollständig", "komplett"), "wholly"),
        **dict.fromkeys(("durchgehend", "durchweg"), "wholly"),
        **dict.fromkeys(
            ("meisten", "mehrheit", "großteil", "mehrzahl", "überwiegend", "meist",
             "meistens", "größtenteils"), "most"),
        **dict.fromkeys(
            ("viele", "vielen", "vieler", "zahlreiche", "zahlreichen", "oft", "häufig"), "many"),
        **dict.fromkeys(
            ("einige", "einigen", "einiger", "manche", "manchen", "mancher", "mehrere",
             "mehreren", "mehrerer", "teilweise", "teils", "manchmal", "gelegentlich"), "some"),
        **dict.fromkeys(("wenige", "wenigen", "weniger", "selten", "kaum"), "few"),
    },
    exclusive=pattern("nur lediglich bloß ausschließlich einzig einzige einzigen einziger"),
    nearly=pattern(r"fast nahezu beinahe annähernd nicht_alle nicht_jede\w*"),
    negation=pattern(
        "nicht nie niemals nirgends weder niemand niemanden niemandem nichts keinesfalls "
        "keineswegs kein kein[a-z]{1,2}"
    ),
    no_denial=pattern(
        r"so_\w+_wie_(?:seit|noch|lange|zuletzt|nie)[^,;.]* "
        "wie_(?:seit|nie)[^,;.]*(?:nicht|zuvor)(?:_mehr)? nicht_nur nicht_zuletzt nicht_mehr_als "
        "nicht_weniger_als nichts_als nicht_einmal"
    ),
    denial=pattern(
        r"\w*ablehn\w* abgelehnt\w* abzulehnen lehn(?:t|te|ten|en)(?=\s.*\bab\b) bestr[ie]+t\w* "
        r"bestritten\w* dementier\w* verneint?\w* (?:ge)?weiger\w* verweiger\w* zurückgewiesen\w* "
        r"zurückzuweisen weis(?:t|en)(?=\s.*\bzurück\b) wies(?:en)?(?=\s.*\bzurück\b) "
        r"auszuschließen ausgeschlossen\w* ausschließ\w* "
        r"schl(?:ießt|oss|ießen|ossen)(?=\s.*\baus\b) abgestritten "
        r"str(?:eitet|itt|itten)(?=\s.*\bab\b) widersprach\w* widerspr[ioe]ch\w* "
        r"gegen(?=\s.*\b(?:aus(?=[.,;]|$)|ausgesprochen\w*|gestimmt\w*|gewandt\w*)\b) "
        r"(?:ist|sind|war|waren|stimm(?:t|te|ten|en)|votier\w*)(?=\s(?:\S+\s)?(?:gegen|dagegen)\b)"
    ),
    lacking=pattern(
        r"gescheitert\w* scheiter\w* verzicht\w* fehl(?:t|te|en|ten|ende[nrs]?|schlug) mangel\w* "
        r"gegner\w* freigesprochen\w* anonym\w* verbot\w* verbiet\w* untersag\w* sperr\w* "
        r"gesperrt\w* geschlossen\w* schließ\w* vermisst\w* fest abgeschnitten\w* ohne anders "
        r"kaum ungelöst\w* leer ausgefallen\w* ausfall\w* fiel(?:en)?(?=\s.*\baus\b) abgesagt\w* "
        r"offen gültig\w* beend\w* endet\w* aus frei\w* kostenlos\w* wenig\w* zu_\w+_um "
        r"schwierig\w*"
    ),
    speech=pattern(
        r"sag(?:t|te|ten|en) gesagt erklär(?:t|te|ten) betont\w* behaupte\w+ warn(?:t|te|ten) "
        "schr(?:ieb|ieben|eibt) berichte(?:t|te|ten)? äußer(?:te|ten) mein(?:t|te|ten) laut "
        r"zufolge nach_(?:eigenen_)?angaben angaben_zufolge nach_den_worten nach_\w+_worten "
        "nach_ansicht aus_sicht nach_einschätzung heißt_es hieß_es"
    ),
    axes={
        "change": (
            pattern(
                r"steig\w* stieg\w* gestiegen\w* anstieg\w* angestiegen\w* wachs\w* wächst "
                r"wuchs\w* gewachsen\w* zunahm\w* zunehm\w* zugenommen\w* zunimmt erhöh\w* "
                r"angehoben\w* anheb\w* anzuheben heb(?:t|en)(?=\s.*\ban\b) kletter\w* "
                r"verteuer\w* plus zuwachs\w* "
                r"(?<!nicht\s)mehr(?!\sals\s(?:\d|ein|die\b|zwe|drei|hund|taus)) höher\w* "
                r"verdoppel\w* verdreifach\w* leg(?:t|te|ten)(?=\s.*\bzu\b) zugelegt "
                r"(?:nahm|nahmen|nimmt)(?=\s.*\bzu\b)"
            ),
            pattern(
                r"sink\w* sank\w* gesunken\w* gefallen\w* fällt fielen fiel\w* senk\w* gesenkt\w* "
                r"zurückgegangen\w* rückgang\w* ging\w*(?=\s.*\bzurück\b) zurückgeh\w* abnahm\w* "
                r"abnehm\w* abgenommen\w* (?:nahm|nahmen|nimmt)(?=\s.*\bab\b) verringer\w* "
                r"gekürzt\w* kürz\w* gab(?:en)?(?=\s.*\bnach\b) nachgegeben\w* minus "
                r"weniger(?!\sals\s(?:\d|ein|die\b|zwe|drei|hund|taus)) niedriger\w* geringer\w* "
                r"schrumpf\w* geschrumpft\w* halbier\w* einbruch eingebrochen\w* verbillig\w* "
                r"einspar\w* eingespart\w* verlor\w* verlier\w* streich\w* gestrichen\w*"
            ),
        ),
        "consent": (
            pattern(
                r"angenommen\w* annehm\w* annahm\w* (?:nahm|nahmen|nimmt)(?=\s.*\ban\b) "
                r"zugestimmt\w* zustimm\w* stimm(?:t|te|ten)(?=\s.*\bzu\b) gebilligt\w* "
                r"billig(?:t|te|ten|en) zugegeben\w* räum(?:t|te|ten)(?=\s.*\bein\b) "
                r"eingeräumt\w* bestätig\w* (?:gab|gaben|gibt)(?=\s.*\bzu\b) befürwort\w* "
                r"unterstütz\w* begrüß\w* einverstanden genehmig\w* erlaub\w* gestatt\w* "
                r"forder\w* gefordert\w* akzeptier\w*"
            ),
            pattern(
                r"abgelehnt\w* ablehn\w* abzulehnen lehn(?:t|te|ten|en)(?=\s.*\bab\b) "
                r"bestr[ie]+t\w* bestritten\w* dementier\w* zurückgewiesen\w* "
                r"wies(?:en)?(?=\s.*\bzurück\b) (?:ge)?weiger\w* verweiger\w* untersag\w* "
                r"verbiet\w* verbot\w* verboten\w* widerspr[aioe]ch\w*"
            ),
        ),
        "opening": (
            pattern(r"öffne\w* geöffnet\w* eröffn\w* wiedereröffn\w* freigegeben\w*"),
            pattern(
                r"schließt schließen schloss schlossen geschlossen\w* schließung\w* "
                r"sperr(?:t|te|ten|en|ung)\w* gesperrt\w*"
            ),
        ),
        "winning": (
            pattern(r"gewinn(?:t|en) gewann\w* gewonnen\w* sieg(?:t|te|ten|en)?"),
            pattern(
                r"verlier\w* verlor\w* verloren\w* unterl[ai]g\w* unterlegen\w* niederlage\w*"
            ),
        ),
        "trade": (
            pattern(
                r"kauf(?:t|te|ten|en) gekauft\w* übernimmt übernehmen übernahm\w* erwirbt "
                r"erwarb\w* erworben\w*"
            ),
            pattern(r"verkauf(?:t|te|ten|en)\w* verkauft\w* veräußer\w*"),
        ),
        "custody": (
            pattern(
                r"festgenommen\w* (?:nahm|nahmen|nimmt)(?=\s.*\bfest\b) verhaftet\w* "
                r"inhaftiert\w* verurteilt\w*"
            ),
            pattern(r"freigelassen\w* entlassen\w* freigesprochen\w*"),
        ),
    },
    saying=pattern(
        r"sag(?:t|te|ten|en) gesagt erklär(?:t|te|ten|en) betont\w* behaupte\w+ warn(?:t|te|ten) "
        "gewarnt forder(?:t|te|ten) gefordert nann(?:te|ten) schr(?:ieb|ieben|eibt) geschrieben "
        r"berichte\w* äußer(?:te|ten) geäußert mein(?:t|te|ten) versprach\w* versprochen "
        r"beschuldig\w* bezeichne\w+ begründe\w+ kritisier\w* wirft warf\w* vorgeworfen\w* "
        r"(?:hält|halten|hielt|hielten)(?=\s.*\bvor\b) vorwurf vorwürfe\w* beklag\w* "
        r"klag(?:t|te|ten) vermut\w* glaub(?:t|te|ten|en) erwarte\w* "
        r"rechne(?:t|te|ten|n)(?=\s.*\bmit\b) prognostizier\w* befürcht\w* schätz(?:t|te|ten|en) "
        r"fürchte\w* hält(?=\s.*\bfür\b) führ(?:t|te|ten)(?=\s.*\bzurück\b) zurückgeführt "
        r"mach(?:t|te|ten)(?=\s.*\bverantwortlich\b) laut zufolge nach_(?:eigenen_)?angaben "
        r"angaben_zufolge nach_den_worten nach_\w+_worten nach_ansicht aus_sicht ansicht "
        r"nach_einschätzung einschätzung bestr[ie]+t\w* dementier\w* heißt_es hieß_es "
        r"(?:gibt|gab|gaben|geben)(?=\s.*\ban\b) angegeben halten(?=\s.*\bfür\b) hält verdacht"
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
        r"dürfte dürften womöglich eventuell vielleicht mutmaßlich\w* offenbar kaum"
    ),
    plan=pattern(
        r"will wollen wollte wollten plan\w* geplant\w* beabsichtig\w* ziel ziele möchte möchten "
        r"vorhaben soll sollen gilt gelten galt erwart\w* rechne(?:t|n|te|ten) prognos\w* "
        r"vermut\w* befürcht\w* schätz\w*"
    ),
    now=pattern(
        r"derzeit\w* aktuell\w* momentan zurzeit gegenwärtig\w* inzwischen mittlerweile jetzt nun"
    ),
    cause=pattern(
        "weil wegen aufgrund infolge deshalb daher darum deswegen dadurch "
        r"(?<!auf\s)(?:haupt)?grund (?:haupt)?gründen? ursache\w* verursach\w* auslös\w* "
        r"ausgelöst\w* löst(?:e|en)?(?=\s.*\baus\b) "
        r"führ(?:t|te|ten|en)(?=\s.*\b(?:zu|zur|zum|zurück)\b) zurückzuführen zurückgeführt "
        r"verantwortlich begründ\w* dank schuld folge erklär(?:t|te|ten)(?=\s.*\bmit\b)"
    ),
    former=pattern(
        r"noch_von noch_bei waren_es war_es zuvor davor vorjahr\w* vorjahresmonat ursprünglich\w* "
        r"zunächst anfangs damals früher\w* vorher noch_im noch_am noch_vor ehemal\w* einst hatte "
        r"hatten vergangenen_jahr letzten_jahr vorigen_jahr vormonat\w* vorgänger\w*"
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
        "konnten soll sollen sollte will wollen wollte muss müssen musste darf dürfen habe sei "
        "hätten hätte würde seien gab gibt kam kommt ging geht"
    ),
    conjunctions=pattern(
        "aber sondern doch während wobei weil dass obwohl nachdem bevor wenn falls sodass damit"
    ),
)  # fmt: skip
