"""``/ky-bao-cao/``: the list of reporting quarters and the page of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.measures.metrics import Measured
from generator.measures.reports import results_of
from generator.model import records, wording
from generator.model.portal import Located, Report
from generator.model.quarter import Quarter
from generator.pages.quarters import quarter_page, quarter_results, quarter_tables
from generator.pages.quarters.quarter_reports import (
    all_quarters,
    dates,
    plans_in,
    rule_section,
)
from generator.view import cells, scopes, urls, views
from generator.view.cells import Content, Linked
from generator.view.document_table import with_document_columns
from generator.view.presentation import Presentation
from generator.view.reporter_words import addressee, agencies_words
from generator.view.scopes import Scope
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import (
    Table,
    TableColumn,
    TableRow,
    count_column,
    drawn,
    one_group,
    title_column,
)
from generator.view.task_views import TaskViews
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class QuartersView:
    """View of the list of quarters."""

    addressee: str
    """Where reports go."""
    quarters: Table
    reports: Table | None
    """Reports whose text is in the data; None if there are none."""
    rule: views.Value | None
    """The text of the headline plan on when reports are due; None if it has none."""
    rule_receipt: views.Receipt | None


def pages(presentation: Presentation) -> Iterator[PageSpec]:
    """Yield the list, then the pages of every quarter, newest first."""
    title = presentation.values.t("quarters.title")
    quarters = all_quarters(presentation.values.measured)
    index = _index(presentation.values, quarters)
    yield PageSpec(
        url=urls.QUARTERS,
        title=title,
        description=presentation.values.t("quarters.description"),
        section="ky-bao-cao",
        template="quarters/quarters.html.j2",
        view=index,
        tables=drawn(index.quarters, index.reports),
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
    for place, quarter in reversed(list(enumerate(quarters))):
        before = quarters[place - 1] if place else None
        after = quarters[place + 1] if place + 1 < len(quarters) else None
        view = quarter_page.quarter_page(presentation, quarter, before, after)
        yield PageSpec(
            url=urls.quarter(quarter),
            title=presentation.values.t("quarters.page-title", quarter=quarter.label),
            description=presentation.values.t("quarters.page-description", quarter=quarter.label),
            section="ky-bao-cao",
            template="quarters/quarter.html.j2",
            view=view,
            tables=view.tables,
            crumbs=presentation.values.crumbs(views.Link(title, urls.QUARTERS)),
            search=(_search(presentation.values.measured, presentation.values.t, quarter),),
        )
        yield from _parts(presentation.task_views, quarter)


def _parts(task_views: TaskViews, quarter: Quarter) -> Iterator[PageSpec]:
    """Yield the pages of plans and tasks that would make a quarter's own page too long."""
    values = task_views.values
    crumbs = values.crumbs(
        views.Link(values.t("quarters.title"), urls.QUARTERS),
        views.Link(quarter.label, urls.quarter(quarter)),
    )
    for plan in quarter_page.apart(values.measured, quarter):
        words = {"quarter": quarter.label, "plan": plan.record.short_title}
        view = quarter_page.plan_quarter_page(task_views, plan, quarter)
        yield PageSpec(
            url=urls.quarter_plan(quarter, plan.id),
            title=values.t("quarters.part.plan-title", **words),
            description=values.t("quarters.part.plan-description", **words),
            section="ky-bao-cao",
            template="quarters/quarter.html.j2",
            view=view,
            tables=view.tables,
            crumbs=crumbs,
        )
    for plan in plans_in(values.measured, quarter):
        for task in quarter_results.with_many_results(plan, quarter):
            words = {"quarter": quarter.label, "task": task.number, "plan": plan.record.short_title}
            title = values.t("quarters.part.task-title", **words)
            of_task = quarter_tables.task_quarter_page(values, title, task, quarter)
            yield PageSpec(
                url=urls.quarter_task(quarter, task),
                title=title,
                description=values.t("quarters.part.task-description", **words),
                section="ky-bao-cao",
                template="quarters/quarter_task.html.j2",
                view=of_task,
                tables=(of_task.results,),
                crumbs=crumbs,
            )


def _search(measured: Measured, t: TextOf, quarter: Quarter) -> SearchRecord:
    year, month = str(quarter.year), str(quarter.last_month)
    names = t("quarters.page-words", number=str(quarter.number), year=year, month=month)
    reported = any(results_of(plan, quarter) for plan in measured.portal.plans.values())
    unopened = quarter not in measured.portal.quarter_files
    state = t(
        "quarters.has-report" if reported else "reporters.not-opened" if unopened else "site.reported.none"
    )
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
        addressee=addressee(values),
        quarters=_quarters_table(values, quarters),
        reports=_reports_table(values),
        rule=values.value(body, rule, "body", machine=rule.ref) if rule and body else None,
        rule_receipt=values.receipt(rule) if rule else None,
    )


