"""A root of its own for each command, and the command run in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.paths import MINIMAL

Run = Callable[..., Result]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the minimal root's data, the test's own to change."""
    shutil.copytree(MINIMAL / "data", tmp_path / "root" / "data")
    return tmp_path / "root"


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs a command; whatever it is given, it ends in words and an exit code."""

    def invoke(command: click.Command, *arguments: object) -> Result:
        result = CliRunner().invoke(command, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke
