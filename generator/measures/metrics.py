"""Computes the state of every task on a day, and the counts that pages publish.

The rules for a single task are in `facts`, for a whole of several parts in `wholes`; here they are applied
to tasks with sub-tasks and to tasks led by a collective of agencies, and counted. Plans are never summed
with one another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import get_args

from generator.data.snapshots import FrozenTask, read_tasks
from generator.measures.clock import Clock
from generator.measures.facts import Evidenced, Facts, assess
from generator.measures.knowledge import known_on
from generator.measures.place import Place
from generator.measures.reported import Reported, ReportFact, State, TaskProof
from generator.measures.reporters import PlanReporters, answering, ever_reported, reporters_in
from generator.measures.rules import Rule
from generator.measures.schedule import LeadEntry, Schedule
from generator.measures.wholes import combine
from generator.model import records
from generator.model.portal import Plan, Portal, Task
from generator.model.quarter import Quarter

STATES = {written: State(written.replace("-", "_")) for written in get_args(records.ResultState)}
"""States by the form in which data files write them."""

_NOT_ENTERED = Rule.LEAD_NOT_ENTERED


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one task on the as-of date."""

    task: Task
    facts: Facts
    """Facts of the task as a whole."""
    units: Mapping[str, Facts]
    """Facts of each agency that must do it, by agency id: the leads, for a collective each of its members.

    Empty for a task with sub-tasks and for one agency's share; the key is ``""`` when no lead is named.
    """
    evidence: tuple[str, ...]
    """Ids of documents that prove the task or part of it."""
    unit_evidence: Mapping[str, tuple[str, ...]]
    """Ids of documents that prove each agency's share, by the keys of `units`."""
    members_known: bool
    """False when a collective's list of members is incomplete: the task then never counts as done."""

    @property
    def done(self) -> bool:
        """Whether every part is reported or proved done."""
        return self.facts.done

    @property
    def partial(self) -> bool:
        """Whether some parts are done, but not all."""
        return self.facts.partial

    @property
    def place(self) -> Place:
        """Where the task is counted."""
        return self.facts.place


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over a set of tasks. Every number is a number of tasks."""

    total: int
    by_place: Mapping[Place, int]
    """Tasks by `Standing.place`, in the order of `Place`, without empty places; adds up to `total`."""
    due: int
    """Tasks whose deadline has passed: the denominator of the rate."""
    done_of_due: int
    """Of `due`, those that are done."""
    uncertain_of_due: int
    """Of `due`, those undone that uncertain wording, or a lead not entered, forbids calling overdue."""
    not_entered_of_due: int
    """Of `uncertain_of_due`, those whose lead was not entered."""
    done: int
    """Tasks that are done, whether due or not."""
    partial: int
    """Tasks of which some parts are done, but not all."""
    due_soon: int
    """Of those not due, tasks whose last compliant day is at most `clock.SOON` away."""
    proposed: int
    """Tasks that are reported stopped or merged, without a document that decides so."""
    reported: int
    """Tasks with at least one report, however old."""
    evidenced: int
    """Tasks proved by a document, wholly or in part."""

    def at(self, *places: Place) -> int:
        """Number of tasks in any of the given places."""
        return sum(self.by_place.get(place, 0) for place in places)


@dataclass(frozen=True)
class Measured:
    """A portal as it was known at the end of the as-of date, and everything computed from it for that day."""

    recorded: Portal
    """All that the data files hold, also what came after the as-of date."""
    as_of: date
    ended: bool = False
    """Whether the as-of date is over (“đến hết ngày”): what fell due on it then counts as due."""

    @cached_property
    def portal(self) -> Portal:
        """What was known at the end of the as-of date (see `measures.knowledge`)."""
        return known_on(self.recorded, self.as_of)

    def at_end_of(self, quarter: Quarter) -> "Measured":
        """The same data at the end of a quarter's last day; this object itself while the quarter runs."""
        if self.is_running(quarter):
            return self
        if quarter not in self._ends:
            self._ends[quarter] = Measured(self.recorded, quarter.last_day, ended=True)
        return self._ends[quarter]

    def is_running(self, quarter: Quarter) -> bool:
        """Whether a quarter is not over on the as-of date (“kỳ chưa kết thúc”)."""
        return self.as_of <= quarter.last_day and not (self.ended and self.as_of == quarter.last_day)

    def plan_reporters(self, plan: Plan, quarter: Quarter) -> PlanReporters:
        """Who owes a report on a plan for a quarter, and what is known of it (`reporters_in`)."""
        key = (plan.id, quarter)
        if key not in self._reporters:
            self._reporters[key] = reporters_in(self.portal, plan, quarter, self.clock(plan))
        return self._reporters[key]

    @cached_property
    def _reporters(self) -> dict[tuple[str, Quarter], PlanReporters]:
        return {}

    @cached_property
    def _ends(self) -> dict[Quarter, "Measured"]:
        return {}

    def clock(self, plan: Plan) -> Clock:
        """The moment for which a plan's tasks are judged, with the reporting days that concern it."""
        return Clock(self.as_of, self.ended, self._reporting_days[plan.id])

    @cached_property
    def _reporting_days(self) -> Mapping[str, tuple[date, ...]]:
        """Reporting days of each plan: its own, its owner's later plans', those of rounds opened here."""
        rounds = [f.record.due for f in self.portal.quarter_files.values() if f.record.due is not None]
        found = {}
        for plan in self.portal.plans.values():
            first = plan.record.period.first
            owned = [p.record for p in self.portal.plans.values() if p.record.owner == plan.record.owner]
            days = [day for record in owned for day in record.reporting_days]
            found[plan.id] = tuple(sorted({day for day in (*days, *rounds) if day >= first}))
        return found

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """The state of every task by ``plan/number``; a parent's is computed from its sub-tasks."""
        found: dict[str, Standing] = {}
        for plan in self.portal.plans.values():
            reports, clock = _reports_by_task(plan), self.clock(plan)
            for task in plan.tasks.values():
                if not task.children:
                    found[task.key] = self._single(plan, task, reports.get(task.number, []), clock)
            for task in plan.tasks.values():
                if task.children:
                    parts = [found[plan.tasks[n].key] for n in task.children]
                    found[task.key] = _parent(task, parts, clock)
        return found

    def _single(
        self, plan: Plan, task: Task, reports: list[tuple[ReportFact, tuple[str, ...]]], clock: Clock
    ) -> Standing:
        proof_entry = plan.proofs.get(task.number)
        proof = None
        proved_by: tuple[str, ...] = ()
        if proof_entry is not None:
            document = proof_entry.record.document
            held = self.portal.documents[document].record.held
            proof = TaskProof(document, proof_entry.record.completed, held)
            proved_by = (document,)
        who = answering(self.portal, task)
        units: dict[str, Facts] = {}
        evidence: dict[str, tuple[str, ...]] = {}
        for agency in who.parties or ("",):
            own = [report for report in reports if report[0].agency == agency or not who.parties]
            flags = tuple(self.portal.documents[d].record.held for _, documents in own for d in documents)
            facts = tuple(fact for fact, _ in own)
            units[agency] = assess(task.terms, facts, flags, proof, clock, task.uncertain, who.entry)
            evidence[agency] = _once(proved_by, *(documents for _, documents in own))
        # A proof completes the task, whoever its lead is.
        complete = who.complete and (who.entry is LeadEntry.WHOLE or proof is not None)
        whole = combine(list(units.values()), clock, complete=complete)
        shown = _once(proved_by, *(documents for _, documents in reports))
        return Standing(task, whole, units, shown, evidence, complete)

    @cached_property
    def frozen_tasks(self) -> Mapping[Quarter, Mapping[str, FrozenTask]]:
        """Tasks as each closed quarter's snapshot has them, by quarter and ``plan/number``."""
        return {q: read_tasks(self.portal.snapshots[q]["tasks"]) for q in self.portal.closed_quarters}

    @cached_property
    def cutoff(self) -> date | None:
        """The latest day that any report covers; None while nothing has been reported."""
        cutoffs = [q.record.cutoff for plan in self.portal.plans.values() for q in plan.quarters]
        return max(cutoffs, default=None)

    @cached_property
    def reporters(self) -> frozenset[str]:
        """Ids of agencies of which any result is known."""
        return ever_reported(self.portal)

    def counts(self, tasks: Iterable[Task]) -> Counts:
        """Count tasks; pass `Plan.printed_tasks` for a plan, `led_by` for an agency."""
        return self.counts_of(self.standings[task.key] for task in tasks)

    def counts_of(self, given: Iterable[Standing]) -> Counts:
        """Count the tasks of the given standings."""
        standings = list(given)
        places = Counter(s.place for s in standings)
        due = [s for s in standings if self.is_due(s)]
        return Counts(
            total=len(standings),
            by_place={place: places[place] for place in Place if places[place]},
            due=len(due),
            done_of_due=sum(1 for s in due if s.done),
            uncertain_of_due=sum(1 for s in due if s.facts.in_doubt),
            not_entered_of_due=sum(1 for s in due if s.facts.in_doubt and s.facts.rule is _NOT_ENTERED),
            done=sum(1 for s in standings if s.done),
            partial=sum(1 for s in standings if s.partial),
            due_soon=sum(1 for s in standings if self.is_due_soon(s)),
            proposed=sum(1 for s in standings if s.facts.proposed),
            reported=sum(1 for s in standings if s.facts.reported is not Reported.NONE),
            evidenced=sum(1 for s in standings if s.facts.evidenced is not Evidenced.NONE),
        )

    def is_due(self, standing: Standing) -> bool:
        """Whether a task counts in the denominator of the headline rate."""
        return standing.facts.is_due(Clock(self.as_of, self.ended))

    def is_due_soon(self, standing: Standing) -> bool:
        """Whether a task is counted as not due and its last compliant day is near."""
        return standing.place is Place.NOT_DUE and standing.facts.schedule is Schedule.DUE_SOON

    def led_by(self, agency_id: str) -> tuple[Task, ...]:
        """Tasks and sub-tasks that name the agency as a lead, in the order of plans and of print."""
        return self._by_lead.get(agency_id, ())

    def coordinated_by(self, agency_id: str) -> tuple[Task, ...]:
        """Tasks and sub-tasks that name the agency as coordinating, in the order of plans and of print."""
        return self._by_coordinating.get(agency_id, ())

    def shared_with(self, agency_id: str) -> tuple[Task, ...]:
        """Tasks led by a collective the agency is a member of (“nhiệm vụ chung”), in the same order."""
        collectives = self.portal.collectives_of.get(agency_id, ())
        found = {task.key: task for collective in collectives for task in self.led_by(collective)}
        return tuple(sorted(found.values(), key=lambda task: self._places[task.key]))

    @cached_property
    def _by_lead(self) -> Mapping[str, tuple[Task, ...]]:
        return _by_agency((task, task.record.lead) for task in self.portal.tasks())

    @cached_property
    def _by_coordinating(self) -> Mapping[str, tuple[Task, ...]]:
        return _by_agency((task, task.record.coordinating) for task in self.portal.tasks())

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Position of each task (``plan/number``) in the order of plans and of print, for sorting."""
        return {task.key: place for place, task in enumerate(self.portal.tasks())}

    def facts_of(self, task: Task, agency_id: str) -> Facts:
        """Facts of one agency's share of a task; those of the whole task when the agency has no share."""
        standing = self.standings[task.key]
        return standing.units.get(agency_id, standing.facts)

    def share(self, task: Task, agency_id: str) -> Standing:
        """One agency's share of a task as a `Standing`; the whole task's when the agency has no share."""
        standing = self.standings[task.key]
        facts = standing.units.get(agency_id)
        if facts is None:
            return standing
        return Standing(task, facts, {}, standing.unit_evidence[agency_id], {}, members_known=True)

    def share_counts(self, tasks: Iterable[Task], agency_id: str) -> Counts:
        """Count tasks by one agency's share of each, for what it or a collective it belongs to leads."""
        return self.counts_of(self.share(task, agency_id) for task in tasks)

    @cached_property
    def reporting_quarters(self) -> tuple[Quarter, ...]:
        """Quarters from the headline plan's first day to the as-of date, oldest first."""
        plan = self.portal.plans[self.portal.settings.headline_plan]
        quarter = Quarter.of(plan.record.period.first)
        last = Quarter.of(self.as_of)
        found = []
        while quarter <= last:
            found.append(quarter)
            quarter = quarter.next()
        return tuple(found)


