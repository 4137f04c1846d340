"""``/nhat-ky/``: what changed in the data, corrections apart from the quarters' updates, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import urls, views, wording
from generator.history import Commit
from generator.pages.kernel import Kernel
from generator.pages.past import PastRow, change_row, corrections
from generator.site import PageSpec, SearchRecord

MOST_ROWS = 120
"""Changes that a commit's page lists one by one; every record's own page has all of its own."""


@dataclass(frozen=True, slots=True)
class CommitRow:
    """One commit that touched the data."""

    day: views.Value
    link: views.Link
    reason: str
    corrections: views.Value
    updates: views.Value


@dataclass(frozen=True, slots=True)
class LogPage:
    """The index: corrections of closed quarters, then the commits."""

    known: bool
    words: str
    policy: views.Link
    corrections: tuple[PastRow, ...]
    commits: tuple[CommitRow, ...]


@dataclass(frozen=True, slots=True)
class CommitPage:
    """One commit with the values it changed."""

    commit: views.Value
    day: views.Value
    reason: str
    body: tuple[str, ...]
    rows: tuple[PastRow, ...]
    updates: views.Value
    """New results of quarters: on the pages of their tasks, counted here."""
    more: views.Value | None
    """Corrections beyond those listed."""


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The index and a page for each commit that changed a value."""
    title = kernel.t("history.log.title")
    history = kernel.history
    told = [commit for commit in history.commits if history.by_commit.get(commit.id)]
    policy = views.Link(kernel.t("site.revisions.title"), urls.REVISIONS)
    found = sorted((row for _, row in corrections(kernel)), key=lambda row: row.day.machine, reverse=True)
    state = "known" if history.standing == "full" else history.standing
    yield PageSpec(
        url=urls.LOG,
        title=title,
        description=kernel.t("history.log.description"),
        section="du-lieu",
        template="log.html.j2",
        view=LogPage(
            known=history.standing == "full",
            words=kernel.t(f"history.log.{state}"),
            policy=policy,
            corrections=tuple(found),
            commits=tuple(_row(kernel, commit) for commit in reversed(history.commits)),
        ),
        crumbs=kernel.crumbs(),
        search=(
            SearchRecord(urls.LOG, title, "page", keywords=kernel.t("history.log.search-words"), weight=2),
        ),
        index=True,
    )
    for commit in reversed(told):
        yield PageSpec(
            url=urls.log_commit(commit.short),
            title=kernel.t("history.commit.title", commit=commit.short),
            description=kernel.t("history.commit.description", day=kernel.day(commit.day)),
            section="du-lieu",
            template="log_commit.html.j2",
            view=_page(kernel, commit),
            crumbs=kernel.crumbs(views.Link(title, urls.LOG)),
        )


def _receipt(commit: Commit) -> views.Receipt:
    return views.Receipt(f"commit:{commit.id}", f"git:{commit.id}", url=urls.LOG)


def _counts(kernel: Kernel, commit: Commit) -> tuple[views.Value, views.Value]:
    changes = kernel.history.by_commit.get(commit.id, ())
    updates = sum(1 for change in changes if change.kind == "update")
    receipt = _receipt(commit)
    numbers = (len(changes) - updates, updates)
    first, second = (views.Value(wording.number(n), str(n), receipt) for n in numbers)
    return first, second


def _row(kernel: Kernel, commit: Commit) -> CommitRow:
    made, updates = _counts(kernel, commit)
    url = urls.log_commit(commit.short) if kernel.history.by_commit.get(commit.id) else ""
    day = views.Value(kernel.day(commit.day), commit.day.isoformat(), _receipt(commit))
    return CommitRow(day, views.Link(commit.short, url), commit.subject, made, updates)


def _page(kernel: Kernel, commit: Commit) -> CommitPage:
    changes = [c for c in kernel.history.by_commit[commit.id] if c.kind == "correction"]
    over = len(changes) - MOST_ROWS
    receipt = _receipt(commit)
    _, updates = _counts(kernel, commit)
    return CommitPage(
        commit=views.Value(commit.id, commit.id, receipt),
        day=views.Value(kernel.day(commit.day), commit.day.isoformat(), receipt),
        reason=commit.subject,
        body=tuple(filter(None, (part.replace("\n", " ").strip() for part in commit.body.split("\n\n")))),
        rows=tuple(change_row(kernel, change) for change in changes[:MOST_ROWS]),
        updates=updates,
        more=views.Value(wording.number(over), str(over), receipt) if over > 0 else None,
    )
