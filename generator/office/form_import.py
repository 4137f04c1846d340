"""Reads returned forms: all problems, and the data files as they would become. Writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.data.catalogue import Catalogue
from generator.data.closed_quarter import quarter_path
from generator.data.corrections import correct, is_closed
from generator.data.parser import parse_root
from generator.data.problems import Problem
from generator.data.resolver import resolve
from generator.measures.clock import Clock
from generator.measures.reporters import reporters_in
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import FormReceipt
from generator.office.cell_values import CellError, day_of
from generator.office.changes import Postponement, ResultChange, changes_of, new_files, postponements_of
from generator.office.duties import Form, Forms
from generator.office.entries import RowEntry, Understanding
from generator.office.file_problems import Complaints
from generator.office.form_owner import NamedAgencies, check_owner
from generator.office.new_documents import KnownDocuments, Newcomer
from generator.office.problem_places import Origins
from generator.office.receipts import is_known, with_receipts
from generator.office.sheet_tables import label_place
from generator.office.submission import Opened, Submission, read_submission


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """One agency's file, with how many rows it had to answer and how many it answered."""

    agency: str
    file: str
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class CorrectionReason:
    """Why values of a closed quarter change, and the day of the correction; the site publishes it."""

    words: str
    day: date


@dataclass(frozen=True)
class Outcome:
    """Result of reading the forms: problems, changes, and the files to write."""

    quarter: Quarter
    problems: tuple[Problem, ...]
    changes: tuple[ResultChange, ...] = ()
    postponements: tuple[Postponement, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    returned: tuple[ReturnedForm, ...] = ()
    unreported: tuple[str, ...] = ()
    """Ids of agencies that owe a report, but sent no form and have no result or receipt in the data."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """New contents of data files by path; empty if there is any error."""

    @property
    def refused(self) -> bool:
        """Whether any problem is an error, so that nothing may be imported."""
        return any(problem.severity == "error" for problem in self.problems)


@dataclass
class _Import:
    """State of one import while its files are read one after another."""

    portal: Portal
    quarter: Quarter
    catalogue: Catalogue
    register: bool
    opened: Opened
    day: date
    """Day of the import."""
    forms: Forms = field(init=False)
    documents: KnownDocuments = field(init=False)
    named: NamedAgencies = field(init=False)
    problems: list[Problem] = field(default_factory=list)
    entries: list[RowEntry] = field(default_factory=list)
    first: dict[tuple[str | None, ...], RowEntry] = field(default_factory=dict)
    cutoffs: dict[str, tuple[date, str]] = field(default_factory=dict)
    returned: list[ReturnedForm] = field(default_factory=list)
    receipts: list[FormReceipt] = field(default_factory=list)
    """A receipt of each form, in the order of `returned`."""

    def __post_init__(self) -> None:
        self.forms = Forms(self.portal, self.quarter)
        self.documents = KnownDocuments(self.portal, self.catalogue)
        self.named = NamedAgencies(self.portal.agencies)

    def take(self, name: str, data: bytes) -> None:
        """Reads one file (its name and bytes) and adds its entries and problems."""
        complaints = Complaints(name)
        submission = read_submission(data, self.opened, self.catalogue, complaints)
        if submission is not None:
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
        cutoff = self._cutoff(submission, form, complaints)
        entries = understanding.entries(cutoff, register=self.register)
        for entry in entries:
            first = self.first.setdefault(entry.duty.identity, entry)
            if first is entry:
                self.entries.append(entry)
            elif dict(first.fields) != dict(entry.fields) or first.postponement != entry.postponement:
                place = entry.place
                complaints.at(
                    place.sheet,
                    place.row,
                    place.column,
                    "xlsx-files-disagree",
                    value=entry.duty.number,
                    first=first.place.text,
                )
        self.returned.append(ReturnedForm(form.agency, complaints.file, len(form.duties), len(entries)))
        if cutoff is not None:
            self.receipts.append(self._receipt(form.agency, cutoff, understanding.report, entries))

    def _receipt(self, agency: str, cutoff: date, report: str | None, entries: list[RowEntry]) -> FormReceipt:
        """The receipt of a form, with the signed report that it names: for the whole, or in all its rows."""
        of_rows = {str(name) for entry in entries if (name := entry.fields.get("reporting_document"))}
        named = report or (of_rows.pop() if len(of_rows) == 1 else None)
        symbol, signed = self.documents.number_of(named) if named is not None else (None, None)
        return FormReceipt(agency=agency, received=self.day, cutoff=cutoff, symbol=symbol, signed=signed)

    def _cutoff(self, submission: Submission, form: Form, complaints: Complaints) -> date | None:
        """The day of the figures; None, with a problem, if it is missing or wrong.

        It must lie in the quarter, and be the cut-off that the data already has for the quarter, if any.
        """
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
        known = {
            quarter.record.cutoff
            for duty in form.duties
            for quarter in duty.plan.quarters
            if quarter.quarter == self.quarter
        }
        if known and day not in known:
            allowed = ", ".join(f"{one:%d/%m/%Y}" for one in sorted(known))
            complaints.cell(table.name, cell, "xlsx-cutoff-differs", value=shown, allowed=allowed)
            return None
        for plan in dict.fromkeys(duty.plan.id for duty in form.duties):
            first, file = self.cutoffs.setdefault(plan, (day, complaints.file))
            if first != day and not known:
                allowed = f"{first:%d/%m/%Y} ({file})"
                complaints.cell(table.name, cell, "xlsx-cutoff-differs", value=shown, allowed=allowed)
                break
        return day


def import_forms(  # noqa: PLR0913 - options are given by name
    portal: Portal,
    quarter: Quarter,
    forms: Mapping[str, bytes],
    catalogue: Catalogue,
    opened: Opened,
    *,
    register: bool = False,
    reason: CorrectionReason | None = None,
    day: date | None = None,
    unopened: Iterable[Problem] = (),
) -> Outcome:
    """Reads forms and computes the new data files; one error in any form means no files at all.

    Args:
        portal: The current data, checked.
        quarter: The quarter reported.
        forms: Bytes of each file by its name.
        catalogue: Texts of the form (Vietnamese).
        opened: Opens an untrusted workbook; commands pass one that works in its own process (`confinement`).
        register: Whether documents that forms introduce are added to the register.
        reason: Why values of a closed quarter change; without it, such changes are errors.
        day: Day of the import, on which the forms count as received; the settings' day if None.
        unopened: Problems of files in which there may be forms and that nobody can open.
    """
    day = day or portal.settings.as_of
    work = _Import(portal, quarter, catalogue, register, opened, day)
    for name, data in forms.items():
        work.take(name, data)
    changes = changes_of(work.entries)
    postponements = postponements_of(work.entries)
    newcomers = [one for one in work.documents.new.values() if one.id in work.documents.used]
    problems = [*unopened, *work.problems]
    files: dict[str, bytes] = {}
    if is_closed(portal.sources, quarter) and reason is None:
        problems += (_unexplained(change) for change in changes)
    if not any(problem.severity == "error" for problem in problems):
        cutoffs = {plan: day for plan, (day, _) in work.cutoffs.items()}
        files = new_files(portal, quarter, changes, postponements, newcomers, cutoffs)
        if reason is not None:
            files |= _corrected(portal, files, quarter, reason)
        files |= with_receipts(
            portal, {**portal.sources, **files}, quarter, _new_receipts(work, changes), day
        )
        origins = Origins(files, changes, postponements, newcomers, tuple(forms))
        problems += map(origins.told, check_files(portal, files))
    if any(problem.severity == "error" for problem in problems):
        files = {}
    return Outcome(
        quarter,
        tuple(sorted(set(problems))),
        tuple(changes),
        tuple(postponements),
        tuple(newcomers),
        tuple(work.returned),
        _unreported(work, day),
        files,
    )


def _unexplained(change: ResultChange) -> Problem:
    """The problem that a value of a closed quarter would change without a reason."""
    place = change.entry.place
    complaints = Complaints(place.file)
    number = change.entry.duty.number
    complaints.at(place.sheet, place.row, place.column, "xlsx-closed-quarter", value=number)
    return complaints.problems[0]


def _corrected(
    portal: Portal, files: Mapping[str, bytes], quarter: Quarter, reason: CorrectionReason
) -> dict[str, bytes]:
    """The closed quarter's file with the correction added, by path; empty if there is nothing to correct."""
    after = {**portal.sources, **files}
    data = correct(portal.sources, after, quarter, reason.words, reason.day)
    return {} if data is None else {quarter_path(quarter): data}


def check_files(portal: Portal, files: Mapping[str, bytes]) -> list[Problem]:
    """Errors that the whole data would have if these files (new contents by path) were written."""
    if not files:
        return []
    records, problems = parse_root({**portal.sources, **files})
    _, found = resolve(records)
    return [problem for problem in [*problems, *found] if problem.severity == "error"]


def _new_receipts(work: _Import, changes: Iterable[ResultChange]) -> list[FormReceipt]:
    """The receipts to record: not that of a form that changes nothing and was received before."""
    changed = {change.entry.place.file for change in changes}
    pairs = zip(work.returned, work.receipts, strict=True)
    return [
        receipt
        for form, receipt in pairs
        if form.file in changed or not is_known(work.portal, work.quarter, receipt)
    ]


def _unreported(work: _Import, day: date) -> tuple[str, ...]:
    """Agencies that owe a report and of which neither a form of this import nor anything before is known."""
    returned = {form.agency for form in work.returned}
    known: set[str] = set()
    for plan in work.portal.plans.values():
        known.update(reporters_in(work.portal, plan, work.quarter, Clock(day)).known)
    return tuple(agency for agency in work.forms.owing if agency not in returned | known)
