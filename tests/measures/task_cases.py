"""Facts of one task, for tests: its deadline in words, its reports, days of 2026."""

from datetime import date

from generator.measures.clock import Clock
from generator.measures.facts import Facts, assess
from generator.measures.reported import ReportFact, State, TaskProof
from generator.model.deadline import Deadline, PlanPeriod
from generator.model.deadline_parser import parse_deadline
from generator.model.portal import TaskTerms
from generator.model.quarter import Quarter
from generator.model.records import Event

Y2026 = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))

REPORTING_DAYS = tuple(date(2026, month, 9) for month in (3, 6, 9, 12))
"""Reporting days of the city's plan of 2026."""

EACH_QUARTER = "Trước ngày 10 của tháng cuối quý"

DONE, DOING, NOT_YET = State.DONE, State.IN_PROGRESS, State.NOT_STARTED


def deadline(text: str | None, reading: str | None = None, period: PlanPeriod = Y2026) -> Deadline:
    found = parse_deadline(text, period=period, reading=reading)
    assert isinstance(found, Deadline), found
    return found


def day(text: str) -> date:
    """A day of 2026 as "d/m", or of another year as "d/m/y"."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) > 2 else 2026, parts[1], parts[0])


def report(cutoff: str, state: State, completed: str | None = None) -> ReportFact:
    on = day(cutoff)
    return ReportFact("so-noi-vu", Quarter.of(on), on, state, day(completed) if completed else None)


def clock(as_of: str, *, ended: bool = False, reporting_days: tuple[date, ...] = REPORTING_DAYS) -> Clock:
    return Clock(day(as_of), ended, reporting_days)


def terms(set_by_plan: Deadline, postponed: Deadline | None = None, closure: str | None = None) -> TaskTerms:
    """Terms of a task; `closure` is the kind of the event by which a document closed it."""
    into = {"merged_into": "ke-hoach/2"} if closure == "merged" else {}
    event = Event.model_validate({"task": "1", "kind": closure, "document": "d", **into}) if closure else None
    return TaskTerms(date.min, set_by_plan, postponed, closure=event)


def facts(
    text: str | None,
    when: str | Clock,
    *reports: ReportFact,
    reading: str | None = None,
    proof: TaskProof | None = None,
    uncertain: tuple[str, ...] = (),
    postponed: str | None = None,
    closure: str | None = None,
) -> Facts:
    """Facts of a task of the city's plan at the start of a day of 2026, or at another moment."""
    return assess(
        terms(deadline(text, reading), deadline(postponed) if postponed else None, closure),
        reports,
        (),
        proof,
        when if isinstance(when, Clock) else clock(when),
        frozenset(uncertain),
    )
