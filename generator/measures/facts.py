"""Computes the three facts of a task: what was reported, what proves it, and whether it is on schedule.

They are never merged. "No report" is not "not done", and "not done" is not "late": a missing report alone
never makes a task late. Everything here is a pure function of what is known on the as-of date.

Beside the facts each task has exactly one place (`Place`). Which tasks are due (`Facts.rate_day`) depends
on the plan, on documents that change it and on the day alone, never on who has reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from generator.measures.clock import Clock
from generator.measures.place import CLOSED, Place, place_of
from generator.measures.reported import Reported, ReportFact, TaskHistory, TaskProof
from generator.measures.rules import Rule
from generator.measures.schedule import (
    LeadEntry,
    Schedule,
    Verdict,
    count_instances,
    judge,
    with_doubt,
    with_gap,
)
from generator.model.deadline import Deadline, DeadlineKind
from generator.model.portal import TaskTerms


class Evidenced(StrEnum):
    """Second fact: whether a document proves the task, and whether we have its text. Weakest first.

    ``partly``: some of its parts have a document, others have none.
    """

    NONE = "none"
    PARTLY = "partly"
    CITED = "cited"
    HELD = "held"


_IN_DOUBT = frozenset({Rule.UNCERTAIN_DEADLINE, Rule.UNCERTAIN_LEAD, Rule.LEAD_NOT_ENTERED})


@dataclass(frozen=True, slots=True)
class Facts:
    """The three facts of a task, or of one agency's share of it, on the as-of date."""

    reported: Reported
    evidenced: Evidenced
    schedule: Schedule
    rule: Rule
    """Rule that decided the schedule."""
    place: Place
    """Where it is counted."""
    done: bool
    """Whether all of it is done, by the latest report or by a proof."""
    due: date | None = None
    """Last compliant day that `schedule` refers to; for a recurring task, that of one instance."""
    rate_day: date | None = None
    """Day after which it counts as due in the rate: its last compliant day, or that of its last dated part.

    None outside the rate: without a day, with several days, or when a document closed it. A whole with parts
    of one day and parts of several is in the rate, from the last day of them all.
    """
    days_late: int | None = None
    """Late: days from `due` to completion. Overdue: days from `due` to the cut-off of the latest report."""
    reporting_day: date | None = None
    """First reporting day after `due`, for what is due without a report; None when no such day is known."""
    days_silent: int | None = None
    """Days since `reporting_day` passed without a report; None when the deadline's wording is uncertain."""
    completed: date | None = None
    """Day of completion, if known; None while not all of it is done."""
    cutoff: date | None = None
    """Cut-off of the latest report; with several parts, the earliest of the parts' cut-offs."""
    original_schedule: Schedule | None = None
    """Schedule against the deadline before it was postponed; None when it was not postponed."""
    original_due: date | None = None
    """`due` before the postponement."""
    original_days_late: int | None = None
    """`days_late` against `original_due`."""
    parts: int = 1
    """Sub-tasks or agencies that must all be done; 1 for a task with a single lead."""
    done_parts: int = 0
    """How many of `parts` are done."""
    reported_parts: int = 0
    """How many of `parts` have at least one report, however old."""
    instances: int = 0
    """Number of due days of a task that has several; 0 for others. Of a whole: those of all its parts."""
    past_instances: int = 0
    """How many of those have passed."""
    done_instances: int = 0
    """How many of those that have passed were done by their day, as far as reports show."""
    last_day: date | None = None
    """The last of its last compliant days, or of those of its parts; None without one or when closed."""

    @property
    def partial(self) -> bool:
        """Whether some parts are done, but not all."""
        return self.done_parts > 0 and not self.done

    @property
    def closed(self) -> bool:
        """Whether a document withdrew or stopped it or merged it into another task."""
        return self.place in CLOSED

    @property
    def proposed(self) -> bool:
        """Whether its agency reports it stopped or merged, without a document that decides so."""
        return not self.closed and self.reported in {Reported.STOPPED, Reported.MERGED}

    @property
    def in_doubt(self) -> bool:
        """Whether it is undone after its deadline, but uncertain or missing words forbid blaming anybody."""
        return self.place is Place.NOT_COMPUTABLE and self.rule in _IN_DOUBT

    def is_due(self, clock: Clock) -> bool:
        """Whether it counts in the denominator of the headline rate."""
        return self.rate_day is not None and clock.passed(self.rate_day)


