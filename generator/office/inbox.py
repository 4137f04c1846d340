"""Imports the forms that people upload to ``data/inbox/<quarter>/`` on the Git host's web page.

Pure: takes the files; returns the new data files and a report.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.data.catalogue import Catalogue
from generator.data.parser import parse_root
from generator.data.problems import WHOLE_BOOK, WHOLE_FILE, FileProblems, Problem, ProblemError, visible
from generator.data.resolver import resolve
from generator.data.source_text import check_text
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.form_import import CorrectionReason, Outcome, import_forms
from generator.office.import_report import ChangeInWords, ImportReport, aside_lines
from generator.office.reply_letters import Letter, letters
from generator.office.sent_files import REASON
from generator.office.sent_forms import Sent
from generator.office.submission import Opened


@dataclass(frozen=True, slots=True)
class ProblemInWords:
    """One problem in words, as the report shows it."""

    place: str
    found: str
    allowed: str
    mend: str
    severity: str


@dataclass(frozen=True, slots=True)
class QuarterReport:
    """The report on the forms of one quarter."""

    label: str
    problems: tuple[ProblemInWords, ...]
    changes: tuple[ChangeInWords, ...]
    summary: tuple[str, ...]
    aside: tuple[str, ...] = ()
    """What was sent and is no form, a line for each reason."""
    takeable: tuple[str, ...] = ()
    """Which files wait while the others are taken, or could be taken while the others wait."""
    documents: tuple[str, ...] = ()
    """Postponed deadlines and documents to be registered, a line each."""
    letters: tuple[Letter, ...] = ()
    """A letter to each agency with faults."""


@dataclass(frozen=True)
class Inbox:
    """The result of importing all uploaded forms; nothing is written yet."""

    quarters: tuple[QuarterReport, ...]
    problems: tuple[Problem, ...]
    refused: bool
    """Whether any problem is an error, of a file that does not wait."""
    files: Mapping[str, bytes]
    """New content of the data files by path; empty if `refused`."""
    waiting: Mapping[Quarter, frozenset[str]] = field(default_factory=dict)
    """Names of the files that are not taken yet because of their errors."""
    desk: bool = False
    """Whether the forms were imported at a desk, and did not lie in the inbox of a repository."""

    @property
    def verdict(self) -> str:
        """Key of the text that says what comes of it: refused, accepted or partly accepted."""
        partly = any(self.waiting.values())
        found = "refused" if self.refused else "partly" if partly else "accepted"
        return f"inbox.{found}{'-desk' * self.desk}"


def take_inbox(
    portal: Portal,
    inbox: Mapping[Quarter, Sent],
    catalogue: Catalogue,
    day: date,
    opened: Opened,
    misplaced: Sequence[Problem] = (),
    *,
    take_good: bool = False,
) -> Inbox:
    """Import the forms of all quarters, oldest quarter first, each into the data that the one before gave.

    Args:
        portal: The present data.
        inbox: What was sent, for each quarter.
        catalogue: Words of forms and report (Vietnamese).
        day: Day of the import: of the receipts, and of a correction if there is one.
        opened: Opens a workbook that somebody sent.
        misplaced: Problems of files in the inbox that belong to no quarter.
        take_good: Whether forms without errors are taken while the others wait.
    """
    problems: list[Problem] = [*misplaced]
    told = tuple(_in_words(problem, catalogue) for problem in misplaced)
    reports = [QuarterReport(catalogue.text("inbox.misplaced"), told, (), ())] if told else []
    files: dict[str, bytes] = {}
    waiting: dict[Quarter, frozenset[str]] = {}
    refused = any(one.severity == "error" for one in misplaced) and not take_good
    now = portal
    for quarter in sorted(inbox):
        sent = inbox[quarter]
        words, unreadable = _reason(sent.reason)
        problems += unreadable
        outcome = import_forms(
            now,
            quarter,
            sent.forms,
            catalogue,
            opened,
            reason=CorrectionReason(words, day) if words else None,
            day=day,
            unopened=sent.problems,
            take_good=take_good,
        )
        refused |= outcome.refused or any(one.severity == "error" for one in unreadable)
        waiting[quarter] = outcome.waiting
        reports.append(_report(now, outcome, unreadable, sent, catalogue))
        problems += outcome.problems
        if outcome.files:
            files |= outcome.files
            now = _after(now, outcome.files)
    return Inbox(tuple(reports), tuple(problems), refused, {} if refused else files, waiting)


def _reason(data: bytes) -> tuple[str, list[Problem]]:
    """Return the reason in a file, with its line breaks, and its problems; the reason is empty if unfit."""
    typed = data.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n")
    text = unicodedata.normalize("NFC", typed)
    if not text.strip():
        return "", []
    found = FileProblems(REASON)
    check_text(text.encode("utf-8", "surrogateescape"), found)
    unfit = bool(found.all())
    if text != typed:
        found.add(WHOLE_FILE, "", "reason-composed", severity="warning")
    return ("" if unfit else text.strip()), found.all()


def _after(portal: Portal, files: Mapping[str, bytes]) -> Portal:
    """Return the portal with the new files, which were checked before."""
    records, problems = parse_root({**portal.sources, **files})
    found, more = resolve(records)
    if found is None:
        raise ProblemError([*problems, *more])
    return found


def _report(
    portal: Portal, outcome: Outcome, unreadable: list[Problem], sent: Sent, catalogue: Catalogue
) -> QuarterReport:
    report = ImportReport(portal, outcome, catalogue)
    return QuarterReport(
        outcome.quarter.label,
        tuple(_in_words(problem, catalogue) for problem in (*unreadable, *outcome.problems)),
        tuple(report.changes()),
        tuple(report.summary()),
        tuple(aside_lines(sent.aside, catalogue)),
        tuple(report.takeable()),
        tuple(report.documents()),
        tuple(letters(portal, outcome, catalogue)),
    )


def desk_report(portal: Portal, outcome: Outcome, sent: Sent, catalogue: Catalogue) -> Inbox:
    """Return what the import of one quarter at a desk found, as the report page shows it."""
    report = _report(portal, outcome, [], sent, catalogue)
    waiting = {outcome.quarter: outcome.waiting}
    return Inbox((report,), outcome.problems, outcome.refused, outcome.files, waiting, desk=True)


def _in_words(problem: Problem, catalogue: Catalogue) -> ProblemInWords:
    params = dict(problem.params)
    key = f"problems.{problem.code}"
    mend = "mend_near" if params.get("near") and f"{key}.mend_near" in catalogue else "mend"
    found, allowed, mended = (
        catalogue.text(f"{key}.{part}", **params) for part in ("found", "allowed", mend)
    )
    place = visible(problem.path)
    if problem.cell and problem.cell != WHOLE_BOOK:
        place = f"{place} › {problem.cell}"
    return ProblemInWords(place, found, allowed, mended, problem.severity)
