"""Markdown as editors and exports write it.

A ¶ stands where a paragraph begins; it is not part of the file.
"""

from datetime import date

import pytest

from index.formats.markdown import MARKDOWN

CASES = {
    "heading above text": "¶# Rat tagt\n\n¶Der Rat tagt.\n",
    "heading without a blank line": "¶# Rat tagt\n¶Der Rat tagt.\n¶## Kosten\n¶Sieben Euro.\n",
    "underlined heading": "¶Rat tagt\n========\n¶Der Rat tagt.\n\n¶Kosten\n---\n¶Sieben Euro.\n",
    "heading with a closing": "¶## Kosten ##\n¶Sieben Euro.\n",
    "number sign in text": "¶Platz\n#1 der Liste ist Au.\n",
    "wrapped paragraph": "¶Der Rat der Stadt\ntagt am Montag.\n\n¶Ende.\n",
    "hard line breaks": "¶Der Rat  \ntagt.\\\nMontag.\n",
    "list": "¶Es kommen:\n\n¶- zwölf Busse\n¶- zwei Tankstellen\n",
    "list without a blank line": "¶Es kommen:\n¶* zwölf Busse\n¶* zwei Tankstellen\n",
    "wrapped items": "¶- zwölf Busse mit\n  Wasserstoff\n¶- zwei Tankstellen\nin Au\n",
    "numbered list": "¶1. Eins\n¶2. Zwei\n¶10) Zehn\n",
    "year at the start of a line": "¶Gebaut wurde das Haus im Jahr\n1987. Es steht leer.\n",
    "list in a list": "¶- Nord\n  ¶- Au\n  ¶- Bach\n¶- Süd\n",
    "tasks": "¶- [x] Brücke\n¶- [ ] Schule\n",
    "table": "¶| Jahr | Euro |\n|------|-----:|\n¶| 2025 | 7 |\n¶| 2026 | 8 |\n",
    "table below text": "¶Die Kosten:\n\n¶Jahr | Euro\n--- | ---\n¶2025 | 7\n\n¶Ende.\n",
    "quotation": "¶Ebner sagte:\n\n¶> Wir haben verstanden\n> und handeln.\n\n¶Ende.\n",
    "quotation below text": "¶Ebner sagte:\n¶> Wir haben verstanden.\n",
    "rule": "¶Eins.\n\n¶---\n\n¶Zwei.\n\n¶***\n¶Drei.\n",
    "code": "¶```\nx = 1\n# kein Titel\n- kein Punkt\n```\n\n¶Ende.\n",
    "line ends of Windows": "¶# Rat tagt\r\n¶Der Rat tagt.\r\n\r\n¶Ende.\r\n",
    "blank lines with spaces": "¶Eins.\n  \t\n¶Zwei.\n",
    "emphasis": "¶Der **Rat** tagt _am Montag_.\n",
    "star at the start of a line": "¶**Der Rat** tagt.\n*Montag* ist Sitzung.\n",
    "dash at the start of a line": "¶Der Vorsitzende\n– Karl Noll – schwieg.\n",
    "link and picture": "¶![Bus](a.jpg)\n\n¶Das sagte [Ebner](https://x.example).\n",
    "note at the foot": "¶Zwölf Busse.[^1]\n\n¶[^1]: Laut Rathaus.\n",
    "HTML": "¶<div>Der Rat tagt.</div>\n\n¶Ende.\n",
    "comment": "¶Eins. <!-- Stimmt das? -->Zwei.\n",
    "front matter": "---\ntitle: Rat\n---\n¶Der Rat tagt.\n",
    "no end of the last line": "¶Eins.\n\n¶Zwei.",
    "escaped list": "¶Im Jahr\n\\- keine Liste\n",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES)
def test_paragraphs_are_those_that_are_shown(marked: str) -> None:
    text = MARKDOWN.extract(marked.replace("¶", "").encode()).text
    found = [" ".join(text[span.start : span.end].split()) for span in MARKDOWN.paragraphs(text)]
    wanted = [" ".join(part.split()) for part in marked.split("¶")[1:]]
    assert found == [part.replace("<!-- Stimmt das? -->", "") for part in wanted]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Rat tagt\n\nText.", "Rat tagt"),
        ("Rat tagt\n=====\n\nText.", "Rat tagt"),
        ("Text.\n\n## Rat tagt ##\n", "Rat tagt"),
        ("---\ntitle: Der Rat\n---\n# Rat tagt\n", "Der Rat"),
        ("# **Rat** _tagt_ in [Au](https://x.example)\n", "Rat tagt in Au"),
        ("# Rat tagt {#rat}\n", "Rat tagt"),
        ("```\n# kein Titel\n```\n\n# Rat tagt\n", "Rat tagt"),
        ("# C# und F#\n", "C# und F#"),
        ("Text.\n", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert MARKDOWN.extract(text.encode()).title == title


@pytest.mark.parametrize(
    "matter",
    [
        "date: 2026-03-14",
        "date: 2026-03-14T10:15:00+01:00",
        "date: '14.03.2026'",
        "Datum: 14. März 2026",
        "published_at: 2026-03-14 10:15 # laut Archiv",
        'Date: "Sat, 14 Mar 2026 10:15:00 +0100"',
        "layout: post\ndate: 2026-03-14 10:15:00 +0100\ntags: [a, b]",
    ],
)
def test_dates_in_front_matter(matter: str) -> None:
    assert MARKDOWN.extract(f"---\n{matter}\n---\nText.".encode()).dated == date(2026, 3, 14)
