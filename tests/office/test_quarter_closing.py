"""Opening and closing a quarter: the files to write, and who has said nothing."""

import hashlib
from datetime import date

from generator.data.check import check_files
from generator.data.snapshots import read_tasks
from generator.model.quarter import Quarter
from generator.office.quarter_closing import closed, opened
from tests.portals import FIRST_QUARTER, SECOND_QUARTER, changed_files, portal_of

Q1 = Quarter(2026, 1)
FILE = "data/quarters/2026-q1.yaml"
OPEN = "opened: 2026-03-01\n"
RESULTS = 'cutoff: {}\nresults:\n  - {{task: "2", agency: so-noi-vu, state: in-progress}}\n'
BOTH = {FILE: OPEN, FIRST_QUARTER: RESULTS.format("2026-03-09"), SECOND_QUARTER: RESULTS.format("2026-06-09")}


def test_opening_makes_the_quarters_file_and_a_place_for_its_forms() -> None:
    files = opened(Q1, date(2026, 3, 1))
    assert sorted(files) == ["data/inbox/2026-q1/.gitkeep", FILE]
    assert files[FILE].decode().endswith("opened: 2026-03-01\n")


def test_closing_freezes_tables_whose_bytes_are_on_record() -> None:
    files = closed(portal_of(BOTH), Q1, date(2026, 4, 5))
    assert sorted(files) == [
        FILE,
        *(f"data/snapshots/2026-q1/{t}.csv" for t in ("results", "targets", "tasks")),
    ]
    for table in ("results", "targets", "tasks"):
        digest = hashlib.sha256(files[f"data/snapshots/2026-q1/{table}.csv"]).hexdigest()
        assert f"{table}: {digest}" in files[FILE].decode()
    frozen = files["data/snapshots/2026-q1/results.csv"].decode("utf-8-sig")
    assert frozen.count("\r\n") == 2
    assert "2026-03-09" in frozen


def test_the_frozen_tasks_are_those_of_the_quarters_end() -> None:
    """What is reported in the next quarter before the closing day is not in them."""
    later = 'cutoff: 2026-04-04\nresults:\n  - {task: "2", agency: so-noi-vu, state: done}\n'
    portal = portal_of(BOTH | {SECOND_QUARTER: later})
    tasks = read_tasks(closed(portal, Q1, date(2026, 4, 5))["data/snapshots/2026-q1/tasks.csv"])
    assert tasks["tp-2026/2"]["reported"] == "in_progress"


def test_a_quarter_that_was_closed_is_accepted_as_it_is() -> None:
    files = changed_files(BOTH) | closed(portal_of(BOTH), Q1, date(2026, 4, 5))
    portal, problems = check_files(files)
    assert problems == []
    assert portal is not None
    assert portal.closed_quarters == (Q1,)
