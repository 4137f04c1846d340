"""Published tables and their files: columns as promised, records in equal records out."""

import csv
import io
import json
import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.formula_guard import GUARDED, guarded, unguarded
from generator.files.flat_files import to_csv, to_json
from generator.files.tables import TABLES
from generator.measures.loader import load_measured
from generator.measures.metrics import Measured
from tests.paths import ROOT

PROMISED = {
    "tasks": "plan number parent area title lead coordinating deadline deadline_kind late_after deliverables "
    "text uncertain source_document source_row implements reported evidenced schedule completed note",
    "observations": "key label value value_as_written qualifier unit kind period cutoff rank of_total change "
    "change_against source_document section",
    "agencies": "id name short_name kind parent code former_names",
}
"""Columns that users of the files rely on, in this order; a table may hold more after them."""


@pytest.fixture(scope="module")
def measured() -> Measured:
    return load_measured(ROOT)[0]


def read_csv(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("stem", sorted(TABLES))
def test_csv_and_json_hold_the_same_rows(measured: Measured, stem: str) -> None:
    frame = TABLES[stem](measured)
    from_csv = read_csv(to_csv(frame))
    from_json = json.loads(to_json(frame))
    assert len(from_csv) == len(from_json) == len(frame)
    for left, right in zip(from_csv, from_json, strict=True):
        assert left == {key: guarded(value) for key, value in right.items()}


@pytest.mark.parametrize("stem", sorted(PROMISED))
def test_promised_columns_stand_first_and_in_order(measured: Measured, stem: str) -> None:
    promised = PROMISED[stem].split()
    assert list(TABLES[stem](measured).columns)[: len(promised)] == promised


def test_task_records_in_equal_records_out(measured: Measured) -> None:
    rows = {(row["plan"], row["number"]): row for row in json.loads(to_json(TABLES["tasks"](measured)))}
    assert len(rows) == sum(len(plan.tasks) for plan in measured.portal.plans.values())
    for task in measured.portal.tasks():
        row, record = rows[task.plan_id, task.number], task.record
        assert row["title"] == record.title
        assert row["parent"] == (record.parent or "")
        assert row["lead"] == ";".join(record.lead)
        assert row["coordinating"] == ";".join(record.coordinating)
        assert row["deadline"] == (record.deadline or "")
        assert row["implements"] == ";".join(link.task for link in record.implements)
        assert row["uncertain"] == ";".join(record.uncertain)
        assert row["text"] == record.text
        assert row["source_document"] == record.source.document


@pytest.mark.parametrize(
    ("plan", "number", "kind", "late_after"),
    [
        ("tp-2026", "1.1", "month", "2025-12-31"),
        ("tp-2026", "2", "on_instruction", ""),
        ("tp-2026", "9", "quarter", "2026-03-31"),
        ("tp-2026", "11", "quarters", "2026-12-31"),
        ("tp-2026", "13", "recurring", "2026-10-31"),
        ("tp-2026", "25", "after_event", ""),
        ("tp-2026", "38", "continuous", ""),
        ("tp-2026", "48", "months", "2026-05-31"),
        ("tp-2026", "57", "months", "2026-09-30"),
        ("tp-2026", "59", "year", "2026-12-31"),
        ("phan-cong-xa-2026", "I.1", "date", "2026-01-14"),
        ("phan-cong-xa-2026", "I.6", "recurring", "2026-03-09;2026-06-09;2026-09-09;2026-12-09"),
        ("phan-cong-xa-2026", "I.7", "quarters", "2026-06-30;2026-12-31"),
        ("khuc-thua-du-2025", "3.b.2", "none", ""),
    ],
)
def test_deadlines_of_real_tasks(
    measured: Measured, plan: str, number: str, kind: str, late_after: str
) -> None:
    frame = TABLES["tasks"](measured)
    row = frame[(frame["plan"] == plan) & (frame["number"] == number)].iloc[0]
    assert (row["deadline_kind"], row["late_after"]) == (kind, late_after)


def test_observations_keep_value_as_written_and_as_number(measured: Measured) -> None:
    rows = {row["key"]: row for row in json.loads(to_json(TABLES["observations"](measured)))}
    for _, located in measured.portal.observations():
        row, record = rows[record_key := located.record.key], located.record
        assert row["value_as_written"] == record.value_as_written, record_key
        assert (Decimal(row["value"]) if row["value"] else None) == record.value
        assert row["section"] == record.section
    par = next(row for row in rows.values() if row["indicator"] == "par-index")
    assert (par["value"], par["unit"], par["rank"]) == ("96.17", "%", "1")
    assert par["change"].split(";")[0] == "4.3"


def test_cutoff_and_results_are_empty_until_someone_reports(measured: Measured) -> None:
    assert len(TABLES["results"](measured)) == 0
    assert len(read_csv(to_csv(TABLES["results"](measured)))) == 0


def test_text_that_could_run_as_a_formula_is_neutralised() -> None:
    for hostile in ("=1+1", "+cmd", "@SUM(A1)", "-cmd|' /C calc'!A0", "\tx", "＝1+1"):
        assert guarded(hostile) == f"'{hostile}"
    for harmless in ("-62", "0.5894;-1", "2026-12-31", "Kế hoạch", "3 = 3", ""):
        assert guarded(harmless) == harmless


APOSTROPHES = st.text(alphabet="'=+-@\t＝5a", max_size=6) | st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(APOSTROPHES.map(lambda cell: cell.replace("\r", " ")), min_size=1, max_size=5))
def test_any_text_survives_csv_and_pandas(cells: list[str]) -> None:
    frame = pd.DataFrame([{f"c{place}": cell for place, cell in enumerate(cells)}])
    table = to_csv(frame)
    (row,) = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))[1:]
    assert row == [guarded(cell) for cell in cells]
    assert [unguarded(cell) for cell in row] == cells
    assert [cell for cell in row if len(cell) > 1 and re.match(r"[=+\-@\t＝]", cell)] == [
        cell for cell in cells if re.fullmatch(r"-\d+", cell)
    ]
    # As the data page and the data package say it: one replacement in pandas.
    read = pd.read_csv(io.BytesIO(table), dtype=str, keep_default_na=False, skip_blank_lines=False)
    assert read.replace(GUARDED, "", regex=True).iloc[0].tolist() == cells


