"""German words with an opposite, by topic: "rise" and "fall"."""

from collections.abc import Mapping
from re import Pattern
from typing import Final

from index.language.statements.lists import pattern

AXES: Final[Mapping[str, tuple[Pattern[str], Pattern[str]]]] = {
    "change": (
        pattern(
            r"steig\w* stieg\w* gestiegen\w* anstieg\w* angestiegen\w* wachs\w* wächst "
            r"wuchs\w* gewachsen\w* zunahm\w* zunehm\w* zugenommen\w* zunimmt erhöh\w* "
            r"angehoben\w* anheb\w* anzuheben heb(?:t|en)(?=\s.*\ban\b) kletter\w* "
            r"verteuer\w* plus zuwachs\w* "
            r"prozent_mehr (?<!nicht\s)mehr(?!\sals\s(?:\d|ein|die\b|zwe|drei|hund|taus)) höher\w* "
            r"verdoppel\w* verdreifach\w* leg(?:t|te|ten)(?=\s.*\bzu\b) zugelegt "
            r"(?:nahm|nahmen|nimmt)(?=\s.*\bzu\b)"
        ),
        pattern(
            r"sink\w* sank\w* gesunken\w* gefallen\w* fällt fielen fiel\w* senk\w* gesenkt\w* "
            r"zurückgegangen\w* rückgang\w* ging\w*(?=\s.*\bzurück\b) zurückgeh\w* abnahm\w* "
            r"abnehm\w* abgenommen\w* (?:nahm|nahmen|nimmt)(?=\s.*\bab\b) verringer\w* "
            r"gekürzt\w* kürz\w* gab(?:en)?(?=\s.*\bnach\b) nachgegeben\w* minus "
            r"prozent_weniger weniger(?!\sals\s(?:\d|ein|die\b|zwe|drei|hund|taus)) niedriger\w* "
            r"geringer\w* "
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
            r"w(?:ies|iesen|eist|eisen)(?=\s.*\bzurück\b) (?:ge)?weiger\w* verweiger\w* "
            r"untersag\w* "
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
        pattern(r"verlier\w* verlor\w* verloren\w* unterl[ai]g\w* unterlegen\w* niederlage\w*"),
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
            r"(?-i:festgenommen|verhaftet|inhaftiert|verurteilt) "
            r"(?:nahm|nahmen|nimmt)(?=\s.*\bfest\b)"
        ),
        pattern(r"freigelassen\w* entlassen\w* freigesprochen\w*"),
    ),
}
