"""One class for each kind of entry in the data files: its keys, their types and the rules between them.

A record is validated on its own: unknown keys, malformed values, keys that contradict each other.
References to other records are checked by the resolvers in `data`, the form of a single value by
`scalars`. A broken rule raises `PydanticCustomError` with a code of the problem catalogue; `data` turns it
into a `Problem`.

What a field means is in its attribute docstring. The Vietnamese titles and hover help that editors see
come from the catalogue (``records:``), through the JSON Schemas.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.model.scalars import (
    AgencyId,
    Amount,
    Day,
    DocumentId,
    Flag,
    Id,
    IndicatorId,
    MinisignKey,
    Number,
    Reference,
    TaskReference,
    Text,
    Url,
    fail,
)


class Record(BaseModel):
    """Base of all records: immutable, and a key that is not declared is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Record):
    """The official document a record is taken from, and the place in it."""

    document: Id
    """Document id."""
    at: Text
    """Section as printed (``II.3.c``, ``Phụ lục``)."""
    row: Number | None = None
    """Row number of a printed table."""


class Period(Record):
    """First and last day, both included."""

    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day, Field(alias="to")]

    @model_validator(mode="after")
    def _ordered(self) -> "Period":
        if self.first > self.last:
            raise fail("inverted-period", str(self.last), first=str(self.first), at="to")
        return self


def _check_uncertain(record: "Sourced | Document") -> None:
    """Check `uncertain` against `ocr`: both list the same fields, and the record has those fields.

    Text from a clean source has no raw OCR: what is doubtful there is doubtful as it is printed.
    """
    fields = {field.alias or name for name, field in type(record).model_fields.items()}
    for index, name in enumerate(record.uncertain):
        if name not in fields:
            allowed = ", ".join(sorted(fields))
            raise fail("uncertain-unknown-field", name, allowed=allowed, at=f"uncertain.{index}")
    without = [name for name in record.uncertain if name not in record.ocr]
    if without and record.text == "restored":
        raise fail("uncertain-without-ocr", ", ".join(without), at="uncertain")
    for name in record.ocr:
        if name not in record.uncertain:
            raise fail("ocr-without-uncertain", name, at=f"ocr.{name}")


class Sourced(Record):
    """A record copied from a document, with how reliable the copied wording is."""

    source: Source
    text: Literal["verified", "restored"]
    """``verified``: taken from a clean source; ``restored``: from OCR, with knowledge of the language."""
    uncertain: tuple[Text, ...] = ()
    """Fields whose wording could not be read with certainty."""
    ocr: dict[str, Text] = {}
    """Raw OCR of each uncertain field."""
    note: Text | None = None
    """An editor's remark, published beside the entry."""

    @model_validator(mode="after")
    def _uncertain_has_ocr(self) -> "Sourced":
        _check_uncertain(self)
        return self


class PlanEntry(Sourced):
    """An entry of a plan of which a field may be known to be in the document and not in our data."""

    not_entered: tuple[Text, ...] = ()
    """Fields that the document states and that were not entered, wholly or in part: nothing may be said of
    them, least of all that the document does not state them."""
    as_written: dict[str, Text] = {}
    """The document's words for what is not entered of each such field, where they are known."""

    @model_validator(mode="after")
    def _written_is_not_entered(self) -> "PlanEntry":
        _check_not_entered(self)
        for name in self.as_written:
            if name not in self.not_entered:
                raise fail("as-written-without-not-entered", name, at=f"as_written.{name}")
        return self


_OURS = frozenset({"parent", "area_reading", "deadline_reading", "deadline_meaning", "implements"})
"""Fields of entries that no document states in so many words."""


def unenterable(record: type[PlanEntry] | type["Measure"]) -> frozenset[str]:
    """Names of the fields that `not_entered` may name: those that a document may state or leave out."""
    if not issubclass(record, PlanEntry):
        return frozenset({"unit", "value"})
    optional = {name for name, field in record.model_fields.items() if not field.is_required()}
    return frozenset(optional - _OURS - PlanEntry.model_fields.keys())


def _check_not_entered(record: "PlanEntry | Measure") -> None:
    """Check that the fields exist and have no value; of fields with several values some may be entered."""
    allowed = unenterable(type(record))
    for index, name in enumerate(record.not_entered):
        if name not in allowed:
            listed = ", ".join(sorted(allowed))
            raise fail("not-entered-unknown-field", name, allowed=listed, at=f"not_entered.{index}")
        if not isinstance(getattr(record, name), tuple | None):
            raise fail("not-entered-has-value", name, at=f"not_entered.{index}")


