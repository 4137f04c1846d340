"""Which measures of which targets may be held against what was published, on the real data."""

from collections import Counter
from decimal import Decimal

import pytest

from generator.measures.metrics import Measured
from generator.measures.target_status import Level, difference, levels
from generator.model.portal import Portal


@pytest.fixture(scope="module")
def items(real_portal: Portal) -> list[Level]:
    return list(levels(Measured(real_portal, real_portal.settings.as_of)))


def find(items: list[Level], plan: str, measure: str) -> Level:
    return next(item for item in items if (item.plan.id, item.measure.key) == (plan, measure))


def test_every_measure_is_listed(items: list[Level], real_portal: Portal) -> None:
    total = sum(len(t.record.measures) for plan in real_portal.plans.values() for t in plan.targets)
    assert len(items) == total


@pytest.mark.parametrize(
    ("plan", "measure", "comparison", "latest"),
    [
        ("tp-2026", "sipas", "before_reached", "91.10"),
        ("tp-2026-2030", "sipas", "before_not_reached", "91.10"),
        ("tp-2026", "par-index", "before_reached", "1"),
        ("tp-2026", "pci", "before_reached", "1"),
        ("tp-2026", "dti", "no_figure", None),
        ("tp-2026-2030", "papi", "no_number", None),
        ("tp-2026", "thu-ngan-sach", "no_number", None),
        ("tp-2026", "nhiem-vu-chinh-phu-giao", "no_figure", None),
        ("khuc-thua-du-2025", "giai-ngan-dau-tu-cong", "other_scope", None),
        ("khuc-thua-du-2025", "ho-so-tiep-nhan-truc-tuyen", "other_scope", None),
        ("tp-2026", "tu-kiem-tra", "no_indicator", None),
    ],
)
def test_what_compares(
    items: list[Level], plan: str, measure: str, comparison: str, latest: str | None
) -> None:
    item = find(items, plan, measure)
    assert item.comparison == comparison
    assert (item.latest and item.latest.value) == (Decimal(latest) if latest else None)


def test_a_commune_is_never_held_against_the_city(items: list[Level]) -> None:
    assert not [item for item in items if item.plan.record.scope == "commune" and item.comparable]


def test_figures_of_before_the_merger_say_so(items: list[Level]) -> None:
    assert all(item.latest.before_merger for item in items if item.latest is not None)


def test_figures_of_before_the_merger_conclude_nothing(items: list[Level]) -> None:
    """Every figure held today is of before it, every target of after it: none is met, none is missed."""
    counted = Counter(item.comparison for item in items)
    assert counted["reached"] + counted["not_reached"] == 0
    assert counted["before_reached"] + counted["before_not_reached"] == sum(
        1 for item in items if item.comparable
    )


@pytest.mark.parametrize(
    ("indicator", "how"),
    [
        ("sipas", "other"),
        ("dti", "words"),
        ("par-index", "same"),
        ("du-lieu-mo", "single"),
        ("papi", "single"),
    ],
)
def test_how_levels_differ(items: list[Level], indicator: str, how: str) -> None:
    assert difference([item for item in items if item.measure.indicator == indicator]) == how


def test_two_levels_for_one_scope_and_period_contradict(items: list[Level]) -> None:
    first = find(items, "tp-2026", "sipas")
    other = first.measure.model_copy(update={"value": Decimal(95)})
    assert difference([first, Level(first.plan, first.target, other, None, "no_figure")]) == "contradiction"
