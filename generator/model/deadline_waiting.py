"""Readers of deadlines without a day of their own: continuous work, and what waits for something else."""

from datetime import date, timedelta

from generator.model.deadline import DeadlineReason, PlanPeriod, Reading, TimeUnit
from generator.model.deadline_calendar import (
    Days,
    Match,
    WordingRefusedError,
    day_of,
    known_year,
    month_of,
    quarter_of,
    year_of,
)
from generator.model.quarter import Quarter, month_end


def continuous_from(match: Match, period: PlanPeriod, _: Reading | None) -> Days:
    """Continuous work from a day on."""
    year = year_of(match["y"], period)
    if match["q"]:
        return {"start": Quarter(year, quarter_of(match["q"])).first_day}
    if match["d"]:
        return {"start": day_of(year, match["dm"], match["d"])}
    return {"start": date(year, month_of(match["m"]) if match["m"] else 1, 1)}


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
        began = day_of(year_of(match["y"], period), match["m"], match["d"])
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
