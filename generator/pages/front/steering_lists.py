"""The lists of tasks on the steering committee's page, by the place in which each task is counted.

Agencies are named over the tasks that are past a reporting day without a report only if they may be named as
silent in some round (`reporters.PlanReporters.silent`); all other such tasks are listed without names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.measures.clock import SOON
from generator.measures.metrics import Measured
from generator.measures.place import Place
from generator.measures.reporters import handed_in_by, lead_entry, leads_of, leaf_tasks
from generator.measures.schedule import LeadEntry
from generator.model import wording
from generator.model.portal import Plan, Task
from generator.pages.front.due import PRINTED, days_ahead, printed, upcoming
from generator.pages.front.steering_tables import plan_title, tasks_table
from generator.view import cells, scopes, urls, views
from generator.view.cells import Linked, MarkedValue, Span
from generator.view.excerpts import excerpt
from generator.view.scopes import Scope
from generator.view.table import RowGroup, Table, TableRow, count_column, one_group, title_column
from generator.view.task_views import TaskViews
from generator.view.values import Values

FAR = timedelta(days=90)
"""How far ahead the page looks."""

PLACES: Mapping[str, Place] = {
    "overdue": Place.OVERDUE,
    "late": Place.DONE_LATE,
    "unreported": Place.DUE_UNREPORTED,
    "due": Place.DUE,
}
"""Places with a list of their own, by the id of the list, in page order."""

ANCHORS = {
    "overdue": "qua-han",
    "late": "tre-han",
    "unreported": "chua-co-bao-cao",
    "due": "den-han",
    "soon": "trong-30-ngay",
    "far": "trong-90-ngay",
}
"""Anchors of the lists; they must never change, because people link to them."""

KEYS = tuple(ANCHORS)
"""Ids of the lists in page order."""

PAST = frozenset(ANCHORS[key] for key in PLACES)
"""Anchors of the lists of tasks whose day has passed."""

TITLE = 160
"""Most characters of a task's title in the lists."""

