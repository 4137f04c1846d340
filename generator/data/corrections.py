"""Corrects a closed quarter: adds to its file what changed and why.

Pure. The import of results calls `correct` with the files before and after, writes the returned file together
with the others, and checks the data as a whole before anything is written to disk.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.data import closed_quarter
from generator.data.parser import parse_root
from generator.model import records
from generator.model.quarter import Quarter
from generator.model.quarter_records import Correction, QuarterFile


def quarter_file(files: Mapping[str, bytes], quarter: Quarter) -> QuarterFile | None:
    """Return the quarter's record; None when it was never opened or its file is invalid."""
    path = closed_quarter.quarter_path(quarter)
    if path not in files:
        return None
    root, _ = parse_root({path: files[path]})
    located = root.quarters.get(quarter)
    return None if located is None else located.record


def is_closed(files: Mapping[str, bytes], quarter: Quarter) -> bool:
    """Whether the quarter is closed, so that its results change only by a correction with a reason."""
    record = quarter_file(files, quarter)
    return record is not None and record.closed is not None


def result_rows(files: Mapping[str, bytes], quarter: Quarter) -> list[closed_quarter.Row]:
    """Return all results of the quarter in the files, in canonical order (see `closed_quarter.ordered`)."""
    return closed_quarter.ordered(
        closed_quarter.row_of(plan, quarter, head, record)
        for plan, head, record in entries_of(files, quarter)
    )


def entries_of(
    files: Mapping[str, bytes], quarter: Quarter
) -> Iterator[tuple[str, records.Results, records.Result]]:
    """Yield all results of the quarter in the files, each with its plan's id and its file's record."""
    wanted = {path: data for path, data in files.items() if path.endswith(f"/results/{quarter.id}.yaml")}
    root, _ = parse_root(wanted)
    for plan in root.plans.values():
        for found, head, placed in plan.results:
            if found == quarter:
                for entry in placed:
                    yield plan.id, head.record, entry.record


def correct(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    quarter: Quarter,
    reason: str,
    day: date,
    document: str | None = None,
) -> bytes | None:
    """Return the closed quarter's file with a correction added that records the changes between two states.

    Args:
        before: Present files of the root, by path (`parser.read_files`).
        after: The files after the change.
        quarter: The quarter that is corrected.
        reason: Why, in the words that the site will publish; not empty.
        day: Day of the correction.
        document: Id of the document that asks for the correction, if any.

    Returns:
        Bytes for ``data/quarters/<quarter>.yaml``; None when the quarter is not closed or none of its
        results changes.
    """
    record = quarter_file(before, quarter)
    if record is None or record.closed is None:
        return None
    now = result_rows(after, quarter)
    made = closed_quarter.changes(result_rows(before, quarter), now)
    if not made:
        return None
    correction = Correction(
        date=day, reason=reason.strip(), document=document, changes=made, hash=closed_quarter.digest(now)
    )
    whole = record.model_copy(update={"corrections": (*record.corrections, correction)})
    return closed_quarter.quarter_text(whole).encode()
