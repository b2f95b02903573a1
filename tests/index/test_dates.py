from datetime import date, time

import pytest

from index.dates import Moment, moment_in_name, parse_moment

_DAY = date(2026, 3, 2)
_CLOCK = time(9, 10)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-02", Moment(_DAY)),
        ("02.03.2026", Moment(_DAY)),
        ("2. 3. 2026, 9.10 Uhr", Moment(_DAY, _CLOCK)),
        ("Montag, 2. März 2026, 9.10 Uhr", Moment(_DAY, _CLOCK)),
        ("2. Ma\u0308rz 2026", Moment(_DAY)),
        ("2 March 2026 09:10", Moment(_DAY, _CLOCK)),
        ("March 2, 2026 at 9:10 a.m.", Moment(_DAY, _CLOCK)),
        ("1. Jänner 2026", Moment(date(2026, 1, 1))),
        ("2. März 2026, 3 Tote", Moment(_DAY)),
        ("2.3.26", Moment(_DAY)),
        ("Mo, 02 Mär 2026", Moment(_DAY)),
        ("02-Mrz-2026", Moment(_DAY)),
        ("Mon, 02 Mar 26 09:10", Moment(_DAY, _CLOCK)),
        ("Seit 2. März 26 Tote", None),
        ("31.02.2026", None),
        ("Am 3. Mai", None),
        ("Version 1.2.3", None),
    ],
)
def test_dates_in_text(written: str, expected: Moment | None) -> None:
    assert parse_moment(written) == expected


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-02T09:10:00+01:00", "2026-03-02T09:10:00+01:00"),
        ("Mon, 02 Mar 2026 09:10:00 GMT", "2026-03-02T09:10:00+00:00"),
        ("2. Juli 2026, 18 Uhr", "2026-07-02T18:00:00+02:00"),
        ("2 March 2026 6 p.m. CET", "2026-03-02T18:00:00+01:00"),
    ],
)
def test_instants(written: str, instant: str) -> None:
    found = parse_moment(written)
    assert found is not None
    assert found.instant.isoformat() == instant


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("02.03.2026_kreistag.txt", Moment(_DAY)),
        ("kreistag_02-03-2026.txt", Moment(_DAY)),
        ("2026-03-02_0910_rat.txt", Moment(_DAY, _CLOCK)),
        ("dpa-20260302-0910.txt", Moment(_DAY, _CLOCK)),
        ("rat_2026_03_02.md", Moment(_DAY)),
        ("rat-2-maerz-2026.txt", Moment(_DAY)),
        ("03-14-2026_x.txt", Moment(date(2026, 3, 14))),
        ("2026/03/02/rat.txt", Moment(_DAY)),
        ("2026-03-02_2025_bilanz.txt", Moment(_DAY)),
        ("000_adc2c92c7fd0d6a2.txt", None),
        ("rat_2026.txt", None),
        ("v1.2.3.txt", None),
    ],
)
def test_dates_in_names_of_files(name: str, expected: Moment | None) -> None:
    assert moment_in_name(name) == expected
