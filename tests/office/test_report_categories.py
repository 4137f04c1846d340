"""Categories of the Word report: those of part I.4 of report 205, and they add up."""

from dataclasses import replace
from datetime import date

import pytest

from generator.measures.metrics import Measured
from generator.measures.place import Place
from generator.measures.reported import Reported
from generator.measures.schedule import Schedule
from generator.model.portal import Portal
from generator.office.report_categories import ASKED, categories, category_of, chapter_name
from tests.portals import portal_of


@pytest.mark.parametrize(
    ("place", "schedule", "reported", "category"),
    [
        (Place.DONE, Schedule.ON_TIME, Reported.DONE, "on-time"),
        (Place.DONE, Schedule.DONE_UNDATED, Reported.DONE, "done"),
        (Place.DONE_LATE, Schedule.LATE, Reported.DONE, "done_late"),
        (Place.NOT_DUE, Schedule.DUE_SOON, Reported.IN_PROGRESS, "in-progress"),
        (Place.NOT_DUE, Schedule.NOT_DUE, Reported.NOT_STARTED, "not_due"),
        (Place.NOT_DUE, Schedule.NOT_DUE, Reported.STALE, "not_due"),
        (Place.OVERDUE, Schedule.OVERDUE, Reported.IN_PROGRESS, "overdue"),
    ],
)
def test_a_task_is_counted_as_report_205_counts(
    place: Place, schedule: Schedule, reported: Reported, category: str
) -> None:
    standing = Measured(portal_of(), date(2026, 6, 30)).standings["tp-2026/1"]
    facts = replace(standing.facts, place=place, schedule=schedule, reported=reported)
    assert category_of(replace(standing, facts=facts)) == category


def test_the_asked_categories_stand_first_and_all_add_up(real_portal: Portal) -> None:
    tasks = real_portal.plans["tp-2026"].printed_tasks
    found = categories(Measured(real_portal, date(2026, 6, 30)), tasks)
    assert tuple(found)[:3] == ASKED
    assert sum(found.values()) == len(tasks) == 59


def test_chapters_are_named_as_the_last_report_names_them(real_portal: Portal) -> None:
    areas = {key: chapter_name(real_portal, area.record) for key, area in real_portal.areas.items()}
    assert areas["thu-tuc-hanh-chinh"] == "Cải cách thủ tục hành chính"  # printed “Cải cách TTHC”
    assert areas["tai-chinh-cong"] == "Cải cách tài chính công"  # no report names it otherwise
    assert areas["che-do-cong-vu"] == "Xây dựng, nâng cao chất lượng đội ngũ cán bộ, công chức"
