"""Which measures of which targets may be held against what was published, on the real data."""

from datetime import date
from decimal import Decimal

import pytest

from generator.data.check import check_files
from generator.data.parser import read_files
from generator.measures.metrics import Measured
from generator.measures.target_status import Level, difference, levels
from generator.model.portal import Portal
from tests.paths import ROOT
from tests.portals import TASKS, Change, portal_of

OBSERVED = "data/reports/bao-cao-2026.yaml"
RESULTS = "data/plans/tp-2026/results/2026-q2.yaml"


@pytest.fixture(scope="module")
def items(real_portal: Portal) -> list[Level]:
    return list(levels(Measured(real_portal, real_portal.settings.as_of)))


def find(items: list[Level], plan: str, measure: str) -> Level:
    return next(item for item in items if (item.plan.id, item.measure.key) == (plan, measure))


def test_every_measure_is_listed(items: list[Level], real_portal: Portal) -> None:
    total = sum(len(t.record.measures) for plan in real_portal.plans.values() for t in plan.targets)
    assert len([item for item in items if not item.is_of_task]) == total


@pytest.mark.parametrize(
    ("plan", "measure", "comparison", "latest"),
    [
        ("tp-2026", "sipas", "other_years", "91.10"),
        ("tp-2026-2030", "sipas", "other_years", "91.10"),
        ("tp-2026", "par-index", "other_years", "1"),
        ("tp-2026", "pci", "other_years", "1"),
        ("tp-2026", "dti", "no_figure", None),
        ("tp-2026-2030", "papi", "no_number", None),
        ("tp-2026", "thu-ngan-sach", "no_number", None),
        ("tp-2026", "nhiem-vu-chinh-phu-giao", "other_unit", None),
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


def test_tasks_set_levels_too(items: list[Level]) -> None:
    """The city plan sets five levels in its tasks, and the notice of a commune repeats each of them."""
    set_by = [
        (item.plan.id, item.target.record.number, item.measure.comparator, str(item.measure.value))
        for item in items
        if item.is_of_task
    ]
    assert set_by == [
        ("tp-2026", "7.2", "=", "100"),
        ("tp-2026", "29", "=", "100"),
        ("tp-2026", "31", "=", "100"),
        ("tp-2026", "34", "=", "100"),
        ("tp-2026", "38", ">=", "80"),
        ("phan-cong-xa-2026", "I.2", "=", "100"),
        ("phan-cong-xa-2026", "II.11", "=", "100"),
        ("phan-cong-xa-2026", "II.13", "=", "100"),
        ("phan-cong-xa-2026", "II.16", "=", "100"),
        ("phan-cong-xa-2026", "IV.3", ">=", "80"),
    ]
    assert find(items, "tp-2026", "thanh-toan-truc-tuyen").years == (2026, 2026)


TITLE = "  title: Rà soát văn bản\n"

SET_BY_TASK = (
    "  measures:\n    - key: truc-tuyen\n      label: Tỷ lệ trực tuyến\n"
    "      comparator: '>='\n      value: 80\n      value_as_written: tối thiểu 80%\n      unit: '%'\n"
)


@pytest.mark.parametrize(
    ("value", "comparison"),
    [
        ('value: "75", unit: "%"', "not_reached"),
        ('value: "85", unit: "%"', "reached"),
        ('value: "12"', "no_indicator"),
        ('value: "12", unit: hồ sơ', "no_indicator"),
    ],
)
def test_a_value_reported_for_a_task_counts_in_the_unit_of_its_level(value: str, comparison: str) -> None:
    """A task is reported on in many ways: a number without the level's unit is not its value."""
    changes: dict[str, Change] = {
        TASKS: {TITLE: TITLE + SET_BY_TASK},
        RESULTS: "cutoff: 2026-06-09\nresults:\n"
        f'  - {{task: "1", agency: so-noi-vu, state: in-progress, {value}}}\n',
    }
    portal = portal_of(changes)
    [item] = [i for i in levels(Measured(portal, portal.settings.as_of)) if i.is_of_task]
    assert item.comparison == comparison


def test_a_commune_is_never_held_against_the_city(items: list[Level]) -> None:
    assert not [item for item in items if item.plan.record.scope == "commune" and item.comparable]


def test_figures_of_before_the_merger_say_so(items: list[Level]) -> None:
    assert all(item.latest.before_merger for item in items if item.latest is not None)


def test_figures_of_other_years_conclude_nothing(items: list[Level]) -> None:
    """Every figure held today is of 2024 or 2025, every target of later years: none is met or missed."""
    assert {item.comparison for item in items if item.comparable} == {"other_years"}
    assert not any(item.concluded for item in items)


def sipas_of(edition: str, report: str = "", settings: str = "") -> Level:
    """The target of SIPAS in 2026, at least 90%, in a small portal with one published figure, 91.10%."""
    changes: dict[str, Change] = {
        OBSERVED: {"    section: I.1\n": f"    section: I.1\n{edition}"}
        | ({"{from: 2026-01-01, to: 2026-06-14}": report} if report else {}),
        "data/portal.yaml": settings,
    }
    portal = portal_of(changes)
    [item] = levels(Measured(portal, portal.settings.as_of), "sipas")
    return item


@pytest.mark.parametrize(
    ("edition", "report", "settings", "comparison"),
    [
        ("    edition: 2026\n", "", "", "reached"),
        ("    period: 6 tháng đầu năm 2026\n", "", "", "reached"),
        ("    cutoff: 2026-06-14\n", "", "", "reached"),
        ("    edition: 2025\n", "", "", "other_years"),
        ("", "{from: 2025-01-01, to: 2025-12-31}", "", "other_years"),
        ("", "", "", "no_year"),
        ("    edition: 2026\n", "", "merger: 2026-07-01\n", "before_merger"),
        ("    edition: 2026\n", "", "merger: 2025-07-01\n", "reached"),
    ],
)
def test_a_target_is_judged_by_the_figure_of_its_own_year(
    edition: str, report: str, settings: str, comparison: str
) -> None:
    item = sipas_of(edition, report, settings)
    assert item.comparison == comparison
    assert item.latest is not None
    assert item.latest.value == Decimal("91.10")


RESULT = "target: a, measure: hai-long, agency: so-noi-vu, state: {state}, {value}"


@pytest.mark.parametrize(
    ("state", "value", "comparison"),
    [
        ("in-progress", 'value: "89.5"', "not_reached"),
        ("in-progress", 'value: "90"', "reached"),
        ("in-progress", 'value: "112"', "question_over"),
        ("done", 'value: "89.5"', "question_short"),
        ("done", 'value: "90"', "reached"),
        ("in-progress", "value_as_written: khoảng chín phần mười", "in_words"),
        ("in-progress", 'value: "9", unit: điểm', "other_unit"),
    ],
)
def test_a_reported_value_against_its_target(state: str, value: str, comparison: str) -> None:
    line = RESULT.format(state=state, value=value)
    portal = portal_of({RESULTS: f"cutoff: 2026-06-09\nresults:\n  - {{{line}}}\n"})
    [item] = levels(Measured(portal, portal.settings.as_of), "sipas")
    assert item.comparison == comparison
    assert item.latest is not None
    assert item.concluded == (comparison in {"reached", "not_reached"})


def test_values_of_several_agencies_are_not_chosen_between() -> None:
    lines = [
        RESULT.format(state="in-progress", value=f'value: "{value}"').replace("so-noi-vu", agency)
        for value, agency in (("89.5", "so-noi-vu"), ("95", "so-tai-chinh"))
    ]
    text = "cutoff: 2026-06-09\nresults:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
    portal = portal_of({RESULTS: text})
    [item] = levels(Measured(portal, portal.settings.as_of), "sipas")
    assert (item.comparison, item.latest) == ("several", None)


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


def test_a_value_reported_for_one_plan_is_the_latest_of_the_same_index_in_another() -> None:
    """The city reports rank 12 for its plan of 2026: the newest rank there is for 2026-2030 too."""
    line = "target: a, measure: par-index, agency: so-noi-vu, state: in-progress, value: '12'"
    files = read_files(ROOT) | {RESULTS: f"cutoff: 2026-06-09\nresults:\n  - {{{line}}}\n".encode()}
    portal, _ = check_files(files)
    assert portal is not None
    found = list(levels(Measured(portal, date(2026, 6, 20)), "par-index"))
    told = [(item.plan.id, item.comparison, item.latest and str(item.latest.value)) for item in found]
    assert told == [("tp-2026", "not_reached", "12"), ("tp-2026-2030", "not_reached", "12")]
