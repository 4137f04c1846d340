"""Computes the three facts of a task: what was reported, what proves it, and whether it is on schedule.

They are never merged. "No report" is not "not done", and "not done" is not "late": a missing report alone
never makes a task late. Everything here is a pure function of what is known on the as-of date.

Beside the facts each task has exactly one place (`Place`), by which tasks are counted and drawn: the places
of all tasks add up to their number. Which tasks are due (`Facts.rate_day`) depends on the plan, on documents
that change it and on the day alone, never on who has reported.

`RULES` lists every rule with the key of the sentence that explains it. The methodology page prints the
list, and each `Facts` names the rule that decided its schedule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from generator.model.deadline import Deadline, DeadlineKind
from generator.model.portal import TaskTerms
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
    """Second fact: whether a document proves the task, and whether we have its text. Weakest first.

    ``partly``: some of its parts have a document, others have none.
    """

    NONE = "none"
    PARTLY = "partly"
    CITED = "cited"
    HELD = "held"


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


class Place(StrEnum):
    """The one place in which a task is counted, in the order in which the first that fits is taken.

    The first three are set by a document. What is done is done before it is late or in time. `NOT_DUE`
    includes what is due soon; a task of several due days is counted beside the continuous ones.
    """

    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    MERGED = "merged"
    DONE_LATE = "done_late"
    DONE = "done"
    OVERDUE = Schedule.OVERDUE.value
    DUE_UNREPORTED = Schedule.DUE_UNREPORTED.value
    DUE = Schedule.DUE.value
    NOT_DUE = Schedule.NOT_DUE.value
    CONTINUOUS = Schedule.CONTINUOUS.value
    NOT_COMPUTABLE = Schedule.NOT_COMPUTABLE.value


CLOSED = frozenset({Place.WITHDRAWN, Place.STOPPED, Place.MERGED})
"""Places of tasks that need not be done any more, because a document says so."""


class Rule(StrEnum):
    """Ids of the rules in reading order; also their anchors on the methodology page."""

    AS_OF = "as-of"
    REPORTED = "reported"
    STALE = "stale"
    EVIDENCED = "evidenced"
    HOLIDAYS = "holidays"
    PROOF = "proof"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    MERGED = "merged"
    PROPOSED = "proposed"
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
    DUE = "due"
    NO_REPORTING_DAY = "no-reporting-day"
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
    def undone_by_uncertain_words(self) -> bool:
        """Whether it is known undone after its deadline, but uncertain wording forbids calling it overdue."""
        return self.place is Place.NOT_COMPUTABLE and self.rule in _UNCERTAIN

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
    """
    known = tuple(sorted((r for r in reports if r.cutoff <= clock.day), key=lambda r: (r.cutoff, r.quarter)))
    record = _Record(known, proof if proof is not None and proof.completed <= clock.day else None, clock)
    if terms.closure is not None:
        return _closed(terms, record, evidence)
    original = _with_doubt(_judge(terms.deadline, record), uncertain)
    if terms.postponed is None:
        return _facts(terms.deadline, record, original, evidence)
    # An uncertain wording of the plan's deadline does not affect the date of the postponing document.
    verdict = _with_doubt(_judge(terms.postponed, record), uncertain - {"deadline"})
    return replace(
        _facts(terms.postponed, record, verdict, evidence),
        original_schedule=original.schedule,
        original_due=original.due,
        original_days_late=original.days_late,
    )


def combine(parts: Sequence[Facts], clock: Clock, *, complete: bool = True) -> Facts:
    """Combine the facts of parts into those of the whole: sub-tasks of a task, or agencies that share it.

    The whole is done only when every part is. Its schedule, with rule, day and days late, is that of
    the worst part (see `WORST_FIRST`); an open part ranks worse than any done one, so that the whole never
    looks finished while work is left. For what was reported see `_reported_by_all`. It is due when the last
    dated part is; until then it is counted as not due. Parts that a document closed are left out, unless
    all are.

    Args:
        parts: At least one.
        clock: The moment for which the parts' facts were computed.
        complete: False when the list of a collective's members is incomplete: the whole is then never done.
    """
    live = [part for part in parts if not part.closed] or list(parts)
    worst = min(live, key=_worst_first)
    done = complete and not worst.closed and all(part.done for part in live)
    days = [part.completed for part in live if part.completed is not None]
    last_day = max((part.last_day for part in live if part.last_day is not None), default=None)
    whole = replace(
        worst,
        reported=_reported_by_all([part.reported for part in live]),
        evidenced=_evidenced_by_all([part.evidenced for part in live]),
        done=done,
        rate_day=last_day if any(part.rate_day is not None for part in live) else None,
        last_day=last_day,
        completed=max(days) if done and len(days) == len(live) else None,
        cutoff=min((part.cutoff for part in live if part.cutoff is not None), default=None),
        parts=len(live),
        done_parts=sum(1 for part in live if part.done),
        reported_parts=sum(1 for part in live if part.reported is not Reported.NONE),
        instances=sum(part.instances for part in live),
        past_instances=sum(part.past_instances for part in live),
        done_instances=sum(part.done_instances for part in live),
    )
    if not complete and whole.schedule in _DONE:
        whole = replace(whole, schedule=Schedule.NOT_COMPUTABLE, rule=Rule.MEMBERS_INCOMPLETE, days_late=None)
    return whole if whole.closed else replace(whole, place=_place_of_whole(whole, clock))


