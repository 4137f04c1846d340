"""Each kind of finding on made-up records: where it speaks, and where it must stay silent."""
# ruff: noqa: E501 - a case is a line

from collections.abc import Mapping

import pytest

from generator.measures.consistency import EXPLAINS, Finding, findings
from tests.portals import portal_of

REPORT = "data/reports/bao-cao-2026.yaml"
SETTINGS = "data/portal.yaml"
DOCUMENTS = "data/documents.yaml"
TASKS = "data/plans/tp-2026/tasks.yaml"
TARGETS = "data/plans/tp-2026/targets.yaml"
COMMUNE_TASKS = "data/plans/xa-2026/tasks.yaml"
COMMUNE_TARGETS = "data/plans/xa-2026/targets.yaml"

Changes = Mapping[str, tuple[tuple[str, str], ...] | str]
"""By file: texts that stand in it once with what replaces them, or a text after it."""


def found(changes: Changes) -> list[Finding]:
    """What lint finds in the minimal root after changes, beyond what it finds there anyway."""
    laid = {path: change if isinstance(change, str) else dict(change) for path, change in changes.items()}
    return findings(portal_of(laid))


def observation(key: str, value: str, *, unit: str = "hồ sơ", more: str = "") -> str:
    return (
        f"  - key: {key}\n    label: Số liệu {key}\n    value_as_written: {value} {unit}\n"
        f'    value: "{value}"\n    unit: {unit}\n    kind: result\n    section: I.3\n{more}'
        "    source: {document: bao-cao-2026, at: I.3}\n    text: verified\n"
    )


def parts(*values: str, unit: str = "hồ sơ") -> Changes:
    """Parts of the 1,500 files that the minimal root's report counts."""
    each = (
        observation(f"phan-{n}", value, unit=unit, more="    part_of: ho-so\n")
        for n, value in enumerate(values)
    )
    return {REPORT: "".join(each)}


def document(name: str, symbol: str, day: str, title: str, cited: str = "") -> str:
    at = f"  cited_at:\n    - {{document: {cited}, at: Căn cứ}}\n" if cited else ""
    return (
        f"- id: {name}\n  symbol: {symbol}\n  kind: Quyết định\n  date: {day}\n  title: {title}\n"
        f"  held: false\n  text: verified\n{at}"
    )


def target(value: str, *, unit: str = '"%"', period: str = "", number: str = "b") -> str:
    """A target of the index SIPAS."""
    when = f"      period: {period}\n" if period else ""
    return (
        f"- number: {number}\n  title: Mức độ hài lòng\n  deadline: Cả năm 2026\n  measures:\n"
        "    - key: hai-long\n      label: Mức độ hài lòng\n      indicator: sipas\n"
        f'      comparator: ">="\n      value: {value}\n      value_as_written: từ {value} trở lên\n'
        f"      unit: {unit}\n{when}  source: {{document: DOCUMENT, at: I.2}}\n  text: verified\n"
    )


def city(text: str) -> Changes:
    return {TARGETS: text.replace("DOCUMENT", "ke-hoach-2026")}


def commune(text: str) -> Changes:
    return {COMMUNE_TARGETS: text.replace("DOCUMENT", "ke-hoach-xa-2026")}


BEFORE = (("period: {from: 2026-01-01, to: 2026-06-14}", "period: {from: 2025-01-01, to: 2025-12-31}"),)
"""The report speaks of the year before the plan: what it prints has been reached already."""


