"""The fields of a report that an agency owes on a plan for a quarter."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.knowledge import frozen_results
from generator.measures.metrics import Measured
from generator.measures.reporters import PlanReporters
from generator.model import records
from generator.model.quarter import Quarter
from generator.view.fields.field import Codes, Field, declared

STATES = Codes(("reported", "received", "silent", "waiting"), "reporters.state")
"""What may be known of a report, see `PlanReporters.state_of`."""


@dataclass(frozen=True, slots=True)
class OwedReport:
    """One agency's report on one plan for one quarter."""

    quarter: Quarter
    plan: str
    agency: str
    report: str | None
    """What is known of it; None if the agency does not owe it any more."""
    at_end: str | None
    """What was known of it when the quarter ended or was closed before; None if it was not owed then."""


def rows(measured: Measured) -> Iterator[OwedReport]:
    """A row for every agency that owes a report, by quarter and plan, in the order of the plan."""
    portal = measured.portal
    for quarter in sorted({*measured.reporting_quarters, *portal.quarters(), *portal.quarter_files}):
        ended = _ended(measured, quarter)
        for plan in portal.plans.values():
            now = measured.plan_reporters(plan, quarter)
            then = ended.plan_reporters(ended.portal.plans[plan.id], quarter) if ended else None
            for agency in dict.fromkeys([*_owing(now), *(_owing(then) if then else ())]):
                yield OwedReport(quarter, plan.id, agency, _state(now, agency), _state(then, agency))


def _ended(measured: Measured, quarter: Quarter) -> Measured | None:
    """The data when the quarter ended, or when it was closed if that came first; None before both."""
    file = measured.portal.quarter_files.get(quarter)
    closed = file.record.closed if file is not None else None
    if closed is not None and closed <= quarter.last_day:
        return Measured(frozen_results(measured.recorded, quarter, *measured.recorded.plans), closed)
    return None if measured.is_running(quarter) else measured.at_end_of(quarter)


def _owing(reporters: PlanReporters) -> tuple[str, ...]:
    return (*reporters.known, *reporters.missing)


def _state(reporters: PlanReporters | None, agency: str) -> str | None:
    if reporters is None or agency not in _owing(reporters):
        return None
    return reporters.state_of(agency)


REPORTS: tuple[Field[OwedReport], ...] = declared(
    records.Results,
    (
        Field("quarter", lambda row: row.quarter.id),
        Field("plan", lambda row: row.plan, ids="plans"),
        Field("agency", lambda row: row.agency, ids="agencies"),
        Field("report", lambda row: row.report, codes=STATES),
        Field("report_at_end", lambda row: row.at_end, codes=STATES),
    ),
)
