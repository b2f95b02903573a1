"""Parses dates and times in articles, metadata and file names: ISO 8601, German, English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from index.language.files.words import BEFORE_TIME, BEHIND_TIME, MONTHS, ZONES

HERE: Final = "Europe/Berlin"
"""Time zone of times that name none."""
_EARLIEST, _LATEST = 1900, 2100
_PARTED: Final = r"[\s._-]{1,3}"
_TIME: Final = re.compile(
    rf"(?:T|,?\s*(?:{BEFORE_TIME}|,|-|\||\()?\s*)"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?::\d{2})?"
    rf"(?:[.,]\d{{1,9}})?\s?(?P<word>{BEHIND_TIME})?"
    rf"\s?(?P<zone>Z\b|{'|'.join(ZONES)}|"
    r"[+-]\d{2}:?\d{2})?(?![\d.,:]*\d)",
    re.IGNORECASE,
)
_TIME_IN_NAME: Final = re.compile(r"[ T_-]{1,3}(\d{2})[.:h-]?(\d{2})(?:[.:-]?\d{2})?(?!\d)")
_LIKE_A_YEAR: Final = re.compile(r"20[23]\d")
_HOURS: Final = {"Z": 0, **ZONES}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with time and time zone if known."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None

    @property
    def instant(self) -> datetime:
        """As a datetime with a time zone; midnight if no time is known."""
        return datetime.combine(self.day, self.clock or time(), self.zone or ZoneInfo(HERE))


def parse_moment(text: str) -> Moment | None:
    """The first date in a text, with the time after it."""
    for end, day in _days(text, dense=False):
        return _with_time(day, text[end : end + 60])
    return None


def moment_in_name(source: str) -> Moment | None:
    """The date in a file's name, or else in its folders' names ("2026/03/02/rat.txt")."""
    folders, _, name = source.rpartition("/")
    for end, day in _days(name, dense=True):
        return Moment(day, _time_in_name(name[end:]))
    path = folders.replace("/", "-")
    found = list(_days(path, dense=True))
    # The innermost date, if there is a folder per day within a folder for several days.
    return Moment(found[-1][1], _time_in_name(path[found[-1][0] :])) if found else None


def _time_in_name(behind: str) -> time | None:
    said = _TIME_IN_NAME.match(behind)
    # "2026-03-02_2025_bilanz" names a year, not the time 20:25.
    if said is None or _LIKE_A_YEAR.fullmatch(said[1] + said[2]):
        return None
    hour, minute = int(said[1]), int(said[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _days(text: str, *, dense: bool) -> Iterator[tuple[int, date]]:
    """Dates in the order of the text, each with the offset where it ends.

    Args:
        text: to be searched.
        dense: also match dates without separators, as in file names: 20260302.
    """
    for found in _patterns(dense=dense).finditer(text):
        said = {
            name.rstrip("0123456789"): value for name, value in found.groupdict().items() if value
        }
        month = said["month"]
        number = int(month) if month.isdecimal() else _months()[_plain(month)]
        day, year = int(said["day"]), int(said["year"])
        year += 2000 if year < 100 else 0
        if number > 12 >= day:  # American order: 03-14-2026
            day, number = number, day
        if _EARLIEST <= year <= _LATEST:
            try:
                yield found.end(), date(year, number, day)
            except ValueError:
                continue


@cache
def _patterns(*, dense: bool) -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    umlauts = months.replace("ä", "(?:ä|ae|a\u0308)")
    compact = r"|(?P<year5>(?:19|20)\d{2})(?P<month5>\d{2})(?P<day5>\d{2})(?!\d)" if dense else ""
    return re.compile(
        r"(?<!\d)(?:"
        r"(?P<year1>\d{4})(?P<by>[-./_])(?P<month1>\d{1,2})(?P=by)(?P<day1>\d{1,2})(?!\d)"
        r"|(?P<day2>\d{1,2})(?P<and>\.\s?|[-/_])(?P<month2>\d{1,2})(?P=and)"
        r"(?P<year2>\d{4}(?!\d)|\d{2}(?![\d.:]))"
        rf"|(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?{_PARTED}(?P<month3>{umlauts})\b\.?,?"
        rf"{_PARTED}(?P<year3>\d{{4}}(?!\d)|\d{{2}}(?=\s\d{{2}}:\d{{2}}))"
        rf"|(?<![^\W\d_])(?P<month4>{umlauts})\b\.?{_PARTED}(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?,?"
        rf"{_PARTED}(?P<year4>\d{{4}})(?!\d)"
        rf"{compact})",
        re.IGNORECASE,
    )


@cache
def _months() -> dict[str, int]:
    """Month names in both languages, full and abbreviated, without a period."""
    names = dict(MONTHS)
    for place in ("de", "de_AT", "en"):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, place).items():
                    names[_plain(name)] = number
    return names


def _plain(name: str) -> str:
    return name.lower().rstrip(".").replace("ae", "ä").replace("a\u0308", "ä")


def _with_time(day: date, behind: str) -> Moment:
    said = _TIME.match(behind)
    if said is None or not (said["minute"] or said["word"]):
        return Moment(day)
    hour, word = int(said["hour"]), (said["word"] or "").lower().replace(".", "")
    if word == "pm" and hour < 12:
        hour += 12
    elif word == "am" and hour == 12:
        hour = 0
    minute = int(said["minute"] or 0)
    if hour > 23 or minute > 59:
        return Moment(day)
    return Moment(day, time(hour, minute), _zone(said["zone"]))


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    sign = -1 if name[0] == "-" else 1
    hours, minutes = int(name[1:3]), int(name[-2:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes)) if hours < 24 else None
