"""``/``: what was promised and done, on one phone screen; then what is due and where to find more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.charts.page_charts import charts_for_home
from generator.measures.metrics import Counts
from generator.measures.place import Place
from generator.model import wording
from generator.model.portal import Plan
from generator.pages.agencies.communes import commune_map
from generator.pages.front.due import DueLine, due_lines
from generator.pages.front.steering_tables import plan_title
from generator.pages.targets.headline_indices import IndexCard, index_cards, merger_note
from generator.view import cells, scopes, urls, views
from generator.view.cells import Content
from generator.view.feeds import Calendar, Feed
from generator.view.headline import headline
from generator.view.json_ld import LANGUAGE, JsonLd, Node
from generator.view.scopes import Scope
from generator.view.share_card import ShareCard, numbers
from generator.view.site import PageSpec
from generator.view.table import Table, TableCell, TableRow, count_column, one_group, title_column
from generator.view.task_views import TaskViews
from generator.view.values import Values

HELD_SHOWN = 6
"""Most documents with text that the home page names, newest first."""

PLANS_SHOWN = 6
"""Most plans whose counts the home page shows; the page of plans has all."""

FOUR = 4
"""With exactly this many indices the heading is “Bốn chỉ số”."""

SEARCHED = "search_term_string"
"""Name of the search text in schema.org's SearchAction."""


@dataclass(frozen=True, slots=True)
class HeldDocumentLine:
    """A document whose text is in the data."""

    day: views.Value | None
    """Its date; None if the copy has none."""
    undated: bool
    """Whether number and date are left blank in the text: as far as we know, it is not issued yet."""
    link: views.Link
    title: views.Value | None
    """None if the link shows it already, or there is none."""


@dataclass(frozen=True, slots=True)
class Newest:
    """What is new: the newest quarter with results, else the newest document with text."""

    words: str
    link: views.Link
    day: views.Value | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """View of the home page."""

    lead: str
    as_of: views.Value
    plan: views.Link
    figures: tuple[views.Figure, ...]
    headline: tuple[views.Value, ...]
    """The sentence about the plan's tasks: what is overdue and late first."""
    soon_count: views.Value
    """Number of tasks of the plan that fall due in the next 30 days."""
    newest: Newest | None
    grid: views.Grid
    indices: tuple[IndexCard, ...]
    indices_title: str
    merger: views.Value | None
    soon: tuple[DueLine, ...]
    later: tuple[DueLine, ...]
    held: tuple[HeldDocumentLine, ...]
    plans: Table
    """The counts of each plan."""
    more_plans: bool
    communes: views.TileMap
    communes_count: views.Value
    downloads: tuple[views.Link, ...]
    charts: tuple[views.Chart, ...] = ()


def pages(task_views: TaskViews, json_ld: JsonLd) -> Iterator[PageSpec]:
    """Yield the home page; its feed has all news and its calendar all tasks."""
    values = task_views.values
    settings = values.portal.settings
    description = values.t("home.description", city=settings.city)
    view = home(task_views)
    yield PageSpec(
        url=urls.HOME,
        title=settings.name,
        description=description,
        section="trang-chu",
        template="front/home.html.j2",
        view=view,
        tables=(view.plans,),
        index=True,
        card=ShareCard(values.t("home.question"), about=view.plan.text, figures=numbers(view.figures)),
        json_ld=descriptions(json_ld, description),
        charts=view.charts,
        feed=Feed(settings.name, lambda _: True),
        calendar=Calendar(
            values.t("follow.calendar-title", page=settings.name), tuple(values.portal.tasks())
        ),
    )


def descriptions(json_ld: JsonLd, description: str) -> tuple[Node, ...]:
    """Return the JSON-LD of the site, with the address of its search, and of its publisher if known."""
    publisher = json_ld.publisher()
    site: Node = {
        "@type": "WebSite",
        "name": json_ld.portal.settings.name,
        "description": description,
        "inLanguage": LANGUAGE,
        **json_ld.address("url", urls.HOME),
        **publisher,
    }
    target = json_ld.address("urlTemplate", f"{urls.SEARCH}?q={{{SEARCHED}}}")
    if target:
        site["potentialAction"] = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", **target},
            "query-input": f"required name={SEARCHED}",
        }
    return (site, *publisher.values())


