"""Records in a quarter's file that forms came in, also those with nothing to report. Pure.

A receipt of an agency's later form keeps what the form changed, as a correction of a closed quarter does, so
that the portal of an earlier day shows what the earlier form said.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.data import closed_quarter
from generator.data.closed_quarter import Key, Row, quarter_path, quarter_text, subject_of
from generator.data.corrections import entries_of, quarter_file
from generator.measures.reporters import handed_in_by, reporting_day
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import Change, FormReceipt, QuarterFile


def round_of(portal: Portal, files: Mapping[str, bytes], quarter: Quarter, day: date) -> QuarterFile:
    """Return a quarter's record; if it was never opened, one opened on `day` with the texts' due day."""
    due = reporting_day(portal, quarter)
    return quarter_file(files, quarter) or QuarterFile(opened=day, due=due, cutoff=due)


def with_receipts(
    portal: Portal, files: Mapping[str, bytes], quarter: Quarter, received: Iterable[FormReceipt], day: date
) -> dict[str, bytes]:
    """Return the quarter's file with receipts added, by path; empty if nothing changes.

    An agency has one receipt a day: a later form of the same day takes the place of the earlier one, and its
    changes are those of both.

    Args:
        portal: The data before the import.
        files: All files as they will be with the results imported.
        quarter: The quarter that the forms are for.
        received: Receipts of the forms, in the order of the files.
        day: Day of the import.
    """
    before = quarter_file(files, quarter)
    record = round_of(portal, files, quarter, day)
    made = _Changes(portal, files, quarter)
    receipts = list(record.receipts)
    for receipt in received:
        same = (place for place, old in enumerate(receipts) if _same_day(old, receipt))
        place = next(same, len(receipts))
        old = receipts[place] if place < len(receipts) else None
        changes = made.by_form(receipt.agency, old)
        receipts[place : place + 1] = [receipt.model_copy(update={"changes": changes})]
    record = record.model_copy(update={"receipts": tuple(receipts)})
    return {} if record == before else {quarter_path(quarter): quarter_text(record).encode()}


def _same_day(one: FormReceipt, other: FormReceipt) -> bool:
    return (one.agency, one.received) == (other.agency, other.received)


def is_known(portal: Portal, quarter: Quarter, receipt: FormReceipt) -> bool:
    """Whether an agency's newest receipt of a quarter says the same, apart from the day."""
    file = portal.quarter_files.get(quarter)
    own = [old for old in file.record.receipts if old.agency == receipt.agency] if file is not None else []
    apart = {"received": receipt.received, "changes": receipt.changes}
    return bool(own) and own[-1].model_copy(update=apart) == receipt


class _Changes:
    """What the forms of one import changed in the results of a quarter, by the agency that handed them in."""

    def __init__(self, portal: Portal, files: Mapping[str, bytes], quarter: Quarter) -> None:
        file = portal.quarter_files.get(quarter)
        self.record = file.record if file is not None else None
        self.before = _rows_by_agency(portal, portal.sources, quarter)
        self.after = _rows_by_agency(portal, files, quarter)

    def by_form(self, agency: str, old: FormReceipt | None) -> tuple[Change, ...] | None:
        """What an agency's form changed; None if it is the first one of an agency without results.

        Args:
            agency: The agency that handed the form in.
            old: Its receipt of the same day, whose place the new one takes.
        """
        if self.record is not None and self.record.closed is not None:
            return () if old is None else old.changes
        known = self.record is not None and any(each.agency == agency for each in self.record.receipts)
        before = self.before.get(agency, {})
        if (old is not None and old.changes is None) or not (before or known):
            return None
        made = tuple(_made(before, self.after.get(agency, {})))
        return made if old is None or old.changes is None else _both(old.changes, made)


def _rows_by_agency(
    portal: Portal, files: Mapping[str, bytes], quarter: Quarter
) -> Mapping[str, Mapping[Key, Row]]:
    """Results by the agency that hands them in, then by what they are about; with the cell of each."""
    found: dict[str, dict[Key, Row]] = {}
    for plan_id, head, record in entries_of(files, quarter):
        row = dict(closed_quarter.row_of(plan_id, quarter, head, record))
        if record.imported is not None:
            row["imported"] = record.imported
        found.setdefault(handed_in_by(portal, record.agency), {})[closed_quarter.key_of(row)] = row
    return found


def _made(before: Mapping[Key, Row], after: Mapping[Key, Row]) -> Iterator[Change]:
    """Yield what differs, and for each result that does also the cell in which it stood before."""
    found = closed_quarter.changes(before.values(), after.values())
    told = {(subject_of(change), change.field) for change in found}
    yield from (change for change in found if change.field not in closed_quarter.HEAD)
    for key in dict.fromkeys(subject_of(change) for change in found):
        cell = before.get(key, {}).get("imported")
        if cell is not None and (key, "imported") not in told:
            named = {name: part for name, part in zip(closed_quarter.KEY_COLUMNS, key, strict=True) if part}
            yield Change.model_validate({**named, "field": "imported", "before": cell, "after": cell})


def _both(first: Iterable[Change], second: Iterable[Change]) -> tuple[Change, ...]:
    """Two lists of changes made one after the other, as one."""
    found = {(subject_of(change), change.field): change for change in first}
    for change in second:
        was = found.get((subject_of(change), change.field), change)
        found[(subject_of(change), change.field)] = was.model_copy(update={"after": change.after})
    return tuple(
        change for change in found.values() if change.before != change.after or change.field == "imported"
    )