class PlanRecord(Sourced):
    """A document's programme for a period and a scope. The folder name is the plan's id."""

    title: Text
    short_title: Text
    document: Id
    scope: Literal["city", "commune", "agency"]
    owner: Id
    """Agency whose plan it is."""
    period: Period
    reporting_days: tuple[Day, ...] = ()
    """Last days on which reports on the plan are in time, as its text sets them; oldest first."""
    reporting_source: Source | None = None
    """Where the text sets them."""
    reporting_to: AgencyId | None = None
    """Agency that the text sends the reports to."""
    responsible_in: Text | None = None
    """Part of the document that names who is responsible for each target, if our copy lacks it."""


class Section(Sourced):
    """One heading, paragraph or dash of a plan's body, in printed order."""

    number: Number
    kind: Literal["purpose", "goal", "duty", "solution", "funding", "responsibility", "closing"]
    title: Text | None = None
    body: Text | None = None
    area: Id | None = None
    agencies: tuple[Id, ...] = ()
    """Agencies that a block of kind ``responsibility`` gives duties to."""

    @model_validator(mode="after")
    def _has_words(self) -> "Section":
        if self.title is None and self.body is None:
            raise fail("section-without-words", self.number)
        return self


class Baseline(Record):
    """The earlier value a target is compared with, as the text states it."""

    value_as_written: Text
    value: Amount | None = None
    period: Text | None = None


class Stretch(Record):
    """The more ambitious level (“phấn đấu”) that a text sets beside a target."""

    comparator: Literal[">=", "<=", "=", ">", "<"]
    value: Amount
    value_as_written: Text


class Measure(Record):
    """One number that a target sets, or only a direction."""

    key: Id
    label: Text
    indicator: Id | None = None
    comparator: Literal[">=", "<=", "=", ">", "<"]
    value: Amount | None = None
    """The number set; absent where the text sets a direction only."""
    value_as_written: Text
    unit: Text | None = None
    period: Text | None = None
    direction: Literal["up", "down"] | None = None
    """Whether a higher or a lower value is better."""
    baseline: Baseline | None = None
    stretch: Stretch | None = None
    exception: Text | None = None
    not_entered: tuple[Text, ...] = ()
    """Of `unit` and `value`, those that are in the document's words and were not entered."""

    @model_validator(mode="after")
    def _empty_if_not_entered(self) -> "Measure":
        _check_not_entered(self)
        return self


class Target(PlanEntry):
    """A target of a plan in its official words, with every number it sets."""

    number: Number
    title: Text
    area: Id | None = None
    responsible: tuple[Id, ...] = ()
    deadline: Text | None = None
    measures: tuple[Measure, ...] = ()


class Implements(Record):
    """A link from a task to the task of another plan that it implements."""

    task: TaskReference
    basis: Literal["reading", "stated"]
    """``stated``: a text says so; ``reading``: the editors concluded it from the content."""


class DeadlineMeaning(Record):
    """What the editors read a deadline as whose wording the portal does not know; shown as their reading."""

    kind: Literal["date", "recurring", "continuous", "on_instruction"]
    days: tuple[Day, ...] = ()
    """Last compliant days, earliest first: one of a ``date``, one or more of a ``recurring`` deadline."""
    start: Day | None = None
    """First day of the window or of continuous work, where the text names one."""

    @model_validator(mode="after")
    def _consistent(self) -> "DeadlineMeaning":
        if self.kind == "date" and len(self.days) != 1:
            raise fail("meaning-of-one-day", self.kind, at="days")
        if self.kind == "recurring" and not self.days:
            raise fail("meaning-without-days", self.kind, at="days")
        if self.kind in {"continuous", "on_instruction"} and self.days:
            raise fail("meaning-with-days", self.kind, at="days")
        if list(self.days) != sorted(set(self.days)):
            raise fail("meaning-days-order", self.kind, at="days")
        if self.start is not None and self.days and self.start > self.days[0]:
            raise fail("meaning-start-after-days", str(self.start), at="start")
        return self


class TaskRecord(PlanEntry):
    """A task of a plan, as printed."""

    number: Number
    parent: Number | None = None
    area: Id | None = None
    area_reading: Flag = False
    """True when the text gives no area and the editors chose one from the content."""
    title: Text
    lead: tuple[Id, ...] = ()
    coordinating: tuple[Id, ...] = ()
    deadline: Text | None = None
    deadline_reading: Literal["window", "instances"] | None = None
    deadline_meaning: DeadlineMeaning | None = None
    """What the editors read the deadline as, where its wording is not one that the portal knows."""
    deliverables: tuple[Text, ...] = ()
    measures: tuple[Measure, ...] = ()
    """Levels that the task's own words set (“đạt tối thiểu 80%”)."""
    implements: tuple[Implements, ...] = ()


class Proof(Record):
    """A document whose issue completes a task, such as the plan that the task asked for."""

    task: Number
    completed: Day
    document: DocumentId


