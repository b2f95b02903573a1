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


@pytest.mark.parametrize(
    ("language", "evidence", "claim", "code"),
    [
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
