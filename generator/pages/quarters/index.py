"""``/ky-bao-cao/``: each reporting quarter with its dates, who reported, what falls due, what was said."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measures.reports import reporters_of, results_of
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
from generator.view.kernel import Kernel
from generator.view.site import PageSpec, SearchRecord


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


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The index, then a page for every quarter, newest first."""
    title = kernel.t("quarters.title")
    quarters = all_quarters(kernel)
    yield PageSpec(
        url=urls.QUARTERS,
        title=title,
        description=kernel.t("quarters.description"),
        section="ky-bao-cao",
        template="quarters.html.j2",
        view=_index(kernel, quarters),
        crumbs=kernel.crumbs(),
        search=(
            SearchRecord(urls.QUARTERS, title, "page", keywords=kernel.t("quarters.search-words"), weight=2),
        ),
        index=True,
    )
    for index, quarter in reversed(list(enumerate(quarters))):
        before = quarters[index - 1] if index else None
        after = quarters[index + 1] if index + 1 < len(quarters) else None
        yield PageSpec(
            url=urls.quarter(quarter),
            title=kernel.t("quarters.page-title", quarter=quarter.label),
            description=kernel.t("quarters.page-description", quarter=quarter.label),
            section="ky-bao-cao",
            template="quarter.html.j2",
            view=quarter_page.quarter_page(kernel, quarter, before, after),
            crumbs=kernel.crumbs(views.Link(title, urls.QUARTERS)),
            search=(_search(kernel, quarter),),
        )
        yield from _parts(kernel, quarter)


def _parts(kernel: Kernel, quarter: Quarter) -> Iterator[PageSpec]:
    """Pages of plans and tasks that a quarter's own page has no room for."""
    crumbs = kernel.crumbs(
        views.Link(kernel.t("quarters.title"), urls.QUARTERS),
        views.Link(quarter.label, urls.quarter(quarter)),
    )
    for plan in quarter_page.apart(kernel, quarter):
        words = {"quarter": quarter.label, "plan": plan.record.short_title}
        yield PageSpec(
            url=urls.quarter_plan(quarter, plan.id),
            title=kernel.t("quarters.part.plan-title", **words),
            description=kernel.t("quarters.part.plan-description", **words),
            section="ky-bao-cao",
            template="quarter.html.j2",
            view=quarter_page.plan_quarter_page(kernel, plan, quarter),
            crumbs=crumbs,
        )
    for plan in plans_in(kernel, quarter):
        for task in quarter_results.told_by_many(kernel, plan, quarter):
            words = {"quarter": quarter.label, "task": task.number, "plan": plan.record.short_title}
            yield PageSpec(
                url=urls.quarter_task(quarter, task),
                title=kernel.t("quarters.part.task-title", **words),
                description=kernel.t("quarters.part.task-description", **words),
                section="ky-bao-cao",
                template="quarter_task.html.j2",
                view=quarter_results.task_quarter_page(kernel, task, quarter),
                crumbs=crumbs,
            )


def _search(kernel: Kernel, quarter: Quarter) -> SearchRecord:
    year, month = str(quarter.year), str(quarter.last_month)
    names = kernel.t("quarters.page-words", number=str(quarter.number), year=year, month=month)
    reported = any(results_of(kernel.measured, plan, quarter) for plan in kernel.portal.plans.values())
    state = kernel.t("quarters.has-report" if reported else "site.reported.none")
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


def _index(kernel: Kernel, quarters: tuple[Quarter, ...]) -> QuartersView:
    rule = rule_section(kernel)
    body = rule.record.body if rule else None
    return QuartersView(
        rows=tuple(_row(kernel, quarter) for quarter in reversed(quarters)),
        reports=tuple(_report(kernel, report) for report in kernel.portal.reports.values()),
        rule=kernel.value(body, rule, "body", machine=rule.ref) if rule and body else None,
        rule_receipt=kernel.receipt(rule) if rule else None,
    )


def _row(kernel: Kernel, quarter: Quarter) -> QuarterRow:
    plans = tuple(
        (kernel.plan_link(plan.id), quarter_page.agencies_reported(kernel, plan, quarter))
        for plan in quarter_page.whole(kernel, quarter)
        if reporters_of(kernel.measured, plan)
    )
    apart = quarter_page.apart(kernel, quarter)
    told = sum(1 for plan in apart if results_of(kernel.measured, plan, quarter) is not None)
    others = kernel.fraction(told, len(apart), "count-reported") if apart else None
    found = dates(kernel, quarter)
    link = views.Link(quarter.label, urls.quarter(quarter))
    return QuarterRow(link, found, plans, others, any_report=found.cutoff is not None)


def _report(kernel: Kernel, report: Report) -> HeldReport:
    document = kernel.portal.documents[report.id]
    located = Located(report.record, report.place, f"report:{report.id}")
    period = report.record.period
    day = document.record.date
    return HeldReport(
        document=views.Link(kernel.source_label(report.id), urls.document(report.id)),
        title=kernel.value(document.record.title, document, "title") if document.record.title else None,
        first=kernel.value(kernel.day(period.first), located, "period", machine=period.first.isoformat()),
        last=kernel.value(kernel.day(period.last), located, "period", machine=period.last.isoformat()),
        date=kernel.value(kernel.day(day), document, "date", machine=day.isoformat()) if day else None,
        figures=kernel.tally(len(report.observations), "observations"),
        receipt=kernel.receipt(document),
    )
