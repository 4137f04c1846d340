"""Figures, days and bodies in the editors' notes on contradictions, counted again from the data."""

import re
from decimal import Decimal

import pytest

from generator.model.portal import Portal
from tests.paths import ROOT

TEXTS = ROOT / "data" / "texts"


def statement(portal: Portal, note: str) -> str:
    (found,) = (located.record.statement for located in portal.notes if located.record.id == note)
    return found


def figure(portal: Portal, key: str) -> Decimal:
    (found,) = (entry.record.value for _, entry in portal.observations() if entry.record.key == key)
    assert found is not None
    return found


def printed(document: str, words: str) -> bool:
    """Whether a clean text has the words, wherever its lines break."""
    return words in " ".join((TEXTS / f"{document}.txt").read_text(encoding="utf-8").split())


def test_a_level_stands_among_the_tasks(real_portal: Portal) -> None:
    task = real_portal.task_by_key["tp-2026/38"]
    assert task.record.title.endswith("đạt tối thiểu 80%")
    assert (task.record.deadline, real_portal.task_by_key["phan-cong-xa-2026/IV.3"].record.title) == (
        "Thường xuyên",
        task.record.title,
    )
    targets = real_portal.plans["tp-2026"].targets
    assert not [target.ref for target in targets if "thanh toán" in target.record.title.lower()]


def test_dossiers_settled_and_with_a_result_are_one_number(real_portal: Portal) -> None:
    received, settled, answered = (
        figure(real_portal, f"ho-so-tthc-{key}") for key in ("tiep-nhan", "da-giai-quyet", "da-co-ket-qua")
    )
    assert [int(number) for number in (received, settled, answered)] == [310_359, 264_521, 264_521]
    words = statement(real_portal, "205-ho-so-da-giai-quyet-va-co-ket-qua")
    left = f"{received - settled:,}".replace(",", ".")
    assert f"{left} hồ sơ còn lại" in words
    labels = [entry.record.label.lower() for _, entry in real_portal.observations()]
    assert not [label for label in labels if "hồ sơ" in label and "đúng hạn" in label]


def test_three_decrees_stand_side_by_side(real_portal: Portal) -> None:
    decrees = [
        real_portal.documents[key].record for key in ("61-2018-nd-cp", "107-2021-nd-cp", "118-2025-nd-cp")
    ]
    assert [str(decree.date) for decree in decrees] == ["2018-04-23", "2021-12-06", "2025-06-09"]
    for decree in decrees:
        assert ("205-bc-ubnd-2025", "IV") in {(c.document, c.at) for c in decree.cited_at}
    relations = {(relation.type, relation.document) for decree in decrees for relation in decree.relations}
    # The second amends the first; of the third no text says that it takes their place.
    assert relations == {("amends", "61-2018-nd-cp")}


def test_the_plans_of_two_years_have_other_numbers_of_tasks(real_portal: Portal) -> None:
    done, planned = (
        figure(real_portal, key)
        for key in ("nhiem-vu-ke-hoach-cchc-2025-hoan-thanh", "nhiem-vu-ke-hoach-cchc-2025")
    )
    count = len(real_portal.plans["tp-2026"].printed_tasks)
    assert [int(number) for number in (done, planned, count)] == [15, 48, 59]
    words = statement(real_portal, "so-nhiem-vu-2025-va-2026")
    assert f"{done}/{planned} nhiệm vụ" in words
    assert f"{count} nhiệm vụ" in words


def test_the_notice_names_no_commune(real_portal: Portal) -> None:
    owners = {
        plan: real_portal.plans[plan].record.owner for plan in ("phan-cong-xa-2026", "khuc-thua-du-2025")
    }
    kinds = {real_portal.agencies[owner].record.kind for owner in owners.values()}
    assert kinds == {"unnamed-commune", "commune"}
    assert not printed("thong-bao-phan-cong-2026", "Khúc Thừa Dụ")
    assert printed("thong-bao-phan-cong-2026", "Ủy ban nhân dân xã phân công")


