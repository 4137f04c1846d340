"""The page of one task or sub-task: its fields, the three facts, its parts, reports and past values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.data.catalogue import TextOf
from generator.data.history import History
from generator.files import api
from generator.measures.place import Place
from generator.model import records, wording
from generator.model.deadline import Deadline, DeadlineKind
from generator.model.deadline_words import deadline_words
from generator.model.portal import Located, Plan, Task
from generator.model.quarter import Quarter
from generator.pages.quarters.quarter_results import result_fields
from generator.pages.record.past import Past, past_of
from generator.view import cells, scopes, urls, views
from generator.view.cells import Content
from generator.view.citations import Citations
from generator.view.field_columns import field_columns
from generator.view.fields import proofs
from generator.view.fields.events import EVENTS
from generator.view.fields.results import STATES, state_code
from generator.view.fields.tasks import TASKS
from generator.view.notices import Notices
from generator.view.sentences import sentence
from generator.view.shown_fields import marked_by, not_entered, shown_fields
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, TableColumn, TableRow, drawn, one_group, title_column
from generator.view.task_views import TaskViews
from generator.view.threads import Threads
from generator.view.values import Values

_MARKED = marked_by(TASKS) | {"title"}
"""Fields of a task whose raw OCR is beside their value, so that it is not listed again."""

URGENT = (Place.OVERDUE, Place.DUE_UNREPORTED)
"""Places of parts that a task names while it is not due as a whole."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A sub-task, or one agency's share of a task that several answer for."""

    name: views.Link
    facts: views.FactsView
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """The document that closed a task, and the other task of a merge."""

    words: views.Value
    document: views.Link
    task: views.Link | None
    """The task it was merged into, or that was merged into the page's; None if it was not merged."""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """View of a task's page."""

    row: views.TaskRow
    fields: tuple[views.ShownField, ...]
    facts: views.FactsView
    plan: views.Link
    kicker: str
    area: views.Link | None
    area_reading: bool
    area_missing: str
    """A sentence that the text's area was not entered; empty if it was, or the text names none."""
    restored: bool
    undated: bool
    parts: tuple[PartRow, ...]
    parts_words: views.Sentence | None
    urgent_parts: tuple[PartRow, ...]
    """Parts that are overdue or past a reporting day without a report, of a task not due as a whole."""
    closure: Closure | None
    """The document that withdrew, stopped or merged the task; None if none did."""
    merged_here: tuple[Closure, ...]
    """Tasks that a document merged into this one."""
    history: Table | None
    """What was reported on it, quarter by quarter; None if nothing was."""
    thread: tuple[views.ThreadNode, ...]
    notices: tuple[views.Notice, ...]
    note: views.Value | None
    reading: views.Value | None
    """A sentence on how editors read the deadline; None if they did not need to."""
    uncertain: tuple[views.Value, ...]
    past: Past
    cite: str = ""
    previous: views.Link | None = None
    following: views.Link | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page, in order."""
        return drawn(self.history, self.past.table)


def task_page(
    task_views: TaskViews,
    threads: Threads,
    notices: Notices,
    citations: Citations,
    history: History,
    task: Task,
    neighbours: tuple[Task | None, Task | None],
) -> PageSpec:
    """Make the page of one task; `neighbours` are the tasks before and after it, None if there is none."""
    values = task_views.values
    plan = values.portal.plans[task.plan_id]
    row = task_views.task_row(task)
    crumbs = [
        views.Link(values.t("site.tasks.title"), urls.TASKS),
        views.Link(plan.record.short_title, urls.plan_tasks(plan.id)),
    ]
    if task.record.area is not None:
        crumbs.append(values.area_link(task.record.area))
    lead_names = ", ".join(link.text for link in row.lead)
    before, after = neighbours
    view = replace(
        _task_view(task_views, threads, notices, history, task, row),
        cite=citations.cite(task.number, task.full_title, plan, urls.task(task)),
        previous=_neighbour(before),
        following=_neighbour(after),
    )
    return PageSpec(
        url=urls.task(task),
        title=f"{task.number}. {task.full_title}",
        description=values.t(
            "site.task.description",
            plan=plan.record.short_title,
            lead=lead_names or values.t("site.task.no-lead"),
            deadline=row.deadline.text,
            state=row.schedule.text,
        ),
        section="nhiem-vu",
        template="plans/task.html.j2",
        view=view,
        tables=view.tables,
        crumbs=values.crumbs(*crumbs),
        search=(_task_search(values, plan, task, row),),
        card_of=(urls.plan(plan.id),),
    )


def _task_view(
    task_views: TaskViews,
    threads: Threads,
    notices: Notices,
    history: History,
    task: Task,
    row: views.TaskRow,
) -> TaskPage:
    """Make the view of a task's page without its citation and neighbours."""
    values = task_views.values
    plan = values.portal.plans[task.plan_id]
    return TaskPage(
        row=row,
        fields=(*task_views.shown_fields(task), *_fields_beside(values, plan, task)),
        facts=task_views.facts(task),
        plan=values.plan_link(plan.id),
        kicker=values.t("site.task.kicker", plan=plan.record.short_title),
        area=values.area_link(task.record.area) if task.record.area else None,
        area_reading=task.record.area_reading,
        area_missing=_area_missing(values, task),
        restored=task.record.text == "restored",
        undated=values.portal.is_undated(plan),
        parts=_parts(task_views, plan, task),
        parts_words=_parts_words(values, task),
        urgent_parts=_urgent_parts(task_views, plan, task),
        closure=_closure(task_views, task, task.closure.merged_into) if task.closure else None,
        merged_here=_merged_here(task_views, task),
        history=_history(values, plan, task, row.receipt),
        thread=threads.thread(task),
        notices=notices.about(task.ref),
        note=values.note(task),
        reading=_reading(values, task),
        uncertain=values.uncertain_fields(task, _MARKED),
        past=past_of(values, history, (task.ref,), subjects=False),
    )


