"""Stage 5: `(Portal, as_of)` → where every task stands, and what may be counted of it.

The rules of a single fact are in `status`; here they are applied to tasks with sub-tasks, to tasks
that a collective leads, and added up. Plans are never summed with one another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.data.snapshots import FrozenTask, read_tasks
from generator.measures.reporters import answering
from generator.measures.status import (
    Evidenced,
    Facts,
    Proof,
    Reported,
    ReportFact,
    Schedule,
    State,
    assess,
    combine,
)
from generator.model.portal import Plan, Portal, Task
from generator.model.quarter import Quarter

STATES = {
    "not-started": State.NOT_STARTED,
    "in-progress": State.IN_PROGRESS,
    "done": State.DONE,
    "stopped": State.STOPPED,
    "merged": State.MERGED,
}

DUE = frozenset(
    {Schedule.ON_TIME, Schedule.LATE, Schedule.OVERDUE, Schedule.DUE_UNREPORTED, Schedule.DONE_UNDATED}
)
"""States a task can have once its deadline counts; the others stand outside the headline rate."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one task stands."""

    task: Task
    facts: Facts
    units: Mapping[str, Facts]
    """Facts of each agency that answers for it: the leads, a collective's members one by one."""
    parts: int
    """Sub-tasks or answering agencies that must all be done; 1 for a plain task."""
    done_parts: int
    evidence: tuple[str, ...]
    """Ids of documents that prove it, or part of it."""
    members_known: bool
    """False when a collective's list of members is incomplete: then it is never wholly done."""

    @property
    def done(self) -> bool:
        """Wholly done: every part reported or proved done."""
        return self.members_known and self.parts == self.done_parts

    @property
    def partial(self) -> bool:
        """Some parts done, not all."""
        return self.done_parts > 0 and not self.done

    @property
    def code(self) -> str:
        """Code of the sign shown for the task: ``partial`` or its schedule."""
        return "partial" if self.partial else self.facts.schedule.value


@dataclass(frozen=True, slots=True)
class Counts:
    """What may be said of a set of tasks. Every number is a count of tasks."""

    total: int
    by_code: Mapping[str, int]
    """Tasks by sign (``partial`` or schedule code)."""
    due: int
    """Tasks whose deadline has passed."""
    done_of_due: int
    """Of these, wholly done."""
    done: int
    reported: int
    """Tasks for which an agency has reported, however long ago."""
    evidenced: int
    """Tasks wholly or partly proved by a document."""


@dataclass(frozen=True)
class Measured:
    """A portal measured on a day."""

    portal: Portal
    as_of: date

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """Every task's standing by ``plan/number``; a parent's follows from its sub-tasks."""
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
            proof = Proof(document, proof_entry.record.completed, held)
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
        """Tasks of each closed quarter's snapshot, by ``plan/number``."""
        return {q: read_tasks(self.portal.snapshots[q]["tasks"]) for q in self.portal.closed_quarters}

    @cached_property
    def cutoff(self) -> date | None:
        """Latest cut-off of any reported figure; None while nothing has been reported."""
        cutoffs = [q.record.cutoff for plan in self.portal.plans.values() for q in plan.quarters]
        return max(cutoffs, default=None)

    def counts(self, tasks: Iterable[Task]) -> Counts:
        """Counts of a set of tasks (give printed tasks for a plan, led tasks for an agency)."""
        return self.counts_of(self.standings[task.key] for task in tasks)

    def counts_of(self, given: Iterable[Standing]) -> Counts:
        """Counts of a set of standings."""
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
        """Tasks and sub-tasks the agency itself leads (parents that only head sub-tasks left out)."""
        return self._by_lead.get(agency_id, ())

    def coordinated_by(self, agency_id: str) -> tuple[Task, ...]:
        """Tasks and sub-tasks the agency is named to coordinate."""
        return self._by_coordinating.get(agency_id, ())

    def shared_with(self, agency_id: str) -> tuple[Task, ...]:
        """Common tasks led by a collective the agency is a member of (“nhiệm vụ chung”)."""
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
        """Place of each task in the order of plans and of print."""
        return {task.key: place for place, task in enumerate(self.portal.tasks())}

    def facts_of(self, task: Task, agency_id: str) -> Facts:
        """Facts of one agency's share of a task; the task's own when it answers for none."""
        standing = self.standings[task.key]
        return standing.units.get(agency_id, standing.facts)

    def share(self, task: Task, agency_id: str) -> Standing:
        """One agency's share of a task as a standing of its own; the task's own when it answers for none."""
        standing = self.standings[task.key]
        facts = standing.units.get(agency_id)
        if facts is None:
            return standing
        evidence = standing.evidence if facts.evidenced is not Evidenced.NONE else ()
        return Standing(task, facts, {}, 1, int(facts.done), evidence, members_known=True)

    def share_counts(self, tasks: Iterable[Task], agency_id: str) -> Counts:
        """Counts of one agency's shares of tasks: what it leads, or what a collective of it leads."""
        return self.counts_of(self.share(task, agency_id) for task in tasks)

    @cached_property
    def reporting_quarters(self) -> tuple[Quarter, ...]:
        """Quarters from the first of the headline plan to the one the as-of date lies in."""
        plan = self.portal.plans[self.portal.settings.headline_plan]
        quarter = Quarter.of(plan.record.period.first)
        last = Quarter.of(self.as_of)
        found = []
        while quarter <= last:
            found.append(quarter)
            quarter = quarter.next()
        return tuple(found)


def _by_agency(named: Iterable[tuple[Task, tuple[str, ...]]]) -> Mapping[str, tuple[Task, ...]]:
    """Tasks by each agency named with them, in the order given."""
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
    """A parent is done when all its sub-tasks are."""
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
"""Ids of the counting rules: anchors of the methodology page, keys ``counting.<id>`` of the catalogue."""
