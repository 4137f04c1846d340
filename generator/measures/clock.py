"""The moment at which tasks are judged."""

from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.quarter import Quarter

SOON = timedelta(days=30)
"""A task counts as due soon from this long before its last compliant day."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment at which facts are judged: in the course of a day, or at its end."""

    day: date
    """The as-of date."""
    ended: bool = False
    """Whether the day is over (“đến hết ngày”): what fell due on it is then due."""
    reporting_days: tuple[date, ...] = ()
    """Days by which reports on the plan must be in, oldest first, also days still to come."""

    def passed(self, day: date) -> bool:
        """Whether a day is over."""
        return day < self.day or (self.ended and day == self.day)

    def reporting_day_after(self, due: date) -> date | None:
        """The first reporting day after a due day; None when none is known."""
        return next((day for day in self.reporting_days if day > due), None)

    def reports_ended(self, due: date) -> bool:
        """Whether a whole quarter went by after that of a due day for which no reporting day was set."""
        return self.passed(Quarter.of(due).next().last_day)
