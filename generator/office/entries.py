"""Turns the rows of a returned form into results, in the field names and values of the data files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.data.catalogue import Catalogue
from generator.data.problems import quote
from generator.office.cell_values import CellError, note_of
from generator.office.document_references import references
from generator.office.duties import Duty, Form, Forms
from generator.office.entry_row import EntryRow, FormContext
from generator.office.field_cells import Plain
from generator.office.file_problems import Complaints
from generator.office.new_documents import KnownDocuments
from generator.office.row_check import RowCheck
from generator.office.sheet_tables import SheetLine, SheetTable
from generator.office.submission import Submission
from generator.office.workbook import Cell, cell_name


@dataclass(frozen=True, slots=True)
class FormPlace:
    """A cell of a submitted file; row and column count from 1."""

    file: str
    sheet: str
    row: int
    column: int
    text: str
    """The place as messages show it, with the name of the file as it was sent: ``a.xlsx › Nhiệm vụ!G12``."""
    recorded: str
    """The same with our own names of form and sheet, which the data keep and the site shows: a name that
    somebody gave the file or a sheet may hold a person's name or number."""


@dataclass(frozen=True, slots=True)
class RowEntry:
    """The result that one row reports."""

    duty: Duty
    fields: Mapping[str, Plain]
    """Fields and values in the order of a results file, without ``imported`` (the cell they came from)."""
    place: FormPlace
    postponement: Mapping[str, str] | None = None
    """Fields of a postponement event (task, deadline, document); None if the deadline did not move."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """Column numbers (from 1) of the row's cells, by id of the column."""


class Understanding:
    """Reads the rows of one returned form; mistakes are added to `complaints`."""

    def __init__(
        self,
        forms: Forms,
        form: Form,
        submission: Submission,
        documents: KnownDocuments,
        catalogue: Catalogue,
        complaints: Complaints,
    ) -> None:
        self.form = form
        self.submission = submission
        self.documents = documents
        self.catalogue = catalogue
        self.complaints = complaints
        self.report: str | None = None
        """Id of the document with which the agency reported the whole form, once `entries` has read it."""
        self.cited: set[str] = set()
        """Ids of the documents that the form's cells name."""
        self.rows = RowCheck(forms, form, submission, catalogue, complaints)
        self.own = documents.introduce(submission, complaints)

    def entries(self, cutoff: date | None) -> list[RowEntry]:
        """The results of all filled-in rows without mistakes; empty rows are left out.

        Args:
            cutoff: Day of the figures; None if the form's is missing or wrong.
        """
        head = self.submission.head.get("report")
        found = self._documents(self.submission.head_sheet, head) if head is not None else []
        self.report = found[0] if found else None
        self.context = FormContext(
            self.catalogue,
            self.documents,
            self.complaints,
            cutoff,
            self.report,
            self._documents,
        )
        duties = {duty.key: duty for duty in self.form.duties}
        found_entries = []
        for key, (table, line) in self.submission.rows.items():
            duty = duties.get(key)
            if duty is None:
                self.rows.unasked(key, table, line)
                continue
            self.rows.asked(duty, table, line)
            entry = self._entry(duty, table, line)
            if entry is not None:
                found_entries.append(entry)
        self.documents.tell_uncited(self.submission, self.own, self.cited, self.complaints)
        self.complaints.tell_tidied()
        if not self.complaints.refused:
            self.rows.missing()
        return found_entries

    def _entry(self, duty: Duty, table: SheetTable, line: SheetLine) -> RowEntry | None:
        typed = {c.id: line.cells[c.id] for c in table.columns if c.typed and c.id in line.cells}
        state_at = table.places.get("state", 1)
        cell, ours = cell_name(line.row, state_at), self.catalogue.text(f"office.sheet.{table.kind}")
        place = FormPlace(
            self.complaints.file,
            table.name,
            line.row,
            state_at,
            f"{self.complaints.file} › {quote(table.name)}!{cell}",
            f"{self.form.agency}.xlsx › {ours}!{cell}",
        )
        if not typed:
            if duty.key in self.submission.facts.filled and duty.current is not None:
                self.complaints.at(table.name, line.row, state_at, "xlsx-cleared", value=duty.number)
            return None
        row = EntryRow(self.context, duty, table, line, typed)
        fields = row.fields()
        if fields is None:
            return None
        return RowEntry(duty, fields, place, row.postponement(), table.places)

    def _is_known(self, text: str) -> bool:
        found = self.documents.find(text, self.own, self.form.agency)
        return found.id is not None or bool(found.several)

    def _documents(self, sheet: str, cell: Cell) -> list[str]:
        """Ids of the documents that a cell names; unknown or ambiguous names become problems."""
        found: list[str] = []
        try:
            texts = references(note_of(cell), self._is_known)
        except CellError as error:
            self.complaints.cell(sheet, cell, error.code, **error.params)
            return found
        for text in texts:
            one = self.documents.find(text, self.own, self.form.agency)
            if one.several:
                params = {"value": text, "allowed": " · ".join(one.several)}
                self.complaints.cell(sheet, cell, "xlsx-document-several", **params)
            elif one.id is None:
                self.complaints.cell(sheet, cell, "xlsx-document-unknown", value=text, near=one.near)
            else:
                self.documents.use(one.id)
                self.cited.add(one.id)
                found.append(one.id)
        return list(dict.fromkeys(found))
