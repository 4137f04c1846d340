"""The table that shows which city tasks for the communes have a matching task in the communes' plans.

The page says that a commune skipped a task only if that is certain; otherwise it says which plan texts the
portal has and that no matching task is in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.measures.cascade import NAMED as IN_TEXT
from generator.measures.cascade import Naming, Seen, commune_plans, concerns, naming, resting_on, see
from generator.model.portal import Plan, Task
from generator.pages.agencies.communes import commune_ids
from generator.view import scopes, urls, views
from generator.view.excerpts import excerpt
from generator.view.scopes import Scope
from generator.view.values import Values

TITLE = 160
"""Most characters of a task's title in the table."""

NAMED = 4
"""Most communes that a row names; if there are more, it gives their number."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A commune's task that corresponds to a city task."""

    task: views.Link
    commune: views.Link
    basis: str
    """``stated`` by the text, or ``reading`` of an editor."""


@dataclass(frozen=True, slots=True)
class CascadeRow:
    """One city task and the communes whose plan has or lacks it."""

    task: Task
    number: views.Value
    title: views.Value
    url: str
    role: str
    """How the city's text names the communes, in words."""
    found: tuple[Counterpart, ...]
    """Empty if there are too many communes to name."""
    found_count: views.Value | None
    """Number of communes that have the task, if there are too many to name."""
    skipped: tuple[views.Link, ...]
    absent: tuple[views.Link, ...]
    missing: views.Value | None
    """Number of communes that lack the task, if there are too many to name."""
    missing_skipped: bool
    """Whether some of those counted in `missing` skipped it; else it is only absent from the known texts."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Commune, plan and basis of all counterparts, if they are the same; then the rows do not repeat them."""

    commune: views.Link
    plan: views.Link
    basis: str


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """A commune's plan in the data, and what may be concluded from it."""

    commune: views.Link
    plan: views.Link
    words: str
    resting_on: views.Link | None
    """A text of the commune that the plan builds on and the data lack, so that no task counts as skipped."""


@dataclass(frozen=True, slots=True)
class Cascade:
    """The whole table with its figures."""

    figures: tuple[views.Figure, ...]
    held: tuple[HeldPlan, ...]
    """The first communes' plans with tasks, at most `NAMED`."""
    more_held: views.Value | None
    """Number of further ones; None if there are none."""
    without: views.Value
    """Number of communes whose plan the data lack, out of all communes."""
    any_without: bool
    rows: tuple[CascadeRow, ...]
    alike: Alike | None
    plan: views.Link
    receipt: views.Receipt


def cascade(values: Values) -> Cascade:
    """Compare the headline plan's tasks for the communes with the tasks of every commune's plan."""
    portal = values.portal
    city = portal.plans[portal.settings.headline_plan]
    held = commune_plans(portal)
    tasks = [task for task in city.tasks.values() if concerns(values.portal, task)]
    rows = [_row(values, city, task, held) for task in tasks]
    owners = {plan.record.owner for plan in portal.plans.values()}
    communes = commune_ids(values.portal)
    without = sum(1 for commune in communes if commune not in owners)
    found = sum(1 for row in rows if row.found or row.found_count)
    skipped = sum(1 for row in rows if row.skipped or row.missing_skipped)
    communes_only = scopes.rows("agencies", kind="commune")
    lacking = values.fraction(
        without, len(communes), "count-total", communes_only.where(plans=""), communes_only
    )
    compared = scopes.rows("cascade")
    matched = compared.where(seen=Seen.FOUND)
    figures = [
        views.Figure(values.tally(len(rows), compared.each("number")), values.t("steering.cascade.total")),
        views.Figure(
            values.fraction(found, len(rows), "count-total", matched.each("number"), compared.each("number")),
            values.t("steering.cascade.with-counterpart"),
        ),
        views.Figure(lacking, values.t("steering.cascade.without-plan")),
    ]
    figures[1:1] = _by_naming(values, tasks, compared)
    if skipped:
        figures.append(
            views.Figure(
                values.tally(skipped, compared.where(seen=Seen.SKIPPED).each("number")),
                values.t("steering.cascade.skipped-by-some"),
            )
        )
    return Cascade(
        figures=tuple(figures),
        held=tuple(_held(values, city, plan) for plan in held[:NAMED]),
        more_held=values.tally(len(held) - NAMED, _others(held)) if len(held) > NAMED else None,
        without=lacking,
        any_without=without > 0,
        rows=tuple(rows),
        alike=_alike(values, rows, held),
        plan=values.plan_link(city.id),
        receipt=values.counted("count-total"),
    )


