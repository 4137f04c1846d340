"""From a root folder to a checked portal and every problem of its data."""

from collections.abc import Mapping
from pathlib import Path

from generator.data.parser import parse_root, read_files
from generator.data.problems import Problem
from generator.data.resolver import resolve
from generator.data.strict_yaml import Mark
from generator.model.portal import Portal


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
