"""Forms answered in memory: made by the portal, read as sheets, some cells typed, and imported."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.duties import Forms
from generator.office.file_problems import Complaints
from generator.office.form_import import Outcome, import_forms
from generator.office.form_workbook import write_template
from generator.office.sheet_tables import find_tables
from generator.office.workbook import Cell, Sheet, open_workbook
from tests.office.cells import VIETNAMESE, Value, cell

QUARTER = Quarter(2026, 2)

CUTOFF = date(2026, 6, 9)
"""Day of the figures, filled in when the form goes out."""

TASK, SHARED, MEASURE = "tp-2026/1", "tp-2026/2", "tp-2026/ct-a#hai-long"
"""Keys of the rows in the form of Sở Nội vụ of the minimal root: its task, a shared one, a measure."""

Answers = Mapping[tuple[str, str], Value]
"""What is typed, by key of the row and id of the column; an empty text empties the cell."""


def form_of(portal: Portal, agency: str = "so-noi-vu") -> list[Sheet]:
    """The form of an agency as it goes out, read as sheets."""
    form = Forms(portal, QUARTER).of(agency)
    return open_workbook(write_template(portal, VIETNAMESE, form, CUTOFF))


def answered(sheets: list[Sheet], answers: Answers) -> list[Sheet]:
    """A form with cells typed into rows, wherever they stand."""
    left = dict(answers)
    found = []
    places = {table.name: table for table in find_tables(sheets, {}, VIETNAMESE, Complaints("x")).values()}
    for sheet in sheets:
        cells: dict[tuple[int, int], Cell] = dict(sheet.cells)
        table = places.get(sheet.name)
        for line in table.lines() if table is not None and "key" in table.places else ():
            key = str(line.cells["key"].value) if "key" in line.cells else ""
            for (row_key, column), value in answers.items():
                if table is not None and row_key == key and column in table.places:
                    place = line.row, table.places[column]
                    cells.pop(place, None)
                    if value != "":
                        cells[place] = cell(value, at=place)
                    left.pop((row_key, column), None)
        found.append(replace(sheet, cells=cells))
    assert left == {}
    return found


def imported(
    portal: Portal,
    sheets: list[Sheet],
    *,
    day: date | None = None,
    agency: str = "so-noi-vu",
) -> Outcome:
    """What the import of one form of an agency finds and would do."""
    files = {f"{agency}.xlsx": b""}
    return import_forms(portal, QUARTER, files, VIETNAMESE, lambda _: sheets, day=day)
