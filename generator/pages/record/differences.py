"""Describes in words how the data differ from the published data, for the terminal and the preview."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.data.catalogue import TextOf
from generator.data.comparison import FieldChange
from generator.data.differences import Difference, Kind, Published, differences
from generator.data.history import Entry
from generator.data.labels import name_of
from generator.data.parser import LISTS, PLAN_LISTS
from generator.model import records, wording
from generator.model.portal import Plan, Portal, Task
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile
from generator.pages.record.past import RECORDS, field_words, report_words, shown, subject_link
from generator.view import urls, views
from generator.view.task_views import TaskViews
from generator.view.values import Values

OWNERS: Mapping[str, type[records.Record]] = {
    **RECORDS,
    **{kind: record for record, kind, _ in (*LISTS.values(), *PLAN_LISTS.values())},
    "plan": records.PlanRecord,
    "report": records.ReportRecord,
    "results": records.Results,
    "quarter": QuarterFile,
    "portal": records.PortalSettings,
}
"""Record class by kind of reference (the part of ``task:tp-2026/38`` before the colon)."""

OF_TASKS = frozenset({"task", "event", "proof"})
"""Kinds of records about a task: when one changes, the task's schedule state may change too."""

NESTED = "[{"
"""First characters of a value that is a list or mapping (as JSON); only that it changed is shown."""


@dataclass(frozen=True, slots=True)
class FieldInWords:
    """One value in words, published and now; None if there is none."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class DifferenceInWords:
    """One result or record that is new, changed or removed."""

    subject: views.Link
    """The address is empty if the record has no page any more."""
    kind: Kind
    path: str
    fields: tuple[FieldInWords, ...]


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    """The differences of one agency, or those of registers and other records."""

    agency: views.Link
    items: tuple[DifferenceInWords, ...]


@dataclass(frozen=True, slots=True)
class DifferenceList:
    """All differences from the published data."""

    against: str
    """What the data were compared with, in words."""
    published: Published
    groups: tuple[DifferenceGroup, ...]

    @property
    def items(self) -> tuple[DifferenceInWords, ...]:
        """All differences, agency by agency."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def count(self) -> int:
        """Number of results and records that differ."""
        return len(self.items)


def describe(now: TaskViews, was: TaskViews | None, published: Published) -> DifferenceList:
    """Describe the differences, grouped by agency in the order of the register; all others come last.

    Args:
        now: The present data.
        was: The published data, measured on the same day; None if today's code finds errors in them.
        published: The files of the published data.
    """
    groups: dict[str, list[DifferenceInWords]] = {}
    for item in differences(published.files, now.values.portal.sources):
        agency = _agency(now, was, item)
        groups.setdefault(agency, []).append(_in_words(now, was, item, agency))
    order = [agency for agency in now.values.portal.agencies if agency in groups]
    rest = [agency for agency in groups if agency not in order]
    return DifferenceList(
        against(now.values.t, published),
        published,
        tuple(
            DifferenceGroup(_group(now.values, agency), tuple(groups[agency])) for agency in (*order, *rest)
        ),
    )


def against(t: TextOf, published: Published) -> str:
    """Say in words what the data were compared with: a folder or a commit."""
    if published.commit is None:
        return t("preview.against-folder", folder=published.folder)
    commit = published.commit
    return t("preview.against-commit", commit=commit.short, day=wording.day(commit.day))


def lines(t: TextOf, found: DifferenceList) -> Iterator[str]:
    """Yield all differences as lines of text."""
    if not found.count:
        yield t("preview.none", against=found.against)
        return
    yield t("preview.some", count=wording.number(found.count), against=found.against)
    for group in found.groups:
        yield ""
        yield group.agency.text
        for item in group.items:
            yield t(f"preview.line-{item.kind}", subject=item.subject.text)
            for field in item.fields:
                nothing = t("preview.nothing")
                before, after = (nothing if v is None else v for v in (field.before, field.after))
                yield t("preview.line-field", field=field.name, before=before, after=after)


def _group(values: Values, agency: str) -> views.Link:
    if agency in values.portal.agencies:
        return values.agency_link(agency)
    return views.Link(agency or values.t("preview.registers"), "")


def _first(agencies: Sequence[str], plan: Plan, entry: records.PlanEntry, field: str) -> str:
    """The first of the agencies of a field, else the plan's owner; nobody where they were not entered."""
    return next(iter(agencies), "" if field in entry.not_entered else plan.record.owner)


def _agency(now: TaskViews, was: TaskViews | None, item: Difference) -> str:
    """Return the id of the agency that a difference concerns; empty if there is none.

    It is the agency of a result, the lead of a task, the one responsible for a target, or else the plan's
    owner.
    """
    kind, _, key = item.ref.partition(":")
    if kind in {"task", "target"} and item.report:
        return item.report.split("/")[1]
    plan_id, _, number = key.partition("/")
    for each in filter(None, (now, was)):
        plan = each.values.portal.plans.get(plan_id)
        if plan is not None and kind in OF_TASKS and number in plan.tasks:
            return _first(plan.tasks[number].record.lead, plan, plan.tasks[number].record, "lead")
        if plan is not None and kind == "target":
            found = next((t.record for t in plan.targets if t.record.number == number), None)
            return _first(found.responsible, plan, found, "responsible") if found else plan.record.owner
    return ""