def test_november_has_a_year_in_one_of_two_rows(real_portal: Portal) -> None:
    deadlines = [
        real_portal.task_by_key[key].record.deadline for key in ("tp-2026/12", "phan-cong-xa-2026/V.2")
    ]
    assert deadlines == ["Tháng 11", "Tháng 11/2026"]


def test_reports_are_due_on_one_day_at_two_levels(real_portal: Portal) -> None:
    task = real_portal.task_by_key["phan-cong-xa-2026/I.6"]
    assert task.record.deadline == "Trước ngày 10 của tháng cuối quý"
    assert "quý, sơ kết, tổng kết" in task.record.title
    assert [f"{day:%d/%m}" for day in task.deadline.instances] == ["09/03", "09/06", "09/09", "09/12"]
    (body,) = (
        section.record.body
        for section in real_portal.plans["tp-2026"].sections
        if section.record.number == "IV.1.c"
    )
    assert body is not None
    for words in ("trước ngày 10 tháng cuối của quý", "trước ngày 10/12"):
        assert words in body
        assert words in statement(real_portal, "phan-cong-ngay-bao-cao")


def test_rows_of_departments_are_tasks_of_the_commune(real_portal: Portal) -> None:
    """Every row that the notice repeats and whose two columns, read as names, leave out the communes."""
    communes = {"ubnd-cap-xa", "cac-dia-phuong", "co-quan-don-vi-thuoc-va-truc-thuoc"}
    pairs = [
        (above, task)
        for task in real_portal.plans["phan-cong-xa-2026"].tasks.values()
        for link in task.record.implements
        if (above := real_portal.task_by_key[link.task]).record.lead and above.record.coordinating
        if not communes & {*above.record.lead, *above.record.coordinating}
    ]
    words = statement(real_portal, "nhiem-vu-cua-so-nganh-o-xa")
    rows, doubtful = (re.findall(r"\d+", part) for part in re.findall(r"dòng ([\d, và]+)", words)[:2])
    assert rows == sorted({above.number for above, _ in pairs}, key=int)
    assert doubtful == [
        row for row in rows if {"lead", "coordinating"} & real_portal.task_by_key[f"tp-2026/{row}"].uncertain
    ]
    own = re.findall(r"[IVX]+\.\d+", words)
    assert sorted(own) == sorted(task.number for _, task in pairs)
    (note,) = (
        located.record for located in real_portal.notes if located.record.id == "nhiem-vu-cua-so-nganh-o-xa"
    )
    assert set(note.about) == {task.ref for pair in pairs for task in pair}


def test_the_press_has_several_names(real_portal: Portal) -> None:
    words = statement(real_portal, "ten-co-quan-bao-chi")
    agency = real_portal.agencies["bao-va-phat-thanh-truyen-hinh-hai-phong"].record
    for name in (agency.name, *agency.aliases):
        assert f"“{name}”" in words
    assert printed("ke-hoach-2026-2030", agency.aliases[0])
    # The report is a scan: what the machine read of the two other names.
    assert printed("205-bc-ubnd-2025", "Trung tdm Bao chi va Truyén théng thanh phé")
    assert printed("205-bc-ubnd-2025", "séng Phat thanh va Truyén hinh Hai Phong, Bé4o Hai Phong")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("205-bc-ubnd-2025", "(Bao s6 165/BC-UBND ngay 23/5/2025)"),
        ("thong-bao-phan-cong-2026", "Lưu: VT, VHXX"),
        ("thong-bao-phan-cong-2026", "kế hoạch Kế hoạch"),
        ("thong-bao-phan-cong-2026", "về việc về việc"),
        ("thong-bao-phan-cong-2026", "Công TTĐT xã"),
    ],
)
def test_slips_of_print_are_printed(document: str, words: str) -> None:
    assert printed(document, words)
