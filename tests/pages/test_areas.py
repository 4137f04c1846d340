"""Areas: every city task in one area, sub-tasks with their parent, plans apart."""

from generator.pages.plans.area_page import area_view, printed, tasks_in
from generator.pages.plans.areas import index
from generator.view.presentation import Presentation


def test_city_tasks_by_area(presentation: Presentation) -> None:
    plan = presentation.values.portal.plans["tp-2026"]
    assert [len(printed(tasks_in(plan, area))) for area in presentation.values.portal.areas] == [
        13,
        13,
        13,
        3,
        5,
        2,
        10,
    ]


def test_sub_tasks_stay_with_their_parent(presentation: Presentation) -> None:
    plan = presentation.values.portal.plans["tp-2026"]
    assert {"1", "1.1", "1.2"} <= {task.number for task in tasks_in(plan, "chi-dao-dieu-hanh")}


def test_the_index_never_adds_plans(presentation: Presentation) -> None:
    for card in index(presentation.task_views).cards:
        assert len(card.cells) == sum(int(p.tasks.machine) for p in card.plans if p.tasks)
        assert card.communes is not None
        assert card.communes.machine == "2"


def test_duties_are_lettered_items(presentation: Presentation) -> None:
    area = presentation.values.portal.areas["the-che"]
    view = area_view(presentation.task_views, area, None, None)
    duties = {duty.number for plan in view.duties for duty in plan.duties}
    assert {"II.1.đ", "II.2.a"} <= duties
    assert not duties & {"II.1", "II.2", "II.1.a.1"}
