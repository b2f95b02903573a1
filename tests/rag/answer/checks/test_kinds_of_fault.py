"""Kinds of true claims that were rejected and of false ones that passed, in one language each."""

import pytest

from rag.answer.checks.verify import findings_of
from rag.types import Language

PORT = (
    "Hafenchef Tilo Brannek sagte, die Werft sei pleite. Schlosserin Dörte Quandsen hat den Kran "
    "geprüft. Kranführer Ivo Lemmtz hatte Brannek im Mai 2021 angezeigt. Brannek bestreitet das."
)
CLUB = (
    "Rehlitz lobte Wremke kurz vor Schluss. Der Verein rückte vom neunten auf den sechsten Platz "
    "vor. Das nächste Spiel bestreitet der Verein am 8. Mai. Bis zu 60 Fans wurden nicht verletzt."
)
SHOP = (
    "Brandl & Dorr said on Monday it would close 19 stores. Chief executive Rowena Blythe called "
    "that painful. Former chief executive Gordon Tait left in May. Running a store costs 164,000 "
    "pounds a year, up from 139,000 pounds. Sponsor Marek Zyla accuses the owner, Graham Yatesh, "
    "of having hidden letters. At least 30 people were told of the plan in a letter."
)
VOTE = (
    "Voters in Sankara will choose a president on 22 February after the Unity Party failed to "
    "agree on a budget. We wrote that the tunnel was 6 miles long. The tunnel is 6 "
    "kilometres long. The tunnel was not damaged. "
    "Most of the guests have never seen it."
)

WORK = (
    "Ministerin Carla Reuss sagt ihren Besuch ab. Endres rechnet nicht vor dem Herbst 2028 mit der "
    "Zulassung. Ihrem Stellvertreter Lothar Siebert wirft Wiegand vor, Akten gestohlen zu haben; "
    "Siebert weist das zurück. Eine Impfung gibt es nicht. Personalchefin Elke Rahn bietet 37 "
    "Stunden an. Bereits 86 Menschen sind erkrankt. Erfasst sind inzwischen sieben Landkreise."
)
PRIZE = (
    "Am Freitag war der Wert der Uhren auf 180.000 Euro geschätzt worden. Gestohlen wurden Uhren "
    "im Wert von 265.000 Euro. Lisle ist gegen Kaution auf freiem Fuß. 1.700 Menschen haben ihre "
    "Häuser verlassen, die meisten freiwillig. Wilk hat Bohl für Montag eingeladen; 940 Namen will "
    "sie mitbringen."
)
YARD = (
    "Die Werft Kallsund hat 2025 nur 19 Fähren gebaut, im Jahr davor waren es 24. Sieben der zwölf "
    "Docks stehen leer. Werftchefin Hilke Dornquast verlangt einen Aufschub um ein Jahr. "
    "Bürgermeister Arvid Sölter und Pastorin Runa Teck haben sich im Streit um den Kran nicht "
    "einigen können. Etwa 4,2 Millionen Euro fehlen. Von den 60 Lehrlingen bestanden neun die "
    "Prüfung. Verletzt wurde niemand. Das Landgericht hat der Klage des Malers Veit Rosso gegen "
    "die Reederei Ostval stattgegeben. Die Gehilfin des Malers hatte ihn 2021 angezeigt. Geprüft "
    "wird eine Klage. Die meisten Anwohner lehnen den Kran ab."
)
CUP = (
    "Croatian striker Dado Prelec, 31, beat Owen Larkham, 24, in the play-off on Sunday. Larkham, "
    "the champion in 2019, took 2:31.40 for the lap. Prelec had missed last year's cup. Supporters "
    "of the club will not be charged. Prices slowed to 4.1 percent in May from 4.9 percent in "
    "April. He was fined for breaking the speed limit. Police are checking a claim by a rider that "
    "the track was wet. The report was seen by the Gazette."
)
CUTS = "Zuschüsse für Familien werden nicht gekürzt."
RACE = (
    "Ruth Kiprono won the race on Sunday, overtaking Elsa Brandt on the bridge. Brandt finished 19 "
    "seconds behind. Hospitals are not covered by the ban. Line S4, which is run by a different "
    "company, is not affected by the strike. The trial was paid for by Corvane, which says it had "
    "no influence. Tickets for the first night sold out within an hour. The lease runs for another "
    "18 months. Pumps move 50 litres an hour. Angler Pete Swales said he had counted at least 200 "
    "dead trout. About 60 engineers are hunting for leaks."
)


