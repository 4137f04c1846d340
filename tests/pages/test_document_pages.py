"""A document's page: what it holds row by row, what it is based on, who cites it, what it proves."""

from generator.data.history import NO_HISTORY
from generator.pages.documents import (
    document_page,
    document_rows,
    document_tables,
    document_thread,
    places,
)
from tests.pages.reading import rows
from tests.portals import presentation_of

MADE = presentation_of()
VALUES = MADE.values
PLAN = VALUES.portal.plans["tp-2026"]
REPORT = VALUES.portal.reports["bao-cao-2026"]
DOCUMENTS = {name: located.record for name, located in VALUES.portal.documents.items()}


def test_a_plans_page_has_its_rows_its_thread_and_what_it_proves() -> None:
    page = document_page.document_page(MADE.task_views, MADE.notices, NO_HISTORY, "ke-hoach-2026")
    assert (page.kind, page.held, page.plan is not None, page.report) == ("Kế hoạch", True, True, None)
    assert [link.url for link in page.proves] == ["nhiem-vu/tp-2026/1/"]
    assert [line.number.text for line in page.targets] == ["a"]
    assert [line.number.text for line in page.sections] == ["I.1"]
    assert [row[0] for row in rows(page.tasks)] == [["1"], ["2"]]


def test_a_cited_document_says_that_its_text_is_not_held() -> None:
    page = document_page.document_page(MADE.task_views, MADE.notices, NO_HISTORY, "nghi-quyet-2021")
    assert (page.held, page.tasks, page.cites) == (False, None, None)
    assert page.status.text == "Được viện dẫn, cổng không lưu toàn văn"
    assert [(line.document.text, [place.text for place in line.places]) for line in page.cited_at] == [
        ("1/KH-UBND", ["Căn cứ"])
    ]


def test_rows_of_a_plan_have_the_anchors_that_receipts_lead_to() -> None:
    tasks = document_rows.task_lines(MADE.task_views, PLAN)
    assert [line.row.anchor for line in tasks] == ["nv-1", "nv-2"]
    for line in tasks:
        assert line.row.receipt.url == f"van-ban/ke-hoach-2026/#{line.row.anchor}"
    (target,) = document_rows.target_lines(VALUES, PLAN)
    assert target.url == "chi-tieu/tp-2026/#ct-a"
    assert [measure.written.text for measure in target.measures] == ["90% trở lên"]
    (section,) = document_rows.section_lines(VALUES, PLAN)
    assert section.body is not None
    assert section.body.text == "Tiếp tục cải cách hành chính."


def test_figures_of_a_report_stand_section_by_section_as_printed() -> None:
    found = document_rows.figure_sections(VALUES, REPORT)
    assert [(section.title, [line.written.text for line in section.lines]) for section in found] == [
        ("Mục I.1", ["91,10%"]),
        ("Mục I.2", ["1.500 hồ sơ"]),
    ]
    block = document_tables.figure_block(VALUES, found[1])
    assert (block.anchor, rows(block.table)[0][1]) == ("muc-i-2", ["1.500 hồ sơ"])


def test_the_table_of_tasks_is_as_printed() -> None:
    table = document_tables.tasks_table(VALUES, document_rows.task_lines(MADE.task_views, PLAN))
    found = rows(table)
    assert [row[1][0] for row in found] == [
        "Rà soát văn bản",
        "Công bố thủ tục hành chính",
    ]
    assert (found[0][2], found[0][3]) == (["Sở Nội vụ"], ["Sở Tài chính"])
    assert "Quý I/2026" in found[0][4]


def test_what_a_document_is_based_on_comes_before_it() -> None:
    before, here = document_thread.thread(VALUES, "ke-hoach-2026")
    assert (before.text, before.here, here.here) == ("Nghị quyết 76/NQ-CP", False, True)
    (line,) = document_thread.relations(VALUES, "ke-hoach-2026")
    assert (line.words.text, line.source.text) == ("1/KH-UBND căn cứ 76/NQ-CP", "1/KH-UBND, Căn cứ")


def test_what_a_document_cites_is_told_place_by_place() -> None:
    lines = document_thread.cites(VALUES, "ke-hoach-2026")
    assert [(line.place.text, [link.text for link in line.documents]) for line in lines] == [
        ("Căn cứ", ["76/NQ-CP"])
    ]
    assert rows(document_tables.cites_table(VALUES.t, lines)) == [[["Căn cứ"], ["76/NQ-CP"]]]


def test_a_document_without_symbol_is_named_by_its_title() -> None:
    assert document_thread.full_name(DOCUMENTS["ke-hoach-2026"]) == "Kế hoạch 1/KH-UBND"
    assert document_thread.full_name(DOCUMENTS["ke-hoach-xa-2026"]) == (
        "Kế hoạch cải cách hành chính năm 2026 của xã Minh Họa"
    )


def test_a_place_names_its_document_and_a_citation_its_place_alone() -> None:
    link = places.place_link(VALUES, PLAN.record.source)
    assert (link.text, link.url) == ("1/KH-UBND, Điều 1", "van-ban/ke-hoach-2026/")
    citation = places.citation_link(VALUES.portal, DOCUMENTS["nghi-quyet-2021"].cited_at[0])
    assert (citation.text, citation.url) == ("Căn cứ", "van-ban/ke-hoach-2026/#dan-can-cu")
