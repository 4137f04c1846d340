"""The rows of a form understood: what each says of its task or target, in the words of the data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.deadline import DeadlineError, Period
from generator.deadline_parsing import parse_deadline
from generator.office.columns import STATES
from generator.office.complaints import Complaints
from generator.office.duties import ENDED, Duty, Form
from generator.office.newcomers import Documents
from generator.office.prefill import locked_texts, typed_texts
from generator.office.submission import Submission
from generator.office.tables import Line, Table
from generator.office.values import (
    CellError,
    amount_of,
    day_of,
    note_of,
    parts_of,
    state_of,
    text_of,
    tidy,
)
from generator.office.workbook import Cell, cell_name
from generator.problems import quote
from generator.strings import Catalogue

Plain: TypeAlias = str | list[str]
"""A value as a data file holds it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a file."""

    file: str
    sheet: str
    row: int
    column: int
    text: str
    """``so-noi-vu.xlsx › Nhiệm vụ!G12``."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says."""

    duty: Duty
    fields: Mapping[str, Plain]
    """As in a results file, in its order; without the note of where it came from."""
    place: Place
    postponement: Mapping[str, str] | None = None
    """The event of a new deadline: its words and its document."""


class Understanding:
    """Understands the rows of one form."""

    def __init__(
        self,
        form: Form,
        submission: Submission,
        documents: Documents,
        catalogue: Catalogue,
        complaints: Complaints,
    ) -> None:
        self.form = form
        self.submission = submission
        self.documents = documents
        self.catalogue = catalogue
        self.complaints = complaints
        self.own = documents.introduce(submission, complaints)
        self.cutoff: date | None = None
        self.report: str | None = None

    def entries(self, *, register: bool) -> list[Entry]:
        """What every row says; a row that says nothing gives none. `self.cutoff` must be set before."""
        self.register = register
        head = self.submission.head.get("report")
        if head is not None:
            found = self._documents(self.submission.head_sheet, head)
            self.report = found[0] if found else None
        duties = {duty.key: duty for duty in self.form.duties}
        found_entries = []
        for key, (table, line) in self.submission.rows.items():
            duty = duties.get(key)
            if duty is None:
                self.complaints.cell(table.name, line.cells["key"], "xlsx-unknown-row", value=key)
                continue
            self._check_locked(duty, table, line)
            entry = self._entry(duty, table, line)
            if entry is not None:
                found_entries.append(entry)
        missing = len(duties.keys() - self.submission.rows.keys())
        if missing and not self.complaints.refused:
            self.complaints.whole("xlsx-rows-missing", severity="warning", count=missing)
        return found_entries

    def _check_locked(self, duty: Duty, table: Table, line: Line) -> None:
        locked = locked_texts(self.documents.portal, self.documents.register, self.catalogue, duty)
        for column in table.columns:
            if column.typed or column.id in {"key", "previous"} or column.id not in table.places:
                continue
            cell = line.cells.get(column.id)
            wanted = tidy(locked[column.id])
            try:
                there = text_of(cell) if cell is not None else ""
            except CellError:
                there = str(cell.value) if cell is not None else ""
            if there != wanted:
                place = table.places[column.id]
                self.complaints.at(
                    table.name, line.row, place, "xlsx-locked-changed", value=there, allowed=quote(wanted)
                )

    def _entry(self, duty: Duty, table: Table, line: Line) -> Entry | None:
        typed = {c.id: line.cells[c.id] for c in table.columns if c.typed and c.id in line.cells}
        state_at = table.places.get("state", 1)
        place = Place(
            self.complaints.file,
            table.name,
            line.row,
            state_at,
            f"{self.complaints.file} › {table.name}!{cell_name(line.row, state_at)}",
        )
        if not typed:
            if duty.key in self.submission.facts.filled and duty.current is not None:
                self.complaints.at(table.name, line.row, state_at, "xlsx-cleared", value=duty.number)
            return None
        row = _Row(self, duty, table, line, typed)
        fields = row.fields()
        return Entry(duty, fields, place, row.postponement()) if fields is not None else None

    def _documents(self, sheet: str, cell: Cell) -> list[str]:
        """Ids of the documents a cell names; what is unknown or unclear is told."""
        found: list[str] = []
        try:
            texts = parts_of(text_of(cell))
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
                if self.documents.use(one.id) is not None and not self.register:
                    self.complaints.cell(sheet, cell, "xlsx-document-unregistered", value=text)
                found.append(one.id)
        return list(dict.fromkeys(found))


