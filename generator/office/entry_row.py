"""Reads one row of a returned form cell by cell, and reports every mistake of the row, not just the first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.data.catalogue import Catalogue
from generator.measures.reporters import ENDED
from generator.model import records
from generator.model.deadline import DeadlineError, PlanPeriod
from generator.model.deadline_parser import parse_deadline
from generator.model.verdict import question
from generator.office.cell_values import CellError, amount_of, day_of, note_of, state_of, text_of, tidy
from generator.office.duties import Duty
from generator.office.field_cells import Plain, is_free, is_several, plain, value_of
from generator.office.file_problems import Complaints
from generator.office.form_columns import STATES, FormColumn
from generator.office.new_documents import KnownDocuments
from generator.office.offered_names import offered
from generator.office.prefill import typed_texts
from generator.office.sheet_tables import SheetLine, SheetTable
from generator.office.workbook import Cell

BY_RULES = frozenset({"state", "completed", "value", "evidence", "report", "merged", "note"})
"""Columns with rules of their own, because they depend on each other or on the task or target.

Any other column is read by its field's kind alone.
"""

OF_THE_ROW = frozenset({
    "task", "target", "measure", "agency", "reporter", "state", "merged_into", "completed", "value",
    "value_as_written", "unit", "evidence", "reporting_document", "note", "imported",
})  # fmt: skip
"""Fields of a result that those rules set, or that identify the row."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """What all rows of a form have in common."""

    catalogue: Catalogue
    documents: KnownDocuments
    complaints: Complaints
    cutoff: date | None
    """Day of the figures; None if the form's is missing or wrong."""
    report: str | None
    """Id of the document with which the agency reported the whole form; None if it named none."""
    named: Callable[[str, Cell], list[str]]
    """Gives the ids of the documents named in a cell of a sheet; unclear names become problems."""


