"""All declared fields of all kinds of record."""

from collections.abc import Mapping
from typing import Any

from generator.model import quarter_records, records
from generator.view.fields import (
    agencies,
    areas,
    cascade,
    corrections,
    deadlines,
    differences,
    documents,
    events,
    indicators,
    levels,
    notes,
    observations,
    plans,
    proofs,
    reports,
    results,
    sections,
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
    records.Results: results.OF_FILE,
    records.PlanRecord: plans.PLANS,
    records.Section: sections.SECTIONS,
    records.Area: areas.AREAS,
    records.Indicator: indicators.INDICATORS,
    records.ConsistencyNote: notes.NOTES,
    quarter_records.Change: corrections.OF_CHANGE,
    quarter_records.Correction: corrections.OF_CORRECTION,
}
"""Declared fields by kind of record."""

COMPUTED: tuple[Field[Any], ...] = (
    *levels.LEVELS, *reports.REPORTS, *shares.SHARES, *deadlines.DEADLINES, *states.STATES,
    *cascade.CASCADE, *differences.DIFFERENCES,
)  # fmt: skip
"""Fields of the published tables whose rows are computed: no kind of record has them."""

LEFT_OUT: Mapping[type[records.Record], Mapping[str, str]] = {
    records.TaskRecord: tasks.LEFT_OUT,
    records.Target: targets.LEFT_OUT,
    records.Observation: observations.LEFT_OUT,
    records.Agency: agencies.LEFT_OUT,
    records.Document: documents.LEFT_OUT,
    records.Result: results.LEFT_OUT,
    records.Results: results.LEFT_OUT_OF_FILE,
    records.PlanRecord: plans.LEFT_OUT,
    records.Section: sections.LEFT_OUT,
    records.Area: areas.LEFT_OUT,
    records.Indicator: indicators.LEFT_OUT,
    records.ConsistencyNote: notes.LEFT_OUT,
    quarter_records.Correction: corrections.LEFT_OUT,
}
"""Fields of each kind of record that are not declared, with the reason."""

PART = "Part of a field of another record, which shows it whole."
HEADER = "Its own page shows all that it says; it has no rows."

NO_FIELDS: Mapping[type[records.Record], str] = {
    records.Source: PART,
    records.Period: PART,
    records.Baseline: PART,
    records.Stretch: PART,
    records.Implements: PART,
    records.DeadlineMeaning: PART,
    records.Comparison: PART,
    records.AreaAlias: PART,
    records.FormerName: PART,
    records.GridPlace: PART,
    records.Center: PART,
    records.Relation: PART,
    records.Citation: PART,
    records.ReportRecord: HEADER,
    records.Term: HEADER,
    records.PortalSettings: HEADER,
    quarter_records.Snapshot: PART,
    quarter_records.FormReceipt: "The quarter's page lists the forms that came in.",
    quarter_records.FormMade: PART,
    quarter_records.QuarterFile: HEADER,
}
"""Records that have no declared fields, with the reason; who adds one adds it to that page."""

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
