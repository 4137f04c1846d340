"""``/linh-vuc/``: the list of areas with the headline plan's tasks as cells, and the page of each area."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import records
from generator.model.portal import Located, Plan
from generator.pages.plans.area_page import area_view, printed, tasks_in
from generator.view import scopes, urls, views
from generator.view.feeds import Calendar, Feed
from generator.view.scopes import Scope
from generator.view.site import PageSpec, SearchRecord
from generator.view.task_views import TaskViews
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class CityPlan:
    """A city plan and how many tasks and targets it has in an area; None for none."""

    plan: views.Link
    tasks: views.Value | None
    targets: views.Value | None


@dataclass(frozen=True, slots=True)
class AreaCard:
    """An area in the list."""

    area: views.Link
    name: views.Value
    plans: tuple[CityPlan, ...]
    communes: views.Value | None
    """Number of communes' plans with tasks in the area; None if there are none."""
    cells: tuple[views.TaskCell, ...]
    """The headline plan's tasks in the area."""


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """View of the list, with the key to the signs of the cells."""

    cards: tuple[AreaCard, ...]
    plan: views.Link
    key: tuple[tuple[views.Mark, views.Value], ...]
    total: views.Value
    """What the numbers of the key add up to."""
    receipt: views.Receipt


def pages(task_views: TaskViews) -> Iterator[PageSpec]:
    """Yield the list, then a page for each area."""
    values = task_views.values
    title = values.t("areas.title")
    yield PageSpec(
        url=urls.AREAS,
        title=title,
        description=values.t("areas.description"),
        section="linh-vuc",
        template="plans/areas.html.j2",
        view=index(task_views),
        crumbs=values.crumbs(),
        search=(SearchRecord(urls.AREAS, title, "page", weight=2),),
        index=True,
    )
    order = list(values.portal.areas.values())
    for place, area in enumerate(order):
        before = order[place - 1] if place else None
        after = order[place + 1] if place + 1 < len(order) else None
        yield area_page(task_views, area, before, after)


def index(task_views: TaskViews) -> AreaIndex:
    """Make the view of the list."""
    values = task_views.values
    portal = values.portal
    headline = portal.plans[portal.settings.headline_plan]
    grid = task_views.grid(headline)
    return AreaIndex(
        cards=tuple(area_card(task_views, area, headline) for area in portal.areas.values()),
        plan=values.plan_link(headline.id),
        key=grid.key,
        total=grid.total,
        receipt=grid.receipt,
    )


def area_card(task_views: TaskViews, area: Located[records.Area], headline: Plan) -> AreaCard:
    """Return one area of the list."""
    values = task_views.values
    area_id = area.record.id
    plans = values.portal.plans.values()
    city = (city_plan(values, plan, area_id) for plan in plans if plan.record.scope == "city")
    communes = sum(1 for plan in plans if plan.record.scope == "commune" and tasks_in(plan, area_id))
    return AreaCard(
        area=values.area_link(area_id),
        name=values.value(area.record.name, area, "name", machine=area_id),
        plans=tuple(found for found in city if found.tasks or found.targets),
        communes=values.tally(communes, _of_communes(area_id)) if communes else None,
        cells=tuple(task_views.cell(task) for task in printed(tasks_in(headline, area_id))),
    )


def _of_communes(area_id: str) -> Scope:
    """The plans of communes with tasks in an area."""
    return Scope("tasks", (f"area={area_id}", "plan.scope=commune")).each("plan")


def city_plan(values: Values, plan: Plan, area_id: str) -> CityPlan:
    """Count the tasks and targets of a plan in an area."""
    tasks = len(printed(tasks_in(plan, area_id)))
    targets = sum(1 for target in plan.targets if target.record.area == area_id)
    return CityPlan(
        plan=values.plan_link(plan.id),
        tasks=values.count(tasks, "count-total", scopes.printed(plan.id).where(area=area_id))
        if tasks
        else None,
        targets=values.tally(targets, scopes.rows("targets", plan=plan.id, area=area_id).each("number"))
        if targets
        else None,
    )


def area_page(
    task_views: TaskViews,
    area: Located[records.Area],
    before: Located[records.Area] | None,
    after: Located[records.Area] | None,
) -> PageSpec:
    """Make the page of one area; `before` and `after` are its neighbours, None if there is none."""
    values = task_views.values
    record = area.record
    view = area_view(task_views, area, before, after)
    return PageSpec(
        url=urls.area(record.id),
        title=record.name,
        description=values.t("areas.page-description", area=record.name),
        section="linh-vuc",
        template="plans/area.html.j2",
        view=view,
        tables=view.tables,
        crumbs=values.crumbs(views.Link(values.t("areas.title"), urls.AREAS)),
        search=(
            SearchRecord(
                url=urls.area(record.id),
                title=record.name,
                kind="area",
                names=tuple(dict.fromkeys([record.short_name, *(alias.name for alias in record.aliases)])),
                weight=2,
                area=record.id,
            ),
        ),
        charts=view.charts,
        feed=Feed(
            values.t("follow.feed-title", name=values.portal.settings.name, page=record.name),
            lambda concerned: record.id in concerned.areas,
        ),
        calendar=Calendar(
            values.t("follow.calendar-title", page=record.name),
            tuple(task for task in values.portal.tasks() if task.record.area == record.id),
        ),
    )
