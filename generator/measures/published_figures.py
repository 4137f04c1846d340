"""What is known of an indicator: figures in reports, and values reported for the city's targets.

A figure is never more than its document says: a result, a claim of the report that lists nothing, or a level
that a report prints as a target. A value that an agency reported for a target is another kind again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.measures.figure_dates import is_before_merger, last_day
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Plan, Portal, QuarterResults, Report
from generator.model.verdict import measure_of

CITY = "city"

LevelEntry = Located[records.Target] | Located[records.TaskRecord]
"""The target or the task that sets a level."""

KINDS = ("result", "reported", "claim", "target")
"""Kinds of figures."""


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure printed in a report."""

    report: Report
    located: Located[records.Observation]

    @property
    def kind(self) -> str:
        """``result``, ``claim`` or ``target``."""
        return self.located.record.kind

    @property
    def day(self) -> date:
        """Last day that the figure can cover."""
        return last_day(self.report, self.located.record)

    def is_before_merger(self, portal: Portal) -> bool:
        """Whether the figure is of the city before its merger."""
        return is_before_merger(portal, self.report, self.located.record)


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """A value that an agency reported in a quarter for a measure of a target or task."""

    plan: Plan
    quarter: QuarterResults
    target: LevelEntry
    measure: records.Measure
    located: Located[records.Result]
    kind: str = "reported"

    @property
    def day(self) -> date:
        """Last day that the value covers."""
        return self.quarter.record.cutoff

    def is_before_merger(self, portal: Portal) -> bool:
        """Whether the value is of the city before its merger."""
        merger = portal.settings.merger
        return merger is not None and self.day < merger


Figure = ReportFigure | ReportedValue


def report_figures(portal: Portal, indicator_id: str) -> list[ReportFigure]:
    """Return every figure of an indicator in reports, newest first; of one day, in the order of the files."""
    found = [
        ReportFigure(report, located)
        for report, located in portal.observations()
        if located.record.indicator == indicator_id
    ]
    return sorted(found, key=lambda figure: figure.day, reverse=True)


def latest_result(portal: Portal, indicator_id: str) -> ReportFigure | None:
    """Return the newest figure that a report gives as a result; None if there is none."""
    found = report_figures(portal, indicator_id)
    return next((figure for figure in found if figure.kind == "result"), None)


def reported_values(measured: Measured, indicator_id: str, *, city: bool = True) -> list[ReportedValue]:
    """Return the values reported for targets that use an indicator, newest first.

    Args:
        measured: Results that were not yet known on its day are left out.
        indicator_id: The indicator.
        city: Whether to return values of the city's plans or those of all other plans.
    """
    found = [
        value
        for plan in measured.portal.plans.values()
        if (plan.record.scope == CITY) == city
        for value in _values_of(plan)
        if value.measure.indicator == indicator_id
    ]
    return sorted(found, key=lambda value: value.day, reverse=True)


def _values_of(plan: Plan) -> Iterator[ReportedValue]:
    measures = list(measures_of(plan))
    numbers = {(is_task(entry), entry.record.number) for entry, _ in measures}
    for quarter in plan.quarters:
        for located in quarter.results:
            number = located.record.target or located.record.task
            if (located.record.target is None, number) not in numbers:
                continue
            for target, measure in measures:
                if is_value_of(located.record, target, measure):
                    yield ReportedValue(plan, quarter, target, measure, located)


def measures_of(plan: Plan) -> Iterator[tuple[LevelEntry, records.Measure]]:
    """Yield the measures of a plan's targets, then of its tasks, each with what sets it, in printed order."""
    for target in plan.targets:
        for measure in target.record.measures:
            yield target, measure
    for task in plan.tasks.values():
        for measure in task.record.measures:
            yield Located(task.record, task.place, task.ref), measure


def is_task(entry: LevelEntry) -> bool:
    """Whether a level is set by a task, not by a target."""
    return isinstance(entry.record, records.TaskRecord)


def is_value_of(result: records.Result, entry: LevelEntry, measure: records.Measure) -> bool:
    """Whether a result gives a value for a measure of a target or task."""
    number = result.task if is_task(entry) else result.target
    if number != entry.record.number or (result.value is None and result.value_as_written is None):
        return False
    return measure_of(entry.record, result) is measure


def all_figures(measured: Measured, indicator_id: str) -> list[Figure]:
    """Return what reports and the city's agencies say of an indicator, newest first."""
    found: list[Figure] = [
        *report_figures(measured.portal, indicator_id),
        *reported_values(measured, indicator_id),
    ]
    return sorted(found, key=lambda figure: figure.day, reverse=True)


def main_figure(measured: Measured, indicator_id: str) -> Figure | None:
    """Return the figure that represents an indicator: the newest result of a report, else the newest figure.

    None if there is none, or if several agencies reported values in the newest quarter: which of them would
    count is not ours to choose.
    """
    result = latest_result(measured.portal, indicator_id)
    found = all_figures(measured, indicator_id)
    if result is not None or not found:
        return result
    newest = found[0]
    rivals = [f for f in found if isinstance(f, ReportedValue) and f.day == newest.day]
    return None if isinstance(newest, ReportedValue) and len(rivals) > 1 else newest
