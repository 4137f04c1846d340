"""Finds the forms that an agency sent more than once, and what they say differently.

“so-noi-vu (1).xlsx”, “Copy of so-noi-vu.xlsx”: versions that say the same count once. Where they differ,
whoever imports chooses one; the machine does not know which was meant, and never joins them by itself.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.data.problems import Problem
from generator.office.cell_values import compared_text
from generator.office.document_register import folded
from generator.office.entries import RowEntry
from generator.office.file_problems import Complaints
from generator.office.sheet_tables import SheetLine, SheetTable
from generator.office.understood_form import UnderstoodForm, by_agency
from generator.office.workbook import Cell

HEAD = ("cutoff", "report")
"""Cells above the table that are compared; who prepared the form does not matter."""


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell that two versions of a form fill in differently."""

    sheet: str
    row: int
    column: int
    """Place in the later version; row and column from 1."""
    row_name: str
    """Number of the task or target, symbol of a document; empty above the table."""
    heading: str
    before: str
    """What the first version says; empty for an empty cell."""
    after: str


@dataclass(frozen=True)
class Versions:
    """The forms of an import with each agency's versions settled."""

    kept: tuple[UnderstoodForm, ...]
    """Forms to be imported, in the order in which they were read."""
    problems: tuple[Problem, ...]
    passed_over: frozenset[str]
    """Files of which another version is taken; what is wrong in them does not matter."""


def settle_versions(forms: list[UnderstoodForm], choose: Collection[str], catalogue: Catalogue) -> Versions:
    """Settle which version of each agency's form counts.

    Args:
        forms: All forms, as read.
        choose: Names of files that whoever imports chose; other versions of such a form are passed over.
        catalogue: Headings of the columns (Vietnamese).
    """
    kept: list[UnderstoodForm] = []
    problems: list[Problem] = []
    passed_over: set[str] = set()
    for group in by_agency(forms):
        chosen = [one for one in group if one.file in choose]
        others = [one for one in group if chosen and one not in chosen]
        problems += (_told(one, "xlsx-version-not-chosen", chosen[0]) for one in others)
        passed_over |= {one.file for one in others}
        first, *later = chosen or group
        kept.append(first)
        for version in later:
            found = list(differences(first, version, catalogue))
            if not found:
                problems.append(_told(version, "xlsx-version-same", first))
                passed_over.add(version.file)
            elif chosen:
                kept.append(version)
                problems += _contradictions(first, version)
            else:
                problems += _differing(first, version, found)
    order = {one.file: place for place, one in enumerate(forms)}
    kept.sort(key=lambda one: order[one.file])
    return Versions(tuple(kept), tuple(problems), frozenset(passed_over))


def differences(
    first: UnderstoodForm, later: UnderstoodForm, catalogue: Catalogue
) -> Iterator[CellDifference]:
    """Yield the cells that two versions of a form fill in differently, in the order of the later one."""
    for name in HEAD:
        was, now = (compared_text(one.submission.head.get(name)) for one in (first, later))
        cell = later.submission.head.get(name) or first.submission.head.get(name)
        if was != now and cell is not None:
            heading = catalogue.text(f"office.head.{name}")
            yield CellDifference(later.submission.head_sheet, cell.row, cell.column, "", heading, was, now)
    entries = [_by_key(one) for one in (first, later)]
    theirs, ours = first.submission.rows, later.submission.rows
    for key in dict.fromkeys((*ours, *theirs)):
        read = [of_form.get(key) for of_form in entries]
        # “Đã xong” and “Hoàn thành” are two cells and one answer.
        if read[0] is None or read[1] is None or _answer(read[0]) != _answer(read[1]):
            yield from _of_row(theirs.get(key), ours.get(key), key, catalogue)
    before, after = (_documents(one) for one in (first, later))
    for symbol in dict.fromkeys((*after, *before)):
        yield from _of_row(before.get(symbol), after.get(symbol), symbol, catalogue)


_Row = tuple[SheetTable, SheetLine]


def _of_row(was: _Row | None, now: _Row | None, key: str, catalogue: Catalogue) -> Iterator[CellDifference]:
    """The typed cells of a row that differ; a version may lack the row."""
    table, line = now or was or (None, None)
    for column in table.columns if table is not None and line is not None else ():
        if not column.typed:
            continue
        texts = [compared_text(row[1].cells.get(column.id)) if row is not None else "" for row in (was, now)]
        if texts[0] != texts[1] and table is not None and line is not None:
            place = table.places.get(column.id, 1)
            name = key.rpartition("/")[2] if table.kind != "documents" else key
            heading = column.heading(catalogue)
            yield CellDifference(table.name, line.row, place, name, heading, texts[0], texts[1])


def _by_key(form: UnderstoodForm) -> Mapping[str, RowEntry]:
    return {entry.duty.key: entry for entry in form.entries}


def _answer(entry: RowEntry) -> object:
    return dict(entry.fields), entry.postponement


def _documents(form: UnderstoodForm) -> Mapping[str, _Row]:
    """The rows of new documents by their symbols."""
    found: dict[str, _Row] = {}
    for table, line in form.submission.documents:
        found[folded(compared_text(line.cells.get("symbol")))] = table, line
    return found


def _told(form: UnderstoodForm, code: str, other: UnderstoodForm) -> Problem:
    """A note that a file is passed over because of another version."""
    complaints = Complaints(form.file)
    complaints.whole(code, severity="warning", first=other.file)
    return complaints.problems[0]


def _differing(
    first: UnderstoodForm, later: UnderstoodForm, found: list[CellDifference]
) -> Iterator[Problem]:
    """An error of the later version, and a warning for each cell that differs."""
    complaints = Complaints(later.file)
    complaints.whole("xlsx-versions-differ", value=later.file, first=first.file, count=len(found))
    for one in found:
        cell = Cell(one.row, one.column, "text", one.after)
        row = f"{one.row_name}, " if one.row_name else ""
        complaints.warn(
            one.sheet, cell, "xlsx-version-cell",
            name=f"{row}{one.heading}", was=one.before or "–", value=one.after or "–", first=first.file,
        )  # fmt: skip
    yield from complaints.problems
    # The other version waits too: nobody knows which one was meant.
    told = Complaints(first.file)
    told.whole("xlsx-versions-differ", value=first.file, first=later.file, count=len(found))
    yield from told.problems


def _contradictions(first: UnderstoodForm, later: UnderstoodForm) -> Iterator[Problem]:
    """Errors of rows that two chosen versions answer differently."""
    known = _by_key(first)
    for key, entry in _by_key(later).items():
        if key in known and _answer(known[key]) != _answer(entry):
            place = entry.place
            complaints = Complaints(later.file)
            params = {"value": entry.duty.number, "first": known[key].place.text}
            complaints.at(place.sheet, place.row, place.column, "xlsx-files-disagree", **params)
            yield from complaints.problems