class EntryRow:
    """Reads one row; call `fields` before `postponement`."""

    def __init__(
        self, context: FormContext, duty: Duty, table: SheetTable, line: SheetLine, typed: Mapping[str, Cell]
    ) -> None:
        self.context = context
        self.duty = duty
        self.table = table
        self.line = line
        self.typed = typed
        self.current = duty.current.record if duty.current is not None else None
        documents = context.documents
        self.before = typed_texts(documents.portal, documents.register, context.catalogue, self.current)
        self.kept = plain(self.current) if self.current is not None else {}
        self.sound = True

    def _add_problem(self, column: str, code: str, /, **params: str) -> None:
        self.sound = False
        place = self.table.places.get(column, 1)
        self.context.complaints.at(self.table.name, self.line.row, place, code, **params)

    def _unchanged(self, column: str) -> bool:
        """Whether a cell still holds the text it was sent with; the data's own value is then kept exactly."""
        cell = self.typed.get(column)
        if cell is None or not self.before.get(column):
            return False
        try:
            return text_of(cell) == tidy(self.before[column])
        except CellError:
            return False

    def fields(self) -> dict[str, Plain] | None:
        """The fields of the result in the order of a results file; None if the row has a mistake."""
        kept = self.current
        state = self._state()
        completed = self._completed(state)
        value = self._value()
        evidence = self._found("evidence", tuple(kept.evidence) if kept else (), several=True)
        report = self._found("report", (kept.reporting_document,) if kept and kept.reporting_document else ())
        merged = self._merged(state)
        note = self._note()
        others = self._others()
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
            "reporting_document": report[0] if report else self.context.report,
            "note": note,
            **others,
        }
        self._check_direction(state)
        self._check_level(state, value)
        return {name: value for name, value in result.items() if value is not None}

    def _check_direction(self, state: str) -> None:
        """Warns if a task with one deadline was last reported as ended and is now reported as open."""
        last = self.duty.previous[1].state if self.duty.previous is not None else ""
        if self.duty.due is not None and last in ENDED and state not in ENDED and self.current is None:
            self.context.complaints.warn(
                self.table.name, self.typed["state"], "xlsx-went-back", value=self.duty.number
            )

    def _check_level(self, state: str, value: Mapping[str, Plain | None]) -> None:
        """Warns of a number that is too high to be, or that is short of its level though reported as done."""
        number, measure = value.get("value"), self.duty.measure
        if number is None or measure is None:
            return
        known = {"target": self.duty.number, "agency": self.duty.agency, "state": state, "value": number}
        asked = question(measure, records.Result.model_validate(known | {"unit": value.get("unit")}))
        if asked is not None:
            code = "xlsx-value-over-level" if asked == "question_over" else "xlsx-done-short-of-level"
            params = {"value": value.get("value_as_written") or number, "allowed": measure.value_as_written}
            self.context.complaints.warn(self.table.name, self.typed["value"], code, **params)

    def _state(self) -> str | None:
        cell = self.typed.get("state")
        if cell is None:
            self._add_problem("state", "xlsx-state-missing", value=self.duty.number)
            return None
        try:
            return state_of(cell, self.context.catalogue, STATES)
        except CellError as error:
            self._add_problem("state", error.code, **error.params)
            return None

    def _completed(self, state: str | None) -> date | None:
        cell = self.typed.get("completed")
        if cell is None:
            return None
        try:
            day = day_of(cell)
        except CellError as error:
            self._add_problem("completed", error.code, **error.params)
            return None
        shown = f"{day:%d/%m/%Y}"
        if state is not None and state != "done":
            self._add_problem("completed", "xlsx-completed-not-done", value=shown)
        if self.context.cutoff is not None and day > self.context.cutoff:
            allowed = f"{self.context.cutoff:%d/%m/%Y}"
            self._add_problem("completed", "xlsx-completed-after-cutoff", value=shown, allowed=allowed)
        return day

    def _value(self) -> dict[str, Plain | None]:
        cell = self.typed.get("value")
        if cell is None:
            return {}
        if self._unchanged("value") and self.current is not None:
            kept = self.current
            return {
                "value": str(kept.value) if kept.value is not None else None,
                "value_as_written": kept.value_as_written,
                "unit": kept.unit,
            }
        try:
            amount = amount_of(cell, self.duty.unit)
        except CellError as error:
            self._add_problem("value", error.code, **error.params)
            return {}
        if amount.held:
            params = {"value": amount.held, "allowed": amount.written}
            self.context.complaints.warn(self.table.name, cell, "xlsx-value-rounded", **params)
        return {
            "value": format(amount.value, "f"),
            "value_as_written": amount.written,
            "unit": amount.unit or None,
        }

    def _found(self, column: str, kept: tuple[str, ...], *, several: bool = False) -> list[str]:
        cell = self.typed.get(column)
        if cell is None:
            return []
        if self._unchanged(column):
            return list(kept)
        before = len(self.context.complaints.problems)
        found = self.context.named(self.table.name, cell)
        if not several and len(found) > 1:
            self._add_problem(column, "xlsx-one-document", value=text_of(cell))
        self.sound = self.sound and len(self.context.complaints.problems) == before
        return found

    def _merged(self, state: str | None) -> str | None:
        cell = self.typed.get("merged")
        if cell is None:
            if state == "merged":
                self._add_problem("merged", "xlsx-merged-missing", value=self.duty.number)
            return None
        try:
            text = text_of(cell).replace(" ", "").replace(",", ".")
        except CellError as error:
            self._add_problem("merged", error.code, **error.params)
            return None
        if state is not None and state != "merged":
            self._add_problem("merged", "xlsx-merged-not-merged", value=text)
        key = text if "/" in text else f"{self.duty.plan.id}/{text}"
        itself = self.duty.task.key if self.duty.task is not None else ""
        if key == itself or key not in self.context.documents.portal.task_by_key:
            self._add_problem("merged", "xlsx-merged-unknown", value=text)
        return key

    def _note(self) -> str | None:
        cell = self.typed.get("note")
        try:
            return self._kept(cell, note_of(cell)) if cell is not None else None
        except CellError as error:
            self._add_problem("note", error.code, **error.params)
            return None

    def _kept(self, cell: Cell, text: str) -> str:
        return self.context.complaints.kept(self.table.name, cell, text)

    def _others(self) -> dict[str, Plain | None]:
        """Values of the fields without rules of their own; those that this form does not ask for are kept."""
        found: dict[str, Plain | None] = {n: v for n, v in self.kept.items() if n not in OF_THE_ROW}
        for column in self.table.columns:
            asked = column.typed and column.id not in BY_RULES and column.id in self.table.places
            if asked and column.field is not None:
                found[column.field.attribute] = self._other(column)
        return found

    def _other(self, column: FormColumn) -> Plain | None:
        field, cell = column.field, self.typed.get(column.id)
        if cell is None or field is None:
            return None
        if self._unchanged(column.id):
            return self.kept[field.attribute]
        if field.ids == "documents":
            found = self._found(column.id, (), several=is_several(field))
            return (found if is_several(field) else found[0]) if found else None
        try:
            names = self.context.documents.agency_names(self.duty.plan.record.owner)
            words = offered(column, self.context.catalogue, self.context.documents.portal)
            value = value_of(cell, field, words, names)
        except CellError as error:
            self._add_problem(column.id, error.code, **error.params)
            return None
        return self._kept(cell, value) if is_free(field) and isinstance(value, str) else value or None

    def _check_postponement(self) -> None:
        """Reads a new deadline and the document that grants it; one without the other is a mistake."""
        self._postponement: dict[str, str] | None = None
        deadline, document = self.typed.get("postponed"), self.typed.get("postponing")
        if deadline is not None and document is None:
            self._add_problem("postponing", "xlsx-postponed-alone", value=self.duty.number)
        if document is not None and deadline is None:
            self._add_problem("postponed", "xlsx-postponing-alone", value=self.duty.number)
        words = self._new_deadline(deadline) if deadline is not None else None
        found = self._found("postponing", ())
        if words and found and self.duty.task is not None:
            self._postponement = {"task": self.duty.task.number, "deadline": words, "document": found[0]}

    def _new_deadline(self, cell: Cell) -> str | None:
        try:
            text = text_of(cell)
        except CellError as error:
            self._add_problem("postponed", error.code, **error.params)
            return None
        period = self.duty.plan.record.period
        read = parse_deadline(text, period=PlanPeriod(period.first, period.last))
        if isinstance(read, DeadlineError):
            self._add_problem(
                "postponed", "xlsx-deadline-unreadable", value=text, allowed=" · ".join(read.known_forms)
            )
            return None
        return text

    def postponement(self) -> Mapping[str, str] | None:
        """Fields of the postponement event; None if there is none. Valid only after `fields` was called."""
        return self._postponement
