"""The published data: no problem in it, and the counts taken from the five documents by hand."""

import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH

from generator.data.check import check_root
from generator.measures.loader import load_measured
from generator.measures.metrics import Measured
from generator.measures.place import Place
from generator.model.portal import Plan, Portal
from generator.model.slugs import fold
from tests.paths import ROOT

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def measured() -> Measured:
    return load_measured(ROOT, AS_OF)[0]


@pytest.fixture(scope="module")
def portal(measured: Measured) -> Portal:
    return measured.portal


def test_published_data_has_no_errors() -> None:
    portal, problems = check_root(ROOT)
    assert portal is not None
    assert [p for p in problems if p.severity == "error"] == []
    # What nobody has supplied yet is a warning each, never a blank passed over in silence.
    assert sorted(p.field for p in problems) == [
        "contact", "feedback", "licence", "publisher", "repository", "update_frequency"
    ]  # fmt: skip


def _by(plan: Plan, key: str) -> list[int]:
    if key == "area":
        counted = Counter(task.record.area for task in plan.printed_tasks)
    else:
        counted = Counter(task.record.source.at for task in plan.printed_tasks)
    return list(counted.values())


def test_city_plan_2026_is_whole(portal: Portal) -> None:
    plan = portal.plans["tp-2026"]
    assert [target.record.number for target in plan.targets] == ["a", "b", "c", "d", "đ", "e", "f"]
    assert [task.number for task in plan.printed_tasks] == [str(n) for n in range(1, 60)]
    assert _by(plan, "area") == [13, 13, 13, 3, 5, 2, 10]
    parents = {task.number: task.children for task in plan.tasks.values() if task.children}
    assert parents == {"1": ("1.1", "1.2"), "7": ("7.1", "7.2"), "8": ("8.1", "8.2"), "41": ("41.1", "41.2")}
    assert all(task.record.text == "restored" for task in plan.tasks.values())
    assert {section.record.number for section in plan.sections} >= {
        "IV.1.a",
        "IV.2.a",
        "IV.2.b",
        "IV.2.c",
        "IV.2.d",
    }


def test_city_plan_2026_leads_and_deadlines_as_counted_in_the_annex(portal: Portal) -> None:
    """Counted row by row in the annex: 63 rows with a lead (59 tasks, four of them in two parts)."""
    tasks = [task for task in portal.plans["tp-2026"].tasks.values() if not task.children]
    leads = Counter(" ".join(task.record.lead) for task in tasks)
    assert leads == {
        "so-noi-vu": 16,
        "so-tu-phap": 10,
        "cac-so-ban-nganh": 9,
        "so-khoa-hoc-va-cong-nghe": 7,
        "cac-so-ban-nganh ubnd-cap-xa": 4,
        "so-tai-chinh": 4,
        "van-phong-ubnd-tp": 4,
        "so-van-hoa-the-thao-va-du-lich": 3,
        "cong-an-thanh-pho": 3,
        "so-y-te": 1,
        "so-giao-duc-va-dao-tao": 1,
        "co-quan-soan-thao-van-ban-quy-pham-phap-luat": 1,
    }
    deadlines = {task.number: task.record.deadline for task in tasks}
    assert Counter(deadlines.values())["Cả năm 2026"] == 34
    assert Counter(deadlines.values())["Thường xuyên"] == 12
    assert {n: d for n, d in deadlines.items() if d not in {"Cả năm 2026", "Thường xuyên"}} == {
        "1.1": "Tháng 12/2025",
        "1.2": "Trước 15/01/2026",
        "2": "Theo yêu cầu của Bộ Nội vụ",
        "3": "Quý IV/2026",
        "5": "Theo thời gian đánh giá hàng năm của Bộ Y tế",
        "9": "Quý I/2026",
        "11": "Quý III,IV/2026",
        "12": "Tháng 11",
        "13": "Tháng 10 hàng năm",
        "20": "Quý 2/2026",
        "25": (
            "Trong thời hạn 15 ngày kể từ ngày Thủ tướng Chính phủ ban hành kế hoạch trọng tâm, liên ngành"
        ),
        "27": "Quý I năm 2026",
        "41.1": (
            "Theo hướng dẫn của Trung ương và Kế hoạch số 310/KH-UBND ngày 24/11/2025 của UBND thành phố"
        ),
        "48": "Tháng 01/2026 đến tháng 5/2026",
        "55": "Tháng 10/2026",
        "56": "Tháng 7-9/2026",
        "57": "Tháng 8-9/2026",
    }


