"""What falls due next: open tasks only, soonest first, many of a day told as one line."""

from datetime import date, timedelta

import pytest

from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.pages.front.due import GROUP_FROM, due_lines, printed, upcoming
from generator.view.presentation import Presentation

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def presentation(real_portal: Portal) -> Presentation:
    return Presentation.of(Measured(real_portal, AS_OF), Catalogue.load("vi"))


def test_upcoming_is_open_and_in_order(presentation: Presentation) -> None:
    dues = upcoming(presentation.values.measured, presentation.values.portal.plans.values())
    assert dues
    assert [due.day for due in dues] == sorted(due.day for due in dues)
    assert all(due.day >= AS_OF for due in dues)
    assert not any(
        due.task.children or presentation.values.measured.standings[due.task.key].done for due in dues
    )


def test_parts_of_a_task_count_once(presentation: Presentation) -> None:
    plan = presentation.values.portal.plans["tp-2026"]
    parts = [plan.tasks["1.1"], plan.tasks["1.2"], plan.tasks["9"]]
    assert printed(parts) == 2


def test_a_recurring_task_counts_with_its_next_instance(presentation: Presentation) -> None:
    found = {
        due.task.key: due.day
        for due in upcoming(
            presentation.values.measured, [presentation.values.portal.plans["phan-cong-xa-2026"]]
        )
    }
    assert found["phan-cong-xa-2026/I.6"] == date(2026, 12, 9)


def test_lines_name_few_and_count_many(presentation: Presentation) -> None:
    soon, later = due_lines(presentation.task_views)
    assert soon
    assert later
    limit = (AS_OF + timedelta(days=30)).isoformat()
    assert all(line.day.machine <= limit for line in soon)
    assert all(line.day.machine > limit for line in later)
    for line in (*soon, *later):
        assert (line.title is None) != (line.count is None)
        if line.count is not None:
            assert int(line.count.machine) >= GROUP_FROM
            assert line.url.startswith("nhiem-vu/")
