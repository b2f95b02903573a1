"""German patterns of requests that do not ask for a fact."""

from typing import Final

from index.language.lexicon import Requests, compiled, words
from index.language.requests.umlauts import patterns, without_umlauts

# Parts of the patterns below. "Sie" is a form of address only if capitalised.
_YOU = r"(?:du|ihr|(?-i:Sie)|sie(?= mir\b| uns\b| bitte\b))"
_SMALL = r"(?:\s+(?:mir|uns|bitte|doch|mal|kurz|noch|auch|jetzt|einmal|vielleicht|eben|schnell))*"
_TEXT = (
    r"(?:(?:das|dem|der|den|die|im|in|laut|unser\w*|dies\w*)\s+)+"
    r"(?:briefings?|artikeln?|texte?n?|berichte?n?|meldung(?:en)?)"
)
_ON = r"(?:über|zu|zum|zur|von|vom)"
_ASKED = r"(?:wer|wen|wem|wessen|was|wann|wo\w*|warum|wieso|weshalb|wie|welche\w*|ob)\b"
_MADE = (
    r"(?:witz|gedicht|geschichte|märchen|lied|song|rezept|reim|rätsel|haiku|limerick|rap|aufsatz|"
    r"e-?mail|mail|brief|einladung|rede|grußkarte|bewerbung|programm|skript|code|spruch|tweet|"
    r"post|gute-nacht-geschichte|horoskop|kaffee|pizza)\w*"
)
_GIVE = r"(?:gib|gebt|geben (?-i:Sie)|mach\w*|schreib\w*|erstell\w*|zeig\w*|liefer\w*|schick\w*)"

_SINCE = r"(?P<since>seit\b.*?|heute|(?:in )?diese[r]? woche)"
_OF_TOPIC = r"(?:\s+(?P<topic>(?:rund um|beim?|zum?|zur|über|von|vom)\b.+?))?"
_ITEMS = r"(?:artikeln?|meldungen|nachrichten|berichten?|texten?|beiträgen?|ereignissen?)"