CLOSING_EVENTS = frozenset({"withdrawn", "stopped", "merged"})
"""Kinds of event after which nobody has to do the task any more."""


class Event(Record):
    """Something that changes a task or sets or moves its deadline, with the document that says so.

    ``occurred``: the event the deadline counts from took place, with the last day where the editors counted
    it (working days); ``instructed``: the awaited instruction set a deadline; ``postponed``: a later deadline
    was granted; ``shortened``: an earlier one was set;
    ``withdrawn``, ``stopped``, ``merged`` (into another task): the task need not be done any more. One that
    moves the deadline of a task with sub-tasks or closes it, does so for each of them.
    """

    task: Number
    kind: Literal["occurred", "instructed", "postponed", "shortened", "withdrawn", "stopped", "merged"]
    date: Day | None = None
    """Day of the event (``occurred``)."""
    deadline: Text | None = None
    """New deadline (``instructed``, ``postponed``, ``shortened``), or the day counted (``occurred``)."""
    document: DocumentId
    note: Text | None = None
    merged_into: TaskReference | None = None
    """The task that takes over the work (``merged``)."""

    @model_validator(mode="after")
    def _complete(self) -> "Event":
        if self.kind == "occurred" and self.date is None:
            raise fail("event-without-date", self.kind, at="kind")
        sets_deadline = self.kind in {"instructed", "postponed", "shortened"}
        if sets_deadline and self.deadline is None:
            raise fail("event-without-deadline", self.kind, at="kind")
        if self.kind in CLOSING_EVENTS and self.deadline is not None:
            raise fail("deadline-of-closed-task", self.deadline, at="deadline")
        if self.kind == "merged" and self.merged_into is None:
            raise fail("merged-without-task", self.kind, at="kind")
        if self.kind != "merged" and self.merged_into is not None:
            raise fail("merged-into-not-merged", self.kind, at="merged_into")
        return self


ResultState = Literal["not-started", "in-progress", "done", "stopped", "merged"]
"""What an agency may report of a task, as the data files write it."""


class Result(Record):
    """What one agency reports about one task or one target in one quarter."""

    task: Number | None = None
    target: Number | None = None
    measure: Id | None = None
    agency: AgencyId
    """Agency the result belongs to."""
    reporter: AgencyId | None = None
    """Agency that sent the report, when it is not `agency`."""
    state: ResultState
    merged_into: TaskReference | None = None
    completed: Day | None = None
    value: Amount | None = None
    value_as_written: Text | None = None
    unit: Text | None = None
    evidence: tuple[DocumentId, ...] = ()
    reporting_document: DocumentId | None = None
    note: Text | None = None
    imported: Text | None = None
    """Form, sheet and cell in which the agency reported it; the form has our name, not the sender's."""

    @model_validator(mode="after")
    def _consistent(self) -> "Result":
        if self.task is None and self.target is None:
            raise fail("result-of-nothing", "")
        if self.task is not None and self.target is not None:
            raise fail("result-of-both", self.target, at="target")
        if self.completed is not None and self.state != "done":
            raise fail("completed-not-done", self.state, at="completed")
        if self.state == "merged" and self.merged_into is None:
            raise fail("merged-without-task", self.state, at="state")
        if self.state != "merged" and self.merged_into is not None:
            raise fail("merged-into-not-merged", self.state, at="merged_into")
        return self


class Results(Record):
    """A quarter's results of one plan. The file stem is the quarter."""

    cutoff: Day
    """Last day the reported figures cover (“số liệu đến ngày”)."""
    published: Day | None = None
    results: tuple[Result, ...]


class Comparison(Record):
    """A change in a figure as the text states it, and what it is compared with."""

    change_as_written: Text
    change: Amount | None = None
    """Signed number; absent where the text gives words only."""
    unit: Text | None = None
    against: Text | None = None
    """What it is compared with; absent where the text names nothing (“tăng 4 bậc”)."""


class Observation(Sourced):
    """One figure published in a report."""

    key: Id
    label: Text
    indicator: IndicatorId | None = None
    value_as_written: Text
    value: Amount | None = None
    unit: Text | None = None
    qualifier: Text | None = None
    kind: Literal["result", "target", "claim"]
    period: Text | None = None
    cutoff: Day | None = None
    rank: Amount | None = None
    of_total: Amount | None = None
    scale: Amount | None = None
    edition: Text | None = None
    published: Day | None = None
    comparisons: tuple[Comparison, ...] = ()
    part_of: Id | None = None
    """Key of the printed total this figure is a part of."""
    section: Text


class ReportRecord(Record):
    """Observations of one report. The file stem is the report's document id."""

    document: Id
    period: Period
    observations: tuple[Observation, ...]


class Area(Record):
    """One of the seven areas of the programme."""

    id: Id
    name: Text
    short_name: Text
    aliases: tuple["AreaAlias", ...] = ()
    source: Source