Dated = list[tuple[Task, date]]
"""Tasks without sub-tasks, each with the last day on which it is in time."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """One list of tasks, such as those that are overdue, grouped by agency."""

    id: str
    title: str
    note: str
    empty: str
    table: Table | None
    """The tasks, grouped by agency; None if there are none."""
    parts_note: bool
    """Whether the list has another number of tasks than the count of whole tasks says."""
    receipt: views.Receipt


def listed(measured: Measured, plan: Plan) -> Mapping[str, Dated]:
    """Return the tasks of each list: by place, longest waiting first, then those that fall due next."""
    found: dict[str, Dated] = {key: [] for key in KEYS}
    for key, place in PLACES.items():
        for task in leaf_tasks(plan):
            facts = measured.standings[task.key].facts
            if facts.place is place and facts.due is not None:
                found[key].append((task, facts.due))
        found[key].sort(key=lambda dated: dated[1])
    for due in upcoming(measured, [plan]):
        if due.day <= measured.as_of + FAR:
            found["soon" if due.day <= measured.as_of + SOON else "far"].append((due.task, due.day))
    return found


def silent_agencies(measured: Measured, plan: Plan) -> frozenset[str]:
    """Return the ids of agencies that may be named as silent on a plan in any round."""
    quarters = measured.portal.quarter_files
    return frozenset(a for q in quarters for a in measured.plan_reporters(plan, q).silent)


def named_leads(measured: Measured, plan: Plan) -> frozenset[str]:
    """Return the leads that may be named over tasks without a report: silent ones, or with silent members."""
    silent, portal = silent_agencies(measured, plan), measured.portal
    return frozenset(
        lead
        for lead in leads_of(leaf_tasks(plan))
        if any(handed_in_by(portal, each) in silent for each in portal.members.get(lead, (lead,)))
    )


def _leads(measured: Measured, plan: Plan, key: str, dated: Dated) -> list[str]:
    """Return the leads that head a group in a list, those with most tasks first."""
    leads = leads_of(task for task, _ in dated)
    if key == "unreported":
        named = named_leads(measured, plan)
        leads = tuple(lead for lead in leads if lead in named)
    return sorted(leads, key=lambda lead: -sum(1 for task, _ in dated if lead in task.record.lead))


def task_list(task_views: TaskViews, plan: Plan, key: str, dated: Dated) -> TaskList:
    """Make one list, grouped by lead; tasks without a lead that may be named come last."""
    values = task_views.values
    leads = _leads(values.measured, plan, key, dated)
    of = list_scope(values.measured, plan, key)
    groups = [_group(task_views, lead, _led(dated, lead), of.naming("lead", lead), key) for lead in leads]
    rest = [(task, day) for task, day in dated if not set(task.record.lead) & set(leads)]
    unnamed = [(task, day) for task, day in rest if not _is_gap(task)]
    gaps = [(task, day) for task, day in rest if _is_gap(task)]
    others = of.naming_none("lead", *leads)
    if unnamed:
        groups.append(_group(task_views, None, unnamed, _without_gap(others, gaps), key))
    if gaps:
        groups.append(_group(task_views, NOT_ENTERED, gaps, _gap(others), key))
    listed_in = (*(_led(dated, lead) for lead in leads), unnamed, gaps)
    in_order = [task for found in listed_in for task, _ in found]
    title = values.t(f"steering.{key}.title")
    place = PLACES.get(key)
    whole = values.measured.counts(plan.printed_tasks).at(place) if place else len(dated)
    return TaskList(
        id=ANCHORS[key],
        title=title,
        note=values.t(f"steering.{key}.note"),
        empty=values.t(f"steering.{key}.empty"),
        table=tasks_table(values, title, groups, in_order, states=place is not None) if groups else None,
        parts_note=place is not None and printed(task for task, _ in dated) != whole,
        receipt=values.counted(RULES.get(key, "due-soon")),
    )


RULES = {"overdue": "overdue", "late": "late", "unreported": "due-unreported", "due": "due"}
"""Rule that explains each list by place."""


NOT_ENTERED = ""
"""Stands for the lead of tasks whose text names one that was not entered."""


def _is_gap(task: Task) -> bool:
    """Whether the text names leads of a task, and none was entered."""
    return lead_entry(task) is LeadEntry.NONE


def _gap(of: Scope) -> Scope:
    """Of some rows, those whose lead was not entered, not even in part."""
    return of.where(lead="").naming("not_entered", "lead")


def _without_gap(of: Scope, gaps: Sequence[object]) -> Scope:
    """The other rows; all of them if there are no gaps."""
    return of.naming_none("not_entered", "lead") if gaps else of


def _led(dated: Dated, lead: str) -> Dated:
    return [(task, day) for task, day in dated if lead in task.record.lead]


def _group(task_views: TaskViews, lead: str | None, dated: Dated, of: Scope, key: str) -> RowGroup:
    """Return a group of tasks under its lead; without one, under words that say why nobody is named."""
    values = task_views.values
    if lead == NOT_ENTERED:
        named: str | views.Link = values.t("steering.lead-missing")
    elif lead is not None:
        named = values.agency_link(lead)
    elif key == "unreported":
        named = values.t("steering.unnamed" if values.portal.quarter_files else "reporters.no-round")
    else:
        named = values.t("steering.no-lead")
    count = number(values, dated, of)
    return RowGroup(
        rows=tuple(_task(task_views, task, day, states=key in PLACES) for task, day in dated),
        heading=cells.spaced(named, cells.note(count, f" {values.t('steering.tasks')}")),
    )


def list_scope(measured: Measured, plan: Plan, key: str) -> Scope:
    """The published rows of a list (see `listed`)."""
    if key in PLACES:
        return scopes.rows("tasks", plan=plan.id, sub_tasks="", counted_as=PLACES[key])
    today = measured.as_of
    if key == "soon":
        return days_ahead(plan.id, today, today + SOON)
    return days_ahead(plan.id, today + SOON + timedelta(days=1), today + FAR)


def _task(task_views: TaskViews, task: Task, day: date, *, states: bool) -> TableRow:
    """Return a task's row: the beginning of its title and the last day on which it is in time."""
    values = task_views.values
    standing = values.measured.standings[task.key]
    facts = standing.facts
    title = values.value(excerpt(task.full_title, TITLE), task, "title", machine=task.key)
    own = (
        values.value(task.number, task, "number"),
        Linked(urls.task(task), title),
        Span(task_views.deadline_value(task)),
        Span(values.computed(wording.day(day), day.isoformat(), task, facts.rule)),
    )
    if not states:
        return TableRow(own)
    detail = task_views.schedule_detail(task, facts)
    state = MarkedValue(values.mark_of(standing), task_views.schedule_value(task, facts))
    return TableRow((*own, cells.spaced(state, Span(detail, "detail") if detail else None)))


