"""``/dieu-hanh/xa-phuong/``: a table of all communes and the tasks that the city gave to each of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.charts.heat import CSV_URL, UNREPORTED, Heat
from generator.model import records, wording
from generator.model.portal import Task
from generator.pages.agencies.communes import mark, plans_by_owner
from generator.pages.agencies.index import own_name
from generator.view import cells, urls, views
from generator.view.cells import Linked, SourcedText, Span
from generator.view.excerpts import excerpt
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    number_column,
    one_group,
    title_column,
)
from generator.view.task_views import TaskViews
from generator.view.values import SIGNS, Values

REPORTED_SIGNS = {
    "stale": "◌", "not_started": "○", "in_progress": "▸", "done": "✓", "stopped": "■", "merged": "⇢",
    UNREPORTED: "–",
}  # fmt: skip
"""Sign by reported state; the signs of schedule states are in `view.values`."""

TITLE = 120
"""Most characters of a task's title in the list."""


@dataclass(frozen=True, slots=True)
class CommuneShares:
    """One commune with its state in each task."""

    link: views.Link
    plan: views.Mark
    cells: tuple[views.Mark, ...]


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """View of the table, and the communes about which nothing is known yet."""

    lead: str
    plan: views.Link
    tasks: Table | None
    """Tasks that every commune has; None where there are none."""
    rows: tuple[CommuneShares, ...]
    silent: tuple[views.Link, ...]
    """Communes without a plan in the data and without any report."""
    silent_cells: tuple[views.Mark, ...]
    """The state of these communes in each task; it is the same for all of them."""
    key: tuple[tuple[views.Mark, views.Value], ...]
    table: Table
    """A row for each commune with a plan or report, and one row for all others together."""
    receipt: views.Receipt


def pages(task_views: TaskViews) -> Iterator[PageSpec]:
    """Yield the page."""
    values = task_views.values
    heat = Heat(values.measured)
    title = values.t("communes.title")
    view = table(task_views, heat)
    yield PageSpec(
        url=urls.COMMUNE_TABLE,
        title=title,
        description=values.t("communes.description"),
        section="dieu-hanh",
        template="agencies/commune_table.html.j2",
        view=view,
        tables=(view.tasks, view.table) if view.tasks else (),
        crumbs=values.crumbs(views.Link(values.t("steering.title"), urls.STEERING)),
        search=(
            SearchRecord(urls.COMMUNE_TABLE, title, "page", keywords=values.t("communes.words"), weight=2),
        ),
        index=True,
    )


def table(task_views: TaskViews, heat: Heat) -> CommuneTable:
    """Make the view of the table."""
    values = task_views.values
    owners = plans_by_owner(values.portal)
    known = [commune for commune in heat.communes if commune in owners or heat.reported(commune)]
    silent = [commune for commune in heat.communes if commune not in known]
    reporting = sum(1 for commune in heat.communes if heat.reported(commune))
    plan = values.plan_link(values.portal.settings.headline_plan)
    key = "lead-nothing" if not (heat.tasks and heat.communes) else "lead-some" if reporting else "lead-none"
    codes = [heat.codes[commune, task.number] for commune in heat.communes for task in heat.tasks]
    rows = tuple(
        _row(values, heat, commune, has_plan=commune in owners) for commune in _sorted(values, known)
    )
    return CommuneTable(
        lead=values.t(
            f"communes.{key}",
            day=wording.day(values.measured.as_of),
            reporting=str(reporting),
            total=str(len(heat.communes)),
            tasks=str(len(heat.tasks)),
            plans=str(sum(1 for commune in heat.communes if commune in owners)),
        ),
        plan=plan,
        tasks=_tasks_table(task_views, heat) if heat.tasks else None,
        rows=rows,
        silent=tuple(values.agency_link(commune, short=True) for commune in _sorted(values, silent)),
        silent_cells=_cells(values, heat, silent[0]) if silent else (),
        key=tuple(
            (_mark(values, code), values.tally(codes.count(code), "results")) for code in _order(codes)
        ),
        table=_heat_table(values, heat, rows, silent),
        receipt=values.counted("reported", "results"),
    )


