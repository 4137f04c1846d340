"""``/ke-hoach/``: the list of plans with their counts, and each plan's page with its full text."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.charts.page_charts import charts_for_plan
from generator.charts.plot import documents_of
from generator.model import records, wording
from generator.model.portal import Located, Plan
from generator.pages.agencies.communes import COMMUNES, commune_ids, plans_by_owner
from generator.pages.plans.plan_text import PlanClause, clauses, contents, sentence_case, unit_title, units
from generator.view import scopes, urls, views
from generator.view.citations import quoted
from generator.view.embeds import BadgeEmbed, BadgeGroup
from generator.view.fields.plans import PLANS
from generator.view.headline import headline
from generator.view.notices import Notices
from generator.view.share_card import ShareCard, numbers
from generator.view.shown_fields import marked_by, shown_fields
from generator.view.site import PageSpec, SearchRecord
from generator.view.task_views import TaskViews
from generator.view.threads import Threads
from generator.view.values import Values

DETAILED = 6
"""Most plans that the list shows with figures; further plans are only named."""

BELOW = frozenset({"implements", "based_on", "reports_on"})
"""Types of relation that put a document below another in the thread."""

DEEPEST = 4
"""Limit for the steps downward in the thread."""


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in the list, and at the top of its page."""

    plan: views.Link
    title: views.Value
    document: views.Link
    owner: views.Link
    scope: str
    period: views.Value
    figures: tuple[views.Figure, ...]
    """Empty if the data have no tasks of the plan."""
    headline: tuple[views.Value, ...]
    """The sentence about its tasks; empty without tasks."""
    targets: views.Value | None
    tasks_url: str
    targets_url: str
    undated: bool


@dataclass(frozen=True, slots=True)
class PlanIndex:
    """View of the list of plans."""

    cards: tuple[PlanCard, ...]
    others: tuple[views.Link, ...]
    without: views.Value
    """Number of communes whose plan the data lack, out of all communes."""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A section on responsibilities: the agencies that it names, and a link to it."""

    agencies: tuple[views.Link, ...]
    place: views.Link


@dataclass(frozen=True, slots=True)
class PlanPage:
    """View of a plan's page."""

    card: PlanCard
    held: bool
    """Whether the text of its document is in the data."""
    fields: tuple[views.ShownField, ...]
    """Declared fields, after those of the card."""
    note: views.Value | None
    uncertain: tuple[views.Value, ...]
    """Names of the plan's uncertain fields, each with its raw OCR, unless it is beside their value."""
    restored: bool
    """Whether its text had to be restored from a scan."""
    grid: views.Grid | None
    """None if the data have no tasks of the plan."""
    thread: tuple[views.ThreadNode, ...]
    duties: tuple[Responsibility, ...]
    contents: tuple[views.Link, ...]
    clauses: tuple[PlanClause, ...]
    notices: tuple[views.Notice, ...]
    downloads: tuple[views.Link, ...]
    receipt: views.Receipt
    cite: str
    charts: tuple[views.Chart, ...] = ()


def pages(task_views: TaskViews, threads: Threads, notices: Notices) -> Iterator[PageSpec]:
    """Yield the list, then a page for each plan."""
    values = task_views.values
    title = values.t("plans.title")
    yield PageSpec(
        url=urls.PLANS,
        title=title,
        description=values.t("plans.description"),
        section="ke-hoach",
        template="plans/plans.html.j2",
        view=index(task_views),
        crumbs=values.crumbs(),
        search=(SearchRecord(urls.PLANS, title, "page", weight=2),),
        index=True,
    )
    for plan in values.portal.plans.values():
        yield plan_page(task_views, threads, notices, plan)


def index(task_views: TaskViews) -> PlanIndex:
    """Make the view of the list, with the city's plans first."""
    values = task_views.values
    plans = sorted(values.portal.plans.values(), key=lambda plan: plan.record.scope != "city")
    owners = plans_by_owner(values.portal)
    communes = commune_ids(values.portal)
    without = sum(1 for commune in communes if commune not in owners)
    return PlanIndex(
        cards=tuple(card(task_views, plan) for plan in plans[:DETAILED]),
        others=tuple(values.plan_link(plan.id) for plan in plans[DETAILED:]),
        without=values.fraction(
            without, len(communes), "count-commune-plans", COMMUNES.where(plans=""), COMMUNES
        ),
    )


