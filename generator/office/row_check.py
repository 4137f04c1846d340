"""Compares the rows of a form that came back with the rows that the portal would send today.

Only differences on which the answer depends matter: who answers, deadline, products, unit and level of a
measure. A corrected title, a new column or another name of the same agency do not matter.
"""

from collections.abc import Iterator, Mapping

from generator.data.catalogue import Catalogue
from generator.data.problems import quote
from generator.office.cell_values import compared_text, tidy
from generator.office.document_register import Register
from generator.office.duties import Duty, Form, Forms
from generator.office.file_problems import Complaints
from generator.office.form_columns import heading_of, held
from generator.office.hidden_sheet import digest
from generator.office.prefill import locked_texts
from generator.office.sheet_tables import SheetLine, SheetTable
from generator.office.submission import Submission

FIELDS = {
    "unit": "lead",
    "deadline": "deadline",
    "products": "products",
    "measured-in": "unit",
    "level": "level",
}
"""Field of `Duty.asked` by the column that shows it; other locked columns only identify the row."""

TITLES = frozenset({"task", "target"})


class RowCheck:
    """Compares the rows of one form and adds a problem for each cell that differs."""

    def __init__(
        self, forms: Forms, form: Form, submission: Submission, catalogue: Catalogue, complaints: Complaints
    ) -> None:
        self.forms = forms
        self.form = form
        self.portal = forms.portal
        self.register = Register(forms.portal.documents)
        self.facts = submission.facts
        self.present = submission.rows.keys()
        self.catalogue = catalogue
        self.complaints = complaints

    def asked(self, duty: Duty, table: SheetTable, line: SheetLine) -> None:
        """Check a row that is still asked: its locked cells, and whether what it asked has changed."""
        changed = self.facts.changed(duty)
        for column, there, wanted in self._differing(duty, table, line):
            code = self._fault(duty, column, there, changed)
            # When a form is imported again, the data already have the postponed deadline that it reports.
            own = column == "deadline" and compared_text(line.cells.get("postponed")) == wanted
            if code and not own:
                place = table.places[column]
                params = self._params(code, duty, column, there, wanted)
                self.complaints.at(table.name, line.row, place, code, **params)
        seen = {FIELDS.get(column.id) for column in held(table.columns) if column.id in table.places}
        for field in sorted(changed - seen):
            self._unseen(duty, table, line, field)

    def unasked(self, key: str, table: SheetTable, line: SheetLine) -> None:
        """Check a row that is no longer asked of the agency.

        A row in which nothing was typed is ignored, unless its key is not one that the form was sent with.
        """
        if self.facts.rows and key not in self.facts.rows:
            self.complaints.cell(table.name, line.cells["key"], "xlsx-unknown-row", value=key)
            return
        written = [line.cells[c.id] for c in table.columns if c.typed and c.id in line.cells]
        if not written:
            return
        leads = self.forms.answering(key)
        if leads:
            was, now = self._name(self.form.agency), ", ".join(self._name(lead) for lead in leads)
            self.complaints.cell(table.name, written[0], "xlsx-row-moved", value=key, was=was, now=now)
        elif key in self.facts.rows:
            self.complaints.cell(table.name, written[0], "xlsx-row-ended", value=key)
        else:
            self.complaints.cell(table.name, line.cells["key"], "xlsx-unknown-row", value=key)

    def missing(self) -> None:
        """Warn of rows that the form lacks: new since it was sent out, or deleted by the agency."""
        lacking = [duty for duty in self.form.duties if duty.key not in self.present]
        new = [duty for duty in lacking if self.facts.rows and duty.key not in self.facts.rows]
        if new:
            numbers = ", ".join(duty.number for duty in new)
            self.complaints.whole("xlsx-rows-new", severity="warning", count=len(new), value=numbers)
        if len(lacking) > len(new):
            self.complaints.whole("xlsx-rows-missing", severity="warning", count=len(lacking) - len(new))

    def _differing(self, duty: Duty, table: SheetTable, line: SheetLine) -> Iterator[tuple[str, str, str]]:
        """Yield the locked cells that differ from today: column id, text in the form, text today."""
        locked = locked_texts(self.portal, self.register, self.catalogue, duty)
        for column in held(table.columns):
            if column.id not in table.places:
                continue
            there, wanted = compared_text(line.cells.get(column.id)), tidy(locked[column.id])
            if there != wanted:
                yield column.id, there, wanted

    def _fault(self, duty: Duty, column: str, there: str, changed: frozenset[str]) -> str:
        """Return the problem code for a locked cell that differs from today; empty if it does not matter."""
        row = self.facts.rows.get(duty.key)
        if row is not None:
            if FIELDS.get(column) in changed:
                return "xlsx-row-changed"
            return "" if row.shown.get(column) == digest(there) else "xlsx-locked-changed"
        # An older form does not say what the cell was when sent: titles and other agency names are accepted.
        if column in TITLES or (column == "unit" and there in self._names(duty.agency)):
            return ""
        return "xlsx-row-differs" if column in FIELDS else "xlsx-locked-changed"

    def _params(self, code: str, duty: Duty, column: str, there: str, wanted: str) -> Mapping[str, str]:
        if code == "xlsx-locked-changed":
            return {"value": there, "allowed": quote(wanted)}
        empty = self.catalogue.text("office.empty")
        kind = "targets" if duty.task is None else "tasks"
        name = heading_of(kind, column, self.catalogue)
        return {
            "name": name,
            "number": duty.number,
            "value": there or empty,
            "allowed": quote(wanted or empty),
        }

    def _unseen(self, duty: Duty, table: SheetTable, line: SheetLine, field: str) -> None:
        """Add a problem for a field that changed but has no column in the form."""
        column = next(column for column, shown in FIELDS.items() if shown == field)
        wanted = duty.asked[field] if field != "lead" else self._name(duty.agency)
        params = self._params("xlsx-row-changed-unseen", duty, column, "", wanted)
        self.complaints.at(table.name, line.row, table.places["key"], "xlsx-row-changed-unseen", **params)

    def _name(self, agency: str) -> str:
        record = self.portal.agencies[agency].record
        return record.short_name or record.name

    def _names(self, agency: str) -> frozenset[str]:
        """Return all present and former names of an agency."""
        record = self.portal.agencies[agency].record
        former = (one.name for one in record.former_names)
        return frozenset(
            tidy(name) for name in (record.name, record.short_name or "", *record.aliases, *former)
        )
