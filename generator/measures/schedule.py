"""The third fact of a task: whether it is on schedule. "Not done" is not "late".

A missing report alone never makes a task late; nor does a deadline or a lead whose wording is uncertain.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from generator.measures.clock import SOON, Clock
from generator.measures.reported import TaskHistory
from generator.measures.rules import Rule
from generator.model.deadline import Deadline, DeadlineKind


class Schedule(StrEnum):
    """Third fact: the task against its deadline on the as-of date, in the order that keys list it."""

    ON_TIME = "on_time"
    LATE = "late"
    DONE_UNDATED = "done_undated"
    OVERDUE = "overdue"
    DUE_UNREPORTED = "due_unreported"
    """A reporting day has passed since the due day, and no report covers the due day."""
    DUE = "due"
    """The due day has passed, and no reporting day since."""
    DUE_SOON = "due_soon"
    NOT_DUE = "not_due"
    CONTINUOUS = "continuous"
    NOT_COMPUTABLE = "not_computable"


_SAY_BY_DEADLINE = frozenset({Schedule.ON_TIME, Schedule.LATE, Schedule.OVERDUE})


_BLAME = frozenset({Schedule.LATE, Schedule.OVERDUE})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A schedule with the rule that decided it; the other fields as in `Facts`."""

    schedule: Schedule
    rule: Rule
    due: date | None = None
    days_late: int | None = None
    done: bool = False
    reporting_day: date | None = None
    days_silent: int | None = None


def judge(deadline: Deadline, history: TaskHistory) -> Verdict:
    """Compute the schedule as if the wording were certain.

    A report that a task is stopped or merged is a proposal of its agency: the task is judged as undone.
    """
    if deadline.kind is DeadlineKind.CONTINUOUS:
        return Verdict(Schedule.CONTINUOUS, Rule.CONTINUOUS, done=history.done)
    if not deadline.instances:
        waiting = {
            DeadlineKind.ON_INSTRUCTION: Rule.AWAITS_INSTRUCTION,
            DeadlineKind.AFTER_EVENT: Rule.AWAITS_EVENT,
            DeadlineKind.UNREAD: Rule.UNREAD_DEADLINE,
            DeadlineKind.NOT_ENTERED: Rule.DEADLINE_NOT_ENTERED,
        }
        return Verdict(
            Schedule.NOT_COMPUTABLE, waiting.get(deadline.kind, Rule.NO_DEADLINE), done=history.done
        )
    if deadline.recurs:
        return _judge_series(deadline, history)
    return _judge_day(deadline.instances[0], history)


def _judge_day(due: date, history: TaskHistory) -> Verdict:
    """Compute the schedule against a single last compliant day."""
    if history.done:
        return _judge_completion(due, history)
    if not history.clock.passed(due):
        if due - history.clock.day <= SOON:
            return Verdict(Schedule.DUE_SOON, Rule.DUE_SOON, due)
        return Verdict(Schedule.NOT_DUE, Rule.NOT_DUE, due)
    # Only a report that covers the due day can show that the task was not done by then.
    if history.latest is not None and history.latest.cutoff > due:
        return Verdict(Schedule.OVERDUE, Rule.OVERDUE, due, (history.latest.cutoff - due).days)
    return _judge_silence(due, history.clock, Rule.DUE_UNREPORTED)


def _judge_silence(due: date, clock: Clock, rule: Rule) -> Verdict:
    """Compute the schedule of what fell due without a report: silence counts from the next reporting day."""
    asked = clock.reporting_day_after(due)
    if asked is None and clock.reports_ended(due):
        return Verdict(Schedule.DUE, Rule.NO_REPORTING_DAY, due)
    if asked is None or not clock.passed(asked):
        return Verdict(Schedule.DUE, Rule.DUE, due, reporting_day=asked)
    silent = (clock.day - asked).days
    return Verdict(Schedule.DUE_UNREPORTED, rule, due, reporting_day=asked, days_silent=silent)