@pytest.mark.parametrize(
    ("language", "evidence", "claim", "code"),
    [
        # A denial by another word, and words that both have.
        ("de", WORK, "Endres erwartet die Zulassung frühestens im Herbst 2028.", None),
        ("de", WORK, "Endres rechnet vor dem Herbst 2028 mit der Zulassung.", "negation"),
        ("de", WORK, "Ministerin Carla Reuss kommt nicht zu Besuch.", None),
        ("de", WORK, "Eine Impfung gibt es.", "negation"),
        ("de", PRIZE, "Lisle ist frei.", None),
        # Numbers in other words, rounded, counted or computed.
        ("de", YARD, "Sieben von zwölf Docks stehen leer.", None),
        ("de", YARD, "Acht der zwölf Docks stehen leer.", "number"),
        ("de", YARD, "Zwölf Docks stehen leer.", "number"),
        ("de", YARD, "Dornquast verlangt einen Aufschub um zwölf Monate.", None),
        ("de", YARD, "Dornquast verlangt einen Aufschub um zehn Monate.", "number"),
        ("de", YARD, "Gut vier Millionen Euro fehlen.", None),
        ("de", YARD, "Knapp vier Millionen Euro fehlen.", "number"),
        ("de", YARD, "Rund drei Millionen Euro fehlen.", "number"),
        ("de", YARD, "Die Werft baute fünf Fähren weniger als im Jahr davor: 19.", None),
        ("de", YARD, "Die Werft baute sechs Fähren weniger als im Jahr davor: 19.", "number"),
        ("de", YARD, "60 Lehrlinge bestanden die Prüfung.", "number"),
        ("de", YARD, "Neun der 60 Lehrlinge bestanden die Prüfung.", None),
        ("en", CUP, "Prices slowed by 0.8 percentage points in May.", None),
        ("en", CUP, "Prices slowed by 0.8 percent in May.", "number"),
        ("en", CUP, "Larkham took two minutes and 31.40 seconds for the lap.", None),
        ("en", CUP, "Larkham, the champion in 2020, took 2:31.40 for the lap.", "date"),
        ("en", CUP, "Prices slowed to 4.9 percent.", "outdated"),
        # Of nobody, and of two who agree on nothing.
        ("de", YARD, "Mehrere Lehrlinge wurden verletzt.", "negation"),
        ("de", YARD, "Sölter und Teck haben sich im Streit um den Kran geeinigt.", "negation"),
        ("de", YARD, "Einhellig lehnen die Anwohner den Kran ab.", "scope"),
        # Who won, and whose assistant it was.
        ("de", YARD, "Maler Veit Rosso setzte sich gegen die Reederei Ostval durch.", None),
        ("de", YARD, "Die Reederei Ostval setzte sich gegen den Maler Veit Rosso durch.", "role"),
        ("de", YARD, "Der Maler hatte seine Gehilfin 2021 angezeigt.", "role"),
        ("de", YARD, "Die Gehilfin hatte den Maler 2021 angezeigt.", None),
        ("en", CUP, "Owen Larkham lost to Dado Prelec in the play-off.", None),
        ("en", CUP, "Dado Prelec was beaten by Owen Larkham in the play-off.", "role"),
        ("en", CUP, "Owen Larkham, 31, took 2:31.40 for the lap.", "role"),
        # Names that are words, and countries.
        ("en", CUP, "The report was seen by the Herald.", "name"),
        ("en", CUP, "Serbian striker Dado Prelec beat Owen Larkham.", "name"),
        # What is only said.
        ("en", CUP, "The track was wet.", "attribution"),
        # A reason is given in the same sentence, or by a word for it.
        ("en", CUP, "He was fined because he broke the speed limit.", None),
        ("en", CUP, "Prelec won because Larkham was not allowed to train.", "cause"),
        ("de", CUTS, "Die Zuschüsse für Familien bleiben ungekürzt.", None),
        ("de", CUTS, "Die Zuschüsse für Familien werden gekürzt.", "negation"),
        ("en", RACE, "Hospitals are covered by the ban.", "negation"),
        (
            "en",
            RACE,
            "Line S4, which is run by a different company, is affected by the strike.",
            "negation",
        ),
        # A former value needs a newer one of the same thing.
        ("de", WORK, "Derzeit sind 86 Menschen erkrankt.", None),
        ("en", RACE, "Angler Pete Swales said he counted at least 200 dead trout.", None),
        ("de", PRIZE, "Die Uhren haben einen Wert von 180.000 Euro.", "outdated"),
        # Who it is about.
        ("de", WORK, "Wiegand wirft Lothar Siebert vor, Akten gestohlen zu haben.", None),
        ("de", WORK, "Lothar Siebert wirft Wiegand vor, Akten gestohlen zu haben.", "role"),
        ("de", PRIZE, "Bohl bringt 940 Namen mit.", None),
        (
            "en",
            RACE,
            "Ruth Kiprono overtook Elsa Brandt on the bridge and won by 19 seconds.",
            None,
        ),
        # A relative clause does not make what stands before it a statement.
        ("en", RACE, "The trial was paid for by Corvane.", None),
        ("en", RACE, "Corvane had no influence.", "attribution"),
        # Of how many.
        ("de", WORK, "Personalchefin Elke Rahn bietet nur auf 37 Stunden.", None),
        ("en", RACE, "All tickets for the first night were sold out.", None),
        (
            "de",
            PRIZE,
            "1.700 Menschen haben ihre Häuser ausnahmslos freiwillig verlassen.",
            "scope",
        ),
        # Durations without a number.
        ("en", RACE, "Tickets for the first night sold out within sixty minutes.", None),
        ("en", RACE, "The lease runs for another year and a half.", None),
        ("en", RACE, "The lease runs for another two and a half years.", "number"),
        # Whose title it is.
        ("de", PORT, "Schlosserin Dörte Quandsen hat den Kran geprüft.", None),
        ("de", PORT, "Kranführer Dörte Quandsen hat den Kran geprüft.", "role"),
        ("en", SHOP, "Gordon Tait, the former chief executive, left in May.", None),
        ("en", SHOP, "Chief executive Gordon Tait left in May.", "role"),
        # Somebody of the same title is still somebody else.
        ("de", PORT, "Hafenchef Tilo Brannek sagte, die Werft sei pleite.", None),
        ("de", PORT, "Hafenchef Ivo Lemmtz sagte, die Werft sei pleite.", "attribution"),
        # Done, and suffered.
        ("de", CLUB, "Wremke wurde von Rehlitz gelobt.", None),
        ("de", CLUB, "Rehlitz wurde von Wremke gelobt.", "role"),
        # A denial with whoever denies.
        ("de", PORT, "Brannek streitet das ab.", None),
        ("de", CLUB, "Der Verein bestreitet am 8. Mai das nächste Spiel.", None),
        ("de", CLUB, "Fans wurden verletzt.", "negation"),
        ("en", VOTE, "Voters in Sankara will choose a president on 22 February.", None),
        ("en", VOTE, "The tunnel is 6 kilometres long, not 6 miles.", None),
        ("en", VOTE, "The tunnel was damaged.", "negation"),
        # Who says it.
        ("en", SHOP, "Brandl & Dorr is closing 19 stores.", None),
        ("en", SHOP, "Graham Yatesh hid letters.", "attribution"),
        ("en", SHOP, "The plan was told to 30 people in a letter.", None),
        # Of how many.
        ("de", CLUB, "Mindestens 60 Fans wurden nicht verletzt.", "scope"),
        ("de", CLUB, "Höchstens 60 Fans wurden nicht verletzt.", None),
        ("en", SHOP, "Up to 30 people were told of the plan.", "scope"),
        ("en", VOTE, "None of the guests have ever seen it.", "scope"),
        # What was so before.
        ("en", SHOP, "A store costs 139,000 pounds a year.", "outdated"),
        ("de", CLUB, "Der Verein steht auf dem neunten Platz.", "outdated"),
        ("de", PORT, "Ivo Lemmtz hatte Brannek im Mai 2021 angezeigt.", None),
    ],
)
def test_findings(language: Language, evidence: str, claim: str, code: str | None) -> None:
    codes = [found for found, _ in findings_of(claim, language, [evidence])]
    assert (code in codes) if code else (codes == [])
