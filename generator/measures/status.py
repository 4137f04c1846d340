"""Computes the three facts of a task: what was reported, what proves it, and whether it is on schedule.

They are never merged. "No report" is not "not done", and "not done" is not "late": a missing report alone
never makes a task late. Everything here is a pure function of what is known on the as-of date.

`RULES` lists every rule with the key of the sentence that explains it. The methodology page prints the
list, and each `Facts` names the rule that decided its schedule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from generator.model.deadline import Deadline, DeadlineKind
from generator.model.quarter import Quarter, month_end

SOON = timedelta(days=30)
"""A task counts as due soon from this long before its last compliant day."""


class State(StrEnum):
    """State that an agency reports for its task."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    STOPPED = "stopped"
    MERGED = "merged"


class Reported(StrEnum):
    """First fact: what the agency's latest report says; `stale` when its cut-off is over three months old."""

    NONE = "none"
    STALE = "stale"
    NOT_STARTED = State.NOT_STARTED.value
    IN_PROGRESS = State.IN_PROGRESS.value
    DONE = State.DONE.value
    STOPPED = State.STOPPED.value
    MERGED = State.MERGED.value


class Evidenced(StrEnum):
    """Second fact: whether a document proves the task, and whether we have its text. Weakest first."""

    NONE = "none"
    CITED = "cited"
    HELD = "held"


class Schedule(StrEnum):
    """Third fact: the task against its deadline on the as-of date, in the order that keys list it."""

    ON_TIME = "on_time"
    LATE = "late"
    DONE_UNDATED = "done_undated"
    OVERDUE = "overdue"
    DUE_UNREPORTED = "due_unreported"
    DUE_SOON = "due_soon"
    NOT_DUE = "not_due"
    CONTINUOUS = "continuous"
    NOT_COMPUTABLE = "not_computable"


PARTIAL = "partial"
"""Code of the sign of a task of which some parts are done; it stands before those of `Schedule`."""


class Rule(StrEnum):
    """Ids of the rules in reading order; also their anchors on the methodology page."""

    AS_OF = "as-of"
    REPORTED = "reported"
    STALE = "stale"
    EVIDENCED = "evidenced"
    HOLIDAYS = "holidays"
    PROOF = "proof"
    STOPPED = "stopped"
    MERGED = "merged"
    CONTINUOUS = "continuous"
    NO_DEADLINE = "no-deadline"
    AWAITS_INSTRUCTION = "awaits-instruction"
    AWAITS_EVENT = "awaits-event"
    ON_TIME = "on-time"
    LATE = "late"
    DONE_UNDATED = "done-undated"
    NOT_DUE = "not-due"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    DUE_UNREPORTED = "due-unreported"
    RECURRING = "recurring"
    POSTPONED = "postponed"
    UNCERTAIN_DEADLINE = "uncertain-deadline"
    UNCERTAIN_LEAD = "uncertain-lead"
    PARTS = "parts"
    MEMBERS_INCOMPLETE = "members-incomplete"


RULES: tuple[tuple[Rule, str], ...] = tuple((rule, f"rules.{rule}") for rule in Rule)
"""Every rule with the catalogue key of the sentence that explains it, in reading order."""


@dataclass(frozen=True, slots=True)
class ReportFact:
    """What one agency's report of one quarter says about the task."""

    agency: str
    """Id of the agency the result belongs to."""
    quarter: Quarter
    cutoff: date
    """Last day the report covers ("số liệu đến ngày")."""
    state: State
    completed: date | None = None
    """Day of completion, if the report gives one; not after the cut-off."""


@dataclass(frozen=True, slots=True)
class TaskProof:
    """A document whose issue completes the task. Unlike a report it has no reporter and no cut-off."""

    document: str
    """Id of the document."""
    completed: date
    """Day on which the document completed the task."""
    held: bool
    """Whether we have the document's text, or it is only cited."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The three facts of a task, or of one agency's share of it, on the as-of date."""

    reported: Reported
    evidenced: Evidenced
    schedule: Schedule
    rule: Rule
    """Rule that decided the schedule."""
    done: bool
    """Whether all of it is done, by the latest report or by a proof."""
    due: date | None = None
    """Last compliant day that `schedule` refers to; for a recurring task, that of one instance."""
    days_late: int | None = None
    """Late: days from `due` to completion. Overdue: days from `due` to the cut-off of the latest report."""
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

    @property
    def partial(self) -> bool:
        """Whether some parts are done, but not all."""
        return self.done_parts > 0 and not self.done


