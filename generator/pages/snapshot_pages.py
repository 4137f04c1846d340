"""Closed quarters as they were (`ban-chup/`), and what changed from one to the next (`thay-doi/`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator import frozen, urls, views, wording
from generator.pages.kernel import Kernel
from generator.portal import Portal
from generator.quarter import Quarter
from generator.site import PageSpec, SiteFile
from generator.snapshots import KINDS, Difference, FrozenTask, differences

MOST_ROWS = 40
"""Tasks of one kind of difference that a page lists one by one; the tables hold all."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in a snapshot."""

    plan: views.Link
    tasks: views.Value
    reported: views.Value
    done: views.Value


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    """Index of a snapshot."""

    day: views.Value
    rows: tuple[PlanRow, ...]
    digests: tuple[tuple[views.Link, views.Value], ...]
    quarter: views.Link


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as it was."""

    anchor: str
    number: views.Value
    title: views.Value
    deadline: views.Value
    reported: views.Value
    evidenced: views.Value
    schedule: views.Value


@dataclass(frozen=True, slots=True)
class SnapshotPlanPage:
    """One plan's tasks as they were."""

    day: views.Value
    rows: tuple[TaskLine, ...]
    receipt: views.Receipt
    cite: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One task that is not as it was."""

    plan: str
    task: views.Link
    title: views.Value
    before: views.Value | None
    after: views.Value | None


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Two snapshots compared."""

    before: views.Link
    after: views.Link
    counts: tuple[tuple[views.Link, tuple[views.Value, ...]], ...]
    """Each plan with how many of its tasks differ in each way."""
    kinds: tuple[tuple[str, tuple[DifferenceRow, ...], views.Value | None], ...]
    """Each way with its rows and how many more there are."""
    downloads: tuple[views.Link, ...]


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """Pages of every closed quarter."""
    shut = kernel.portal.closed_quarters
    for index, quarter in enumerate(shut):
        yield _snapshot(kernel, quarter)
        yield from _plans(kernel, quarter)
        if index:
            yield _differences(kernel, shut[index - 1], quarter)


def files(portal: Portal) -> list[SiteFile]:
    """The frozen tables, byte for byte."""
    return [
        SiteFile(f"{urls.snapshot(quarter)}{table}.csv", data, frozen.snapshot_path(quarter, table))
        for quarter, tables in portal.snapshots.items()
        for table, data in tables.items()
    ]


def receipt_of(quarter: Quarter, line: int = 1) -> views.Receipt:
    """Receipt of what a snapshot's table of tasks says: a row, or the table from its first line."""
    path = frozen.snapshot_path(quarter, "tasks")
    url = f"{urls.snapshot(quarter)}tasks.csv"
    return views.Receipt(f"snapshot:{quarter.id}", f"{path}:{line}", url=url)


def _crumbs(kernel: Kernel, quarter: Quarter, *more: views.Link) -> tuple[views.Link, ...]:
    index = views.Link(kernel.t("quarters.title"), urls.QUARTERS)
    return kernel.crumbs(index, views.Link(quarter.label, urls.quarter(quarter)), *more)


def _day(kernel: Kernel, quarter: Quarter) -> views.Value:
    located = kernel.portal.quarter_files[quarter]
    day = located.record.closed
    text, machine = (kernel.day(day), day.isoformat()) if day else ("", "")
    return views.Value(text, machine, views.Receipt(located.ref, located.place))


def _by_plan(tasks: Iterable[FrozenTask]) -> dict[str, list[FrozenTask]]:
    found: dict[str, list[FrozenTask]] = {}
    for task in tasks:
        found.setdefault(task["plan"], []).append(task)
    return found


def _plan_name(kernel: Kernel, plan_id: str) -> str:
    plan = kernel.portal.plans.get(plan_id)
    return plan.record.short_title if plan else plan_id


def _count(number: int, receipt: views.Receipt) -> views.Value:
    return views.Value(wording.number(number), str(number), receipt)


def _snapshot(kernel: Kernel, quarter: Quarter) -> PageSpec:
    receipt = receipt_of(quarter)
    rows = []
    for plan_id, tasks in _by_plan(kernel.frozen_tasks[quarter].values()).items():
        printed = [task for task in tasks if not task["parent"]]
        link = views.Link(_plan_name(kernel, plan_id), urls.snapshot_plan(quarter, plan_id))
        said = sum(1 for task in printed if task["reported"] != "none")
        done = sum(1 for task in printed if task["reported"] == "done")
        rows.append(
            PlanRow(link, _count(len(printed), receipt), _count(said, receipt), _count(done, receipt))
        )
    located = kernel.portal.quarter_files[quarter]
    own = views.Receipt(located.ref, located.place)
    digests = tuple(
        (
            views.Link(f"{table}.csv", f"{urls.snapshot(quarter)}{table}.csv"),
            views.Value(digest, digest, own),
        )
        for table in frozen.TABLES
        if (digest := str(getattr(located.record.snapshot, table)))
    )
    view = SnapshotPage(
        _day(kernel, quarter), tuple(rows), digests, views.Link(quarter.label, urls.quarter(quarter))
    )
    return PageSpec(
        url=urls.snapshot(quarter),
        title=kernel.t("closed.page.title", quarter=quarter.label),
        description=kernel.t("closed.page.description", quarter=quarter.label),
        section="ky-bao-cao",
        template="snapshot.html.j2",
        view=view,
        crumbs=_crumbs(kernel, quarter),
    )


