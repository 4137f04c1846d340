"""The `Portal`: all published data in one immutable object.

Every reference between records has been checked, and every record has its file and line. `data.resolver`
builds it, `measures.metrics` measures it, and everything that makes pages or downloads reads it. Nothing
here reads the clock, the disk or the network.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from generator.model import records
from generator.model.deadline import Deadline
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile

R_co = TypeVar("R_co", bound=records.Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[R_co]):
    """A record with its place and its reference."""

    record: R_co
    place: str
    """File and line it was read from, ``data/agencies.yaml:12``."""
    ref: str
    """Kind and id, ``agency:so-noi-vu``; unique in the portal."""


@dataclass(frozen=True, slots=True)
class TaskTerms:
    """By when a task must be done and whether it still must, as the documents up to one day say."""

    since: date
    """Day from which this is known: the date of the document of the last change; `date.min` for the plan."""
    deadline: Deadline
    """The deadline the plan sets, with its days filled in once a recorded event or instruction fixes them."""
    postponed: Deadline | None = None
    """The latest other deadline that a document set, if any; usually a later one."""
    postponement: records.Event | None = None
    """The event that set `postponed`; its kind is ``shortened`` when the new deadline is earlier."""
    closure: records.Event | None = None
    """The event by which a document withdrew or stopped the task or merged it into another, if any."""

    @property
    def current_deadline(self) -> Deadline:
        """The deadline that holds: the latest one a document granted, else the plan's."""
        return self.postponed or self.deadline


@dataclass(frozen=True, slots=True)
class Task:
    """A task with its deadline parsed and its sub-tasks in printed order."""

    record: records.TaskRecord
    place: str
    plan_id: str
    terms: TaskTerms
    """What holds now."""
    earlier: tuple[TaskTerms, ...] = ()
    """What held before each change by a document, oldest first; the first is what the plan says."""
    children: tuple[str, ...] = ()
    """Numbers of its sub-tasks."""
    heading: str | None = None
    """Title of the parent, for a sub-task."""

    def terms_on(self, day: date) -> TaskTerms:
        """What held at the end of a day, as far as documents up to that day said."""
        return [terms for terms in (*self.earlier, self.terms) if terms.since <= day][-1]

    @property
    def deadline(self) -> Deadline:
        """The deadline the plan sets (see `TaskTerms.deadline`)."""
        return self.terms.deadline

    @property
    def postponed(self) -> Deadline | None:
        """The latest other deadline that a document set, if any."""
        return self.terms.postponed

    @property
    def postponement(self) -> records.Event | None:
        """The event that set `postponed`."""
        return self.terms.postponement

    @property
    def closure(self) -> records.Event | None:
        """The event by which a document withdrew or stopped the task or merged it into another, if any."""
        return self.terms.closure

    @property
    def current_deadline(self) -> Deadline:
        """The deadline that holds: the latest one a document granted, else the plan's."""
        return self.terms.postponed or self.terms.deadline

    @property
    def number(self) -> str:
        """Number as printed; for a sub-task, the printed number and its position under it."""
        return self.record.number

    @property
    def key(self) -> str:
        """``plan/number``, the form used by ``implements``."""
        return f"{self.plan_id}/{self.record.number}"

    @property
    def ref(self) -> str:
        """Reference, ``task:plan/number``."""
        return f"task:{self.key}"

    @property
    def full_title(self) -> str:
        """Title that is clear out of context: for a sub-task, the parent's title and its own."""
        return f"{self.heading}: {self.record.title}" if self.heading else self.record.title

    @property
    def uncertain(self) -> frozenset[str]:
        """Fields whose wording is uncertain."""
        return frozenset(self.record.uncertain)

    @property
    def not_entered(self) -> frozenset[str]:
        """Fields that the document states and that were not entered, wholly or in part."""
        return frozenset(self.record.not_entered)