def _judge_completion(due: date, history: TaskHistory) -> Verdict:
    if history.completed is None:
        return Verdict(Schedule.DONE_UNDATED, Rule.DONE_UNDATED, due, done=True)
    late = history.completed > due
    rule = Rule.PROOF if history.proof is not None else Rule.LATE if late else Rule.ON_TIME
    if late:
        return Verdict(Schedule.LATE, rule, due, (history.completed - due).days, done=True)
    return Verdict(Schedule.ON_TIME, rule, due, done=True)


def _judge_series(deadline: Deadline, history: TaskHistory) -> Verdict:
    """Compute the schedule of a recurring task: from the past instances, then from the next one.

    Where work goes on after the last instance, it is continuous from then on.
    """
    instances = deadline.instances
    previous: date | None = None
    pending: list[date] = []
    for instance in instances:
        if not history.clock.passed(instance):
            if not history.performed(instance, previous, current=True):
                pending.append(instance)
        elif not history.reaches(instance) and not history.performed(instance, previous, current=False):
            return _judge_silence(instance, history.clock, Rule.RECURRING)
        previous = instance
    if not pending and deadline.continues and not history.done:
        return Verdict(Schedule.CONTINUOUS, Rule.CONTINUOUS)
    if not pending:
        return _judge_day(instances[-1], history)
    soon = pending[0] - history.clock.day <= SOON
    return Verdict(Schedule.DUE_SOON if soon else Schedule.NOT_DUE, Rule.RECURRING, pending[0])


def with_doubt(verdict: Verdict, uncertain: frozenset[str]) -> Verdict:
    """Replace a verdict that depends on uncertain wording by "not computable".

    What is done stays done: an uncertain deadline only forbids saying whether it was in time. "Not due",
    "due soon" and "due, no report" stay too: they blame nobody, the deadline is shown with its mark of
    uncertainty, and hiding them would drop the task from the lists of what is due. Days of silence are not
    counted from a deadline that may be another.
    """
    if "deadline" in uncertain:
        verdict = replace(verdict, days_silent=None)
    if "deadline" in uncertain and verdict.schedule in _SAY_BY_DEADLINE:
        rule = Rule.UNCERTAIN_DEADLINE
    elif "lead" in uncertain and verdict.schedule in _BLAME:
        rule = Rule.UNCERTAIN_LEAD
    else:
        return verdict
    return replace(verdict, schedule=Schedule.NOT_COMPUTABLE, rule=rule, days_late=None)


class LeadEntry(StrEnum):
    """How much of a task's lead, as the document names it, is in our data."""

    WHOLE = "whole"
    PART = "part"
    """Some of the agencies are not."""
    NONE = "none"
    """No agency is: nobody is asked for a report."""


_SILENT = _BLAME | {Schedule.DUE_UNREPORTED}


def with_gap(verdict: Verdict, lead: LeadEntry) -> Verdict:
    """Replace a verdict that falls on somebody by "not computable" where the lead was not entered.

    Where nobody is asked, silence is ours and no missing report. That a day is near or has passed stays:
    it is said of the task and of no agency.
    """
    if lead is LeadEntry.WHOLE or verdict.schedule not in (_SILENT if lead is LeadEntry.NONE else _BLAME):
        return verdict
    schedule, rule = Schedule.NOT_COMPUTABLE, Rule.LEAD_NOT_ENTERED
    return replace(verdict, schedule=schedule, rule=rule, days_late=None, days_silent=None)


def count_instances(instances: tuple[date, ...], history: TaskHistory) -> tuple[int, int]:
    """How many due days of a recurring task have passed, and how many of those were done by their day."""
    past, performed = 0, 0
    previous: date | None = None
    for instance in instances:
        if history.clock.passed(instance):
            past += 1
            performed += history.performed(instance, previous, current=False)
        previous = instance
    return past, performed
