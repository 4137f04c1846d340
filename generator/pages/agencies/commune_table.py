"""``/dieu-hanh/xa-phuong/``: a table of all communes and the tasks that the city gave to each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.charts.heat import CSV_URL, Heat
from generator.measures.cascade import COMMUNES
from generator.measures.facts import Facts
from generator.measures.reported import Reported
from generator.model import records, wording
from generator.model.portal import Task
from generator.pages.agencies.communes import mark, plans_by_owner
from generator.pages.agencies.index import own_name
from generator.view import cells, scopes, urls, views
from generator.view.agency_table import with_agency_columns
from generator.view.cells import Linked, Span
from generator.view.excerpts import excerpt
from generator.view.fields.tasks import REPORTED
from generator.view.scopes import Scope
from generator.view.sentences import sentence
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
from generator.view.task_table import with_task_columns
from generator.view.task_views import TaskViews
from generator.view.values import PLACE_ORDER, Values

TITLE = 120
"""Most characters of a task's title in the list."""


@dataclass(frozen=True, slots=True)
class ShareCell:
    """One commune's share of one task: where it is counted, and what was reported."""

    mark: views.Mark
    words: str
    """Its place in words, with the days late, overdue or without a report."""
    reported: str


@dataclass(frozen=True, slots=True)
class CommuneShares:
    """One commune with its share of each task."""

    id: str
    link: views.Link
    plan: views.Mark
    reported: views.Value
    """How many of the tasks it has reported on."""
    cells: tuple[ShareCell, ...]


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """View of the table, and the communes about which nothing is known yet."""

    lead: views.Sentence
    plan: views.Link
    tasks: Table | None
    """Tasks that every commune has; None where there are none."""
    rows: tuple[CommuneShares, ...]
    nothing_known: tuple[views.Link, ...]
    """Communes without a plan in the data and without any report."""
    nothing_known_words: views.Sentence
    key: tuple[tuple[views.Mark, views.Value], ...]
    """The places in which all shares are counted; they add up to `total`."""
    total: views.Value
    table: Table
    """A row for each commune with a plan or report, and one row for all others together."""


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
    unknown = [commune for commune in heat.communes if commune not in known]
    reporting = sum(1 for commune in heat.communes if heat.reported(commune))
    day, headline = values.measured.as_of, values.portal.settings.headline_plan
    plan = values.plan_link(headline)
    key = "lead-nothing" if not (heat.tasks and heat.communes) else "lead-some" if reporting else "lead-none"
    places = heat.places()
    of = _shares(values)
    rows = tuple(
        _row(task_views, heat, commune, has_plan=commune in owners) for commune in _sorted(values, known)
    )
    return CommuneTable(
        lead=sentence(
            values.t,
            f"communes.{key}",
            day=values.computed(wording.day(day), day.isoformat(), None, "as-of"),
            reporting=values.tally(reporting, of.outside("reported", "none").each("agency")),
            total=values.tally(len(heat.communes), _members()),
            tasks=values.tally(len(heat.tasks), scopes.rows("tasks", plan=headline).naming("lead", COMMUNES)),
            plans=values.tally(
                sum(1 for commune in heat.communes if commune in owners), _members().filled("plans")
            ),
        ),
        plan=plan,
        tasks=_tasks_table(task_views, heat) if heat.tasks else None,
        rows=rows,
        nothing_known=tuple(values.agency_link(commune, short=True) for commune in _sorted(values, unknown)),
        nothing_known_words=sentence(
            values.t, "communes.nothing-known", count=values.tally(len(unknown), _unknown())
        ),
        key=tuple(
            (values.mark(place), values.count(places[place], f"count-{place}", of))
            for place in PLACE_ORDER
            if places[place]
        ),
        total=values.count(len(heat.shares), "count-total", of),
        table=_heat_table(task_views, heat, rows, unknown),
    )


def _members() -> Scope:
    """The published rows of the communes."""
    return scopes.rows("agencies").naming("collectives", COMMUNES)


def _unknown() -> Scope:
    """The published rows of the communes about which nothing is known yet."""
    return _members().where(plans="", has_reported="false")


def _shares(values: Values) -> Scope:
    """The published rows of the communes' shares of the tasks that they have in common."""
    shares = scopes.rows("shares", plan=values.portal.settings.headline_plan)
    return shares.naming("via", COMMUNES)