def _in_words(now: TaskViews, was: TaskViews | None, item: Difference, agency: str) -> DifferenceInWords:
    kind = item.ref.partition(":")[0]
    reported = kind in {"task", "target"} and item.report
    owner = records.Result if reported else OWNERS.get(kind, records.Record)
    fields = [_field(now.values, owner, _beside(now, was, item, field)) for field in item.fields]
    return DifferenceInWords(
        _subject(now, was, item), item.kind, item.path, (*fields, *_schedule(now, was, item.ref, agency))
    )


def _beside(
    now: TaskViews, was: TaskViews | None, item: Difference, field: FieldChange[Entry, str]
) -> FieldChange[Entry, str]:
    """For the deadline of a new or removed event, fill in the deadline that applies without the event."""
    kind, _, key = item.ref.partition(":")
    if kind != "event" or field.field != "deadline" or item.kind == "changed":
        return field
    other = was if item.kind == "new" else now
    task = None if other is None else other.values.portal.task_by_key.get(key)
    text = None if task is None else task.current_deadline.as_written or None
    return replace(field, before=text) if item.kind == "new" else replace(field, after=text)


def _field(values: Values, owner: type[records.Record], field: FieldChange[Entry, str]) -> FieldInWords:
    def words(text: str | None) -> str | None:
        if text is None:
            return None
        if text.startswith(NESTED):
            return values.t("preview.nested")
        return shown(values, field.field, text, owner)

    name = field_words(values.catalogue, owner, field.field)
    return FieldInWords(name, words(field.before), words(field.after))


def _schedule(now: TaskViews, was: TaskViews | None, ref: str, agency: str) -> Iterator[FieldInWords]:
    """Yield the schedule state of the agency's share of the task, if it changes with the difference."""
    kind, _, key = ref.partition(":")
    if was is None or kind not in OF_TASKS:
        return
    tasks = [task_views.values.portal.task_by_key.get(key) for task_views in (was, now)]
    if tasks[0] is None or tasks[1] is None:
        return
    before, after = (
        _standing(task_views, task, agency)
        for task_views, task in zip((was, now), tasks, strict=True)
        if task is not None
    )
    if before != after:
        yield FieldInWords(now.values.label(records.TaskRecord, "schedule"), before, after)


def _standing(task_views: TaskViews, task: Task, agency: str) -> str:
    values = task_views.values
    facts = values.measured.facts_of(task, agency)
    return " · ".join(
        filter(
            None,
            (
                values.t(f"site.state.{facts.schedule.value}"),
                wording.day(facts.completed) if facts.completed else "",
            ),
        )
    )


def _subject(now: TaskViews, was: TaskViews | None, item: Difference) -> views.Link:
    kind, _, key = item.ref.partition(":")
    plan_id, _, rest = key.partition("/")
    plan = now.values.portal.plans.get(plan_id)
    match kind:
        case "task" | "target" | "observation":
            link = subject_link(now.values, item.ref)
            if not link.url and was is not None:
                link = views.Link(subject_link(was.values, item.ref).text, "")
            return views.Link(" · ".join([link.text, *_about(now.values.portal, plan, item)]), link.url)
        case "event" | "proof":
            of = subject_link(now.values, f"task:{key}")
            return views.Link(f"{of.text} · {_kind(now.values.t, kind)}", of.url)
        case "results":
            quarter = Quarter.parse(rest)
            name = plan.record.short_title if plan else plan_id
            label = quarter.label if quarter else rest
            return views.Link(f"{name} · {label}", urls.quarter(quarter) if quarter else "")
        case "file":
            return views.Link(key, "")
        case _:
            return _entry(now.values, kind, key)


def _kind(t: TextOf, kind: str) -> str:
    """Return the word for a kind of record."""
    return t(f"records.{name_of(OWNERS[kind])}.entry.title")


def _about(portal: Portal, plan: Plan | None, item: Difference) -> Iterator[str]:
    """Yield the quarter of a result, and for a target its measure; the agency is the group's heading."""
    if not item.report:
        return
    quarter, _, rest = item.report.partition("/")
    yield report_words(portal, quarter)
    key = rest.partition("/")[2]
    number = item.ref.partition("/")[2]
    targets = plan.targets if plan and key else ()
    labels = (
        m.label for t in targets if t.record.number == number for m in t.record.measures if m.key == key
    )
    if key:
        yield next(labels, None) or key


def _entry(values: Values, kind: str, key: str) -> views.Link:
    """Return a link for a record of a register or with a file of its own: its kind and its name."""
    portal = values.portal
    sort = _kind(values.t, kind)
    name, url = key, ""
    if kind == "document" and key in portal.documents:
        name, url = values.source_label(key), urls.document(key)
    elif kind == "agency" and key in portal.agencies:
        name, url = values.agency_name(key), urls.agency(key)
    elif kind == "area" and key in portal.areas:
        name, url = portal.areas[key].record.name, urls.area(key)
    elif kind == "indicator" and key in portal.indicators:
        name, url = portal.indicators[key].record.short_name or key, urls.indicator(key)
    elif kind == "plan" and key in portal.plans:
        name, url = portal.plans[key].record.short_title, urls.plan(key)
    elif kind == "section":
        plan_id, _, number = key.partition("/")
        name, url = number, urls.section(plan_id, number) if plan_id in portal.plans else ""
    elif kind == "note":
        url = urls.CONTRADICTIONS
    elif kind == "quarter" and (quarter := Quarter.parse(key)):
        name, url = quarter.label, urls.quarter(quarter)
    return views.Link(f"{sort} {name}".strip(), url)
