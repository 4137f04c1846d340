"""Reads and checks a folder of data as a whole."""

from collections.abc import Mapping
from pathlib import Path

from generator.data.parser import parse_root, read_files
from generator.data.problems import Problem, ProblemError
from generator.data.resolver import resolve
from generator.data.strict_yaml import Mark
from generator.model.portal import Portal


def data_files(root: Path) -> dict[str, bytes]:
    """Files of a root's data by path relative to it.

    Raises:
        ProblemError: the root has no ``data/``.
    """
    if not (root / "data").is_dir():
        raise ProblemError([Problem.make("data", Mark(0, 0), "", "missing-folder")])
    return read_files(root)


def without_errors(portal: Portal | None, problems: list[Problem]) -> tuple[Portal, tuple[Problem, ...]]:
    """A portal in which nothing is wrong, with its warnings.

    Args:
        portal: What was made of the data, where anything could be.
        problems: Everything found while they were read and resolved.

    Raises:
        ProblemError: any problem is an error; it carries all of them.
    """
    if portal is None or any(problem.severity == "error" for problem in problems):
        raise ProblemError(problems)
    return portal, tuple(problems)


def check_root(root: Path) -> tuple[Portal | None, list[Problem]]:
    """Every problem of a root's data, and its portal when none is an error."""
    try:
        return check_files(data_files(root))
    except ProblemError as error:
        return None, error.problems


def check_files(files: Mapping[str, bytes]) -> tuple[Portal | None, list[Problem]]:
    """The same of data files by path relative to their root."""
    records, misread = parse_root(files)
    resolved, unresolved = resolve(records)
    problems = misread + unresolved
    try:
        portal, _ = without_errors(resolved, problems)
    except ProblemError:
        return None, problems
    return portal, problems
