"""The life of a quarter: opened, closed, frozen, corrected for a reason only."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.commands.quarters import quarter
from generator.data import closed_quarter
from generator.data.check import check_root
from generator.data.closure_check import rewritten
from generator.data.corrections import correct, is_closed, quarter_file, result_rows
from generator.data.history import Commit, Revision
from generator.data.parser import parse_root, read_files
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.model.quarter_records import FormReceipt, QuarterFile
from tests.paths import MINIMAL

Q1 = Quarter(2026, 1)
CITY = "Kế hoạch năm 2026:"
RESULTS = "data/plans/tp-2026/results/2026-q1.yaml"
TEXT = """cutoff: 2026-03-09
results:
  # Người nhập: phòng Tổng hợp
  - {task: "2", agency: so-tai-chinh, state: in-progress, note: "=1+1; 'nháy'; dòng “dài”"}
  - {task: "1", agency: so-noi-vu, state: done, completed: 2026-03-09, evidence: [ke-hoach-2026]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL, tmp_path / "root")
    file = tmp_path / "root" / RESULTS
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    return tmp_path / "root"


def portal(*arguments: str, root: Path) -> Result:
    name, *others = arguments
    command = quarter if name == "quarter" else main
    given = others if name == "quarter" else arguments
    return CliRunner().invoke(command, [*given, "--root", str(root)])


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
        f"{CITY} đã có báo cáo hoặc biểu của 2 / 2 cơ quan văn bản nêu tên; danh sách chưa đầy đủ.",
        "  có báo cáo: Sở Nội vụ",
        "  có báo cáo: Sở Tài chính",
        # Nobody is named before a round was opened.
        "Kế hoạch xã năm 2026: đã có báo cáo hoặc biểu của 0 / 1 cơ quan văn bản nêu tên.",
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


DAYS = """
reporting_days: [2026-03-09, 2026-06-09]
reporting_source: {document: ke-hoach-2026, at: IV.1.c}
"""


def set_days(root: Path) -> None:
    """Let the headline plan of the minimal root set the days on which reports are due."""
    file = root / "data/plans/tp-2026/plan.yaml"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + DAYS, encoding="utf-8")


def record_of(root: Path, quarter: Quarter) -> QuarterFile:
    record = quarter_file(read_files(root), quarter)
    assert record is not None
    return record


def test_the_due_day_is_that_of_the_plan_or_as_given(root: Path) -> None:
    set_days(root)
    by_plan = portal("quarter", "open", "2026-q1", "--as-of", "2026-03-01", root=root)
    assert by_plan.output.splitlines()[1] == (
        "Hạn gửi báo cáo: hết ngày 2026-03-09, theo 1/KH-UBND, IV.1.c. Số liệu đến ngày 2026-03-09."
    )
    assert record_of(root, Q1) == QuarterFile(
        opened=date(2026, 3, 1), due=date(2026, 3, 9), cutoff=date(2026, 3, 9)
    )
    q2 = Q1.next()
    given = ("--due", "2026-06-12", "--cutoff", "2026-06-08")
    assert portal("quarter", "open", q2.id, "--as-of", "2026-06-01", *given, root=root).exit_code == 0
    record = record_of(root, q2)
    assert (record.due, record.cutoff) == (date(2026, 6, 12), date(2026, 6, 8))
    # No text sets a day for the third quarter: none is guessed.
    q3 = q2.next()
    unset = portal("quarter", "open", q3.id, "--as-of", "2026-09-01", root=root)
    assert unset.output.splitlines()[1].startswith("Không văn bản nào trên cổng nêu hạn gửi")
    assert record_of(root, q3) == QuarterFile(opened=date(2026, 9, 1))
    outside = ("--due", "2026-12-12", "--cutoff", "2027-01-01")
    refused = portal("quarter", "open", "2026-q4", *outside, root=root)
    assert (refused.exit_code, "không nằm trong kỳ 2026-q4" in refused.output) == (1, True)


