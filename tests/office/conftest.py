"""Forms made by the command, for tests that send them back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.office.editors import QUARTER


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