def _worst_first(part: Facts) -> tuple[int, int, int, date]:
    """Sort key of parts: the worst schedule first, of parts that documents closed the first `Place`."""
    closed = list(Place).index(part.place) if part.closed else 0
    return WORST_FIRST.index(part.schedule), closed, -(part.days_late or 0), part.due or date.max


def _place_of_whole(whole: Facts, clock: Clock) -> Place:
    """The place of a task with parts: not due while a dated part is still to come."""
    waits = whole.rate_day is not None and not clock.passed(whole.rate_day)
    if waits and not whole.done:
        return Place.NOT_DUE
    return _place(whole.schedule, done=whole.done, several=whole.rate_day is None and whole.instances > 0)


def _place(schedule: Schedule, *, done: bool, several: bool) -> Place:
    """The place of a task that no document closed."""
    if done:
        return Place.DONE_LATE if schedule is Schedule.LATE else Place.DONE
    if several:
        return Place.CONTINUOUS
    return Place.NOT_DUE if schedule is Schedule.DUE_SOON else Place(schedule.value)


WORST_FIRST = (
    Schedule.OVERDUE,
    Schedule.DUE_UNREPORTED,
    Schedule.DUE,
    Schedule.DUE_SOON,
    Schedule.NOT_DUE,
    Schedule.NOT_COMPUTABLE,
    Schedule.CONTINUOUS,
    Schedule.LATE,
    Schedule.DONE_UNDATED,
    Schedule.ON_TIME,
)
"""The first of these that a part has becomes the schedule of the whole: open ones, then done ones."""

_UNCERTAIN = frozenset({Rule.UNCERTAIN_DEADLINE, Rule.UNCERTAIN_LEAD})
_DONE = frozenset({Schedule.ON_TIME, Schedule.LATE, Schedule.DONE_UNDATED})
_SAY_BY_DEADLINE = frozenset({Schedule.ON_TIME, Schedule.LATE, Schedule.OVERDUE})
_BLAME = frozenset({Schedule.LATE, Schedule.OVERDUE})


@dataclass(frozen=True, slots=True)
class _Record:
    """What is known about a task on the as-of date; reports oldest first."""

    reports: tuple[ReportFact, ...]
    proof: TaskProof | None
    clock: Clock

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
    reporting_day: date | None = None
    days_silent: int | None = None


def _closed(terms: TaskTerms, record: _Record, evidence: Iterable[bool]) -> Facts:
    """The facts of a task that a document closed: it is counted by the document, whatever was reported."""
    assert terms.closure is not None  # noqa: S101 - the caller looked
    place = Place(terms.closure.kind)
    verdict = _Verdict(Schedule.NOT_COMPUTABLE, Rule(place.value), terms.current_deadline.late_after)
    facts = _facts(terms.current_deadline, record, verdict, evidence)
    return replace(facts, place=place, rate_day=None, last_day=None)


