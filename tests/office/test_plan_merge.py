"""A plan imported again: what editors added stays with its task, and what cannot stay is told."""
# ruff: noqa: E501 - a case is a line

import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.data.parser import parse_root, read_files
from generator.data.problems import Problem
from generator.model import records
from generator.office.plan_merge import merge
from generator.office.plan_tasks import ReadPlan, ReadTask
from tests.paths import ROOT

PLAN = "tp-2026"
HEADER = ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"]

OLD = """\
# Ghi chú đầu tệp.
- number: "1"
  title: Ban hành kế hoạch
  lead: [so-noi-vu]
  deadline: Quý I/2026
  deliverables:
    - Kế hoạch
  # Chữ của đơn vị vận hành.
  implements: [{task: phan-cong-xa-2026/I.1, basis: reading}]
  source: {document: 5256-qd-ubnd-2025, at: Bảng 1, row: "1"}
  text: verified
  note: 'Bản in thiếu chữ "năm".'

# Hai việc này thuộc mục III.
- number: "2"
  area: the-che
  area_reading: true
  title: Rà soát văn bản
  lead: [so-tu-phap, so-noi-vu]
  deadline: Quý II, IV
  deadline_reading: instances
  source: {document: 5256-qd-ubnd-2025, at: Bảng 1, row: "2"}
  text: verified
  uncertain: [coordinating]
  ocr:
    coordinating: "c4c S&"
- number: "3"
  title: Kiểm tra cải cách hành chính
  lead: [so-noi-vu]
  deadline: Cả năm 2026
  source: {document: 5256-qd-ubnd-2025, at: Bảng 1, row: "3"}
  text: verified
  note: Ghi chú của nhiệm vụ 3.
- number: "4"
  title: Việc sẽ bỏ
  deadline: Cả năm 2026
  source: {document: 5256-qd-ubnd-2025, at: Bảng 1, row: "4"}
  text: verified
  note: Ghi chú không còn chỗ.
"""


def word(*rows: list[str]) -> bytes:
    """A plan of these rows."""
    document = docx.Document()
    table = document.add_table(0, len(HEADER))
    for row in (HEADER, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


SAME = (
    ["1", "Ban hành kế hoạch", "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch"],
    ["2", "Rà soát văn bản", "Sở Tư pháp, Hội cờ tướng", "", "Quý II, IV", ""],
    ["3", "Kiểm tra cải cách hành chính", "Sở Nội vụ", "", "Cả năm 2026", ""],
    ["4", "Việc sẽ bỏ", "", "", "Cả năm 2026", ""],
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("plans", "texts"))
    folder = tmp_path / "data" / "plans" / PLAN
    folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "data" / "plans" / PLAN / "plan.yaml", folder / "plan.yaml")
    (folder / "tasks.yaml").write_text(OLD, encoding="utf-8")
    return tmp_path


def again(root: Path, *rows: list[str]) -> Result:
    """Imports these rows over the tasks that are there."""
    (root / "ke-hoach.docx").write_bytes(word(*rows))
    arguments = ["--root", str(root), "--plan", PLAN, "--replace", str(root / "ke-hoach.docx")]
    return CliRunner().invoke(main, ["import-plan", *arguments])


def tasks(root: Path) -> str:
    """The plan's tasks, which have no mistake."""
    files = read_files(root)
    path = f"data/plans/{PLAN}/tasks.yaml"
    _, problems = parse_root(files)
    assert [p for p in problems if p.path == path] == list[Problem]()
    return files[path].decode()


def test_the_same_plan_again_changes_not_a_byte(root: Path) -> None:
    done = again(root, *SAME)
    assert done.exit_code == 0, done.output
    # An editor has entered the lead that the register does not know by its name in Word.
    assert tasks(root) == OLD


def test_a_remark_of_an_earlier_version_becomes_a_field(root: Path) -> None:
    path = root / "data" / "plans" / PLAN / "tasks.yaml"
    old = OLD.replace('- number: "3"', '# 3 › lead: "Hội cờ tướng"\n- number: "3"')
    path.write_text(old.replace("lead: [so-noi-vu]\n  deadline: Cả", "deadline: Cả"), encoding="utf-8")
    rows = [list(row) for row in SAME]
    rows[2][2] = "Hội cờ tướng"
    assert again(root, *rows).exit_code == 0
    third = tasks(root).partition('- number: "3"')[2].partition('- number: "4"')[0]
    assert "# 3 ›" not in tasks(root)
    assert "  not_entered: [lead]\n  as_written: {lead: Hội cờ tướng}\n" in third
    once = tasks(root)
    again(root, *rows)
    assert tasks(root) == once


