"""Reads the forms of an import: whose each is, what its rows say, and what is wrong with its cells."""

from dataclasses import dataclass, field
from datetime import date

from generator.data.catalogue import Catalogue
from generator.data.problems import Problem
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import FormReceipt
from generator.office.cell_values import CellError, day_of
from generator.office.conversion import converted_kind
from generator.office.duties import Form, Forms
from generator.office.entries import RowEntry, Understanding
from generator.office.file_problems import Complaints
from generator.office.form_owner import NamedAgencies, check_owner
from generator.office.new_documents import KnownDocuments
from generator.office.sheet_tables import label_place
from generator.office.submission import Opened, Submission, read_submission
from generator.office.understood_form import UnderstoodForm


@dataclass
class FormReading:
    """Reads the files of one import one after another; documents that one adds are known to the next."""

    portal: Portal
    quarter: Quarter
    catalogue: Catalogue
    opened: Opened
    day: date
    """Day of the import."""
    forms: Forms = field(init=False)
    documents: KnownDocuments = field(init=False)
    named: NamedAgencies = field(init=False)
    problems: list[Problem] = field(default_factory=list)
    read: list[UnderstoodForm] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.forms = Forms(self.portal, self.quarter)
        self.documents = KnownDocuments(self.portal, self.catalogue)
        self.named = NamedAgencies(self.portal.agencies)

    def take(self, name: str, data: bytes) -> None:
        """Reads one file (its name and bytes) and adds its entries and problems."""
        complaints = Complaints(name)
        submission = read_submission(data, self.opened, self.catalogue, complaints)
        if submission is not None:
            if kind := converted_kind(data):
                complaints.whole("xlsx-converted", severity="warning", value=kind)
            form = self._form(submission, complaints)
            if form is not None:
                self._understand(submission, form, complaints)
        self.problems += complaints.problems

    def _form(self, submission: Submission, complaints: Complaints) -> Form | None:
        """The agency's form as today's data would give it; None if it is for another quarter or agency.

        The file may have been made from older data, so its rows are compared one by one (`row_check`).
        """
        facts = submission.facts
        if facts.quarter != self.quarter.id:
            there = Quarter.parse(facts.quarter)
            complaints.whole(
                "xlsx-other-quarter",
                value=there.label if there else facts.quarter,
                allowed=self.quarter.label,
                right=facts.quarter,
            )
            return None
        if facts.agency not in self.forms.agencies:
            complaints.whole("xlsx-unknown-agency", value=facts.agency)
            return None
        agreed = check_owner(submission, self.named, self.catalogue, complaints)
        return self.forms.of(facts.agency) if agreed else None

    def _understand(self, submission: Submission, form: Form, complaints: Complaints) -> None:
        understanding = Understanding(
            self.forms, form, submission, self.documents, self.catalogue, complaints
        )
        cutoff = self._cutoff(submission, complaints)
        entries = understanding.entries(cutoff)
        receipt = None
        if cutoff is not None:
            receipt = self._receipt(form.agency, cutoff, understanding.report, entries)
        problems = tuple(complaints.problems)
        self.read.append(
            UnderstoodForm(complaints.file, form, submission, tuple(entries), problems, cutoff, receipt)
        )

    def _receipt(self, agency: str, cutoff: date, report: str | None, entries: list[RowEntry]) -> FormReceipt:
        """The receipt of a form, with the signed report that it names: for the whole, or in all its rows."""
        of_rows = {str(name) for entry in entries if (name := entry.fields.get("reporting_document"))}
        named = report or (of_rows.pop() if len(of_rows) == 1 else None)
        symbol, signed = self.documents.number_of(named) if named is not None else (None, None)
        return FormReceipt(agency=agency, received=self.day, cutoff=cutoff, symbol=symbol, signed=signed)

    def _cutoff(self, submission: Submission, complaints: Complaints) -> date | None:
        """The day of the figures, in the quarter; None, with a problem, if it is missing or wrong."""
        table = submission.tables.get("tasks") or submission.tables["targets"]
        row, column = label_place(table, self.catalogue, "cutoff")
        cell = submission.head.get("cutoff")
        if cell is None:
            complaints.at(table.name, row, column, "xlsx-cutoff-missing")
            return None
        try:
            day = day_of(cell)
        except CellError as error:
            complaints.cell(table.name, cell, error.code, **error.params)
            return None
        shown = f"{day:%d/%m/%Y}"
        if not self.quarter.first_day <= day <= self.quarter.last_day:
            allowed = f"{self.quarter.first_day:%d/%m/%Y} – {self.quarter.last_day:%d/%m/%Y}"
            complaints.cell(table.name, cell, "xlsx-cutoff-outside", value=shown, allowed=allowed)
            return None
        return day
