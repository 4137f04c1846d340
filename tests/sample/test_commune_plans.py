"""What a sample invents for a commune and for the city: valid, in the words of its kind, the same again."""

from random import Random

import pytest

from generator.model.deadline import Deadline
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.sample import city, commune_tasks, communes, freezing
from generator.sample.reporting import Manner
from generator.sample.writing import communes_of
from tests.portals import FIRST_QUARTER, RESULTS, SECOND_QUARTER, changed_files, problems_of

QUARTERS = (Quarter(2026, 1), Quarter(2026, 2))


def plan_of(portal: Portal, place: int = 1) -> communes.CommunePlan:
    chance = Random(3)  # noqa: S311
    return communes.commune_plan(portal, communes_of(portal)[place], Manner.STEADY, QUARTERS, chance)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("UBND xã báo cáo", "phường", "UBND phường báo cáo"),
        ("phát triển xã hội", "phường", "phát triển xã hội"),
        ("UBND xã báo cáo", "xã", "UBND xã báo cáo"),
        ("UBND xã", "đặc khu", "UBND đặc khu"),
    ],
)
def test_words_suit_the_kind_of_unit(text: str, kind: str, found: str) -> None:
    assert commune_tasks.of_kind(text, kind) == found


def test_a_commune_has_the_model_plans_tasks_with_deadlines_that_are_understood(real_portal: Portal) -> None:
    plan = plan_of(real_portal)
    model = real_portal.plans[commune_tasks.MODEL].tasks
    assert len(model) - 3 <= len(plan.tasks) <= len(model)
    assert all(isinstance(commune_tasks.deadline_of(task), Deadline) for task in plan.tasks)
    assert plan.owner == communes_of(real_portal)[1].id
    assert plan.id == f"{communes.slug_of(communes_of(real_portal)[1])}-2026"
    assert set(plan.results) == set(QUARTERS)


def test_the_same_chance_gives_the_same_plan(real_portal: Portal) -> None:
    first, second = plan_of(real_portal), plan_of(real_portal)
    assert (first.tasks, first.results, first.units) == (second.tasks, second.results, second.units)
    assert first.documents.entries == second.documents.entries
    assert plan_of(real_portal, 2).tasks != first.tasks


def test_the_city_reports_only_what_its_plan_asks(real_portal: Portal) -> None:
    chance = Random(3)  # noqa: S311
    report = city.city_report(real_portal, [plan_of(real_portal)], QUARTERS, chance)
    plan = real_portal.plans[report.plan_id]
    assert report.plan_id == real_portal.settings.headline_plan
    assert set(report.results) == set(QUARTERS)
    told = {entry["task"] for _, entries in report.results.values() for entry in entries if "task" in entry}
    assert told <= set(plan.tasks)
    assert told


def test_quarters_with_results_are_closed_and_no_others() -> None:
    told = {FIRST_QUARTER: RESULTS, SECOND_QUARTER: RESULTS.replace("-03-", "-06-")}
    found = freezing.frozen_files(changed_files(told))
    assert {path.split("/")[2].removesuffix(".yaml") for path in found} == {"2026-q1", "2026-q2"}
    assert "(minh họa)" in found["data/quarters/2026-q1.yaml"].decode(), "the first has a correction"
    assert b"closed: 2026-" in found["data/quarters/2026-q2.yaml"]
    assert problems_of({**told, **{path: data.decode() for path, data in found.items()}}) == []
    assert freezing.frozen_files(changed_files()) == {}
