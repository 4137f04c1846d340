"""Makes the files that open and close a quarter. Pure: the caller gives the day and writes the files.

Closing records what was published: a hash of the results in the quarter's own file, and the tables of that
day under ``data/snapshots/<quarter>/`` with the hash of each.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest

import pandas as pd

from generator.data import closed_quarter
from generator.data.parser import parse_root
from generator.data.problems import WHOLE_FILE, Position, Problem, ProblemError
from generator.files import tables
from generator.files.flat_files import to_csv
from generator.measures.knowledge import result_known_since
from generator.measures.metrics import Measured
from generator.model.portal import Located, Portal, QuarterResults
from generator.model.quarter import Quarter
from generator.model.quarter_records import FormMade, QuarterFile, Snapshot
from generator.model.records import Result
from generator.view.fields import published


def opened(
    quarter: Quarter, day: date, due: date | None = None, cutoff: date | None = None
) -> dict[str, bytes]:
    """Return the files of a quarter opened on `day`, by path relative to the root.

    Args:
        quarter: The quarter.
        day: Day of the opening.
        due: Last day for handing in reports; None if no text sets one.
        cutoff: Last day that the figures shall cover.
    """
    record = QuarterFile(opened=day, due=due, cutoff=cutoff)
    return {
        closed_quarter.quarter_path(quarter): closed_quarter.quarter_text(record).encode(),
        # git does not store empty folders, but people upload their forms to this folder on the web page.
        f"data/inbox/{quarter.id}/.gitkeep": b"",
    }


def with_forms_made(
    portal: Portal, quarter: Quarter, day: date, agency: str | None = None
) -> dict[str, bytes]:
    """Return the quarter's file with the day on which its forms were made, by path.

    Empty if the quarter is not open or the day is recorded already: forms made again do not put it off.

    Args:
        portal: The present data.
        quarter: The quarter.
        day: The day.
        agency: The agency of which alone the form was made; None for the forms of all.
    """
    located = portal.quarter_files.get(quarter)
    if located is None or located.record.forms_made is not None or located.record.closed is not None:
        return {}
    record = located.record
    if agency is None:
        record = record.model_copy(update={"forms_made": day})
    elif record.form_made(agency) is None:
        record = record.model_copy(update={"forms": (*record.forms, FormMade(agency=agency, made=day))})
    if record == located.record:
        return {}
    return {closed_quarter.quarter_path(quarter): closed_quarter.quarter_text(record).encode()}


def closed(portal: Portal, quarter: Quarter, day: date) -> dict[str, bytes]:
    """Return the quarter's file and snapshot for a quarter closed on `day`, by path relative to the root.

    The tables of targets and tasks show what was known at the quarter's end, or on `day` if that is earlier.

    Raises:
        KeyError: The quarter was never opened.
        ProblemError: Some result of the quarter, or a document it cites, is of a day after `day` (see
            `results_after`), or what is to be written would not be read back as it is.
    """
    if problems := results_after(portal, quarter, day):
        raise ProblemError(problems)
    measured = Measured(portal, day).at_end_of(quarter)
    rows = closed_quarter.rows_of(portal, quarter)
    columns = [field.id for field in published.TABLES["results"].columns]
    frames = {
        "results": pd.DataFrame(rows, columns=columns, dtype="str").fillna(""),
        "targets": tables.TABLES["targets"](measured),
        "tasks": tables.TABLES["tasks"](measured),
    }
    snapshot = {table: to_csv(frame) for table, frame in frames.items()}
    digests = {table: hashlib.sha256(data).hexdigest() for table, data in snapshot.items()}
    record = portal.quarter_files[quarter].record.model_copy(
        update={"closed": day, "hash": closed_quarter.digest(rows), "snapshot": Snapshot(**digests)}
    )
    files = {closed_quarter.quarter_path(quarter): closed_quarter.quarter_text(record).encode()}
    files |= {closed_quarter.snapshot_path(quarter, table): data for table, data in snapshot.items()}
    if problems := read_back(quarter, record, frames, files):
        raise ProblemError(problems)
    return files


def read_back(
    quarter: Quarter, record: QuarterFile, frames: Mapping[str, pd.DataFrame], files: Mapping[str, bytes]
) -> list[Problem]:
    """Return a problem for each file of a closing that is not read back as what it was made from.

    Args:
        quarter: The quarter.
        record: What its file shall say.
        frames: What its frozen tables shall hold, by file stem.
        files: The bytes to be written, by path.
    """
    found, problems = parse_root(files)
    kept = found.quarters.get(quarter)
    path = closed_quarter.quarter_path(quarter)
    if kept is None or kept.record != record:
        problems.append(Problem.make(path, WHOLE_FILE, "", "closing-not-read-back", value=quarter.id))
    for table, frame in frames.items():
        path = closed_quarter.snapshot_path(quarter, table)
        if lost := _first_lost(frame, files[path]):
            where = Position(lost, 1)
            problems.append(Problem.make(path, where, "", "closing-not-read-back", value=table))
    return [problem for problem in problems if problem.path in files]


def _first_lost(frame: pd.DataFrame, data: bytes) -> int:
    """Return the first row (from 1, the heading is 1) that a table's CSV gives otherwise; 0 if none is."""
    rows = ({name: cell for name, cell in row.items() if cell} for row in frame.to_dict("records"))
    pairs = enumerate(zip_longest(rows, closed_quarter.read_rows(data)), 2)
    return next((number for number, (row, again) in pairs if row != again), 0)


def results_after(portal: Portal, quarter: Quarter, day: date) -> list[Problem]:
    """Return a problem for each result of the quarter, and each document it cites, not known by a day.

    Freezing it would put into the quarter what nobody could know when it was closed.
    """
    found: list[Problem] = []
    for plan in portal.plans.values():
        for results in plan.quarters:
            if results.quarter == quarter:
                for entry in results.results:
                    found += _entry_after(portal, results, entry, day)
    return found


def _entry_after(
    portal: Portal, results: QuarterResults, entry: Located[Result], day: date
) -> Iterator[Problem]:
    """Yield the problems of one result: it came later itself, or a document it cites was issued later."""
    value, record = entry.ref.removeprefix("result:"), entry.record
    known = result_known_since(portal, results, record)
    if known > day:
        yield _too_late(entry, "", "result-after-closing", day, value=value, known=known.isoformat())
    cited = [("evidence", document) for document in record.evidence]
    if record.reporting_document is not None:
        cited.append(("reporting_document", record.reporting_document))
    for field, document in cited:
        register = portal.documents[document].record
        if register.date is not None and register.date > day:
            words = {"value": value, "document": register.symbol or document, "known": f"{register.date}"}
            yield _too_late(entry, field, "evidence-after-closing", day, **words)


def _too_late(entry: Located[Result], field: str, code: str, day: date, **params: str) -> Problem:
    path, _, line = entry.place.rpartition(":")
    return Problem.make(path, Position(int(line), 1), field, code, closed=day.isoformat(), **params)