@dataclass(frozen=True, slots=True)
class QuarterResults:
    """Results of one plan in one quarter."""

    quarter: Quarter
    record: records.Results
    place: str
    results: tuple[Located[records.Result], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with all its parts, in printed order."""

    id: str
    record: records.PlanRecord
    place: str
    sections: tuple[Located[records.Section], ...]
    targets: tuple[Located[records.Target], ...]
    tasks: Mapping[str, Task]
    """By number, in printed order, sub-tasks after their parent."""
    proofs: Mapping[str, Located[records.Proof]]
    """By task number."""
    events: tuple[Located[records.Event], ...]
    quarters: tuple[QuarterResults, ...]
    """Oldest first."""
    target_deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    """Deadlines of the targets, by number; only of those for which the text sets one."""

    @property
    def printed_tasks(self) -> tuple[Task, ...]:
        """The plan's tasks without sub-tasks, in printed order; totals of a plan count these."""
        return tuple(task for task in self.tasks.values() if task.record.parent is None)

    @property
    def ref(self) -> str:
        """Reference, ``plan:id``."""
        return f"plan:{self.id}"


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its observations."""

    id: str
    record: records.ReportRecord
    place: str
    observations: tuple[Located[records.Observation], ...]


@dataclass(frozen=True)
class Portal:
    """All data of the portal. Mappings are by id unless stated otherwise and keep the order of the files."""

    settings: records.PortalSettings
    areas: Mapping[str, Located[records.Area]]
    agencies: Mapping[str, Located[records.Agency]]
    documents: Mapping[str, Located[records.Document]]
    indicators: Mapping[str, Located[records.Indicator]]
    glossary: tuple[Located[records.Term], ...]
    plans: Mapping[str, Plan]
    reports: Mapping[str, Report]
    notes: tuple[Located[records.ConsistencyNote], ...]
    texts: Mapping[str, bytes]
    """Full text (UTF-8) of each document that is held, by document id."""
    sources: Mapping[str, bytes]
    """Bytes of each data file, by path relative to the root (for `data_revision` and downloads)."""
    quarter_files: Mapping[Quarter, Located[QuarterFile]] = field(default_factory=dict)
    """Quarters that were opened, oldest first."""
    snapshots: Mapping[Quarter, Mapping[str, bytes]] = field(default_factory=dict)
    """Frozen tables of closed quarters, by file stem (``results``, ``targets``, ``tasks``)."""

    def tasks(self) -> Iterator[Task]:
        """Yield every task and sub-task, plan by plan, in printed order."""
        for plan in self.plans.values():
            yield from plan.tasks.values()

    @cached_property
    def task_by_key(self) -> Mapping[str, Task]:
        """Tasks by ``plan/number``."""
        return {task.key: task for task in self.tasks()}

    @cached_property
    def implemented_by(self) -> Mapping[str, tuple[tuple[Task, records.Implements], ...]]:
        """Tasks of other plans that implement a task, by ``plan/number``."""
        found: dict[str, list[tuple[Task, records.Implements]]] = {}
        for task in self.tasks():
            for link in task.record.implements:
                found.setdefault(link.task, []).append((task, link))
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of each collective's known members, by the collective's id; empty where the texts name none."""
        found: dict[str, tuple[str, ...]] = {}
        for agency_id, agency in self.agencies.items():
            if agency.record.kind != "collective":
                continue
            if agency.record.members_kind is not None:
                kind = agency.record.members_kind
                found[agency_id] = tuple(i for i, a in self.agencies.items() if a.record.kind == kind)
            else:
                found[agency_id] = agency.record.members
        return found

    @cached_property
    def collectives_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the collectives an agency belongs to, by the agency's id."""
        found: dict[str, list[str]] = {}
        for collective, members in self.members.items():
            for member in members:
                found.setdefault(member, []).append(collective)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def children_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the agencies directly below an agency, by its id."""
        found: dict[str, list[str]] = {}
        for agency_id, agency in self.agencies.items():
            if agency.record.parent is not None:
                found.setdefault(agency.record.parent, []).append(agency_id)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def notes_about(self) -> Mapping[str, tuple[Located[records.ConsistencyNote], ...]]:
        """Consistency notes by the reference they are about."""
        found: dict[str, list[Located[records.ConsistencyNote]]] = {}
        for note in self.notes:
            for ref in note.record.about:
                found.setdefault(ref, []).append(note)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def plan_of_document(self) -> Mapping[str, Plan]:
        """Plans by the id of the document each is taken from."""
        return {plan.record.document: plan for plan in self.plans.values()}

    def observations(self) -> Iterator[tuple[Report, Located[records.Observation]]]:
        """Yield every observation with the report it is in."""
        for report in self.reports.values():
            for observation in report.observations:
                yield report, observation

    def is_undated(self, plan: Plan) -> bool:
        """Whether the plan's document leaves its number and date blank: not yet issued, as far as we know."""
        return self.documents[plan.record.document].record.numbering == "blank"

    @cached_property
    def closed_quarters(self) -> tuple[Quarter, ...]:
        """Quarters whose values are frozen, oldest first."""
        return tuple(q for q, located in self.quarter_files.items() if located.record.closed is not None)

    def quarters(self) -> tuple[Quarter, ...]:
        """Quarters any plan has results for, oldest first."""
        return tuple(sorted({q.quarter for plan in self.plans.values() for q in plan.quarters}))
