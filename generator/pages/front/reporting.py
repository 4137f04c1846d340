"""The table of agencies that lead tasks of a plan: who has reported in each quarter and who has not."""

from dataclasses import dataclass
from datetime import date, timedelta

from generator.measures.reporters import known_results, leads_of, leaf_tasks
from generator.model import wording
from generator.model.portal import Plan
from generator.model.quarter import Quarter
from generator.view import views
from generator.view.values import Values

REPORTING_SECTION = "IV.1.c"
"""Number of the headline plan's section that says when quarterly reports are due."""


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """A column of the table."""

    label: str
    due: views.Value
    """The report must arrive before this day."""


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One agency in one quarter."""

    mark: views.Mark
    value: views.Value


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One agency that leads tasks of the plan, with a cell for each quarter."""

    agency: views.Link
    tasks: views.Value
    cells: tuple[ReportCell, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """The table for one plan."""

    plan: views.Link
    heads: tuple[QuarterHead, ...]
    rows: tuple[ReportRow, ...]
    rule: views.Value | None
    """The text of the section on when reports are due; None if the plan has no such section."""
    rule_receipt: views.Receipt | None
    receipt: views.Receipt


def reporting(values: Values, plan: Plan) -> Reporting:
    """Make the table, with the agencies in the order in which the plan names them."""
    quarters = values.measured.reporting_quarters
    tasks = leaf_tasks(plan)
    cutoffs = _cutoffs(plan, values.measured.as_of)
    rule = next((s for s in plan.sections if s.record.number == REPORTING_SECTION and s.record.body), None)
    return Reporting(
        plan=values.plan_link(plan.id),
        heads=tuple(_head(values, quarter) for quarter in quarters),
        rows=tuple(
            ReportRow(
                agency=values.agency_link(agency, short=True),
                tasks=values.count(sum(1 for t in tasks if agency in t.record.lead), "count-total"),
                cells=tuple(_cell(values, agency, quarter, cutoffs) for quarter in quarters),
            )
            for agency in leads_of(tasks)
        ),
        rule=values.value(rule.record.body or "", rule, "body", machine=rule.ref) if rule else None,
        rule_receipt=values.receipt(rule) if rule else None,
        receipt=values.counted("reported", "results"),
    )


def _cutoffs(plan: Plan, as_of: date) -> dict[tuple[str, Quarter], date]:
    """Return the cut-off of each report that was known on a day, by agency and quarter."""
    return {
        (located.record.agency, quarter.quarter): quarter.record.cutoff
        for quarter in known_results(plan, as_of)
        for located in quarter.results
    }


def _head(values: Values, quarter: Quarter) -> QuarterHead:
    before = quarter.reporting_due + timedelta(days=1)
    return QuarterHead(
        quarter.label,
        values.computed(wording.day(before), quarter.reporting_due.isoformat(), None, "reported"),
    )


def _cell(
    values: Values, agency: str, quarter: Quarter, cutoffs: dict[tuple[str, Quarter], date]
) -> ReportCell:
    due = quarter.reporting_due < values.measured.as_of
    members = values.portal.members.get(agency, ())
    if members:
        reported = sum(1 for member in members if (member, quarter) in cutoffs)
        code = "all" if reported == len(members) else "some" if reported else "none" if due else "not-due"
        if code != "not-due":
            known = values.portal.agencies[agency].record.members_complete
            key = "members" if known else "members-incomplete"
            text = values.t(f"steering.reporting.{key}", reported=str(reported), members=str(len(members)))
            return _marked(values, code, text, f"{reported}/{len(members)}")
    elif (agency, quarter) in cutoffs:
        cutoff = cutoffs[agency, quarter]
        text = values.t("steering.reporting.reported", day=wording.day(cutoff))
        return _marked(values, "all", text, cutoff.isoformat())
    code = "none" if due else "not-due"
    return _marked(values, code, values.t(f"steering.reporting.{code}"), code)


def _marked(values: Values, code: str, text: str, machine: str) -> ReportCell:
    signs = {
        "all": ("has_report", "✓"),
        "some": ("partial", "½"),
        "none": ("due_unreported", "!"),
        "not-due": ("not_due", ""),
    }
    mark, sign = signs[code]
    return ReportCell(views.Mark(mark, sign, text), values.computed(text, machine, None, "reported"))
