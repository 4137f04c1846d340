"""A site of a root with gaps: each page and file says what was not entered, and names nobody instead."""

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from lxml import html

from generator.build.pipeline import Options, build, compose
from generator.pages.front import home
from generator.pages.open.feeds import CALENDAR, Feeds
from generator.view.site import Site
from tests.measures.test_not_entered import GAPS, PLAN
from tests.paths import MINIMAL, ROOT
from tests.portals import TARGETS, TASKS, Change, changed_files, presentation_of
from tests.recount_words import faults

ABSENT = "chưa có trong dữ liệu của cổng"
NOT_STATED = "văn bản không nêu"
TARGET = {
    "responsible: [so-noi-vu]": "not_entered: [responsible]\n  as_written: {responsible: Sở X}",
    "      value: 90\n": "      not_entered: [value]\n",
}
LATE = """- number: "7"
  title: Sắp đến hạn
  deadline: Tháng 10/2026
  source: {document: ke-hoach-2026, at: Phụ lục, row: "7"}
  text: verified
  not_entered: [lead, area]
  as_written: {area: Thể chê}
"""
DAY = "2026-10-20"
CHANGES: dict[str, Change] = {
    TASKS: GAPS + LATE,
    TARGETS: TARGET,
    PLAN: {"text: verified": "text: verified\nreporting_days: [2026-04-09]"},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The minimal root, of whose plan not all was entered."""
    root = tmp_path_factory.mktemp("gaps")
    shutil.copytree(MINIMAL, root, dirs_exist_ok=True)
    for path, data in changed_files(CHANGES).items():
        (root / path).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return compose(root, Options(as_of=date.fromisoformat(DAY))).site


def words(site: Site, url: str, path: str = "//body") -> str:
    """The words of a part of a page."""
    (page,) = [page for page in site.pages if page.url == url]
    found: Any = html.document_fromstring(page.body).xpath(path)
    return " ".join(" ".join(part.text_content().split()) for part in found)


def field(site: Site, url: str, name: str) -> str:
    """What a page's list of fields says under a name."""
    return words(site, url, f"//dl[contains(@class, 'fields')]/div[dt[.='{name}']]/dd")


def data(site: Site, path: str) -> bytes:
    (found,) = [file.data for file in site.files if file.path == path]
    return found


def rows(site: Site, stem: str) -> list[dict[str, str]]:
    text = data(site, f"du-lieu/{stem}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_page_says_what_was_not_entered_and_what_the_document_says(site: Site) -> None:
    third, fourth, fifth, sixth = (f"nhiem-vu/tp-2026/{number}/" for number in "3456")
    assert field(site, third, "Chủ trì") == f"{ABSENT}; văn bản ghi “Sở Ngoại vụ”"
    assert field(site, fourth, "Chủ trì") == f"Sở Y tế phần còn lại {ABSENT}"
    assert field(site, fourth, "Phối hợp") == ABSENT
    assert field(site, fifth, "Thời hạn") == ABSENT
    assert field(site, fifth, "Sản phẩm") == ABSENT
    assert field(site, sixth, "Chủ trì") == NOT_STATED
    assert f"Lĩnh vực: {ABSENT}; văn bản ghi “Thể chê”." in words(site, "nhiem-vu/tp-2026/7/")
    assert "Quá hạn" not in words(site, third)


@pytest.mark.parametrize("url", ["nhiem-vu/tp-2026/", "van-ban/ke-hoach-2026/"])
def test_tables_of_tasks_say_so_too(site: Site, url: str) -> None:
    third = words(site, url, "//tr[contains(., 'Chưa nhập chủ trì')]")
    fifth = words(site, url, "//tr[contains(., 'Chưa nhập thời hạn')]")
    sixth = words(site, url, "//tr[contains(., 'Văn bản không nêu chủ trì')]")
    assert f"{ABSENT}; văn bản ghi “Sở Ngoại vụ”" in third
    assert fifth.count(ABSENT) == 2
    assert NOT_STATED in sixth
    assert ABSENT not in sixth


def test_a_target_says_so_too(site: Site) -> None:
    page = "chi-tieu/tp-2026/"
    assert field(site, page, "Cơ quan chịu trách nhiệm") == f"{ABSENT}; văn bản ghi “Sở X”"
    shown = words(site, page)
    assert "Mức chưa nhập: con số" in shown
    assert "con số hoặc đơn vị của mức chưa có trong dữ liệu của cổng" in shown
    assert "không nêu con số" not in words(site, page, "//table")
    assert "0 chỉ tiêu không nêu con số" in shown
    assert f"{ABSENT}; văn bản ghi “Sở X”" in words(site, "van-ban/ke-hoach-2026/")


def test_no_agency_stands_for_what_was_not_entered(site: Site) -> None:
    agencies = [page for page in site.pages if page.url.startswith("co-quan/")]
    # The page of the plan's owner shows its whole plan.
    named = [page.url for page in agencies if "Chưa nhập chủ trì" in page.body]
    assert (len(agencies), named) == (7, ["co-quan/ubnd-thanh-pho/"])
    shares = [(row["number"], row["agency"]) for row in rows(site, "shares") if row["plan"] == "tp-2026"]
    assert {agency for number, agency in shares if number in {"3", "7"}} == set()
    assert ("4", "so-y-te") in shares


def test_the_committee_sees_a_line_of_its_own(site: Site) -> None:
    shown = words(site, "dieu-hanh/")
    assert "Cơ quan chủ trì chưa nhập vào cổng" in shown
    assert "chưa nhập đủ vào cổng những gì văn bản ghi (đã đếm ở một nhóm trên) 4" in shown
    (row,) = [row for row in rows(site, "deadlines") if row["number"] == "7"]
    assert (row["lead"], row["not_entered"]) == ("", "lead;area")


def test_files_and_api_name_the_fields(site: Site) -> None:
    found = {row["number"]: row["not_entered"] for row in rows(site, "tasks") if row["plan"] == "tp-2026"}
    assert found == {
        "1": "", "2": "", "3": "lead", "4": "lead;coordinating", "5": "deadline;deliverables", "6": "",
        "7": "lead;area",
    }  # fmt: skip
    (target,) = [row for row in rows(site, "targets") if row["plan"] == "tp-2026"]
    assert (target["not_entered"], target["measure_not_entered"]) == ("responsible", "value")
    assert (target["value"], target["has_number"]) == ("", "true")
    task: dict[str, Any] = json.loads(data(site, "api/v1/tasks/tp-2026/5.json"))["data"]
    assert task["not_entered"] == ["deadline", "deliverables"]
    assert task["deadline"]["kind"] == "not_entered"
    assert task["status"]["rule"] == "deadline-not-entered"


def test_the_calendar_names_the_documents_words() -> None:
    made = presentation_of(CHANGES, date(2026, 3, 1))
    specs = list(home.pages(made.task_views, made.json_ld))
    calendar = {file.path: file.data for file in Feeds(made.values, "", specs).files()}[CALENDAR]
    told = {
        str(event["SUMMARY"]): str(event["DESCRIPTION"])
        for event in Calendar.from_ical(calendar).walk("VEVENT")
    }
    (third,) = (words for title, words in told.items() if "Chưa nhập chủ trì" in title)
    assert f"Chủ trì: {ABSENT}; văn bản ghi “Sở Ngoại vụ”" in third


@pytest.mark.city
def test_every_count_is_that_of_the_published_files(root: Path) -> None:
    for name in ("content", "site_templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    build(root, Options(as_of=date.fromisoformat(DAY)))
    assert faults((root / "site").resolve()) == []
