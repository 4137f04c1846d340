"""``/ky-bao-cao/``: each reporting quarter with its dates, who reported, what falls due, what was said."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.measures.reporters import reporters_of
from generator.measures.reports import results_of
from generator.model import wording
from generator.model.portal import Located, Report
from generator.model.quarter import Quarter
from generator.pages.quarters import quarter_page, quarter_results
from generator.pages.quarters.quarter_reports import (
    ReportingDates,
    all_quarters,
    dates,
    plans_in,
    rule_section,
)
from generator.view import urls, views
from generator.view.presentation import Presentation
from generator.view.site import PageSpec, SearchRecord
from generator.view.task_views import TaskViews
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter on the index."""

    link: views.Link
    dates: ReportingDates
    plans: tuple[tuple[views.Link, views.Value], ...]
    """For each plan, how many of those who answer for its tasks have reported."""
    others: views.Value | None
    """Plans of communes with a report of all that have a page of their own; None where none has."""
    any_report: bool


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report the portal holds, with its period apart from its date."""

    document: views.Link
    title: views.Value | None
    first: views.Value
    last: views.Value
    date: views.Value | None
    figures: views.Value
    receipt: views.Receipt


@dataclass(frozen=True, slots=True)
class QuartersView:
    """The index of quarters."""

    rows: tuple[QuarterRow, ...]
    reports: tuple[HeldReport, ...]
    rule: views.Value | None
    """The sentence that sets when reports are due."""
    rule_receipt: views.Receipt | None


def pages(presentation: Presentation) -> Iterator[PageSpec]:
    """The index, then a page for every quarter, newest first."""
    title = presentation.values.t("quarters.title")
    quarters = all_quarters(presentation.values.measured)
    yield PageSpec(
        url=urls.QUARTERS,
        title=title,
        description=presentation.values.t("quarters.description"),
        section="ky-bao-cao",
        template="quarters/quarters.html.j2",
        view=_index(presentation.values, quarters),
        crumbs=presentation.values.crumbs(),
        search=(
            SearchRecord(
                urls.QUARTERS,
                title,
                "page",
                keywords=presentation.values.t("quarters.search-words"),
                weight=2,
            ),
        ),
        index=True,
    )
    for index, quarter in reversed(list(enumerate(quarters))):
        before = quarters[index - 1] if index else None
        after = quarters[index + 1] if index + 1 < len(quarters) else None
        yield PageSpec(
            url=urls.quarter(quarter),
            title=presentation.values.t("quarters.page-title", quarter=quarter.label),
            description=presentation.values.t("quarters.page-description", quarter=quarter.label),
            section="ky-bao-cao",
            template="quarters/quarter.html.j2",
            view=quarter_page.quarter_page(presentation, quarter, before, after),
            crumbs=presentation.values.crumbs(views.Link(title, urls.QUARTERS)),
            search=(_search(presentation.values.measured, presentation.values.t, quarter),),
        )
        yield from _parts(presentation.task_views, quarter)


def _parts(task_views: TaskViews, quarter: Quarter) -> Iterator[PageSpec]:
    """Pages of plans and tasks that a quarter's own page has no room for."""
    values = task_views.values
    crumbs = values.crumbs(
        views.Link(values.t("quarters.title"), urls.QUARTERS),
        views.Link(quarter.label, urls.quarter(quarter)),
    )
    for plan in quarter_page.apart(values.measured, quarter):
        words = {"quarter": quarter.label, "plan": plan.record.short_title}
        yield PageSpec(
            url=urls.quarter_plan(quarter, plan.id),
            title=values.t("quarters.part.plan-title", **words),
            description=values.t("quarters.part.plan-description", **words),
            section="ky-bao-cao",
            template="quarters/quarter.html.j2",
            view=quarter_page.plan_quarter_page(task_views, plan, quarter),
            crumbs=crumbs,
        )
    for plan in plans_in(values.measured, quarter):
        for task in quarter_results.told_by_many(values.measured, plan, quarter):
            words = {"quarter": quarter.label, "task": task.number, "plan": plan.record.short_title}
            yield PageSpec(
                url=urls.quarter_task(quarter, task),
                title=values.t("quarters.part.task-title", **words),
                description=values.t("quarters.part.task-description", **words),
                section="ky-bao-cao",
                template="quarters/quarter_task.html.j2",
                view=quarter_results.task_quarter_page(values, task, quarter),
                crumbs=crumbs,
            )


def _search(measured: Measured, t: TextOf, quarter: Quarter) -> SearchRecord:
    year, month = str(quarter.year), str(quarter.last_month)
    names = t("quarters.page-words", number=str(quarter.number), year=year, month=month)
    reported = any(results_of(measured, plan, quarter) for plan in measured.portal.plans.values())
    state = t("quarters.has-report" if reported else "site.reported.none")
    url = urls.quarter(quarter)
    return SearchRecord(
        url,
        quarter.label,
        "quarter",
        number=quarter.id,
        state=state,
        names=tuple(names.split("; ")),
        weight=3,
        quarters=(quarter.id,),
    )


def _index(values: Values, quarters: tuple[Quarter, ...]) -> QuartersView:
    rule = rule_section(values.portal)
    body = rule.record.body if rule else None
    return QuartersView(
        rows=tuple(_row(values, quarter) for quarter in reversed(quarters)),
        reports=tuple(_report(values, report) for report in values.portal.reports.values()),
        rule=values.value(body, rule, "body", machine=rule.ref) if rule and body else None,
        rule_receipt=values.receipt(rule) if rule else None,
    )


def _row(values: Values, quarter: Quarter) -> QuarterRow:
    plans = tuple(
        (values.plan_link(plan.id), quarter_page.agencies_reported(values, plan, quarter))
        for plan in quarter_page.whole(values.measured, quarter)
        if reporters_of(values.portal, plan)
    )
    apart = quarter_page.apart(values.measured, quarter)
    told = sum(1 for plan in apart if results_of(values.measured, plan, quarter) is not None)
    others = values.fraction(told, len(apart), "count-reported") if apart else None
    found = dates(values, quarter)
    link = views.Link(quarter.label, urls.quarter(quarter))
    return QuarterRow(link, found, plans, others, any_report=found.cutoff is not None)


def _report(values: Values, report: Report) -> HeldReport:
    document = values.portal.documents[report.id]
    located = Located(report.record, report.place, f"report:{report.id}")
    period = report.record.period
    day = document.record.date
    return HeldReport(
        document=views.Link(values.source_label(report.id), urls.document(report.id)),
        title=values.value(document.record.title, document, "title") if document.record.title else None,
        first=values.value(wording.day(period.first), located, "period", machine=period.first.isoformat()),
        last=values.value(wording.day(period.last), located, "period", machine=period.last.isoformat()),
        date=values.value(wording.day(day), document, "date", machine=day.isoformat()) if day else None,
        figures=values.tally(len(report.observations), "observations"),
        receipt=values.receipt(document),
    )
