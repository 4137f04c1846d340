"""From a root folder to a measured portal: what every command needs, without anything that draws."""

from datetime import date
from pathlib import Path

from generator.data.check import check_root
from generator.data.problems import Problem, ProblemError
from generator.measures.metrics import Measured


def load_measured(root: Path, as_of: date | None = None) -> tuple[Measured, list[Problem]]:
    """A checked root measured on a day (its own ``as_of`` when none is given); raises `ProblemError`."""
    portal, problems = check_root(root)
    if portal is None:
        raise ProblemError(problems)
    return Measured(portal, as_of or portal.settings.as_of), problems