def test_silent_only_after_the_round_was_opened_its_forms_made_and_its_due_day_over(
    root: Path, tmp_path: Path
) -> None:
    set_days(root)
    silent = "  cổng chưa nhận được báo cáo của: Ủy ban nhân dân xã Minh Họa"

    def status(day: str) -> list[str]:
        return portal("quarter", "status", "2026-q1", "--as-of", day, root=root).output.splitlines()

    assert silent not in status("2026-03-20")
    assert portal("quarter", "open", "2026-q1", "--as-of", "2026-03-01", root=root).exit_code == 0
    assert silent not in status("2026-03-20")
    forms = ("--all", "--quarter", "2026-q1", str(tmp_path / "forms"))
    made = portal("template", *forms, "--as-of", "2026-03-02", root=root)
    assert "Đã ghi ngày làm mẫu của kỳ 2026-q1: 2026-03-02." in made.output
    assert record_of(root, Q1).forms_made == date(2026, 3, 2)
    # Forms made again do not put the day off.
    portal("template", *forms, "--as-of", "2026-03-05", root=root)
    assert record_of(root, Q1).forms_made == date(2026, 3, 2)
    assert silent not in status("2026-03-09")  # “đến hết ngày 09/03”
    assert silent in status("2026-03-10")
    assert silent not in status("2026-03-01")


def test_the_form_of_one_agency_names_it_alone_and_an_import_says_that_it_opens_the_round(
    root: Path, tmp_path: Path
) -> None:
    set_days(root)
    form = tmp_path / "form.xlsx"
    one = ("template", "--quarter", "2026-q1", "--agency", "so-noi-vu", str(form), "--as-of", "2026-03-02")
    assert "Kỳ 2026-q1 chưa mở nên chưa ghi ngày làm mẫu" in portal(*one, root=root).output
    with_cutoff = ("--cutoff", "2026-03-09")
    portal(*one, *with_cutoff, root=root)
    opens = portal("import", "--quarter", "2026-q1", "--as-of", "2026-03-08", str(form), root=root)
    assert "Kỳ 2026-q1 chưa mở: lần nhập này mở kỳ" in opens.output
    assert record_of(root, Q1).forms == ()
    other = (
        "template",
        "--quarter",
        "2026-q1",
        "--agency",
        "xa-minh-hoa",
        str(form),
        "--as-of",
        "2026-03-08",
    )
    assert "Đã ghi ngày làm mẫu của kỳ 2026-q1: 2026-03-08." in portal(*other, root=root).output
    assert record_of(root, Q1).form_made("xa-minh-hoa") == date(2026, 3, 8)
    status = portal("quarter", "status", "2026-q1", "--as-of", "2026-03-20", root=root).output
    assert status.count("cổng chưa nhận được báo cáo của:") == 1
    assert "cổng chưa nhận được báo cáo của: Ủy ban nhân dân xã Minh Họa" in status


def test_forms_made_after_the_due_day_make_nobody_silent(root: Path, tmp_path: Path) -> None:
    set_days(root)
    portal("quarter", "open", "2026-q1", "--as-of", "2026-03-01", root=root)
    forms = ("--all", "--quarter", "2026-q1", str(tmp_path / "forms"))
    portal("template", *forms, "--as-of", "2026-03-10", root=root)
    status = portal("quarter", "status", "2026-q1", "--as-of", "2026-03-20", root=root)
    assert "chưa nhận được" not in status.output


def test_receipts_of_a_closed_quarter_may_be_added_and_never_removed() -> None:
    receipt = FormReceipt(agency="so-noi-vu", received=date(2026, 3, 8), cutoff=date(2026, 3, 8))
    closed = QuarterFile(opened=date(2026, 3, 1), receipts=(receipt,), closed=date(2026, 4, 1), hash="0" * 64)
    later = receipt.model_copy(update={"received": date(2026, 4, 9), "symbol": "7/BC-SNV"})
    more = closed.model_copy(update={"receipts": (receipt, later)})
    none = closed.model_copy(update={"receipts": ()})
    path = closed_quarter.quarter_path(Q1)
    files = {
        name: {path: closed_quarter.quarter_text(record).encode()}
        for name, record in (("closed", closed), ("more", more), ("none", none))
    }
    first = Revision(Commit("a" * 40, date(2026, 4, 1), "", ""), dict(files["closed"]))
    assert rewritten([first], files["more"]) == []
    assert [p.field for p in rewritten([first], files["none"])] == ["receipts"]


def test_closing_before_the_figures_are_known_is_refused(root: Path) -> None:
    assert portal("quarter", "open", "2026-q1", "--as-of", "2026-03-01", root=root).exit_code == 0
    before = read_files(root)
    refused = portal("quarter", "close", "2026-q1", "--as-of", "2026-03-08", root=root)
    assert refused.exit_code == 1
    assert "đến ngày 2026-03-09 mới biết được, sau ngày khóa kỳ 2026-03-08" in refused.output
    assert f"{RESULTS}:4:1" in refused.output
    assert read_files(root) == before


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
