"""Makes the example of the guide: a form filled in with mistakes, its problems, corrected, imported. Pure.

The real functions run on made-up data, so that the guide always shows what really happens. No name in it is
real, so that nobody takes it for a published fact.
"""

import errno
import gc
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

from lxml.etree import SerialisationError
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator.data.catalogue import Catalogue
from generator.data.parser import parse_root
from generator.data.problems import ProblemError
from generator.data.resolver import resolve
from generator.data.strict_yaml import load, to_plain
from generator.model import wording
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.cell_formats import SEA, TYPED, WASH
from generator.office.duties import Forms
from generator.office.form_columns import TASKS, UNIT
from generator.office.form_import import Outcome, import_forms
from generator.office.form_workbook import FIRST_ROW, asked_cutoff, write_template
from generator.office.import_report import ImportReport
from generator.office.inbox import Inbox, take_inbox
from generator.office.sent_forms import Sent
from generator.office.workbook import open_workbook

QUARTER = Quarter(2026, 2)
AGENCY = "so-vi-du"
FILE = "so-vi-du.xlsx"

DATA, FILLED = "data/", "filled.yaml"
"""In the example's folder: the made-up data, and what the agency writes into its form."""

LOOKS = {SEA: "heading", "#F2DFA0": "asked", WASH: "locked", TYPED: "typed", "#DCE6EF": "plan"}
"""Name of a cell's look by its background colour; a cell with another colour is ``bare``."""

