"""The domain: one immutable `Portal`, every reference resolved, every record with its place.

Built by `data.resolver`; measured by `metrics`; read by everything that makes pages or downloads.
Nothing here reads a clock, a disk or a network.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from generator.model import records
from generator.model.deadline import Deadline
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile

R_co = TypeVar("R_co", bound=records.Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[R_co]):
    """A record with where it stands (``data/agencies.yaml:12``) and its reference (``agency:so-noi-vu``)."""

    record: R_co
    place: str
    ref: str


@dataclass(frozen=True, slots=True)
class Task:
    """A task with its deadline parsed and its sub-tasks in printed order."""

    record: records.Task
    place: str
    plan_id: str
    deadline: Deadline
    """The deadline as the document sets it (an event or instruction on record included)."""
    postponed: Deadline | None = None
    """The latest deadline granted by a document, if any."""
    postponement: records.Event | None = None
    children: tuple[str, ...] = ()
    """Numbers of its sub-tasks."""
    heading: str | None = None
    """Title of the parent, for a sub-task."""

    @property
    def number(self) -> str:
        """Number as printed (sub-tasks: the printed number and their order)."""
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
        """Title that stands alone: a sub-task carries its parent's words before its own."""
        return f"{self.heading}: {self.record.title}" if self.heading else self.record.title

    @property
    def uncertain(self) -> frozenset[str]:
        """Fields whose wording is uncertain."""
        return frozenset(self.record.uncertain)


@dataclass(frozen=True, slots=True)
class QuarterResults:
    """Results of one plan in one quarter."""

    quarter: Quarter
    record: records.Results
    place: str
    results: tuple[Located[records.Result], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with everything it holds, in printed order."""

    id: str
    record: records.Plan
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

    @property
    def printed_tasks(self) -> tuple[Task, ...]:
        """Tasks as printed, sub-tasks left out: what city totals count."""
        return tuple(task for task in self.tasks.values() if task.record.parent is None)

    @property
    def ref(self) -> str:
        """Reference, ``plan:id``."""
        return f"plan:{self.id}"


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its observations."""

    id: str
    record: records.Report
    place: str
    observations: tuple[Located[records.Observation], ...]


@dataclass(frozen=True)
class Portal:
    """Everything the data files say, resolved. Mappings keep the order of the files."""

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
    """Text as held of each held document, by document id."""
    sources: Mapping[str, bytes]
    """Data files as read, by path relative to the root (for `data_revision` and downloads)."""
    quarter_files: Mapping[Quarter, Located[QuarterFile]] = field(default_factory=dict)
    """Quarters that were opened, oldest first."""
    snapshots: Mapping[Quarter, Mapping[str, bytes]] = field(default_factory=dict)
    """Frozen tables of closed quarters, by file stem (``results``, ``targets``, ``tasks``)."""

    def tasks(self) -> Iterator[Task]:
        """Every task of every plan, in the order of plans and of print."""
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
        """Agency ids of each collective's members, as far as the texts name them."""
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
        """Collectives that each agency is a member of."""
        found: dict[str, list[str]] = {}
        for collective, members in self.members.items():
            for member in members:
                found.setdefault(member, []).append(collective)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def children_of(self) -> Mapping[str, tuple[str, ...]]:
        """Agencies under each agency."""
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
        """Plans by the document that holds them."""
        return {plan.record.document: plan for plan in self.plans.values()}

    def observations(self) -> Iterator[tuple[Report, Located[records.Observation]]]:
        """Every observation of every report."""
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

    def is_before_merger(self, report: Report) -> bool:
        """Whether a report's period ended before the merger of July 2025: figures of the city as it was."""
        merger = self.settings.merger
        return merger is not None and report.record.period.last < merger

    def latest_observation(self, indicator_id: str) -> tuple[Report, Located[records.Observation]] | None:
        """The newest published result of an indicator, by the end of its report's period."""
        found = [
            (report, located)
            for report, located in self.observations()
            if located.record.indicator == indicator_id and located.record.kind == "result"
        ]
        return max(found, key=lambda pair: pair[0].record.period.last, default=None)
