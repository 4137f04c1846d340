"""What readers of deadlines share: numbers in words to days of the calendar, and what they cannot be.

A number that names no day, month or quarter raises `WordingRefusedError`, so that a reader can call several
checks in a row; `deadline_parser` makes a `DeadlineError` of it.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import TypedDict

from generator.model.deadline import DeadlineKind, DeadlineReason, PlanPeriod, Reading, TimeUnit
from generator.model.quarter import FIRST_YEAR, LAST_YEAR, month_end

MONTHS = range(1, 13)
LAST_MONTHS = (3, 6, 9, 12)
"""The months with which quarters end."""


class Days(TypedDict, total=False):
    """The fields of `Deadline` that a reader fills in; `kind` only where it differs from the form's."""

    kind: DeadlineKind
    instances: tuple[date, ...]
    start: date
    exclusive: bool
    after_event: int | None
    unit: TimeUnit
    event: str
    report_days: tuple[date, ...]
    reading: Reading


class WordingRefusedError(Exception):
    """Raised by a reader when a wording of a known form cannot be turned into days."""

    def __init__(self, reason: DeadlineReason) -> None:
        self.reason = reason


Match = re.Match[str]
Reader = Callable[[Match, PlanPeriod, Reading | None], Days]


def known_year(year: int) -> bool:
    """Whether the portal accepts dates of this year."""
    return FIRST_YEAR <= year <= LAST_YEAR


def year_of(text: str | None, period: PlanPeriod) -> int:
    """The year that a text names, or the plan's where it names none."""
    year = period.year if text is None else int(text)
    if year is None:
        raise WordingRefusedError(DeadlineReason.YEAR_MISSING)
    if not known_year(year):
        raise WordingRefusedError(DeadlineReason.YEAR_OUT_OF_RANGE)
    return year


def years_of(period: PlanPeriod) -> list[int]:
    """The years of a plan's period."""
    return [year_of(str(year), period) for year in period.years]


def day_of(year: int, month: str, day: str) -> date:
    """A day of the calendar."""
    try:
        return date(year, int(month), int(day))
    except ValueError:
        raise WordingRefusedError(DeadlineReason.NO_SUCH_DAY) from None


def day_of_month(year: int, month: int, day: str) -> date:
    """The day of a month, or the month's last: "ngày 31 hằng tháng" means 30 April too."""
    if not 1 <= int(day) <= 31:  # noqa: PLR2004 - no month is longer
        raise WordingRefusedError(DeadlineReason.NO_SUCH_DAY)
    last = month_end(year, month)
    return last.replace(day=min(int(day), last.day))


def month_of(text: str) -> int:
    """The number of a month."""
    if int(text) not in MONTHS:
        raise WordingRefusedError(DeadlineReason.NO_SUCH_MONTH)
    return int(text)


def quarter_of(text: str) -> int:
    """The number of a quarter, in Roman or Arabic digits."""
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}.get(text.lower())
    if number is None:
        raise WordingRefusedError(DeadlineReason.NO_SUCH_QUARTER)
    return number


def within(period: PlanPeriod, days: Iterable[date]) -> tuple[date, ...]:
    """Return the days inside the period: a plan that starts or ends mid-year has no deadlines outside it."""
    within = tuple(sorted({day for day in days if period.first <= day <= period.last}))
    if not within:
        raise WordingRefusedError(DeadlineReason.OUTSIDE_PERIOD)
    return within


def is_before(match: Match) -> bool:
    """Whether the wording says "trước" (before) the day it names; an hour makes the day itself the last."""
    groups = match.groupdict()
    return (groups.get("word") or "").lower().startswith("trước") and not groups.get("hour")


def compliant(match: Match, named: Iterable[date]) -> list[date]:
    """The last compliant days for the days that a wording names."""
    shift = timedelta(days=1 if is_before(match) else 0)
    return [day - shift for day in named]


def days_after(period: PlanPeriod, day: str, step: int) -> list[date]:
    """A day in the first month after each stretch of `step` months of the period."""
    ends = [month_end(year, month) for year in years_of(period) for month in MONTHS if month % step == 0]
    following = [end + timedelta(days=1) for end in ends if period.first <= end <= period.last]
    if not following:
        raise WordingRefusedError(DeadlineReason.OUTSIDE_PERIOD)
    return [day_of_month(first.year, first.month, day) for first in following]


def days_and_months(match: Match) -> list[tuple[str, str]]:
    """The days and months of a list of days."""
    if "days" not in match.groupdict():
        return [(match["d"], match["m"])]
    return re.findall(r"([0-9]+)\D+?([0-9]+)", match["days"])


def quarters_of(text: str) -> list[int]:
    """The numbers of a list of quarters, which must rise."""
    bare = re.sub("qu[ýí]|đến|hết|cuối|và", "", text.lower())
    numbers = [quarter_of(name) for name in re.findall("[ivx]+|[0-9]+", bare)]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return numbers