def summary_table(values: Values, plan: Plan, found: Mapping[str, Dated]) -> Table:
    """Count each agency's tasks in the lists; a task with several leads counts for each of them.

    Agencies without a task in any list are left out, unless that is all of them.
    While nobody may be named as silent, there is no column of tasks without a report.
    """
    keys = [key for key in KEYS if key != "unreported" or named_leads(values.measured, plan)]
    leads: list[str | None] = list(leads_of(leaf_tasks(plan)))
    leads += [None, NOT_ENTERED]
    dated = [task for key in keys for task, _ in found[key]]
    leads = [lead for lead in leads if lead or any(_is_led(task, lead) for task in dated)]
    busy = [lead for lead in leads if any(_is_led(task, lead) for task in dated)]
    return Table(
        caption=values.t("steering.summary.caption"),
        columns=(
            title_column(values.t("steering.reporting.agency")),
            *(count_column(values.t(f"steering.summary.{key}")) for key in keys),
        ),
        groups=one_group(
            _summary_row(values, plan, lead, {key: found[key] for key in keys}) for lead in busy or leads
        ),
        look="records by-lead",
        is_filtered=False,
    )


def _summary_row(values: Values, plan: Plan, lead: str | None, lists: Mapping[str, Dated]) -> TableRow:
    numbers = []
    for key, dated in lists.items():
        of = list_scope(values.measured, plan, key)
        own = [(task, day) for task, day in dated if _is_led(task, lead)]
        numbers.append(number(values, own, _of_lead(of, lead, [task for task, _ in dated])))
    nobody = values.t("steering.lead-missing" if lead == NOT_ENTERED else "steering.no-lead")
    return TableRow((values.agency_link(lead, short=True) if lead else nobody, *numbers))


def _of_lead(of: Scope, lead: str | None, tasks: Sequence[Task]) -> Scope:
    """Of some rows, those of a lead as in `_is_led`; `tasks` are the tasks of all of them."""
    if lead:
        return of.naming("lead", lead)
    gaps = [task for task in tasks if _is_gap(task)]
    return _gap(of) if lead == NOT_ENTERED else _without_gap(of.where(lead=""), gaps)


def _is_led(task: Task, lead: str | None) -> bool:
    """Whether an agency leads a task; for None, whether the text names no lead; else see `NOT_ENTERED`."""
    if lead:
        return lead in task.record.lead
    return _is_gap(task) if lead == NOT_ENTERED else not task.record.lead and not _is_gap(task)


def number(values: Values, dated: Dated, of: Scope) -> views.Value:
    """Return how many printed tasks a list has; `of` are its published rows."""
    return values.tally(printed(task for task, _ in dated), of.each(PRINTED))


def others_table(values: Values, plans: Sequence[Plan]) -> Table:
    """Return a table of the numbers of tasks in the lists of other plans."""
    return Table(
        caption=values.t("steering.others.caption"),
        columns=(
            title_column(values.t("steering.others.plan")),
            *(count_column(values.t(f"steering.summary.{key}")) for key in KEYS),
        ),
        groups=one_group(_other(values, plan) for plan in plans),
    )


def _other(values: Values, plan: Plan) -> TableRow:
    found = listed(values.measured, plan)
    owner = values.agency_link(plan.record.owner, short=True)
    numbers = (number(values, found[key], list_scope(values.measured, plan, key)) for key in KEYS)
    return TableRow((plan_title(values.t, values.plan_link(plan.id), owner), *numbers))
