"""Opens and closes the quarters of a sample, and invents one correction of the first after its closing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from generator.data import closed_quarter
from generator.data.parser import parse_root
from generator.data.problems import ProblemError
from generator.data.resolver import resolve
from generator.model.portal import Located, Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import Correction
from generator.office.quarter_closing import closed
from generator.sample.invented import MARK
from generator.sample.rounds import invented_round

CLOSED_AFTER = timedelta(days=4)
"""Time from the publication of a quarter's results to its closing."""

CORRECTED_AFTER = timedelta(days=20)
"""Time from the closing of the first quarter to the correction."""

REASON = "Đính chính ngày hoàn thành do nhập nhầm (minh họa)."

DAY = timedelta(days=1)


def frozen_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the quarter records and snapshots of all quarters of a sample, by path relative to the root.

    Args:
        files: All data files of the sample, by path relative to the root.

    Raises:
        ProblemError: The sample is not valid.
    """
    root, found = parse_root(files)
    portal, more = resolve(root)
    if portal is None:
        raise ProblemError(found + more)
    made: dict[str, bytes] = {}
    for index, quarter in enumerate(portal.quarters()):
        day = _published(portal, quarter) + CLOSED_AFTER
        record = invented_round(portal, quarter)
        as_closed = _mistaken(portal, quarter) if index == 0 else portal
        opened = {quarter: Located(record, closed_quarter.quarter_path(quarter), f"quarter:{quarter.id}")}
        closing = closed(replace(as_closed, quarter_files=opened), quarter, day)
        changes = closed_quarter.changes(
            closed_quarter.rows_of(as_closed, quarter), closed_quarter.rows_of(portal, quarter)
        )
        if changes:
            path = closed_quarter.quarter_path(quarter)
            root, _ = parse_root({path: closing[path]})
            correction = Correction(
                date=day + CORRECTED_AFTER,
                reason=REASON,
                changes=changes,
                hash=closed_quarter.digest(closed_quarter.rows_of(portal, quarter)),
            )
            record = root.quarters[quarter].record.model_copy(update={"corrections": (correction,)})
            closing[path] = closed_quarter.quarter_text(record).encode()
        made |= closing
    return {
        path: MARK.encode() + data if path.endswith(".yaml") else data for path, data in sorted(made.items())
    }


def _published(portal: Portal, quarter: Quarter) -> date:
    """The latest day on which results of the quarter were published."""
    heads = [q.record for plan in portal.plans.values() for q in plan.quarters if q.quarter == quarter]
    return max(head.published or head.cutoff for head in heads)


def _mistaken(portal: Portal, quarter: Quarter) -> Portal:
    """Return the portal with one completion day of the quarter a day too early: the mistake to correct."""
    for plan in portal.plans.values():
        for place, results in enumerate(plan.quarters):
            for index, entry in enumerate(results.results):
                if results.quarter != quarter or entry.record.completed is None:
                    continue
                record = entry.record.model_copy(update={"completed": entry.record.completed - DAY})
                entries = list(results.results)
                entries[index] = replace(entry, record=record)
                quarters = list(plan.quarters)
                quarters[place] = replace(results, results=tuple(entries))
                plans = {**portal.plans, plan.id: replace(plan, quarters=tuple(quarters))}
                return replace(portal, plans=plans)
    return portal