def assess(
    deadline: Deadline,
    reports: Iterable[ReportFact],
    evidence: Iterable[bool],
    proof: TaskProof | None,
    as_of: date,
    uncertain: frozenset[str] = frozenset(),
    postponed: Deadline | None = None,
) -> Facts:
    """Compute the facts of one task, or of one agency's share of it, on the as-of date.

    Args:
        deadline: The deadline the plan sets.
        reports: The agency's reports of every quarter, in any order; those with a cut-off after
            `as_of` are ignored, as nobody could know them on that day.
        evidence: For each evidence document, whether its text is held.
        proof: The document whose issue completes the task, if there is one.
        as_of: The day for which the facts are computed.
        uncertain: Names of the task's fields whose wording is uncertain; `deadline` and `lead` matter here.
        postponed: The latest deadline a document granted. The facts then refer to it, the
            `original_…` fields to `deadline`.
    """
    known = tuple(sorted((r for r in reports if r.cutoff <= as_of), key=lambda r: (r.cutoff, r.quarter)))
    record = _Record(known, proof if proof is not None and proof.completed <= as_of else None, as_of)
    if postponed is None:
        verdict = _with_doubt(_judge(deadline, record), uncertain)
        return _facts(deadline, record, verdict, evidence)
    # An uncertain wording of the plan's deadline does not affect the date of the postponing document.
    verdict = _with_doubt(_judge(postponed, record), uncertain - {"deadline"})
    original = _with_doubt(_judge(deadline, record), uncertain)
    return replace(
        _facts(postponed, record, verdict, evidence),
        original_schedule=original.schedule,
        original_due=original.due,
        original_days_late=original.days_late,
    )


def combine(parts: Sequence[Facts], *, complete: bool = True) -> Facts:
    """Combine the facts of parts into those of the whole: sub-tasks of a task, or agencies that share it.

    The whole is done only when every part is. Its schedule, with rule, day and days late, is that of
    the worst part (see `WORST_FIRST`); an open part ranks worse than any done one, so that the whole never
    looks finished while work is left. For what was reported see `_reported_by_all`; its evidence is that of
    the part with the weakest.

    Args:
        parts: At least one.
        complete: False when the list of a collective's members is incomplete: the whole is then never done.
    """
    worst = min(parts, key=lambda p: (WORST_FIRST.index(p.schedule), -(p.days_late or 0), p.due or date.max))
    done = complete and all(part.done for part in parts)
    days = [part.completed for part in parts if part.completed is not None]
    whole = replace(
        worst,
        reported=_reported_by_all([part.reported for part in parts]),
        evidenced=min((part.evidenced for part in parts), key=list(Evidenced).index),
        done=done,
        completed=max(days) if done and len(days) == len(parts) else None,
        cutoff=min((part.cutoff for part in parts if part.cutoff is not None), default=None),
        parts=len(parts),
        done_parts=sum(1 for part in parts if part.done),
    )
    if not complete and whole.schedule in _DONE:
        return replace(whole, schedule=Schedule.NOT_COMPUTABLE, rule=Rule.MEMBERS_INCOMPLETE, days_late=None)
    return whole


WORST_FIRST = (
    Schedule.OVERDUE,
    Schedule.DUE_UNREPORTED,
    Schedule.DUE_SOON,
    Schedule.NOT_DUE,
    Schedule.NOT_COMPUTABLE,
    Schedule.CONTINUOUS,
    Schedule.LATE,
    Schedule.DONE_UNDATED,
    Schedule.ON_TIME,
)
"""The first of these that a part has becomes the schedule of the whole: open ones, then done ones."""

