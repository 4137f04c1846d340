"""The table of a quarter's page that says which agencies reported on a plan.

Nobody is named as silent before the round was opened, its forms were made and its due day passed: until then
only agencies of which a report or form is known are in the table, or all of them once the round is open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.measures.reporters import PlanReporters, answering_leads, handed_in_by, leaf_tasks
from generator.measures.reports import reported_tasks, results_of
from generator.model import wording
from generator.model.portal import Plan
from generator.model.quarter import Quarter
from generator.pages.agencies.agency_duties import full_link
from generator.view import cells, scopes, views
from generator.view.agency_table import with_agency_columns
from generator.view.cells import Folded
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    one_group,
    title_column,
)
from generator.view.values import Values

MARKS = {
    "reported": ("in_progress", "●"),
    "some": ("in_progress", "◐"),
    "received": ("in_progress", "○"),
    "silent": ("none", ""),
    "waiting": ("none", ""),
}
"""CSS class and sign by what is known; a missing report has no sign, so as not to blame."""

ORDER = ("silent", "waiting", "some", "received", "reported")
"""Order of the agencies: those without a report come first, because readers look for them."""


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """An agency or collective that leads tasks, and what is known of its report for the quarter."""

    id: str
    agency: views.Link
    tasks: views.Value
    """Number of tasks that it leads."""
    state: views.Value
    mark: views.Mark
    share: views.Value | None
    """How many of its tasks were reported; None if none was."""
    members: views.Value | None
    """For a collective, of how many of its members a report is known; else None."""
    complete: bool
    """Whether all members of a collective are known; true for an agency."""
    reported: tuple[views.Link, ...]
    """The members of a collective of which a report is known."""
    silent: tuple[views.Link, ...]
    """The members of a collective that may be named as silent."""


def round_state(values: Values, quarter: Quarter, reporters: PlanReporters) -> str:
    """Return the key of what may be said of agencies without a report; empty if the table says it."""
    file = values.portal.quarter_files.get(quarter)
    if file is None:
        return "not-opened"
    if reporters.silent or not reporters.missing:
        return ""
    made = [day for agency in reporters.missing if (day := file.record.form_made(agency)) is not None]
    if not made:
        return "forms-not-made"
    if file.record.due is None:
        return "no-due"
    return "waiting" if min(made) <= file.record.due else "forms-late"


def reporter_rows(
    values: Values, plan: Plan, quarter: Quarter, reporters: PlanReporters
) -> Iterator[ReporterRow]:
    """Yield the agencies and collectives that lead tasks of a plan and may be named, silent ones first."""
    leads = answering_leads(values.portal, plan)
    found = (_row(values, plan, quarter, reporters, lead) for lead in leads)
    named = (row for row in found if row.state.machine != "waiting" or quarter in values.portal.quarter_files)
    yield from sorted(named, key=_silent_first)


def _row(values: Values, plan: Plan, quarter: Quarter, reporters: PlanReporters, lead: str) -> ReporterRow:
    results = results_of(plan, quarter)
    led = {task.number for task in leaf_tasks(plan) if lead in task.record.lead}
    members = values.portal.members.get(lead, ())
    known = [a for a in members or (lead,) if handed_in_by(values.portal, a) in reporters.known]
    silent = [a for a in members or (lead,) if handed_in_by(values.portal, a) in reporters.silent]
    share = len(reported_tasks(results, (lead, *members)) & led)
    own = scopes.rows("tasks", plan=plan.id, sub_tasks="").naming("lead", lead)
    on_own = scopes.rows("results", quarter=quarter.id, plan=plan.id).naming("task.lead", lead)
    on_own = on_own.naming("agency.collectives", lead) if members else on_own.where(agency=lead)
    of_members = scopes.rows("reports", quarter=quarter.id, plan=plan.id)
    of_members = of_members.among("report", "reported", "received").naming("agency.collectives", lead)
    code = _code(len(known), len(silent), len(members or (lead,)), share)
    word = values.t(f"reporters.state.{code}")
    return ReporterRow(
        id=lead,
        agency=full_link(values, lead),
        tasks=values.count(len(led), "count-total", own),
        state=values.computed(word, code, None, "reported"),
        mark=views.Mark(*MARKS[code], word),
        share=values.fraction(share, len(led), "count-reported", on_own.each("task"), own) if share else None,
        members=values.fraction(
            len(known),
            len(members),
            "count-reporters",
            of_members,
            scopes.rows("agencies", id=lead).each("members"),
        )
        if members
        else None,
        complete=values.portal.agencies[lead].record.members_complete or not members,
        reported=tuple(values.agency_link(a, short=True) for a in known) if members else (),
        silent=tuple(values.agency_link(a, short=True) for a in silent) if members else (),
    )


def _code(known: int, silent: int, wanted: int, share: int) -> str:
    """Return what is known of an agency, or of the `wanted` members of a collective."""
    if known < wanted:
        return "some" if known else "silent" if silent else "waiting"
    return "reported" if share else "received"


def _silent_first(row: ReporterRow) -> tuple[object, ...]:
    """Sort key: those without a report first, then by name."""
    return ORDER.index(row.state.machine), wording.sort_key(row.agency.text)


def reporters_table(
    values: Values, caption: str, rows: Sequence[ReporterRow], reported: views.Value | None
) -> Table | None:
    """Return a table of the agencies that lead tasks; None if none may be named."""
    if not rows:
        return None
    t = values.t
    table = Table(
        caption=caption,
        columns=(
            title_column(t("quarters.page.agency")),
            count_column(t("quarters.page.tasks")),
            TableColumn(t("quarters.page.state")),
            count_column(t("quarters.page.share")),
        ),
        groups=one_group(_table_row(t, row) for row in rows),
        receipt=reported.receipt if reported else None,
    )
    return with_agency_columns(values, table, (row.id for row in rows))


def _table_row(t: TextOf, row: ReporterRow) -> TableRow:
    members = None
    if row.members:
        incomplete = "" if row.complete else f" ({t('quarters.page.incomplete')})"
        members = cells.item(row.members, f" {t('quarters.page.members')}{incomplete}", note=True)
    opened = Folded(t("quarters.page.open-members"), row.reported) if row.reported else None
    silent = Folded(t("quarters.page.silent-members"), row.silent) if row.silent else None
    state = cells.spaced(cells.item(row.mark), members, opened, silent)
    return TableRow((row.agency, row.tasks, TableCell(state, state=row.mark.word), row.share or cells.DASH))