def test_assignment_2026_is_whole(portal: Portal) -> None:
    plan = portal.plans["phan-cong-xa-2026"]
    assert _by(plan, "annex") == [18, 22, 3, 4, 3, 3]
    assert len(plan.tasks) == 53
    linked = [task for task in plan.tasks.values() if task.record.implements]
    assert len(linked) == 46
    assert {link.basis for task in linked for link in task.record.implements} == {"reading"}
    assert all(link.task.startswith("tp-2026/") for task in linked for link in task.record.implements)
    # The text names no commune: its agencies stay off the map and apart from Khúc Thừa Dụ's.
    assert portal.agencies["xa-khong-neu-ten"].record.code is None


def test_assignment_rows_stand_in_their_source(portal: Portal) -> None:
    """Titles and deadlines of the clean source are its own words."""
    words = " ".join(portal.texts["thong-bao-phan-cong-2026"].decode().split())
    for task in portal.plans["phan-cong-xa-2026"].tasks.values():
        assert task.record.deadline is not None
        assert task.record.deadline in words
        # A row continued over a page break has a repeated table head in its middle: compare its two ends.
        assert task.record.title[:60] in words, task.number
        assert task.record.title[-40:] in words, task.number


def test_assignment_rows_are_verbatim(portal: Portal) -> None:
    """All 53 rows of the clean source: title, deadline and product are its cells, word for word."""
    rows: dict[str, list[str]] = {}
    annex = last = ""
    for line in portal.texts["thong-bao-phan-cong-2026"].decode().splitlines():
        if found := re.search(r"Phụ lục ([IVX]+)\*\*", line):
            annex = found.group(1)
        cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in line.split("\t")]
        if annex and re.fullmatch(r"\d+", cells[0]):
            last = f"{annex}.{cells[0]}"
            rows[last] = cells[1:4]
        elif annex and cells[0] == "" and len(cells) == 4:
            rows[last][0] += " " + cells[1]
    tasks = portal.plans["phan-cong-xa-2026"].tasks
    assert list(rows) == list(tasks)
    for number, (title, deadline, product) in rows.items():
        record = tasks[number].record
        assert (record.title, record.deadline) == (" ".join(title.split()), deadline), number
        if number != "II.7":  # four products, one an item, set off by dashes in the source
            assert " ".join(record.deliverables) == product, number
    assert len(tasks["II.7"].record.deliverables) == 4


def test_khuc_thua_du_2025_is_whole(portal: Portal) -> None:
    plan = portal.plans["khuc-thua-du-2025"]
    targets = Counter(target.record.number.split(".")[0] for target in plan.targets)
    tasks = Counter(task.number.split(".")[0] for task in plan.tasks.values())
    found = [(targets.get(str(n), 0), tasks[str(n)]) for n in range(1, 8)]
    assert found == [(0, 6), (2, 2), (9, 5), (3, 5), (4, 5), (3, 4), (7, 9)]
    assert all(not task.record.lead and task.record.deadline is None for task in plan.tasks.values())


def test_plan_2026_2030_is_whole(portal: Portal) -> None:
    plan = portal.plans["tp-2026-2030"]
    assert portal.is_undated(plan)
    assert not plan.tasks
    blocks = [
        s.record.number for s in plan.sections if s.record.kind == "responsibility" and s.record.agencies
    ]
    assert blocks == ["V.1", *(f"V.2.{n}" for n in range(1, 10))]
    duties = {
        s.record.number: s.record.area for s in plan.sections if re.fullmatch(r"II\.[1-6]", s.record.number)
    }
    assert len(set(duties.values())) == 6
    targets = [target.record.number for target in plan.targets]
    assert [n for n in targets if n.startswith("I.2.1.")] == [f"I.2.1.{n}" for n in range(1, 7)]
    assert [n for n in targets if n.startswith("I.2.2.")] == [f"I.2.2.{n}" for n in range(1, 8)]


def test_plan_2026_2030_sections_stand_in_their_source(portal: Portal) -> None:
    """Every paragraph of the clean source is its own words (page breaks aside)."""
    words = re.sub(r"\s+", " ", portal.texts["ke-hoach-2026-2030"].decode())
    for section in portal.plans["tp-2026-2030"].sections:
        body = section.record.body
        if body is not None:
            assert body[:50] in words, section.record.number
            assert body[-30:].rstrip(".:;") in words, section.record.number


