"""Opening and closing a quarter: the files to write, and who has said nothing."""

import hashlib
import json
from datetime import date, timedelta

import pandas as pd
import pytest

from generator.data.check import check_files
from generator.data.closed_quarter import digest, read_rows, rows_of
from generator.data.problems import ProblemError
from generator.data.snapshots import read_tasks
from generator.model.quarter import Quarter
from generator.office.quarter_closing import closed, opened, read_back, results_after, with_forms_made
from tests.portals import DOCUMENTS, FIRST_QUARTER, SECOND_QUARTER, changed_files, portal_of

Q1 = Quarter(2026, 1)
FILE = "data/quarters/2026-q1.yaml"
OPEN = "opened: 2026-03-01\n"
RESULTS = 'cutoff: {}\nresults:\n  - {{task: "2", agency: so-noi-vu, state: in-progress}}\n'
BOTH = {FILE: OPEN, FIRST_QUARTER: RESULTS.format("2026-03-09"), SECOND_QUARTER: RESULTS.format("2026-06-09")}


def test_opening_makes_the_quarters_file_and_a_place_for_its_forms() -> None:
    files = opened(Q1, date(2026, 3, 1))
    assert sorted(files) == ["data/inbox/2026-q1/.gitkeep", FILE]
    assert files[FILE].decode().endswith("opened: 2026-03-01\n")


def test_due_day_and_cutoff_are_in_the_file() -> None:
    files = opened(Q1, date(2026, 3, 1), date(2026, 3, 9), date(2026, 3, 8))
    assert files[FILE].decode().endswith("opened: 2026-03-01\ndue: 2026-03-09\ncutoff: 2026-03-08\n")


def test_the_day_of_the_forms_is_written_once_and_only_while_the_quarter_is_open() -> None:
    day = date(2026, 3, 2)
    assert with_forms_made(portal_of(), Q1, day) == {}
    made = with_forms_made(portal_of({FILE: OPEN}), Q1, day)
    assert made[FILE].decode().endswith("opened: 2026-03-01\nforms_made: 2026-03-02\n")
    again = portal_of({FILE: made[FILE].decode()})
    assert with_forms_made(again, Q1, date(2026, 3, 5)) == {}
    frozen = closed(portal_of(BOTH), Q1, date(2026, 4, 5))
    shut = portal_of({**BOTH, **{path: data.decode() for path, data in frozen.items()}})
    assert with_forms_made(shut, Q1, date(2026, 4, 6)) == {}


def test_the_form_of_one_agency_is_written_once_and_not_after_those_of_all() -> None:
    first, second = date(2026, 3, 2), date(2026, 3, 5)
    made = with_forms_made(portal_of({FILE: OPEN}), Q1, first, "so-noi-vu")
    assert (
        made[FILE]
        .decode()
        .endswith("opened: 2026-03-01\nforms:\n  - {agency: so-noi-vu, made: 2026-03-02}\n")
    )
    one = portal_of({FILE: made[FILE].decode()})
    assert with_forms_made(one, Q1, second, "so-noi-vu") == {}
    file = one.quarter_files[Q1].record
    assert (file.form_made("so-noi-vu"), file.form_made("so-tai-chinh")) == (first, None)
    everyone = portal_of({FILE: with_forms_made(one, Q1, second)[FILE].decode()})
    file = everyone.quarter_files[Q1].record
    assert (file.form_made("so-noi-vu"), file.form_made("so-tai-chinh")) == (first, second)
    assert with_forms_made(everyone, Q1, date(2026, 3, 6), "so-tai-chinh") == {}


def test_closing_keeps_what_was_recorded_of_the_round() -> None:
    round_ = (
        f"{OPEN}due: 2026-03-09\ncutoff: 2026-03-09\nforms_made: 2026-03-02\nreceipts:\n"
        '  - {agency: so-noi-vu, received: 2026-03-08, cutoff: 2026-03-08, symbol: "7/BC"}\n'
    )
    frozen = closed(portal_of({**BOTH, FILE: round_}), Q1, date(2026, 4, 5))[FILE].decode()
    assert round_ in frozen
    # The receipts are no part of what is frozen: the hash is that of the results alone.
    assert f"hash: {digest(rows_of(portal_of(BOTH), Q1))}" in frozen


