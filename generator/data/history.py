"""History of the data: every past value of each task, target, observation and result, and why it changed.

Pure: `gitlog` reads the revisions from git, this module compares their values. Old files are not checked
against today's record classes, so that values that were once valid and published are still shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeAlias

from generator.data.comparison import WHOLE, Values, compare, values_of
from generator.data.strict_yaml import load, to_plain

HistoryDepth: TypeAlias = Literal["full", "shallow", "unreadable", "none"]
"""How much of git's history is available: all of it, only the latest commits (shallow clone), none because
git cannot read the repository, or none as there is no repository."""

Kind: TypeAlias = Literal["correction", "update", "postponement"]
"""Why a value changed: it was put right, a quarter's report arrived, or a document moved a deadline."""

SHORT = 10
"""How many digits of a commit's id pages show."""

Entry: TypeAlias = tuple[str, str]
"""Key of an entry: what it is about (``task:tp-2026/38``), and for a result which report on it it is.

The report is quarter and agency (``2026-q2/so-noi-vu``), then the measure if any; empty for other entries.
"""

SHOWN_FOR_ENTRY = ("state", "title", "label")
"""The first of these fields that an entry has is shown for the whole entry when it is added or removed."""

PLAN_LISTS = {"tasks": "task", "targets": "target"}
"""Kind of entry by file stem, for the lists of a plan whose history is kept."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the repository."""

    id: str
    day: date
    """Date of the commit in Hải Phòng's time zone."""
    subject: str
    """First line of its message: the reason given."""
    body: str
    """The rest of its message."""

    @property
    def short(self) -> str:
        """The first digits of the id, as pages show them."""
        return self.id[:SHORT]


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit with the new contents of the data files it changed, by path; None for a removed file."""

    commit: Commit
    files: Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value before and after a commit."""

    ref: str
    """``task:tp-2026/38``, ``target:tp-2026/a``, ``observation:pci-2024``."""
    report: str
    """Quarter and agency (``2026-q2/so-noi-vu``) if the value belongs to a result; else empty."""
    field: str
    """Field of the record, dotted if nested; empty (`WHOLE`) if the whole entry was added or removed."""
    before: str | None
    after: str | None
    kind: Kind
    path: str
    commit: Commit


@dataclass(frozen=True)
class History:
    """History of the data as recorded in git, oldest first."""

    depth: HistoryDepth
    commits: tuple[Commit, ...] = ()
    """Commits that changed data files."""
    changes: tuple[ValueChange, ...] = ()
    first: Mapping[str, Commit] | None = None
    """Commit in which each reference (``task:tp-2026/38``) first appeared in the data."""
    head: str = ""
    """Id of the commit that the site is built from; empty without git."""
    dirty: bool = False
    """Whether there are uncommitted changes since that commit."""
    fault: str = ""
    """What git said of a repository that it cannot read; for messages only, as it may name folders."""

    @cached_property
    def of(self) -> Mapping[str, tuple[ValueChange, ...]]:
        """Changes by reference (``task:tp-2026/38``)."""
        found: dict[str, list[ValueChange]] = {}
        for change in self.changes:
            found.setdefault(change.ref, []).append(change)
        return {ref: tuple(changes) for ref, changes in found.items()}

    def up_to(self, day: date) -> "History":
        """The history without commits after a day; the commit that the site is built from stays named."""
        commits = tuple(commit for commit in self.commits if commit.day <= day)
        if len(commits) == len(self.commits):
            return self
        return replace(
            self,
            commits=commits,
            changes=tuple(change for change in self.changes if change.commit.day <= day),
            first={ref: commit for ref, commit in (self.first or {}).items() if commit.day <= day},
        )

    @cached_property
    def by_commit(self) -> Mapping[str, tuple[ValueChange, ...]]:
        """Changes by the id of the commit that made them."""
        found: dict[str, list[ValueChange]] = {}
        for change in self.changes:
            found.setdefault(change.commit.id, []).append(change)
        return {name: tuple(changes) for name, changes in found.items()}


NO_HISTORY = History("none")


def history_of(revisions: Iterable[Revision], *, head: str = "", dirty: bool = False) -> History:
    """The history made from all revisions of the data files.

    Args:
        revisions: Oldest first.
        head: Id of the commit that the site is built from.
        dirty: Whether there are uncommitted changes.
    """
    latest: dict[str, dict[Entry, Values]] = {}
    commits: list[Commit] = []
    changes: list[ValueChange] = []
    first: dict[str, Commit] = {}
    for revision in revisions:
        commits.append(revision.commit)
        for path in sorted(revision.files):
            if is_events(path):
                changes += _moved(path, revision, latest)
            if not is_tracked(path):
                continue
            data = revision.files[path]
            old = latest.get(path)
            # A revision that cannot be read is skipped; the next readable one is compared with the last.
            new = {} if data is None else entries_of(path, data)
            if new is None:
                continue
            if old is not None:
                changes += _compared(path, old, new, revision.commit)
            for ref, _ in new:
                first.setdefault(ref, revision.commit)
            latest[path] = new
    return History("full", tuple(commits), tuple(changes), first, head, dirty)