def _area_missing(values: Values, task: Task) -> str:
    words = not_entered(values.t, task, "area")
    return values.t("site.task.area-missing", words=words) if words else ""


def _task_search(values: Values, plan: Plan, task: Task, row: views.TaskRow) -> SearchRecord:
    deadline = task.current_deadline
    return SearchRecord(
        url=urls.task(task),
        title=task.full_title,
        kind="task",
        number=task.number,
        agencies=tuple(link.text for link in row.lead if link.url),
        state=values.mark_of(values.measured.standings[task.key]).word,
        words=_due_words(values.t, row.deadline.text, deadline),
        area=task.record.area or "",
        weight=2 if plan.record.scope == "city" else 1,
        plan=plan.id,
        quarters=tuple(dict.fromkeys(Quarter.of(day).id for day in deadline.instances)),
        is_row=True,
    )


def _due_words(t: TextOf, written: str, deadline: Deadline) -> str:
    """Return the deadline as written and its months, so that search for “đến hạn tháng 10” finds the task."""
    months = ", ".join(f"{day:%m/%Y}" for day in deadline.months())
    return t("site.task.search-due", written=written, months=months) if months else written


def _neighbour(task: Task | None) -> views.Link | None:
    return None if task is None else views.Link(f"{task.number}. {task.full_title}", urls.task(task))


def _parts(task_views: TaskViews, plan: Plan, task: Task) -> tuple[PartRow, ...]:
    values = task_views.values
    if task.children:
        children = [plan.tasks[number] for number in task.children]
        return tuple(
            PartRow(
                views.Link(f"{child.number}. {child.record.title}", urls.task(child)), task_views.facts(child)
            )
            for child in children
        )
    units = values.measured.standings[task.key].units
    if len(units) <= 1:
        return ()
    reported = [agency for agency, facts in units.items() if facts.reported.value != "none"]
    return tuple(PartRow(values.agency_link(agency), task_views.facts(task, agency)) for agency in reported)


def _reading(values: Values, task: Task) -> views.Value | None:
    """Say how a deadline was read where its words leave that open; None where they do not."""
    deadline = task.deadline
    if deadline.reading in {"window", "instances"}:
        words = values.t(f"site.task.reading-{deadline.reading}")
        return values.value(words, task, "deadline_reading", machine=deadline.reading)
    key, meaning = _meaning(deadline)
    if not key:
        return None
    days = deadline.report_days or deadline.instances
    machine = ";".join(day.isoformat() for day in days)
    return values.value(values.t(f"site.task.reading-{key}", **meaning), task, "deadline", machine=machine)


def _meaning(deadline: Deadline) -> tuple[str, dict[str, str]]:
    """The sentence that says what a deadline was read as, and what fills it; empty if its words say it."""
    if deadline.kind is DeadlineKind.UNREAD:
        return "unread", {}
    if deadline.reading == "editors":
        return "editors", {"meaning": wording.lowered(deadline_words(deadline))}
    if deadline.report_days:
        return "reports", {"meaning": wording.listed(wording.day(day) for day in deadline.report_days)}
    if deadline.kind is DeadlineKind.STAGES:
        return "stages", {"meaning": wording.lowered(deadline_words(deadline))}
    return "", {}


