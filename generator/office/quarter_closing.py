"""Opening and closing a quarter: a measured portal → the files to write. Pure; the day comes from the edge.

Closing freezes what was said: the hash of the quarter's results in the quarter's own file, and the tables of
that day under ``data/snapshots/<quarter>/``, whose bytes are recorded too.
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
    """Files of a quarter that is opened on a day, by path relative to the root."""
    return {
        closed_quarter.quarter_path(quarter): closed_quarter.quarter_text(QuarterFile(opened=day)).encode(),
        # An empty folder is not kept by git, and files are put into it through the host's web page.
        f"data/inbox/{quarter.id}/.gitkeep": b"",
    }


def as_known(portal: Portal, quarter: Quarter) -> Portal:
    """The portal without the results of later quarters."""
    plans = {
        plan_id: replace(plan, quarters=tuple(q for q in plan.quarters if q.quarter <= quarter))
        for plan_id, plan in portal.plans.items()
    }
    return replace(portal, plans=plans)


def closed(portal: Portal, quarter: Quarter, day: date) -> dict[str, bytes]:
    """Files of a quarter that is closed on a day: its own and its snapshot, by path relative to the root.

    Raises:
        KeyError: the quarter was never opened.
    """
    measured = Measured(as_known(portal, quarter), day)
    rows = closed_quarter.rows_of(portal, quarter)
    columns = [field.id for field in published.TABLES["results"].columns]
    frames = {
        "results": pd.DataFrame(rows, columns=columns, dtype="str").fillna(""),
        "targets": tables.TABLES["targets"](measured),
        # A deadline that a document moved is part of where a task stood.
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
    """The latest deadline granted to each task as written, in the order of the table; empty for none."""
    return [task.postponed.as_written if task.postponed else "" for task in measured.portal.tasks()]
