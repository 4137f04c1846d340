"""Turns the parts of a matched wording into days: one reader for each form of `deadline_forms`.

A reader takes the match, the plan's period and the editors' reading, and returns the fields of `Deadline` it
knows. What cannot be turned into days is raised, so that a reader can call several checks in a row;
`deadline_parser` makes a `DeadlineError` of it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TypedDict

from generator.model.deadline import DeadlineKind, DeadlineReason, PlanPeriod, Reading, TimeUnit
from generator.model.quarter import FIRST_YEAR, LAST_YEAR, Quarter, month_end

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


def _year(text: str | None, period: PlanPeriod) -> int:
    year = period.year if text is None else int(text)
    if year is None:
        raise WordingRefusedError(DeadlineReason.YEAR_MISSING)
    if not known_year(year):
        raise WordingRefusedError(DeadlineReason.YEAR_OUT_OF_RANGE)
    return year


def _years(period: PlanPeriod) -> list[int]:
    return [_year(str(year), period) for year in period.years]


def _day(year: int, month: str, day: str) -> date:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        raise WordingRefusedError(DeadlineReason.NO_SUCH_DAY) from None


def _day_of_month(year: int, month: int, day: str) -> date:
    """The day of a month, or the month's last: "ngày 31 hằng tháng" means 30 April too."""
    if not 1 <= int(day) <= 31:  # noqa: PLR2004 - no month is longer
        raise WordingRefusedError(DeadlineReason.NO_SUCH_DAY)
    last = month_end(year, month)
    return last.replace(day=min(int(day), last.day))


def _month(text: str) -> int:
    if int(text) not in MONTHS:
        raise WordingRefusedError(DeadlineReason.NO_SUCH_MONTH)
    return int(text)


def _quarter(text: str) -> int:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}.get(text.lower())
    if number is None:
        raise WordingRefusedError(DeadlineReason.NO_SUCH_QUARTER)
    return number


def _within(period: PlanPeriod, days: Iterable[date]) -> tuple[date, ...]:
    """Return the days inside the period: a plan that starts or ends mid-year has no deadlines outside it."""
    within = tuple(sorted({day for day in days if period.first <= day <= period.last}))
    if not within:
        raise WordingRefusedError(DeadlineReason.OUTSIDE_PERIOD)
    return within


def _is_before(match: Match) -> bool:
    """Whether the wording says "trước" (before) the day it names; an hour makes the day itself the last."""
    groups = match.groupdict()
    return (groups.get("word") or "").lower().startswith("trước") and not groups.get("hour")


def _compliant(match: Match, named: Iterable[date]) -> list[date]:
    """The last compliant days for the days that a wording names."""
    shift = timedelta(days=1 if _is_before(match) else 0)
    return [day - shift for day in named]


def _after(period: PlanPeriod, day: str, step: int) -> list[date]:
    """A day in the first month after each stretch of `step` months of the period."""
    ends = [month_end(year, month) for year in _years(period) for month in MONTHS if month % step == 0]
    following = [end + timedelta(days=1) for end in ends if period.first <= end <= period.last]
    if not following:
        raise WordingRefusedError(DeadlineReason.OUTSIDE_PERIOD)
    return [_day_of_month(first.year, first.month, day) for first in following]


# Days -----------------------------------------------------------------------------------------------