def _parts_words(values: Values, task: Task) -> views.Sentence | None:
    """Say how many parts of a task are done; of shares, also how many agencies reported theirs."""
    standing = values.measured.standings[task.key]
    facts = standing.facts
    of = scopes.rows("tasks", plan=task.plan_id, number=task.number)

    done = values.tally(facts.done_parts, of.sum_of("parts_done"))
    parts = values.tally(facts.parts, of.sum_of("parts"))
    if task.children:
        return sentence(values.t, "site.task.parts", done=done, parts=parts)
    if facts.parts <= 1:
        return None
    key = "site.task.members" if standing.members_known else "site.task.members-incomplete"
    shares = scopes.rows("shares", plan=task.plan_id, number=task.number).outside("reported", "none")
    each = shares.outside("agency.kind", "collective").each("agency")
    reported = values.tally(facts.reported_parts, each)
    return sentence(values.t, key, done=done, parts=parts, reported=reported)


def _fields_beside(values: Values, plan: Plan, task: Task) -> Iterator[views.ShownField]:
    """Yield the fields with `show` of the task's proof and of the events of its deadline."""
    proof = plan.proofs.get(task.number)
    if proof is not None:
        row = proofs.row_of(values.measured, plan, proof)
        yield from shown_fields(values, proof, proofs.PROOFS, row)
    for event in plan.events:
        if event.record.task == task.number:
            yield from shown_fields(values, event, EVENTS, event)


def _history(values: Values, plan: Plan, task: Task, receipt: views.Receipt) -> Table | None:
    """Return a table of a task's results, with links to its API file and to all results; None if none."""
    found = [
        (quarter, located)
        for quarter in plan.quarters
        for located in quarter.results
        if located.record.task == task.number
    ]
    if not found:
        return None
    fields = [result_fields(values, plan, quarter, located) for quarter, located in found]
    more = field_columns(fields)
    heads = (values.label(records.Result, name) for name in ("agency", "state", "evidence", "note"))
    return Table(
        caption=values.t("site.task.history"),
        columns=(
            title_column(values.label(records.Result, "quarter")),
            *(TableColumn(head) for head in heads),
            *more.columns,
        ),
        groups=one_group(
            _history_row(values, quarter.quarter, located, more.cells_of(shown, cells.DASH))
            for (quarter, located), shown in zip(found, fields, strict=True)
        ),
        receipt=receipt,
        links=(views.Link(values.t("site.task.json"), api.task_path(task)), *values.downloads("results")),
        has_files=False,
    )


def _history_row(
    values: Values, quarter: Quarter, located: Located[records.Result], more: tuple[Content, ...]
) -> TableRow:
    record = located.record
    code = state_code(record.state)
    state = values.value(values.word(STATES, code), located, "state", machine=code)
    day = record.completed
    done = values.value(wording.day(day), located, "completed", machine=day.isoformat()) if day else None
    evidence = (replace(values.document_link(d), note="") for d in record.evidence)
    return TableRow(
        (
            views.Link(quarter.label, urls.quarter(quarter)),
            values.agency_link(record.agency),
            cells.spaced(state, cells.note(done) if done else None),
            tuple(cells.item(link) for link in evidence) or cells.absent(values.t("site.task.no-evidence")),
            values.note(located) or "",
            *more,
        )
    )


def _urgent_parts(task_views: TaskViews, plan: Plan, task: Task) -> tuple[PartRow, ...]:
    measured = task_views.values.measured
    standing = measured.standings[task.key]
    if standing.place is not Place.NOT_DUE:
        return ()
    children = [plan.tasks[number] for number in task.children]
    late = [child for child in children if measured.standings[child.key].place in URGENT]
    units = [agency for agency, facts in standing.units.items() if facts.place in URGENT]
    return (
        *(PartRow(_task_link(part), task_views.facts(part)) for part in late),
        *(
            PartRow(task_views.values.agency_link(unit), task_views.facts(task, unit))
            for unit in units
            if len(standing.units) > 1
        ),
    )


def _task_link(task: Task) -> views.Link:
    return views.Link(f"{task.number}. {task.record.title}", urls.task(task))


def _closure(task_views: TaskViews, task: Task, other: str | None) -> Closure:
    """Describe how a task was closed; `other` is the key of the other task of a merge."""
    values, event = task_views.values, task.closure
    assert event is not None  # noqa: S101 - the callers looked
    named = None if other is None else values.portal.task_by_key[other]
    return Closure(
        words=views.Value(
            values.t(f"site.task.{event.kind}"), event.kind, task_views.event_receipt(task, event)
        ),
        document=replace(values.document_link(event.document), note=""),
        task=None if named is None else replace(_task_link(named), note=_plan_note(values, task, named)),
    )


def _plan_note(values: Values, task: Task, other: Task) -> str:
    """Short title of the other task's plan, if it is another one."""
    return "" if other.plan_id == task.plan_id else values.portal.plans[other.plan_id].record.short_title


def _merged_here(task_views: TaskViews, task: Task) -> tuple[Closure, ...]:
    return tuple(
        _closure(task_views, other, other.key)
        for other in task_views.values.portal.tasks()
        if other.closure is not None and other.closure.merged_into == task.key
    )