REQUESTS: Final = Requests(
    contractions={
        compiled(r"\b(geht|gibt|ging|gab|dreht|läuft)['’]?s\b"): r"\1 es",
        compiled(r"\bwas(?:['’]s|s) neu"): "was ist neu",
    },
    politeness=patterns(
        r"(?:bitte|also|und|aber|okay|ok|gut|sag mal|sagen sie mal|entschuldigung|hallo|hi|hey|"
        r"moin|guten (?:tag|morgen|abend)|danke(?: schön)?|vielen dank|super)\b\s*[,.!:–-]*\s+",
        rf"(?:kannst|könntest|könnt|könntet|können|könnten|würdest|würden|"
        rf"magst)\s+{_YOU}{_SMALL}\s+"
        r"(?:sagen|verraten|erklären|mitteilen|zeigen|erzählen|nennen|beantworten|helfen|schreiben|"
        r"aufschreiben)\s*[,:]\s*",
        rf"(?:weißt|wisst|wissen)\s+{_YOU}(?:\s+(?:vielleicht|zufällig|denn|schon))*\s*,\s*",
        rf"(?:sag|sage|sagt|verrate?|schreib|schreibe|erzähl|erzähle|erklär|erkläre|zeig|zeige)"
        rf"{_SMALL}(?:\s+auf)?\s*[,:]\s*",
        r"(?:ich|wir)\s+(?:möchte\w*|will|wollen|würde\w*)\s+(?:\w+\s+){0,2}"
        r"(?:wissen|erfahren|fragen)\s*[,:]\s*",
        r"(?:mich|uns) (?:würde interessieren|interessiert)\s*[,:]\s*",
    ),
    closing=patterns(r"[\s,;.!–-]+(?:bitte|danke|vielen dank|kurz gesagt|in kürze|hauptsächlich)$"),
    address=patterns(
        rf"(?:kannst|könntest|könnt|könntet|können|könnten|würdest|würden|"
        rf"magst)\s+{_YOU}{_SMALL}\s+",
        rf"(?:ich|wir)\s+(?:möchte\w*|will|wollen)\s*,\s*dass\s+{_YOU}{_SMALL}\s+",
    ),
    smalltalk={
        "greeting": patterns(
            r"(?:hallo|hi|hey|moin(?: moin)?|servus|tach|na|grüezi|hallöchen|guten? (?:morgen|tag|"
            r"abend)|schönen (?:guten )?(?:morgen|tag|abend)|grüß (?:gott|dich|euch|sie))"
            r"(?:,? (?:zusammen|du|ihr|alle|miteinander|leute|assistent\w*))?"
        ),
        "thanks": patterns(
            r"(?:(?:vielen|tausend|herzlichen|besten|schönen|lieben) )?dank(?:e(?: ?schön| sehr|"
            r" dir| euch| ihnen| vielmals)?| dir| ihnen)?(?: für [^,?]+)?",
            r"(?:thanks|thank you|thx|merci)(?: a lot)?",
            r"(?:ok(?:ay)?|alles klar|super|prima|toll|klasse|perfekt|gut|verstanden|cool|spitze)"
            r"(?:,? (?:danke(?: dir| ihnen| schön)?|vielen dank))?",
            r"das (?:war|ist|hat) (?:mir )?(?:sehr |echt |wirklich )?(?:hilfreich|nett|super|toll|"
            r"gut|geholfen)",
        ),
        "farewell": patterns(
            r"(?:tschüss?|tschau|ciao|ade|(?:auf )?wieder(?:sehen|schauen)|gute nacht|"
            r"mach'?s gut|bis (?:bald|später|morgen|dann|nachher)|"
            r"(?:einen )?schönen (?:tag|abend|feierabend)(?: noch)|schönes wochenende)"
        ),
        "wellbeing": patterns(
            r"(?:na,? )?wie (?:geht(?:'s|’s|s| es)?|läuft(?:'s|’s| es)?)"
            r"(?: (?:dir|euch|(?-i:Ihnen)|so|heute|denn))*",
            r"(?:hast du|haben (?-i:Sie)) gut geschlafen",
            r"alles (?:gut|in ordnung)(?: bei dir)?",
            r"(?:bist du|sind (?-i:Sie)) (?:da|noch da|wach|müde|glücklich|verheiratet)",
            r"wie (?:war|ist) (?:dein|(?-i:Ihr)) (?:tag|wochenende|urlaub)",
        ),
        "ability": patterns(
            r"was (?:kannst du|können (?-i:Sie))(?: (?:alles|so|denn|hier|für mich|tun|machen))*",
            r"(?:wobei|womit|wie) (?:kannst du|können (?-i:Sie)) (?:mir|uns) (?:alles )?helfen",
            r"(?:wer|was) (?:bist du|sind (?-i:Sie))(?: (?:eigentlich|denn|überhaupt|für \w+))*",
            r"wie (?:heißt du|heißen (?-i:Sie)|funktionierst du|ist dein name)",
            r"(?:bist du|sind (?-i:Sie)) (?:ein|eine) \w+",
            r"hilfe",
        ),
    },
    overriding=patterns(
        r"(?:ignorier\w*|vergiss|vergesst|missachte|umgehe|übergehe)\b",
        r"(?:du bist|(?-i:Sie) sind) (?:jetzt|nun|ab (?:jetzt|sofort)|ab heute|von nun an)\b",
        r"(?:ab jetzt|ab sofort|von jetzt an|von nun an)\b",
        r"tu(?:e|n (?-i:Sie))? so,? als\b",
        r"(?:stell dir vor|verhalte dich|benimm dich|antworte (?:nur|ab jetzt|immer|als|wie))\b",
        r".*\b(?:deine?n?|deiner|(?-i:Ihre?n?)) (?:system-?)?(?:prompt|anweisung(?:en)?|"
        r"vorgaben|instruktionen)\b",
        r".*\bsystem-?prompt",
    ),
    task=patterns(
        r"(?:schreibe?|schreibt|schreiben (?-i:Sie)|verfasse?|verfassen (?-i:Sie)|reime|"
        r"dichte(?= mir| uns| ein| etwas)|formulier\w*(?= mir| uns| ein| das| den| die| bitte)|"
        r"entwirf|entwerfen (?-i:Sie)|generiere?|programmiere?|komponiere?|zeichne|male(?= )|"
        r"übersetze?|übersetzen (?-i:Sie)|singe?(?= )|spiele?(?= mir| uns| ein| etwas| musik)|"
        r"korrigiere?|lektoriere?|erfinde?|denk dir|erstelle?(?= mir| uns| ein| bitte)|"
        r"erstellen (?-i:Sie)|buche?(?= mir| uns| ein)|bestelle?(?= mir| uns| ein)|"
        r"(?:schicke?|sende?)(?= mir| uns| ein| eine| das| den| die)|erinnere? mich|weck\w* mich|"
        r"lösche?|veröffentliche|wiederhole?|mach\w* (?:mir|uns) (?:einen?|ein)|bring\w* (?:mir|"
        r"uns)|(?:rechne|berechne)(?= \d)|löse(?= )|lies (?:mir )?(?:das |den |die )?\w* ?vor)\b",
        rf"(?:erzähl\w*|gib|sag\w*|nenn\w*|mach\w*|zeig\w*|sing\w*)(?:\s+(?:mir|uns|bitte|doch|"
        rf"mal))*\s+(?:(?:einen?|ein|noch einen?|deinen?)\s+(?:\w+\s+){{0,2}}?{_MADE}|"
        rf"(?:was|etwas) (?:lustiges|witziges))\b",
        rf"(?:ich|wir)\s+(?:brauche\w*|möchte\w*|will|wollen|hätte\w* gerne?|suche)\s+"
        rf"(?:(?:bitte|gern|noch)\s+)*(?:einen?|ein)\s+(?:\w+\s+){{0,2}}?{_MADE}\b",
    ),
    task_if_addressed=patterns(
        r"(?:.*\s)?(?:schreiben|aufschreiben|umschreiben|dichten|reimen|verfassen|formulieren|"
        r"erstellen|entwerfen|generieren|programmieren|zeichnen|malen|übersetzen|singen|spielen|"
        r"buchen|bestellen|schicken|senden|anrufen|kochen|löschen|korrigieren|vorlesen|ausdenken|"
        r"ausrechnen|erinnern|erfinden|komponieren|wecken|veröffentlichen|vorsingen)"
        r"(?: (?:für|zum|zur|auf|in|ins|an|mit|über|von|vom) .*)?",
        rf".*\b{_MADE} (?:erzählen|geben|sagen|machen|zeigen|aufsagen)",
    ),
    no_task=patterns(
        rf"[^,]*,\s*{_ASKED}",
        rf"{_GIVE}{_SMALL}\s+(?:eine?|die|alle)\s+(?:\w+\s+)?(?:liste|übersicht|aufzählung|"
        rf"tabelle)\b",
        r"(?:eine?|die) (?:\w+ )?(?:liste|übersicht|aufzählung|tabelle)\b",
    ),
    summary=patterns(
        r"(?:fasse?|fasst|fassen (?-i:Sie))(?:\s+(?P<topic>.+?))?\s+zusammen",
        r"(?:fasse?|fasst|fassen (?-i:Sie))(?:\s+(?:mir|uns|bitte|kurz|mal))*\s+zusammen\s*[:,]?\s+"
        r"(?P<topic>.+)",
        r"(?P<topic>.+?)\s+zusammenfassen",
        rf"(?:(?:{_GIVE}{_SMALL}|ich (?:brauche|möchte|will|hätte gerne?))\s+)?(?:(?:eine?n?|die|"
        rf"den)\s+)?(?:(?:kurz|knapp|grob|klein)\w*\s+)?(?:zusammenfassung|überblick|kurzfassung)"
        r"(?::?\s+(?P<topic>(?!(?:geben|schreiben|machen|erstellen|schicken)$).+?))?"
        r"(?:\s+(?:geben|schreiben|machen|erstellen|schicken))?",
        r"worum (?:geht|ging|dreht)(?:'s|’s| es| sich(?: es| alles)?)?"
        r"(?:\s+(?:denn|eigentlich|genau|überhaupt|insgesamt))*"
        r"(?:\s+(?P<topic>(?:in|im|bei|beim|auf|hier|an|am|zwischen|heute)\b.*))?",
        r"worum es(?:\s+(?P<topic>.+?))? (?:geht|ging)",
        r"wovon (?:handelt|handeln|erzählt|berichtet|berichten)\s+(?P<topic>.+)",
        rf"worüber (?:berichtet|berichten|schreibt|informiert|informieren)\s+(?P<topic>{_TEXT}.*)",
        rf"was steht(?: (?:denn|alles|so|heute))*\s+(?P<topic>{_TEXT})",
        r"(?:was (?:sind|waren|ist)|nenne?|welche(?:s)? (?:sind|ist))(?:\s+(?:mir|bitte))?\s+"
        r"(?:die|das) (?:\w+ )?wichtigste[ns]?"
        r"(?:\s+(?:punkte|aussagen|nachrichten|meldungen|themen|ereignisse|inhalte|informationen))?"
        r"(?:\s+(?P<topic>(?:im|in|des|der|aus|vom|zu|zum|zur|über|heute)\b.*))?",
        r"(?:tl;?dr|bring(?:e|t)? (?:mich|uns) auf (?:den (?:neue?sten |aktuellen )?)?stand|"
        r"was (?:muss|sollte) (?:ich|man) (?:wissen|über alles wissen))(?::?\s+(?P<topic>.+))?",
        r"(?:welche|was für) themen (?:hat|behandelt|gibt es|sind|stehen|"
        r"kommen)(?:\s+(?P<topic>.+?))?(?: vor)?",
    ),
    chronology=patterns(
        rf"(?:(?:{_GIVE}{_SMALL}|ich (?:brauche|möchte|will|hätte gerne?))\s+)?(?:(?:eine?n?|die|"
        rf"den)"
        r"\s+)?(?:chronologie|chronik|zeitleiste|zeitachse|timeline|"
        r"(?:zeitlich|chronologisch)\w* (?:überblick|abriss|ablauf|abfolge|reihenfolge))"
        r"(?::?\s+(?P<topic>.+?))?(?:\s+(?:geben|erstellen|machen))?",
        r"(?:wie|was) (?:war|ist|sah|lautet|sieht)(?:\s+(?:denn|genau))* (?:der|die) "
        r"(?:\w+ )?(?:(?:zeitlich|chronologisch)\w* (?:ablauf|abfolge|reihenfolge)|chronologie)"
        r"(?:\s+(?P<topic>.+?))?(?: aus)?",
        r"was (?:geschah|passierte|ist|war)(?:\s+(?P<topic>.+?))?\s+"
        r"(?:der reihe nach|in (?:zeitlicher|chronologischer) reihenfolge)"
        r"(?: (?:geschehen|passiert))?",
        r"was (?:geschah|passierte|ist) (?:der reihe nach|in (?:zeitlicher|chronologischer) "
        r"reihenfolge)(?:\s+(?P<topic>.+?))?(?:\s*(?:geschehen|passiert))?",
        r"in welcher reihenfolge (?:geschah|geschahen|passierte|passierten|ereignete|lief)"
        r"(?: (?:was|alles|das|es|sich))*(?:\s+(?P<topic>.+?))?(?: ab)?",
        r"(?:ordne|erzähle?|schildere?|beschreibe?|zähle?|liste)(?:\s+(?P<topic>.+?))?\s+"
        r"(?:chronologisch|zeitlich|der reihe nach)(?: (?:auf|geordnet))?",
    ),
    unsaid=patterns(
        rf"was (?:sag|steh|erwähn|verr(?:a|ä)t|bericht|erzähl|schreib|erfahr|erklär|behandel|"
        rf"nenn)\w*\s+(?:{_TEXT}\s+)?(?:nicht|nichts)\s+(?:{_TEXT}\s+)?{_ON}\s+(?P<topic>.+?)",
        rf"was (?:sag|steh|erwähn|verr(?:a|ä)t|bericht|erzähl|schreib|erklär|"
        rf"behandel)\w*\s+{_TEXT}\s+{_ON}\s+(?P<topic>.+?)\s+(?:nicht|nichts)(?: aus)?",
        rf"was steht\s+{_ON}\s+(?P<topic>.+?)\s+nicht\s+{_TEXT}",
        rf"was (?:fehlt|verschweig\w*|unterschläg\w*|bleibt)(?:\s+(?:uns|"
        rf"mir))?\s+{_TEXT}\s+{_ON}\s+(?P<topic>.+?)(?:\s+(?:offen|unklar|ungesagt))?",
        rf"was lässt {_TEXT}\s+{_ON}\s+(?P<topic>.+?)\s+(?:aus|offen|weg)",
        rf"welche (?:\w+ )?(?:fragen|punkte) (?:lässt|lassen|bleiben|beantwortet)\s+{_TEXT}\s+"
        rf"(?:nicht\s+)?{_ON}\s+(?P<topic>.+?)(?:\s+(?:offen|unbeantwortet|nicht))?",
        rf"welche (?:\w+ )?(?:fragen|punkte)\s+{_ON}\s+(?P<topic>.+?)\s+(?:lässt|lassen|bleiben)\s+"
        rf"{_TEXT}\s+(?:noch )?(?:offen|unbeantwortet|ungeklärt)",
    ),
    news=patterns(
        rf"was (?:ist|gibt es|gab es)(?: (?:denn|alles|hier|im briefing|so))* neue?s?"
        rf"(?: {_SINCE})?{_OF_TOPIC}",
        rf"was (?:ist|hat sich|gibt es|gab es)(?: (?:denn|alles))* {_SINCE}{_OF_TOPIC}"
        r"(?: (?:alles|so))* "
        r"(?:neu|neues|passiert|geschehen|getan|geändert|dazugekommen|hinzugekommen)",
        rf"was (?:alles )?{_SINCE}{_OF_TOPIC} (?:alles )?(?:neu|passiert|geschehen|dazugekommen|"
        r"hinzugekommen)(?: ist| war)?",
        r"(?:welche|was für) (?:neuen? )?(?:artikel|meldungen|berichte|nachrichten|texte) "
        rf"(?:sind|gibt es|gab es|kamen) {_SINCE}"
        r"(?: (?:neu|dazu|hinzu|dazugekommen|hinzugekommen|erschienen))?",
        r"(?:(?:gibt es|gab es) )?(?:(?:et)?was |irgend\w+ |schon )?(?:neue[sn]?(?: (?:artikel|"
        rf"meldungen|nachrichten))?|neuigkeiten|news)(?: {_SINCE})?{_OF_TOPIC}",
    ),
    period=patterns(
        rf"(?:(?:die |den |alle |alles )?{_ITEMS} )?(?:(?:von|aus|vom|der|in) )?"
        r"(?P<since>heute|gestern|diese[r]? woche|seit .+)",
        rf"(?:die |der |alle )?(?P<since>heutigen?|gestrigen?) {_ITEMS}",
    ),
    namesakes=patterns(
        r"\bwer ist (?:(?:da|hier|denn|eigentlich) )*wer\b",
        r"\bwelche[rs]? ist (?:(?:da|hier|denn|eigentlich) )*welche[rs]?\b",
        r"^zweimal (?-i:[A-ZÄÖÜ])\w+\b.*\b(?:wer|welche[rs]?)\b",
    ),
    around_topic=patterns(
        r"^(?:in|mit) (?:höchstens |maximal |etwa |nur )?(?:\w+|\d+|ein paar|eigenen|einfachen) "
        r"(?:sätzen|satz|worten|wörtern|stichpunkten|punkten|zeilen|absätzen)\b\s*",
        r"^(?:mir|uns|bitte|mal|kurz|knapp|doch|nun|jetzt|noch|einmal|ganz|alle[rsn]?|hier|genau|"
        r"so|sämtliche|eigentlich|überhaupt|denn|insgesamt|heute|vor allem)\b[\s,:]*",
        r"^(?:der|die|das|den|dem|des|eine[rsmn]?|ein|im|in|bei|beim|von|vom|über|zu|zum|zur|um|"
        r"aus|an|am|auf|mit|zwischen|dies\w*|unser\w*|thema|sachen)\s+",
        r"^(?:artikels?|artikeln|beitrags?|beiträge|texte?s?n?|berichte?s?n?|meldung(?:en)?|"
        r"nachrichten|briefings?|geschichte|inhalte?s?|lage|situation|stand|wichtigste[ns]?|punkte|"
        r"verfahrens?|prozess(?:es)?|falle?s?|affäre|vorfalle?s?|debatte|diskussion|streite?s?|"
        r"sache|thema|themas|ereignisse?)\s+(?=\S)",
        r"[\s,]+(?:bitte|kurz|knapp|kompakt|zusammen|im briefing|in den artikeln|auf deutsch|"
        r"(?:in|mit) (?:höchstens |maximal |etwa |nur )?(?:\w+|\d+|ein paar|eigenen|einfachen) "
        r"(?:sätzen|satz|worten|wörtern|stichpunkten|punkten|zeilen|absätzen)|vor)$",
    ),
    everything=patterns(
        r"(?:alles?|briefings?|artikels?|artikeln|beiträge|texte?s?n?|lage|stand|situation|"
        r"nachrichten|meldung(?:en)?|inhalte?s?|das|dies\w*|hier|es|tage?s?|heute|berichte?s?n?|"
        r"wichtigste[ns]?|geschehen|ereignisse|neuigkeiten|themen|drin|davon|daraus)?"
    ),
    this_article=patterns(
        r"^(?:die |was ist die )?quelle$",
        r"\b(?:der|dem|den|dieser|diesem|diesen|dieses) (?:artikel|text|beitrag|bericht)s?\b",
        r"\bd(?:ies)?e[rn]? (?:meldung|geschichte)\b",
        r"^fass\w*\b.*\b(?:das|dies|es)\b(?! (?:ganze )?briefing)",
        r"\bworum geht(?: es|'s|’s|s) (?:darin|da|hier|in dem|im) (?:artikel|text|bericht)\b",
    ),
    no_topic=patterns(rf"(?:{_ASKED})", r".*,\s*(?:die|der|das|den|dem|was|wer|wie|welche\w*)\s"),
    briefing_nouns=without_umlauts(
        words("""
            briefing briefings artikel artikeln artikels beitrag beiträge beiträgen texte texten
            meldung meldungen dokumente dokument dateien datei quellen quelle schlagzeilen zeitungen
            medien neues neuigkeiten berichte berichten bericht nachrichten
            """)
    ),
    briefing_words=without_umlauts(
        words("""
            wie viele viel vielen wieviele wieviel welche welcher welches welchen welchem was wann
            von wem
            woher aus im in auf der die das den dem des ein eine einen einem einer es sind ist war
            waren gibt gibts s haben hat hast habe habt umfasst enthält enthalten stehen steht
            liegen liegt vor vorliegen kennst kennen du ich wir ihr mir uns dir dein deine deinem
            deinen unser unsere unserem deiner alle alles allen insgesamt zurzeit derzeit gerade
            momentan heute aktuell aktuelle aktueller hier denn eigentlich überhaupt so alt datum
            daten zeitraum stand erschien erschienen erscheinen veröffentlicht wurde wurden stammt
            stammen kommt kommen geschrieben verfasst titel titeln überschrift überschriften liste
            auflisten auf nenne nenn nennen zeig zeige zeigen zähle heißt heißen lauten lautet name
            namen anzahl zahl sprache sprachen deutsch deutsche deutschen deutscher englisch
            englische englischen englischer und oder neu neuste neueste neuesten neuester neuestes
            neueren neusten aktuellste aktuellsten aktuellster jüngste jüngsten jüngster letzte
            letzter letzten zuletzt älteste ältesten ältester ältestes erste ersten erster früheste
            frühesten bis welchem wurde aktualisiert themen thema geladen verfügbar vorhanden
            durchsucht durchsuchst nutzt verwendest kann können fragen bitte mal zu jeweils deren
            dessen ihre ihren sie sich durchsuchen dabei besteht aller erfasst gespeichert
            gesammelt index
            sammlung datenbank einzelnen
            """)
    ),
    aspects={
        "languages": patterns(r"\bsprachen?\b", r"\b(?:deutsch|englisch)\w*\b"),
        "count": patterns(r"\bwie ?viele?n?\b", r"\b(?:an)?zahl\b"),
        "newest": patterns(
            r"\bneu(?:e?st\w*|es)?\b",
            r"\b(?:aktuellste|jüngste|letzte)\w*\b",
            r"\bzuletzt\b",
            r"\bwie aktuell\b",
        ),
        "oldest": patterns(r"\b(?:älteste|früheste|erste)\w*\b"),
        "dates": patterns(r"\b(?:wann|datum|daten|zeitraum|wie alt|stand)\b"),
        "sources": patterns(
            r"\b(?:quellen?|medien|zeitung(?:en)?|woher|dateien|datei|von wem|aus welche[nmr])\b"
        ),
        "titles": patterns(
            r"\b(?:titeln?|überschrift(?:en)?|schlagzeilen?|welche[srn]?|liste|auflisten|nenn\w*|"
            r"zeig\w*|heiß\w*|laute\w*|namen?|themen|was)\b"
        ),
    },
)
