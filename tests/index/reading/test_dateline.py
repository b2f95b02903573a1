from datetime import date, datetime

import pytest

from index.dates import Moment
from index.reading.dateline import TextFacts, facts_in_text, without_date

_DATED = Moment(date(2026, 3, 14))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Magdeburg, 14. März 2026 (agn) – Der Landtag tagt", TextFacts(_DATED, "agn")),
        ("Grünau (nwd) - Der Landtag von Grünau tagt", TextFacts(None, "nwd")),
        ("BERLIN/HAMBURG (dpa/lno) – Der Rat tagt", TextFacts(None, "dpa/lno")),
        ("Frankfurt/Main (dpa-AFX) - Der Rat tagt", TextFacts(None, "dpa-AFX")),
        ("Halle (Saale), 14. März 2026 (dpa) - Der Rat", TextFacts(_DATED, "dpa")),
        ("BERLIN, March 14, 2026 (Reuters) - The", TextFacts(_DATED, "Reuters")),
        ("SKERRA, Scotland, March 14, 2026 (IH) — Fog", TextFacts(_DATED, "IH")),
        ("Magdeburg, 14. März 2026 (red) – Der Rat", TextFacts(_DATED)),
        ("Kassel (epd). Der Bischof sprach", TextFacts(None, "epd")),
        ("Magdeburg, den 14. März 2026", TextFacts(_DATED)),
        ("Magdeburg, 14. März 2026 – Der Rat tagt", TextFacts(_DATED)),
        ("Von Anna Berg und Karl Noll, dpa", TextFacts(None, "dpa", "Anna Berg und Karl Noll")),
        ("By Jane Smith", TextFacts(author="Jane Smith")),
        ("Anna Müller (Grüne) – Landrätin", TextFacts()),
        ("Karl Noll (parteilos) - ein Mann", TextFacts()),
        ("Müller (red) - Der Rat tagt", TextFacts()),
        ("Von Berlin nach Hamburg", TextFacts()),
        ("Am 3. Mai 2026 - da war er hier", TextFacts()),
    ],
)  # fmt: skip
def test_what_a_first_line_says(first: str, expected: TextFacts) -> None:
    assert facts_in_text(["Schlagzeile", first, "Ende."]) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Sperrfrist: Samstag, 14. März 2026, 18 Uhr",
        "+++ EMBARGO: 14 March 2026 18:00 CET +++",
        "Embargoed until March 14, 2026, 6 p.m.",
    ],
)
def test_an_embargo(line: str) -> None:
    embargo = facts_in_text([line, "Text."]).embargo
    assert embargo == datetime.fromisoformat("2026-03-14T18:00:00+01:00")


def test_an_agency_signs_at_the_end() -> None:
    assert facts_in_text(["Schlagzeile", "Der Rat tagt. (dpa)"]).outlet == "dpa"


@pytest.mark.parametrize(
    ("paragraph", "left"),
    [
        (
            "Grimmstedt, 7. Mai 2026 (tpd) – Am Mittwoch trat Gas aus.",
            "Grimmstedt: Am Mittwoch trat Gas aus.",
        ),
        ("LEEMOUTH, 3 May 2026 – The pool is shut.", "LEEMOUTH: The pool is shut."),
        ("SKERRA, Scotland, May 3, 2026 (IH) — Fog.", "SKERRA, Scotland: Fog."),
        ("NEUDORF, Austria, May 3, 2026 — Fog.", "NEUDORF, Austria: Fog."),
        ("LONDON, May 8 (Reuters) - Fog.", "LONDON: Fog."),
        ("Berlin, 24. November (dpa) – Nebel.", "Berlin: Nebel."),
        ("Bonn, den 3. Mai 2026: Nebel.", "Bonn: Nebel."),
        ("Anna Berg (SPD) – eine Frau mit Plan.",) * 2,
        ("Am 7. Mai 2026 trat Gas aus.", "Am 7. Mai 2026 trat Gas aus."),
        ("Bonn, Köln und Trier – alle drei melden Hochwasser.",) * 2,
    ],
)
def test_the_date_of_a_dateline_is_not_that_of_what_is_told(paragraph: str, left: str) -> None:
    assert without_date(paragraph) == left