def card(task_views: TaskViews, plan: Plan) -> PlanCard:
    """Describe a plan with its counts."""
    values = task_views.values
    record = plan.record
    located = located_plan(plan)
    first, last = record.period.first, record.period.last
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    key = "year" if whole_years and first.year == last.year else "years" if whole_years else "days"
    period = values.t(
        f"plans.period-{key}",
        first=str(first.year) if whole_years else wording.day(first),
        last=str(last.year) if whole_years else wording.day(last),
    )
    return PlanCard(
        plan=values.plan_link(plan.id),
        title=values.value(record.title, located, "title", machine=plan.id),
        document=values.document_link(record.document),
        owner=values.agency_link(record.owner),
        scope=values.code_word(records.PlanRecord, "scope", record.scope),
        period=values.value(period, located, "period", machine=f"{first.isoformat()}/{last.isoformat()}"),
        figures=task_views.plan_figures(plan) if plan.tasks else (),
        headline=headline(values, values.measured.counts(plan.printed_tasks), scopes.printed(plan.id)),
        targets=values.tally(len(plan.targets), scopes.rows("targets", plan=plan.id).each("number"))
        if plan.targets
        else None,
        tasks_url=urls.plan_tasks(plan.id),
        targets_url=urls.plan_targets(plan.id),
        undated=values.portal.is_undated(plan),
    )


def located_plan(plan: Plan) -> Located[records.PlanRecord]:
    """Return the plan's own record with its place, for receipts."""
    return Located(plan.record, plan.place, plan.ref)


def plan_page(task_views: TaskViews, threads: Threads, notices: Notices, plan: Plan) -> PageSpec:
    """Make the page of one plan."""
    values = task_views.values
    record = plan.record
    title = values.t("plans.index")
    view = plan_view(task_views, threads, notices, plan)
    return PageSpec(
        url=urls.plan(plan.id),
        title=record.short_title,
        description=values.t(
            "plans.page-description",
            plan=record.short_title,
            document=values.source_label(record.document),
            owner=values.agency_name(record.owner),
        ),
        section="ke-hoach",
        template="plans/plan.html.j2",
        view=view,
        crumbs=values.crumbs(views.Link(title, urls.PLANS)),
        search=(plan_record(values, plan), *section_records(values, plan)),
        card=share_card(values, plan, view),
        charts=view.charts,
        badge=badge(values, plan, view),
    )


def share_card(values: Values, plan: Plan, view: PlanPage) -> ShareCard:
    """Make a plan's share card: its counts, and a note if it has no number and date."""
    figures = numbers(view.card.figures)
    lines: tuple[str, ...] = ()
    if not figures:
        lines = (values.t("sharing.no-tasks"),)
        if view.card.targets is not None:
            figures = ((view.card.targets.text, values.t("plans.targets-count")),)
    kicker = values.t("sharing.plan")
    if view.card.document.text not in view.card.plan.text:
        kicker = f"{kicker} · {view.card.document.text}"
    return ShareCard(
        title=plan.record.short_title,
        kicker=kicker,
        figures=figures,
        lines=lines,
        note=values.t("site.plan.undated") if view.card.undated else "",
    )


def badge(values: Values, plan: Plan, view: PlanPage) -> BadgeEmbed | None:
    """Make a badge of the states of the plan's tasks; None if the data have no tasks of it."""
    if view.grid is None:
        return None
    return BadgeEmbed(
        url=urls.embed_plan(plan.id),
        page=views.Link(plan.record.short_title, urls.plan(plan.id)),
        group=BadgeGroup("ke-hoach", values.t("embeds.plans")),
        plan=view.card.plan,
        role="",
        figures=view.card.figures,
        key=view.grid.key,
        documents=documents_of(values, (plan,)),
        gallery=urls.EMBEDS,
    )


def plan_view(task_views: TaskViews, threads: Threads, notices: Notices, plan: Plan) -> PlanPage:
    """Make the view of a plan's page."""
    values = task_views.values
    record = plan.record
    located = located_plan(plan)
    document = values.portal.documents[record.document]
    seen = {notice.id: notice for ref in (plan.ref, document.ref) for notice in notices.about(ref)}
    body = clauses(values, notices, plan, noted=frozenset(seen))
    return PlanPage(
        card=card(task_views, plan),
        held=document.record.held,
        note=values.value(record.note, located, "note", machine=plan.id) if record.note else None,
        fields=shown_fields(values, located, PLANS, plan),
        uncertain=values.uncertain_fields(located, frozenset({"period"}) | marked_by(PLANS)),
        restored=record.text == "restored",
        grid=task_views.grid(plan) if plan.tasks else None,
        thread=thread(values, threads, plan),
        duties=duties(values, plan),
        contents=contents(plan),
        clauses=body,
        notices=tuple(seen.values()),
        downloads=downloads(values, plan),
        receipt=values.receipt(located),
        cite=values.t(
            "plans.cite"
            if values.source_label(record.document) != record.short_title
            else "plans.cite-unnumbered",
            name=values.portal.settings.name,
            title=quoted(record.title),
            document=values.source_label(record.document),
            day=wording.day(values.measured.as_of),
            url=urls.plan(plan.id),
        ),
        charts=charts_for_plan(values, plan),
    )


