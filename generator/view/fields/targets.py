"""The fields of targets and measures: tables have a row for each measure, the API has measures in targets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from generator.measures.metrics import Measured
from generator.model import records
from generator.model.deadline import Deadline
from generator.model.portal import Located, Plan
from generator.view.fields.field import Field, declared, members
from generator.view.fields.sources import AS_WRITTEN, OCR, SOURCE_DOCUMENT, TEXT, UNCERTAIN, receipt


@dataclass(frozen=True, slots=True)
class MeasureOfTarget:
    """One measure of a target, or of a task that sets a level; `measure` is None for a target without any."""

    plan: str
    located: Located[records.Target] | Located[records.TaskRecord]
    measure: records.Measure | None
    deadline: Deadline | None = None
    """The target's deadline in days; None if the text sets none."""

    @property
    def record(self) -> records.Target | records.TaskRecord:
        """The record of the target or task."""
        return self.located.record


def rows(measured: Measured) -> Iterator[MeasureOfTarget]:
    """A row for each measure of every target; a target without measures has one row."""
    for plan in measured.portal.plans.values():
        for located in plan.targets:
            measures: tuple[records.Measure | None, ...] = located.record.measures or (None,)
            yield from (row_of(plan, located, measure) for measure in measures)


def row_of(
    plan: Plan, located: Located[records.Target], measure: records.Measure | None = None
) -> MeasureOfTarget:
    """The row of one measure of a target, or of the target itself."""
    deadline = plan.target_deadlines.get(located.record.number)
    return MeasureOfTarget(plan.id, located, measure, deadline)


def _late_after(row: MeasureOfTarget) -> tuple[str, ...]:
    """The last compliant days of the row's target in ISO form; empty if the text sets no deadline."""
    return tuple(day.isoformat() for day in row.deadline.instances) if row.deadline is not None else ()


def _has_number(row: MeasureOfTarget) -> bool:
    """Whether the row's target sets a number, as far as is known."""
    return sets_number(row.record)


def sets_number(record: records.Target | records.TaskRecord) -> bool:
    """Whether a measure of a target sets a number, or the document sets one that was not entered."""
    numbers = (measure.value is not None or "value" in measure.not_entered for measure in record.measures)
    return any(numbers) or "measures" in record.not_entered


def _of_measure(name: str, column: str = "", **arguments: Any) -> Field[MeasureOfTarget]:
    """A field of the measure.

    Args:
        name: Name of the field in the record.
        column: Name of the column, if it differs.
        arguments: Other arguments of `Field`.
    """
    known: Any = {"id": column or name, "name": name, "record": records.Measure, "part": "measure"}
    return Field(**known, **arguments)


def measures_json(row: MeasureOfTarget) -> list[dict[str, Any]]:
    """JSON values for all measures of the row's target or task."""
    return [members(OF_MEASURE, replace(row, measure=measure)) for measure in row.record.measures]


def _as_written(name: str) -> Field[MeasureOfTarget]:
    """A field with the wording of a level other than the measure's own (`baseline`, `stretch`)."""

    def words(row: MeasureOfTarget) -> str | None:
        level = getattr(row.measure, name, None)
        return level.value_as_written if level else None

    return _of_measure(name, of=words, api=False)


TARGETS: tuple[Field[MeasureOfTarget], ...] = declared(
    records.Target,
    (
        Field("plan", lambda row: row.plan, ids="plans"),
        Field("number", form=8),
        Field("title", form=50),
        Field("area", ids="areas"),
        Field("responsible", ids="agencies"),
        Field("deadline"),
        _of_measure("key", "measure", api="key"),
        _of_measure("label"),
        _of_measure("indicator", ids="indicators"),
        _of_measure("comparator"),
        _of_measure("value"),
        _of_measure("value_as_written", form=30),
        _of_measure("unit", form=10),
        _of_measure("period"),
        _of_measure("direction"),
        _as_written("baseline"),
        _as_written("stretch"),
        _of_measure("exception", api=False),
        TEXT,
        UNCERTAIN,
        SOURCE_DOCUMENT,
        Field("section", lambda row: row.record.source.at, api=False),
        Field("note"),
        Field("late_after", _late_after),
        Field("has_number", _has_number, api=False, kind="boolean"),
        Field("not_entered"),
        _of_measure("not_entered", "measure_not_entered", api="not_entered"),
        Field("id", lambda row: f"{row.plan}/{row.record.number}", table=False),
        Field("measures", table=False, api=measures_json),
        Field("source", table=False, api=lambda row: receipt(row.record.source, row.located.place)),
    ),
)


def some_of_targets(*names: str) -> tuple[Field[MeasureOfTarget], ...]:
    """The fields of these names, in this order, for other tables with rows about measures."""
    found = {field.id: field for field in TARGETS}
    return tuple(found[name] for name in names)


OF_MEASURE = tuple(field for field in TARGETS if field.part == "measure")
OF_TARGET = tuple(field for field in TARGETS if field.part == "record")

LEFT_OUT = {"ocr": OCR, "as_written": AS_WRITTEN}
"""Fields of a target's record that are not declared above, with the reason."""
