"""``/``: what was promised and done, in one phone screen; then what is due and where to look."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.charts.page_charts import charts_for_home
from generator.measures.status import SOON
from generator.model.portal import Plan, Task
from generator.pages.agencies.communes import commune_map
from generator.pages.front.due import DueLine, due_lines, printed, upcoming
from generator.pages.targets.headline_indices import IndexCard, index_cards, merger_note
from generator.view import urls, views
from generator.view.kernel import Kernel
from generator.view.site import PageSpec

HELD_SHOWN = 6
"""How many of the newest held documents the home page names."""

PLANS_SHOWN = 6
"""Plans the home page counts side by side; the rest stand on the page of plans."""

FOUR = 4
"""“Bốn chỉ số” is said only of four."""


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """One plan's own counts, beside those of other plans and never added to them."""

    plan: views.Link
    owner: views.Link
    total: views.Value | None
    """None where the portal holds no task list of the plan."""
    done_of_due: views.Value | None
    """None where no task of the plan has come due, or none has a day to come due on."""
    due_unreported: views.Value | None
    reported: views.Value | None
    targets: views.Value | None
    """None where the plan sets no target."""


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document whose text the portal holds."""

    day: views.Value | None
    """Its own date; None where the copy held has none."""
    undated: bool
    """Number and date are left blank in the text: not yet issued, as far as we know."""
    link: views.Link
    title: views.Value | None


@dataclass(frozen=True, slots=True)
class Newest:
    """What changed last: the newest quarter reported, else the newest document held."""

    words: str
    link: views.Link
    day: views.Value | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything the home page answers."""

    lead: str
    as_of: views.Value
    plan: views.Link
    figures: tuple[views.Figure, ...]
    said: tuple[views.Value, ...]
    """The same plan in a sentence that stays true and useful with nothing reported."""
    soon_count: views.Value
    """Tasks of the plan that fall due in the next 30 days."""
    newest: Newest
    grid: views.Grid
    indices: tuple[IndexCard, ...]
    indices_title: str
    merger: views.Value | None
    soon: tuple[DueLine, ...]
    later: tuple[DueLine, ...]
    held: tuple[HeldDocument, ...]
    plans: tuple[PlanCounts, ...]
    plans_caption: str
    more_plans: bool
    communes: views.TileMap
    communes_count: views.Value
    downloads: tuple[views.Link, ...]
    charts: tuple[views.Chart, ...] = ()


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The home page."""
    settings = kernel.portal.settings
    yield PageSpec(
        url=urls.HOME,
        title=settings.name,
        description=kernel.t("home.description", city=settings.city),
        section="trang-chu",
        template="home.html.j2",
        view=home(kernel),
        index=True,
    )


def home(kernel: Kernel) -> HomePage:
    """View of the home page."""
    portal = kernel.portal
    plan = portal.plans[portal.settings.headline_plan]
    soon, later = due_lines(kernel)
    cards = index_cards(kernel)
    communes = commune_map(kernel)
    as_of = kernel.measured.as_of
    shown = tuple(portal.plans.values())[:PLANS_SHOWN]
    held = held_documents(kernel)
    return HomePage(
        lead=kernel.t("home.lead"),
        as_of=kernel.computed(kernel.day(as_of), as_of.isoformat(), None, "as-of"),
        plan=kernel.plan_link(plan.id),
        figures=kernel.plan_figures(plan),
        said=said(kernel, plan),
        soon_count=kernel.count(printed(_soon(kernel, plan)), "count-due_soon"),
        newest=newest(kernel, held),
        grid=kernel.grid(plan),
        indices=cards,
        indices_title=kernel.t("home.indices" if len(cards) == FOUR else "home.indices-any"),
        merger=merger_note(kernel),
        soon=soon,
        later=later,
        held=held,
        plans=tuple(plan_counts(kernel, each) for each in shown),
        plans_caption=kernel.t("home.plans-caption", day=kernel.day(as_of)),
        more_plans=len(portal.plans) > len(shown),
        communes=communes,
        communes_count=kernel.tally(len(communes.tiles), "agencies"),
        downloads=kernel.downloads("tasks"),
        charts=charts_for_home(kernel),
    )


def _soon(kernel: Kernel, plan: Plan) -> list[Task]:
    limit = kernel.measured.as_of + SOON
    return [due.task for due in upcoming(kernel, [plan]) if due.day <= limit]


def newest(kernel: Kernel, held: tuple[HeldDocument, ...]) -> Newest:
    """The quarter with the latest cut-off, where any is reported; else the newest document."""
    quarters = [
        quarter for plan in kernel.portal.plans.values() for quarter in plan.quarters if quarter.results
    ]
    if quarters:
        last = max(quarters, key=lambda quarter: quarter.record.cutoff)
        cutoff = last.record.cutoff
        return Newest(
            words=kernel.t("home.newest-report"),
            link=views.Link(last.quarter.label, urls.quarter(last.quarter)),
            day=kernel.computed(kernel.day(cutoff), cutoff.isoformat(), None, "reported"),
        )
    return Newest(kernel.t("home.newest-document"), held[0].link, held[0].day)


def said(kernel: Kernel, plan: Plan) -> tuple[views.Value, ...]:
    """“59 nhiệm vụ; 1 có văn bản chứng minh hoàn thành một phần; 59 chưa có báo cáo”, clause by clause."""
    tasks = plan.printed_tasks
    counts = kernel.measured.counts(tasks)
    partial = [s for s in (kernel.measured.standings[task.key] for task in tasks) if s.partial]
    proved = sum(1 for standing in partial if standing.evidence)
    clauses = (
        ("total", counts.total, "count-total"),
        ("done", counts.done, "count-done-of-due"),
        ("proved-partly", proved, "count-partial"),
        ("partly", len(partial) - proved, "count-partial"),
        ("reported", counts.reported, "count-reported"),
        ("unreported", counts.total - counts.reported, "count-reported"),
    )
    return tuple(
        kernel.computed(kernel.t(f"home.said.{key}", count=str(number)), str(number), None, rule)
        for key, number, rule in clauses
        if number
    )


def plan_counts(kernel: Kernel, plan: Plan) -> PlanCounts:
    """One plan's own counts."""
    counts = kernel.measured.counts(plan.printed_tasks)
    has = bool(plan.tasks)
    unreported = counts.by_code.get("due_unreported", 0)
    return PlanCounts(
        plan=kernel.plan_link(plan.id),
        owner=kernel.agency_link(plan.record.owner, short=True),
        total=kernel.count(counts.total, "count-total") if has else None,
        done_of_due=kernel.fraction(counts.done_of_due, counts.due, "count-done-of-due")
        if counts.due
        else None,
        due_unreported=kernel.count(unreported, "count-due_unreported") if has else None,
        reported=kernel.fraction(counts.reported, counts.total, "count-reported") if has else None,
        targets=kernel.tally(len(plan.targets), "targets") if plan.targets else None,
    )


def held_documents(kernel: Kernel) -> tuple[HeldDocument, ...]:
    """Documents whose text the portal holds, newest first, those without a date last."""
    held = [located for located in kernel.portal.documents.values() if located.record.held]
    dated = sorted((d for d in held if d.record.date), key=lambda d: str(d.record.date), reverse=True)
    found = []
    for located in [*dated, *(d for d in held if d.record.date is None)][:HELD_SHOWN]:
        record = located.record
        found.append(
            HeldDocument(
                day=kernel.value(kernel.day(record.date), located, "date", machine=record.date.isoformat())
                if record.date
                else None,
                undated=record.numbering == "blank",
                link=kernel.document_link(record.id),
                title=kernel.value(record.title, located, "title", machine=record.id)
                if record.title and record.symbol
                else None,
            )
        )
    return tuple(found)