_DONE = frozenset({Schedule.ON_TIME, Schedule.LATE, Schedule.DONE_UNDATED})
_SAY_BY_DEADLINE = frozenset({Schedule.ON_TIME, Schedule.LATE, Schedule.OVERDUE})
_BLAME = frozenset({Schedule.LATE, Schedule.OVERDUE})


@dataclass(frozen=True, slots=True)
class _Record:
    """What is known about a task on the as-of date; reports oldest first."""

    reports: tuple[ReportFact, ...]
    proof: TaskProof | None
    as_of: date

    @property
    def latest(self) -> ReportFact | None:
        return self.reports[-1] if self.reports else None

    @property
    def done(self) -> bool:
        return self.proof is not None or (self.latest is not None and self.latest.state is State.DONE)

    @property
    def completed(self) -> date | None:
        """Day of completion: the proof's, else the newest one reported since the task was last not done."""
        if self.proof is not None:
            return self.proof.completed
        for report in reversed(self.reports):
            if report.state is not State.DONE:
                return None
            if report.completed is not None:
                return report.completed
        return None

    def reaches(self, day: date) -> bool:
        return self.latest is not None and self.latest.cutoff >= day

    def performed(self, instance: date, previous: date | None, *, current: bool) -> bool:
        """Whether the record shows this instance of a recurring task done by its day.

        A completion counts only if it is in a later quarter than the previous instance: one in the same
        quarter is that instance done late, not this one done early. With `current`, reports of completion
        count only while the latest report still says done.
        """
        claims = [] if self.proof is None else [(Quarter.of(self.proof.completed), self.proof.completed)]
        if self.done or not current:
            claims += [
                (r.quarter if r.completed is None else Quarter.of(r.completed), r.completed or r.cutoff)
                for r in self.reports
                if r.state is State.DONE
            ]
        return any(
            day <= instance and (previous is None or quarter > Quarter.of(previous))
            for quarter, day in claims
        )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A schedule with the rule that decided it; the other fields as in `Facts`."""

    schedule: Schedule
    rule: Rule
    due: date | None = None
    days_late: int | None = None
    done: bool = False


def _facts(deadline: Deadline, record: _Record, verdict: _Verdict, evidence: Iterable[bool]) -> Facts:
    latest, held = record.latest, [*evidence]
    if record.proof is not None:
        held.append(record.proof.held)
    # A continuous or recurring task is never done for good, so a report that it is done becomes stale.
    lasting = deadline.kind is DeadlineKind.CONTINUOUS or (len(deadline.instances) > 1 and not verdict.done)
    reported = Reported.NONE if latest is None else _reported(latest, record.as_of, lasting=lasting)
    aged = lasting and reported is Reported.STALE and record.proof is None
    done = verdict.done and not aged
    return Facts(
        reported=reported,
        evidenced=Evidenced.HELD if any(held) else Evidenced.CITED if held else Evidenced.NONE,
        schedule=verdict.schedule,
        rule=verdict.rule,
        done=done,
        due=verdict.due,
        days_late=verdict.days_late,
        completed=record.completed if done else None,
        cutoff=None if latest is None else latest.cutoff,
        done_parts=int(done),
    )


def _reported(latest: ReportFact, as_of: date, *, lasting: bool) -> Reported:
    final = latest.state in {State.STOPPED, State.MERGED} or (latest.state is State.DONE and not lasting)
    if not final and as_of > _a_quarter_after(latest.cutoff):
        return Reported.STALE
    return Reported(latest.state.value)


def _a_quarter_after(day: date) -> date:
    """The same day three months later, or that month's last day if it is shorter."""
    years, month = divmod(day.month + 2, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, month_end(year, month).day))