def test_report_205_is_whole(portal: Portal) -> None:
    observations = {o.record.key: o.record for _, o in portal.observations()}
    assert len(observations) > 80
    written = {o.value_as_written for o in observations.values()}
    for value in ("96,17%", "91,10%", "74,84", "70.696,51 tỷ đồng", "310.359 hồ sơ", "6.700.342.590 đồng"):
        assert any(value.split()[0] in text for text in written), value
    index = {
        o.indicator: o for o in observations.values() if o.indicator in {"par-index", "sipas", "papi", "pci"}
    }
    assert str(index["par-index"].value) == "96.17"
    assert index["par-index"].rank == index["sipas"].rank == index["pci"].rank == 1
    assert index["papi"].rank is None
    assert str(index["papi"].scale) == "80"
    claims = [o for o in observations.values() if o.kind == "claim"]
    assert {str(o.value) for o in claims} >= {"15", "28", "7", "21", "0"}


def test_report_205_figures_stand_in_the_scan(portal: Portal) -> None:
    """Digits survive the scan: every figure and every change is printed in the report as we write it."""
    words = " ".join(portal.texts["205-bc-ubnd-2025"].decode().split())
    figure = re.compile(r"\d[\d.,/]*\d|\d")
    for _, located in portal.observations():
        record = located.record
        written = [record.value_as_written, *(c.change_as_written for c in record.comparisons)]
        for digits in (found for text in written for found in figure.findall(text)):
            assert re.search(rf"(?<![\d.,]){re.escape(digits)}(?![\d])", words), (record.key, digits)


def test_report_205_parts_that_add_up_do(portal: Portal) -> None:
    """Sums the report states by "trong đó"; those that do not add up are recorded as differences."""
    values = {o.record.key: o.record.value for _, o in portal.observations()}
    sums = {
        "nhiem-vu-chinh-phu-giao": ("hoan-thanh-dung-han", "trong-han", "qua-han"),
        "van-ban-qppl-ban-hanh": ("nhiem-vu-2025", "nhiem-vu-2024"),
        "giai-ngan-tong": ("giai-ngan-ngan-sach-trung-uong", "giai-ngan-ngan-sach-thanh-pho"),
        "thanh-toan-giao-dich": ("cap-so", "cap-huyen", "cap-xa", "chi-cuc-thue"),
    }
    for total, parts in sums.items():
        keys = [part if part in values else f"{total}-{part}" for part in parts]
        assert sum(Decimal(str(values[key])) for key in keys) == values[total], total
    recorded = {about for note in portal.notes if note.record.kind == "sum" for about in note.record.about}
    for total in ("thanh-toan-don-vi", "thu-ngan-sach-tong"):
        assert f"observation:{total}" in recorded, total


@pytest.mark.parametrize(
    "name",
    ["205-bc-ubnd-2025", "ke-hoach-2026-2030", "khuc-thua-du-ke-hoach-2025", "thong-bao-phan-cong-2026"],
)
def test_every_cited_symbol_is_registered(portal: Portal, name: str) -> None:
    """The number of every document a text cites (the letters of a scan may be wrong) is in the register."""
    number = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?(?:/\d{4})?)(?:/|-)(?=[A-ZĐ])")
    symbols = [document.record.symbol or "" for document in portal.documents.values()]
    registered = {found.group(1) for symbol in symbols if (found := number.match(symbol))}
    cited = set(number.findall(" ".join(portal.texts[name].decode().split())))
    # "118/NĐ-CP" and "Đề án 06/CP" are printed so; the differences are recorded as notes of kind "symbol".
    cited -= {"118"}
    assert len(cited) >= 4
    assert cited <= registered


def test_values_as_written_and_as_numbers_agree(portal: Portal) -> None:
    for _, located in portal.observations():
        record = located.record
        if record.value is None:
            continue
        digits = re.findall(r"\d[\d.]*(?:,\d+)?", record.value_as_written)
        numbers = {Decimal(d.rstrip(".").replace(".", "").replace(",", ".")) for d in digits}
        if record.value_as_written.startswith("Không có"):
            numbers.add(Decimal(0))
        assert record.value in numbers, record.key


