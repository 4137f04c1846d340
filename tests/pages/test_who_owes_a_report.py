"""One number of agencies that owe a report, on every surface: forms, import, status, pages, kit, report."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.data.catalogue import Catalogue
from generator.model.quarter import Quarter
from generator.office.duties import Forms
from generator.office.form_import import import_forms
from generator.office.form_workbook import write_template
from generator.office.report_parts import ReportParagraph
from generator.office.report_view import report_of
from generator.office.workbook import open_workbook
from generator.pages.front.steering import steering
from generator.pages.quarters.index import pages as quarter_pages
from generator.pages.quarters.quarter_page import kit_of, quarter_page
from generator.view.presentation import Presentation
from tests.paths import ROOT

QUARTER = Quarter(2026, 2)
NAMED = "126 cơ quan văn bản nêu tên; danh sách chưa đầy đủ"
NONE_OF = f"0 / {NAMED}"


def test_the_quarter_s_page_and_the_press_kit(presentation: Presentation) -> None:
    page = quarter_page(presentation, QUARTER, None, None)
    (city,) = (plan for plan in page.plans if plan.id == "tp-2026")
    assert city.reported is not None
    assert f"{city.reported.text} {city.agencies}" == NONE_OF
    assert (city.state, city.reporters) == ("not-opened", None)  # nobody is named
    kit = kit_of(presentation, QUARTER)
    assert kit is not None
    assert NONE_OF in kit.paragraph


def test_the_list_of_quarters(presentation: Presentation) -> None:
    index = next(iter(quarter_pages(presentation)))
    assert str(index.tables[0].groups[0].rows).count("cơ quan văn bản nêu tên; danh sách chưa đầy đủ") >= 1


def test_the_committee_s_page(presentation: Presentation) -> None:
    assert steering(presentation.task_views).reporting.named.text == NAMED


def test_the_word_report(presentation: Presentation) -> None:
    blocks = report_of(presentation.task_views, QUARTER).blocks
    texts = [block.text for block in blocks if isinstance(block, ReportParagraph)]
    official = NONE_OF.replace("cơ quan văn bản nêu tên", "cơ quan, đơn vị được giao nhiệm vụ")
    assert [text for text in texts if f"({official})" in text]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_status_and_forms(tmp_path: Path) -> None:
    city, commune = "Kế hoạch CCHC thành phố năm 2026:", "Phân công nhiệm vụ CCHC 2026 (xã không nêu tên):"
    known = "đã có báo cáo hoặc biểu của"
    status = run("quarter", "status", QUARTER.id, "--root", str(ROOT)).splitlines()
    assert status[1:] == [f"{city} {known} {NONE_OF}.", f"{commune} {known} 0 / 1 cơ quan văn bản nêu tên."]
    made = run("template", "--root", str(ROOT), "--quarter", QUARTER.id, "--all", str(tmp_path))
    assert f"{city} {NAMED}." in made.splitlines()
    # 126 by the city's plan, the commune of the assignment, and the owner who is asked about targets.
    assert len(list(tmp_path.glob("*.xlsx"))) == 126 + 1 + 1


@pytest.mark.parametrize("agency", ["so-noi-vu"])
def test_an_import_counts_the_others(presentation: Presentation, agency: str) -> None:
    portal, words = presentation.values.portal, Catalogue.load("vi")
    blank = write_template(portal, words, Forms(portal, QUARTER).of(agency), date(2026, 6, 9))
    outcome = import_forms(portal, QUARTER, {"form.xlsx": blank}, words, open_workbook)
    assert not outcome.refused
    assert len(outcome.unreported) == 126 + 1 - 1
    assert agency not in outcome.unreported
    assert not [a for a in outcome.unreported if re.search("soan-thao|ubnd-thanh-pho", a)]
