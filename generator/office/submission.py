"""Splits a returned workbook into its parts: the form's facts, head cells, rows and new documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.data.catalogue import Catalogue
from generator.office.cell_values import CellError, text_of, tidy
from generator.office.file_problems import Complaints
from generator.office.hidden_sheet import FormFacts, read_facts
from generator.office.package_limits import FileRefusedError, Reason
from generator.office.sheet_tables import SheetLine, SheetTable, find_tables, head_cells
from generator.office.workbook import Cell, Sheet

Opened: TypeAlias = Callable[[bytes], list[Sheet]]
"""Reads the sheets of a workbook from its bytes; raises `FileRefusedError` if it cannot or must not."""


_CODES: Mapping[Reason, str] = {
    "empty": "xlsx-empty",
    "damaged": "xlsx-damaged",
    "encrypted": "xlsx-encrypted",
    "old": "xlsx-old",
    "macro": "xlsx-macro",
    "entities": "xlsx-entities",
    "other-kind": "xlsx-other-kind",
    "too-large": "xlsx-too-big",
    "unpacks-too-large": "xlsx-too-big",
    "too-many-parts": "xlsx-too-big",
    "too-complex": "xlsx-too-big",
    "too-many-rows": "xlsx-too-big",
    "too-heavy": "xlsx-too-heavy",
    "not-started": "xlsx-not-started",
    "strict": "xlsx-strict",
    "open-document": "xlsx-other-sheet",
    "links": "xlsx-links",
    "not-converted": "xlsx-not-converted",
}
"""Problem code for each reason to refuse a workbook."""

_OTHER_SHEETS = frozenset({"xlsb", "ods", "csv", "numbers"})
"""Kinds of spreadsheets that are not read."""


@dataclass(frozen=True, slots=True)
class Submission:
    """A returned form as raw cells; their values are not read yet."""

    file: str
    facts: FormFacts
    tables: Mapping[str, SheetTable]
    head: Mapping[str, Cell]
    head_sheet: str
    rows: Mapping[str, tuple[SheetTable, SheetLine]]
    """Each row with its table, by row key (`Duty.key`)."""
    documents: tuple[tuple[SheetTable, SheetLine], ...]


def read_submission(
    data: bytes, opened: Opened, catalogue: Catalogue, complaints: Complaints
) -> Submission | None:
    """The form in a workbook; None, with a problem in `complaints`, if it cannot be read or is no form."""
    try:
        sheets = opened(data)
    except FileRefusedError as refused:
        other_sheet = refused.params.get("value") in _OTHER_SHEETS
        code = "xlsx-other-sheet" if other_sheet else _CODES[refused.reason]
        complaints.whole(code, **refused.params)
        return None
    facts = read_facts(sheets)
    if facts is None:
        complaints.whole("xlsx-not-form")
        return None
    tables = find_tables(sheets, facts.headings, catalogue, complaints)
    main = tables.get("tasks") or tables.get("targets")
    if main is None:
        complaints.whole("xlsx-sheet-missing", value=catalogue.text("office.sheet.tasks"))
        return None
    documents = tables.get("documents")
    rows: dict[str, tuple[SheetTable, SheetLine]] = {}
    for kind in ("tasks", "targets"):
        if kind in tables and tables[kind].sound:
            _rows(tables[kind], rows, complaints)
    return Submission(
        complaints.file,
        facts,
        tables,
        head_cells(main, catalogue),
        main.name,
        rows,
        tuple((documents, line) for line in documents.lines()) if documents is not None else (),
    )


def _rows(table: SheetTable, rows: dict[str, tuple[SheetTable, SheetLine]], complaints: Complaints) -> None:
    """Adds a table's rows to `rows` by key; doubled keys become problems.

    A row without a key is a heading or somebody's sum and is ignored, unless a typed column is filled in:
    then it is a problem.
    """
    typed = [column.id for column in table.columns if column.typed]
    twice: set[str] = set()
    for line in table.lines():
        written = [name for name in typed if name in line.cells]
        cell = line.cells.get("key")
        try:
            key = text_of(cell).replace(" ", "") if cell is not None else ""
        except CellError as error:
            complaints.at(table.name, line.row, table.places["key"], error.code, **error.params)
            continue
        if not key:
            if written and "key" in table.places:
                first = line.cells[written[0]]
                complaints.cell(table.name, first, "xlsx-row-without-key", value=tidy(str(first.value)))
            continue
        if key in rows and cell is not None:
            complaints.cell(table.name, cell, "xlsx-row-twice", value=key, first=rows[key][1].row)
            twice.add(key)
            continue
        rows[key] = (table, line)
    for key in twice:
        # Nobody knows which of the two rows is meant, so neither is used.
        rows.pop(key)
