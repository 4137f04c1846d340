"""`import-plan` and `report`: what is there is never overwritten unasked, what is no Word file is refused."""

from pathlib import Path

import docx

from generator.commands import word
from tests.commands.conftest import Run


def test_a_plan_that_has_tasks_is_not_overwritten(small: Path, tmp_path: Path, run: Run) -> None:
    tasks = small / "data/plans/tp-2026/tasks.yaml"
    before = tasks.read_bytes()
    file = tmp_path / "plan.docx"
    file.write_bytes(b"x")
    found = run(word.import_plan, "--root", small, "--plan", "tp-2026", file)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "thêm --replace để thay, hoặc --dry-run để chỉ xem" in found.stderr
    refused = run(word.import_plan, "--root", small, "--plan", "tp-2026", "--replace", file)
    assert refused.exit_code == 1
    assert "không phải tệp Word" in refused.stderr
    assert tasks.read_bytes() == before


def test_a_plan_that_no_check_would_read_is_not_written(small: Path, tmp_path: Path, run: Run) -> None:
    tasks = small / "data/plans/tp-2026/tasks.yaml"
    before = tasks.read_bytes()
    document = docx.Document()
    table = document.add_table(2, 3)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells),
        ("TT", "Nhiệm vụ", "Thời hạn", "1", "dài " * 5_001, "Quý I/2026"),
        strict=True,
    ):
        cell.text = text
    document.save(str(tmp_path / "plan.docx"))
    found = run(word.import_plan, "--root", small, "--plan", "tp-2026", "--replace", tmp_path / "plan.docx")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "giá trị dài 20003 ký tự; mỗi giá trị dài nhất 20000 ký tự" in found.stderr
    assert tasks.read_bytes() == before


def test_a_report_is_written_once(small: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(b"mine")
    found = run(word.report, "--root", small, "--quarter", "2026-q1", file)
    assert found.exit_code == 1
    assert file.read_bytes() == b"mine"
    wrong = run(word.report, "--root", small, "--quarter", "quy-1", tmp_path / "new.docx")
    assert (wrong.exit_code in {1, 2}, wrong.stdout) == (True, "")
    assert "quy-1" in wrong.stderr
    assert not (tmp_path / "new.docx").exists()
