"""`build` and `export`: refused in words before anything is written; the export is plain documents."""

from pathlib import Path

import pytest

from generator.commands import site
from tests.commands.conftest import Run


def test_a_folder_without_data_is_told(tmp_path: Path, run: Run) -> None:
    found = run(site.build, "--root", tmp_path / "none")
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith("data:1:1: tệp: không có thư mục data; ")


@pytest.mark.parametrize("day", ["x", "2026-02-30", "22/11/2026"])
def test_a_day_that_is_none_is_told(small: Path, run: Run, day: str) -> None:
    found = run(site.build, "--root", small, "--as-of", day)
    assert found.exit_code == 2
    assert "cần ngày dạng 2026-11-22" in found.stderr or day in found.stderr
    assert not (small / "site").exists()


def test_an_export_is_never_laid_over_what_is_there(small: Path, tmp_path: Path, run: Run) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("x", encoding="utf-8")
    found = run(site.export, "--root", small, full)
    assert found.exit_code == 1
    assert [path.name for path in full.iterdir()] == ["mine.txt"]
