"""Closed quarters as they were, and what changed from one to the next."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html

from generator.build.pipeline import Options, compose
from generator.cli import main
from generator.data.corrections import correct
from generator.data.parser import read_files
from generator.data.snapshots import KINDS, FrozenTask, differences, read_tasks
from generator.model.quarter import Quarter
from tests.paths import MINIMAL
from tests.plugins.sites import SITE_URL

BASE = {
    "plan": "p",
    "number": "1",
    "title": "Việc",
    "deadline": "Quý I/2026",
    "reported": "none",
    "counted_as": "not_due",
}


def task(**cells: str) -> FrozenTask:
    return FrozenTask({**BASE, **cells}, 2)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ({}, {}, set()),
        ({}, {"reported": "done", "counted_as": "done"}, {"done", "reported"}),
        ({"reported": "in_progress"}, {"reported": "done", "counted_as": "done_late"}, {"done", "slipped"}),
        ({"reported": "in_progress"}, {"reported": "in_progress", "counted_as": "overdue"}, {"slipped"}),
        ({"reported": "done", "counted_as": "done"}, {"reported": "in_progress"}, {"slipped", "progressed"}),
        # A document completes a task that nobody reports on.
        ({}, {"counted_as": "done", "evidenced": "cited"}, {"done", "evidence"}),
        ({"evidenced": "cited"}, {"evidenced": "held"}, {"evidence"}),
        # Silence is not a slip, and neither is an old report.
        ({}, {"counted_as": "due"}, {"waiting"}),
        ({"counted_as": "due"}, {"counted_as": "due_unreported", "days_silent": "3"}, set()),
        ({"reported": "in_progress"}, {"reported": "stale"}, {"progressed"}),
        ({"reported": "not_started"}, {"reported": "in_progress"}, {"progressed"}),
        ({}, {"counted_as": "withdrawn"}, {"closed"}),
        ({"counted_as": "done"}, {"counted_as": "merged"}, {"closed"}),
        # Days that only the calendar adds are no change.
        ({"counted_as": "overdue", "days_late": "3"}, {"counted_as": "overdue", "days_late": "9"}, set()),
        ({}, {"title": "Việc khác"}, {"reworded"}),
        ({}, {"postponed_to": "Quý II/2026"}, {"moved"}),
        ({}, {"deadline": "Quý IV/2026"}, {"moved"}),
        # A new last day is told once, as the deadline that moved; alone, as what a document set.
        ({}, {"deadline": "Quý IV/2026", "late_after": "2026-12-31"}, {"moved"}),
        ({}, {"late_after": "2026-12-31"}, {"edited"}),
        ({}, {"lead": "so-y-te"}, {"edited"}),
        ({}, {"title": "Việc khác", "lead": "so-y-te"}, {"reworded", "edited"}),
        ({}, {"number": "2"}, {"dropped", "added"}),
    ],
)
def test_each_way_to_differ(before: dict[str, str], after: dict[str, str], kinds: set[str]) -> None:
    was, now = task(**before), task(**after)
    found = differences({was.key: was}, {now.key: now})
    assert {kind for kind, items in found.items() if items} == kinds


def test_a_snapshot_is_published_byte_for_byte(sample_root: Path, sample_site: Path) -> None:
    kept = sorted((sample_root / "data" / "snapshots").rglob("*.csv"))
    assert len(kept) == 6
    for path in kept:
        published = sample_site / "ky-bao-cao" / path.parent.name / "ban-chup" / path.name
        assert published.read_bytes() == path.read_bytes()


def test_pages_of_closed_quarters(sample_root: Path, sample_site: Path) -> None:
    tasks = read_tasks((sample_root / "data/snapshots/2026-q1/tasks.csv").read_bytes())
    page = (sample_site / "ky-bao-cao/2026-q1/ban-chup/tp-2026/index.html").read_text(encoding="utf-8")
    assert page.count("<tr id=") == sum(1 for item in tasks.values() if item["plan"] == "tp-2026")
    assert (sample_site / "ky-bao-cao/2026-q2/thay-doi/index.html").is_file()
    assert not (sample_site / "ky-bao-cao/2026-q1/thay-doi").exists()
    quarter = (sample_site / "ky-bao-cao/2026-q1/index.html").read_text(encoding="utf-8")
    assert "Đính chính ngày hoàn thành do nhập nhầm (minh họa)." in quarter
    cited = (sample_site / "nhiem-vu/tp-2026/1-2/index.html").read_text(encoding="utf-8")
    assert f"Bản chụp Quý II/2026, không đổi: {SITE_URL}ky-bao-cao/2026-q2/ban-chup/tp-2026/#nv-1-2" in cited


def test_the_real_portal_has_no_closed_quarter(real_site: Path) -> None:
    page = (real_site / "ky-bao-cao/2026-q1/index.html").read_text(encoding="utf-8")
    assert "Kỳ này chưa được mở trong cổng." in page
    assert not list(real_site.glob("ky-bao-cao/*/ban-chup"))


PLAN = "data/plans/tp-2026"
TASK = """- number: "{number}"
  title: {title}
  lead: [so-noi-vu]
  deadline: {deadline}
  source: {{document: ke-hoach-2026, at: Phụ lục, row: "{number}"}}
  text: verified