def test_what_is_not_entered_follows_the_word_file_and_the_editors(root: Path) -> None:
    rows = [list(row) for row in SAME]
    rows[2][2:4] = ["Sở Nội vụ; Hội cờ tướng", "Hội vui"]
    again(root, *rows)
    gaps = "not_entered: [lead, coordinating]\n  as_written: {lead: Hội cờ tướng, coordinating: Hội vui}"
    assert gaps in tasks(root)
    # An editor enters one of the two, and Word corrects the other.
    path = root / "data" / "plans" / PLAN / "tasks.yaml"
    mended = tasks(root).replace("not_entered: [lead, coordinating]", "not_entered: [coordinating]")
    mended = mended.replace("{lead: Hội cờ tướng, coordinating", "{coordinating")
    third = mended.rindex("lead: [so-noi-vu]")
    mended = mended[:third] + mended[third:].replace("[so-noi-vu]", "[so-noi-vu, so-y-te]", 1)
    path.write_text(mended, encoding="utf-8")
    again(root, *rows)
    assert tasks(root) == mended
    rows[2][3] = "Sở Tài chính"
    again(root, *rows)
    assert "not_entered" not in tasks(root)
    assert "as_written" not in tasks(root)
    assert "coordinating: [so-tai-chinh]" in tasks(root)


def test_what_word_says_anew_is_taken_and_what_it_does_not_know_stays(root: Path) -> None:
    first = ["1", "Ban hành kế hoạch", "Sở Nội vụ", "Sở Tài chính", "Quý II/2026", "Kế hoạch; Báo cáo"]
    assert again(root, first, *SAME[1:]).exit_code == 0
    wanted = OLD.replace(
        "  lead: [so-noi-vu]\n  deadline: Quý I/2026\n  deliverables:\n    - Kế hoạch\n",
        "  lead: [so-noi-vu]\n  coordinating: [so-tai-chinh]\n  deadline: Quý II/2026\n"
        "  deliverables:\n    - Kế hoạch; Báo cáo\n",
        1,
    )
    assert tasks(root) == wanted


def test_tasks_renumbered_reworded_gone_and_new_are_told(root: Path) -> None:
    done = again(
        root,
        ["1", "Ban hành kế hoạch", "Sở Nội vụ", "", "Quý I/2026", "Kế hoạch"],
        ["2", "Một việc hoàn toàn mới", "Sở Y tế", "", "Tháng 5/2026", ""],
        ["3", "Rà soát văn bản", "Sở Tư pháp", "Sở Y tế", "Cả năm 2026", ""],
        ["4", "Kiểm tra công tác cải cách hành chính", "Sở Nội vụ", "", "Cả năm 2026", ""],
        ["5", "Kiểm tra cải cách hành chính", "Sở Nội vụ", "", "Cả năm 2026", ""],
    )
    assert done.exit_code == 0, done.output
    assert done.stderr.splitlines() == [
        "ke-hoach.docx: 5 chỗ cần người xem: 5 thay đổi của nhiệm vụ đã có.",
        "Thay đổi của nhiệm vụ đã có:",
        "  nếu văn bản vẫn còn nhiệm vụ này thì sửa bảng Word rồi nhập lại; nếu không, xóa số này ở proofs, events, results:",
        "    cả tệp: nhiệm vụ 4 “Việc sẽ bỏ” không còn trong tệp Word, đã bỏ; đơn vị vận hành đã thêm: note",
        "  sửa hoặc bỏ deadline_reading:",
        "    bảng 1, dòng 4, ô 2: cách đọc thời hạn “instances” được ghi cho thời hạn cũ, nay thời hạn là “Cả năm 2026”",
        "  sửa số ở proofs.yaml, events.yaml, results/ và ở implements của kế hoạch khác:",
        "    bảng 1, dòng 4, ô 2: nhiệm vụ số 2 nay mang số 3, phần đơn vị vận hành đã thêm theo sang số mới",
        "    bảng 1, dòng 6, ô 2: nhiệm vụ số 3 nay mang số 5, phần đơn vị vận hành đã thêm theo sang số mới",
        "  đối chiếu với văn bản; đã đọc rõ thì bỏ tên ô khỏi uncertain và ocr:",
        "    bảng 1, dòng 4, ô 2: nhiệm vụ 3 đang đánh dấu đọc chưa rõ ở coordinating, tệp Word nay ghi khác",
    ]
    written = tasks(root)
    assert written.startswith("# Ghi chú đầu tệp.\n")
    numbers = [
        line.removeprefix("- number: ") for line in written.splitlines() if line.startswith("- number")
    ]
    assert numbers == [f'"{n}"' for n in range(1, 6)]
    third = written[written.index('- number: "3"') : written.index('- number: "4"')]
    assert "area_reading: true" in third
    assert 'coordinating: "c4c S&"' in third
    assert 'row: "3"}' in third
    fifth = written[written.index('- number: "5"') :]
    assert "note: Ghi chú của nhiệm vụ 3." in fifth
    assert "Ghi chú không còn chỗ" not in written


