"""The cascade: each city task that concerns the communes, against the communes whose plan the portal holds.

That a commune skipped a task is said only where it can be known; everywhere else the page says what the
portal holds and what it does not see in it.
"""

from dataclasses import dataclass
from enum import StrEnum

from generator.charts.heat import COMMUNES
from generator.model.portal import Plan, Portal, Task
from generator.pages.agencies.communes import commune_ids
from generator.view import urls, views
from generator.view.excerpts import excerpt
from generator.view.values import Values

TITLE = 160
"""Length of a task's title in the table: enough to know it by."""

NAMED = 4
"""Up to so many communes are named in a row; more are counted."""


class Seen(StrEnum):
    """What can be said of one commune's plan and one city task."""

    FOUND = "found"
    """A task of the plan corresponds to it, stated by the text or by our reading."""
    SKIPPED = "skipped"
    """The city's text charges the communes with it, the whole plan is held, and nothing corresponds."""
    ABSENT = "absent"
    """Nothing corresponds in the text held, which does not prove that the commune skipped it."""
    OTHER_PERIOD = "other-period"
    """The plan held is of another period."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A commune's task that corresponds to the city's."""

    task: views.Link
    commune: views.Link
    basis: str
    """``stated`` by the text, or our ``reading``."""


@dataclass(frozen=True, slots=True)
class CascadeRow:
    """One city task and what became of it in the communes."""

    number: views.Value
    title: views.Value
    url: str
    role: str
    """How the city's text names UBND cấp xã, in words."""
    found: tuple[Counterpart, ...]
    found_count: views.Value | None
    """How many communes, where they are too many to name."""
    skipped: tuple[views.Link, ...]
    absent: tuple[views.Link, ...]
    missing: views.Value | None
    """How many do not have it, where they are too many to name."""
    missing_skipped: bool
    """Whether those counted have skipped it; else it is only not seen in the texts held."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What all counterparts of the table share: said once, it need not stand in each row."""

    commune: views.Link
    plan: views.Link
    basis: str


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """A commune's plan that the portal holds, and what may be concluded from it."""

    commune: views.Link
    plan: views.Link
    words: str
    resting_on: views.Link | None
    """A further text of the commune that the portal does not hold, so that nothing can be called skipped."""


@dataclass(frozen=True, slots=True)
class Cascade:
    """The whole table with its figures."""

    figures: tuple[views.Figure, ...]
    held: tuple[HeldPlan, ...]
    more_held: views.Value | None
    without: views.Value
    """Communes whose plan the portal does not hold, of all."""
    any_without: bool
    rows: tuple[CascadeRow, ...]
    alike: Alike | None
    plan: views.Link
    receipt: views.Receipt


def cascade(values: Values) -> Cascade:
    """The headline plan's tasks for the communes, against every commune plan held."""
    portal = values.portal
    city = portal.plans[portal.settings.headline_plan]
    held = [plan for plan in portal.plans.values() if plan.record.scope == "commune" and plan.tasks]
    tasks = [task for task in city.tasks.values() if concerns(values.portal, task)]
    rows = [_row(values, city, task, held) for task in tasks]
    owners = {plan.record.owner for plan in portal.plans.values()}
    communes = commune_ids(values.portal)
    without = sum(1 for commune in communes if commune not in owners)
    found = sum(1 for row in rows if row.found or row.found_count)
    skipped = sum(1 for row in rows if row.skipped or row.missing_skipped)
    figures = [
        views.Figure(values.tally(len(rows), "tasks"), values.t("steering.cascade.total")),
        views.Figure(
            values.fraction(found, len(rows), "count-total"), values.t("steering.cascade.with-counterpart")
        ),
        views.Figure(
            values.fraction(without, len(communes), "count-total"), values.t("steering.cascade.without-plan")
        ),
    ]
    if skipped:
        figures.append(
            views.Figure(values.tally(skipped, "tasks"), values.t("steering.cascade.skipped-by-some"))
        )
    return Cascade(
        figures=tuple(figures),
        held=tuple(_held(values, city, plan) for plan in held[:NAMED]),
        more_held=values.tally(len(held) - NAMED, "tasks") if len(held) > NAMED else None,
        without=values.fraction(without, len(communes), "count-total"),
        any_without=without > 0,
        rows=tuple(rows),
        alike=_alike(values, rows, held),
        plan=values.plan_link(city.id),
        receipt=values.counted("count-total"),
    )


def _alike(values: Values, rows: list[CascadeRow], held: list[Plan]) -> Alike | None:
    named = {(item.commune, item.basis) for row in rows for item in row.found}
    if len(named) != 1 or any(row.found_count or row.missing for row in rows):
        return None
    commune, basis = named.pop()
    plans = [plan for plan in held if _owner(values, plan) == commune]
    return Alike(commune, values.plan_link(plans[0].id), basis) if len(plans) == 1 else None


def concerns(portal: Portal, task: Task) -> bool:
    """Whether a task names the communes or has a counterpart there."""
    named = COMMUNES in task.record.lead or COMMUNES in task.record.coordinating
    return named or task.key in portal.implemented_by


def see(portal: Portal, city: Plan, task: Task, plan: Plan) -> Seen:
    """What can be said of one commune's plan and one city task."""
    if any(below.plan_id == plan.id for below, _ in portal.implemented_by.get(task.key, ())):
        return Seen.FOUND
    period, wanted = plan.record.period, city.record.period
    if period.last < wanted.first or period.first > wanted.last:
        return Seen.OTHER_PERIOD
    linked = any(
        link.task.startswith(f"{city.id}/") for t in plan.tasks.values() for link in t.record.implements
    )
    charged = COMMUNES in task.record.lead
    if charged and linked and resting_on(portal, plan) is None:
        return Seen.SKIPPED
    return Seen.ABSENT


def resting_on(portal: Portal, plan: Plan) -> str | None:
    """A text of the same issuer that the plan says it is based on and that the portal does not hold."""
    document = portal.documents[plan.record.document].record
    for relation in document.relations:
        above = portal.documents[relation.document].record
        if relation.type in {"based_on", "implements"} and not above.held and above.issuer == document.issuer:
            return above.id
    return None


def _row(values: Values, city: Plan, task: Task, held: list[Plan]) -> CascadeRow:
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
    many_found = len({counterpart.commune.url for counterpart in found}) > NAMED
    many_missing = len(skipped) + len(absent) > NAMED
    if COMMUNES in task.record.lead:
        role = "lead"
    elif COMMUNES in task.record.coordinating:
        role = "coordinating"
    else:
        role = "unnamed"
    return CascadeRow(
        number=values.value(task.number, task, "number"),
        title=values.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key),
        url=urls.task(task),
        role=values.t(f"steering.cascade.role-{role}"),
        found=() if many_found else found,
        found_count=values.tally(len({c.commune.url for c in found}), "tasks") if many_found else None,
        skipped=() if many_missing else tuple(_owner(values, plan) for plan in skipped),
        absent=() if many_missing else tuple(_owner(values, plan) for plan in absent),
        missing=values.tally(len(skipped) + len(absent), "tasks") if many_missing else None,
        missing_skipped=many_missing and bool(skipped),
    )


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
