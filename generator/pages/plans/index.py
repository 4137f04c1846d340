"""``/ke-hoach/``: every plan with its own counts; each plan with its chain of documents and its full text."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.charts.page_charts import charts_for_plan
from generator.model import records
from generator.model.portal import Located, Plan
from generator.pages.agencies.communes import commune_ids, plans_by_owner
from generator.pages.plans.plan_text import Clause, clauses, contents, sentence_case, unit_title, units
from generator.view import urls, views
from generator.view.kernel import Kernel
from generator.view.site import PageSpec, SearchRecord

DETAILED = 6
"""Plans the index shows with their figures; further communes' plans stand in a list."""

BELOW = frozenset({"implements", "based_on", "reports_on"})
"""Relations by which a document stands below another in the thread."""

DEEPEST = 4
"""How many steps down the thread goes."""


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan on the index."""

    plan: views.Link
    title: views.Value
    document: views.Link
    owner: views.Link
    scope: str
    period: views.Value
    figures: tuple[views.Figure, ...]
    """Empty where the portal holds no task list."""
    targets: views.Value | None
    tasks_url: str
    targets_url: str
    undated: bool


@dataclass(frozen=True, slots=True)
class PlanIndex:
    """All plans, and the communes without one."""

    cards: tuple[PlanCard, ...]
    others: tuple[views.Link, ...]
    without: views.Value
    """Communes whose plan the portal does not hold, of all."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A responsibility block: whom the text charges, and where it says so."""

    agencies: tuple[views.Link, ...]
    place: views.Link


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything a plan's page answers."""

    card: PlanCard
    held: bool
    note: views.Value | None
    restored: bool
    grid: views.Grid | None
    """None where the portal holds no task list of the plan."""
    thread: tuple[views.ThreadNode, ...]
    duties: tuple[Duty, ...]
    contents: tuple[views.Link, ...]
    clauses: tuple[Clause, ...]
    notices: tuple[views.Notice, ...]
    downloads: tuple[views.Link, ...]
    receipt: views.Receipt
    cite: str
    charts: tuple[views.Chart, ...] = ()


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The index, then a page for each plan."""
    title = kernel.t("plans.title")
    yield PageSpec(
        url=urls.PLANS,
        title=title,
        description=kernel.t("plans.description"),
        section="ke-hoach",
        template="plans.html.j2",
        view=index(kernel),
        crumbs=kernel.crumbs(),
        search=(SearchRecord(urls.PLANS, title, "page", weight=2),),
        index=True,
    )
    for plan in kernel.portal.plans.values():
        yield plan_page(kernel, plan)


def index(kernel: Kernel) -> PlanIndex:
    """The plans, the city's first, each with its own counts."""
    plans = sorted(kernel.portal.plans.values(), key=lambda plan: plan.record.scope != "city")
    owners = plans_by_owner(kernel)
    communes = commune_ids(kernel)
    without = sum(1 for commune in communes if commune not in owners)
    return PlanIndex(
        cards=tuple(card(kernel, plan) for plan in plans[:DETAILED]),
        others=tuple(kernel.plan_link(plan.id) for plan in plans[DETAILED:]),
        without=kernel.fraction(without, len(communes), "count-total"),
    )


def card(kernel: Kernel, plan: Plan) -> PlanCard:
    """What the plan is, with its own counts."""
    record = plan.record
    located = located_plan(plan)
    first, last = record.period.first, record.period.last
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    key = "year" if whole_years and first.year == last.year else "years" if whole_years else "days"
    period = kernel.t(
        f"plans.period-{key}",
        first=str(first.year) if whole_years else kernel.day(first),
        last=str(last.year) if whole_years else kernel.day(last),
    )
    return PlanCard(
        plan=kernel.plan_link(plan.id),
        title=kernel.value(record.title, located, "title", machine=plan.id),
        document=kernel.document_link(record.document),
        owner=kernel.agency_link(record.owner),
        scope=kernel.t(f"plans.scope-{record.scope}"),
        period=kernel.value(period, located, "period", machine=f"{first.isoformat()}/{last.isoformat()}"),
        figures=kernel.plan_figures(plan) if plan.tasks else (),
        targets=kernel.tally(len(plan.targets), "targets") if plan.targets else None,
        tasks_url=urls.plan_tasks(plan.id),
        targets_url=urls.plan_targets(plan.id),
        undated=kernel.portal.is_undated(plan),
    )


def located_plan(plan: Plan) -> Located[records.Plan]:
    """The plan's own record with its place, for receipts."""
    return Located(plan.record, plan.place, plan.ref)


def plan_page(kernel: Kernel, plan: Plan) -> PageSpec:
    """One plan on its own page."""
    record = plan.record
    title = kernel.t("plans.index")
    return PageSpec(
        url=urls.plan(plan.id),
        title=record.short_title,
        description=kernel.t(
            "plans.page-description",
            plan=record.short_title,
            document=kernel.source_label(record.document),
            owner=kernel.agency_name(record.owner),
        ),
        section="ke-hoach",
        template="plan.html.j2",
        view=plan_view(kernel, plan),
        crumbs=kernel.crumbs(views.Link(title, urls.PLANS)),
        search=(plan_record(kernel, plan), *section_records(kernel, plan)),
    )


