"""The cascade: each city task that concerns the communes, against the communes whose plan the portal holds.

That a commune skipped a task is said only where it can be known; everywhere else the page says what the
portal holds and what it does not see in it.
"""

from dataclasses import dataclass
from enum import StrEnum

from generator.charts.heat import COMMUNES
from generator.model.portal import Plan, Task
from generator.pages.agencies.communes import commune_ids
from generator.view import urls, views
from generator.view.excerpts import excerpt
from generator.view.kernel import Kernel

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


def cascade(kernel: Kernel) -> Cascade:
    """The headline plan's tasks for the communes, against every commune plan held."""
    portal = kernel.portal
    city = portal.plans[portal.settings.headline_plan]
    held = [plan for plan in portal.plans.values() if plan.record.scope == "commune" and plan.tasks]
    tasks = [task for task in city.tasks.values() if concerns(kernel, task)]
    rows = [_row(kernel, city, task, held) for task in tasks]
    owners = {plan.record.owner for plan in portal.plans.values()}
    communes = commune_ids(kernel)
    without = sum(1 for commune in communes if commune not in owners)
    found = sum(1 for row in rows if row.found or row.found_count)
    skipped = sum(1 for row in rows if row.skipped or row.missing_skipped)
    figures = [
        views.Figure(kernel.tally(len(rows), "tasks"), kernel.t("steering.cascade.total")),
        views.Figure(
            kernel.fraction(found, len(rows), "count-total"), kernel.t("steering.cascade.with-counterpart")
        ),
        views.Figure(
            kernel.fraction(without, len(communes), "count-total"), kernel.t("steering.cascade.without-plan")
        ),
    ]
    if skipped:
        figures.append(
            views.Figure(kernel.tally(skipped, "tasks"), kernel.t("steering.cascade.skipped-by-some"))
        )
    return Cascade(
        figures=tuple(figures),
        held=tuple(_held(kernel, city, plan) for plan in held[:NAMED]),
        more_held=kernel.tally(len(held) - NAMED, "tasks") if len(held) > NAMED else None,
        without=kernel.fraction(without, len(communes), "count-total"),
        any_without=without > 0,
        rows=tuple(rows),
        alike=_alike(kernel, rows, held),
        plan=kernel.plan_link(city.id),
        receipt=kernel.counted("count-total"),
    )


def _alike(kernel: Kernel, rows: list[CascadeRow], held: list[Plan]) -> Alike | None:
    named = {(item.commune, item.basis) for row in rows for item in row.found}
    if len(named) != 1 or any(row.found_count or row.missing for row in rows):
        return None
    commune, basis = named.pop()
    plans = [plan for plan in held if _owner(kernel, plan) == commune]
    return Alike(commune, kernel.plan_link(plans[0].id), basis) if len(plans) == 1 else None


def concerns(kernel: Kernel, task: Task) -> bool:
    """Whether a task names the communes or has a counterpart there."""
    named = COMMUNES in task.record.lead or COMMUNES in task.record.coordinating
    return named or task.key in kernel.portal.implemented_by


def see(kernel: Kernel, city: Plan, task: Task, plan: Plan) -> Seen:
    """What can be said of one commune's plan and one city task."""
    if any(below.plan_id == plan.id for below, _ in kernel.portal.implemented_by.get(task.key, ())):
        return Seen.FOUND
    period, wanted = plan.record.period, city.record.period
    if period.last < wanted.first or period.first > wanted.last:
        return Seen.OTHER_PERIOD
    linked = any(
        link.task.startswith(f"{city.id}/") for t in plan.tasks.values() for link in t.record.implements
    )
    charged = COMMUNES in task.record.lead
    if charged and linked and resting_on(kernel, plan) is None:
        return Seen.SKIPPED
    return Seen.ABSENT


def resting_on(kernel: Kernel, plan: Plan) -> str | None:
    """A text of the same issuer that the plan says it is based on and that the portal does not hold."""
    document = kernel.portal.documents[plan.record.document].record
    for relation in document.relations:
        above = kernel.portal.documents[relation.document].record
        if relation.type in {"based_on", "implements"} and not above.held and above.issuer == document.issuer:
            return above.id
    return None


def _row(kernel: Kernel, city: Plan, task: Task, held: list[Plan]) -> CascadeRow:
    seen = {plan.id: see(kernel, city, task, plan) for plan in held}
    found = tuple(
        Counterpart(
            task=views.Link(below.number, urls.task(below)),
            commune=_owner(kernel, kernel.portal.plans[below.plan_id]),
            basis=link.basis,
        )
        for below, link in kernel.portal.implemented_by.get(task.key, ())
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
        number=kernel.value(task.number, task, "number"),
        title=kernel.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key),
        url=urls.task(task),
        role=kernel.t(f"steering.cascade.role-{role}"),
        found=() if many_found else found,
        found_count=kernel.tally(len({c.commune.url for c in found}), "tasks") if many_found else None,
        skipped=() if many_missing else tuple(_owner(kernel, plan) for plan in skipped),
        absent=() if many_missing else tuple(_owner(kernel, plan) for plan in absent),
        missing=kernel.tally(len(skipped) + len(absent), "tasks") if many_missing else None,
        missing_skipped=many_missing and bool(skipped),
    )


def _owner(kernel: Kernel, plan: Plan) -> views.Link:
    return kernel.agency_link(plan.record.owner, short=True)


def _held(kernel: Kernel, city: Plan, plan: Plan) -> HeldPlan:
    period, wanted = plan.record.period, city.record.period
    other = period.last < wanted.first or period.first > wanted.last
    rests = None if other else resting_on(kernel, plan)
    key = "other-period" if other else "resting" if rests else "comparable"
    return HeldPlan(
        commune=_owner(kernel, plan),
        plan=kernel.plan_link(plan.id),
        words=kernel.t(f"steering.cascade.held-{key}"),
        resting_on=kernel.document_link(rests) if rests else None,
    )
