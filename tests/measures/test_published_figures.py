"""Claims and reported values are data too, each called what it is; the newest result comes first."""

from decimal import Decimal

import pytest

from generator.measures.metrics import Measured
from generator.measures.published_figures import all_figures, latest_result, main_figure, reported_values
from generator.model.portal import Portal
from tests.portals import Change, portal_of

RESULTS = "data/plans/tp-2026/results/2026-q2.yaml"
TARGETS = "data/plans/tp-2026/targets.yaml"
COMMUNE_TARGETS = "data/plans/xa-2026/targets.yaml"
SETTINGS = "data/portal.yaml"
OBSERVED = "data/reports/bao-cao-2026.yaml"


def measured(portal: Portal) -> Measured:
    return Measured(portal, portal.settings.as_of)


@pytest.mark.parametrize(
    ("indicator", "kind", "value"),
    [
        ("par-index", "result", "96,17%"),
        ("nhiem-vu-chinh-phu-giao", "claim", "07 nhiệm vụ"),
        ("nhiem-vu-ke-hoach-cchc", "claim", "15/48 nhiệm vụ"),
        ("dti", None, None),
    ],
)
def test_the_main_figure_of_an_indicator(
    real_portal: Portal, indicator: str, kind: str | None, value: str | None
) -> None:
    found = main_figure(measured(real_portal), indicator)
    assert (found and found.kind) == kind
    assert (found and found.located.record.value_as_written) == value


def test_a_claim_is_no_result(real_portal: Portal) -> None:
    assert latest_result(real_portal, "nhiem-vu-chinh-phu-giao") is None


def results(*lines: str, cutoff: str = "2026-06-09") -> dict[str, Change]:
    return {RESULTS: f"cutoff: {cutoff}\nresults:\n" + "".join(f"  - {{{line}}}\n" for line in lines)}


REPORTED = 'target: a, measure: hai-long, agency: so-noi-vu, state: in-progress, value: "88"'


def test_a_reported_value_is_a_figure_of_its_indicator() -> None:
    found = all_figures(measured(portal_of(results(REPORTED))), "sipas")
    assert [figure.kind for figure in found] == ["result", "reported"]


def test_a_result_of_a_report_comes_before_a_newer_reported_value() -> None:
    changes: dict[str, Change] = {OBSERVED: {"to: 2026-06-14": "to: 2026-06-01"}} | results(REPORTED)
    found = measured(portal_of(changes))
    assert [figure.kind for figure in all_figures(found, "sipas")] == ["reported", "result"]
    assert (main := main_figure(found, "sipas")) is not None
    assert main.kind == "result"


def test_without_a_result_the_reported_value_is_the_main_figure() -> None:
    changes: dict[str, Change] = {OBSERVED: {"    indicator: sipas\n": ""}} | results(REPORTED)
    found = main_figure(measured(portal_of(changes)), "sipas")
    assert found is not None
    assert (found.kind, found.located.record.value) == ("reported", Decimal(88))


def test_values_of_several_agencies_in_a_quarter_give_no_main_figure() -> None:
    other = REPORTED.replace("so-noi-vu", "so-tai-chinh")
    changes: dict[str, Change] = {OBSERVED: {"    indicator: sipas\n": ""}} | results(REPORTED, other)
    found = measured(portal_of(changes))
    assert len(all_figures(found, "sipas")) == 2
    assert main_figure(found, "sipas") is None


def test_what_was_not_known_on_the_day_is_left_out() -> None:
    changes: dict[str, Change] = {SETTINGS: {"as_of: 2026-06-30": "as_of: 2026-06-08"}}
    portal = portal_of(changes | results(REPORTED))
    assert reported_values(measured(portal), "sipas") == []


def test_a_value_without_a_measure_counts_for_the_only_one() -> None:
    portal = portal_of(results(REPORTED.replace(" measure: hai-long,", "")))
    assert len(reported_values(measured(portal), "sipas")) == 1


def test_a_communes_values_are_not_the_citys() -> None:
    changes: dict[str, Change] = {
        COMMUNE_TARGETS: "- number: a\n  title: Mức độ hài lòng\n  measures:\n    - key: hai-long\n"
        "      label: Mức độ hài lòng\n      indicator: sipas\n      comparator: '>='\n      value: 80\n"
        "      value_as_written: từ 80%\n      unit: '%'\n"
        "  source: {document: ke-hoach-xa-2026, at: I.2}\n  text: verified\n",
        "data/plans/xa-2026/results/2026-q2.yaml": "cutoff: 2026-06-09\nresults:\n"
        '  - {target: a, agency: xa-minh-hoa, state: in-progress, value: "81"}\n',
    }
    found = measured(portal_of(changes))
    assert [value.located.record.value for value in reported_values(found, "sipas", city=False)] == [81]
    assert reported_values(found, "sipas") == []
