"""Parts of a quarter's page: its life, the forms that came, who reported, the snapshot when it closed."""

from dataclasses import replace
from datetime import date

import pytest

from generator.data.snapshots import FrozenTask
from generator.model.quarter import Quarter
from generator.office.quarter_closing import closed
from generator.pages.quarters import (
    lifecycle,
    press_kit,
    received,
    reporter_table,
    snapshot_changes,
    snapshots,
)
from generator.view.fields.tasks import TASKS
from generator.view.presentation import Presentation
from tests.pages.reading import rows
from tests.portals import FIRST_QUARTER, RESULTS, portal_of, presentation_of

Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)
FILE = "data/quarters/2026-q1.yaml"
OPEN = """opened: 2026-03-01
due: 2026-03-09
cutoff: 2026-03-09
forms_made: 2026-03-02
receipts:
  - {agency: so-noi-vu, received: 2026-03-08, cutoff: 2026-03-09, symbol: 12/BC-SNV, signed: 2026-03-07}
"""
REPORTED = {FILE: OPEN, FIRST_QUARTER: RESULTS}


@pytest.fixture(scope="module")
def reported() -> Presentation:
    return presentation_of(REPORTED)


@pytest.fixture(scope="module")
def frozen() -> Presentation:
    """The quarter closed on 5 April."""
    files = {path: data.decode() for path, data in closed(portal_of(REPORTED), Q1, date(2026, 4, 5)).items()}
    return presentation_of({**files, FIRST_QUARTER: RESULTS})


def test_a_quarter_opens_and_closes(reported: Presentation, frozen: Presentation) -> None:
    opened = lifecycle.life(reported.values, Q1)
    assert (opened.state, opened.closed, opened.snapshot) == ("open", None, None)
    assert opened.opened is not None
    assert opened.opened.machine == "2026-03-01"
    shut = lifecycle.life(frozen.values, Q1)
    assert shut.closed is not None
    assert shut.snapshot is not None
    assert (shut.state, shut.closed.machine) == ("closed", "2026-04-05")
    assert shut.snapshot.url == "ky-bao-cao/2026-q1/ban-chup/"
    assert lifecycle.life(reported.values, Q2).state == "none"


def test_forms_that_came_are_listed_with_the_report_that_was_signed(reported: Presentation) -> None:
    (row,) = rows(received.received_table(reported.values, Q1))
    assert row[:3] == [["Sở Nội vụ"], ["08/03/2026"], ["09/03/2026"]]
    (receipt,) = reported.values.portal.quarter_files[Q1].record.receipts
    said = received.report_words(reported.values.t, receipt)
    assert said == "báo cáo số 12/BC-SNV, ngày 07/03/2026"
    assert received.received_table(reported.values, Q2) is None


def test_members_that_did_not_report_are_named_beside_those_that_did(reported: Presentation) -> None:
    values = reported.values
    plan = values.portal.plans["tp-2026"]
    reporters = values.measured.plan_reporters(plan, Q1)
    found = {row.agency.text: row for row in reporter_table.reporter_rows(values, plan, Q1, reporters)}
    collective = found["Các sở, ban, ngành"]
    assert [link.text for link in collective.reported] == ["Sở Nội vụ"]
    assert [link.text for link in collective.silent] == ["Sở Tài chính"]
    assert not collective.complete
    assert found["Sở Nội vụ"].state.text == "đã nhận biểu, không có gì để báo cáo"
    table = reporter_table.reporters_table(values, "Ai báo cáo", list(found.values()), None)
    assert [row[0] for row in rows(table)] == [["Các sở, ban, ngành"], ["Sở Nội vụ"]]
    assert reporter_table.reporters_table(values, "Ai báo cáo", [], None) is None


def test_a_press_kit_is_of_the_plan_that_runs(reported: Presentation) -> None:
    measured = reported.values.measured
    plan = press_kit.plan_of(measured, Q1)
    assert plan is not None
    assert plan.id == "tp-2026"
    assert press_kit.plan_of(measured, Quarter(2030, 1)) is None
    assert press_kit.kit_url(Q1) == "ky-bao-cao/2026-q1/goi-bao-chi-2026-q1.zip"


def test_a_snapshot_has_a_page_for_each_plan_and_its_files_as_frozen(frozen: Presentation) -> None:
    values = frozen.values
    assert [page.url for page in snapshots.pages(values, "")] == [
        "ky-bao-cao/2026-q1/ban-chup/",
        "ky-bao-cao/2026-q1/ban-chup/tp-2026/",
        "ky-bao-cao/2026-q1/ban-chup/xa-2026/",
    ]
    assert {file.path.rpartition("/")[2] for file in snapshots.files(values.portal)} == {
        "results.csv",
        "targets.csv",
        "tasks.csv",
    }
    assert snapshots.last_day_counted(values.portal, Q1) == date(2026, 3, 31)
    assert snapshots.plan_name(values.portal, "tp-2026") == "Kế hoạch năm 2026"
    assert snapshots.plan_name(values.portal, "da-bo") == "da-bo"


def test_a_line_of_a_snapshot_is_its_own_receipt() -> None:
    receipt = snapshots.receipt_of(Q1, 3)
    assert (receipt.place, receipt.url) == (
        "data/snapshots/2026-q1/tasks.csv:3",
        "ky-bao-cao/2026-q1/ban-chup/tasks.csv",
    )
    assert snapshots.count_of(1234, receipt).text == "1.234"


def test_one_closed_quarter_has_nothing_to_be_compared_with(frozen: Presentation) -> None:
    assert list(snapshot_changes.pages(frozen.values)) == []


FROZEN = {
    "1": FrozenTask(
        {"plan": "tp-2026", "number": "1", "title": "Rà soát", "coordinating": "so-noi-vu;so-y-te"}, 2
    ),
    "2": FrozenTask({"plan": "tp-2026", "number": "2", "title": "Công bố"}, 3),
}


def test_a_frozen_table_has_the_declared_columns_that_it_was_frozen_with(
    reported: Presentation, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = tuple(replace(field, column=field.id in {"coordinating", "note"}) for field in TASKS)
    monkeypatch.setattr(snapshots, "TASKS", fields)
    tasks = tuple(FROZEN.values())
    assert [field.id for field in snapshots.frozen_columns(tasks)] == ["coordinating"]
    assert snapshots.frozen_columns(tasks[1:]) == ()
    found = snapshots.tasks_table(reported.values, "Bản chụp", Q1, tasks)
    assert [row[-1] for row in rows(found)] == [["Sở Nội vụ; Sở Y tế"], []]


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("lead", "so-noi-vu;so-y-te", "Sở Nội vụ; Sở Y tế"),
        ("schedule", "overdue", "Quá hạn"),
        ("completed", "2026-03-09", "09/03/2026"),
        ("title", "so-noi-vu", "so-noi-vu"),
        ("gone_since", "so-noi-vu", "so-noi-vu"),
    ],
)
def test_cells_of_frozen_tables_are_in_words(
    reported: Presentation, column: str, text: str, words: str
) -> None:
    assert snapshots.frozen_words(reported.values, column, text) == words
