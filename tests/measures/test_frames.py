"""Cross sections of the tables: the counts of the sources, and silence that is never called late."""

from datetime import date

import pytest

from generator.measures import frames
from generator.measures.day_states import state_of_day
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from tests.portals import TASKS, portal_of


@pytest.fixture(scope="module")
def measured(real_portal: Portal) -> Measured:
    return Measured(real_portal, date(2026, 11, 22))


def test_areas_of_the_city_plan(measured: Measured) -> None:
    frame = frames.by_area(measured, measured.portal.plans["tp-2026"])
    assert frame.sum(axis="columns").tolist() == [13, 13, 13, 3, 5, 2, 10]
    assert list(frame.index) == list(measured.portal.areas)


def test_plans_of_an_area_stand_apart(measured: Measured) -> None:
    frame = frames.by_plan(measured, "chi-dao-dieu-hanh")
    assert frame.loc["tp-2026"].sum() == 13
    assert list(frame.index) == [plan for plan in measured.portal.plans if plan in frame.index]


def test_leads_count_parts(measured: Measured) -> None:
    plan = measured.portal.plans["tp-2026"]
    frame = frames.by_lead(measured, plan)
    assert int(frame.to_numpy().sum()) == sum(len(task.record.lead) for task in plan.tasks.values())
    totals = frame.sum(axis="columns").tolist()
    assert totals == sorted(totals, reverse=True)


def test_months_leave_none_out(measured: Measured) -> None:
    frame = frames.by_month(measured, measured.portal.plans["tp-2026"])
    assert list(frame.index) == [date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 13))]


def test_silence_is_never_late(measured: Measured) -> None:
    for plan in measured.portal.plans.values():
        assert not {"late", "done_late", "overdue"} & set(frames.by_month(measured, plan).columns)


def test_groups_count_the_places_of_the_headline(measured: Measured) -> None:
    plan = measured.portal.plans["tp-2026"]
    totals = frames.by_area(measured, plan).sum()
    assert totals.to_dict() == {
        "due_unreported": 5, "due": 4, "not_due": 35, "continuous": 12, "not_computable": 3
    }  # fmt: skip


def test_what_is_due_by_the_end_of_each_quarter(measured: Measured) -> None:
    """“Đến hết ngày”: what fell due on the last day is due; the days to come are as planned."""
    frame = frames.burn_up(measured, measured.portal.plans["tp-2026"])
    assert [(day.isoformat(), *row) for day, *row in frame.itertuples()] == [
        ("2026-03-31", 3, 0, True),
        ("2026-06-30", 5, 0, True),
        ("2026-09-30", 7, 0, True),
        ("2026-11-22", 9, 0, True),
        ("2026-12-31", 44, 0, False),
    ]


def test_the_end_of_a_quarter_is_the_same_on_every_day_after_it(real_portal: Portal) -> None:
    rows = []
    for day in (date(2026, 4, 1), date(2026, 6, 30), date(2027, 2, 1)):
        measured = Measured(real_portal, day)
        frame = frames.burn_up(measured, measured.portal.plans["tp-2026"])
        rows.append(tuple(frame.loc[date(2026, 3, 31)]))
    assert rows == [(3, 0, True)] * 3
    ended = Measured(real_portal, date(2027, 1, 1)).at_end_of(Quarter(2026, 4))
    assert frames.burn_up(ended, ended.portal.plans["tp-2026"])["due"].tolist()[-1] == 44


def test_on_the_last_day_of_a_quarter_that_day_is_not_over(real_portal: Portal) -> None:
    frame = frames.burn_up(Measured(real_portal, date(2026, 9, 30)), real_portal.plans["tp-2026"])
    assert frame["due"].to_dict() == {
        date(2026, 3, 31): 3, date(2026, 6, 30): 5, date(2026, 9, 30): 5, date(2026, 12, 31): 44
    }  # fmt: skip
    assert frame.index.is_unique


STATES_OF_A_SERIES = [
    # Day, as-of: not over; the one now awaited; one before it, which a report covers
    (date(2026, 3, 9), date(2026, 3, 9), "not_due"),
    (date(2026, 3, 9), date(2026, 3, 10), "due"),
    (date(2026, 3, 9), date(2026, 6, 10), "due_unreported"),
    (date(2026, 6, 9), date(2026, 6, 9), "not_due"),
]


@pytest.mark.parametrize(("day", "as_of", "code"), STATES_OF_A_SERIES)
def test_the_state_of_one_day_of_several(day: date, as_of: date, code: str) -> None:
    series = {TASKS: {"deadline: Thường xuyên": "deadline: Trước ngày 10 của tháng cuối quý"}}
    days = {
        "data/plans/tp-2026/plan.yaml": (
            "reporting_days: [2026-03-09, 2026-06-09]\n"
            "reporting_source: {document: ke-hoach-2026, at: IV.1.c}\n"
        )
    }
    measured = Measured(portal_of({**series, **days}), as_of)
    clock = measured.clock(measured.portal.plans["tp-2026"])
    assert state_of_day(measured.standings["tp-2026/2"], day, clock) == code


def test_a_plan_without_tasks_has_empty_sections(measured: Measured) -> None:
    plan = measured.portal.plans["tp-2026-2030"]
    sections = (frames.by_area, frames.by_lead, frames.by_month)
    assert [section(measured, plan).empty for section in sections] == [True, True, True]


def test_a_file_holds_what_the_section_holds(measured: Measured) -> None:
    frame = frames.by_area(measured, measured.portal.plans["tp-2026"])
    table = frames.long(frame, plan="tp-2026")
    assert list(table.columns) == ["plan", "area", "state", "tasks"]
    assert table["tasks"].astype(int).sum() == 59
    assert (table["tasks"] != "0").all()
