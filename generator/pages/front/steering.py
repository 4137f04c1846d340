"""``/dieu-hanh/``, for the steering committee: late tasks, missing reports, due days, the communes' plans."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model import wording
from generator.model.portal import Plan
from generator.pages.front.cascade import Cascade, cascade
from generator.pages.front.due import PRINTED, printed
from generator.pages.front.reporting import Reporting, reporting
from generator.pages.front.steering_lists import (
    KEYS,
    PAST,
    PLACES,
    Dated,
    TaskList,
    list_scope,
    listed,
    number,
    others_table,
    summary_table,
    task_list,
)
from generator.pages.front.steering_tables import cascade_table, reporting_table
from generator.view import scopes, urls, views
from generator.view.headline import headline
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, drawn
from generator.view.task_views import TaskViews
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class SteeringPage:
    """View of the page."""

    as_of: views.Value
    cutoff: views.Value | None
    plan: views.Link
    headline: tuple[views.Value, ...]
    """The sentence that opens the page, as on the plan's own page; no names."""
    figures: tuple[views.Figure, ...]
    summary: Table
    """The agencies that lead tasks in the lists, in the order in which the plan names them."""
    summary_receipt: views.Receipt
    lists: tuple[TaskList, ...]
    reporting: Reporting
    reporting_table: Table | None
    """Who has reported, by quarter; None while no round is open and nothing was reported."""
    others: Table | None
    """The counts of other plans; None if there is no other plan with tasks."""
    cascade: Cascade
    cascade_table: Table
    downloads: tuple[views.Link, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page, in order."""
        past = [each.table for each in self.lists if each.id in PAST]
        ahead = [each.table for each in self.lists if each.id not in PAST]
        before = (self.summary, *past, self.reporting_table)
        return drawn(*before, *ahead, self.others, self.cascade_table)


def pages(task_views: TaskViews) -> Iterator[PageSpec]:
    """Yield the page."""
    values = task_views.values
    title = values.t("steering.title")
    view = steering(task_views)
    yield PageSpec(
        url=urls.STEERING,
        title=title,
        description=values.t("steering.description"),
        section="dieu-hanh",
        template="front/steering.html.j2",
        view=view,
        tables=view.tables,
        crumbs=values.crumbs(),
        search=(
            SearchRecord(
                urls.STEERING,
                title,
                "page",
                names=tuple(values.t("steering.words").split("; ")),
                state="" if values.portal.quarter_files else values.t("reporters.no-round"),
                words=" ".join(value.text for value in view.headline),
                weight=2,
            ),
        ),
        index=True,
    )


def steering(task_views: TaskViews) -> SteeringPage:
    """Make the view of the page."""
    values = task_views.values
    portal, as_of = values.portal, values.measured.as_of
    plan = portal.plans[portal.settings.headline_plan]
    cutoff = values.measured.cutoff
    found = listed(values.measured, plan)
    others = [each for each in portal.plans.values() if each.id != plan.id and each.tasks]
    reports, reached = reporting(values, plan), cascade(values)
    return SteeringPage(
        as_of=values.computed(wording.day(as_of), as_of.isoformat(), None, "as-of"),
        cutoff=values.computed(wording.day(cutoff), cutoff.isoformat(), None, "reported") if cutoff else None,
        plan=values.plan_link(plan.id),
        headline=headline(values, values.measured.counts(plan.printed_tasks), scopes.printed(plan.id)),
        figures=_figures(values, plan, found),
        summary=summary_table(values, plan, found),
        summary_receipt=values.counted("count-total"),
        lists=tuple(task_list(task_views, plan, key, found[key]) for key in KEYS),
        reporting=reports,
        reporting_table=reporting_table(values.t, reports) if reports.heads else None,
        others=others_table(values, others) if others else None,
        cascade=reached,
        cascade_table=cascade_table(values, reached.rows, reached.alike),
        downloads=values.downloads("tasks"),
    )


def _figures(values: Values, plan: Plan, found: Mapping[str, Dated]) -> tuple[views.Figure, ...]:
    """Return the first figures: the plan's printed tasks by place, then those due soon and later.

    Tasks that are partly done or proposed to be stopped or merged are also in one of the places; they come
    last, where there are any.
    """
    counts = values.measured.counts(plan.printed_tasks)
    rows = scopes.printed(plan.id)
    figures = [
        views.Figure(
            values.count(counts.at(place), f"count-{place}", rows), values.t(f"steering.figure-{key}")
        )
        for key, place in PLACES.items()
    ]
    gaps = printed(task for task in plan.tasks.values() if task.not_entered)
    missing = values.tally(gaps, scopes.rows("tasks", plan=plan.id).filled("not_entered").each(PRINTED))
    soon = values.count(counts.due_soon, "count-due_soon", rows)
    later = number(values, found["far"], list_scope(values.measured, plan, "far"))
    beside = {"partial": counts.partial, "proposed": counts.proposed}
    return (
        *figures,
        views.Figure(soon, values.t("steering.figure-soon")),
        views.Figure(later, values.t("steering.figure-far")),
        *(
            views.Figure(values.count(number_of, f"count-{key}", rows), values.t(f"steering.figure-{key}"))
            for key, number_of in beside.items()
            if number_of
        ),
        *([views.Figure(missing, values.t("steering.figure-not-entered"))] if gaps else []),
    )
