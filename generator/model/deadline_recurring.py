"""Readers of deadlines that come again: ends of periods, and days of each week, month, quarter or year."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from generator.model.deadline import DeadlineKind, PlanPeriod, Reading
from generator.model.deadline_calendar import (
    LAST_MONTHS,
    MONTHS,
    Days,
    Match,
    compliant,
    day_of,
    day_of_month,
    days_after,
    days_and_months,
    is_before,
    month_of,
    quarters_of,
    within,
    year_of,
    years_of,
)
from generator.model.quarter import Quarter, month_end


def period_ends(units: str, period: PlanPeriod) -> tuple[date, ...]:
    """The ends of every week, fortnight, month, quarter, half-year or year that `units` names.

    Weeks end on Sunday; fortnights are counted from the first week that ends within the period.
    """
    found: set[date] = set()
    for unit in re.findall("hai tuần|0?2 tuần|tuần|tháng|qu[ýí]|nửa năm|năm|ngày", _half_years(units)):
        found.update(_ends_of(unit, period))
    return within(period, found)


def _half_years(units: str) -> str:
    return re.sub("(?:0?6|sáu) tháng", "nửa năm", units.lower())


def _ends_of(unit: str, period: PlanPeriod) -> Iterable[date]:
    if unit.endswith("tuần"):
        first = period.first + timedelta(days=6 - period.first.weekday())
        step = 7 if unit == "tuần" else 14
        count = (period.last - first).days // step + 1
        return [first + timedelta(days=step * index) for index in range(count)]
    months: Sequence[int] = {"tháng": MONTHS, "nửa năm": (6, 12), "năm": (12,)}.get(unit, LAST_MONTHS)
    return [month_end(year, month) for year in years_of(period) for month in months]


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
    years_of(period)
    first = period.first + timedelta(days=(weekday - period.first.weekday()) % 7)
    named = [first + timedelta(days=7 * week) for week in range((period.last - first).days // 7 + 1)]
    return {"instances": within(period, compliant(match, named)), "exclusive": is_before(match)}


def each_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day of every month."""
    named = [day_of_month(year, month, match["d"]) for year in years_of(period) for month in MONTHS]
    return {"instances": within(period, compliant(match, named)), "exclusive": is_before(match)}


def next_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day of the month after every month of the period, also of the one after its last."""
    named = days_after(period, match["d"], 1)
    return {"instances": tuple(compliant(match, named)), "exclusive": is_before(match)}


def each_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day in the first, middle or last month of every quarter."""
    shift = {"đầu": 2, "giữa": 1}.get(match["nth"].lower(), 0)
    named = [
        day_of(year, str(month - shift), match["d"]) for year in years_of(period) for month in LAST_MONTHS
    ]
    return {"instances": within(period, compliant(match, named)), "exclusive": is_before(match)}


def next_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day in the first month after every quarter of the period."""
    named = days_after(period, match["d"], 3)
    return {"instances": tuple(compliant(match, named)), "exclusive": is_before(match)}


def each_year_day(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """One or more days of every year."""
    named = [day_of(year, month, day) for year in years_of(period) for day, month in days_and_months(match)]
    return {"instances": within(period, compliant(match, named)), "exclusive": is_before(match)}


def next_year(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A day of the year after every year of the period."""
    named = [day_of(year_of(str(year + 1), period), match["m"], match["d"]) for year in period.years]
    kind = DeadlineKind.DATE if len(named) == 1 else DeadlineKind.RECURRING
    return {"kind": kind, "instances": tuple(compliant(match, named)), "exclusive": is_before(match)}


def each_year_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A month of every year."""
    month = month_of(match["m"])
    return {"instances": within(period, (month_end(year, month) for year in years_of(period)))}


def each_year_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """One or more quarters of every year."""
    quarters = [Quarter(year, number) for year in years_of(period) for number in quarters_of(match["qs"])]
    return {"instances": within(period, (quarter.last_day for quarter in quarters))}
