"""Readers of deadlines that name days, months, quarters or years: one for each form of `deadline_forms`.

A reader takes the match, the plan's period and the editors' reading, and returns the fields of `Deadline`
that it knows.
"""

import re
from datetime import date, timedelta
from itertools import pairwise

from generator.model.deadline import DeadlineKind, DeadlineReason, PlanPeriod, Reading
from generator.model.deadline_calendar import (
    Days,
    Match,
    WordingRefusedError,
    compliant,
    day_of,
    days_and_months,
    is_before,
    month_of,
    quarter_of,
    quarters_of,
    within,
    year_of,
    years_of,
)
from generator.model.quarter import Quarter, month_end

# Days -----------------------------------------------------------------------------------------------


def named_day(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """One day, or several ("Trước ngày 15/6 và ngày 15/12"), which all take the year and "trước"."""
    # "10/12" alone could be a day, two months or a fraction; a word or a year says which.
    if (not match["word"] and match["y"] is None) or _mixes_signs(match):
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    year = year_of(match["y"], period)
    named = [day_of(year, month, day) for day, month in days_and_months(match)]
    if any(later <= earlier for earlier, later in pairwise(named)):
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": tuple(compliant(match, named)), "exclusive": is_before(match)}


def _mixes_signs(match: Match) -> bool:
    """Whether a day is written like "1-3/2026", which could as well be three months."""
    if "d" not in match.groupdict() or match["y"] is None:
        return False
    between = match.string[match.end("d") : match.start("m")], match.string[match.end("m") : match.start("y")]
    return "-" in between[0] and "/" in between[1]


def day_range(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """From one day to another; the last one counts."""
    last = day_of(year_of(match["y"], period), match["m"], match["d"])
    month = match["m1"] or match["m"]
    first = day_of(last.year if match["y1"] is None else year_of(match["y1"], period), month, match["d1"])
    if first >= last:
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (last,), "start": first}


# Months, quarters, years ----------------------------------------------------------------------------


def one_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A month as a window."""
    year, month = year_of(match["y"], period), month_of(match["m"])
    return {"instances": (month_end(year, month),), "start": date(year, month, 1)}


def until_month(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """The end of a month, or with "trước" the day before it begins."""
    year, month = year_of(match["y"], period), month_of(match["m"])
    if is_before(match):
        return {"instances": (date(year, month, 1) - timedelta(days=1),), "exclusive": True}
    return {"instances": (month_end(year, month),)}


def months_range(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Several months as one window."""
    # "Tháng 11/2026 đến tháng 2" does not say which February; we must not choose for the document.
    if match["y1"] is not None and match["y"] is None:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    last_year = year_of(match["y"], period)
    first_year = last_year if match["y1"] is None else year_of(match["y1"], period)
    first, last = date(first_year, month_of(match["m1"]), 1), month_end(last_year, month_of(match["m"]))
    if (first.year, first.month) >= (last.year, last.month):
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (last,), "start": first}


def months_list(match: Match, period: PlanPeriod, reading: Reading | None) -> Days:
    """Months named one by one: each has its end, unless they follow on and editors read one window."""
    years = years_of(period) if match["each"] else [year_of(match["y"], period)]
    numbers = [month_of(text) for text in re.findall("[0-9]+", match["ms"])]
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
    ends = within(period, (month_end(year, number) for year in years for number in numbers))
    return {"instances": ends, "reading": reading} if reading else {"instances": ends}


def first_months(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """The first three, six or nine months of a year, or its last six."""
    year = year_of(match["y"], period)
    count = {"ba": 3, "sáu": 6, "chín": 9}.get(match["n"].lower()) or int(match["n"])
    if match["half"].lower() == "đầu":
        return {"instances": (month_end(year, count),), "start": date(year, 1, 1)}
    return {"instances": (date(year, 12, 31),), "start": date(year, 13 - count, 1)}


def one_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A quarter as a window."""
    quarter = Quarter(year_of(match["y"], period), quarter_of(match["q"]))
    return {"instances": (quarter.last_day,), "start": quarter.first_day}


def until_quarter(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """The end of a quarter, or with "trước" the day before it begins."""
    quarter = Quarter(year_of(match["y"], period), quarter_of(match["q"]))
    if is_before(match):
        return {"instances": (quarter.first_day - timedelta(days=1),), "exclusive": True}
    return {"instances": (quarter.last_day,)}


def quarters_range(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """From one quarter to another, as one window."""
    if match["y1"] is not None and match["y"] is None:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    last = Quarter(year_of(match["y"], period), quarter_of(match["q"]))
    first = Quarter(
        last.year if match["y1"] is None else year_of(match["y1"], period), quarter_of(match["q1"])
    )
    if first >= last:
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (last.last_day,), "start": first.first_day}


def several_quarters(match: Match, period: PlanPeriod, reading: Reading | None) -> Days:
    """Several quarters, by the editors' reading one window or a due day each."""
    year = year_of(match["y"], period)
    numbers = quarters_of(match["qs"])
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


def within_year(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """A year as a window."""
    year = year_of(match["y"], period)
    return {"instances": (date(year, 12, 31),), "start": date(year, 1, 1)}


def until_year(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """The end of a year, or with "trước" the day before it begins."""
    year = year_of(match["y"], period)
    if is_before(match):
        return {"instances": (date(year, 1, 1) - timedelta(days=1),), "exclusive": True}
    return {"instances": (date(year, 12, 31),)}


def years_range(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Several years as one window."""
    first, last = year_of(match["y1"], period), year_of(match["y"], period)
    if first >= last:
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (date(last, 12, 31),), "start": date(first, 1, 1)}
