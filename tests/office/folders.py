"""Folders of forms in memory: several files imported together, each a form of the minimal root."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from generator.model.portal import Portal
from generator.office.form_import import Outcome, import_forms
from generator.office.workbook import Sheet
from tests.office.answers import QUARTER, Answers, answered, form_of
from tests.office.cells import VIETNAMESE, cell
from tests.portals import TASKS, Change

CUTOFF_CELL = 3, 3
"""Row and column of the cut-off on the sheet of tasks."""

THIRD: Mapping[str, Change] = {
    TASKS: '- number: "4"\n  title: Sơ kết\n  lead: [so-y-te]\n  deadline: Quý II/2026\n'
    '  source: {document: ke-hoach-2026, at: Phụ lục, row: "4"}\n  text: verified\n'
}
"""A change of the minimal root: a third agency, Sở Y tế, that the city plan asks for a report."""


def sent(portal: Portal, agency: str, answers: Answers, cutoff: str = "") -> list[Sheet]:
    """The form of an agency with some answers, and another cut-off if one is given."""
    found = answered(form_of(portal, agency), answers)
    return with_cutoff(found, cutoff) if cutoff else found


def with_cutoff(form: list[Sheet], day: str) -> list[Sheet]:
    """A form with another day up to which its figures count."""
    typed = {CUTOFF_CELL: cell(day, at=CUTOFF_CELL)}
    return [replace(one, cells={**one.cells, **typed}) if one.name == "Nhiệm vụ" else one for one in form]


def together(
    portal: Portal,
    forms: Mapping[str, list[Sheet]],
    *,
    choose: Collection[str] = (),
    take_good: bool = False,
) -> Outcome:
    """What the import of several files finds and would do."""
    files = {name: name.encode() for name in forms}
    return import_forms(
        portal,
        QUARTER,
        files,
        VIETNAMESE,
        lambda data: forms[data.decode()],
        choose=choose,
        take_good=take_good,
    )


def told(outcome: Outcome) -> list[tuple[str, str]]:
    """File and code of each error."""
    return [(one.path, one.code) for one in outcome.problems if one.severity == "error"]
