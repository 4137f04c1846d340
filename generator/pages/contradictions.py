"""``/khong-khop/``: where the documents do not go together, computed and recorded, in neutral words."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import urls, views, wording
from generator.linting import EXPLAINS, Finding
from generator.pages.kernel import Kernel
from generator.pages.past import subject_link
from generator.site import PageSpec, SearchRecord

MOST = 60
"""Findings of one kind that the page lists; `portal lint` lists all."""

MOST_SUBJECTS = 6


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with what it speaks of and the notes that explain it."""

    statement: views.Value
    about: tuple[views.Link, ...]
    notes: tuple[views.Link, ...]


@dataclass(frozen=True, slots=True)
class ContradictionsPage:
    """Everything found and everything recorded."""

    rows: tuple[FindingRow, ...]
    notices: tuple[views.Notice, ...]
    recorded: views.Value


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The one page."""
    rows = []
    for code in EXPLAINS:
        rows += [finding for finding in kernel.findings if finding.code == code][:MOST]
    title = kernel.t("lint.page.title")
    noted = len(kernel.portal.notes)
    yield PageSpec(
        url=urls.CONTRADICTIONS,
        title=title,
        description=kernel.t("lint.page.description"),
        section="van-ban",
        template="contradictions.html.j2",
        view=ContradictionsPage(
            rows=tuple(_row(kernel, finding) for finding in rows),
            notices=tuple(kernel.notice(note) for note in kernel.portal.notes),
            recorded=views.Value(
                wording.number(noted), str(noted), views.Receipt("notes", "data/consistency.yaml:1")
            ),
        ),
        crumbs=kernel.crumbs(),
        search=(
            SearchRecord(
                urls.CONTRADICTIONS, title, "page", keywords=kernel.t("lint.page.search-words"), weight=2
            ),
        ),
        index=True,
    )


def _row(kernel: Kernel, finding: Finding) -> FindingRow:
    refs = [
        ref for ref in finding.about if ref.partition(":")[0] in {"task", "target", "observation", "plan"}
    ]
    documents = [ref.partition(":")[2] for ref in finding.about if ref.startswith("document:")]
    links = [subject_link(kernel, ref) for ref in refs[:MOST_SUBJECTS]]
    links += [kernel.document_link(document) for document in documents[:MOST_SUBJECTS]]
    return FindingRow(
        statement=kernel.finding(finding),
        about=tuple(links),
        notes=tuple(views.Link(note, f"{urls.CONTRADICTIONS}#luu-y-{note}") for note in finding.notes),
    )