"""


def portal(*arguments: str, root: Path) -> None:
    done = CliRunner().invoke(main, [*arguments, "--root", str(root)])
    assert done.exit_code == 0, done.output


def rewrite(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def report(root: Path, quarter: str, cutoff: str, **states: str) -> None:
    """Results of the plan's owner for tasks ``n3``…, each a state or ``done`` with its day."""
    lines = [f"cutoff: {cutoff}\nresults:\n"]
    for name, state in states.items():
        day = f", completed: {cutoff}" if state == "done" else ""
        lines.append(f'  - {{task: "{name[1:]}", agency: so-noi-vu, state: {state}{day}}}\n')
    path = root / PLAN / "results" / f"{quarter}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def close(root: Path, quarter: str, opened: str, closed: str) -> None:
    portal("quarter", "open", quarter, "--as-of", opened, root=root)
    portal("quarter", "close", quarter, "--as-of", closed, root=root)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up plan over three closed quarters in which each kind of change happens once."""
    root = tmp_path_factory.mktemp("lived") / "root"
    shutil.copytree(MINIMAL, root)
    with (root / PLAN / "tasks.yaml").open("a", encoding="utf-8") as file:
        for number in "345678":
            deadline = "Tháng 5/2026" if number == "4" else "Quý IV/2026"
            file.write(TASK.format(number=number, title=f"Việc số {number}", deadline=deadline))
    report(root, "2026-q1", "2026-03-09", n3="in-progress", n4="in-progress")
    close(root, "2026-q1", "2026-03-01", "2026-04-02")
    # 3 is done, 4 misses its deadline by its own report, 5 is reworded, 6 postponed, 7 dropped, 8 reports
    # at last, 9 is new, and another agency coordinates 1.
    report(root, "2026-q2", "2026-06-09", n3="done", n4="in-progress", n8="in-progress")
    rewrite(root, f"{PLAN}/tasks.yaml", "Việc số 5", "Việc số 5, lời mới")
    rewrite(root, f"{PLAN}/tasks.yaml", "coordinating: [so-tai-chinh]", "coordinating: [so-y-te]")
    (root / PLAN / "events.yaml").write_text(
        '- {task: "6", kind: postponed, deadline: Tháng 11/2027, document: bao-cao-2026}\n', encoding="utf-8"
    )
    text = (root / PLAN / "tasks.yaml").read_text(encoding="utf-8")
    dropped = TASK.format(number="7", title="Việc số 7", deadline="Quý IV/2026")
    assert text.count(dropped) == 1
    added = TASK.format(number="9", title="Việc số 9", deadline="Quý IV/2026")
    (root / PLAN / "tasks.yaml").write_text(text.replace(dropped, "") + added, encoding="utf-8")
    close(root, "2026-q2", "2026-06-01", "2026-07-10")
    report(root, "2026-q3", "2026-09-09", n3="done", n4="done", n8="in-progress")
    close(root, "2026-q3", "2026-09-01", "2026-10-02")
    return root


LATER = Options(as_of=date(2026, 12, 1))
"""A day by which all three quarters were closed."""


def bodies(root: Path) -> dict[str, str]:
    return {page.url: page.body for page in compose(root, LATER).site.pages}


def rows(body: str, kind: str) -> list[tuple[str, ...]]:
    """Texts of the cells of one kind of difference."""
    tree: Any = html.fromstring(body)
    return [
        tuple(" ".join(cell.text_content().split()) for cell in row)
        for row in tree.xpath(f"//section[@aria-labelledby='{kind}']//tbody/tr")
    ]


def test_each_change_that_was_planted_is_told_under_its_name(lived: Path) -> None:
    pages = bodies(lived)
    told = pages["ky-bao-cao/2026-q2/thay-doi/"]
    plan = "Kế hoạch năm 2026"
    assert {kind: rows(told, kind) for kind in KINDS} == {
        "done": [(f"Việc số 3 Nhiệm vụ 3, {plan}", "Chưa đến hạn", "Hoàn thành")],
        "slipped": [(f"Việc số 4 Nhiệm vụ 4, {plan}", "Chưa đến hạn", "Quá hạn")],
        "moved": [(f"Việc số 6 Nhiệm vụ 6, {plan}", "Quý IV/2026", "30/11/2027")],
        "reworded": [(f"Nhiệm vụ 5, {plan}", "Việc số 5", "Việc số 5, lời mới")],
        "edited": [
            (
                f"Rà soát văn bản Nhiệm vụ 1, {plan}",
                "Phối hợp: Sở Tài chính",
                "Phối hợp: Sở Y tế",
            )
        ],
        "dropped": [(f"Nhiệm vụ 7, {plan}", "Việc số 7", "không còn")],
        "added": [(f"Nhiệm vụ 9, {plan}", "chưa có", "Việc số 9")],
        "reported": [(f"Việc số 8 Nhiệm vụ 8, {plan}", "Chưa có báo cáo", "Đang thực hiện")],
        "closed": [],
        "progressed": [],
        "evidence": [],
        "waiting": [],
    }
    next_pair = pages["ky-bao-cao/2026-q3/thay-doi/"]
    assert [row[0] for row in rows(next_pair, "done")] == [f"Việc số 4 Nhiệm vụ 4, {plan}"]
    none = (
        "mới trễ hạn, quá hạn hoặc không còn hoàn thành; rút, dừng, lồng ghép theo văn bản; đổi thời hạn; "
        "đổi lời; sửa phần khác;"
    )
    assert f"Không có nhiệm vụ nào: {none}" in next_pair
    # Citations lead to the last snapshot, at an address of its own.
    assert "ky-bao-cao/2026-q3/ban-chup/tp-2026/#nv-3" in pages["nhiem-vu/tp-2026/3/"]
    assert {"ky-bao-cao/2026-q1/ban-chup/tp-2026/", "ky-bao-cao/2026-q2/ban-chup/tp-2026/"} <= pages.keys()


def test_a_later_correction_stands_above_the_state_as_it_was(lived: Path, tmp_path: Path) -> None:
    before = compose(lived, LATER).site
    files = read_files(lived)
    name = f"{PLAN}/results/2026-q2.yaml"
    after = {**files, name: files[name].replace(b"completed: 2026-06-09", b"completed: 2026-06-08")}
    assert after[name] != files[name]
    quarter = Quarter(2026, 2)
    record = correct(files, after, quarter, "Nhập nhầm ngày (minh họa)", date(2026, 11, 1))
    assert record is not None
    root = tmp_path / "root"
    shutil.copytree(lived, root)
    (root / name).write_bytes(after[name])
    (root / f"data/quarters/{quarter.id}.yaml").write_bytes(record)
    corrected = compose(root, LATER).site
    tables = {file.path: file.data for file in before.files if "/ban-chup/" in file.path}
    assert len(tables) >= 9
    assert {path: data for path, data in tables.items() if path.endswith(".csv")}.items() <= {
        file.path: file.data for file in corrected.files
    }.items()
    url = "ky-bao-cao/2026-q2/ban-chup/tp-2026/"
    was, now = ({page.url: page.body for page in site.pages}[url] for site in (before, corrected))
    table = re.compile(r"<tbody>.*?</tbody>", re.DOTALL)
    assert [re.sub(r"nguon-\d+", "", body) for body in table.findall(was)] == [
        re.sub(r"nguon-\d+", "", body) for body in table.findall(now)
    ]
    assert "Giá trị được đính chính sau khi khóa" not in was
    tree: Any = html.fromstring(now[: now.index("<table")])
    head = " ".join(tree.text_content().split())
    assert "Giá trị được đính chính sau khi khóa: 1" in head
    assert "09/06/2026 → 08/06/2026 01/11/2026. Nhập nhầm ngày (minh họa)" in head
    assert "Giá trị được đính chính" not in {p.url: p.body for p in corrected.pages}[url.replace("q2", "q3")]