def _plans(kernel: Kernel, quarter: Quarter) -> Iterator[PageSpec]:
    above = views.Link(kernel.t("closed.snapshot"), urls.snapshot(quarter))
    located = kernel.portal.quarter_files[quarter]
    digest = located.record.snapshot.tasks if located.record.snapshot else ""
    for plan_id, tasks in _by_plan(kernel.frozen_tasks[quarter].values()).items():
        name = _plan_name(kernel, plan_id)
        url = urls.snapshot_plan(quarter, plan_id)
        day = _day(kernel, quarter)
        view = SnapshotPlanPage(
            day=day,
            rows=tuple(_line(kernel, quarter, task) for task in tasks),
            receipt=receipt_of(quarter),
            cite=kernel.t(
                "closed.page.cite",
                name=kernel.portal.settings.name,
                plan=name,
                quarter=quarter.label,
                day=day.text,
                digest=digest,
                url=f"{kernel.site_url}{url}",
            ),
        )
        yield PageSpec(
            url=url,
            title=kernel.t("closed.page.plan-title", quarter=quarter.label, plan=name),
            description=kernel.t("closed.page.description", quarter=quarter.label),
            section="ky-bao-cao",
            template="snapshot_plan.html.j2",
            view=view,
            crumbs=_crumbs(kernel, quarter, above),
        )


def _line(kernel: Kernel, quarter: Quarter, task: FrozenTask) -> TaskLine:
    receipt = receipt_of(quarter, task.line)

    def value(column: str, words: str = "") -> views.Value:
        code = task[column]
        return views.Value(kernel.t(f"site.{words}.{code}") if words and code else code, code, receipt)

    deadline = task["postponed_to"] or task["deadline"]
    return TaskLine(
        anchor=urls.anchor("nv", task["number"]),
        number=value("number"),
        title=value("title"),
        deadline=views.Value(deadline or kernel.t("closed.page.no-deadline"), deadline, receipt),
        reported=value("reported", "reported"),
        evidenced=value("evidenced", "evidenced"),
        schedule=value("schedule", "state"),
    )


def _differences(kernel: Kernel, before: Quarter, after: Quarter) -> PageSpec:
    found = differences(kernel.frozen_tasks[before], kernel.frozen_tasks[after])
    receipt = receipt_of(after)
    plans: dict[str, list[int]] = {}
    for place, kind in enumerate(KINDS):
        for item in found[kind]:
            plans.setdefault(item.task["plan"], [0] * len(KINDS))[place] += 1
    in_order = [plan_id for plan_id in kernel.portal.plans if plan_id in plans]
    counts = tuple(
        (
            views.Link(_plan_name(kernel, plan_id), urls.snapshot_plan(after, plan_id)),
            tuple(_count(number, receipt) for number in plans[plan_id]),
        )
        for plan_id in in_order
    )
    kinds = []
    for kind in KINDS:
        rows = tuple(_row(kernel, kind, item, before, after) for item in found[kind][:MOST_ROWS])
        over = len(found[kind]) - MOST_ROWS
        kinds.append((kind, rows, _count(over, receipt) if over > 0 else None))
    view = DifferencePage(
        before=views.Link(before.label, urls.snapshot(before)),
        after=views.Link(after.label, urls.snapshot(after)),
        counts=counts,
        kinds=tuple(kinds),
        downloads=tuple(
            views.Link(f"{quarter.label}, CSV", f"{urls.snapshot(quarter)}tasks.csv")
            for quarter in (before, after)
        ),
    )
    return PageSpec(
        url=urls.changes(after),
        title=kernel.t("closed.diff.title", before=before.label, after=after.label),
        description=kernel.t("closed.diff.description", before=before.label, after=after.label),
        section="ky-bao-cao",
        template="snapshot_diff.html.j2",
        view=view,
        crumbs=_crumbs(kernel, after),
    )


WORDS = {"done": "reported", "reported": "reported", "slipped": "state"}
"""Group of words that explain the code shown, by kind of difference; others show words of documents."""


def _row(kernel: Kernel, kind: str, item: Difference, before: Quarter, after: Quarter) -> DifferenceRow:
    dropped = kind == "dropped"
    quarter = before if dropped else after
    task = item.task
    receipt = receipt_of(quarter, task.line)

    def value(text: str) -> views.Value | None:
        if not text:
            return None
        words = kernel.t(f"site.{WORDS[kind]}.{text}") if kind in WORDS else text
        return views.Value(words, text, receipt)

    place = f"{urls.snapshot_plan(quarter, task['plan'])}#{urls.anchor('nv', task['number'])}"
    return DifferenceRow(
        plan=_plan_name(kernel, task["plan"]),
        task=views.Link(task["number"], place),
        title=views.Value(task["title"], task["title"], receipt),
        before=value(item.before) if kind != "added" else None,
        after=value(item.after) if not dropped else None,
    )