def is_tracked(path: str) -> bool:
    """Whether the history of a file's values is kept: files of tasks, targets, results and observations."""
    match path.split("/")[1:]:
        case ["plans", _, name]:
            return name.removesuffix(".yaml") in PLAN_LISTS
        case ["plans", _, "results", _] | ["reports", _]:
            return True
        case _:
            return False


def is_events(path: str) -> bool:
    """Whether a file holds a plan's events, which may move deadlines of its tasks."""
    match path.split("/")[1:]:
        case ["plans", _, "events.yaml"]:
            return True
        case _:
            return False


def entries_of(path: str, data: bytes) -> dict[Entry, Values] | None:
    """Entries of a file (`is_tracked`) with their values; None if the file cannot be read."""
    node, _ = load(path, data)
    if node is None:
        return None
    plain = to_plain(node)
    match path.removesuffix(".yaml").split("/")[1:]:
        case ["plans", plan, "results", quarter]:
            found = _reported(plan, quarter, plain)
        case ["plans", plan, name]:
            found = listed(plain, f"{PLAN_LISTS[name]}:{plan}/", "number")
        case _:
            found = listed(items(plain, "observations"), "observation:", "key")
    return dict(found)


def items(plain: Any, key: str) -> Any:
    """The value under a key of a file's top-level mapping; an empty list if there is none."""
    return plain.get(key, []) if isinstance(plain, dict) else []


def listed(plain: Any, prefix: str, key: str) -> Iterator[tuple[Entry, Values]]:
    """Entries of a file's list with their values; each reference is `prefix` and the value of field `key`."""
    for entry in plain if isinstance(plain, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get(key), str):
            yield (f"{prefix}{entry[key]}", ""), values_of(entry)


def _reported(plan: str, quarter: str, plain: Any) -> Iterator[tuple[Entry, Values]]:
    for entry in items(plain, "results"):
        if not isinstance(entry, dict):
            continue
        kind = "task" if "task" in entry else "target"
        about = f"{kind}:{plan}/{entry.get(kind, '')}"
        report = "/".join(str(part) for part in (quarter, entry.get("agency"), entry.get("measure")) if part)
        values = {k: v for k, v in entry.items() if k not in {kind, "agency", "measure"}}
        yield (about, report), values_of(values)


def _compared(
    path: str, old: Mapping[Entry, Values], new: Mapping[Entry, Values], commit: Commit
) -> Iterator[ValueChange]:
    """Values that differ between two revisions of a file; an entry added or removed gives one change."""
    for change in compare(_with_whole(old), _with_whole(new)):
        ref, report = change.ref
        whole = change.ref not in old or change.ref not in new
        if whole == (change.field == WHOLE):
            kind: Kind = "update" if report and change.ref not in old else "correction"
            yield ValueChange(ref, report, change.field, change.before, change.after, kind, path, commit)


def _moved(path: str, revision: Revision, latest: dict[str, dict[Entry, Values]]) -> Iterator[ValueChange]:
    """Deadlines that a revision of a plan's events moved: the one in force before and the one after.

    Also updates `latest`, the latest readable values of each file by path. Only tasks known before the
    revision count: a task that arrives together with its postponement had no earlier deadline in the data.
    """
    data = revision.files[path]
    new = {} if data is None else _postponed(path, data)
    if new is None:
        return
    old, latest[path] = latest.get(path, {}), new
    tasks = latest.get(path.replace("events.yaml", "tasks.yaml"), {})
    for change in compare(old, new):
        if change.ref in tasks:
            printed = tasks[change.ref].get("deadline")
            before, after = change.before or printed, change.after or printed
            ref, report = change.ref
            yield ValueChange(ref, report, "deadline", before, after, "postponement", path, revision.commit)


def _postponed(path: str, data: bytes) -> dict[Entry, Values] | None:
    """The last deadline granted to each task of a plan; None if the file cannot be read."""
    node, _ = load(path, data)
    if node is None:
        return None
    plain, plan = to_plain(node), path.split("/")[2]
    return {
        (f"task:{plan}/{event.get('task', '')}", ""): {"deadline": event["deadline"]}
        for event in (plain if isinstance(plain, list) else [])
        if isinstance(event, dict)
        and event.get("kind") == "postponed"
        and isinstance(event.get("deadline"), str)
    }


def _with_whole(entries: Mapping[Entry, Values]) -> Mapping[Entry, Values]:
    """Entries with one more value (`WHOLE`) that represents each: its state, title or label, else empty."""
    return {
        entry: {WHOLE: next((values[name] for name in SHOWN_FOR_ENTRY if name in values), ""), **values}
        for entry, values in entries.items()
    }
