"""``/khong-khop/``: where documents contradict each other, found by a check or noted by an editor."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.measures.consistency import GROUPS, Disagreement, Finding, disagreements
from generator.model import records
from generator.pages.record.past import subject_link
from generator.view import scopes, urls, views
from generator.view.notices import Notices
from generator.view.site import PageSpec, SearchRecord
from generator.view.values import Values

MOST = 60
"""Most findings of one code that the page lists; ``portal lint`` lists all."""

MOST_SUBJECTS = 6
"""Most records to which a finding links."""

OPEN = 6
"""Number of entries of a group that are shown open; the rest are folded."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction."""

    anchor: str
    statement: views.Value
    found: str
    """How it was found, in words: by a check or by an editor."""
    places: tuple[views.Link, ...]
    fields: tuple[views.ShownField, ...]
    """Declared fields of an editor's note that have a value."""
    notices: tuple[views.Notice, ...]
    """Editors' notes that explain an automatic finding."""


@dataclass(frozen=True, slots=True)
class ContradictionGroup:
    """Entries of one kind."""

    id: str
    title: str
    text: str
    count: views.Value
    entries: tuple[Contradiction, ...]
    folded: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class ContradictionsPage:
    """View of the page: all findings and notes."""

    groups: tuple[ContradictionGroup, ...]


def pages(values: Values, notices: Notices) -> Iterator[PageSpec]:
    """Yield the page."""
    title = values.t("lint.page.title")
    yield PageSpec(
        url=urls.CONTRADICTIONS,
        title=title,
        description=values.t("lint.page.description"),
        section="van-ban",
        template="record/contradictions.html.j2",
        view=ContradictionsPage(tuple(_groups(values, notices))),
        crumbs=values.crumbs(),
        search=(
            SearchRecord(
                urls.CONTRADICTIONS, title, "page", keywords=values.t("lint.page.search-words"), weight=2
            ),
        ),
        index=True,
    )


def _groups(values: Values, notices: Notices) -> Iterator[ContradictionGroup]:
    """Yield each group that has entries; a note that explains a finding is shown only there."""
    every, explained = disagreements(values.portal), set[str]()
    for name in GROUPS:
        of_group = [entry for entry in every if entry.group == name]
        entries = tuple(_entries(values, notices, of_group, explained))
        # One or two more entries are not worth folding.
        shown = OPEN if len(entries) > OPEN + 2 else len(entries)
        if entries:
            yield ContradictionGroup(
                id=name,
                title=_title(values, name),
                text=values.t(f"lint.group.{name}"),
                count=values.tally(len(of_group), scopes.rows("notes", group=name)),
                entries=entries[:shown],
                folded=entries[shown:],
            )


def _title(values: Values, group: str) -> str:
    if group == "upstream":
        return values.t("lint.upstream")
    return values.code_word(records.ConsistencyNote, "kind", group)


def _entries(
    values: Values, notices: Notices, of_group: Sequence[Disagreement], explained: set[str]
) -> Iterator[Contradiction]:
    """Yield a group's entries, of each code only the first `MOST`."""
    listed = Counter[str]()
    for entry in of_group:
        if entry.finding is not None:
            listed[entry.finding.code] += 1
            if listed[entry.finding.code] <= MOST:
                yield _finding(values, notices, entry.finding, explained)
        elif entry.note is not None:
            yield _note(values.t, notices.notice(entry.note))


def _note(t: TextOf, notice: views.Notice) -> Contradiction:
    return Contradiction(
        anchor=f"luu-y-{notice.id}",
        statement=notice.statement,
        found=t("lint.page.recorded"),
        places=notice.sources,
        fields=notice.fields,
        notices=(),
    )


def _finding(values: Values, notices: Notices, finding: Finding, explained: set[str]) -> Contradiction:
    kinds = {"task", "target", "observation", "plan"}
    refs = [ref for ref in finding.about if ref.partition(":")[0] in kinds]
    documents = [ref.partition(":")[2] for ref in finding.about if ref.startswith("document:")]
    links = [subject_link(values, ref) for ref in refs[:MOST_SUBJECTS]]
    links += [values.document_link(document) for document in documents[:MOST_SUBJECTS]]
    over = len(refs) - MOST_SUBJECTS
    if over > 0:
        links.append(views.Link(values.t("lint.page.others"), ""))
    fresh = [note for note in finding.notes if note not in explained]
    explained.update(fresh)
    notes = {note.record.id: note for note in values.portal.notes}
    return Contradiction(
        anchor="",
        statement=notices.finding(finding),
        found=values.t("lint.page.computed"),
        places=tuple(links),
        fields=(),
        notices=tuple(notices.notice(notes[note]) for note in fresh),
    )
