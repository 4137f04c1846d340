"""No violation that axe-core can find, on every kind of page, on a phone and a desk, in light and dark."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.checkers import THOROUGH, settled, violations
from tests.plugins.page_kinds import KINDS, SHAPES

Visit = Callable[..., Any]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_page(real_site: Path, visit: Visit, shape: str) -> None:
    assert violations(settled(visit(real_site).look(KINDS[shape]))) == {}


@pytest.mark.city
def test_every_kind_of_page_at_every_width_and_in_both_dresses(
    real_site: Path, visit: Visit, address: str
) -> None:
    assert violations(settled(visit(real_site).look(address)), THOROUGH) == {}


SEEN_WITHOUT_RESULTS = ("", "dieu-hanh/", "co-quan/so-noi-vu/")
"""Pages that differ from those of the real site in their figures alone."""


@pytest.mark.parametrize(
    "where",
    [
        "ky-bao-cao/2026-q2/",
        "ky-bao-cao/2026-q1/ban-chup/",
        "ky-bao-cao/2026-q1/ban-chup/tp-2026/",
        "ky-bao-cao/2026-q2/thay-doi/",
        *(pytest.param(where, marks=pytest.mark.city) for where in SEEN_WITHOUT_RESULTS),
    ],
)
def test_pages_with_results(sample_site: Path, visit: Visit, where: str) -> None:
    assert violations(settled(visit(sample_site).look(where))) == {}


def test_the_page_for_what_is_missing(real_site: Path, visit: Visit) -> None:
    assert violations(settled(visit(real_site, sub_path="").look("khong/co/"))) == {}


def test_suggestions(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("van-ban/")
    page.get_by_role("combobox", name="Tìm trong cổng").or_(page.locator("#tim")).fill("so noi")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == {}


def test_nothing_found(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=zzzzzz")
    page.get_by_text("Không có kết quả nào").wait_for()
    assert violations(page) == {}


def test_unfolded_parts(real_site: Path, visit: Visit) -> None:
    """Charts' tables, raw OCR and explanations stand in folded parts: unfolded, they hold too."""
    page = settled(visit(real_site).look())
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    assert violations(page) == {}