def thread(values: Values, threads: Threads, plan: Plan) -> tuple[views.ThreadNode, ...]:
    """Return the documents above the plan's, the plan itself, then documents and plans based on it."""
    nodes = list(threads.thread_of_documents(plan.record.document))
    label = values.source_label(plan.record.document)
    note = "" if label == plan.record.short_title else label
    nodes.append(views.ThreadNode(plan.record.short_title, "", note, here=True))
    resting = below(values, plan.record.document)
    nodes.extend(resting[:DETAILED])
    if len(resting) > DETAILED:
        more = values.t("plans.thread-more", count=str(len(resting) - DETAILED))
        nodes.append(views.ThreadNode(more, urls.document(plan.record.document), ""))
    return tuple(nodes)


def below(values: Values, document_id: str, depth: int = 0) -> list[views.ThreadNode]:
    """Return the documents that implement, build or report on a document, each followed by those below it.

    Args:
        values: The parts that make values and links.
        document_id: Id of the document above.
        depth: Steps below the first document.
    """
    found: list[views.ThreadNode] = []
    if depth > DEEPEST:
        return found
    for other in values.portal.documents.values():
        related = {r.document for r in other.record.relations if r.type in BELOW}
        if document_id not in related:
            continue
        plan = values.portal.plan_of_document.get(other.record.id)
        held = values.t("site.document.held" if other.record.held else "site.document.only-cited")
        label = values.source_label(other.record.id)
        if plan is not None:
            node = views.ThreadNode(plan.record.short_title, urls.plan(plan.id), held)
        else:
            title = f"{other.record.title} · {held}" if other.record.title else held
            node = views.ThreadNode(label, urls.document(other.record.id), title)
        for each in (node, *below(values, other.record.id, depth + 1)):
            if each.url not in {known.url for known in found}:
                found.append(each)
    return found


def duties(values: Values, plan: Plan) -> tuple[Responsibility, ...]:
    """Return the outermost sections on responsibilities in printed order."""
    found: list[Responsibility] = []
    taken: list[str] = []
    for section in plan.sections:
        number = section.record.number
        if section.record.kind != "responsibility" or not section.record.agencies:
            continue
        if any(number.startswith(f"{above}.") for above in taken):
            continue
        taken.append(number)
        place = views.Link(values.t("plans.place", number=number), urls.section(plan.id, number))
        found.append(Responsibility(values.agency_links(section.record.agencies), place))
    return tuple(found)


def downloads(values: Values, plan: Plan) -> tuple[views.Link, ...]:
    """Return links to the tables that contain the plan's rows, and to its text."""
    found = []
    for table, has in (("tasks", bool(plan.tasks)), ("targets", bool(plan.targets))):
        if has:
            name = values.t(f"plans.table-{table}")
            found += [views.Link(f"{name}, {link.text}", link.url) for link in values.downloads(table)]
    if plan.record.document in values.portal.texts:
        url = f"{urls.document(plan.record.document)}van-ban-goc.txt"
        found.append(views.Link(values.t("plans.text-held"), url))
    return tuple(found)


def plan_record(values: Values, plan: Plan) -> SearchRecord:
    """Return the search record of a plan."""
    record = plan.record
    label = values.source_label(record.document)
    undated = values.t("site.plan.undated") if values.portal.is_undated(plan) else ""
    years = "-".join(dict.fromkeys((str(record.period.first.year), str(record.period.last.year))))
    called = (values.t("plans.search-name", years=years),) if record.scope == "city" else ()
    return SearchRecord(
        url=urls.plan(plan.id),
        title=record.short_title,
        kind="plan",
        agencies=(values.agency_name(record.owner),),
        state=undated,
        names=tuple(dict.fromkeys((record.title, label, *called))),
        weight=2,
        plan=plan.id,
    )


def section_records(values: Values, plan: Plan) -> tuple[SearchRecord, ...]:
    """Return a search record for each unit of the plan's body, see `Unit`."""
    undated = values.t("site.plan.undated") if values.portal.is_undated(plan) else ""
    return tuple(
        SearchRecord(
            url=urls.section(plan.id, unit.section.record.number),
            title=sentence_case(unit_title(unit.section.record)),
            kind="section",
            number=unit.section.record.number,
            agencies=tuple(values.agency_name(agency) for agency in unit.section.record.agencies),
            state=undated,
            words=unit.words,
            area=unit.section.record.area or "",
            plan=plan.id,
            is_row=True,
        )
        for unit in units(plan)
    )