def test_communes_are_the_official_114(portal: Portal) -> None:
    communes = {a.record.code: a.record for a in portal.agencies.values() if a.record.kind == "commune"}
    assert len(communes) == 114
    assert Counter(a.unit_kind for a in communes.values()) == {"xã": 67, "phường": 45, "đặc khu": 2}
    places = [(a.grid.col, a.grid.row) for a in communes.values() if a.grid is not None]
    assert len(set(places)) == 114
    assert {col for col, _ in places} == set(range(1, 14))
    assert {row for _, row in places} == set(range(1, 13))
    assert len(portal.members["ubnd-cap-xa"]) == 114


def test_communes_agree_with_an_outside_list(portal: Portal) -> None:
    """The package `vietnam-provinces` holds the list of the same decision (19/2025/QĐ-TTg)."""
    provinces = json.loads(Path(NESTED_DIVISIONS_JSON_PATH).read_text(encoding="utf-8"))
    city = next(p for p in provinces if "Hải Phòng" in p["name"])
    outside = {ward["name"] for ward in city["wards"]}
    ours = {a.record.short_name for a in portal.agencies.values() if a.record.kind == "commune"}
    assert len(outside) == len(ours) == 114
    assert {_plain(name) for name in outside} == {_plain(str(name)) for name in ours}


def _plain(name: str) -> str:
    """Spelling differs only in where old and new rules put the tone mark (hoà, hòa)."""
    return fold(name)


def test_proofs_are_exactly_two(measured: Measured) -> None:
    proofs = {
        (plan.id, number): proof.record
        for plan in measured.portal.plans.values()
        for number, proof in plan.proofs.items()
    }
    assert {key: (p.document, p.completed.isoformat()) for key, p in proofs.items()} == {
        ("tp-2026", "1.1"): ("5256-qd-ubnd-2025", "2025-12-26"),
        ("phan-cong-xa-2026", "I.1"): ("16-qd-ubnd-2026", "2026-01-13"),
    }
    city, commune = measured.standings["tp-2026/1.1"].facts, measured.standings["phan-cong-xa-2026/I.1"].facts
    assert (city.reported, city.evidenced, city.schedule) == ("none", "held", "on_time")
    assert (commune.reported, commune.evidenced, commune.schedule) == ("none", "cited", "on_time")


def test_no_result_is_invented(measured: Measured) -> None:
    assert measured.portal.quarters() == ()
    assert measured.cutoff is None
    assert {s.facts.reported for s in measured.standings.values()} == {"none"}
    assert not any(s.place in {"done_late", "overdue"} for s in measured.standings.values())


def test_headline_of_the_city_plan(measured: Measured) -> None:
    """59 tasks; one has a proof of a part; none is reported."""
    plan = measured.portal.plans["tp-2026"]
    counts = measured.counts(plan.printed_tasks)
    assert (counts.total, counts.reported, counts.evidenced, counts.done) == (59, 0, 1, 0)
    assert (counts.partial, counts.by_place[Place.CONTINUOUS]) == (1, 12)
    assert sum(counts.by_place.values()) == 59


def test_every_record_has_its_source(portal: Portal) -> None:
    for plan in portal.plans.values():
        for located in (*plan.sections, *plan.targets):
            assert located.record.source.document == plan.record.document
        for task in plan.tasks.values():
            assert task.record.source.document == plan.record.document


def test_uncertain_fields_show_their_ocr(portal: Portal) -> None:
    """What could not be read keeps the raw OCR, and that OCR stands in the text as held."""
    for plan in portal.plans.values():
        text = "".join(portal.texts[plan.record.document].decode().split())
        records: tuple[Any, ...] = (*plan.tasks.values(), *plan.targets, *plan.sections)
        for located in records:
            for field in located.record.uncertain:
                raw = "".join(located.record.ocr[field].split())
                assert raw[:12] in text, (located.ref, field)


def test_results_before_the_merger_and_targets_after_it_are_not_called_no_increase(portal: Portal) -> None:
    """They are of two cities: the notes say another scope; levels of two plans may still show no increase."""
    kinds = {note.record.id: note.record.kind for note in portal.notes}
    assert kinds["5256-sipas-90"] == "other-scope"
    assert kinds["5256-top-5-sau-khi-dung-dau"] == "other-scope"
    assert kinds["tp-2026-2030-hang-va-bao-cao-205"] == "other-scope"
    for note in portal.notes:
        kinds_about = {ref.partition(":")[0] for ref in note.record.about}
        assert not (note.record.kind == "no-increase" and "observation" in kinds_about), note.record.id
