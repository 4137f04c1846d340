"""``/dieu-hanh/xa-phuong/``: every commune against the tasks the city gave all of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.charts.heat import CSV_URL, UNREPORTED, Heat
from generator.model import wording
from generator.pages.agencies.communes import mark, plans_by_owner
from generator.pages.agencies.index import own_name
from generator.view import urls, views
from generator.view.excerpts import excerpt
from generator.view.site import PageSpec, SearchRecord
from generator.view.task_views import TaskViews
from generator.view.values import SIGNS, Values

REPORTED_SIGNS = {
    "stale": "◌", "not_started": "○", "in_progress": "▸", "done": "✓", "stopped": "■", "merged": "⇢",
    UNREPORTED: "–",
}  # fmt: skip
"""Signs of what was reported; those of the schedule are in `view.values`."""

TITLE = 120
"""Length of a task's title in the list: enough to know it by."""


@dataclass(frozen=True, slots=True)
class SharedTask:
    """A task that every commune has."""

    number: views.Value
    title: views.Value
    url: str
    deadline: views.Value
    reported: views.Value
    """How many communes reported on it, of all."""


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune and its share of each task."""

    link: views.Link
    plan: views.Mark
    cells: tuple[views.Mark, ...]


@dataclass(frozen=True, slots=True)
class CommuneTable:
    """The table, and the communes of which nothing is known yet."""

    lead: str
    plan: views.Link
    tasks: tuple[SharedTask, ...]
    rows: tuple[CommuneRow, ...]
    silent: tuple[views.Link, ...]
    """Communes without a plan on the portal and without any report."""
    silent_cells: tuple[views.Mark, ...]
    """What can be said of each task of theirs, the same for all of them."""
    key: tuple[tuple[views.Mark, views.Value], ...]
    csv: views.Link
    receipt: views.Receipt


def pages(task_views: TaskViews) -> Iterator[PageSpec]:
    """The table of communes."""
    values = task_views.values
    heat = Heat(values.measured)
    title = values.t("communes.title")
    yield PageSpec(
        url=urls.COMMUNE_TABLE,
        title=title,
        description=values.t("communes.description"),
        section="dieu-hanh",
        template="agencies/commune_table.html.j2",
        view=table(task_views, heat),
        crumbs=values.crumbs(views.Link(values.t("steering.title"), urls.STEERING)),
        search=(
            SearchRecord(urls.COMMUNE_TABLE, title, "page", keywords=values.t("communes.words"), weight=2),
        ),
        index=True,
    )


def table(task_views: TaskViews, heat: Heat) -> CommuneTable:
    """View of the table."""
    values = task_views.values
    owners = plans_by_owner(values.portal)
    known = [commune for commune in heat.communes if commune in owners or heat.reported(commune)]
    silent = [commune for commune in heat.communes if commune not in known]
    reporting = sum(1 for commune in heat.communes if heat.reported(commune))
    plan = values.plan_link(values.portal.settings.headline_plan)
    key = "lead-nothing" if not (heat.tasks and heat.communes) else "lead-some" if reporting else "lead-none"
    codes = [heat.codes[commune, task.number] for commune in heat.communes for task in heat.tasks]
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
        tasks=tuple(_tasks(task_views, heat)),
        rows=tuple(
            _row(values, heat, commune, has_plan=commune in owners) for commune in _sorted(values, known)
        ),
        silent=tuple(values.agency_link(commune, short=True) for commune in _sorted(values, silent)),
        silent_cells=_cells(values, heat, silent[0]) if silent else (),
        key=tuple(
            (_mark(values, code), values.tally(codes.count(code), "results")) for code in _order(codes)
        ),
        csv=views.Link("CSV", CSV_URL),
        receipt=values.counted("reported", "results"),
    )


def _tasks(task_views: TaskViews, heat: Heat) -> Iterator[SharedTask]:
    values = task_views.values
    for task in heat.tasks:
        reported = sum(
            1 for commune in heat.communes if values.measured.facts_of(task, commune).reported.value != "none"
        )
        yield SharedTask(
            number=values.value(task.number, task, "number"),
            title=values.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key),
            url=urls.task(task),
            deadline=task_views.deadline_value(task),
            reported=values.fraction(reported, len(heat.communes), "count-reported"),
        )


def _row(values: Values, heat: Heat, commune: str, *, has_plan: bool) -> CommuneRow:
    word = values.t("communes.has-plan" if has_plan else "communes.no-plan")
    state = mark(values.t, "has_plan" if has_plan else "no_plan")
    return CommuneRow(
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
    """The states there are, in the order of the other keys."""
    order = [*SIGNS, *REPORTED_SIGNS]
    return sorted(dict.fromkeys(codes), key=order.index)


def _sorted(values: Values, communes: list[str]) -> list[str]:
    def name(commune: str) -> tuple[object, ...]:
        record = values.portal.agencies[commune].record
        return wording.sort_key(own_name(values.agency_name(commune, short=True), record.unit_kind or ""))

    return sorted(communes, key=name)