def test_a_task_reworded_under_its_number_keeps_its_notes(root: Path) -> None:
    rows = [list(row) for row in SAME]
    rows[2][1] = "Kiểm tra công tác cải cách hành chính"
    done = again(root, *rows)
    assert (
        "  xem ghi chú và liên kết (implements) có còn đúng với tên mới không:\n"
        "    bảng 1, dòng 4, ô 2: tên nhiệm vụ đổi từ “Kiểm tra cải cách hành chính” thành “Kiểm tra công tác "
        "cải cách hành chính”, phần đơn vị vận hành đã thêm được giữ\n" in done.stderr
    )
    assert "title: Kiểm tra công tác cải cách hành chính" in tasks(root)
    assert "note: Ghi chú của nhiệm vụ 3." in tasks(root)


def test_tasks_with_mistakes_are_mended_first(root: Path) -> None:
    path = root / "data" / "plans" / PLAN / "tasks.yaml"
    path.write_text(OLD.replace("title: Việc sẽ bỏ", "titel: Việc sẽ bỏ"), encoding="utf-8")
    before = path.read_bytes()
    done = again(root, *SAME)
    assert done.exit_code == 1
    assert done.stderr == (
        f"data/plans/{PLAN}/tasks.yaml đang có lỗi nên không biết đơn vị vận hành đã thêm gì: chạy portal "
        "check và sửa, hoặc xóa tệp đó, rồi nhập lại.\n"
    )
    assert path.read_bytes() == before


def read(number: str, title: str, **fields: object) -> ReadTask:
    return ReadTask(task(number, title, **fields), place=(1, 2, 3))


def task(number: str, title: str, **fields: object) -> records.TaskRecord:
    source = {"document": "ke-hoach", "at": "Phụ lục"}
    return records.TaskRecord.model_validate(
        {"number": number, "title": title, "source": source, "text": "restored", **fields}
    )


BEFORE = (
    task("1", "Rà soát văn bản"),
    task("2", "Công bố thủ tục hành chính"),
    task("3", "Kiểm tra công vụ"),
)


@pytest.mark.parametrize(
    ("new", "was", "told"),
    [
        ([("1", "Rà soát văn bản"), ("2", "Công bố thủ tục hành chính"), ("3", "Kiểm tra công vụ")], [0, 1, 2], []),
        ([("1", "RÀ SOÁT VĂN BẢN"), ("2", "Công bố thủ tục hành chính"), ("3", "Kiểm tra công vụ")], [0, 1, 2], []),
        ([("1", "Công bố thủ tục hành chính"), ("2", "Rà soát văn bản")], [1, 0], ["task-gone", "task-renumbered", "task-renumbered"]),
        ([("1", "Rà soát các văn bản"), ("2", "Công bố thủ tục hành chính"), ("3", "Kiểm tra công vụ")], [0, 1, 2], ["task-reworded"]),
        ([("1", "Xây dựng trụ sở"), ("2", "Công bố thủ tục hành chính"), ("3", "Kiểm tra công vụ")], [None, 1, 2], ["task-gone"]),
        ([("4", "Việc mới")], [None], ["task-gone", "task-gone", "task-gone"]),
    ],
)  # fmt: skip
def test_a_task_is_found_by_number_and_title_then_title_then_number(
    new: list[tuple[str, str]], was: list[int | None], told: list[str]
) -> None:
    merged = merge(BEFORE, ReadPlan(tuple(read(*one) for one in new), ()))
    assert [one.old for one in merged.tasks] == was
    assert [eye.code for eye in merged.eyes] == told


def test_a_reading_of_a_deadline_that_changed_is_told() -> None:
    old = task("1", "Việc", deadline="Quý II, IV", deadline_reading="instances")
    merged = merge([old], ReadPlan((read("1", "Việc", deadline="Quý IV"),), ()))
    assert [eye.code for eye in merged.eyes] == ["reading-of-another"]


def test_an_uncertain_field_that_reads_otherwise_now_is_told() -> None:
    old = task("1", "Việc", deadline="Quý I", uncertain=["deadline"], ocr={"deadline": "Quy 1"})
    same = merge([old], ReadPlan((read("1", "Việc", deadline="Quý I"),), ()))
    other = merge([old], ReadPlan((read("1", "Việc", deadline="Quý II"),), ()))
    assert ([eye.code for eye in same.eyes], [eye.code for eye in other.eyes]) == ([], ["uncertain-reread"])


def test_an_area_that_editors_read_is_kept_where_word_names_none() -> None:
    old = task("1", "Việc", area="the-che", area_reading="true")
    assert merge([old], ReadPlan((read("1", "Việc"),), ())).tasks[0].kept == ("area",)
    assert merge([old], ReadPlan((read("1", "Việc", area="the-che"),), ())).tasks[0].kept == ()