def named_day(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """One day, or several ("Trước ngày 15/6 và ngày 15/12"), which all take the year and "trước"."""
    # "10/12" alone could be a day, two months or a fraction; a word or a year says which.
    if not match["word"] and match["y"] is None:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    year = _year(match["y"], period)
    named = [_day(year, month, day) for day, month in _pairs(match)]
    if any(later <= earlier for earlier, later in pairwise(named)):
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": tuple(_compliant(match, named)), "exclusive": _is_before(match)}


def _pairs(match: Match) -> list[tuple[str, str]]:
    """The days and months of a list of days."""
    if "days" not in match.groupdict():
        return [(match["d"], match["m"])]
    return re.findall(r"([0-9]+)\D+?([0-9]+)", match["days"])


def day_range(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """From one day to another; the last one counts."""
    last = _day(_year(match["y"], period), match["m"], match["d"])
    month = match["m1"] or match["m"]
    first = _day(last.year if match["y1"] is None else _year(match["y1"], period), month, match["d1"])
    if first >= last:
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (last,), "start": first}


# Months, quarters, years ----------------------------------------------------------------------------


def one_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A month as a window."""
    year, month = _year(match["y"], period), _month(match["m"])
    return {"instances": (month_end(year, month),), "start": date(year, month, 1)}


def until_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """The end of a month, or with "trước" the day before it begins."""
    year, month = _year(match["y"], period), _month(match["m"])
    if _is_before(match):
        return {"instances": (date(year, month, 1) - timedelta(days=1),), "exclusive": True}
    return {"instances": (month_end(year, month),)}


def months_range(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Several months as one window."""
    # "Tháng 11/2026 đến tháng 2" does not say which February; we must not choose for the document.
    if match["y1"] is not None and match["y"] is None:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    last_year = _year(match["y"], period)
    first_year = last_year if match["y1"] is None else _year(match["y1"], period)
    first, last = date(first_year, _month(match["m1"]), 1), month_end(last_year, _month(match["m"]))
    if (first.year, first.month) >= (last.year, last.month):
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (last,), "start": first}


def months_list(match: Match, period: PlanPeriod, reading: Reading | None) -> Days:
    """Months named one by one: each has its end, unless they follow on and editors read one window."""
    years = _years(period) if match["each"] else [_year(match["y"], period)]
    numbers = [_month(text) for text in re.findall("[0-9]+", match["ms"])]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise WordingRefusedError(DeadlineReason.INVERTED)
    gapless = numbers == list(range(numbers[0], numbers[-1] + 1))
    if reading is None and gapless and not match["each"]:
        raise WordingRefusedError(DeadlineReason.READING_MISSING)
    if reading == "window":
        if not gapless or match["each"]:
            raise WordingRefusedError(DeadlineReason.WINDOW_WITH_GAP)
        last, first = month_end(years[0], numbers[-1]), date(years[0], numbers[0], 1)
        return {"kind": DeadlineKind.MONTHS, "reading": reading, "instances": (last,), "start": first}
    ends = _within(period, (month_end(year, number) for year in years for number in numbers))
    return {"instances": ends, "reading": reading} if reading else {"instances": ends}