def _tasks_table(task_views: TaskViews, heat: Heat) -> Table:
    """Return a table of the tasks that every commune has, with how many of all communes reported on each."""
    values, t = task_views.values, task_views.values.t
    found = Table(
        caption=t("communes.tasks"),
        columns=(
            number_column(values.label(records.TaskRecord, "number")),
            title_column(values.label(records.TaskRecord, "title")),
            TableColumn(values.label(records.TaskRecord, "deadline"), "col-deadline"),
            count_column(t("communes.reported")),
        ),
        groups=one_group(_task(task_views, heat, task) for task in heat.tasks),
    )
    return with_task_columns(values, found, heat.tasks)


def _task(task_views: TaskViews, heat: Heat, task: Task) -> TableRow:
    values = task_views.values
    reported = sum(
        1 for commune in heat.communes if values.measured.facts_of(task, commune).reported.value != "none"
    )
    moved = task_views.moved(task)
    title = values.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key)
    return TableRow(
        (
            values.value(task.number, task, "number"),
            Linked(urls.task(task), title),
            cells.spaced(Span(task_views.deadline_value(task)), cells.item(moved) if moved else None),
            values.fraction(
                reported, len(heat.communes), "count-answering", _shares(values).where(number=task.number)
            ),
        )
    )


def _heat_table(
    task_views: TaskViews, heat: Heat, rows: Sequence[CommuneShares], unknown: list[str]
) -> Table:
    """Each commune and its share of each task."""
    values = task_views.values
    t, receipt = values.t, values.counted("reported", "results")
    found = [TableRow((row.link, row.plan, row.reported, *map(_sign, row.cells))) for row in rows]
    if unknown:
        count = values.tally(len(unknown), _unknown())
        none = Span(t("communes.no-plan"), "mark mark-no_plan")
        nothing = values.fraction(
            0, len(heat.tasks), "count-reported", _shares(values).where(agency=unknown[0])
        )
        marks = map(_sign, _cells(task_views, heat, unknown[0]))
        found.append(TableRow(((count, f" {t('communes.others')}"), none, nothing, *marks), look="heat-rest"))
    table = Table(
        caption=t("communes.table"),
        columns=(
            title_column(t("communes.commune")),
            TableColumn(t("communes.plan")),
            count_column(t("communes.reported-tasks")),
            *(_column(values, task) for task in heat.tasks),
        ),
        groups=one_group(found),
        receipt=receipt,
        links=(views.Link("CSV", CSV_URL),),
        look="records heat",
    )
    return with_agency_columns(values, table, (*(row.id for row in rows), *([""] if unknown else [])))


def _column(values: Values, task: Task) -> TableColumn:
    word = values.t("communes.task")
    heading = Linked(urls.task(task), (Span(word, "visually-hidden"), f" {task.number}"))
    return TableColumn(heading, label=f"{word} {task.number}")


def _sign(share: ShareCell) -> TableCell:
    """Return a cell with the sign and words of a share's place, and below them what was reported.

    A narrow page shows only the sign.
    """
    mark = share.mark
    sign = Span(mark.sign, "sign", hidden=True) if mark.sign else None
    reported = Span(share.reported, "word reported")
    inside = cells.spaced(sign, Span(share.words, "word"), reported)
    return TableCell(Span(inside, f"mark mark-{mark.code}"), look=f"heat-cell mark-{mark.code}")


def _row(task_views: TaskViews, heat: Heat, commune: str, *, has_plan: bool) -> CommuneShares:
    values = task_views.values
    word = values.t("communes.has-plan" if has_plan else "communes.no-plan")
    state = mark(values.t, "has_plan" if has_plan else "no_plan")
    return CommuneShares(
        id=commune,
        link=values.agency_link(commune, short=True),
        plan=views.Mark(state.code, state.sign, word),
        reported=values.fraction(
            heat.reported(commune), len(heat.tasks), "count-reported", _shares(values).where(agency=commune)
        ),
        cells=_cells(task_views, heat, commune),
    )


def _cells(task_views: TaskViews, heat: Heat, commune: str) -> tuple[ShareCell, ...]:
    found = (heat.shares[commune, task.number] for task in heat.tasks)
    return tuple(
        ShareCell(
            task_views.values.mark(facts.place),
            task_views.standing_words(facts),
            _reported(task_views, facts),
        )
        for facts in found
    )


def _reported(task_views: TaskViews, facts: Facts) -> str:
    t = task_views.values.t
    state = task_views.values.word(REPORTED, facts.reported)
    if facts.reported is Reported.NONE:
        return state
    return t("communes.reported-state", state=wording.lowered(state))


def _sorted(values: Values, communes: list[str]) -> list[str]:
    def name(commune: str) -> tuple[object, ...]:
        record = values.portal.agencies[commune].record
        return wording.sort_key(own_name(values.agency_name(commune, short=True), record.unit_kind or ""))

    return sorted(communes, key=name)
