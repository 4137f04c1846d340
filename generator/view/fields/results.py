"""The fields of a reported result."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, get_args

from generator.data.catalogue import Catalogue
from generator.data.labels import codes_key
from generator.measures.metrics import Measured
from generator.measures.reports import results_of
from generator.model import records
from generator.model.portal import Located, Plan, QuarterResults
from generator.model.quarter import Quarter
from generator.view.fields.field import Codes, Field, declared

Key: TypeAlias = tuple[str | None, str | None, str | None, str]


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """A result with its plan, its quarter and the record of the file that holds it."""

    plan: str
    quarter: Quarter
    head: records.Results
    """Record of the results file, e.g. with the cut-off that all its results share."""
    record: records.Result
    place: str
    """File and line of the result in the data."""
    at_end: str | None = None
    """Code of its state as known when its quarter ended; None if not known then, or if the quarter runs."""


def row_of(plan: Plan, quarter: QuarterResults, located: Located[records.Result]) -> ReportedResult:
    """The row of one result of a plan in a quarter."""
    return ReportedResult(plan.id, quarter.quarter, quarter.record, located.record, located.place)


def rows(measured: Measured) -> Iterator[ReportedResult]:
    """A row for every reported result, plan by plan and quarter by quarter."""
    for plan in measured.portal.plans.values():
        for quarter in plan.quarters:
            known = _known_at_end(measured, plan, quarter.quarter)
            for located in quarter.results:
                yield replace(row_of(plan, quarter, located), at_end=known.get(_key(located.record)))


def _known_at_end(measured: Measured, plan: Plan, quarter: Quarter) -> dict[Key, str]:
    """Codes of the states that were known at the end of a quarter; none while it runs."""
    if measured.is_running(quarter):
        return {}
    then = results_of(measured.at_end_of(quarter).portal.plans[plan.id], quarter)
    entries = then.results if then is not None else ()
    return {_key(entry.record): state_code(entry.record.state) for entry in entries}


def _key(record: records.Result) -> Key:
    """What a result is about, and whose it is."""
    return record.task, record.target, record.measure, record.agency


def state_code(state: records.ResultState) -> str:
    """Code of a state in tables and the API (``in_progress``); data files have ``in-progress``."""
    return state.replace("-", "_")


STATE_KEYS = {
    state_code(state): f"{codes_key(records.Result, 'state')}.{state}"
    for state in get_args(records.ResultState)
}
"""Catalogue key of the words for each state that agencies report, by its code."""

STATES = Codes(tuple(STATE_KEYS), "", keys=STATE_KEYS)


def state_word(catalogue: Catalogue, state: records.ResultState) -> str:
    """The words for a state of a result: on pages, in forms and in reports."""
    return catalogue.text(STATES.key(state_code(state)))


RESULTS: tuple[Field[ReportedResult], ...] = declared(
    records.Result,
    (
        Field("plan", lambda row: row.plan, ids="plans"),
        Field("quarter", lambda row: row.quarter.id),
        Field("cutoff", record=records.Results, part="head"),
        Field("task"),
        Field("target"),
        Field("measure"),
        Field("agency", ids="agencies", refers=("agencies", "id")),
        Field("state", lambda row: state_code(row.record.state), codes=STATES, form=15),
        Field("completed", form=13),
        Field("value", form=10),
        Field("value_as_written"),
        Field("unit"),
        Field("evidence", ids="documents", form=21),
        Field("reporter", ids="agencies"),
        Field("reporting_document", ids="documents", form=18),
        Field("merged_into", ids="tasks", form=13),
        Field("note", form=26),
        Field("place", lambda row: row.place, table=False),
        Field("state_at_end", lambda row: row.at_end, api=False, codes=STATES),
    ),
)

LEFT_OUT = {"imported": "The form and cell that a value came from; the receipt of the value shows it."}
"""Fields of a result's record that are not declared above, with the reason."""

OF_FILE = tuple(field for field in RESULTS if field.part == "head")

LEFT_OUT_OF_FILE = {
    "published": "The quarter's page shows when its figures were published.",
    "results": "Each is a row.",
}
"""Fields of a results file that are not declared above, with the reason."""