def _tasks_table(task_views: TaskViews, heat: Heat) -> Table:
    """Return a table of the tasks that every commune has, with how many of all communes reported on each."""
    values, t = task_views.values, task_views.values.t
    return Table(
        caption=t("communes.tasks"),
        columns=(
            number_column(values.label(records.TaskRecord, "number")),
            title_column(values.label(records.TaskRecord, "title")),
            TableColumn(values.label(records.TaskRecord, "deadline"), "col-deadline"),
            count_column(t("communes.reported")),
        ),
        groups=one_group(_task(task_views, heat, task) for task in heat.tasks),
    )


def _task(task_views: TaskViews, heat: Heat, task: Task) -> TableRow:
    values = task_views.values
    reported = sum(
        1 for commune in heat.communes if values.measured.facts_of(task, commune).reported.value != "none"
    )
    title = values.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key)
    return TableRow(
        (
            values.value(task.number, task, "number"),
            Linked(urls.task(task), title),
            Span(task_views.deadline_value(task)),
            values.fraction(reported, len(heat.communes), "count-reported"),
        )
    )


def _heat_table(values: Values, heat: Heat, rows: Iterable[CommuneShares], silent: list[str]) -> Table:
    """Each commune and its share of each task."""
    t, receipt = values.t, values.counted("reported", "results")
    found = [TableRow((row.link, row.plan, *map(_sign, row.cells))) for row in rows]
    if silent:
        count = SourcedText(str(len(silent)), receipt)
        none = Span(t("communes.no-plan"), "mark mark-no_plan")
        marks = map(_sign, _cells(values, heat, silent[0]))
        found.append(TableRow(((count, f" {t('communes.others')}"), none, *marks), look="heat-rest"))
    return Table(
        caption=t("communes.table"),
        columns=(
            title_column(t("communes.commune")),
            TableColumn(t("communes.plan")),
            *(_column(values, task) for task in heat.tasks),
        ),
        groups=one_group(found),
        receipt=receipt,
        links=(views.Link("CSV", CSV_URL),),
        look="records heat",
    )


def _column(values: Values, task: Task) -> TableColumn:
    word = values.t("communes.task")
    heading = Linked(urls.task(task), (Span(word, "visually-hidden"), f" {task.number}"))
    return TableColumn(heading, label=f"{word} {task.number}")


def _sign(mark: views.Mark) -> TableCell:
    """Return a cell with the sign of a state; its word is shown in print and when pointing at it."""
    sign = Span(mark.sign, "sign", hidden=True) if mark.sign else None
    inside = cells.spaced(sign, Span(mark.word, "word"))
    return TableCell(Span(inside, f"mark mark-{mark.code}"), look=f"heat-cell mark-{mark.code}")


def _row(values: Values, heat: Heat, commune: str, *, has_plan: bool) -> CommuneShares:
    word = values.t("communes.has-plan" if has_plan else "communes.no-plan")
    state = mark(values.t, "has_plan" if has_plan else "no_plan")
    return CommuneShares(
        link=values.agency_link(commune, short=True),
        plan=views.Mark(state.code, state.sign, word),
        cells=_cells(values, heat, commune),
    )


def _cells(values: Values, heat: Heat, commune: str) -> tuple[views.Mark, ...]:
    return tuple(_mark(values, heat.codes[commune, task.number]) for task in heat.tasks)


def _mark(values: Values, code: str) -> views.Mark:
    if code in SIGNS:
        return values.mark(code)
    word = values.t("site.reported.none" if code == UNREPORTED else f"site.reported.{code}")
    return views.Mark(code, REPORTED_SIGNS[code], word)


def _order(codes: list[str]) -> list[str]:
    """Return the states that occur, without repetition, in the order of other keys."""
    order = [*SIGNS, *REPORTED_SIGNS]
    return sorted(dict.fromkeys(codes), key=order.index)


def _sorted(values: Values, communes: list[str]) -> list[str]:
    def name(commune: str) -> tuple[object, ...]:
        record = values.portal.agencies[commune].record
        return wording.sort_key(own_name(values.agency_name(commune, short=True), record.unit_kind or ""))

    return sorted(communes, key=name)