def home(task_views: TaskViews) -> HomePage:
    """Make the view of the home page."""
    values = task_views.values
    portal = values.portal
    plan = portal.plans[portal.settings.headline_plan]
    counts = values.measured.counts(plan.printed_tasks)
    soon, later = due_lines(task_views)
    cards = index_cards(values)
    communes = commune_map(values)
    as_of = values.measured.as_of
    shown = tuple(portal.plans.values())[:PLANS_SHOWN]
    held = held_documents(values)
    return HomePage(
        lead=values.t("home.lead"),
        as_of=values.computed(wording.day(as_of), as_of.isoformat(), None, "as-of"),
        plan=values.plan_link(plan.id),
        figures=task_views.plan_figures(plan),
        headline=headline(values, counts, scopes.printed(plan.id)),
        soon_count=values.count(counts.due_soon, "count-due_soon", scopes.printed(plan.id)),
        newest=newest(values, held),
        grid=task_views.grid(plan),
        indices=cards,
        indices_title=values.t("home.indices" if len(cards) == FOUR else "home.indices-any"),
        merger=merger_note(values),
        soon=soon,
        later=later,
        held=held,
        plans=plans_table(task_views, shown),
        more_plans=len(portal.plans) > len(shown),
        communes=communes,
        communes_count=communes.total,
        downloads=values.downloads("tasks"),
        charts=charts_for_home(values),
    )


def newest(values: Values, held: tuple[HeldDocumentLine, ...]) -> Newest | None:
    """Return the quarter with the latest cut-off if any has results, else the newest document with text.

    None if there is neither.
    """
    quarters = [
        quarter for plan in values.portal.plans.values() for quarter in plan.quarters if quarter.results
    ]
    if quarters:
        last = max(quarters, key=lambda quarter: quarter.record.cutoff)
        cutoff = last.record.cutoff
        return Newest(
            words=values.t("home.newest-report"),
            link=views.Link(last.quarter.label, urls.quarter(last.quarter)),
            day=values.computed(wording.day(cutoff), cutoff.isoformat(), None, "reported"),
        )
    if not held:
        return None
    return Newest(values.t("home.newest-document"), held[0].link, held[0].day)


def plans_table(task_views: TaskViews, plans: Iterable[Plan]) -> Table:
    """Return a table of plans with their counts, which are never added up."""
    values = task_views.values
    keys = ("tasks", "overdue", "done-late", "done-of-due", "due-unreported", "reported", "targets")
    return Table(
        caption=values.t("home.plans-caption", day=wording.day(values.measured.as_of)),
        columns=(
            title_column(values.t("home.plan")),
            *(count_column(values.t(f"home.{key}")) for key in keys),
        ),
        groups=one_group(_plan_row(task_views, plan) for plan in plans),
        name="cac-ke-hoach",
    )


def _plan_row(task_views: TaskViews, plan: Plan) -> TableRow:
    values = task_views.values
    owner = values.agency_link(plan.record.owner, short=True)
    targets = (
        values.tally(len(plan.targets), scopes.rows("targets", plan=plan.id).each("number"))
        if plan.targets
        else cells.absent(values.t("home.none"))
    )
    title = plan_title(values.t, values.plan_link(plan.id), owner)
    return TableRow((title, *_task_counts(task_views, plan), targets))


def _task_counts(task_views: TaskViews, plan: Plan) -> tuple[Content | TableCell, ...]:
    """Return the counts of a plan's tasks, or that the data have no tasks of it."""
    values = task_views.values
    if not plan.tasks:
        return (TableCell(cells.absent(values.t("home.no-annex")), look="", columns=6),)
    counts = values.measured.counts(plan.printed_tasks)
    of = scopes.printed(plan.id)
    return (
        values.count(counts.total, "count-total", of),
        values.count(counts.at(Place.OVERDUE), "count-overdue", of),
        values.count(counts.at(Place.DONE_LATE), "count-done_late", of),
        _done_of_due(task_views, counts, of),
        values.count(counts.at(Place.DUE_UNREPORTED), "count-due_unreported", of),
        values.fraction(counts.reported, counts.total, "count-reported", of),
    )


def _done_of_due(task_views: TaskViews, counts: Counts, of: Scope) -> Content:
    """The rate, with how many tasks of its denominator have uncertain wording; words while nothing is due."""
    values = task_views.values
    if not counts.due:
        return cells.absent(values.t("home.none-due"))
    done = values.fraction(counts.done_of_due, counts.due, "count-done-of-due", of)
    uncertain = task_views.uncertain_of_due(counts, of)
    return cells.spaced(done, cells.item(uncertain, note=True) if uncertain else None)


def held_documents(values: Values) -> tuple[HeldDocumentLine, ...]:
    """Return documents with text, newest first, those without a date last, at most `HELD_SHOWN`."""
    held = [located for located in values.portal.documents.values() if located.record.held]
    dated = sorted((d for d in held if d.record.date), key=lambda d: str(d.record.date), reverse=True)
    found = []
    for located in [*dated, *(d for d in held if d.record.date is None)][:HELD_SHOWN]:
        record = located.record
        found.append(
            HeldDocumentLine(
                day=values.value(wording.day(record.date), located, "date", machine=record.date.isoformat())
                if record.date
                else None,
                undated=record.numbering == "blank",
                link=values.document_link(record.id),
                title=values.value(record.title, located, "title", machine=record.id)
                if record.title and record.symbol
                else None,
            )
        )
    return tuple(found)
