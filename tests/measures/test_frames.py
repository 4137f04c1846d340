"""Cross sections of the tables: the counts of the sources, and silence that is never called late."""

from datetime import date

import pytest

from generator.measures import frames
from generator.measures.metrics import Measured
from generator.model.portal import Portal


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
        assert not {"late", "overdue"} & set(frames.by_month(measured, plan).columns)


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
