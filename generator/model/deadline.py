"""Deadlines (thời hạn): the days that a document's wording means.

Public holidays and weekends do not move a deadline. `deadline_forms` lists the wordings that are
understood, `deadline_clauses` reads cells that hold several of them or words around them, `deadline_parser`
applies both. The "last compliant day" is the last day on which work is still in time.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Reading = Literal["window", "instances", "editors"]
"""How editors read a wording: one that names several quarters or months as one window or as a due day for
each; ``editors``: one that has no known meaning, as the days or kind that they recorded."""


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
    STAGES = "stages"
    """Several deadlines in one cell, or one and then work without an end."""
    UNREAD = "unread"
    """The wording has no known meaning and no reading of the editors: published as printed, never judged."""
    NOT_ENTERED = "not_entered"
    """The document sets a deadline that is not in our data: nothing is said of it."""


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
    DAY_NOT_COMPUTED = "day-not-computed"


class TimeUnit(StrEnum):
    """What a deadline counts after an event."""

    DAY = "day"
    WORKING_DAY = "working_day"
    """Never computed: which days are worked is not ours to say. An editor records the day."""
    WEEK = "week"
    MONTH = "month"


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
    after_event: int | None = None
    """How many of `unit` are allowed after the event, whose own day is not counted; None where the text says
    no number ("ngay sau khi…")."""
    unit: TimeUnit = TimeUnit.DAY
    event: str | None = None
    """The event in the document's words."""
    continues: bool = False
    """Work goes on after the last of `instances` with no day set for it ("… và tổ chức thực hiện")."""
    report_days: tuple[date, ...] = ()
    """Last days of the reports that continuous work owes ("Thường xuyên, báo cáo hằng quý")."""
    reading: Reading | None = None
    """How editors read the text; pages show it as the editors' reading."""

    @property
    def late_after(self) -> date | None:
        """The last compliant day of all; the day after it is late. None when no day is known."""
        return self.instances[-1] if self.instances else None

    @property
    def late_after_text(self) -> str:
        """Every last compliant day in ISO form, joined by ";" (the `late_after` column)."""
        return ";".join(day.isoformat() for day in self.instances)

    @property
    def recurs(self) -> bool:
        """Whether no single day ends the task: it has several, or work goes on after the only one."""
        return len(self.instances) > 1 or (self.continues and bool(self.instances))

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
    """Examples of the usual wordings that are understood."""
