"""The home page says what is true with nothing reported, and what the indices' report states."""

import pytest

from generator.pages.front.home import HomePage, home
from generator.view.cells import walk
from generator.view.presentation import Presentation
from generator.view.views import Link, Value


@pytest.fixture(scope="module")
def page(presentation: Presentation) -> HomePage:
    return home(presentation.task_views)


def test_the_first_sentence(page: HomePage) -> None:
    assert [clause.text for clause in page.headline] == [
        "Cổng chưa nhận được báo cáo nào về 59 nhiệm vụ, nên chưa thể nói nhiệm vụ nào chậm.",
        "5 đã qua kỳ báo cáo, chưa nhận được báo cáo",
        "4 đã đến hạn, chưa tới kỳ báo cáo",
        "1 có văn bản chứng minh cho cả nhiệm vụ hoặc một phần",
    ]


def test_the_four_indices_in_order(page: HomePage) -> None:
    assert [card.url for card in page.indices] == [
        "chi-so/par-index/", "chi-so/sipas/", "chi-so/papi/", "chi-so/pci/",
    ]  # fmt: skip
    assert [card.value.machine for card in page.indices if card.value] == [
        "96.17",
        "91.10",
        "42.7037",
        "74.84",
    ]


def test_a_bar_only_where_a_scale_is_stated(page: HomePage) -> None:
    shares = [card.share for card in page.indices]
    assert shares == [96.17, 91.10, 53.38, None]


def test_figures_of_before_the_merger_are_marked(page: HomePage) -> None:
    assert page.merger is not None
    assert page.merger.machine == "2025-07-01"


def test_plans_stand_side_by_side(page: HomePage) -> None:
    totals = {}
    for row in page.plans.rows:
        plan, total = next(walk(row.content(0))), row.content(1)
        assert isinstance(plan, Link)
        totals[plan.url] = total.machine if isinstance(total, Value) else None
    assert totals == {
        "ke-hoach/tp-2026/": "59",
        "ke-hoach/phan-cong-xa-2026/": "53",
        "ke-hoach/khuc-thua-du-2025/": "36",
        "ke-hoach/tp-2026-2030/": None,
    }


def test_one_commune_has_a_plan(page: HomePage) -> None:
    assert len(page.communes.tiles) == 114
    assert len({(tile.col, tile.row) for tile in page.communes.tiles}) == 114
    assert [tile.name for tile in page.communes.tiles if tile.mark.code != "no_plan"] == ["Xã Khúc Thừa Dụ"]


def test_held_documents_newest_first_and_undated_last(page: HomePage) -> None:
    days = [item.day.machine if item.day else "" for item in page.held]
    dated = [day for day in days if day]
    assert dated == sorted(dated, reverse=True)
    assert days[: len(dated)] == dated
    assert sum(item.undated for item in page.held) == 1