def first_months(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """The first three, six or nine months of a year, or its last six."""
    year = _year(match["y"], period)
    count = {"ba": 3, "sáu": 6, "chín": 9}.get(match["n"].lower()) or int(match["n"])
    if match["half"].lower() == "đầu":
        return {"instances": (month_end(year, count),), "start": date(year, 1, 1)}
    return {"instances": (date(year, 12, 31),), "start": date(year, 13 - count, 1)}


def one_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A quarter as a window."""
    quarter = Quarter(_year(match["y"], period), _quarter(match["q"]))
    return {"instances": (quarter.last_day,), "start": quarter.first_day}


def until_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """The end of a quarter, or with "trước" the day before it begins."""
    quarter = Quarter(_year(match["y"], period), _quarter(match["q"]))
    if _is_before(match):
        return {"instances": (quarter.first_day - timedelta(days=1),), "exclusive": True}
    return {"instances": (quarter.last_day,)}


def quarters_range(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """From one quarter to another, as one window."""
    if match["y1"] is not None and match["y"] is None:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    last = Quarter(_year(match["y"], period), _quarter(match["q"]))
    first = Quarter(last.year if match["y1"] is None else _year(match["y1"], period), _quarter(match["q1"]))
    if first >= last:
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (last.last_day,), "start": first.first_day}


def several_quarters(match: Match, period: PlanPeriod, reading: Reading | None) -> Days:
    """Several quarters, by the editors' reading one window or a due day each."""
    year = _year(match["y"], period)
    numbers = _quarters(match["qs"])
    if reading is None:
        raise WordingRefusedError(DeadlineReason.READING_MISSING)
    whole = list(range(numbers[0], numbers[-1] + 1))
    if match["to"] is not None:
        numbers = whole
    quarters = [Quarter(year, number) for number in numbers]
    if reading == "instances":
        return {"instances": tuple(quarter.last_day for quarter in quarters), "reading": reading}
    # One window over "Quý II, IV" would cover a third quarter that the text leaves out.
    if numbers != whole:
        raise WordingRefusedError(DeadlineReason.WINDOW_WITH_GAP)
    return {"instances": (quarters[-1].last_day,), "start": quarters[0].first_day, "reading": reading}


def _quarters(text: str) -> list[int]:
    """The numbers of a list of quarters, which must rise."""
    bare = re.sub("qu[ýí]|đến|hết|cuối|và", "", text.lower())
    numbers = [_quarter(name) for name in re.findall("[ivx]+|[0-9]+", bare)]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return numbers


def within_year(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A year as a window."""
    year = _year(match["y"], period)
    return {"instances": (date(year, 12, 31),), "start": date(year, 1, 1)}


def until_year(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """The end of a year, or with "trước" the day before it begins."""
    year = _year(match["y"], period)
    if _is_before(match):
        return {"instances": (date(year, 1, 1) - timedelta(days=1),), "exclusive": True}
    return {"instances": (date(year, 12, 31),)}


def years_range(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Several years as one window."""
    first, last = _year(match["y1"], period), _year(match["y"], period)
    if first >= last:
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (date(last, 12, 31),), "start": date(first, 1, 1)}


# Recurring ------------------------------------------------------------------------------------------


def period_ends(units: str, period: PlanPeriod) -> tuple[date, ...]:
    """The ends of every week, fortnight, month, quarter, half-year or year that `units` names.

    Weeks end on Sunday; fortnights are counted from the first week that ends within the period.
    """
    found: set[date] = set()
    for unit in re.findall("hai tuần|0?2 tuần|tuần|tháng|qu[ýí]|nửa năm|năm|ngày", _half_years(units)):
        found.update(_ends_of(unit, period))
    return _within(period, found)


def _half_years(units: str) -> str:
    return re.sub("(?:0?6|sáu) tháng", "nửa năm", units.lower())


def _ends_of(unit: str, period: PlanPeriod) -> Iterable[date]:
    if unit.endswith("tuần"):
        first = period.first + timedelta(days=6 - period.first.weekday())
        step = 7 if unit == "tuần" else 14
        count = (period.last - first).days // step + 1
        return [first + timedelta(days=step * index) for index in range(count)]
    months: Sequence[int] = {"tháng": MONTHS, "nửa năm": (6, 12), "năm": (12,)}.get(unit, LAST_MONTHS)
    return [month_end(year, month) for year in _years(period) for month in months]


def each_period(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Every week, month, quarter, half-year or year."""
    units = next(found for found in (match["u1"], match["u2"], match["u3"], match["u4"]) if found)
    return {"instances": period_ends(units, period)}


def continuous_reporting(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Continuous work with a report due at the end of each period."""
    return {"report_days": period_ends(match["units"], period)}


def each_week(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day of every week; "trước" means the day before unless an hour is named."""
    names = ("hai", "ba", "tư", "năm", "sáu", "bảy")
    name = match["wd"].lower().removeprefix("thứ ")
    weekday = 6 if name == "chủ nhật" else names.index(name) if name in names else int(name) - 2
    _years(period)
    first = period.first + timedelta(days=(weekday - period.first.weekday()) % 7)
    named = [first + timedelta(days=7 * week) for week in range((period.last - first).days // 7 + 1)]
    return {"instances": _within(period, _compliant(match, named)), "exclusive": _is_before(match)}


def each_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day of every month."""
    named = [_day_of_month(year, month, match["d"]) for year in _years(period) for month in MONTHS]
    return {"instances": _within(period, _compliant(match, named)), "exclusive": _is_before(match)}


def next_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day of the month after every month of the period, also of the one after its last."""
    named = _after(period, match["d"], 1)
    return {"instances": tuple(_compliant(match, named)), "exclusive": _is_before(match)}


def each_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day in the first, middle or last month of every quarter."""
    shift = {"đầu": 2, "giữa": 1}.get(match["nth"].lower(), 0)
    named = [_day(year, str(month - shift), match["d"]) for year in _years(period) for month in LAST_MONTHS]
    return {"instances": _within(period, _compliant(match, named)), "exclusive": _is_before(match)}


def next_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day in the first month after every quarter of the period."""
    named = _after(period, match["d"], 3)
    return {"instances": tuple(_compliant(match, named)), "exclusive": _is_before(match)}


def each_year_day(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """One or more days of every year."""
    named = [_day(year, month, day) for year in _years(period) for day, month in _pairs(match)]
    return {"instances": _within(period, _compliant(match, named)), "exclusive": _is_before(match)}


def next_year(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day of the year after every year of the period."""
    named = [_day(_year(str(year + 1), period), match["m"], match["d"]) for year in period.years]
    kind = DeadlineKind.DATE if len(named) == 1 else DeadlineKind.RECURRING
    return {"kind": kind, "instances": tuple(_compliant(match, named)), "exclusive": _is_before(match)}


def each_year_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A month of every year."""
    month = _month(match["m"])
    return {"instances": _within(period, (month_end(year, month) for year in _years(period)))}


def each_year_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """One or more quarters of every year."""
    quarters = [Quarter(year, number) for year in _years(period) for number in _quarters(match["qs"])]
    return {"instances": _within(period, (quarter.last_day for quarter in quarters))}


# Without a day --------------------------------------------------------------------------------------


def continuous_from(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Continuous work from a day on."""
    year = _year(match["y"], period)
    if match["q"]:
        return {"start": Quarter(year, _quarter(match["q"])).first_day}
    if match["d"]:
        return {"start": _day(year, match["dm"], match["d"])}
    return {"start": date(year, _month(match["m"]) if match["m"] else 1, 1)}


_UNITS = {"ngày làm việc": TimeUnit.WORKING_DAY, "ngày": TimeUnit.DAY, "tuần": TimeUnit.WEEK}
_MONTHS_OF_YEAR = 12


def after_event(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Some days, working days, weeks or months after an event; computed where the text gives its day."""
    named = match["unit"].lower()
    count = int(match["n"]) * (_MONTHS_OF_YEAR if named == "năm" else 1)
    unit = _UNITS.get(named, TimeUnit.MONTH)
    if count == 0:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    found: Days = {"after_event": count, "unit": unit, "event": match["event"] or match["on"]}
    if match["on"]:
        began = _day(_year(match["y"], period), match["m"], match["d"])
        if unit is not TimeUnit.WORKING_DAY:
            found["instances"] = (counted(began, count, unit),)
    return found


def counted(began: date, count: int, unit: TimeUnit) -> date:
    """The last day of a stretch of time after `began`, which is not counted itself.

    Raises:
        WordingRefusedError: the day lies outside the known years, or is counted in working days.
    """
    if not known_year(began.year):
        raise WordingRefusedError(DeadlineReason.YEAR_OUT_OF_RANGE)
    if unit is TimeUnit.WORKING_DAY:
        raise WordingRefusedError(DeadlineReason.DAY_NOT_COMPUTED)
    if unit is not TimeUnit.MONTH:
        return began + timedelta(days=count * (7 if unit is TimeUnit.WEEK else 1))
    years, month = divmod(began.month - 1 + count, _MONTHS_OF_YEAR)
    last = month_end(began.year + years, month + 1)
    return last.replace(day=min(began.day, last.day))


def event_named(match: Match, _: PlanPeriod, __: Reading | None) -> Days:
    """After an event, with no number of days."""
    return {"after_event": None, "event": match["event"]}


def no_day(_: Match, __: PlanPeriod, ___: Reading | None) -> Days:
    """A wording that names no day."""
    return {}
