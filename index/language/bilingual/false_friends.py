"""False friends: German and English words with similar spelling and different meanings."""

from typing import Final

from index.language.compounds import folded

_PAIRS: Final = """
    aktuell actual, aktuelle actual, aktion action, also also, alt alt, argument argument, arm arm,
    art art, bad bad, bald bald, bank bank, bekommen become, blamieren blame, blinker blinker,
    brand brand, brav brave, brief brief, bräutigam bride, chef chef, chips chips,
    delikatesse delicacy, delikat delicate, dezent decent, direktion direction, dom dome,
    eventuell eventual, eventuelle eventual, eventuell eventually, fabrik fabric, fahrt fart,
    fall fall, familiär familiar, famos famous, fast fast, fatal fatal, fest fest, flur floor,
    formular formula, fraktion fraction, fund fund, funde funds, genial genial, gift gift,
    grab grab, grad grade, gut gut, gymnasium gymnasium, handel handle, handy handy, hell hell,
    herd herd, hose hose, hut hut, igel eagle, irritieren irritate, isolieren isolate,
    kanne can, kaution caution, kind kind, kollege college, kommode commode, konfession confession,
    konkurrenz concurrence, konkurs concourse, konsequent consequent, konserve conserve,
    kost cost, kraft craft, kran crane, kurios curious, lack lack, last last, links links,
    list list, lust lust, mappe map, marmelade marmalade, meinung meaning, messe mess, mist mist,
    mobbing mobbing, mode mode, most most, mörder murder, mutter mutter, note note,
    notiz notice, novelle novel, objektiv objective, ordinär ordinary, paragraf paragraph,
    pathetisch pathetic, patron patron, pension pension, personal personal, photograph photograph,
    physiker physician, plastik plastic, plump plump, prägnant pregnant, prinzipiell principal,
    promotion promotion, prospekt prospect, provision provision, prozess process, publikum public,
    quote quote, rat rat, raten rate, rente rent, rezept receipt, rock rock, roman roman,
    rot rot, rückseite backside, sage sage, see see, sekt sect, selbstbewusst self-conscious,
    sensibel sensible, serie series, seriös serious, slip slip, smoking smoking, spenden spend,
    spende spend, spenden spending, spur spur, stadium stadium, star star, stern stern,
    strand strand, studie study, sympathisch sympathetic, sympathie sympathy, tablett tablet,
    tag tag, taste taste, technik technique, terminus terminus, tod toad, ton ton, turm turn,
    übersehen oversee, unternehmer undertaker, wall wall, wand wand, warenhaus warehouse,
    weste west, wetter wetter, wert wert, winken wink, wirt wirt, zirkel circle
"""

FALSE_FRIENDS: Final = frozenset(
    (folded(german), english) for german, english in (pair.split() for pair in _PAIRS.split(","))
)
"""Pairs of a folded German word and an English word."""
