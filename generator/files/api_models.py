"""Classes for the JSON of ``/api/v1/``; the JSON Schemas are generated from them.

Within a version fields may be added but never renamed or removed. ``null`` means that no source states the
value. The docstrings of the classes are published: they are the descriptions in the schemas.
"""

from datetime import date
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Shape(BaseModel):
    """One object of the API."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Meta(Shape):
    """What every answer says about itself: version, day, licence, publisher."""

    version: Literal["1"] = Field(
        "1", description="Version of the API; a change that breaks readers gets a new one."
    )
    schema_file: str = Field(description="JSON Schema of this file, relative to the site.")
    as_of: date = Field(description="Day that every state is computed for.")
    cutoff: date | None = Field(description="Latest cut-off of reported figures; null until someone reports.")
    sample: bool = Field(description="True when the figures are invented, to try the portal.")
    name: str = Field(description="Name of the portal.")
    site_url: str | None = Field(description="Address of the site; those in the files are relative to it.")
    licence: str | None = Field(description="Licence of the data; null while none is published.")
    licence_url: str | None
    publisher: str | None
    contact: str | None
    update_frequency: str | None


class Answer(Shape, Generic[T]):
    """One file: facts about it (`meta`) and its data."""

    meta: Meta
    data: T


class SourceRef(Shape):
    """Receipt: the place of a record in its document and in the data."""

    document: str | None = Field(description="Id of the official document; null for registers of the portal.")
    at: str | None = Field(description="Section as printed.")
    row: str | None = Field(description="Row of a printed table.")
    place: str = Field(description="Data file and line, e.g. data/plans/tp-2026/tasks.yaml:412.")


class DeadlineRef(Shape):
    """A deadline as written and as understood."""

    as_written: str | None = Field(description="Words of the document; null when it gives none.")
    kind: str
    last_days: list[date] = Field(description="Last compliant days; several for a recurring deadline.")
    postponed_to: list[date] = Field(description="Last days after a postponement by a document; else empty.")


class Status(Shape):
    """The three facts, never merged."""

    reported: str = Field(
        description="What the agency says: none, stale, not_started, in_progress, done, stopped, merged."
    )
    evidenced: str = Field(description="Whether a document proves it: none, partly, cited, held.")
    schedule: str = Field(description="Against the deadline; see the methodology page.")
    counted_as: str = Field(description="The one place in which it is counted: done, done_late, overdue …")
    completed: date | None
    days_late: int | None
    cutoff: date | None = Field(description="Cut-off of the report that this rests on.")
    rule: str = Field(description="Anchor of the rule on the methodology page.")


class TaskLink(Shape):
    """A task of another plan, with what the link rests on."""

    task: str
    basis: str = Field(description="stated by a text, or a reading of the editors.")


class ApiMeasure(Shape):
    """One measure of a target."""

    key: str
    label: str
    indicator: str | None
    comparator: str
    value: float | None
    value_as_written: str
    unit: str | None
    period: str | None
    direction: str | None
    not_entered: list[str] = Field(description="Of unit and value, those stated and not in our data.")


class ApiTask(Shape):
    """A task or sub-task."""

    id: str = Field(description="plan/number")
    plan: str
    number: str
    parent: str | None
    parts: list[str]
    area: str | None
    title: str
    lead: list[str]
    coordinating: list[str]
    deadline: DeadlineRef
    deliverables: list[str]
    status: Status
    parts_total: int = Field(
        description="Sub-tasks or answering agencies that must all be done; 1 for a plain task."
    )
    parts_done: int
    postponed_by: str | None = Field(description="Id of the document that set another deadline.")
    original_schedule: str | None = Field(description="Against the plan's own deadline, if it was moved.")
    original_days_late: int | None
    days_silent: int | None = Field(description="Days since the first reporting day after the deadline.")
    rate_day: date | None = Field(description="Day after which it counts as due in the rate; null outside.")
    measures: list[ApiMeasure] = Field(description="Levels that the words of the task set.")
    evidence: list[str] = Field(description="Ids of documents.")
    implements: list[TaskLink]
    implemented_by: list[TaskLink]
    text: str
    uncertain: list[str]
    not_entered: list[str] = Field(description="Fields that the document states and we have not.")
    source: SourceRef
    note: str | None
    url: str = Field(description="Page of the task, relative to the site.")
    self: str = Field(description="This record with its results, relative to the site.")


class Share(Shape):
    """One agency's share of a task that several answer for."""

    agency: str
    status: Status


