"""A quarter as it stood itself: at its end while it is open, as it was frozen once it is closed.

What is handed out as a quarter's (its press kit) must not move with later days, reports and corrections.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from generator.data import closed_quarter
from generator.measures.metrics import Measured
from generator.model import records
from generator.model.portal import Located, Plan, Portal, QuarterResults
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile
from generator.office.quarter_closing import as_known
from generator.view.presentation import Presentation


@dataclass(frozen=True, slots=True)
class QuarterState:
    """A quarter's own state."""

    presentation: Presentation
    """Measured on the quarter's own day."""
    kind: Literal["today", "end", "closed"]
    """Of a quarter that runs or is to come, of one that is over, of one that is frozen."""
    file: Located[QuarterFile] | None
    """Of a closed quarter."""


def state_of(presentation: Presentation, quarter: Quarter, plan: Plan) -> QuarterState:
    """A plan's state in a quarter: frozen, at the quarter's end, or today's."""
    today = presentation.values.measured.as_of
    file = presentation.values.portal.quarter_files.get(quarter)
    closed = file.record.closed if file is not None else None
    if file is not None and closed is not None and closed <= today:
        portal = as_frozen(as_known(presentation.values.portal, quarter), quarter, plan.id)
        return QuarterState(_on(presentation, portal, plan, closed), "closed", file)
    if quarter.last_day < today:
        return QuarterState(
            _on(presentation, presentation.values.portal, plan, quarter.last_day), "end", None
        )
    return QuarterState(presentation, "today", None)


def as_frozen(portal: Portal, quarter: Quarter, plan_id: str) -> Portal:
    """The portal with a plan's results of a closed quarter as they were before any correction."""
    plan = portal.plans[plan_id]
    table = portal.snapshots[quarter]["results"]
    rows = {
        closed_quarter.key_of(row): row
        for row in closed_quarter.read_rows(table)
        if row.get("plan") == plan_id
    }
    quarters = tuple(_before(plan, q, rows) if q.quarter == quarter else q for q in plan.quarters)
    return replace(portal, plans={**portal.plans, plan_id: replace(plan, quarters=quarters)})


def _before(
    plan: Plan, results: QuarterResults, rows: Mapping[closed_quarter.Key, closed_quarter.Row]
) -> QuarterResults:
    """The results as the frozen rows say; what a correction added goes, what it took away comes back."""
    now = {
        closed_quarter.key_of(
            closed_quarter.row_of(plan.id, results.quarter, results.record, entry.record)
        ): entry
        for entry in results.results
    }
    entries = []
    for key, row in rows.items():
        there = now.get(key)
        place = there.place if there is not None else results.place
        ref = there.ref if there is not None else f"result:{'/'.join(key)}"
        entries.append(Located(_result(row), place, ref))
    cutoff = next((row["cutoff"] for row in rows.values()), None)
    record = results.record
    if cutoff is not None:
        record = record.model_copy(update={"cutoff": date.fromisoformat(cutoff)})
    return replace(results, record=record, results=tuple(entries))


def _result(row: closed_quarter.Row) -> records.Result:
    fields: dict[str, object] = {name: row[name] for name in records.Result.model_fields if name in row}
    if "evidence" in row:
        fields["evidence"] = row["evidence"].split(";")
    return records.Result.model_validate(fields)


def _on(presentation: Presentation, portal: Portal, plan: Plan, day: date) -> Presentation:
    """The views of a day, with the plan it speaks of and the one whose sections set the rules."""
    kept = {plan.id, portal.settings.headline_plan}
    own = replace(portal, plans={key: value for key, value in portal.plans.items() if key in kept})
    return Presentation.of(
        Measured(own, day),
        presentation.values.catalogue,
        presentation.site_url,
        presentation.history,
        presentation.previous,
    )
