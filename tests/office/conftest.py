"""Forms made, filled in by another library, and sent back."""

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main

HERE = Path(__file__).parent
QUARTER = "2026-q3"
"""A quarter that the sample has no results of."""


@pytest.fixture(scope="session")
def portal_run() -> Callable[..., Result]:
    """Runs ``portal`` with arguments."""

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)

    return run


@pytest.fixture(scope="session")
def forms(
    tmp_path_factory: pytest.TempPathFactory, sample_root: Path, portal_run: Callable[..., Result]
) -> Path:
    """A form of every agency of the sample that is asked anything, of a quarter not yet reported."""
    folder = tmp_path_factory.mktemp("forms")
    result = portal_run("template", "--root", sample_root, "--quarter", QUARTER, "--all", folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def root(tmp_path: Path, sample_root: Path) -> Path:
    """A copy of the sample's data."""
    folder = tmp_path / "root"
    shutil.copytree(sample_root / "data", folder / "data")
    return folder


def fill(folder: Path, jobs: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Fills forms with exceljs; the cells touched, job by job."""
    jobs = [{**job, "from": str(job["from"]), "to": str(job["to"])} for job in jobs]
    path = folder / "jobs.json"
    path.write_text(json.dumps(jobs, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        ["node", str(HERE / "fill.cjs"), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def tree(root: Path) -> dict[str, bytes]:
    """Every data file of a root."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in (root / "data").rglob("*") if p.is_file()}