COLUMNS = tuple(column.id for column in TASKS if column is not UNIT)
PLACES = {name: place for place, name in enumerate(COLUMNS, 1)}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as it looks in the workbook."""

    text: str
    look: str
    """``heading``, ``asked``, ``plan``, ``locked``, ``typed``, ``bare``, or ``gap`` for columns left out."""
    note: int = 0
    """Number of the explanation of the cell in the guide; 0 for none."""
    span: int = 1
    """Number of columns that it covers."""


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """Some rows and columns of a sheet, as a spreadsheet program shows them."""

    sheet: str
    sheets: tuple[str, ...]
    """Names of the visible sheets, for the tabs."""
    letters: tuple[str, ...]
    """Letters of the columns; an empty one where columns are left out."""
    rows: tuple[tuple[int, tuple[SheetCell, ...]], ...]
    """Number of each row with its cells."""


@dataclass(frozen=True)
class Example:
    """One form from sending out to import."""

    published: Mapping[str, bytes]
    """Data files before the import, by path."""
    taken: Mapping[str, bytes]
    """Data files after the import, by path."""
    head: SheetPicture
    """The cells above the tasks."""
    blank: SheetPicture
    """The form as sent out."""
    states: tuple[str, ...]
    """The choices of the drop-down list for the state."""
    wrong: SheetPicture
    """The form filled in with mistakes."""
    refused: Inbox
    """The import of the form with mistakes."""
    accepted: Inbox
    """The import of the corrected form."""
    lines: tuple[str, ...]
    """What ``portal import --dry-run`` prints for the corrected form."""


def example(files: Mapping[str, bytes], catalogue: Catalogue) -> Example:
    """Make the example; the result is cached.

    Args:
        files: The files of the example's folder, by path relative to it.
        catalogue: Vietnamese words.

    Raises:
        ProblemError: The made-up data have errors.
    """
    return _example(tuple(sorted(files.items())), tuple(sorted(catalogue.entries.items())))


@lru_cache(maxsize=2)
def _example(files: tuple[tuple[str, bytes], ...], words: tuple[tuple[str, str], ...]) -> Example:
    catalogue = Catalogue("vi", dict(words))
    published = {path: data for path, data in files if path.startswith(DATA)}
    portal = _portal(published)
    form = Forms(portal, QUARTER).of(AGENCY)
    blank = write_template(portal, catalogue, form, asked_cutoff(form))
    entries = _entries(dict(files)[FILLED])
    wrong, right = (_filled(blank, entries, which) for which in ("wrong", "right"))
    refused, accepted = (
        take_inbox(portal, {QUARTER: Sent({FILE: data})}, catalogue, portal.settings.as_of, open_workbook)
        for data in (wrong, right)
    )
    outcome = import_forms(portal, QUARTER, {FILE: right}, catalogue, open_workbook)
    empty = _book(blank)
    tasks = catalogue.text("office.sheet.tasks")
    first = FIRST_ROW + 1
    return Example(
        published,
        {**published, **accepted.files},
        head=_picture(empty, tasks, range(3, 6), ("task", "deadline")),
        blank=_picture(
            empty,
            tasks,
            range(FIRST_ROW, first + 3),
            ("number", "task", "", "state", "completed"),
            {(first + 1, "task"): 1, (first + 1, "state"): 2, (first + 1, "completed"): 3},
        ),
        states=_offered(empty, "ds_state"),
        wrong=_picture(
            _book(wrong),
            tasks,
            range(FIRST_ROW, first + 4),
            ("number", "", "state", "completed", "", "evidence"),
            _places(refused),
        ),
        refused=refused,
        accepted=accepted,
        lines=(*ImportReport(portal, outcome, catalogue).lines(), _closing(outcome, catalogue)),
    )


def _portal(files: Mapping[str, bytes]) -> Portal:
    records, problems = parse_root(files)
    portal, more = resolve(records)
    if portal is None or any(problem.severity == "error" for problem in (*problems, *more)):
        raise ProblemError([*problems, *more])
    return portal


def _closing(outcome: Outcome, catalogue: Catalogue) -> str:
    return catalogue.text(
        "cli.import-dry",
        count=len(outcome.changes), quarter=outcome.quarter.label, files=len(outcome.files),
    )  # fmt: skip


def _entries(data: bytes) -> Sequence[Mapping[str, str]]:
    node, problems = load(FILLED, data)
    if node is None:
        raise ProblemError(problems)
    found: Any = to_plain(node)
    return tuple(found)


def _book(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def _filled(blank: bytes, entries: Sequence[Mapping[str, str]], which: str) -> bytes:
    """Fill in the form with the texts of the agency; `which` is ``wrong`` or ``right``."""
    book = _book(blank)
    sheet = book.worksheets[2]
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(min_row=FIRST_ROW + 1, max_col=1)}
    for entry in entries:
        if which in entry:
            sheet.cell(rows[entry["task"]] or 0, PLACES[entry["column"]], entry[which])
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    """Return a workbook's bytes.

    Raises:
        OSError: The folder for temporary files, in which openpyxl writes each sheet first, has no room.
    """
    stream, failed, told = BytesIO(), "", sys.unraisablehook
    # A writer that could not write complains once more when it is thrown away.
    sys.unraisablehook = lambda _: None
    try:
        book.save(stream)
    except SerialisationError as error:
        failed = str(error)
    finally:
        if failed:
            gc.collect()
        sys.unraisablehook = told
    if failed:
        raise OSError(errno.ENOSPC, failed, tempfile.gettempdir())
    return stream.getvalue()


def _picture(
    book: Workbook,
    name: str,
    rows: range,
    columns: Sequence[str],
    notes: Mapping[tuple[int, str], int] | None = None,
) -> SheetPicture:
    """Make a picture of some rows and columns of a sheet.

    Args:
        book: The workbook.
        name: Name of the sheet.
        rows: Numbers of the rows.
        columns: Ids of the columns; an empty one means that columns are left out there.
        notes: Number of the explanation by row and column id.
    """
    sheet = book[name]
    shown = tuple(one.title for one in book.worksheets if one.sheet_state == "visible")
    letters = tuple(get_column_letter(PLACES[column]) if column else "" for column in columns)
    found = notes or {}
    return SheetPicture(
        name, shown, letters, tuple((row, tuple(_cells(sheet, row, columns, found))) for row in rows)
    )


def _cells(
    sheet: Worksheet, row: int, columns: Sequence[str], notes: Mapping[tuple[int, str], int]
) -> Iterator[SheetCell]:
    merged = {
        (r.min_row, r.min_col): r.max_col - r.min_col + 1 for r in sheet.merged_cells.ranges
    }  # columns covered by each merged cell, by its first cell
    left = 0
    for place, column in enumerate(columns):
        if left:
            left -= 1
            continue
        if not column:
            yield SheetCell("", "gap")
            continue
        cell = sheet.cell(row, PLACES[column])
        span = min(merged.get((row, PLACES[column]), 1), len(columns) - place)
        left = span - 1
        colour = str(cell.fill.fgColor.rgb)[2:]
        value = cell.value
        text = wording.day(value) if isinstance(value, date) else "" if value is None else str(value)
        look = LOOKS.get(f"#{colour}", "bare")
        if look == "plan":
            # The name of a plan continues over the empty cells to its right.
            yield SheetCell(text, look, span=len(columns))
            return
        yield SheetCell(text, look, notes.get((row, column), 0), span)


def _offered(book: Workbook, name: str) -> tuple[str, ...]:
    """Return the values of a named range, the choices of a drop-down list."""
    [(sheet, place)] = book.defined_names[name].destinations
    return tuple(str(cell.value) for row in book[sheet][place.replace("$", "")] for cell in row)


def _places(refused: Inbox) -> Mapping[tuple[int, str], int]:
    """Return the number of each problem by row and column id of its cell."""
    return {
        (problem.line, COLUMNS[problem.column - 1]): number
        for number, problem in enumerate(refused.problems, 1)
    }
