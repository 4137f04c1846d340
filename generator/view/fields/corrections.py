"""The fields of a correction of a closed quarter: one row for each value that it changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.metrics import Measured
from generator.model import quarter_records
from generator.model.quarter import Quarter
from generator.view.fields.field import Field, declared


@dataclass(frozen=True, slots=True)
class CorrectedValue:
    """One value that a correction changed, with the correction it belongs to."""

    quarter: Quarter
    order: int
    """Which correction of its quarter it is, from 1."""
    correction: quarter_records.Correction
    record: quarter_records.Change


def rows(measured: Measured) -> Iterator[CorrectedValue]:
    """A row for every changed value, by quarter and in the order in which the corrections were made."""
    for quarter, file in sorted(measured.portal.quarter_files.items()):
        for order, correction in enumerate(file.record.corrections, 1):
            for change in correction.changes:
                yield CorrectedValue(quarter, order, correction, change)


CORRECTIONS: tuple[Field[CorrectedValue], ...] = declared(
    quarter_records.Change,
    (
        Field("quarter", lambda row: row.quarter.id),
        Field("correction", lambda row: row.order, kind="number"),
        Field("date", record=quarter_records.Correction, part="correction", kind="date"),
        Field("reason", record=quarter_records.Correction, part="correction"),
        Field("document", record=quarter_records.Correction, part="correction", ids="documents"),
        Field("plan", ids="plans"),
        Field("task"),
        Field("target"),
        Field("measure"),
        Field("agency", ids="agencies"),
        Field("field"),
        Field("before"),
        Field("after"),
    ),
)

OF_CHANGE = tuple(field for field in CORRECTIONS if field.part == "record")
OF_CORRECTION = tuple(field for field in CORRECTIONS if field.part == "correction")

LEFT_OUT = {
    "changes": "Each is a row.",
    "hash": "The manifest of a closed quarter; the quarter's page shows the last one.",
}
"""Fields of a correction's record that are not declared above, with the reason."""
