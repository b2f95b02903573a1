"""The German lexicon."""

import re

from index.language.lexicon import Lexicon, SentenceEnds, abbreviations, words
from index.language.requests.de import REQUESTS
from index.language.requests.umlauts import patterns, without_umlauts

STOP_WORDS = words("""
    solch solche solchen solcher solches bisher beispielsweise allerdings der die das den dem
    des ein eine einen einem einer eines und oder aber denn sondern doch nur auch nicht kein
    keine keinen keinem keiner ist sind war waren sein gewesen wird werden wurde wurden worden
    hat haben hatte hatten habe kann können konnte konnten soll sollen sollte muss müssen in im
    an am auf aus bei beim mit nach von vom vor zu zum zur über unter um für gegen durch ohne
    seit bis als wie wenn weil dass ob so sich er sie es ihr ihre ihren ihrem ihrer seine seinen
    seinem seiner wer wem wen wessen was wo wann warum wieso weshalb welche welcher welches
    welchen welchem wie viele viel dieser diese dieses diesen diesem man noch schon sehr mehr
    dort hier da jedoch ja nein laut rund
    """)
SEARCH_STOP_WORDS = words("""
    ab aber alle allem allen aller allerdings alles als also am an andere anderem anderen
    anderer anderes auch auf aus außer außerdem bei beim beispielsweise bereits bevor bin bis
    bisher bist bzw da dabei dadurch dafür dagegen daher dahin damals damit danach daneben dann
    daran darauf daraus darf darin darum darunter darüber das dass davon davor dazu dein deine
    deinem deinen deiner dem demnach den denen denn dennoch der deren derer des deshalb dessen
    desto dich die dies diese dieselbe dieselben diesem diesen dieser dieses dir doch dort dorthin
    du durch durfte durften dürfen ebenso eigentlich ein eine einem einen einer eines einige
    einigem einigen einiger einiges er es etc etwa etwas euch euer eure eurem euren eurer falls
    für gab gar gegen genau gewesen gib gibt gäbe hab habe haben hat hatte hatten hier hin hinter
    hätte hätten ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins
    insbesondere inwiefern irgend ist ja je jede jedem jeden jeder jedes jedoch jemals jemand
    jemandem jemanden jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner
    keines konnte konnten könne können könnte könnten man manche manchem manchen mancher manches
    mein meine meinem meinen meiner mehr mich mir mit mochte muss musste mussten möchte möchten
    mögen müssen müsste müssten nach nachdem nein neben nein nicht nichts noch nun nur ob oder
    ohne per pro schon sehr sei seid seien sein seine seinem seinen seiner seines seit seitdem
    selber selbst sich sie sind so sobald sofern solange solch solche solchem solchen solcher
    solches soll sollen sollte sollten somit sondern sonst soviel sowie sowohl statt trotz trotzdem
    um und uns unser unsere unserem unseren unserer unter viel viele vielem vielen vieler vom von
    vor wann war waren warum was weder wegen weil weiter welche welchem welchen welcher welches wem
    wen wenn wer werde werden weshalb wessen wie wieso wieviel wieviele will wir wird wo wobei
    wodurch wofür wogegen woher wohin wohl wollen wollte wollten womit woran worauf woraus worden
    worin worum worüber wovon wozu wurde wurden während wäre wären würde würden zu zudem zum zur
    zwar zwischen über überhaupt laut rund
    """)
"""Words ignored by search and dictionary: stop words plus pronouns, prepositions and auxiliaries,
which may be evidence in a claim."""
_COMMON_WORDS = STOP_WORDS | words("""
    ich du wir mich mir dich dir uns euch ihn ihm ihnen mein meine meinen meinem dein deine deinen
    unser unsere jener jene jenes jenen alle alles allem allen aller beide beiden jeder jede jedes
    jeden jedem mancher manche etwas nichts niemand jemand wozu wofür womit wodurch wovon worum
    worüber woran worauf wogegen woher wohin weswegen wieviel inwiefern davon damit dafür dagegen
    dazu daran darauf darüber dabei dadurch danach daher darum deshalb dann jetzt heute gestern
    morgen immer wieder nie bereits eigentlich überhaupt denen deren dessen ins ans zwischen während
    wegen trotz neben hinter außer innerhalb außerhalb statt gemäß zufolge sowie sowohl weder bevor
    nachdem obwohl falls damals insgesamt sonst gibt gab geben gegeben geht ging gehen gegangen
    kommt kam kommen kamen gekommen macht machte machen gemacht sagt sagte sagen sagten gesagt heißt
    hieß heißen kostet kostete kosten liegt lag liegen steht stehen standen bleibt blieb bleiben
    passiert passierte geschah geschieht geschehen bedeutet bedeuten wollte wollen wollten möchte
    möchten darf dürfen durfte mag läuft lief findet fand finden fanden trifft traf treffen trafen
    lebt lebte leben wohnt arbeitet arbeitete gehört gehören gehörte dauert dauerte zahlt zahlte
    zahlen hält hielt halten nimmt nahm nehmen weiß wusste wissen sieht sah sehen tut tat tun
    fordert forderte beginnt begann endet endete bekommt bekam bekommen erhielt erhält wirft warf
    würde würden hätte hätten wäre wären könnte könnten müsste sollten bin bist seid habt hast
    kannst willst weißt nenne nenn zeig zeige erkläre beschreibe liste fasse fass schreib schreibe
    erzähl erzähle übersetze vergleiche hallo moin servus danke tschüss bitte guten schönen grüß
    """)


