"""Makes the files that open and close a quarter. Pure: the caller gives the day and writes the files.

Closing records what was published: a hash of the results in the quarter's own file, and the tables of that
day under ``data/snapshots/<quarter>/`` with the hash of each.
"""

import hashlib
from dataclasses import replace
from datetime import date

import pandas as pd

from generator.data import closed_quarter
from generator.files import tables
from generator.files.flat_files import to_csv
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import QuarterFile, Snapshot
from generator.view.fields import published


def opened(quarter: Quarter, day: date) -> dict[str, bytes]:
    """Return the files of a quarter opened on `day`, by path relative to the root."""
    return {
        closed_quarter.quarter_path(quarter): closed_quarter.quarter_text(QuarterFile(opened=day)).encode(),
        # git does not store empty folders, but people upload their forms to this folder on the web page.
        f"data/inbox/{quarter.id}/.gitkeep": b"",
    }


def as_known(portal: Portal, quarter: Quarter) -> Portal:
    """Return the portal without the results of later quarters."""
    plans = {
        plan_id: replace(plan, quarters=tuple(q for q in plan.quarters if q.quarter <= quarter))
        for plan_id, plan in portal.plans.items()
    }
    return replace(portal, plans=plans)


def closed(portal: Portal, quarter: Quarter, day: date) -> dict[str, bytes]:
    """Return the quarter's file and snapshot for a quarter closed on `day`, by path relative to the root.

    Raises:
        KeyError: The quarter was never opened.
    """
    measured = Measured(as_known(portal, quarter), day)
    rows = closed_quarter.rows_of(portal, quarter)
    columns = [field.id for field in published.TABLES["results"].columns]
    frames = {
        "results": pd.DataFrame(rows, columns=columns, dtype="str").fillna(""),
        "targets": tables.TABLES["targets"](measured),
        # Whether a task was late depends on the postponed deadline too.
        "tasks": tables.TABLES["tasks"](measured).assign(postponed_to=_postponed(measured)),
    }
    snapshot = {table: to_csv(frame) for table, frame in frames.items()}
    digests = {table: hashlib.sha256(data).hexdigest() for table, data in snapshot.items()}
    record = portal.quarter_files[quarter].record.model_copy(
        update={"closed": day, "hash": closed_quarter.digest(rows), "snapshot": Snapshot(**digests)}
    )
    files = {closed_quarter.quarter_path(quarter): closed_quarter.quarter_text(record).encode()}
    return files | {closed_quarter.snapshot_path(quarter, table): data for table, data in snapshot.items()}


def _postponed(measured: Measured) -> list[str]:
    """Return the postponed deadline of each task as written, in the order of the table; empty for none."""
    return [task.postponed.as_written if task.postponed else "" for task in measured.portal.tasks()]
