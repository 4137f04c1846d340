"""The year of a figure is what the text states; the end of its report's period bounds it."""

from datetime import date

import pytest

from generator.measures.figure_dates import Years, figure_years, is_before_merger, last_day, years_in
from generator.model.portal import Portal
from tests.portals import portal_of


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("năm 2024", (2024, 2024)),
        ("giai đoạn 2026 - 2030", (2026, 2030)),
        ("Tính đến hết ngày 31/5/2025", (2025, 2025)),
        ("05 tháng đầu năm", None),
        ("Tính đến nay", None),
        (None, None),
    ],
)
def test_years_in_a_wording(words: str | None, years: Years | None) -> None:
    assert years_in(words) == years


@pytest.mark.parametrize(
    ("key", "years", "last"),
    [
        ("par-index-2024", (2024, 2024), date(2024, 12, 31)),
        ("sipas-bc-205", None, date(2025, 6, 30)),
        ("giai-ngan-tong-so-ke-hoach", (2025, 2025), date(2025, 5, 31)),
        ("van-ban-qppl-ban-hanh", (2025, 2025), date(2025, 6, 30)),
    ],
)
def test_years_of_published_figures(real_portal: Portal, key: str, years: Years | None, last: date) -> None:
    found = next(pair for pair in real_portal.observations() if pair[1].record.key == key)
    assert figure_years(found[1].record) == years
    assert last_day(found[0], found[1].record) == last
    assert is_before_merger(real_portal, found[0], found[1].record)


@pytest.mark.parametrize(("merger", "before"), [("2026-06-14", False), ("2026-06-15", True)])
def test_a_figure_is_from_before_the_merger_by_its_last_day(merger: str, *, before: bool) -> None:
    portal = portal_of({"data/portal.yaml": f"merger: {merger}\n"})
    report, located = next(portal.observations())
    assert is_before_merger(portal, report, located.record) == before
