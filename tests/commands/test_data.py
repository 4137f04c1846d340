"""`check`, `schema`, `sample`: what they say of a small root and what they leave on the disk."""

from pathlib import Path

from generator.commands import data
from tests.commands.conftest import Run


def test_valid_data_are_counted(small: Path, run: Run) -> None:
    found = run(data.check, "--root", small)
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout == "Dữ liệu hợp lệ: 2 kế hoạch, 3 nhiệm vụ, 2 số liệu.\n"


def test_a_mistake_fails_the_check_at_its_line(small: Path, run: Run) -> None:
    (small / "data" / "areas.yaml").write_text("- id: the-che\n  bad\n", encoding="utf-8")
    found = run(data.check, "--root", small)
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith("data/areas.yaml:2:3: ")


def test_schemas_that_are_missing_or_old_are_named_and_written(small: Path, run: Run) -> None:
    old = run(data.schema, "--root", small, "--check")
    assert old.exit_code == 1
    assert "tasks.schema.json" in old.stderr
    assert not (small / "data" / "schema").exists()
    assert run(data.schema, "--root", small).exit_code == 0
    assert run(data.schema, "--root", small, "--check").exit_code == 0
    (small / "data" / "schema" / "tasks.schema.json").write_text("{}", encoding="utf-8")
    changed = run(data.schema, "--root", small, "--check").stderr
    assert "tasks.schema.json" in changed
    assert "plan.schema.json" not in changed


def test_a_root_without_the_plan_that_samples_imitate_is_refused(
    small: Path, tmp_path: Path, run: Run
) -> None:
    found = run(data.sample, "--root", small, "--communes", "1", tmp_path / "sample")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "“phan-cong-xa-2026”" in found.stderr
    assert not (tmp_path / "sample").exists()


def test_a_sample_is_never_written_into_the_data_it_copies(small: Path, run: Run) -> None:
    found = run(data.sample, "--root", small, small / "data" / "sample")
    assert found.exit_code == 1
    assert not (small / "data" / "sample").exists()