class ApiResult(Shape):
    """What was reported of a task or target in one quarter."""

    plan: str
    quarter: str
    cutoff: date
    task: str | None
    target: str | None
    measure: str | None
    agency: str
    state: str
    completed: date | None
    value: float | None
    value_as_written: str | None
    unit: str | None
    evidence: list[str]
    reporter: str | None
    reporting_document: str | None
    merged_into: str | None
    note: str | None
    place: str = Field(description="Data file and line.")


class ApiTaskFile(ApiTask):
    """A task with its results and each agency's share."""

    shares: list[Share]
    results: list[ApiResult]


class ApiAgency(Shape):
    """An agency, commune-level unit or collective."""

    id: str
    name: str
    short_name: str | None
    kind: str
    parent: str | None
    code: str | None
    former_names: list[str]
    members: list[str]
    place: str
    url: str
    self: str


class ApiAgencyFile(ApiAgency):
    """An agency with its tasks; the state of each is that of its own share."""

    leads: list["AgencyTask"]
    shares: list["AgencyTask"]
    coordinates: list[str] = Field(description="Ids of tasks.")


class AgencyTask(Shape):
    """A task as it concerns one agency."""

    task: str
    status: Status


class ApiPlan(Shape):
    """A plan with the counts of its printed tasks."""

    id: str
    title: str
    short_title: str
    document: str
    owner: str = Field(description="Id of the agency whose plan it is.")
    scope: str
    first: date
    last: date
    undated: bool = Field(description="True when the copy held has no number and date.")
    tasks: int = Field(description="Printed tasks; sub-tasks are not counted.")
    due: int
    done_of_due: int
    reported: int
    by_state: dict[str, int]
    uncertain: list[str]
    place: str
    url: str


class ApiTarget(Shape):
    """A target with its measures."""

    id: str
    plan: str
    number: str
    title: str
    area: str | None
    responsible: list[str]
    deadline: str | None
    late_after: list[str]
    measures: list[ApiMeasure]
    text: str
    uncertain: list[str]
    not_entered: list[str] = Field(description="Fields that the document states and we have not.")
    source: SourceRef
    note: str | None
    url: str


class ApiIndicator(Shape):
    """An indicator."""

    id: str
    name: str
    short_name: str
    unit: str | None
    direction: str | None
    lead: str | None
    headline: bool
    url: str
    self: str


class ApiObservation(Shape):
    """A figure published in a report."""

    key: str
    report: str
    label: str
    value: float | None
    value_as_written: str
    qualifier: str | None
    unit: str | None
    kind: str
    period: str | None
    edition: str | None
    rank: float | None
    of_total: float | None
    scale: float | None
    text: str
    uncertain: list[str]
    source: SourceRef


class ApiIndicatorFile(ApiIndicator):
    """An indicator with every published figure and every target that measures it."""

    observations: list[ApiObservation]
    targets: list[str]


class ApiDocument(Shape):
    """An official document, held or only cited."""

    id: str
    symbol: str | None
    kind: str
    date: date | None
    issuer: str | None
    signer: str | None
    title: str | None
    held: bool
    source_url: str | None
    relations: list["RelationRef"]
    uncertain: list[str]
    place: str
    url: str


class RelationRef(Shape):
    """A relation that a text states."""

    type: str
    document: str


class ApiFile(Shape):
    """One file of the API."""

    name: str
    path: str
    schema_file: str
    records: int | None = Field(description="Records in the file; null for files of one record.")


class Index(Shape):
    """Every file of the API; a path with braces is that of one file for each record."""

    files: list[ApiFile]