def _by_agency(named: Iterable[tuple[Task, tuple[str, ...]]]) -> Mapping[str, tuple[Task, ...]]:
    """Group tasks by agency id; tasks keep their order, a task counts once per agency."""
    found: dict[str, list[Task]] = {}
    for task, agencies in named:
        for agency in dict.fromkeys(agencies):
            found.setdefault(agency, []).append(task)
    return {agency: tuple(tasks) for agency, tasks in found.items()}


def _reports_by_task(plan: Plan) -> dict[str, list[tuple[ReportFact, tuple[str, ...]]]]:
    found: dict[str, list[tuple[ReportFact, tuple[str, ...]]]] = {}
    for quarter in plan.quarters:
        for located in quarter.results:
            record = located.record
            if record.task is None:
                continue
            fact = ReportFact(
                agency=record.agency,
                quarter=quarter.quarter,
                cutoff=quarter.record.cutoff,
                state=STATES[record.state],
                completed=record.completed,
            )
            found.setdefault(record.task, []).append((fact, record.evidence))
    return found


def _once(*lists: Iterable[str]) -> tuple[str, ...]:
    """The entries of several lists in order, each once."""
    return tuple(dict.fromkeys(entry for each in lists for entry in each))


def _parent(task: Task, parts: list[Standing], clock: Clock) -> Standing:
    """Compute a parent's standing from those of its sub-tasks: it is done when all of them are."""
    return Standing(
        task=task,
        facts=combine([part.facts for part in parts], clock),
        units={},
        evidence=_once(*(part.evidence for part in parts)),
        unit_evidence={},
        members_known=all(part.members_known for part in parts),
    )


COUNT_RULES = (
    "count-total", "count-done-of-due", "count-uncertain-of-due", "count-overdue", "count-done_late",
    "count-due_unreported", "count-due", "count-done", "count-partial", "count-not_due", "count-due_soon",
    "count-continuous", "count-not_computable", "count-withdrawn", "count-stopped", "count-merged",
    "count-proposed", "count-reported", "count-evidenced", "count-owing", "count-reporters", "count-silent",
    "count-answering", "count-commune-plans", "count-rows",
)  # fmt: skip
"""Ids of the counting rules: anchors on the methodology page, keys ``counting.<id>`` in the catalogue."""