def _quarters_table(values: Values, quarters: tuple[Quarter, ...]) -> Table:
    """Return a table of the quarters with their dates and how many agencies reported, newest first."""
    keys = ("period", "due", "cutoff", "published", "reported")
    return Table(
        caption=values.t("quarters.table.caption"),
        columns=(
            title_column(values.t("quarters.table.quarter")),
            *(TableColumn(values.t(f"quarters.table.{key}")) for key in keys),
        ),
        groups=one_group(_row(values, quarter) for quarter in reversed(quarters)),
    )


def _row(values: Values, quarter: Quarter) -> TableRow:
    t, found = values.t, dates(values, quarter)
    not_yet = None if found.due_passed else cells.item(t("quarters.not-yet"), note=True)
    unpublished = "quarters.no-report" if found.cutoff is None else "quarters.none"
    return TableRow(
        (
            views.Link(quarter.label, urls.quarter(quarter)),
            cells.item(found.first, f" {t('quarters.to')} ", found.last),
            cells.spaced(cells.item(found.due), not_yet) if found.due else cells.absent(t("quarters.no-due")),
            found.cutoff or cells.absent(t("quarters.no-report")),
            found.published or cells.absent(t(unpublished)),
            _reported(values, quarter),
        )
    )


def _reported(values: Values, quarter: Quarter) -> Content:
    """Return for each plan of how many agencies a report is known; plans of communes share a line."""
    found = []
    for plan in quarter_page.whole(values.measured, quarter):
        reporters = values.measured.plan_reporters(plan, quarter)
        known = quarter_page.agencies_known(values, reporters, quarter)
        if known is not None:
            words = f" {agencies_words(values.t, reporters)} "
            found.append(cells.item(known, words, cells.note(plan.record.short_title)))
    apart = quarter_page.apart(values.measured, quarter)
    if apart:
        reported = sum(1 for plan in apart if results_of(plan, quarter) is not None)
        others = values.fraction(reported, len(apart), "count-commune-plans", *_apart(quarter))
        found.append(cells.item(others, f" {values.t('quarters.table.others')}"))
    return tuple(found)


def _apart(quarter: Quarter) -> tuple[Scope, Scope]:
    """The plans of the official communes with a result of the quarter, and all that run in it."""
    reported = scopes.rows("results", quarter=quarter.id).filled("plan.owner.code").each("plan")
    running = scopes.rows("plans", scope="commune").filled("owner.code").outside("tasks", "0")
    return reported, running.until("first", quarter.last_day).since("last", quarter.first_day)


def _reports_table(values: Values) -> Table | None:
    """Return a table of the reports whose text is in the data; the period of a report is not its date."""
    reports = values.portal.reports.values()
    if not reports:
        return None
    heads = {key: values.t(f"quarters.reports.{key}") for key in ("document", "period", "figures")}
    table = Table(
        caption=values.t("quarters.reports.caption"),
        columns=(
            title_column(heads["document"]),
            TableColumn(heads["period"]),
            TableColumn(values.label(records.Document, "date")),
            count_column(heads["figures"]),
        ),
        groups=one_group(_report(values, report) for report in reports),
    )
    return with_document_columns(values, table, (values.portal.documents[report.id] for report in reports))


def _report(values: Values, report: Report) -> TableRow:
    document = values.portal.documents[report.id]
    located = Located(report.record, report.place, f"report:{report.id}")
    record, period = document.record, report.record.period
    first, last = (
        values.value(wording.day(day), located, "period", machine=day.isoformat())
        for day in (period.first, period.last)
    )
    date = record.date
    title = cells.item(values.value(record.title, document, "title"), note=True) if record.title else None
    return TableRow(
        (
            cells.spaced(
                views.Link(values.source_label(report.id), urls.document(report.id)),
                title,
                cells.item(values.receipt(document), note=True),
            ),
            cells.item(first, f" {values.t('quarters.to')} ", last),
            values.value(wording.day(date), document, "date", machine=date.isoformat())
            if date
            else cells.absent(values.t("quarters.none")),
            Linked(
                f"{urls.document(report.id)}#so-lieu",
                values.tally(len(report.observations), scopes.rows("observations", report=report.id)),
            ),
        )
    )
