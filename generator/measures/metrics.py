"""Computes the state of every task on a day, and the counts that pages publish.

The rules for a single task are in `status`; here they are applied to tasks with sub-tasks and to tasks led
by a collective of agencies, and counted. Plans are never summed with one another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import get_args

from generator.data.snapshots import FrozenTask, read_tasks
from generator.measures.reporters import answering
from generator.measures.status import (
    PARTIAL,
    Evidenced,
    Facts,
    Reported,
    ReportFact,
    Schedule,
    State,
    TaskProof,
    assess,
    combine,
)
from generator.model import records
from generator.model.portal import Plan, Portal, Task
from generator.model.quarter import Quarter

STATES = {written: State(written.replace("-", "_")) for written in get_args(records.ResultState)}
"""States by the form in which data files write them."""

DUE = frozenset(
    {Schedule.ON_TIME, Schedule.LATE, Schedule.OVERDUE, Schedule.DUE_UNREPORTED, Schedule.DONE_UNDATED}
)
"""Schedules that count in the headline rate once the due day has passed; tasks with others are left out."""


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
    parts: int
    """Sub-tasks or agencies that must all be done; 1 for a task with a single lead."""
    done_parts: int
    """How many of `parts` are done."""
    evidence: tuple[str, ...]
    """Ids of documents that prove the task or part of it."""
    members_known: bool
    """False when a collective's list of members is incomplete: the task then never counts as done."""

    @property
    def done(self) -> bool:
        """Whether every part is reported or proved done."""
        return self.members_known and self.parts == self.done_parts

    @property
    def partial(self) -> bool:
        """Whether some parts are done, but not all."""
        return self.done_parts > 0 and not self.done

    @property
    def code(self) -> str:
        """Code of the task's sign on pages: ``partial``, else its schedule."""
        return PARTIAL if self.partial else self.facts.schedule.value


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over a set of tasks. Every number is a number of tasks."""

    total: int
    by_code: Mapping[str, int]
    """Tasks by `Standing.code`."""
    due: int
    """Tasks whose deadline has passed."""
    done_of_due: int
    """Of `due`, those that are done."""
    done: int
    """Tasks that are done, whether due or not."""
    reported: int
    """Tasks whose `Facts.reported` is not `none`, however old the report."""
    evidenced: int
    """Tasks proved by a document, wholly or in part."""


@dataclass(frozen=True)
class Measured:
    """A portal and everything computed from it for one day, the as-of date."""

    portal: Portal
    as_of: date

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """The state of every task by ``plan/number``; a parent's is computed from its sub-tasks."""
        found: dict[str, Standing] = {}
        for plan in self.portal.plans.values():
            reports = _reports_by_task(plan)
            for task in plan.tasks.values():
                if not task.children:
                    found[task.key] = self._single(plan, task, reports.get(task.number, []))
            for task in plan.tasks.values():
                if task.children:
                    found[task.key] = _parent(task, [found[plan.tasks[n].key] for n in task.children])
        return found

    def _single(self, plan: Plan, task: Task, reports: list[tuple[ReportFact, tuple[str, ...]]]) -> Standing:
        proof_entry = plan.proofs.get(task.number)
        proof = None
        evidence: list[str] = []
        if proof_entry is not None:
            document = proof_entry.record.document
            held = self.portal.documents[document].record.held
            proof = TaskProof(document, proof_entry.record.completed, held)
            evidence.append(document)
        for _, documents in reports:
            evidence.extend(document for document in documents if document not in evidence)
        who = answering(self.portal, task)
        units: dict[str, Facts] = {}
        for agency in who.parties or ("",):
            own = [report for report in reports if report[0].agency == agency or not who.parties]
            flags = tuple(self.portal.documents[d].record.held for _, documents in own for d in documents)
            units[agency] = assess(
                task.deadline,
                tuple(fact for fact, _ in own),
                flags,
                proof,
                self.as_of,
                task.uncertain,
                postponed=task.postponed,
            )
        facts = combine(list(units.values()), complete=who.complete)
        done = sum(1 for unit in units.values() if unit.done)
        return Standing(task, facts, units, len(units), done, tuple(evidence), who.complete)

    @cached_property
    def frozen_tasks(self) -> Mapping[Quarter, Mapping[str, FrozenTask]]:
        """Tasks as each closed quarter's snapshot has them, by quarter and ``plan/number``."""
        return {q: read_tasks(self.portal.snapshots[q]["tasks"]) for q in self.portal.closed_quarters}

    @cached_property
    def cutoff(self) -> date | None:
        """The latest day that any report covers; None while nothing has been reported."""
        cutoffs = [q.record.cutoff for plan in self.portal.plans.values() for q in plan.quarters]
        return max(cutoffs, default=None)

    def counts(self, tasks: Iterable[Task]) -> Counts:
        """Count tasks; pass `Plan.printed_tasks` for a plan, `led_by` for an agency."""
        return self.counts_of(self.standings[task.key] for task in tasks)

    def counts_of(self, given: Iterable[Standing]) -> Counts:
        """Count the tasks of the given standings."""
        standings = list(given)
        due = [s for s in standings if self.is_due(s)]
        return Counts(
            total=len(standings),
            by_code=Counter(s.code for s in standings),
            due=len(due),
            done_of_due=sum(1 for s in due if s.done),
            done=sum(1 for s in standings if s.done),
            reported=sum(1 for s in standings if s.facts.reported is not Reported.NONE),
            evidenced=sum(1 for s in standings if s.evidence),
        )

    def is_due(self, standing: Standing) -> bool:
        """Whether a task counts in the denominator of the headline rate."""
        facts = standing.facts
        return facts.schedule in DUE and facts.due is not None and facts.due < self.as_of

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
        evidence = standing.evidence if facts.evidenced is not Evidenced.NONE else ()
        return Standing(task, facts, {}, 1, int(facts.done), evidence, members_known=True)

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


def _parent(task: Task, parts: list[Standing]) -> Standing:
    """Compute a parent's standing from those of its sub-tasks: it is done when all of them are."""
    return Standing(
        task=task,
        facts=combine([part.facts for part in parts]),
        units={},
        parts=len(parts),
        done_parts=sum(1 for part in parts if part.done),
        evidence=tuple(dict.fromkeys(d for part in parts for d in part.evidence)),
        members_known=all(part.members_known for part in parts),
    )


COUNT_RULES = (
    "count-total", "count-done-of-due", "count-reported", "count-partial", "count-not_due", "count-due_soon",
    "count-on_time", "count-late", "count-overdue", "count-due_unreported", "count-done_undated",
    "count-continuous", "count-not_computable",
)  # fmt: skip
"""Ids of the counting rules: anchors on the methodology page, keys ``counting.<id>`` in the catalogue."""
