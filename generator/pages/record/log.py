"""``/nhat-ky/``: what changed in the data and why; corrections are kept apart from new quarterly results."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.data.history import Commit, History, Kind, ValueChange
from generator.model import wording
from generator.pages.record.past import (
    PastRow,
    change_row,
    commit_receipt,
    corrections,
    past_table,
    replaced,
    subject_link,
)
from generator.view import cells, urls, views
from generator.view.cells import Span
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, TableColumn, TableRow, drawn, one_group
from generator.view.values import Values

LISTED = views.Receipt("history:data", "git log data")
"""Receipt of the list of commits."""

COUNTED: tuple[Kind, ...] = ("correction", "postponement", "update")
"""Kinds of change, in the order in which the list of commits shows their counts."""

_SORT = re.compile(r"^[a-z]+(\([^)]*\))?!?: +")

OPEN = 8
"""Number of a commit's records that are shown open; the rest are folded."""

MOST_ROWS = 120
"""Most changes that a commit's page lists; each record's own page has all of its changes."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """View of the index: corrections of closed quarters, then the commits."""

    known: bool
    """Whether the whole git history is available."""
    words: str
    policy: views.Link
    corrections: Table | None
    replaced: Table | None
    """Values that a later form of an open quarter replaced; None if there are none."""
    commits: Table | None


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """One record with those of its values that a commit changed."""

    subject: views.Link
    rows: tuple[PastRow, ...]


@dataclass(frozen=True, slots=True)
class CommitPage:
    """View of one commit with the values that it changed."""

    commit: views.Value
    day: views.Value
    reason: views.Value
    body: tuple[views.Value, ...]
    records: tuple[ChangedRecord, ...]
    folded: tuple[ChangedRecord, ...]
    updates: views.Value | None
    """Number of new quarterly results, which are listed on their tasks' pages; None if there are none."""
    more: views.Value | None
    """Number of changes that are not listed; None if there are none."""


def pages(values: Values, history: History) -> Iterator[PageSpec]:
    """Yield the index and a page for each commit that changed a value, newest first."""
    title = values.t("history.log.title")
    shown = [commit for commit in history.commits if history.by_commit.get(commit.id)]
    policy = views.Link(values.t("site.revisions.title"), urls.REVISIONS)
    found = sorted((row for _, row in corrections(values)), key=lambda row: row.day.machine, reverse=True)
    corrected = past_table(values.t, found, values.t("history.log.corrections")) if found else None
    newer = sorted((row for _, row in replaced(values)), key=lambda row: row.day.machine, reverse=True)
    replacements = past_table(values.t, newer, values.t("history.log.replaced")) if newer else None
    commits = commits_table(values.t, history) if history.commits else None
    state = "known" if history.depth == "full" else history.depth
    yield PageSpec(
        url=urls.LOG,
        title=title,
        description=values.t("history.log.description"),
        section="du-lieu",
        template="record/log.html.j2",
        view=LogPage(
            known=history.depth == "full",
            words=values.t(f"history.log.{state}"),
            policy=policy,
            corrections=corrected,
            replaced=replacements,
            commits=commits,
        ),
        tables=drawn(corrected, replacements, commits),
        crumbs=values.crumbs(),
        search=(
            SearchRecord(urls.LOG, title, "page", keywords=values.t("history.log.search-words"), weight=2),
        ),
        index=True,
    )
    for commit in reversed(shown):
        yield PageSpec(
            url=urls.log_commit(commit.short),
            title=values.t("history.commit.title", day=wording.day(commit.day), commit=commit.short),
            description=values.t("history.commit.description", day=wording.day(commit.day)),
            section="du-lieu",
            template="record/log_commit.html.j2",
            view=_page(values, history, commit),
            crumbs=values.crumbs(views.Link(title, urls.LOG)),
        )


def words_of(subject: str) -> str:
    """Return a commit's first line without the type that developers put before it (``data: ``)."""
    return _SORT.sub("", subject)


def _counts(history: History, commit: Commit, receipt: views.Receipt) -> dict[Kind, views.Value]:
    """Count the values that a commit changed by kind of change; kinds with none are left out."""
    found = Counter(change.kind for change in history.by_commit.get(commit.id, ()))
    return {
        kind: views.Value(wording.number(found[kind]), str(found[kind]), receipt)
        for kind in COUNTED
        if found[kind]
    }


def commits_table(t: TextOf, history: History) -> Table:
    """Return a table of the commits that changed data files, newest first."""
    return Table(
        caption=t("history.log.commits"),
        columns=(
            TableColumn(t("history.head.day"), heads=True),
            TableColumn(t("history.head.reason")),
            TableColumn(t("history.log.changed")),
        ),
        groups=one_group(_row(t, history, commit) for commit in reversed(history.commits)),
    )


def _row(t: TextOf, history: History, commit: Commit) -> TableRow:
    counts = _counts(history, commit, LISTED)
    if counts:
        page: Span = cells.item(views.Link(t("history.log.each"), urls.log_commit(commit.short)), note=True)
    else:
        page = cells.absent(t("history.log.no-values"))
    return TableRow(
        (
            views.Value(wording.day(commit.day), commit.day.isoformat(), LISTED),
            views.Value(words_of(commit.subject), commit.id, LISTED),
            cells.spaced(
                *(cells.item(count, " ", t(f"history.log.counted.{kind}")) for kind, count in counts.items()),
                page,
            ),
        )
    )


def _page(values: Values, history: History, commit: Commit) -> CommitPage:
    changes = [c for c in history.by_commit[commit.id] if c.kind != "update"]
    over = len(changes) - MOST_ROWS
    receipt = commit_receipt(commit)
    records = _records(values, changes[:MOST_ROWS])
    shown = OPEN if len(records) > OPEN + 2 else len(records)
    return CommitPage(
        commit=views.Value(commit.id, commit.id, receipt),
        day=views.Value(wording.day(commit.day), commit.day.isoformat(), receipt),
        reason=views.Value(words_of(commit.subject), commit.id, receipt),
        body=tuple(
            views.Value(text, commit.id, receipt)
            for part in commit.body.split("\n\n")
            if (text := " ".join(part.split()))
        ),
        records=records[:shown],
        folded=records[shown:],
        updates=_counts(history, commit, receipt).get("update"),
        more=views.Value(wording.number(over), str(over), receipt) if over > 0 else None,
    )


def _records(values: Values, changes: Sequence[ValueChange]) -> tuple[ChangedRecord, ...]:
    """Group changed values by record, in the order of the commit."""
    found: dict[str, list[ValueChange]] = {}
    for change in changes:
        found.setdefault(change.ref, []).append(change)
    return tuple(
        ChangedRecord(subject_link(values, ref), tuple(change_row(values, change) for change in of))
        for ref, of in found.items()
    )
