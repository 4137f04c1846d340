"""From a root folder to a measured portal: what every command needs, without anything that draws."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.metrics import Measured
from generator.portal import Portal
from generator.problems import Problem, ProblemError
from generator.reading import parse_root, read_files
from generator.resolving import resolve
from generator.strict_yaml import Mark


def check_root(root: Path) -> tuple[Portal | None, list[Problem]]:
    """Every problem of a root's data, and its portal when none is an error."""
    if not (root / "data").is_dir():
        return None, [Problem.make("data", Mark(0, 0), "", "missing-folder")]
    return check_files(read_files(root))


def check_files(files: Mapping[str, bytes]) -> tuple[Portal | None, list[Problem]]:
    """The same of data files by path relative to their root."""
    records, problems = parse_root(files)
    portal, found = resolve(records)
    return (None if any(p.severity == "error" for p in problems) else portal), problems + found


def load_measured(root: Path, as_of: date | None = None) -> tuple[Measured, list[Problem]]:
    """A checked root measured on a day (its own ``as_of`` when none is given); raises `ProblemError`."""
    portal, problems = check_root(root)
    if portal is None:
        raise ProblemError(problems)
    return Measured(portal, as_of or portal.settings.as_of), problems