CASES: list[tuple[str, str, Changes, bool]] = [
    ("sum-exceeds", "parts above their total", parts("1000", "600"), True),
    ("sum-exceeds", "parts that make their total", parts("1000", "500"), False),
    ("sum-exceeds", "parts of another unit", parts("1000", "600", unit="lượt"), False),
    ("sum-exceeds", "one part says nothing of a sum", parts("1600"), False),
    ("sum-short", "parts below their total", parts("1000", "400"), True),
    ("sum-short", "parts that make their total", parts("1000.5", "499.5"), False),
    ("rank-outside", "a rank beyond how many there are", {REPORT: (("    section: I.1\n", "    section: I.1\n    rank: 35\n    of_total: 34\n"),)}, True),
    ("rank-outside", "a rank of nought", {REPORT: (("    section: I.1\n", "    section: I.1\n    rank: 0\n"),)}, True),
    ("rank-outside", "the last place", {REPORT: (("    section: I.1\n", "    section: I.1\n    rank: 34\n    of_total: 34\n"),)}, False),
    ("rank-outside", "a rank of nobody knows how many", {REPORT: (("    section: I.1\n", "    section: I.1\n    rank: 35\n"),)}, False),
    ("deadline-outside", "a deadline in the wrong year", {TASKS: (("deadline: Quý I/2026", "deadline: Quý I/2025"),)}, True),
    ("deadline-outside", "a deadline a year too late", {COMMUNE_TASKS: (("Tháng 10/2026", "Tháng 10/2027"),)}, True),
    ("deadline-outside", "the last day of the plan", {TASKS: (("deadline: Quý I/2026", "deadline: Tháng 12/2026"),)}, False),
    ("deadline-outside", "no day at all", {TASKS: (("deadline: Quý I/2026", "deadline: Theo hướng dẫn của cấp trên"),)}, False),
    ("deadline-outside", "a year that the scan does not show", {TASKS: (("deadline: Quý I/2026", 'deadline: Quý I/2025\n  uncertain: [deadline]\n  ocr: {deadline: "Quy I/202?"}'), ('at: Phụ lục, row: "1"}\n  text: verified', 'at: Phụ lục, row: "1"}\n  text: restored'))}, False),
    ("cited-before-issued", "cited before it was issued", {DOCUMENTS: document("qd-a", "9/QĐ-TTg", "2026-02-01", "Việc A", "ke-hoach-2026")}, True),
    ("cited-before-issued", "cited on its day", {DOCUMENTS: document("qd-a", "9/QĐ-TTg", "2026-01-05", "Việc A", "ke-hoach-2026")}, False),
    ("cited-before-issued", "cited by a text without a date", {DOCUMENTS: document("qd-a", "9/QĐ-TTg", "2026-02-01", "Việc A", "ke-hoach-xa-2026")}, False),
    ("two-symbols", "one document under two symbols", {DOCUMENTS: document("qd-a", "766/QĐ-TTg", "2022-06-23", "Bộ chỉ số") + document("qd-b", "766a/QĐ-TTg", "2022-06-23", "Bộ  chỉ số".replace("  ", " "))}, True),
    ("two-symbols", "titles that differ by marks and case alone", {DOCUMENTS: document("qd-a", "766/QĐ-TTg", "2022-06-23", "Bộ chỉ số") + document("qd-b", "767/QĐ-TTg", "2022-06-23", "BỘ CHỈ SỐ")}, True),
    ("two-symbols", "two documents of one day", {DOCUMENTS: document("qd-a", "766/QĐ-TTg", "2022-06-23", "Bộ chỉ số") + document("qd-b", "767/QĐ-TTg", "2022-06-23", "Việc khác")}, False),
    ("two-symbols", "one title on two days", {DOCUMENTS: document("qd-a", "766/QĐ-TTg", "2022-06-23", "Bộ chỉ số") + document("qd-b", "767/QĐ-TTg", "2023-06-23", "Bộ chỉ số")}, False),
    ("targets-contradict", "two levels of one index in one plan", city(target("85")), True),
    ("targets-contradict", "the same level twice", city(target("90")), False),
    ("targets-contradict", "two units", city(target("85", unit="điểm")), False),
    ("targets-contradict", "another period of one plan", city(target("85", period="6 tháng cuối năm 2026")), False),
    ("targets-contradict", "another scope", commune(target("85")), False),
    ("targets-other-scope", "a commune's level beside the city's", commune(target("85")), True),
    ("targets-other-scope", "another period of one plan", city(target("85", period="6 tháng cuối năm 2026")), True),
    ("targets-other-scope", "the same scope and period", city(target("85")), False),
    ("targets-other-scope", "a commune's level that is the city's", commune(target("90")), False),
    ("target-no-increase", "a level reached the year before", {REPORT: BEFORE}, True),
    ("target-no-increase", "a level above the year before", {REPORT: (*BEFORE, ('value: "91.10"', 'value: "89.10"'))}, False),
    ("target-no-increase", "the very level of the year before", {REPORT: (*BEFORE, ('value: "91.10"', 'value: "90"'))}, True),
    ("target-no-increase", "above that of the year before, by the text's own word", {REPORT: (*BEFORE, ('value: "91.10"', 'value: "90"')), TARGETS: (('comparator: ">="', 'comparator: ">"'),)}, False),
    ("target-no-increase", "a result of the plan's own year", {}, False),
    ("target-no-increase", "less is better, and less was reached", {REPORT: (*BEFORE, ('value: "91.10"', 'value: "89.10"')), "data/indicators.yaml": (("direction: up", "direction: down"),)}, True),
    ("target-no-increase", "a result of the city before its merger, a target after it", {REPORT: BEFORE, SETTINGS: "merger: 2026-01-01\n"}, False),
    ("target-no-increase", "a report of after the merger with a figure of the year before it", {REPORT: (*BEFORE, ("    section: I.1\n", "    section: I.1\n    edition: 2024\n")), SETTINGS: "merger: 2025-07-01\n"}, False),
    ("target-no-increase", "result and target both of after the merger", {REPORT: BEFORE, SETTINGS: "merger: 2025-07-01\n"}, True),
    ("target-no-increase", "result and target both of before the merger", {REPORT: BEFORE, SETTINGS: "merger: 2027-01-01\n"}, True),
    ("without-upstream", "a commune's task that nothing stands above", {COMMUNE_TASKS: (("  implements:\n    - {task: tp-2026/2, basis: reading}\n", ""),)}, True),
    ("without-upstream", "every task leads up", {}, False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "changes", "speaks"),
    [case[0:1] + case[2:] for case in CASES],
    ids=[f"{code}: {name}" for code, name, *_ in CASES],
)
def test_a_kind_speaks_where_it_should_and_nowhere_else(code: str, changes: Changes, *, speaks: bool) -> None:
    assert any(finding.code == code for finding in found(changes)) == speaks


def test_every_kind_has_cases_of_both_sorts() -> None:
    assert {(code, speaks) for code, _, _, speaks in CASES} == {
        (code, speaks) for code in EXPLAINS for speaks in (True, False)
    }


@pytest.mark.parametrize("changes", [city(target("85")), commune(target("85")), {REPORT: BEFORE}])
def test_a_difference_between_levels_is_of_one_sort_only(changes: Changes) -> None:
    """Contradiction, other scope or period, or no increase: told apart, never two of them at once."""
    sorts = {"targets-contradict", "targets-other-scope", "target-no-increase"}
    assert len([finding for finding in found(changes) if finding.code in sorts]) == 1
