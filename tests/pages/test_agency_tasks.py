"""An agency's tasks by plan, with its own figures; what is late stands in its summary."""

from collections.abc import Mapping

from generator.pages.agencies import agency_tasks
from tests.pages.reading import rows
from tests.portals import SECOND_QUARTER, Change, presentation_of

PROOFS = "data/plans/tp-2026/proofs.yaml"
PROVED = '- {task: "1", completed: 2026-01-05, document: ke-hoach-2026}\n'
UNPROVED: Mapping[str, Change] = {PROOFS: {PROVED: "[]\n"}}
UNDONE = 'cutoff: 2026-06-09\nresults:\n  - {task: "1", agency: so-noi-vu, state: in-progress}\n'
OVERDUE: Mapping[str, Change] = {**UNPROVED, SECOND_QUARTER: UNDONE}


def test_tasks_of_plans_are_never_mixed() -> None:
    portal = presentation_of().values.portal
    found = agency_tasks.grouped(portal, portal.tasks())
    assert {plan: [task.number for task in tasks] for plan, tasks in found.items()} == {
        "tp-2026": ["1", "2"],
        "xa-2026": ["I.1"],
    }


def test_tasks_led_coordinated_and_shared_stand_apart() -> None:
    made = presentation_of()
    plan = made.values.portal.plans["tp-2026"]
    (led,) = agency_tasks.blocks(made.task_views, "so-noi-vu", [plan.tasks["1"]])
    assert (led.plan_id, led.count.text, led.collective) == ("tp-2026", "1", None)
    assert rows(led.table)[0][0] == ["1"]
    (joined,) = agency_tasks.coordinated_blocks(made.task_views, "so-tai-chinh")
    assert (joined.plan_id, joined.count.text) == ("tp-2026", "1")
    assert agency_tasks.coordinated_blocks(made.task_views, "so-noi-vu") == ()
    (shared,) = agency_tasks.shared_blocks(made.task_views, "so-tai-chinh", [plan.tasks["2"]])
    assert shared.collective is not None
    assert shared.collective.text == "Các sở, ban, ngành"


def test_the_summary_names_what_waits_and_nothing_that_is_done() -> None:
    cases: tuple[tuple[Mapping[str, Change], list[str]], ...] = ((OVERDUE, ["1. Rà soát văn bản"]), ({}, []))
    for changes, waiting in cases:
        made = presentation_of(changes)
        task = made.values.portal.plans["tp-2026"].tasks["1"]
        (summary,) = agency_tasks.summaries(made.task_views, "so-noi-vu", [task])
        assert [line.task.text for line in summary.attention] == waiting
        assert [line.due.machine for line in summary.attention] == ["2026-03-31"] * len(waiting)
