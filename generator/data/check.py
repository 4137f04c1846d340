"""Reads and checks a folder of data as a whole."""

from collections.abc import Mapping
from pathlib import Path

from generator.data.content import check_content, content_files
from generator.data.parser import parse_root, read_files
from generator.data.problems import Position, Problem, ProblemError
from generator.data.resolver import resolve
from generator.data.site_settings import check_settings
from generator.model.portal import Portal


def data_files(root: Path) -> dict[str, bytes]:
    """Read the data files of a root folder, by path relative to it.

    Raises:
        ProblemError: The folder has no ``data/``.
    """
    if not (root / "data").is_dir():
        raise ProblemError([Problem.make("data", Position(0, 0), "", "missing-folder")])
    return read_files(root)


def without_errors(portal: Portal | None, problems: list[Problem]) -> tuple[Portal, tuple[Problem, ...]]:
    """Return the portal and its warnings, or raise if there is any error.

    Args:
        portal: The portal made from the data; None if none could be made.
        problems: All problems found while reading and resolving the data.

    Raises:
        ProblemError: There is an error; carries all problems, warnings included.
    """
    if portal is None or any(problem.severity == "error" for problem in problems):
        raise ProblemError(problems)
    return portal, tuple(problems)


def check_root(root: Path) -> tuple[Portal | None, list[Problem]]:
    """Return the portal of a root folder, None if data or hand-written pages have errors; all problems."""
    try:
        files = data_files(root)
    except ProblemError as error:
        return None, error.problems
    portal, problems = check_files(files)
    written = check_content(content_files(root)) + check_settings(root / "mkdocs.yml")
    return (None if written else portal), problems + written


def check_files(files: Mapping[str, bytes]) -> tuple[Portal | None, list[Problem]]:
    """Do the same for data files given by path relative to their root."""
    records, misread = parse_root(files)
    resolved, unresolved = resolve(records)
    problems = misread + unresolved
    try:
        portal, _ = without_errors(resolved, problems)
    except ProblemError:
        return None, problems
    return portal, problems
