"""Records in a quarter's file that forms came in, also those with nothing to report. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from generator.data.closed_quarter import quarter_path, quarter_text
from generator.data.corrections import quarter_file
from generator.measures.reporters import reporting_day
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import FormReceipt, QuarterFile


def round_of(portal: Portal, files: Mapping[str, bytes], quarter: Quarter, day: date) -> QuarterFile:
    """Return a quarter's record; if it was never opened, one opened on `day` with the texts' due day."""
    due = reporting_day(portal, quarter)
    return quarter_file(files, quarter) or QuarterFile(opened=day, due=due, cutoff=due)


def with_receipts(
    portal: Portal, files: Mapping[str, bytes], quarter: Quarter, received: Iterable[FormReceipt], day: date
) -> dict[str, bytes]:
    """Return the quarter's file with receipts added, by path; empty if nothing changes.

    An agency has one receipt a day: a later form of the same day takes the place of the earlier one.

    Args:
        portal: The data before the import.
        files: All files as they will be with the results imported.
        quarter: The quarter that the forms are for.
        received: Receipts of the forms, in the order of the files.
        day: Day of the import.
    """
    before = quarter_file(files, quarter)
    record = round_of(portal, files, quarter, day)
    receipts = list(record.receipts)
    for receipt in received:
        same = (place for place, old in enumerate(receipts) if _same_day(old, receipt))
        place = next(same, len(receipts))
        receipts[place : place + 1] = [receipt]
    record = record.model_copy(update={"receipts": tuple(receipts)})
    return {} if record == before else {quarter_path(quarter): quarter_text(record).encode()}


def _same_day(one: FormReceipt, other: FormReceipt) -> bool:
    return (one.agency, one.received) == (other.agency, other.received)


def is_known(portal: Portal, quarter: Quarter, receipt: FormReceipt) -> bool:
    """Whether an agency's newest receipt of a quarter says the same, apart from the day."""
    file = portal.quarter_files.get(quarter)
    own = [old for old in file.record.receipts if old.agency == receipt.agency] if file is not None else []
    return bool(own) and own[-1].model_copy(update={"received": receipt.received}) == receipt
