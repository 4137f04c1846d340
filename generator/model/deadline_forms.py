"""The wordings of deadlines that the portal understands, and how each is turned into days.

`FORMS` is the only list of them: `deadline_parser` uses it, error messages quote it and the methodology
page prints it, so they always agree. A wording that matches none is an error, never a guess.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TypedDict

from generator.model.deadline import DeadlineKind, DeadlineReason, PlanPeriod, Reading
from generator.model.quarter import FIRST_YEAR, LAST_YEAR, Quarter, month_end


class Days(TypedDict, total=False):
    """The fields of `Deadline` that a reader fills in."""

    instances: tuple[date, ...]
    start: date
    exclusive: bool
    days_after_event: int
    event: str
    reading: Reading


class WordingRefusedError(Exception):
    """Raised by a reader when a wording of a known form cannot be turned into days."""

    def __init__(self, reason: DeadlineReason) -> None:
        self.reason = reason


@dataclass(frozen=True, slots=True)
class DeadlineWording:
    """One wording of deadlines that the portal understands."""

    code: str
    """Id of the form; the last part of `rule_key`."""
    kind: DeadlineKind
    pattern: re.Pattern[str]
    """Matched against the whole text in NFC with single spaces, letter case ignored."""
    examples: tuple[str, ...]
    """Wordings as documents print them, the most usual first."""
    read: Callable[[re.Match[str], PlanPeriod, Reading | None], Days] = field(repr=False)
    """Turns a match into days, by the plan's period and the editors' reading (or `WordingRefusedError`)."""

    @property
    def rule_key(self) -> str:
        """Key, in the string files, of the sentence that says how this wording is read."""
        return f"rules.deadline-form.{self.code}"


# Readers --------------------------------------------------------------------------------------------
# Each turns one form's match into days. Failures are raised so that a reader can call several checks in
# a row without handling each; `deadline_parser` turns the exception into a `DeadlineError`.


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


def _day(year: int, month: str, day: str) -> date:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        raise WordingRefusedError(DeadlineReason.NO_SUCH_DAY) from None


def _month(text: str) -> int:
    if not 1 <= int(text) <= 12:  # noqa: PLR2004 - a year has twelve
        raise WordingRefusedError(DeadlineReason.NO_SUCH_MONTH)
    return int(text)


def _quarter(text: str) -> int:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}.get(text.lower())
    if number is None:
        raise WordingRefusedError(DeadlineReason.NO_SUCH_QUARTER)
    return number


def _within(period: PlanPeriod, days: Iterable[date]) -> tuple[date, ...]:
    """Return the days inside the period: a plan that starts or ends mid-year has no deadlines outside it."""
    within = tuple(day for day in days if period.first <= day <= period.last)
    if not within:
        raise WordingRefusedError(DeadlineReason.OUTSIDE_PERIOD)
    return within


def _years(period: PlanPeriod) -> list[int]:
    return [_year(str(year), period) for year in period.years]


def _before_day(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    named = _day(_year(match["y"], period), match["m"], match["d"])
    return {"instances": (named - timedelta(days=1),), "exclusive": True}


def _on_day(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    # "10/12" alone could be a day, two months or a fraction; a word or a year says which.
    if match["word"] is None and match["y"] is None:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    return {"instances": (_day(_year(match["y"], period), match["m"], match["d"]),)}


def _one_month(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    year, month = _year(match["y"], period), _month(match["m"])
    return {"instances": (month_end(year, month),), "start": date(year, month, 1)}


def _several_months(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    # "Tháng 11/2026 đến tháng 2" does not say which February; we must not choose for the document.
    if match["y1"] is not None and match["y"] is None:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    last_year = _year(match["y"], period)
    first_year = last_year if match["y1"] is None else _year(match["y1"], period)
    first, last = date(first_year, _month(match["m1"]), 1), month_end(last_year, _month(match["m"]))
    if (first.year, first.month) >= (last.year, last.month):
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return {"instances": (last,), "start": first}


def _half_year(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    year, first = _year(match["y"], period), match["half"].lower() == "đầu"
    return {"instances": (month_end(year, 6 if first else 12),), "start": date(year, 1 if first else 7, 1)}


def _one_quarter(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    quarter = Quarter(_year(match["y"], period), _quarter(match["q"]))
    return {"instances": (quarter.last_day,), "start": quarter.first_day}


def _several_quarters(match: re.Match[str], period: PlanPeriod, reading: Reading | None) -> Days:
    year = _year(match["y"], period)
    names = re.split(f"{_AND}|{_TO}", match["qs"], flags=re.IGNORECASE)
    numbers = [_quarter(re.sub(_QUY, "", name, flags=re.IGNORECASE)) for name in names]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise WordingRefusedError(DeadlineReason.INVERTED)
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


def _within_year(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    year = _year(match["y"], period)
    return {"instances": (date(year, 12, 31),), "start": date(year, 1, 1)}


def _until_year(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    return {"instances": (date(_year(match["y"], period), 12, 31),)}


def _each_quarter(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    named = [_day(year, month, match["d"]) for year in _years(period) for month in ("3", "6", "9", "12")]
    return {"instances": _within(period, (day - timedelta(days=1) for day in named)), "exclusive": True}


def _each_year_before(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    named = [_day(year, match["m"], match["d"]) for year in _years(period)]
    return {"instances": _within(period, (day - timedelta(days=1) for day in named)), "exclusive": True}


def _each_year_month(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    month = _month(match["m"])
    return {"instances": _within(period, (month_end(year, month) for year in _years(period)))}


def _each_year_quarter(match: re.Match[str], period: PlanPeriod, _: Reading | None) -> Days:
    number = _quarter(match["q"])
    return {"instances": _within(period, (Quarter(year, number).last_day for year in _years(period)))}


def _after_event(match: re.Match[str], _: PlanPeriod, __: Reading | None) -> Days:
    if int(match["n"]) == 0:
        raise WordingRefusedError(DeadlineReason.UNKNOWN_FORM)
    return {"days_after_event": int(match["n"]), "event": match["event"]}


def _no_day(_: re.Match[str], __: PlanPeriod, ___: Reading | None) -> Days:
    return {}


# Forms ----------------------------------------------------------------------------------------------
# Building blocks of the patterns. They use [0-9] because `\d` would also match digits of other scripts.

_YEAR = "[0-9]{4}"
_NUMBER = "[0-9]{1,2}"
_QUARTER = "(?:[ivx]+|[0-9]{1,2})"
_TO = "(?: ?[-\u2010-\u2015\u2212] ?| đến )"
_AND = "(?: ?[,;] ?| và )"
_OF_YEAR = f"(?:(?: ?[/-] ?|,? năm )(?P<y>{_YEAR}))?"
_DAY_MONTH = rf"(?P<d>{_NUMBER})(?: ?[/.-] ?| tháng )(?P<m>{_NUMBER})"
_DAY = rf"{_DAY_MONTH}(?:(?: ?[/.-] ?|,? năm )(?P<y>{_YEAR}))?"
_DONE = "(?:hoàn thành )?"
_IN = f"{_DONE}(?:trong |vào )?"
_QUY = "qu[ýí] ?"  # both spellings are in use
_EACH_YEAR = "h[àằ]ng năm"
_BY = "(?:đến|đến hết|hết|chậm nhất|chậm nhất là)"
# A form that ends in free words must not swallow a second, fixed deadline written after the first.
_NO_FIXED_DAY = r"(?!.*(?:trước|chậm nhất|thường xuyên|cả năm|\bquý ?[ivx0-9]))"


def _form(
    code: str,
    kind: DeadlineKind,
    pattern: str,
    read: Callable[[re.Match[str], PlanPeriod, Reading | None], Days],
    examples: tuple[str, ...],
) -> DeadlineWording:
    return DeadlineWording(code, kind, re.compile(pattern, re.IGNORECASE), examples, read)


FORMS: tuple[DeadlineWording, ...] = (
    _form(
        "before-day",
        DeadlineKind.DATE,
        f"{_DONE}trước (?:ngày )?{_DAY}",
        _before_day,
        (
            "Trước ngày 15/01/2026",
            "Trước 15/01/2026",
            "trước ngày 10/12",
            "Trước ngày 15 tháng 01 năm 2026",
            "Hoàn thành trước ngày 20/7/2025",
        ),
    ),
    # Not in the five documents; office plans write it, and "đến ngày" includes the day it names.
    _form(
        "on-day",
        DeadlineKind.DATE,
        f"{_DONE}(?P<word>{_BY} (?:ngày )?|ngày )?{_DAY}",
        _on_day,
        (
            "Ngày 15/01/2026",
            "15/01/2026",
            "Đến ngày 31/3/2026",
            "Đến hết ngày 31/3/2026",
            "Chậm nhất ngày 31/3",
            "Chậm nhất là ngày 31 tháng 3 năm 2026",
        ),
    ),
    _form(
        "month",
        DeadlineKind.MONTH,
        f"{_IN}tháng ?(?P<m>{_NUMBER}){_OF_YEAR}",
        _one_month,
        ("Tháng 12/2025", "trong tháng 4/2026", "Tháng 11", "Tháng 10 năm 2026"),
    ),
    _form(
        "months",
        DeadlineKind.MONTHS,
        f"{_IN}(?:từ )?tháng ?(?P<m1>{_NUMBER})(?: ?/ ?(?P<y1>{_YEAR}))?"
        f"{_TO}(?:tháng ?)?(?P<m>{_NUMBER}){_OF_YEAR}",
        _several_months,
        ("Tháng 7-9/2026", "Tháng 01/2026 đến tháng 5/2026", "Từ tháng 7 đến tháng 9"),
    ),
    # Not in the five documents; the half-year is how offices report and has one meaning.
    _form(
        "half-year",
        DeadlineKind.MONTHS,
        f"{_IN}(?:0?6|sáu) tháng (?P<half>đầu|cuối) năm(?: (?P<y>{_YEAR}))?",
        _half_year,
        ("6 tháng đầu năm 2026", "6 tháng cuối năm"),
    ),
    _form(
        "quarter",
        DeadlineKind.QUARTER,
        f"{_IN}{_QUY}(?P<q>{_QUARTER}){_OF_YEAR}",
        _one_quarter,
        ("Quý I/2026", "Quý I năm 2026", "trong Quý I/2026", "Quý 2/2026", "Quý I"),
    ),
    _form(
        "quarters",
        DeadlineKind.QUARTERS,
        f"{_IN}{_QUY}(?P<qs>{_QUARTER}(?:{_AND}(?:{_QUY})?{_QUARTER})+"
        f"|{_QUARTER}(?P<to>{_TO})(?:{_QUY})?{_QUARTER}){_OF_YEAR}",
        _several_quarters,
        ("Quý III,IV/2026", "Quý II, IV", "Quý II và Quý IV/2026", "Quý I - III/2026"),
    ),
    _form(
        "year",
        DeadlineKind.YEAR,
        f"{_DONE}(?:(?:cả|trong) năm|(?:vào )?năm(?= [0-9]))(?: (?P<y>{_YEAR}))?",
        _within_year,
        ("Cả năm 2026", "Cả năm", "vào năm 2030", "Năm 2026", "Trong năm 2026"),
    ),
    # Not in the five documents as a deadline; programmes write it and mean that year's end.
    _form(
        "until-year",
        DeadlineKind.YEAR,
        f"{_DONE}(?:đến|đến hết|hết) năm (?P<y>{_YEAR})",
        _until_year,
        ("Đến năm 2030", "Đến hết năm 2026"),
    ),
    _form("continuous", DeadlineKind.CONTINUOUS, "thường xuyên", _no_day, ("Thường xuyên",)),
    _form(
        "each-quarter",
        DeadlineKind.RECURRING,
        f"{_DONE}trước (?:ngày )?(?P<d>{_NUMBER}) (?:của )?tháng cuối (?:của |mỗi )?qu[ýí]",
        _each_quarter,
        ("Trước ngày 10 của tháng cuối quý", "trước ngày 10 tháng cuối của quý"),
    ),
    _form(
        "each-year-month",
        DeadlineKind.RECURRING,
        f"{_IN}tháng ?(?P<m>{_NUMBER}) {_EACH_YEAR}",
        _each_year_month,
        ("Tháng 10 hàng năm",),
    ),
    # Not in the five documents; the same words as above for a quarter and for a day.
    _form(
        "each-year-quarter",
        DeadlineKind.RECURRING,
        f"{_IN}{_QUY}(?P<q>{_QUARTER}) {_EACH_YEAR}",
        _each_year_quarter,
        ("Quý I hàng năm",),
    ),
    _form(
        "each-year-before",
        DeadlineKind.RECURRING,
        f"{_DONE}trước (?:ngày )?{_DAY_MONTH} {_EACH_YEAR}",
        _each_year_before,
        ("Trước ngày 10/12 hàng năm",),
    ),
    _form(
        "after-event",
        DeadlineKind.AFTER_EVENT,
        f"{_NO_FIXED_DAY}trong (?:thời hạn|vòng) (?P<n>[0-9]{{1,3}}) ngày,? "
        "(?:kể )?từ (?:ngày|khi) (?P<event>.+)",
        _after_event,
        ("Trong thời hạn 15 ngày kể từ ngày Thủ tướng Chính phủ ban hành kế hoạch",),
    ),
    _form(
        "on-instruction",
        DeadlineKind.ON_INSTRUCTION,
        f"{_NO_FIXED_DAY}theo (?:hướng dẫn|yêu cầu|thời gian đánh giá)(?: .+)?",
        _no_day,
        (
            "Theo hướng dẫn của cấp trên",
            "Theo yêu cầu của Bộ Nội vụ",
            "Theo thời gian đánh giá hàng năm của Bộ Y tế",
        ),
    ),
    _form("none", DeadlineKind.NONE, "", _no_day, ("",)),
)
"""Every wording the portal understands; no text matches two of them."""