def plan_view(kernel: Kernel, plan: Plan) -> PlanPage:
    """View of a plan's page."""
    record = plan.record
    located = located_plan(plan)
    document = kernel.portal.documents[record.document]
    seen = {notice.id: notice for ref in (plan.ref, document.ref) for notice in kernel.notices(ref)}
    body = clauses(kernel, plan, told=frozenset(seen))
    return PlanPage(
        card=card(kernel, plan),
        held=document.record.held,
        note=kernel.value(record.note, located, "note", machine=plan.id) if record.note else None,
        restored=record.text == "restored",
        grid=kernel.grid(plan) if plan.tasks else None,
        thread=thread(kernel, plan),
        duties=duties(kernel, plan),
        contents=contents(plan),
        clauses=body,
        notices=tuple(seen.values()),
        downloads=downloads(kernel, plan),
        receipt=kernel.receipt(located),
        cite=kernel.t(
            "plans.cite",
            name=kernel.portal.settings.name,
            title=record.title,
            document=kernel.source_label(record.document),
            day=kernel.day(kernel.measured.as_of),
            url=urls.plan(plan.id),
        ),
        charts=charts_for_plan(kernel, plan),
    )


def thread(kernel: Kernel, plan: Plan) -> tuple[views.ThreadNode, ...]:
    """Documents above the plan's, the plan itself, then documents and plans that say they rest on it."""
    nodes = list(kernel.thread_of_documents(plan.record.document))
    label = kernel.source_label(plan.record.document)
    note = "" if label == plan.record.short_title else label
    nodes.append(views.ThreadNode(plan.record.short_title, "", note, here=True))
    resting = below(kernel, plan.record.document)
    nodes.extend(resting[:DETAILED])
    if len(resting) > DETAILED:
        more = kernel.t("plans.thread-more", count=str(len(resting) - DETAILED))
        nodes.append(views.ThreadNode(more, urls.document(plan.record.document), ""))
    return tuple(nodes)


def below(kernel: Kernel, document_id: str, depth: int = 0) -> list[views.ThreadNode]:
    """Documents whose text says they implement a document, rest or report on it, nearest first."""
    found: list[views.ThreadNode] = []
    if depth > DEEPEST:
        return found
    for other in kernel.portal.documents.values():
        related = {r.document for r in other.record.relations if r.type in BELOW}
        if document_id not in related:
            continue
        plan = kernel.portal.plan_of_document.get(other.record.id)
        held = kernel.t("site.document.held" if other.record.held else "site.document.only-cited")
        label = kernel.source_label(other.record.id)
        if plan is not None:
            node = views.ThreadNode(plan.record.short_title, urls.plan(plan.id), held)
        else:
            title = f"{other.record.title} · {held}" if other.record.title else held
            node = views.ThreadNode(label, urls.document(other.record.id), title)
        for each in (node, *below(kernel, other.record.id, depth + 1)):
            if each.url not in {known.url for known in found}:
                found.append(each)
    return found


def duties(kernel: Kernel, plan: Plan) -> tuple[Duty, ...]:
    """Outermost responsibility blocks in printed order."""
    found: list[Duty] = []
    taken: list[str] = []
    for section in plan.sections:
        number = section.record.number
        if section.record.kind != "responsibility" or not section.record.agencies:
            continue
        if any(number.startswith(f"{above}.") for above in taken):
            continue
        taken.append(number)
        place = views.Link(kernel.t("plans.place", number=number), urls.section(plan.id, number))
        found.append(Duty(kernel.agency_links(section.record.agencies), place))
    return tuple(found)


def downloads(kernel: Kernel, plan: Plan) -> tuple[views.Link, ...]:
    """Tables with the plan's rows, and its text as held."""
    found = []
    for table, has in (("tasks", bool(plan.tasks)), ("targets", bool(plan.targets))):
        if has:
            name = kernel.t(f"plans.table-{table}")
            found += [views.Link(f"{name}, {link.text}", link.url) for link in kernel.downloads(table)]
    if plan.record.document in kernel.portal.texts:
        url = f"{urls.document(plan.record.document)}van-ban-goc.txt"
        found.append(views.Link(kernel.t("plans.text-held"), url))
    return tuple(found)


def plan_record(kernel: Kernel, plan: Plan) -> SearchRecord:
    """What finds the plan."""
    record = plan.record
    label = kernel.source_label(record.document)
    undated = kernel.t("site.plan.undated") if kernel.portal.is_undated(plan) else ""
    years = "-".join(dict.fromkeys((str(record.period.first.year), str(record.period.last.year))))
    called = (kernel.t("plans.search-name", years=years),) if record.scope == "city" else ()
    return SearchRecord(
        url=urls.plan(plan.id),
        title=record.short_title,
        kind="plan",
        agencies=(kernel.agency_name(record.owner),),
        state=undated,
        names=tuple(dict.fromkeys((record.title, label, *called))),
        weight=2,
        plan=plan.id,
    )


def section_records(kernel: Kernel, plan: Plan) -> tuple[SearchRecord, ...]:
    """What finds each lettered item and responsibility block: its first words, then all of them."""
    undated = kernel.t("site.plan.undated") if kernel.portal.is_undated(plan) else ""
    return tuple(
        SearchRecord(
            url=urls.section(plan.id, unit.section.record.number),
            title=sentence_case(unit_title(unit.section.record)),
            kind="section",
            number=unit.section.record.number,
            agencies=tuple(kernel.agency_name(agency) for agency in unit.section.record.agencies),
            state=undated,
            words=unit.words,
            area=unit.section.record.area or "",
            plan=plan.id,
        )
        for unit in units(plan)
    )