def test_a_collective_has_a_share_and_so_has_each_member(measured: Measured) -> None:
    frame = TABLES["shares"](measured)
    task = frame[(frame["plan"] == "tp-2026") & (frame["number"] == "1.2")]
    assert list(task[task["via"] == ""]["agency"]) == ["cac-so-ban-nganh", "ubnd-cap-xa"]
    assert len(task[task["via"] == "ubnd-cap-xa"]) == 114
    assert set(task["reported"]) == {"none"}
    assert set(task["rate_day"]) == {"2026-01-14"}


def test_states_of_a_quarter_are_those_at_its_end(measured: Measured) -> None:
    frame = TABLES["states"](measured)
    plan = frame[(frame["plan"] == "tp-2026") & (frame["number"] == "1.2")]
    assert [tuple(row) for row in plan[["quarter", "day", "counted_as"]].itertuples(index=False)] == [
        ("2025-q4", "2025-12-31", "not_due"),
        ("2026-q1", "2026-03-31", "due_unreported"),
        ("2026-q2", "2026-06-30", "due_unreported"),
        ("2026-q3", "2026-09-30", "due_unreported"),
    ]


def test_a_report_is_owed_for_a_quarter_and_nobody_is_silent_before_a_round(measured: Measured) -> None:
    frame = TABLES["reports"](measured)
    first = frame[(frame["quarter"] == "2026-q1") & (frame["plan"] == "tp-2026")]
    assert len(first) == 126
    assert set(first["report"]) == set(first["report_at_end"]) == {"waiting"}
    running = frame[frame["quarter"] == "2026-q4"]
    assert set(running["report_at_end"]) == {""}
