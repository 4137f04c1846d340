"""Plans and dates of a quarter, for the pages of quarters and of agencies.

Results with a cut-off after the as-of date are left out, because they could not be known then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.measures.metrics import Measured
from generator.measures.reporters import handed_in_by, reporting_day
from generator.measures.reports import results_of
from generator.model import records, wording
from generator.model.portal import Located, Plan, Portal, QuarterResults
from generator.model.quarter import Quarter
from generator.view import views
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class ReportingDates:
    """The dates of a quarter, which must not be confused with one another."""

    first: views.Value
    last: views.Value
    due: views.Value | None
    """Last day on which a report is in time; None if neither a text nor an opened round sets one."""
    due_passed: bool
    cutoff: views.Value | None
    """Latest cut-off (“số liệu đến ngày”) of the reports; None if there are none."""
    published: views.Value | None
    """Latest day on which results were published; None if not known."""


def plans_in(measured: Measured, quarter: Quarter) -> tuple[Plan, ...]:
    """Return the plans with tasks whose period overlaps the quarter, or that have results for it."""
    return tuple(
        plan
        for plan in measured.portal.plans.values()
        if plan.tasks
        and (
            (plan.record.period.first <= quarter.last_day and quarter.first_day <= plan.record.period.last)
            or results_of(plan, quarter) is not None
        )
    )


def all_quarters(measured: Measured) -> tuple[Quarter, ...]:
    """Return all quarters that must be reported or have results, oldest first."""
    return tuple(sorted({*measured.reporting_quarters, *measured.portal.quarters()}))


def dates(values: Values, quarter: Quarter, plans: Iterable[Plan] | None = None) -> ReportingDates:
    """Return the dates of a quarter; cut-off and publication only of the given plans, or of all if None."""
    found = [
        results
        for plan in (values.portal.plans.values() if plans is None else plans)
        if (results := results_of(plan, quarter)) is not None
    ]
    latest = max(found, key=lambda results: results.record.cutoff, default=None)
    days = [(results.record.published, results) for results in found if results.record.published is not None]
    published = max(days, key=lambda pair: pair[0], default=None)
    due = reporting_day(values.portal, quarter)
    return ReportingDates(
        first=_by_rule(values, quarter.first_day),
        last=_by_rule(values, quarter.last_day),
        due=due_value(values, quarter),
        due_passed=due is not None and values.measured.as_of > due,
        cutoff=None if latest is None else _day_of(values, latest, latest.record.cutoff, "cutoff"),
        published=None if published is None else _day_of(values, published[1], published[0], "published"),
    )


def rule_section(portal: Portal) -> Located[records.Section] | None:
    """Return the section of the headline plan on when reports are due; None if the text sets no days."""
    plan = portal.plans[portal.settings.headline_plan]
    source = plan.record.reporting_source
    if source is None:
        return None
    return next((section for section in plan.sections if section.record.number == source.at), None)


def report_state(measured: Measured, plan: Plan, quarter: Quarter, agency: str) -> str:
    """Return what is known of an agency's or collective's report: a key below ``reporters.state``."""
    reporters = measured.plan_reporters(plan, quarter)
    answering = measured.portal.members.get(agency, (agency,))
    states = {reporters.state_of(handed_in_by(measured.portal, each)) for each in answering}
    if len(states) == 1 and (state := states.pop()) != "waiting":
        return state
    if states & {"reported", "received"}:
        return "some"
    return "waiting" if quarter in measured.portal.quarter_files else "not-opened"


def due_value(values: Values, quarter: Quarter) -> views.Value | None:
    """Return the last day for the reports of a quarter, from its opened round or the headline plan's text."""
    day = reporting_day(values.portal, quarter)
    if day is None:
        return None
    file = values.portal.quarter_files.get(quarter)
    if file is not None and file.record.due is not None:
        return values.value(wording.day(day), file, machine=day.isoformat())
    plan = values.portal.plans[values.portal.settings.headline_plan]
    located = Located(plan.record, plan.place, plan.ref)
    source = plan.record.reporting_source or plan.record.source
    return views.Value(wording.day(day), day.isoformat(), values.receipt_at(located, source))


def _by_rule(values: Values, day: date) -> views.Value:
    return values.computed(wording.day(day), day.isoformat(), None, "as-of")


def _day_of(values: Values, results: QuarterResults, day: date, field: str) -> views.Value:
    located = Located(results.record, results.place, f"results:{results.quarter.id}")
    return values.value(wording.day(day), located, field, machine=day.isoformat())