def _judge(deadline: Deadline, record: _Record) -> _Verdict:
    """Compute the schedule as if the wording were certain."""
    latest = record.latest
    if record.proof is None and latest is not None and latest.state in {State.STOPPED, State.MERGED}:
        rule = Rule.STOPPED if latest.state is State.STOPPED else Rule.MERGED
        return _Verdict(Schedule.NOT_COMPUTABLE, rule, deadline.late_after)
    if deadline.kind is DeadlineKind.CONTINUOUS:
        return _Verdict(Schedule.CONTINUOUS, Rule.CONTINUOUS, done=record.done)
    if not deadline.instances:
        waiting = {
            DeadlineKind.ON_INSTRUCTION: Rule.AWAITS_INSTRUCTION,
            DeadlineKind.AFTER_EVENT: Rule.AWAITS_EVENT,
        }
        return _Verdict(
            Schedule.NOT_COMPUTABLE, waiting.get(deadline.kind, Rule.NO_DEADLINE), done=record.done
        )
    if len(deadline.instances) > 1:
        return _judge_series(deadline.instances, record)
    return _judge_day(deadline.instances[0], record)


def _judge_day(due: date, record: _Record) -> _Verdict:
    """Compute the schedule against a single last compliant day."""
    if record.done:
        return _judge_completion(due, record)
    if record.as_of <= due:
        if due - record.as_of <= SOON:
            return _Verdict(Schedule.DUE_SOON, Rule.DUE_SOON, due)
        return _Verdict(Schedule.NOT_DUE, Rule.NOT_DUE, due)
    # Only a report that covers the due day can show that the task was not done by then.
    if record.latest is not None and record.latest.cutoff > due:
        return _Verdict(Schedule.OVERDUE, Rule.OVERDUE, due, (record.latest.cutoff - due).days)
    return _Verdict(Schedule.DUE_UNREPORTED, Rule.DUE_UNREPORTED, due)


def _judge_completion(due: date, record: _Record) -> _Verdict:
    if record.completed is None:
        return _Verdict(Schedule.DONE_UNDATED, Rule.DONE_UNDATED, due, done=True)
    late = record.completed > due
    rule = Rule.PROOF if record.proof is not None else Rule.LATE if late else Rule.ON_TIME
    if late:
        return _Verdict(Schedule.LATE, rule, due, (record.completed - due).days, done=True)
    return _Verdict(Schedule.ON_TIME, rule, due, done=True)


def _judge_series(instances: tuple[date, ...], record: _Record) -> _Verdict:
    """Compute the schedule of a recurring task: from the past instances, then from the next one."""
    previous: date | None = None
    pending: list[date] = []
    for instance in instances:
        if instance >= record.as_of:
            if not record.performed(instance, previous, current=True):
                pending.append(instance)
        elif not record.reaches(instance) and not record.performed(instance, previous, current=False):
            return _Verdict(Schedule.DUE_UNREPORTED, Rule.RECURRING, instance)
        previous = instance
    if not pending:
        return _judge_day(instances[-1], record)
    soon = pending[0] - record.as_of <= SOON
    return _Verdict(Schedule.DUE_SOON if soon else Schedule.NOT_DUE, Rule.RECURRING, pending[0])


def _with_doubt(verdict: _Verdict, uncertain: frozenset[str]) -> _Verdict:
    """Replace a verdict that depends on uncertain wording by "not computable".

    "Not due", "due soon" and "due, no report" stay: they blame nobody, the deadline is shown with its
    mark of uncertainty, and hiding them would drop the task from the lists of what is due.
    """
    if "deadline" in uncertain and verdict.schedule in _SAY_BY_DEADLINE:
        rule = Rule.UNCERTAIN_DEADLINE
    elif "lead" in uncertain and verdict.schedule in _BLAME:
        rule = Rule.UNCERTAIN_LEAD
    else:
        return verdict
    return replace(verdict, schedule=Schedule.NOT_COMPUTABLE, rule=rule, days_late=None)


def _reported_by_all(states: Sequence[Reported]) -> Reported:
    """Combine what several parts report.

    When some part is in progress, or one is done while another is still open, the whole is in progress.
    Otherwise one part without a report makes the whole unreported, else one stale report makes it stale.
    """
    found = set(states)
    if len(found) == 1:
        return states[0]
    final = {Reported.DONE, Reported.STOPPED, Reported.MERGED}
    if Reported.IN_PROGRESS in found or (Reported.DONE in found and not found <= final):
        return Reported.IN_PROGRESS
    order = (Reported.NONE, Reported.STALE, Reported.NOT_STARTED, Reported.STOPPED, Reported.MERGED)
    return next(state for state in order if state in found)
