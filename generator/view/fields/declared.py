"""All declared fields of all kinds of record."""

from collections.abc import Mapping
from typing import Any

from generator.model import records
from generator.view.fields import (
    agencies,
    cascade,
    corrections,
    deadlines,
    differences,
    documents,
    events,
    levels,
    notes,
    observations,
    plans,
    proofs,
    reports,
    results,
    shares,
    states,
    targets,
    tasks,
)
from generator.view.fields.field import Field, Register

DECLARED: Mapping[type[records.Record], tuple[Field[Any], ...]] = {
    records.TaskRecord: tasks.TASKS,
    records.Target: targets.OF_TARGET,
    records.Measure: targets.OF_MEASURE,
    records.Observation: observations.OBSERVATIONS,
    records.Agency: agencies.AGENCIES,
    records.Document: documents.DOCUMENTS,
    records.Proof: proofs.PROOFS,
    records.Event: events.EVENTS,
    records.Result: results.RESULTS,
}
"""Declared fields by kind of record."""

COMPUTED: tuple[Field[Any], ...] = (
    *levels.LEVELS, *plans.PLANS, *reports.REPORTS, *shares.SHARES, *deadlines.DEADLINES, *states.STATES,
    *cascade.CASCADE, *notes.NOTES, *corrections.CORRECTIONS, *differences.DIFFERENCES,
)  # fmt: skip
"""Fields of the published tables whose rows are computed: no kind of record has them."""

LEFT_OUT: Mapping[type[records.Record], Mapping[str, str]] = {
    records.TaskRecord: tasks.LEFT_OUT,
    records.Target: targets.LEFT_OUT,
    records.Observation: observations.LEFT_OUT,
    records.Agency: agencies.LEFT_OUT,
    records.Document: documents.LEFT_OUT,
    records.Result: results.LEFT_OUT,
}
"""Fields of each kind of record that are not declared, with the reason."""

_BY_COLUMN: Mapping[tuple[type[records.Record], str], Field[Any]] = {
    (record, field.id): field for record, fields in DECLARED.items() for field in reversed(fields)
}


def field_of(record: type[records.Record], column: str) -> Field[Any]:
    """The declared field of a kind of record with a column's name (`Field.id`).

    Raises:
        KeyError: There is none.
    """
    return _BY_COLUMN[record, column]


REGISTERS: Mapping[str, Register] = {
    field.attribute: field.ids for fields in DECLARED.values() for field in fields if field.ids is not None
}
"""Register that a field's ids belong to, by the name of the field; a name means the same in every record."""