def assess(
    terms: TaskTerms,
    reports: Iterable[ReportFact],
    evidence: Iterable[bool],
    proof: TaskProof | None,
    clock: Clock,
    uncertain: frozenset[str] = frozenset(),
    lead: LeadEntry = LeadEntry.WHOLE,
) -> Facts:
    """Compute the facts of one task, or of one agency's share of it, at one moment.

    Args:
        terms: The deadline the plan sets, the latest one a document granted and whether a document closed
            the task. With a granted deadline the facts refer to it, the ``original_…`` fields to the plan's.
        reports: The agency's reports of every quarter, in any order; those with a cut-off after
            the clock's day are ignored, as nobody could know them on that day.
        evidence: For each evidence document, whether its text is held.
        proof: The document whose issue completes the task, if there is one.
        clock: The moment for which the facts are computed.
        uncertain: Names of the task's fields whose wording is uncertain; `deadline` and `lead` matter here.
        lead: How much of the lead that the document names was entered.
    """
    known = tuple(sorted((r for r in reports if r.cutoff <= clock.day), key=lambda r: (r.cutoff, r.quarter)))
    history = TaskHistory(known, proof if proof is not None and proof.completed <= clock.day else None, clock)
    if terms.closure is not None:
        return _closed(terms, history, evidence)
    original = with_gap(with_doubt(judge(terms.deadline, history), uncertain), lead)
    if terms.postponed is None:
        return _facts(terms.deadline, history, original, evidence)
    # An uncertain wording of the plan's deadline does not affect the date of the postponing document.
    verdict = with_gap(with_doubt(judge(terms.postponed, history), uncertain - {"deadline"}), lead)
    return replace(
        _facts(terms.postponed, history, verdict, evidence),
        original_schedule=original.schedule,
        original_due=original.due,
        original_days_late=original.days_late,
    )


def _closed(terms: TaskTerms, history: TaskHistory, evidence: Iterable[bool]) -> Facts:
    """The facts of a task that a document closed: it is counted by the document, whatever was reported."""
    assert terms.closure is not None  # noqa: S101 - the caller looked
    place = Place(terms.closure.kind)
    verdict = Verdict(Schedule.NOT_COMPUTABLE, Rule(place.value), terms.current_deadline.late_after)
    facts = _facts(terms.current_deadline, history, verdict, evidence)
    return replace(facts, place=place, rate_day=None, last_day=None)


def _facts(deadline: Deadline, history: TaskHistory, verdict: Verdict, evidence: Iterable[bool]) -> Facts:
    latest, held = history.latest, [*evidence]
    if history.proof is not None:
        held.append(history.proof.held)
    several = deadline.recurs
    # A continuous or recurring task is never done for good, so a report that it is done becomes stale.
    lasting = deadline.kind is DeadlineKind.CONTINUOUS or (several and not verdict.done)
    reported = history.reported(lasting=lasting)
    aged = lasting and reported is Reported.STALE and history.proof is None
    done = verdict.done and not aged
    past, performed = count_instances(deadline.instances, history) if several else (0, 0)
    return Facts(
        reported=reported,
        evidenced=Evidenced.HELD if any(held) else Evidenced.CITED if held else Evidenced.NONE,
        schedule=verdict.schedule,
        rule=verdict.rule,
        place=place_of(verdict.schedule, done=done, several=several),
        done=done,
        due=verdict.due,
        rate_day=None if several else deadline.late_after,
        days_late=verdict.days_late,
        reporting_day=verdict.reporting_day,
        days_silent=verdict.days_silent,
        completed=history.completed if done else None,
        cutoff=None if latest is None else latest.cutoff,
        done_parts=int(done),
        reported_parts=int(latest is not None),
        instances=len(deadline.instances) if several else 0,
        past_instances=past,
        done_instances=performed,
        last_day=deadline.late_after,
    )