class _Row:
    """Understands one row; each cell for itself, so that every mistake of the row is told."""

    def __init__(
        self, form: Understanding, duty: Duty, table: Table, line: Line, typed: Mapping[str, Cell]
    ) -> None:
        self.form = form
        self.duty = duty
        self.table = table
        self.line = line
        self.typed = typed
        self.current = duty.current.record if duty.current is not None else None
        self.before = typed_texts(form.documents.register, form.catalogue, self.current)
        self.sound = True

    def tell(self, column: str, code: str, /, **params: str) -> None:
        self.sound = False
        place = self.table.places.get(column, 1)
        self.form.complaints.at(self.table.name, self.line.row, place, code, **params)

    def unchanged(self, column: str) -> bool:
        """Whether a cell says what the form went out with: then the data keeps what it has, to the letter."""
        cell = self.typed.get(column)
        if cell is None or not self.before.get(column):
            return False
        try:
            return text_of(cell) == tidy(self.before[column])
        except CellError:
            return False

    def fields(self) -> dict[str, Plain] | None:
        """The result, or None when the row has a mistake."""
        kept = self.current
        state = self._state()
        completed = self._completed(state)
        value = self._value()
        evidence = self._found("evidence", tuple(kept.evidence) if kept else ())
        report = self._found("report", (kept.reporting_document,) if kept and kept.reporting_document else ())
        merged = self._merged(state)
        note = self._note()
        self._check_postponement()
        if not self.sound or state is None:
            return None
        result: dict[str, Plain | None] = {
            "task": self.duty.task.number if self.duty.task else None,
            "target": self.duty.number if self.duty.task is None else None,
            "measure": self.duty.measure.key if self.duty.measure else None,
            "agency": self.duty.agency,
            "reporter": self.duty.reporter,
            "state": state,
            "merged_into": merged,
            "completed": completed.isoformat() if completed else None,
            **value,
            "evidence": evidence or None,
            "reporting_document": report[0] if report else self.form.report,
            "note": note,
        }
        self._check_direction(state)
        return {name: value for name, value in result.items() if value is not None}

    def _check_direction(self, state: str) -> None:
        """A task with one deadline that was ended and is open again is worth a second look."""
        last = self.duty.previous[1].state if self.duty.previous is not None else ""
        if self.duty.due is not None and last in ENDED and state not in ENDED and self.current is None:
            self.form.complaints.warn(
                self.table.name, self.typed["state"], "xlsx-went-back", value=self.duty.number
            )

    def _state(self) -> str | None:
        cell = self.typed.get("state")
        if cell is None:
            self.tell("state", "xlsx-state-missing", value=self.duty.number)
            return None
        try:
            return state_of(cell, self.form.catalogue, STATES)
        except CellError as error:
            self.tell("state", error.code, **error.params)
            return None

    def _completed(self, state: str | None) -> date | None:
        cell = self.typed.get("completed")
        if cell is None:
            return None
        try:
            day = day_of(cell)
        except CellError as error:
            self.tell("completed", error.code, **error.params)
            return None
        shown = f"{day:%d/%m/%Y}"
        if state is not None and state != "done":
            self.tell("completed", "xlsx-completed-not-done", value=shown)
        if self.form.cutoff is not None and day > self.form.cutoff:
            allowed = f"{self.form.cutoff:%d/%m/%Y}"
            self.tell("completed", "xlsx-completed-after-cutoff", value=shown, allowed=allowed)
        return day

    def _value(self) -> dict[str, Plain | None]:
        cell = self.typed.get("value")
        if cell is None:
            return {}
        if self.unchanged("value") and self.current is not None:
            kept = self.current
            return {
                "value": str(kept.value) if kept.value is not None else None,
                "value_as_written": kept.value_as_written,
                "unit": kept.unit,
            }
        try:
            amount = amount_of(cell, self.duty.unit)
        except CellError as error:
            self.tell("value", error.code, **error.params)
            return {}
        return {
            "value": format(amount.value, "f"),
            "value_as_written": amount.written,
            "unit": amount.unit or None,
        }

    def _found(self, column: str, kept: tuple[str, ...]) -> list[str]:
        cell = self.typed.get(column)
        if cell is None:
            return []
        if self.unchanged(column):
            return list(kept)
        before = len(self.form.complaints.problems)
        found = self.form._documents(self.table.name, cell)  # noqa: SLF001 - the row is part of its form
        if column != "evidence" and len(found) > 1:
            self.tell(column, "xlsx-one-document", value=text_of(cell))
        self.sound = self.sound and len(self.form.complaints.problems) == before
        return found

    def _merged(self, state: str | None) -> str | None:
        cell = self.typed.get("merged")
        if cell is None:
            if state == "merged":
                self.tell("merged", "xlsx-merged-missing", value=self.duty.number)
            return None
        try:
            text = text_of(cell).replace(" ", "").replace(",", ".")
        except CellError as error:
            self.tell("merged", error.code, **error.params)
            return None
        if state is not None and state != "merged":
            self.tell("merged", "xlsx-merged-not-merged", value=text)
        key = text if "/" in text else f"{self.duty.plan.id}/{text}"
        itself = self.duty.task.key if self.duty.task is not None else ""
        if key == itself or key not in self.form.documents.portal.task_by_key:
            self.tell("merged", "xlsx-merged-unknown", value=text)
        return key

    def _note(self) -> str | None:
        cell = self.typed.get("note")
        try:
            return note_of(cell) if cell is not None else None
        except CellError as error:
            self.tell("note", error.code, **error.params)
            return None

    def _check_postponement(self) -> None:
        """A new deadline and the document that grants it, both or neither."""
        self._postponement: dict[str, str] | None = None
        deadline, document = self.typed.get("postponed"), self.typed.get("postponing")
        if deadline is not None and document is None:
            self.tell("postponing", "xlsx-postponed-alone", value=self.duty.number)
        if document is not None and deadline is None:
            self.tell("postponed", "xlsx-postponing-alone", value=self.duty.number)
        words = self._new_deadline(deadline) if deadline is not None else None
        found = self._found("postponing", ())
        if words and found and self.duty.task is not None:
            self._postponement = {"task": self.duty.task.number, "deadline": words, "document": found[0]}

    def _new_deadline(self, cell: Cell) -> str | None:
        try:
            text = text_of(cell)
        except CellError as error:
            self.tell("postponed", error.code, **error.params)
            return None
        period = self.duty.plan.record.period
        read = parse_deadline(text, period=Period(period.first, period.last))
        if isinstance(read, DeadlineError):
            self.tell(
                "postponed", "xlsx-deadline-unreadable", value=text, allowed=" · ".join(read.known_forms)
            )
            return None
        return text

    def postponement(self) -> Mapping[str, str] | None:
        """The event of a new deadline, once `fields` was asked."""
        return self._postponement