def _by_naming(values: Values, tasks: Sequence[Task], compared: Scope) -> Iterator[views.Figure]:
    """Yield how many of the tasks name the communes, and how many are here by a corresponding task alone."""
    ways = [naming(values.portal, task) for task in tasks]
    for key, wanted in (("by-text", IN_TEXT), ("by-reading", frozenset(Naming) - IN_TEXT)):
        scope = compared.among("named_as", *sorted(wanted)).each("number")
        number = sum(1 for way in ways if way in wanted)
        yield views.Figure(values.tally(number, scope), values.t(f"steering.cascade.{key}"))


def _alike(values: Values, rows: list[CascadeRow], held: Sequence[Plan]) -> Alike | None:
    named = {(item.commune, item.basis) for row in rows for item in row.found}
    if len(named) != 1 or any(row.found_count or row.missing for row in rows):
        return None
    commune, basis = named.pop()
    plans = [plan for plan in held if _owner(values, plan) == commune]
    return Alike(commune, values.plan_link(plans[0].id), basis) if len(plans) == 1 else None


def _row(values: Values, city: Plan, task: Task, held: Sequence[Plan]) -> CascadeRow:
    seen = {plan.id: see(values.portal, city, task, plan) for plan in held}
    found = tuple(
        Counterpart(
            task=views.Link(below.number, urls.task(below)),
            commune=_owner(values, values.portal.plans[below.plan_id]),
            basis=link.basis,
        )
        for below, link in values.portal.implemented_by.get(task.key, ())
        if below.plan_id in seen
    )
    skipped = [plan for plan in held if seen[plan.id] is Seen.SKIPPED]
    absent = [plan for plan in held if seen[plan.id] is Seen.ABSENT]
    own = scopes.rows("cascade", number=task.number)
    many_found = len({counterpart.commune.url for counterpart in found}) > NAMED
    many_missing = len(skipped) + len(absent) > NAMED
    return CascadeRow(
        task=task,
        number=values.value(task.number, task, "number"),
        title=values.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key),
        url=urls.task(task),
        role=values.t(f"site.named_as.{naming(values.portal, task)}"),
        found=() if many_found else found,
        found_count=values.tally(
            len({c.commune.url for c in found}), own.where(seen=Seen.FOUND).each("commune")
        )
        if many_found
        else None,
        skipped=() if many_missing else tuple(_owner(values, plan) for plan in skipped),
        absent=() if many_missing else tuple(_owner(values, plan) for plan in absent),
        missing=values.tally(len(skipped) + len(absent), own.among("seen", Seen.SKIPPED, Seen.ABSENT))
        if many_missing
        else None,
        missing_skipped=many_missing and bool(skipped),
    )


def _others(held: Sequence[Plan]) -> Scope:
    """The plans of communes with tasks that the page does not name."""
    plans = scopes.rows("plans", scope="commune").outside("tasks", "0")
    return plans.outside("id", *(plan.id for plan in held[:NAMED]))


def _owner(values: Values, plan: Plan) -> views.Link:
    return values.agency_link(plan.record.owner, short=True)


def _held(values: Values, city: Plan, plan: Plan) -> HeldPlan:
    period, wanted = plan.record.period, city.record.period
    other = period.last < wanted.first or period.first > wanted.last
    rests = None if other else resting_on(values.portal, plan)
    key = "other-period" if other else "resting" if rests else "comparable"
    return HeldPlan(
        commune=_owner(values, plan),
        plan=values.plan_link(plan.id),
        words=values.t(f"steering.cascade.held-{key}"),
        resting_on=values.document_link(rests) if rests else None,
    )
