"""Deadlines (thời hạn): the days that a document's wording means.

Public holidays and weekends do not move a deadline. `deadline_forms` lists the wordings that are
understood, `deadline_parser` applies them. The "last compliant day" is the last day on which work is still
in time.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Reading = Literal["window", "instances"]
"""How editors read a text that names several quarters: one window, or a due day for each quarter."""


class DeadlineKind(StrEnum):
    """Kinds of deadline; the values are the codes of the column `deadline_kind` in the downloads."""

    DATE = "date"
    MONTH = "month"
    MONTHS = "months"
    QUARTER = "quarter"
    QUARTERS = "quarters"
    YEAR = "year"
    CONTINUOUS = "continuous"
    RECURRING = "recurring"
    AFTER_EVENT = "after_event"
    ON_INSTRUCTION = "on_instruction"
    NONE = "none"


class DeadlineReason(StrEnum):
    """Why a wording gives no deadline; the message to editors is `problems.deadline-<reason>`."""

    UNKNOWN_FORM = "unknown-form"
    NO_SUCH_DAY = "no-such-day"
    NO_SUCH_MONTH = "no-such-month"
    NO_SUCH_QUARTER = "no-such-quarter"
    INVERTED = "inverted"
    YEAR_OUT_OF_RANGE = "year-out-of-range"
    YEAR_MISSING = "year-missing"
    OUTSIDE_PERIOD = "outside-period"
    READING_MISSING = "reading-missing"
    READING_UNKNOWN = "reading-unknown"
    READING_NOT_NEEDED = "reading-not-needed"
    WINDOW_WITH_GAP = "window-with-gap"
    NO_EVENT_AWAITED = "no-event-awaited"
    NO_INSTRUCTION_AWAITED = "no-instruction-awaited"


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """The period of a plan, both days included; supplies the year where a wording names none."""

    first: date
    last: date

    @property
    def years(self) -> range:
        """Calendar years the period touches."""
        return range(self.first.year, self.last.year + 1)

    @property
    def year(self) -> int | None:
        """The plan's year, or None when the period covers several: then a wording must name its year."""
        return self.first.year if self.first.year == self.last.year else None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as written and what it means in days."""

    as_written: str
    """The document's own words; empty when it sets none."""
    kind: DeadlineKind
    instances: tuple[date, ...] = ()
    """Last compliant days, earliest first: one, several for a recurring deadline, none if no day is known."""
    start: date | None = None
    """First day of the window, where the text names one ("Tháng 7-9/2026": 1 July)."""
    exclusive: bool = False
    """The text says "trước" (before): the day it names is already too late."""
    days_after_event: int | None = None
    """Calendar days allowed after the event; the day of the event is not counted."""
    event: str | None = None
    """The event in the document's words."""
    reading: Reading | None = None
    """How editors read a text with several quarters; pages show it as the editors' reading."""

    @property
    def late_after(self) -> date | None:
        """The last compliant day of all; the day after it is late. None when no day is known."""
        return self.instances[-1] if self.instances else None

    @property
    def late_after_text(self) -> str:
        """Every last compliant day in ISO form, joined by ";" (the `late_after` column)."""
        return ";".join(day.isoformat() for day in self.instances)

    def next_instance(self, on: date) -> date | None:
        """The first last compliant day that is `on` or later, or None."""
        place = bisect_left(self.instances, on)
        return self.instances[place] if place < len(self.instances) else None

    def months(self) -> tuple[date, ...]:
        """The months in which last compliant days fall, each as its first day, without repeats."""
        return tuple(dict.fromkeys(day.replace(day=1) for day in self.instances))


@dataclass(frozen=True, slots=True)
class DeadlineError:
    """A wording that could not be read, with the reason and examples that can be."""

    as_written: str
    reason: DeadlineReason
    known_forms: tuple[str, ...]
    """One example of each wording that is understood."""