LATE_FORM = (
    f"{OPEN}receipts:\n"
    "  - {agency: so-noi-vu, received: 2026-03-08, cutoff: 2026-03-08}\n"
    "  - {agency: so-noi-vu, received: 2026-04-06, cutoff: 2026-03-31}\n"
)


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({}, "2026-03-09"),
        ({FIRST_QUARTER: RESULTS.format("2026-03-31")}, "2026-03-31"),
        ({FILE: LATE_FORM}, "2026-04-06"),
    ],
)
def test_only_what_is_known_on_the_day_can_be_frozen(changes: dict[str, str], known: str) -> None:
    """Neither the cut-off nor the agency's newest form may be of a later day."""
    portal, day = portal_of({**BOTH, **changes}), date.fromisoformat(known)
    assert sorted(closed(portal, Q1, day)) == sorted(closed(portal_of(BOTH), Q1, day))
    with pytest.raises(ProblemError) as caught:
        closed(portal, Q1, day - timedelta(days=1))
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.line) == ("result-after-closing", FIRST_QUARTER, 3)
    assert dict(problem.params)["known"] == known


@pytest.mark.parametrize("field", ["evidence: [chung-minh]", "reporting_document: chung-minh"])
def test_a_document_issued_after_the_day_cannot_be_frozen(field: str) -> None:
    document = (
        "\n- {id: chung-minh, symbol: 8/BC-SNV, kind: Báo cáo, date: 2026-04-06, held: false, "
        "text: verified, cited_at: [{document: ke-hoach-2026, at: Căn cứ}]}\n"
    )
    cites = RESULTS.format("2026-03-09").replace("in-progress", f"in-progress, {field}")
    portal = portal_of({**BOTH, FIRST_QUARTER: cites, DOCUMENTS: document})
    assert b"chung-minh" in closed(portal, Q1, date(2026, 4, 6))["data/snapshots/2026-q1/results.csv"]
    with pytest.raises(ProblemError) as caught:
        closed(portal, Q1, date(2026, 4, 5))
    (problem,) = caught.value.problems
    name = field.partition(":")[0]
    assert (problem.code, problem.line, problem.field) == ("evidence-after-closing", 3, name)
    assert dict(problem.params)["document"] == "8/BC-SNV"


def test_results_of_another_quarter_do_not_matter() -> None:
    assert results_after(portal_of(BOTH), Q1, date(2026, 3, 9)) == []


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


ODD = (
    "'=1+1",
    "'+84",
    "''-x",
    "-5 việc",
    "=",
    "@a",
    ": a",
    "? b",
    "- c",
    "1e5",
    "no",
    "12:30",
    "~",
    "🚢 a\nb\tc",
)


@pytest.mark.parametrize("note", ODD)
def test_a_frozen_note_is_read_back_as_it_was_reported(note: str) -> None:
    quoted = json.dumps(note, ensure_ascii=False)
    results = f'results:\n  - {{task: "2", agency: so-noi-vu, state: done, note: {quoted}}}\n'
    sources = {**BOTH, FIRST_QUARTER: f"cutoff: 2026-03-09\n{results}"}
    frozen = closed(portal_of(sources), Q1, date(2026, 4, 5))
    shut = portal_of({**sources, FILE: "", **{path: data.decode() for path, data in frozen.items()}})
    (row,) = read_rows(shut.snapshots[Q1]["results"])
    assert row["note"] == note


def test_a_table_that_does_not_hold_what_it_was_made_from_is_told_by_its_row() -> None:
    portal = portal_of(BOTH)
    files = closed(portal, Q1, date(2026, 4, 5))
    record = (
        portal_of({**BOTH, FILE: "", **{p: data.decode() for p, data in files.items()}})
        .quarter_files[Q1]
        .record
    )
    table = read_rows(files["data/snapshots/2026-q1/results.csv"])
    frames = {"results": pd.DataFrame([{**table[0], "note": "khác"}]).fillna("")}
    (problem,) = read_back(Q1, record, frames, files)
    assert (problem.code, problem.path, problem.line) == (
        "closing-not-read-back", "data/snapshots/2026-q1/results.csv", 2,
    )  # fmt: skip
    (problem,) = read_back(Q1, record.model_copy(update={"hash": "0" * 64}), {}, files)
    assert (problem.code, problem.path) == ("closing-not-read-back", FILE)
