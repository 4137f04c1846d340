"""The fields of a task."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.measures.facts import Evidenced, Facts
from generator.measures.metrics import Measured, Standing
from generator.measures.place import Place
from generator.measures.reported import Reported
from generator.measures.schedule import Schedule
from generator.model import records
from generator.model.deadline import DeadlineKind
from generator.model.portal import Located, Task
from generator.view.fields.field import Codes, Field, declared
from generator.view.fields.results import STATE_KEYS
from generator.view.fields.sources import AS_WRITTEN, OCR, SOURCE_DOCUMENT, TEXT, UNCERTAIN, receipt
from generator.view.fields.targets import MeasureOfTarget, measures_json


@dataclass(frozen=True, slots=True)
class MeasuredTask:
    """A task with its computed state and the tasks of other plans that implement it."""

    task: Task
    standing: Standing
    """Computed facts: reported, evidenced and schedule, and how many sub-tasks are done."""
    below: tuple[tuple[Task, records.Implements], ...]
    """Tasks of other plans that implement this one, each with its link."""

    @property
    def record(self) -> records.TaskRecord:
        """The task's record."""
        return self.task.record


def row_of(measured: Measured, task: Task) -> MeasuredTask:
    """The row of one task."""
    below = measured.portal.implemented_by.get(task.key, ())
    return MeasuredTask(task, measured.standings[task.key], below)


def rows(measured: Measured) -> Iterator[MeasuredTask]:
    """A row for every task and sub-task of every plan."""
    return (row_of(measured, task) for task in measured.portal.tasks())


def status(facts: Facts) -> dict[str, Any]:
    """JSON value for the API: the three facts with their dates and rule."""
    return {
        "reported": facts.reported.value,
        "evidenced": facts.evidenced.value,
        "schedule": facts.schedule.value,
        "counted_as": facts.place.value,
        "completed": facts.completed,
        "days_late": facts.days_late,
        "cutoff": facts.cutoff,
        "rule": facts.rule,
    }


def _deadline(row: MeasuredTask) -> dict[str, Any]:
    """JSON value for the API: the deadline as written and as parsed."""
    postponed = row.task.postponed
    return {
        "as_written": row.record.deadline,
        "kind": row.task.deadline.kind.value,
        "last_days": row.task.deadline.instances,
        "postponed_to": postponed.instances if postponed else (),
    }


def _postponed_to(task: Task) -> str:
    """Every last compliant day of the deadline that a document set; its words if it has no day."""
    if task.postponed is None:
        return ""
    return task.postponed.late_after_text or task.postponed.as_written


def _postponed_by(task: Task) -> str | None:
    return task.postponement.document if task.postponement is not None else None


def _levels(row: MeasuredTask) -> tuple[str, ...]:
    """The levels that the task's words set, each with what it is measured in."""
    return tuple(f"{measure.label}: {measure.value_as_written}" for measure in row.record.measures)


def _measures(row: MeasuredTask) -> list[dict[str, Any]]:
    """JSON values for the API: the measures of the task."""
    located = Located(row.record, row.task.place, row.task.ref)
    return measures_json(MeasureOfTarget(row.task.plan_id, located, None))


def _link(task: str, link: records.Implements) -> dict[str, str]:
    return {"task": task, "basis": link.basis}


REPORTED = Codes(tuple(Reported), "site.reported", keys=STATE_KEYS)
"""What the reports say of a task: a state that agencies report; or there is none, or an old one."""

