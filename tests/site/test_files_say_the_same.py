"""Feeds, press kits and Word reports, read by outside readers, give the numbers of the published tables."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import feedparser
import pandas as pd
import pytest
from click.testing import CliRunner
from lxml import html

from generator.cli import main
from generator.pages.open.feeds import FEED

REPORTED = re.compile(r"(\d+) nhiệm vụ của (.+)\. Số liệu đến ngày (\d\d)/(\d\d)/(\d{4})\.")
PROVED = re.compile(r"Có văn bản chứng minh nhiệm vụ (\S+), (.+)")
PROGRESS = re.compile(
    r"có (\d+) nhiệm vụ, gồm: (.+?)\. Trong \1 nhiệm vụ có (\d+) nhiệm vụ đã đến hạn, "
    r"trong đó (\d+) nhiệm vụ đã hoàn thành\. Đã có báo cáo của cơ quan cho (\d+)/\1 nhiệm vụ"
)


def table(site: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(site / f"du-lieu/{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")


@pytest.fixture(params=["real_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def entries(site: Path) -> Iterator[Any]:
    """Every different entry of every feed."""
    seen = set()
    for path in sorted(site.rglob(FEED)):
        for entry in feedparser.parse(path.read_bytes()).entries:
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry


def named(site: Path, name: str, column: str) -> dict[str, str]:
    """Names of a table's rows by their id."""
    return {str(row["id"]): str(row[column]) for row in table(site, name).to_dict("records")}


def plain(text: str) -> str:
    paragraph: Any = html.fromstring(f"<p>{text}</p>")
    return str(paragraph.text_content())


def test_feeds_tell_reports_and_proofs_as_the_tables_do(site: Path) -> None:
    plans, names = named(site, "plans", "short_title"), named(site, "agencies", "name")
    tasks: dict[tuple[str, str, str], set[str]] = {}
    for row in table(site, "results").to_dict("records"):
        if row["task"]:
            key = (names[row["agency"]], plans[row["plan"]], row["cutoff"])
            tasks.setdefault(key, set()).add(row["task"])
    wanted = {(*key, str(len(numbers))) for key, numbers in tasks.items()}
    proofs = {
        (plans[row["plan"]], row["task"], row["completed"])
        for row in table(site, "proofs").to_dict("records")
    }
    told, proved = set(), set()
    for entry in entries(site):
        if found := REPORTED.fullmatch(plain(entry.summary)):
            number, plan, day, month, year = found.groups()
            told.add(
                (plain(entry.title).partition(" báo cáo Quý ")[0], plan, f"{year}-{month}-{day}", number)
            )
        elif found := PROVED.fullmatch(plain(entry.title)):
            proved.add((found[2], found[1], entry.updated[:10]))
    assert told <= wanted
    assert bool(told) == bool(wanted)
    assert proved == proofs


def test_a_kit_has_the_paragraph_of_its_page(site: Path) -> None:
    """The page's figures are counted again from the tables by `test_counts`."""
    kits = sorted(site.glob("ky-bao-cao/*/goi-bao-chi-*.zip"))
    assert kits
    for path in kits:
        tree: Any = html.fromstring((path.parent / "index.html").read_bytes())
        (paragraph,) = tree.xpath("//blockquote[contains(@class, 'press-paragraph')]//p")
        packed = ZipFile(BytesIO(path.read_bytes())).read("doan-van.txt").decode("utf-8-sig")
        assert packed.partition("\r\n")[0] == paragraph.text_content()
        figures = {figure.text_content() for figure in paragraph.iter("data")}
        assert figures == set(re.findall(r"^([\d /]+): ", packed, re.MULTILINE))


def test_a_word_report_counts_as_the_table_of_states(
    sample_root: Path, sample_site: Path, tmp_path: Path
) -> None:
    for quarter in ("2026-q1", "2026-q2"):
        path = tmp_path / f"{quarter}.docx"
        done = CliRunner().invoke(
            main, ["report", "--root", str(sample_root), "--quarter", quarter, str(path)]
        )
        assert done.exit_code == 0, done.output
        text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        progress = PROGRESS.search(text)
        assert progress is not None
        total, places, due, finished, reported = progress.groups()
        ended = table(sample_site, "states").query(f"quarter == '{quarter}'")
        # The second quarter still runs on the sample's day: what its report counts are tasks as they stand.
        now = table(sample_site, "tasks").assign(day="2026-06-29")
        rows = (now if ended.empty else ended).query("plan == 'tp-2026' and parent == ''")
        passed = rows[(rows["rate_day"] != "") & (rows["rate_day"] <= rows["day"])]
        assert (int(total), int(due)) == (len(rows), len(passed))
        assert int(finished) == passed["counted_as"].isin(("done", "done_late")).sum()
        assert int(reported) == (rows["reported"] != "none").sum()
        numbers = sorted(map(int, re.findall(r"(?:^|; |, )(\d+) ", places)))
        counted = rows["counted_as"].copy()
        # As part I.4 of report 205, whose three categories stand there even where there are none.
        counted[(counted == "done") & (rows["schedule"] == "on_time")] = "on-time"
        counted[(counted == "not_due") & (rows["reported"] == "in_progress")] = "in-progress"
        expected = counted.value_counts()
        asked = [0 for name in ("on-time", "in-progress", "overdue") if name not in expected]
        assert numbers == sorted([*expected, *asked])
