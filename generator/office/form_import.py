"""Reads returned forms: all problems, and the data files as they would become. Writes nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
from generator.office.changes import Postponement, ResultChange, changes_of, new_files, postponements_of
from generator.office.entries import RowEntry
from generator.office.file_problems import Complaints
from generator.office.form_cutoffs import Cutoffs
from generator.office.form_reading import FormReading
from generator.office.form_versions import settle_versions
from generator.office.new_documents import Newcomer
from generator.office.package_limits import FileRefusedError
from generator.office.problem_places import Origins
from generator.office.receipts import is_known, with_receipts
from generator.office.submission import Opened
from generator.office.understood_form import UnderstoodForm
from generator.office.workbook import Sheet


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
    """New contents of data files by path; empty if it is `refused`."""
    sound: tuple[str, ...] = ()
    """Names of the forms without any error."""
    waiting: frozenset[str] = frozenset()
    """Names of files that are left out because of their errors, so that the others can be taken."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Id of the agency that each file is of, where that is clear."""

    @property
    def refused(self) -> bool:
        """Whether any problem of a file that does not wait is an error, so that nothing may be imported."""
        return any(_is_error(problem) and problem.path not in self.waiting for problem in self.problems)


def _is_error(problem: Problem) -> bool:
    return problem.severity == "error"


def import_forms(  # noqa: PLR0913 - options are given by name
    portal: Portal,
    quarter: Quarter,
    forms: Mapping[str, bytes],
    catalogue: Catalogue,
    opened: Opened,
    *,
    reason: CorrectionReason | None = None,
    day: date | None = None,
    unopened: Collection[Problem] = (),
    choose: Collection[str] = (),
    take_good: bool = False,
) -> Outcome:
    """Reads forms and computes the new data files; one error in any form means no files at all.

    Args:
        portal: The current data, checked.
        quarter: The quarter reported.
        forms: Bytes of each file by its name.
        catalogue: Texts of the form (Vietnamese).
        opened: Opens an untrusted workbook; commands pass one that works in its own process (`confinement`).
        reason: Why values of a closed quarter change; without it, such changes are errors.
        day: Day of the import, on which the forms count as received; the settings' day if None.
        unopened: Problems of files in which there may be forms and that nobody can open.
        choose: Names of files to be taken where an agency sent several that differ.
        take_good: Whether forms without errors are taken while the others wait.
    """
    once = _opened_once(opened)
    day = day or portal.settings.as_of

    def imported(some: Mapping[str, bytes]) -> Outcome:
        return _imported(FormReading(portal, quarter, catalogue, once, day), some, choose, reason)

    first = imported(forms)
    first = replace(first, problems=tuple(sorted({*first.problems, *unopened})))
    if not (take_good and first.refused):
        return replace(first, files={}) if first.refused else first
    outcome, waiting = first, frozenset(problem.path for problem in unopened)
    told = {*first.problems}
    while True:
        # A file's errors may show only when another is left out: a cut-off that most of the rest have.
        at_fault = {problem.path for problem in outcome.problems if _is_error(problem)} - waiting
        good = {name: data for name, data in forms.items() if name not in waiting | at_fault}
        if not good or not at_fault <= forms.keys():
            return replace(first, files={})
        waiting |= at_fault
        outcome = imported(good)
        told = {*outcome.problems, *(problem for problem in told if problem.path in waiting)}
        if not outcome.refused:
            problems = tuple(sorted(told))
            return replace(outcome, problems=problems, waiting=waiting, owners=first.owners)


def _opened_once(opened: Opened) -> Opened:
    """Opens each workbook only once, however often the forms are read."""
    kept: dict[bytes, list[Sheet] | FileRefusedError] = {}

    def read(data: bytes) -> list[Sheet]:
        if data not in kept:
            try:
                kept[data] = opened(data)
            except FileRefusedError as refused:
                kept[data] = refused
        found = kept[data]
        if isinstance(found, FileRefusedError):
            raise found
        return found

    return read


def _imported(
    work: FormReading, forms: Mapping[str, bytes], choose: Collection[str], reason: CorrectionReason | None
) -> Outcome:
    """The outcome of some forms, all of which count."""
    portal, quarter = work.portal, work.quarter
    for name, data in forms.items():
        work.take(name, data)
    versions = settle_versions(work.read, choose, work.catalogue)
    cutoffs = Cutoffs(portal, quarter, versions.kept, work.catalogue)
    entries = _each_once(versions.kept)
    changes = changes_of(entries)
    postponements = postponements_of(entries)
    newcomers = [one for one in work.documents.new.values() if one.id in work.documents.used]
    problems = [problem for problem in work.problems if problem.path not in versions.passed_over]
    problems += versions.problems
    problems += (problem for form in versions.kept for problem in cutoffs.problems(form))
    files: dict[str, bytes] = {}
    if is_closed(portal.sources, quarter) and reason is None:
        problems += (_unexplained(change) for change in changes)
    if not any(map(_is_error, problems)):
        files = new_files(portal, quarter, changes, postponements, newcomers, cutoffs.by_plan)
        if reason is not None:
            files |= _corrected(portal, files, quarter, reason)
        received = _new_receipts(work, versions.kept, changes)
        files |= with_receipts(portal, {**portal.sources, **files}, quarter, received, work.day)
        origins = Origins(files, changes, postponements, newcomers, tuple(forms))
        problems += map(origins.told, check_files(portal, files))
    wrong = {problem.path for problem in problems if _is_error(problem)}
    return Outcome(
        quarter,
        tuple(sorted(set(problems))),
        tuple(changes),
        tuple(postponements),
        tuple(newcomers),
        tuple(ReturnedForm(o.agency, o.file, len(o.form.duties), len(o.entries)) for o in versions.kept),
        _unreported(work, versions.kept),
        {} if wrong else files,
        tuple(name for name in forms if name not in wrong | versions.passed_over),
        owners={form.file: form.agency for form in work.read},
    )


def _each_once(forms: Iterable[UnderstoodForm]) -> list[RowEntry]:
    """The rows of all forms; one that two chosen versions answer alike is taken from the first."""
    found: dict[tuple[str | None, ...], RowEntry] = {}
    for form in forms:
        for entry in form.entries:
            found.setdefault(entry.duty.identity, entry)
    return list(found.values())


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


def _new_receipts(
    work: FormReading, forms: Iterable[UnderstoodForm], changes: Iterable[ResultChange]
) -> list[FormReceipt]:
    """The receipts to record: not that of a form that changes nothing and was received before."""
    changed = {change.entry.place.file for change in changes}
    return [
        form.receipt
        for form in forms
        if form.receipt is not None
        and (form.file in changed or not is_known(work.portal, work.quarter, form.receipt))
    ]


def _unreported(work: FormReading, forms: Iterable[UnderstoodForm]) -> tuple[str, ...]:
    """Agencies that owe a report and of which neither a form of this import nor anything before is known."""
    returned = {form.agency for form in forms}
    known: set[str] = set()
    for plan in work.portal.plans.values():
        known.update(reporters_in(work.portal, plan, work.quarter, Clock(work.day)).known)
    return tuple(agency for agency in work.forms.owing if agency not in returned | known)
