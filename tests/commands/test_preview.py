"""`diff` and `preview`: compared with a folder, refused where nothing is known of what is published."""

import shutil
from pathlib import Path

from generator.commands import preview
from tests.commands.conftest import Run
from tests.paths import MINIMAL


def test_without_git_or_folder_nothing_is_compared(small: Path, tmp_path: Path, run: Run) -> None:
    for command, more in ((preview.diff, ()), (preview.preview, (tmp_path / "seen",))):
        found = run(command, "--root", small, *more)
        assert (found.exit_code, found.stdout) == (1, "")
        assert "portal diff --against" in found.stderr
    assert not (tmp_path / "seen").exists()


def test_each_difference_from_a_folder_is_told_old_and_new(small: Path, tmp_path: Path, run: Run) -> None:
    same = run(preview.diff, "--root", small, "--against", MINIMAL)
    assert (same.exit_code, same.stderr) == (0, "")
    assert same.stdout.startswith("Không có gì khác bản đã công bố (thư mục ")
    old = tmp_path / "old"
    shutil.copytree(MINIMAL / "data", old / "data")
    tasks = small / "data/plans/tp-2026/tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("Quý I/2026", "Quý II/2026"), encoding="utf-8")
    told = run(preview.diff, "--root", small, "--against", old).stdout
    assert "Sở Nội vụ" in told
    assert any("Quý I/2026" in line and "Quý II/2026" in line for line in told.splitlines())
