"""Reads, checks and measures a folder of data: the first step of most commands; imports no chart or page."""

from datetime import date
from pathlib import Path

from generator.data.check import check_root, without_errors
from generator.data.problems import Problem
from generator.measures.metrics import Measured


def load_measured(root: Path, as_of: date | None = None) -> tuple[Measured, list[Problem]]:
    """Return the measured portal of a root folder, and its warnings.

    Args:
        root: Folder that contains ``data/``.
        as_of: Day to measure on; the settings' ``as_of`` when None.

    Raises:
        ProblemError: The data have errors; carries all of them.
    """
    portal, problems = check_root(root)
    sound, _ = without_errors(portal, problems)
    return Measured(sound, as_of or sound.settings.as_of), problems
