"""German questions."""

from typing import Final

from index.language.lexicon import compiled, patterns
from index.language.questions.forms import NOUN_PHRASE, Frame, QuestionForms

_ASKING = (
    r"wer|wen|wem|wessen|was|wann|wo|wohin|woher|warum|wieso|weshalb|wie|welche[rsmn]?|wof[üu]r|"
    r"wogegen|womit|wodurch|seit wann|bis wann|ab wann|mit wem|von wem"
)
_PREPOSITIONS = r"in|im|an|am|auf|bei|beim|für|gegen|mit|nach|aus|von|vom|zu|zum|zur|über|ohne|seit"
_CONCERNING = r"(?=\s+(?:in|im|bei|beim|zu|zum|zur|hinsichtlich)\b|$).*"
_BOUND = rf"(?=\s+(?:{_PREPOSITIONS}|laut)\b|$)"
# "Ist die Brücke …", not "… und hat Folgen": a verb followed by its subject.
_INVERTED = (
    r"(?:ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|gibt|gab|"
    r"muss|müssen|darf|dürfen|soll|sollen|will|wollen|bekommt|bekommen) "
    r"(?:es|er|sie|man|der|die|das|dies\w+|ein\w*|auch|schon|(?-i:[A-ZÄÖÜ])\w+)\b"
)
_SAID = (
    r"sag\w+|mein\w+|forder\w+|verlang\w+|woll\w+|will|halten|hält|denk\w+|erklär\w+|versprech\w+|"
    r"verspricht|versprach\w*|rat\w*|rät|riet\w*|plan\w+|schlag\w+|schläg\w+|schlug\w*"
)

FORMS: Final = QuestionForms(
    asking=compiled(rf"(?:{_ASKING})\b\s*"),
    joint=compiled(rf",?\s+(?:und|sowie)\s+(?=(?:{_ASKING})\b|{_INVERTED})"),
    inverted=compiled(_INVERTED),
    opening=compiled(
        r"(?:und|aber|oder|auch|sonst|warum nicht|wieso nicht|wer noch|wer sonst|was noch|"
        r"was ist mit|wie steht es mit|wie sieht es mit)\b"
    ),
    # Not "das Treffen", "gibt es", "war es": articles and dummy subjects refer to nothing.
    pointing=compiled(
        r"\b(?:er|sie|(?<!gibt )(?<!gab )(?<!ist )(?<!war )es|ihm|ihn|ihnen|ihr|ihre|ihren|ihrem|"
        r"ihrer|sein|seine|seinen|seinem|dort|dorthin|damit|dafür|dagegen|davon|dazu|daran|darauf|"
        r"darüber|dabei|deshalb|dessen|deren|dies|"
        r"das(?!\s+(?-i:(?:[a-zäöüß]+e[mnrs]?\s+)?[A-ZÄÖÜ]))|dieser|diese|dieses|diesem|diesen|"
        r"damals)\b"
    ),
    elliptic=compiled(
        r"(?:wie viele|welche[rsn]?) (?:davon|ist|sind|war|waren|hat|haben|hatten?|wird|werden|"
        r"wurden?|kann|können|konnten?|soll|sollen|sollten|nicht|noch|\w+ten)\b"
    ),
    about=compiled(r"(?:und\s+)?(?:was ist mit|wie steht es mit|wie sieht es mit)\b"),
    fragment=compiled(
        r"(?:(?:und|aber|oder)\s+)?(?:(?:was ist|wie steht es|wie sieht es)\s+"
        r"(?:(?:mit|in|im|bei)\s+)?)?"
        rf"(?:(?P<preposition>{_PREPOSITIONS})\s+)?(?P<new>[^,;:?]+?)(?:\s+aus)?"
    ),
    several=patterns(
        r"\b(?:wer alles|was alles|wo überall|nenne?|zähl\w*|auflist\w*|liste|vergleich\w*|"
        r"unterschied\w*|unterscheide\w*|gemeinsam\w*|jeweils|beide[nrs]?|zweimal|"
        r"wer ist (?:da )?wer|was ist (?:da )?was)\b",
        r"\b(?:für und (?:wer )?gegen|dafür (?:und|oder) (?:wer )?dagegen)\b",
        r"\bzwei\b.*\b(?:wer|was|welche[rs]?|wo|wann|wie)\b",
        r"^wie (?:hat|haben)\b.*\b(?:entwickelt|verändert|geändert)\b",
    ),
    frames=(
        # Wer ist für und wer gegen den Ausbau?
        Frame(
            compiled(
                r"wer (?P<is>ist|war|stimmte|stimmt) (?P<a>für|dafür)(?: \w+)? und "
                r"(?:wer )?(?:(?:ist|war|stimmte|stimmt) )?(?P<b>gegen|dagegen)(?P<rest>\b.*)"
            ),
            "Wer {is} {item}{rest}?",
        ),
        # Wie lange dauert der Bau laut Stadt und laut Gutachten?
        Frame(
            compiled(
                rf"(?P<before>.+?),?\s*[–—-]?\s*(?P<by>laut|nach Angaben|nach Ansicht|aus Sicht) "
                rf"(?P<a>{NOUN_PHRASE}) und (?:(?P=by) )?(?P<b>[^,;:?]+)"
            ),
            "{before} {by} {item}?",
        ),
        # Was sagen der Bürgermeister und die Opposition zum Ausbau?
        Frame(
            compiled(
                rf"(?P<asking>was|wie|warum|wieso|weshalb) (?P<verb>{_SAID}) "
                rf"(?P<a>{NOUN_PHRASE}) und (?P<b>{NOUN_PHRASE})(?P<rest>{_BOUND}.*)"
            ),
            "{asking} {verb} {item}{rest}?",
        ),
        # Was ist der Unterschied zwischen den Plänen von A und B?  Vergleiche A mit B.
        Frame(
            compiled(
                r"(?:vergleiche?n?(?: sie| bitte)?|wie unterscheide[nt] sich|"
                r"(?:was|welche[rsn]?|worin|wo) (?:(?:ist|sind|liegt|liegen|besteht|bestehen) )?"
                r"(?:(?:der|die) )?unterschiede?n? zwischen) "
                rf"(?P<head>(?:{NOUN_PHRASE} (?:von|zwischen) )?)(?P<a>{NOUN_PHRASE}) "
                rf"(?:und|mit|gegenüber) (?P<b>{NOUN_PHRASE})(?P<rest>{_CONCERNING})"
            ),
            "Was gilt für {head}{item}{rest}?",
        ),
        Frame(
            compiled(
                rf"was unterscheidet (?P<a>{NOUN_PHRASE}) (?:und|von) (?P<b>{NOUN_PHRASE})"
                rf"(?P<rest>{_CONCERNING})"
            ),
            "Was gilt für {item}{rest}?",
        ),
    ),
)
