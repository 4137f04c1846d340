"""A plan's page: the body in printed order, cited by number, found by what it says."""

import pytest

from generator.pages.plans.index import plan_view, section_records
from generator.pages.plans.plan_text import PlanClause, clauses, units
from generator.view.excerpts import excerpt
from generator.view.presentation import Presentation

PLANS = ("tp-2026", "phan-cong-xa-2026", "khuc-thua-du-2025", "tp-2026-2030")


def body(presentation: Presentation, plan_id: str) -> dict[str, PlanClause]:
    return {
        clause.anchor: clause
        for clause in clauses(
            presentation.values, presentation.notices, presentation.values.portal.plans[plan_id]
        )
    }


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_section_once(presentation: Presentation, plan_id: str) -> None:
    assert len(body(presentation, plan_id)) == len(presentation.values.portal.plans[plan_id].sections)


@pytest.mark.parametrize("plan_id", PLANS)
def test_heading_levels_never_skip(presentation: Presentation, plan_id: str) -> None:
    before = 2
    for clause in body(presentation, plan_id).values():
        if clause.level:
            assert 3 <= clause.level <= before + 1
            before = clause.level


@pytest.mark.parametrize("plan_id", PLANS)
def test_a_note_is_told_once(presentation: Presentation, plan_id: str) -> None:
    page = plan_view(
        presentation.task_views,
        presentation.threads,
        presentation.notices,
        presentation.values.portal.plans[plan_id],
    )
    told = [notice.id for notice in page.notices]
    told += [notice.id for clause in page.clauses for notice in clause.notices]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("plan_id", "anchor", "label", "number"),
    [
        ("tp-2026", "muc-ii-1-dd", "đ)", "II.1.đ"),
        ("tp-2026", "muc-iv", "IV.", "IV"),
        ("tp-2026", "muc-qdd-1", "Điều 1.", ""),
        ("tp-2026", "muc-iv-2-a-1", "–", ""),
        ("tp-2026", "muc-ii-8", "", ""),
        ("tp-2026-2030", "muc-v-2-8", "8.", "V.2.8"),
        ("tp-2026-2030", "muc-i-1-1", "–", ""),
        ("phan-cong-xa-2026", "muc-2", "2.", "2"),
    ],
)
def test_what_stands_before_the_words(
    presentation: Presentation, plan_id: str, anchor: str, label: str, number: str
) -> None:
    clause = body(presentation, plan_id)[anchor]
    assert (clause.label, clause.number) == (label, number)


def test_targets_and_tasks_stand_where_they_are_printed(presentation: Presentation) -> None:
    found = body(presentation, "khuc-thua-du-2025")
    assert len(found["muc-ii-1"].items) == 6
    assert sum(len(clause.items) for clause in found.values()) == 28 + 36


@pytest.mark.parametrize(("number", "words"), [("II.1.đ", "đất đai"), ("V.2.8", "đường dây nóng")])
def test_sections_are_found_by_what_they_say(presentation: Presentation, number: str, words: str) -> None:
    plan = presentation.values.portal.plans["tp-2026-2030"]
    assert words in {unit.section.record.number: unit.words for unit in units(plan)}[number]
    record = next(r for r in section_records(presentation.values, plan) if r.number == number)
    assert words in record.words
    assert record.url.startswith("ke-hoach/tp-2026-2030/#muc-")


def test_a_plan_whose_annex_is_not_held_has_no_counts(presentation: Presentation) -> None:
    page = plan_view(
        presentation.task_views,
        presentation.threads,
        presentation.notices,
        presentation.values.portal.plans["tp-2026-2030"],
    )
    assert page.grid is None
    assert page.card.figures == ()
    assert page.card.undated


def test_the_thread_goes_up_and_down(presentation: Presentation) -> None:
    nodes = plan_view(
        presentation.task_views,
        presentation.threads,
        presentation.notices,
        presentation.values.portal.plans["tp-2026"],
    ).thread
    here = next(place for place, node in enumerate(nodes) if node.here)
    assert "van-ban/76-nq-cp-2021/" in {node.url for node in nodes[:here]}
    assert "ke-hoach/phan-cong-xa-2026/" in {node.url for node in nodes[here:]}


def test_excerpts_end_at_a_word() -> None:
    assert excerpt("Sắp xếp, kiện toàn", 40) == "Sắp xếp, kiện toàn"
    assert excerpt("Sắp xếp, kiện toàn các cơ quan", 12) == "Sắp xếp…"