def _facts(deadline: Deadline, record: _Record, verdict: _Verdict, evidence: Iterable[bool]) -> Facts:
    latest, held = record.latest, [*evidence]
    if record.proof is not None:
        held.append(record.proof.held)
    several = len(deadline.instances) > 1
    # A continuous or recurring task is never done for good, so a report that it is done becomes stale.
    lasting = deadline.kind is DeadlineKind.CONTINUOUS or (several and not verdict.done)
    reported = Reported.NONE if latest is None else _reported(latest, record.clock.day, lasting=lasting)
    aged = lasting and reported is Reported.STALE and record.proof is None
    done = verdict.done and not aged
    past, performed = _instances(deadline.instances, record) if several else (0, 0)
    return Facts(
        reported=reported,
        evidenced=Evidenced.HELD if any(held) else Evidenced.CITED if held else Evidenced.NONE,
        schedule=verdict.schedule,
        rule=verdict.rule,
        place=_place(verdict.schedule, done=done, several=several),
        done=done,
        due=verdict.due,
        rate_day=deadline.late_after if len(deadline.instances) == 1 else None,
        days_late=verdict.days_late,
        reporting_day=verdict.reporting_day,
        days_silent=verdict.days_silent,
        completed=record.completed if done else None,
        cutoff=None if latest is None else latest.cutoff,
        done_parts=int(done),
        reported_parts=int(latest is not None),
        instances=len(deadline.instances) if several else 0,
        past_instances=past,
        done_instances=performed,
        last_day=deadline.late_after,
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
    """Compute the schedule as if the wording were certain.

    A report that a task is stopped or merged is a proposal of its agency: the task is judged as undone.
    """
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
    if not record.clock.passed(due):
        if due - record.clock.day <= SOON:
            return _Verdict(Schedule.DUE_SOON, Rule.DUE_SOON, due)
        return _Verdict(Schedule.NOT_DUE, Rule.NOT_DUE, due)
    # Only a report that covers the due day can show that the task was not done by then.
    if record.latest is not None and record.latest.cutoff > due:
        return _Verdict(Schedule.OVERDUE, Rule.OVERDUE, due, (record.latest.cutoff - due).days)
    return _judge_silence(due, record.clock, Rule.DUE_UNREPORTED)


def _judge_silence(due: date, clock: Clock, rule: Rule) -> _Verdict:
    """Compute the schedule of what fell due without a report: silence counts from the next reporting day."""
    asked = clock.reporting_day_after(due)
    if asked is None and clock.reports_ended(due):
        return _Verdict(Schedule.DUE, Rule.NO_REPORTING_DAY, due)
    if asked is None or not clock.passed(asked):
        return _Verdict(Schedule.DUE, Rule.DUE, due, reporting_day=asked)
    silent = (clock.day - asked).days
    return _Verdict(Schedule.DUE_UNREPORTED, rule, due, reporting_day=asked, days_silent=silent)


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
        if not record.clock.passed(instance):
            if not record.performed(instance, previous, current=True):
                pending.append(instance)
        elif not record.reaches(instance) and not record.performed(instance, previous, current=False):
            return _judge_silence(instance, record.clock, Rule.RECURRING)
        previous = instance
    if not pending:
        return _judge_day(instances[-1], record)
    soon = pending[0] - record.clock.day <= SOON
    return _Verdict(Schedule.DUE_SOON if soon else Schedule.NOT_DUE, Rule.RECURRING, pending[0])


def _instances(instances: tuple[date, ...], record: _Record) -> tuple[int, int]:
    """How many due days of a recurring task have passed, and how many of those were done by their day."""
    past, performed = 0, 0
    previous: date | None = None
    for instance in instances:
        if record.clock.passed(instance):
            past += 1
            performed += record.performed(instance, previous, current=False)
        previous = instance
    return past, performed


def _with_doubt(verdict: _Verdict, uncertain: frozenset[str]) -> _Verdict:
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


def _reported_by_all(states: Sequence[Reported]) -> Reported:
    """Combine what several parts report; `Reported.NONE` only when no part has a report.

    When some part is in progress, or one is done while another is still open, the whole is in progress.
    Otherwise one stale report makes the whole stale, else one part not started makes it not started.
    """
    found = set(states)
    if len(found) == 1:
        return states[0]
    final = {Reported.DONE, Reported.STOPPED, Reported.MERGED}
    if Reported.IN_PROGRESS in found or (Reported.DONE in found and not found <= final):
        return Reported.IN_PROGRESS
    order = (Reported.STALE, Reported.NOT_STARTED, Reported.STOPPED, Reported.MERGED)
    return next(state for state in order if state in found)


def _evidenced_by_all(found: Sequence[Evidenced]) -> Evidenced:
    """Combine the evidence of several parts: that of the weakest; ``partly`` when only some have any."""
    weakest = min(found, key=list(Evidenced).index)
    if weakest is Evidenced.NONE and any(each is not Evidenced.NONE for each in found):
        return Evidenced.PARTLY
    return weakest
