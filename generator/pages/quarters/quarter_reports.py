"""A quarter's results and dates: shared by the pages of quarters and the history on an agency's page.

Only what could be known on the as-of date counts: a result with a later cut-off is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.measures.metrics import Measured
from generator.measures.reports import results_of
from generator.model import records, wording
from generator.model.portal import Located, Plan, Portal, QuarterResults
from generator.model.quarter import Quarter
from generator.pages.front.reporting import REPORTING_SECTION
from generator.view import views
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class ReportingDates:
    """The dates of a quarter that must not be taken for one another."""

    first: views.Value
    last: views.Value
    due: views.Value
    """Last day on which the report complies."""
    due_passed: bool
    cutoff: views.Value | None
    """Latest “số liệu đến ngày” of its reports; None while nothing has been reported."""
    published: views.Value | None


def plans_in(measured: Measured, quarter: Quarter) -> tuple[Plan, ...]:
    """Plans with tasks whose period touches the quarter, or that have results for it."""
    return tuple(
        plan
        for plan in measured.portal.plans.values()
        if plan.tasks
        and (
            (plan.record.period.first <= quarter.last_day and quarter.first_day <= plan.record.period.last)
            or results_of(measured, plan, quarter) is not None
        )
    )


def all_quarters(measured: Measured) -> tuple[Quarter, ...]:
    """Quarters that are or were to be reported, oldest first."""
    return tuple(sorted({*measured.reporting_quarters, *measured.portal.quarters()}))


def dates(values: Values, quarter: Quarter, plans: Iterable[Plan] | None = None) -> ReportingDates:
    """Period, due day, cut-off and publication of a quarter (of the given plans), each with its receipt."""
    found = [
        results
        for plan in (values.portal.plans.values() if plans is None else plans)
        if (results := results_of(values.measured, plan, quarter)) is not None
    ]
    latest = max(found, key=lambda results: results.record.cutoff, default=None)
    days = [(results.record.published, results) for results in found if results.record.published is not None]
    published = max(days, key=lambda pair: pair[0], default=None)
    return ReportingDates(
        first=_by_rule(values, quarter.first_day),
        last=_by_rule(values, quarter.last_day),
        due=_due(values, quarter.reporting_due),
        due_passed=values.measured.as_of > quarter.reporting_due,
        cutoff=None if latest is None else _day_of(values, latest, latest.record.cutoff, "cutoff"),
        published=None if published is None else _day_of(values, published[1], published[0], "published"),
    )


def rule_section(portal: Portal) -> Located[records.Section] | None:
    """The section of the headline plan that sets when quarters are reported."""
    plan = portal.plans[portal.settings.headline_plan]
    return next((section for section in plan.sections if section.record.number == REPORTING_SECTION), None)


def _due(values: Values, day: date) -> views.Value:
    section = rule_section(values.portal)
    if section is None:
        return _by_rule(values, day)
    return values.value(wording.day(day), section, machine=day.isoformat())


def _by_rule(values: Values, day: date) -> views.Value:
    return values.computed(wording.day(day), day.isoformat(), None, "as-of")


def _day_of(values: Values, results: QuarterResults, day: date, field: str) -> views.Value:
    located = Located(results.record, results.place, f"results:{results.quarter.id}")
    return values.value(wording.day(day), located, field, machine=day.isoformat())