class AreaAlias(Record):
    """How another document names the area."""

    name: Text
    document: Id


class FormerName(Record):
    """An earlier name of an agency, with the text that states it."""

    name: Text
    source: Source


class GridPlace(Record):
    """Place of a unit in the 13 × 12 tile map, 1-based."""

    col: Amount
    row: Amount


class Center(Record):
    """Indicative centre, degrees WGS 84."""

    lon: Amount
    lat: Amount


AgencyKind = Literal[
    "city", "department", "city-body", "party", "front", "press", "central", "association",
    "commune", "commune-unit", "unnamed-commune", "collective", "other",
]  # fmt: skip


class Agency(Record):
    """A body that leads, coordinates or reports; or a collective of such bodies."""

    id: Id
    name: Text
    short_name: Text | None = None
    kind: AgencyKind
    parent: Id | None = None
    code: Text | None = None
    """Official code of a commune-level unit."""
    unit_kind: Literal["xã", "phường", "đặc khu"] | None = None
    area_km2: Amount | None = None
    grid: GridPlace | None = None
    center: Center | None = None
    former_names: tuple[FormerName, ...] = ()
    aliases: tuple[Text, ...] = ()
    """Other forms printed for the same body."""
    members: tuple[Id, ...] = ()
    members_kind: Literal["commune"] | None = None
    """Members are all agencies of this kind (instead of a list)."""
    members_complete: Flag = True
    source: Source
    note: Text | None = None


class Relation(Record):
    """A relation between documents that a text states."""

    type: Literal["based_on", "implements", "supersedes", "amends", "reports_on", "issues"]
    document: Id
    source: Source


class Citation(Record):
    """A place that cites a document."""

    document: Id
    at: Text


class Document(Record):
    """An official document, held in full or only cited."""

    id: Id
    symbol: Text | None = None
    kind: Text
    date: Day | None = None
    issuer: Text | None = None
    signer: Text | None = None
    signer_title: Text | None = None
    title: Text | None = None
    url: Url | None = None
    held: Flag
    numbering: Literal["blank", "not-in-copy"] | None = None
    """Why a held copy has no number or date: left blank in the text, or not part of the copy held."""
    relations: tuple[Relation, ...] = ()
    cited_at: tuple[Citation, ...] = ()
    text: Literal["verified", "restored"]
    uncertain: tuple[Text, ...] = ()
    ocr: dict[str, Text] = {}
    note: Text | None = None

    @model_validator(mode="after")
    def _uncertain_has_ocr(self) -> "Document":
        _check_uncertain(self)
        return self


class Indicator(Record):
    """A quantity (such as an index) that several documents set targets for or report figures of."""

    id: Id
    name: Text
    short_name: Text
    unit: Text | None = None
    scale: Amount | None = None
    direction: Literal["up", "down"] | None = None
    lead: Id | None = None
    lead_source: Source | None = None
    headline: Flag = False
    measured_by: Text | None = None
    explanation: Text | None = None
    """The editors' explanation, signed as such on the page."""
    lang: Literal["en"] | None = None
    """Language of a foreign short name."""
    source: Source | None = None
    """The text that names the indicator."""
    note: Text | None = None


class Term(Record):
    """A glossary entry."""

    term: Text
    full: Text | None = None
    explanation: Text
    lang: Literal["en"] | None = None


class ConsistencyNote(Record):
    """An editors' note, in neutral words, on a place where the sources disagree or look inconsistent."""

    id: Id
    kind: Literal["contradiction", "other-scope", "no-increase", "sum", "date", "symbol", "wording", "print"]
    """``print``: a slip of print that alters no number, day, body or citation."""
    about: tuple[Reference, ...]
    statement: Text
    sources: tuple[Source, ...]


class PortalSettings(Record):
    """Settings of the portal. A setting not yet known is left out and shows as “chưa công bố”."""

    city: Text
    name: Text
    tagline: Text
    as_of: Day
    merger: Day | None = None
    """Day Hải Phòng and Hải Dương merged: index figures from before it are not comparable with later ones."""
    headline_plan: Id
    plans: tuple[Id, ...]
    """Plans in the order pages list them."""
    sample: Flag = False
    """True only in generated sample data: every page then carries the banner of invented figures."""
    publisher: Text | None = None
    licence: Text | None = None
    licence_url: Url | None = None
    contact: Text | None = None
    update_frequency: Literal["daily", "weekly", "monthly", "quarterly", "annual", "irreg"] | None = None
    """How often the publisher promises to update the data."""
    repository: Url | None = None
    feedback: Text | None = None
    minisign_key: MinisignKey | None = None
    """Public key with which readers verify the manifest's signature; None while nothing is signed."""


Area.model_rebuild()
