"""A task has the same value on its page, in the tables and in both files of the API.

That CSV, JSON and XLSX are the same, `test_exports` shows.
"""

import csv
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

Row = dict[str, str]

MEMBERS = {
    "schedule": "schedule", "counted_as": "counted_as", "reported": "reported", "evidenced": "evidenced",
    "completed": "completed", "days_late": "days_late",
}  # fmt: skip
"""Columns of ``tasks.csv`` that the API has in ``status``."""

OWN = (
    "original_schedule", "original_days_late", "parts_done", "days_silent", "rate_day", "postponed_by",
    "area", "parent", "title", "text", "note",
)  # fmt: skip
"""Columns that it has by the same name."""


@cache
def csv_rows(site: Path, table: str) -> list[Row]:
    text = (site / f"du-lieu/{table}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def bare(row: Row) -> Row:
    """A row without the apostrophe that keeps spreadsheets from running a text as a formula."""
    return {name: cell[1:] if re.match(r"'[=+\-@]", cell) else cell for name, cell in row.items()}


def said(value: Any) -> str:
    """A member of the API as the tables write it."""
    return ";".join(value) if isinstance(value, list) else "" if value is None else str(value)


@pytest.fixture(params=["real_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_the_api_says_the_same(site: Path) -> None:
    rows = {f"{row['plan']}/{row['number']}": bare(row) for row in csv_rows(site, "tasks")}
    tasks = json.loads((site / "api/v1/tasks.json").read_text(encoding="utf-8"))["data"]
    assert [task["id"] for task in tasks] == list(rows)
    for task in tasks:
        row = rows[task["id"]]
        assert {name: said(task["status"][member]) for name, member in MEMBERS.items()} == {
            name: row[name] for name in MEMBERS
        }, task["id"]
        assert {name: said(task[name]) for name in OWN} == {name: row[name] for name in OWN}, task["id"]
        assert str(task["parts_total"]) == row["parts"], task["id"]
        single = json.loads((site / task["self"]).read_text(encoding="utf-8"))["data"]
        assert {name: single[name] for name in task} == task


def test_the_page_of_a_task_says_the_same(site: Path) -> None:
    addresses = {
        task["id"]: task["url"]
        for task in json.loads((site / "api/v1/tasks.json").read_text(encoding="utf-8"))["data"]
    }
    late = 0
    for row in csv_rows(site, "tasks"):
        address = addresses[f"{row['plan']}/{row['number']}"]
        tree: Any = html.fromstring((site / address / "index.html").read_bytes())
        facts = tree.xpath("(//dl[@class='facts'])[1]/div/dd")
        reported, evidenced, place = (next(fact.iter("data")) for fact in facts)
        assert reported.get("value") == row["reported"], address
        assert evidenced.get("value") == row["evidenced"], address
        assert place.get("value") == row["counted_as"], address
        if row["days_late"] and row["counted_as"] in {"done_late", "overdue"}:
            late += 1
            assert f"{row['days_late']} ngày" in place.text_content(), address
    assert late > 0 or "sample" not in str(site)


def test_shares_in_the_api_are_those_of_the_table(site: Path) -> None:
    rows = {
        (row["plan"], row["number"], row["agency"], row["via"] != ""): row for row in csv_rows(site, "shares")
    }
    for path in sorted((site / "api/v1/agencies").glob("*.json")):
        agency = json.loads(path.read_text(encoding="utf-8"))["data"]
        for member, via in (("leads", False), ("shares", True)):
            for task in agency[member]:
                plan, number = task["task"].split("/")
                row = rows.pop((plan, number, agency["id"], via))
                assert task["status"]["counted_as"] == row["counted_as"], (task["task"], agency["id"])
                assert said(task["status"]["days_late"]) == row["days_late"]
    assert not rows


def test_the_log_counts_what_the_pages_of_its_commits_list(real_site: Path) -> None:
    """No published table holds the history, so the counts of a commit are held against its own page."""
    log: Any = html.fromstring((real_site / "nhat-ky/index.html").read_bytes())
    for link in log.xpath("//td[.//data]//a[not(starts-with(@href, '#'))]"):
        address = link.get("href")
        if not re.fullmatch(r"[0-9a-f]{10}/", address):
            continue
        page: Any = html.fromstring((real_site / "nhat-ky" / address / "index.html").read_bytes())
        counted = [int(data.get("value")) for data in link.xpath("ancestor::td[1]//data")]
        (changes,) = page.xpath("//section[@aria-labelledby='thay-doi']")
        listed = changes.xpath(".//dl[@class='fields']/div")
        more = changes.xpath("./p[@class='note']//data/@value")
        updates = page.xpath("//div[dt='Kết quả mới của một kỳ']/dd//data/@value")
        assert sum(counted) == len(listed) + sum(map(int, [*more, *updates])), address
