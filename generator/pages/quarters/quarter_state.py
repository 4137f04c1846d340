"""The data as of a quarter: when it was closed, or at its end if it is not closed, or today if it still runs.

A quarter's press kit uses it, so that later days, reports and corrections do not change the kit.
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
    """The data as of a quarter."""

    presentation: Presentation
    """Measured on the quarter's own day."""
    kind: Literal["today", "end", "closed"]
    """``today`` while the quarter is not over, ``end`` once it is, ``closed`` once it was closed."""
    file: Located[QuarterFile] | None
    """The record of a closed quarter; else None."""


def state_of(presentation: Presentation, quarter: Quarter, plan: Plan) -> QuarterState:
    """Return a plan's data as of a quarter."""
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
    """Return the portal with a plan's results of a closed quarter as they were before any correction."""
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
    """Return the results in the snapshot's rows: without those added by corrections, with those removed."""
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
    """Measure the portal on a day, with only the plan itself and the headline plan.

    The headline plan is needed because one of its sections says when reports are due.
    """
    kept = {plan.id, portal.settings.headline_plan}
    own = replace(portal, plans={key: value for key, value in portal.plans.items() if key in kept})
    return Presentation.of(
        Measured(own, day),
        presentation.values.catalogue,
        presentation.site_url,
        presentation.history,
        presentation.previous,
    )
