"""Closed quarters as they were, and what changed from one to the next."""

from pathlib import Path

import pytest

from generator.snapshots import FrozenTask, differences, read_tasks

BASE = {
    "plan": "p",
    "number": "1",
    "title": "Việc",
    "deadline": "Quý I/2026",
    "reported": "none",
    "schedule": "not_due",
}


def task(**cells: str) -> FrozenTask:
    return FrozenTask({**BASE, **cells}, 2)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ({}, {}, set()),
        ({}, {"reported": "done", "schedule": "on_time"}, {"done", "reported"}),
        ({"reported": "in_progress"}, {"reported": "done", "schedule": "late"}, {"done", "slipped"}),
        ({"reported": "in_progress"}, {"reported": "in_progress", "schedule": "overdue"}, {"slipped"}),
        ({"reported": "done"}, {"reported": "in_progress"}, {"slipped"}),
        # Silence is not a slip, and neither is an old report.
        ({}, {"schedule": "due_unreported"}, set()),
        ({"reported": "done"}, {"reported": "stale"}, set()),
        ({}, {"title": "Việc khác"}, {"reworded"}),
        ({}, {"postponed_to": "Quý II/2026"}, {"moved"}),
        ({}, {"deadline": "Quý IV/2026"}, {"moved"}),
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
    assert "Bản chụp Quý II/2026, không đổi: ky-bao-cao/2026-q2/ban-chup/tp-2026/#nv-1-2" in cited


def test_the_real_portal_has_no_closed_quarter(real_site: Path) -> None:
    page = (real_site / "ky-bao-cao/2026-q1/index.html").read_text(encoding="utf-8")
    assert "Kỳ này chưa được mở trong cổng." in page
    assert not list(real_site.glob("ky-bao-cao/*/ban-chup"))
