"""The fields of a reported result."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from generator.data.catalogue import Catalogue
from generator.data.labels import codes_key
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Plan, QuarterResults
from generator.model.quarter import Quarter
from generator.view.fields.field import Codes, Field, declared


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


def row_of(plan: Plan, quarter: QuarterResults, located: Located[records.Result]) -> ReportedResult:
    """The row of one result of a plan in a quarter."""
    return ReportedResult(plan.id, quarter.quarter, quarter.record, located.record, located.place)


def rows(measured: Measured) -> Iterator[ReportedResult]:
    """A row for every reported result, plan by plan and quarter by quarter."""
    for plan in measured.portal.plans.values():
        for quarter in plan.quarters:
            for located in quarter.results:
                yield row_of(plan, quarter, located)


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
    ),
)

LEFT_OUT = {"imported": "The form and cell that a value came from; the receipt of the value shows it."}
"""Fields of a result's record that are not declared above, with the reason."""