TASKS: tuple[Field[MeasuredTask], ...] = declared(
    records.TaskRecord,
    (
        Field("plan", lambda row: row.task.plan_id, ids="plans"),
        Field("number", form=6, report=14, heading="(so )?(tt|stt|thu tu|so thu tu)"),
        Field("parent"),
        Field("area", ids="areas"),
        Field("title", form=46, report=37, heading=".*(noi dung|nhiem vu|cong viec).*"),
        Field(
            "lead",
            ids="agencies",
            show="agencies",
            report=25,
            heading=".*(chu tri|phu trach|dau moi).*|(co quan|don vi|co quan, don vi) thuc hien",
        ),
        Field("coordinating", ids="agencies", show="agencies", heading=".*phoi hop.*"),
        Field(
            "deadline",
            api=_deadline,
            show="deadline",
            form=14,
            report=22,
            heading=".*(thoi gian|thoi han|tien do|ngay hoan thanh|han hoan thanh).*|hoan thanh",
        ),
        Field(
            "deadline_kind",
            lambda row: row.task.deadline.kind.value,
            api=False,
            codes=Codes(tuple(DeadlineKind), "site.deadline-kind"),
        ),
        Field("late_after", lambda row: row.task.deadline.late_after_text, api=False),
        Field(
            "deliverables",
            show="items",
            form=22,
            heading=".*(san pham|dau ra).*|ket qua( thuc hien)?( du kien)?",
        ),
        TEXT,
        UNCERTAIN,
        SOURCE_DOCUMENT,
        Field("source_row", lambda row: row.record.source.row or row.record.source.at, api=False),
        Field(
            "implements",
            lambda row: tuple(link.task for link in row.record.implements),
            api=lambda row: [_link(link.task, link) for link in row.record.implements],
            ids="tasks",
        ),
        Field(
            "reported",
            lambda row: row.standing.facts.reported.value,
            api=False,
            report=24,
            codes=REPORTED,
        ),
        Field(
            "evidenced",
            lambda row: row.standing.facts.evidenced.value,
            api=False,
            report=22,
            codes=Codes(tuple(Evidenced), "site.evidenced"),
        ),
        Field(
            "schedule",
            lambda row: row.standing.facts.schedule.value,
            api=False,
            report=21,
            codes=Codes(tuple(Schedule), "site.state"),
        ),
        Field("completed", lambda row: row.standing.facts.completed, api=False, kind="date"),
        Field("note"),
        Field("postponed_to", lambda row: _postponed_to(row.task), api=False),
        Field("postponed_by", lambda row: _postponed_by(row.task), ids="documents"),
        Field(
            "original_schedule",
            lambda row: row.standing.facts.original_schedule,
            codes=Codes(tuple(Schedule), "site.state"),
        ),
        Field("original_days_late", lambda row: row.standing.facts.original_days_late, kind="number"),
        Field("days_late", lambda row: row.standing.facts.days_late, api=False, kind="number"),
        Field("parts", lambda row: row.standing.facts.parts, api="parts_total", kind="number"),
        Field("parts_done", lambda row: row.standing.facts.done_parts, kind="number"),
        Field(
            "counted_as",
            lambda row: row.standing.place.value,
            api=False,
            codes=Codes(tuple(Place), "site.state"),
        ),
        Field("days_silent", lambda row: row.standing.facts.days_silent, kind="number"),
        Field("rate_day", lambda row: row.standing.facts.rate_day, kind="date"),
        Field("measures", _levels, show="items", quiet=True, api=_measures),
        Field("not_entered"),
        Field("id", lambda row: row.task.key, table=False),
        Field("sub_tasks", lambda row: row.task.children, api="parts"),
        Field("status", table=False, api=lambda row: status(row.standing.facts)),
        Field("evidence", lambda row: row.standing.evidence, table=False, ids="documents"),
        Field(
            "implemented_by",
            table=False,
            api=lambda row: [_link(task.key, link) for task, link in row.below],
        ),
        Field("source", table=False, api=lambda row: receipt(row.record.source, row.task.place)),
    ),
)


def some_of_tasks(*names: str) -> tuple[Field[MeasuredTask], ...]:
    """The fields of these names, in this order, for other tables with rows about tasks."""
    found = {field.id: field for field in TASKS}
    return tuple(found[name] for name in names)


LEFT_OUT = {
    "area_reading": "Whether the editors chose `area`; a sentence on the task's page states it.",
    "deadline_reading": "How the editors understood `deadline`; a sentence on the task's page states it.",
    "deadline_meaning": "What the editors read `deadline` as; a sentence on the task's page states it.",
    "ocr": OCR,
    "as_written": AS_WRITTEN,
}
"""Fields of a task's record that are not declared above, with the reason."""