_SENTENCE_ENDS = SentenceEnds(
    starters=(SEARCH_STOP_WORDS - words("will per da bin ab gab je etwa"))
    | words("""
        anschließend zuvor zunächst zuletzt inzwischen mittlerweile später heute gestern morgen
        niemand zusätzlich deswegen vorher nachher künftig derzeit zurzeit bislang schließlich beide
        beides manchmal ebenfalls vielleicht wahrscheinlich zudem ferner
        """),
    never=abbreviations(
        "z. B, d. h, d. i, i. d. R, i. V. m, i. d. F, i. S. d, i. H. v, v. a, h. c, z. T, u. U, "
        "m. E, o. g, s. a, sog, vgl, bzw, bzgl, ca, Dr, Prof, St, hl, evtl, ggf, insb, inkl, exkl, "
        "einschl, zzgl, abzgl, geb, gem, lt, zw, Hr, Fr, Frl, Hrsg"
    ),
    before_number=abbreviations(
        "Art, Abs, Nr, Nrn, Kap, Abb, Tab, Bd, S, Anm, Rn, Rz, Rdnr, Ziff, Z, Tel, Drs, lit, Jan, "
        "max, min, Min, mind, Pos, Bsp, Vol, Jg, Ausg, Hausnr",
        endings="nr",
    ),
    abbreviations=abbreviations(
        "u. a, u. ä, u. Ä, o. ä, o. Ä, s. o, s. u, a. D, a. M, a. d. R, e. V, i. R, d. J, d. M, "
        "v. Chr, n. Chr, c. t, s. t, f, ff, Mio, Mrd, Tsd, Std, Sek, J, Jh, Jhd, Hbf, Bhf, Bf, Co, "
        "Gebr, Fa, Abt, Bez, Lkr, Krs, Landkr, Reg, stellv, stv, ehem, gegr, verh, verw, gest, "
        "gez, Vors, Aufl, Dipl, Ing, Kfm, Mag, allg, evang, kath, röm, griech, lat, dt, engl, frz, "
        "russ, ukr, österr, schweiz, Feb, Apr, Jun, Jul, Aug, Sep, Sept, Okt, Nov, Dez, Temp, "
        "Pers, Einw, Bgm, OStA, StA, RA, Jr, Sr, jun, sen, Inc, Ltd, Corp, M.A, B.A, M.Sc, B.Sc, "
        "Ph.D, LL.M, med, jur, phil, rer. nat, freundl, tägl, wöchentl, mtl, jährl, staatl, städt, "
        "kirchl, amtl, gesetzl, schriftl, mündl, öffentl",
        endings="str|Str|pl|Pl",
    ),
    closing=abbreviations("usw, etc, u. v. m, u. dgl"),
    ordinals=True,
    determiners=words("""
        der die das den dem des am im zum zur vom beim ein eine einem einen einer eines jeder jede
        jedes jedem jeden sein seine seinem seinen seiner seines ihr ihre ihrem ihren ihrer ihres
        unser unsere unserem unseren dieser diese dieses diesem diesen kein keine
        """),
    numbered=words("""
        Platz Rang Seite Kapitel Zimmer Raum Saal Gleis Linie Ziffer Absatz Artikel Paragraf
        Paragraph Nummer Nr Klasse Stufe Gruppe Band Teil Phase Kategorie Halle Tor Startplatz
        """),
    streets=("str", "straße", "strasse", "weg", "platz", "allee", "gasse", "ring", "ufer"),
    after_date=words("""
        montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
        uhr und bis oder
        """),
)

_PAGE_LABELS = (
    "anzeige, werbung, mehr zum thema, lesen sie auch, das könnte sie interessieren, das könnte "
    "sie auch interessieren, auch interessant, weitere artikel, teilen, artikel teilen, "
    "drucken, artikel drucken, weiterlesen, mehr lesen, nach oben, zum seitenanfang, zur "
    "startseite, kommentare, kommentar schreiben, newsletter, meistgelesen, empfohlener "
    "redaktioneller inhalt"
)

LEXICON = Lexicon(
    stop_words=STOP_WORDS,
    common_words=without_umlauts(_COMMON_WORDS),
    openings=patterns(r"(?:hat|war|die|man)\b", r"was\W*$", r"was\s(?-i:[^\W\dA-ZÄÖÜ]{3,})"),
    forms_of_address=words("herr herrn frau dr prof professor professorin lord lady sir"),
    requests=REQUESTS,
    consent=patterns(
        r"(?:(?:alle|alles|cookies|nur|alle cookies) )?(?:akzeptieren|annehmen|ablehnen|erlauben)",
        r"(?:ich )?(?:stimme )?(?:allem )?(?:zustimmen|zu$|einverstanden|verstanden)",
        r"(?:cookie-?)?einstellungen|auswahl (?:speichern|bestätigen)|nur (?:notwendige|technisch)",
    ),
    byline=re.compile(r"\s*(?:Ein (?:Artikel|Beitrag|Kommentar) )?von\s+", re.IGNORECASE),
    page_labels=frozenset(_PAGE_LABELS.split(", ")),
    sentence_ends=_SENTENCE_ENDS,
)
