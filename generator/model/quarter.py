"""Quarters of the calendar year: the portal's reporting period.

A quarter's id names its results file (`results/2026-q2.yaml`). Nothing here
reads the clock.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

# Years accepted in deadlines and quarters. A wider range would let a typing
# slip ("0206") pass as a date.
FIRST_YEAR = 2000
LAST_YEAR = 2100

_ID = re.compile(r"([0-9]{4})-q([1-4])")
_ROMAN = ("I", "II", "III", "IV")

# The city's plan (5256/QĐ-UBND, IV.1.c) asks for reports "trước ngày 10 tháng
# cuối của quý" (before the 10th): the 9th is the last day in time.
_LAST_REPORTING_DAY = 9


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Three calendar months of a year; quarters compare in time order.

    A number outside 1 to 4 is a mistake in the calling code and raises
    ValueError; text from people goes through `parse`, which does not raise.
    """

    year: int
    """Calendar year."""
    number: int
    """1 to 4."""

    def __post_init__(self) -> None:
        if not 1 <= self.number <= len(_ROMAN):
            raise ValueError(f"a year has quarters 1 to {len(_ROMAN)}, not {self.number}")

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The quarter an id such as "2026-q2" names, or None for anything else.

        Only the written form of `id` counts (lower case, four-digit year
        between 2000 and 2100), because the id is also a file name and an
        address and must have one spelling.
        """
        found = _ID.fullmatch(text)
        if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            return None
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which `day` falls."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def id(self) -> str:
        """The quarter's id in file names and addresses: "2026-q2"."""
        return f"{self.year:04d}-q{self.number}"

    @property
    def label(self) -> str:
        """The quarter as Vietnamese documents print it: "Quý II/2026"."""
        return f"Quý {_ROMAN[self.number - 1]}/{self.year}"

    @property
    def last_month(self) -> int:
        """The month (3, 6, 9 or 12) with which the quarter ends."""
        return self.number * 3

    @property
    def first_day(self) -> date:
        """The quarter's first day."""
        return date(self.year, self.last_month - 2, 1)

    @property
    def last_day(self) -> date:
        """The quarter's last day."""
        return month_end(self.year, self.last_month)

    @property
    def reporting_due(self) -> date:
        """The last day on which this quarter's report is in time.

        It is the 9th of the quarter's last month, so a report in time never
        covers its whole quarter.
        """
        return date(self.year, self.last_month, _LAST_REPORTING_DAY)

    def next(self) -> Self:
        """The quarter after this one."""
        if self.number == len(_ROMAN):
            return type(self)(self.year + 1, 1)
        return type(self)(self.year, self.number + 1)

    def previous(self) -> Self:
        """The quarter before this one."""
        if self.number == 1:
            return type(self)(self.year - 1, len(_ROMAN))
        return type(self)(self.year, self.number - 1)


def month_end(year: int, month: int) -> date:
    """The last day of a month (1 to 12) of a year."""
    return date(year, month, monthrange(year, month)[1])
