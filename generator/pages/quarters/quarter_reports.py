"""A quarter's results and dates: shared by the pages of quarters and the history on an agency's page.

Only what could be known on the as-of date counts: a result with a later cut-off is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.measures.reports import results_of
from generator.model import records
from generator.model.portal import Located, Plan, QuarterResults
from generator.model.quarter import Quarter
from generator.pages.front.reporting import REPORTING_SECTION
from generator.view import views
from generator.view.kernel import Kernel


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


def plans_in(kernel: Kernel, quarter: Quarter) -> tuple[Plan, ...]:
    """Plans with tasks whose period touches the quarter, or that have results for it."""
    return tuple(
        plan
        for plan in kernel.portal.plans.values()
        if plan.tasks
        and (
            (plan.record.period.first <= quarter.last_day and quarter.first_day <= plan.record.period.last)
            or results_of(kernel.measured, plan, quarter) is not None
        )
    )


def all_quarters(kernel: Kernel) -> tuple[Quarter, ...]:
    """Quarters that are or were to be reported, oldest first."""
    return tuple(sorted({*kernel.measured.reporting_quarters, *kernel.portal.quarters()}))


def dates(kernel: Kernel, quarter: Quarter, plans: Iterable[Plan] | None = None) -> ReportingDates:
    """Period, due day, cut-off and publication of a quarter (of the given plans), each with its receipt."""
    found = [
        results
        for plan in (kernel.portal.plans.values() if plans is None else plans)
        if (results := results_of(kernel.measured, plan, quarter)) is not None
    ]
    latest = max(found, key=lambda results: results.record.cutoff, default=None)
    days = [(results.record.published, results) for results in found if results.record.published is not None]
    published = max(days, key=lambda pair: pair[0], default=None)
    return ReportingDates(
        first=_by_rule(kernel, quarter.first_day),
        last=_by_rule(kernel, quarter.last_day),
        due=_due(kernel, quarter.reporting_due),
        due_passed=kernel.measured.as_of > quarter.reporting_due,
        cutoff=None if latest is None else _day_of(kernel, latest, latest.record.cutoff, "cutoff"),
        published=None if published is None else _day_of(kernel, published[1], published[0], "published"),
    )


def rule_section(kernel: Kernel) -> Located[records.Section] | None:
    """The section of the headline plan that sets when quarters are reported."""
    plan = kernel.portal.plans[kernel.portal.settings.headline_plan]
    return next((section for section in plan.sections if section.record.number == REPORTING_SECTION), None)


def _due(kernel: Kernel, day: date) -> views.Value:
    section = rule_section(kernel)
    if section is None:
        return _by_rule(kernel, day)
    return kernel.value(kernel.day(day), section, machine=day.isoformat())


def _by_rule(kernel: Kernel, day: date) -> views.Value:
    return kernel.computed(kernel.day(day), day.isoformat(), None, "as-of")


def _day_of(kernel: Kernel, results: QuarterResults, day: date, field: str) -> views.Value:
    located = Located(results.record, results.place, f"results:{results.quarter.id}")
    return kernel.value(kernel.day(day), located, field, machine=day.isoformat())
