"""Checks the files of quarters: a closed quarter's results and snapshot must be those that were frozen."""

import hashlib
from collections.abc import Mapping
from datetime import date

from generator.data import closed_quarter
from generator.data.earlier_values import check_earlier_values
from generator.data.problems import Position, Problem
from generator.data.references import Loc, References
from generator.model.portal import Located, Plan
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile

START = Position(1, 1)

NOTHING = "–"
"""Shown in messages for an absent value."""

CLOSING = ("closed", "hash", "snapshot")
"""Keys that a closed quarter must have and an open one must not."""


def check_quarters(refs: References, plans: Mapping[str, Plan]) -> None:
    """Check that every quarter's file is consistent and agrees with the quarter's results and snapshot."""
    for quarter, located in refs.root.quarters.items():
        _check_dates(refs, located)
        _check_round(refs, located, quarter)
        if not _are_rejected(refs, quarter):
            check_earlier_values(refs, located, quarter, plans)
        if _check_whole(refs, located, quarter) and located.record.closed is not None:
            _check_snapshot(refs, located, quarter)
            if not _are_rejected(refs, quarter):
                _check_results(refs, located, quarter, plans)
    for quarter in refs.root.snapshots:
        kept = refs.root.quarters.get(quarter)
        closed = kept is not None and kept.record.closed is not None
        if not closed and not refs.root.is_rejected(f"quarter:{quarter.id}"):
            path = f"{closed_quarter.SNAPSHOTS}/{quarter.id}"
            refs.problems.append(
                Problem.make(path, START, "", "snapshot-of-open-quarter", quarter=quarter.id)
            )


def _are_rejected(refs: References, quarter: Quarter) -> bool:
    """Whether some result of the quarter was invalid; comparing would then report it as removed too."""
    invalid = refs.root.rejected | refs.root.unread
    return any(ref.startswith("result") and quarter.id in ref for ref in invalid)


def _check_dates(refs: References, located: Located[QuarterFile]) -> None:
    record = located.record
    last, where = record.opened, "opened"
    days = [("closed", record.closed)] if record.closed else []
    for name, day in days:
        if day < last:
            refs.add(located, (name,), "quarter-dates", value=f"{name} {day}", first=f"{where} {last}")
        last, where = day, name
    for index, correction in enumerate(record.corrections):
        loc = ("corrections", index)
        if correction.date < last:
            params = {"value": f"corrections {correction.date}", "first": f"{where} {last}"}
            refs.add(located, (*loc, "date"), "quarter-dates", **params)
        last, where = correction.date, "corrections"
        if correction.document is not None:
            refs.known("documents", correction.document, located, (*loc, "document"))


def _check_round(refs: References, located: Located[QuarterFile], quarter: Quarter) -> None:
    """Check the forms and receipts of a quarter: none before it was opened, figures within the quarter."""
    record, came = located.record, dict[str, date]()
    _check_cutoff(refs, located, ("cutoff",), record.cutoff, quarter)
    if record.due is not None and record.cutoff is not None and record.due < record.cutoff:
        params = {"value": f"due {record.due}", "first": f"cutoff {record.cutoff}"}
        refs.add(located, ("due",), "quarter-dates", **params)
    _check_since_opened(refs, located, ("forms_made",), record.forms_made)
    for index, form in enumerate(record.forms):
        refs.known("agencies", form.agency, located, ("forms", index, "agency"))
        _check_since_opened(refs, located, ("forms", index, "made"), form.made)
    for index, receipt in enumerate(record.receipts):
        loc = ("receipts", index)
        refs.known("agencies", receipt.agency, located, (*loc, "agency"))
        _check_since_opened(refs, located, (*loc, "received"), receipt.received)
        _check_cutoff(refs, located, (*loc, "cutoff"), receipt.cutoff, quarter)
        before = came.setdefault(receipt.agency, receipt.received)
        if receipt.received < before:
            params = {"value": f"received {receipt.received}", "first": f"received {before}"}
            refs.add(located, (*loc, "received"), "quarter-dates", **params)
        came[receipt.agency] = receipt.received


def _check_since_opened(refs: References, located: Located[QuarterFile], loc: Loc, day: date | None) -> None:
    opened = located.record.opened
    if day is not None and day < opened:
        refs.add(located, loc, "quarter-dates", value=f"{loc[-1]} {day}", first=f"opened {opened}")


def _check_cutoff(
    refs: References, located: Located[QuarterFile], loc: Loc, cutoff: date | None, quarter: Quarter
) -> None:
    if cutoff is not None and Quarter.of(cutoff) != quarter:
        params = {"value": cutoff.isoformat(), "allowed": f"{quarter.first_day} … {quarter.last_day}"}
        refs.add(located, loc, "cutoff-outside-quarter", **params)


def _check_whole(refs: References, located: Located[QuarterFile], quarter: Quarter) -> bool:
    """Whether the quarter is open or completely closed; adds a problem if it is neither."""
    record = located.record
    present = [name for name in CLOSING if getattr(record, name) is not None]
    missing = [name for name in CLOSING if name not in present]
    if (present or record.corrections) and missing:
        refs.add(located, (), "quarter-half-closed", quarter=quarter.id, value=", ".join(missing))
        return False
    return True


def _check_snapshot(refs: References, located: Located[QuarterFile], quarter: Quarter) -> None:
    tables = refs.root.snapshots.get(quarter, {})
    for table in closed_quarter.TABLES:
        path = closed_quarter.snapshot_path(quarter, table)
        wanted: str = getattr(located.record.snapshot, table)
        if table not in tables:
            refs.problems.append(Problem.make(path, START, "", "snapshot-missing", quarter=quarter.id))
        elif tables[table] and hashlib.sha256(tables[table]).hexdigest() != wanted:
            problem = Problem.make(path, START, "", "snapshot-changed", quarter=quarter.id, value=wanted)
            refs.problems.append(problem)


def _check_results(
    refs: References, located: Located[QuarterFile], quarter: Quarter, plans: Mapping[str, Plan]
) -> None:
    record = located.record
    rows, places = [], {}
    for plan in plans.values():
        for results in (results for results in plan.quarters if results.quarter == quarter):
            for entry in results.results:
                row = closed_quarter.row_of(plan.id, quarter, results.record, entry.record)
                rows.append(row)
                places[closed_quarter.key_of(row)] = entry
    table = refs.root.snapshots.get(quarter, {}).get("results", b"")
    known = record.snapshot is not None and hashlib.sha256(table).hexdigest() == record.snapshot.results
    # Whoever changes a value can compute the hash again, so compare with the frozen table and corrections.
    changes = closed_quarter.unexplained(record, table, rows) if known else ()
    found = closed_quarter.digest(rows)
    for change in changes:
        key = closed_quarter.subject_of(change)
        ends = {"before": change.before or NOTHING, "after": change.after or NOTHING}
        params = {
            "quarter": quarter.id,
            "value": closed_quarter.subject_text(change),
            "field": change.field,
            **ends,
        }
        if key in places:
            loc = (change.field,) if change.after is not None and change.field != "cutoff" else ()
            refs.add(places[key], loc, "closed-quarter-changed", **params)
        else:
            path = f"data/plans/{change.plan}/results/{quarter.id}.yaml"
            refs.problems.append(Problem.make(path, START, "", "closed-quarter-changed", **params))
    if not changes and found != record.last_hash:
        params = {"quarter": quarter.id, "value": found}
        last = ("corrections", len(record.corrections) - 1, "hash") if record.corrections else ("hash",)
        refs.add(located, last, "closed-quarter-hash", **params)
