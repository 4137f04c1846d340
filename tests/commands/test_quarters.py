"""The life of a quarter: opened, closed, frozen, corrected for a reason only."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.data import closed_quarter
from generator.data.check import check_root
from generator.data.corrections import correct, is_closed, quarter_file, result_rows
from generator.data.parser import parse_root, read_files
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from tests.paths import MINIMAL

Q1 = Quarter(2026, 1)
RESULTS = "data/plans/tp-2026/results/2026-q1.yaml"
TEXT = """cutoff: 2026-03-09
results:
  # Người nhập: phòng Tổng hợp
  - {task: "2", agency: so-tai-chinh, state: in-progress, note: "=1+1; 'nháy'; dòng “dài”"}
  - {task: "1", agency: so-noi-vu, state: done, completed: 2026-03-09, evidence: [bao-cao-2026]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "root")
    file = tmp_path / "root" / RESULTS
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    return tmp_path / "root"


def portal(*arguments: str, root: Path) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)])


def close(root: Path) -> None:
    assert portal("quarter", "open", "2026-q1", "--as-of", "2026-03-01", root=root).exit_code == 0
    assert portal("quarter", "close", "2026-q1", "--as-of", "2026-03-20", root=root).exit_code == 0


def rewrite(root: Path, old: str, new: str) -> None:
    file = root / RESULTS
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_open_status_close_in_words(root: Path) -> None:
    assert portal("quarter", "status", "2026-q1", root=root).output.splitlines() == [
        "Kỳ 2026-q1: chưa mở.",
        "Kế hoạch năm 2026: 2/2 cơ quan đã báo cáo.",
        "  đã báo cáo: Sở Nội vụ",
        "  đã báo cáo: Sở Tài chính",
        "Kế hoạch xã năm 2026: 0/1 cơ quan đã báo cáo.",
        "  chưa có báo cáo: Ủy ban nhân dân xã Minh Họa",
    ]
    early = portal("quarter", "close", "2026-q1", root=root)
    assert (early.exit_code, early.output) == (
        1,
        "Kỳ 2026-q1 chưa mở; mở bằng: portal quarter open 2026-q1\n",
    )
    close(root)
    assert (root / "data/inbox/2026-q1").is_dir()
    assert check_root(root)[1] == []
    assert portal("quarter", "status", "2026-q1", root=root).output.startswith(
        "Kỳ 2026-q1: đã khóa ngày 2026-03-20, 0 lần đính chính.\n"
    )
    again = portal("quarter", "close", "2026-q1", root=root)
    assert (again.exit_code, again.output) == (
        1,
        'Kỳ 2026-q1 đã khóa ngày 2026-03-20; giá trị chỉ đổi bằng portal import --correct "lý do".\n',
    )
    assert portal("quarter", "open", "2026-q1", root=root).exit_code == 1
    unreported = portal("quarter", "open", "2026-q2", root=root)
    assert unreported.exit_code == 0
    assert "chưa có kết quả nào" in portal("quarter", "close", "2026-q2", root=root).output
    assert portal("quarter", "open", "2026-2", root=root).exit_code == 2


def test_closing_freezes_values_not_their_writing(root: Path) -> None:
    close(root)
    lines = TEXT.splitlines(keepends=True)
    (root / RESULTS).write_text("".join([*lines[:2], lines[4], lines[3]]), encoding="utf-8")
    assert check_root(root)[1] == []
    rewrite(root, "state: in-progress", "state: not-started")
    assert [problem.code for problem in check_root(root)[1]] == ["closed-quarter-changed"]


def test_a_correction_carries_its_reason_and_mends_the_quarter(root: Path) -> None:
    close(root)
    before = read_files(root)
    rewrite(root, "completed: 2026-03-09", "completed: 2026-03-08")
    rewrite(root, "cutoff: 2026-03-09", "cutoff: 2026-03-08")
    after = read_files(root)
    made = correct(before, after, Q1, " Sở Nội vụ nhập nhầm ngày ", date(2026, 4, 2), "bao-cao-2026")
    assert made is not None
    (root / closed_quarter.quarter_path(Q1)).write_bytes(made)
    assert check_root(root)[1] == []
    record = quarter_file(read_files(root), Q1)
    assert record is not None
    (correction,) = record.corrections
    assert (correction.reason, correction.date, correction.document) == (
        "Sở Nội vụ nhập nhầm ngày",
        date(2026, 4, 2),
        "bao-cao-2026",
    )
    assert [(c.task, c.agency, c.field, c.before, c.after) for c in correction.changes] == [
        (None, None, "cutoff", "2026-03-09", "2026-03-08"),
        ("1", "so-noi-vu", "completed", "2026-03-09", "2026-03-08"),
    ]
    # Another one stands on it, and what is taken away and added again is told.
    before = read_files(root)
    line = next(line for line in TEXT.splitlines(keepends=True) if 'task: "2"' in line)
    rewrite(root, line, "")
    after = read_files(root)
    made = correct(before, after, Q1, "Báo cáo nhầm kỳ", date(2026, 4, 3))
    assert made is not None
    (root / closed_quarter.quarter_path(Q1)).write_bytes(made)
    assert check_root(root)[1] == []
    assert made.decode().count("reason:") == 2


def test_nothing_to_correct(root: Path) -> None:
    before = read_files(root)
    assert not is_closed(before, Q1)
    rewrite(root, "completed: 2026-03-09", "completed: 2026-03-08")
    assert correct(before, read_files(root), Q1, "lý do", date(2026, 4, 2)) is None
    close(root)
    now = read_files(root)
    assert is_closed(now, Q1)
    assert correct(now, now, Q1, "lý do", date(2026, 4, 2)) is None


def test_frozen_rows_come_back_from_the_snapshot(root: Path) -> None:
    close(root)
    files = read_files(root)
    table = files[closed_quarter.snapshot_path(Q1, "results")]
    assert closed_quarter.ordered(closed_quarter.read_rows(table)) == result_rows(files, Q1)


def test_the_quarter_file_is_written_as_it_is_read(sample_root: Path) -> None:
    path = closed_quarter.quarter_path(Q1)
    root, problems = parse_root({path: (sample_root / path).read_bytes()})
    record = root.quarters[Q1].record
    again, _ = parse_root({path: closed_quarter.quarter_text(record).encode()})
    assert again.quarters[Q1].record == record
    assert record.corrections
    assert [p.code for p in problems if p.path == path] == []


def test_the_real_data_has_no_closed_quarter(real_portal: Portal) -> None:
    """Nobody has reported a quarter of the real plans yet: there is nothing to close."""
    assert (real_portal.quarters(), real_portal.closed_quarters) == ((), ())
