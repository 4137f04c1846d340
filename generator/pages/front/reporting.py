"""What is known of the reports on a plan, by lead agency and by round.

Only rounds that were opened, or have reports, are shown; see `measures.reporters` for who may be named as
silent and when.
"""

from dataclasses import dataclass

from generator.measures.reporters import answering_leads, leaf_tasks
from generator.model.portal import Plan
from generator.model.quarter import Quarter
from generator.pages.quarters.quarter_reports import due_value, report_state, rule_section
from generator.view import scopes, views
from generator.view.reporter_words import addressee, agencies_words
from generator.view.scopes import Scope
from generator.view.sentences import joined, sentence
from generator.view.values import Values

SIGNS = {
    "reported": ("has_report", "✓"),
    "received": ("has_report", "○"),
    "some": ("partial", "½"),
    "silent": ("due_unreported", "!"),
    "waiting": ("not_due", ""),
    "not-opened": ("not_due", ""),
}
"""CSS class and sign by what is known of a report."""


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """A column of the table."""

    label: str
    due: views.Value | None
    """Last day for the reports; None if none is set."""


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One agency in one quarter."""

    mark: views.Mark
    value: views.Value | views.Sentence
    """What is known in words; of a collective, how many of its members are known to have reported."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One agency that leads tasks of the plan, with a cell for each quarter."""

    agency: views.Link
    tasks: views.Value
    cells: tuple[ReportCell, ...]


@dataclass(frozen=True, slots=True)
class SilentAgencies:
    """Agencies that may be named as silent in a round."""

    words: views.Sentence
    """Their number, out of those that the texts name, and the round."""
    agencies: tuple[views.Link, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """What is known of the reports on one plan."""

    plan: views.Link
    named: views.Sentence
    """How many agencies owe a report on the plan, in words."""
    addressee: str
    """Where reports go."""
    is_opened: bool
    """Whether any round was opened."""
    heads: tuple[QuarterHead, ...]
    """The rounds; empty while none was opened and nothing was reported."""
    rows: tuple[ReportRow, ...]
    silent: tuple[SilentAgencies, ...]
    """For each round whose due day has passed, who is silent."""
    rule: views.Value | None
    """The text of the section on when reports are due; None if the plan has no such section."""
    rule_receipt: views.Receipt | None
    receipt: views.Receipt


def reporting(values: Values, plan: Plan) -> Reporting:
    """Say what is known, with the agencies in the order in which the plan names them."""
    measured, portal = values.measured, values.portal
    quarters = tuple(
        quarter
        for quarter in sorted({*measured.portal.quarter_files, *(known.quarter for known in plan.quarters)})
        if measured.plan_reporters(plan, quarter).wanted
    )
    latest = quarters[-1] if quarters else Quarter.of(min(measured.as_of, plan.record.period.last))
    rule = rule_section(values.portal)
    body = rule.record.body if rule is not None else None
    return Reporting(
        plan=values.plan_link(plan.id),
        named=_named(values, plan, latest),
        addressee=addressee(values),
        is_opened=bool(measured.portal.quarter_files),
        heads=tuple(QuarterHead(quarter.label, due_value(values, quarter)) for quarter in quarters),
        rows=tuple(_row(values, plan, lead, quarters) for lead in answering_leads(portal, plan))
        if quarters
        else (),
        silent=tuple(s for quarter in quarters for s in _silent(values, plan, quarter)),
        rule=values.value(body, rule, "body", machine=rule.ref) if rule is not None and body else None,
        rule_receipt=values.receipt(rule) if rule is not None else None,
        receipt=values.counted("reported", "results"),
    )


def _owing(plan: Plan, quarter: Quarter) -> Scope:
    """The published rows of the agencies that owe a report in a quarter."""
    return scopes.rows("reports", plan=plan.id, quarter=quarter.id).filled("report")


def _named(values: Values, plan: Plan, quarter: Quarter) -> views.Sentence:
    """Return how many agencies owe a report, with words that say if the texts do not name all."""
    reporters = values.measured.plan_reporters(plan, quarter)
    wanted = values.count(reporters.wanted, "count-owing", _owing(plan, quarter))
    return joined(" ", (wanted, agencies_words(values.t, reporters)))


def _row(values: Values, plan: Plan, lead: str, quarters: tuple[Quarter, ...]) -> ReportRow:
    tasks = [task for task in leaf_tasks(plan) if lead in task.record.lead]
    led = scopes.rows("tasks", plan=plan.id, sub_tasks="").naming("lead", lead)
    return ReportRow(
        agency=values.agency_link(lead, short=True),
        tasks=values.tally(len(tasks), led),
        cells=tuple(_cell(values, plan, lead, quarter) for quarter in quarters),
    )


def _silent(values: Values, plan: Plan, quarter: Quarter) -> tuple[SilentAgencies, ...]:
    reporters = values.measured.plan_reporters(plan, quarter)
    if not reporters.silent:
        return ()
    silent = values.count(len(reporters.silent), "count-silent", _owing(plan, quarter))
    count = joined(" / ", (silent, _named(values, plan, quarter)))
    words = sentence(values.t, "steering.reporting.silent", quarter=quarter.label, count=count)
    agencies = tuple(values.agency_link(agency, short=True) for agency in reporters.silent)
    return (SilentAgencies(words, agencies),)


def _cell(values: Values, plan: Plan, lead: str, quarter: Quarter) -> ReportCell:
    code = report_state(values.measured, plan, quarter, lead)
    text = values.t(f"reporters.state.{code}")
    members = values.portal.members.get(lead, ())
    if not members:
        return ReportCell(views.Mark(*SIGNS[code], text), values.computed(text, code, None, "reported"))
    reporters = values.measured.plan_reporters(plan, quarter)
    known = _owing(plan, quarter).naming("agency.collectives", lead).among("report", "reported", "received")
    complete = values.portal.agencies[lead].record.members_complete
    words = sentence(
        values.t,
        "steering.reporting.members" if complete else "steering.reporting.members-incomplete",
        reported=values.tally(sum(1 for member in members if member in reporters.known), known),
        members=values.tally(len(members), scopes.rows("agencies").naming("collectives", lead)),
    )
    return ReportCell(views.Mark(*SIGNS[code], words.text), words)
