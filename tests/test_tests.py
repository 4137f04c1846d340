"""The shape of the tests: every file of them is found, and modules have theirs beside their names."""

import ast
from collections.abc import Mapping
from fnmatch import fnmatch

import pytest

from tests.paths import ROOT, TESTS

BESIDE = (
    "model", "data", "measures", "view", "files", "charts", "office", "sample", "pages", "build", "commands",
)  # fmt: skip
"""Folders of the package: what goes wrong in a module is found in milliseconds, not by looking at a site."""

ELSEWHERE: Mapping[str, str] = {}
"""Modules that no test of their folder imports, and why."""


def imported(folder: str) -> set[str]:
    """Modules of the package that the tests of a folder import."""
    found: set[str] = set()
    for path in (TESTS / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("folder", BESIDE)
def test_every_module_is_tested_in_the_folder_of_its_name(folder: str) -> None:
    package = ROOT / "generator"
    paths = [path for path in (package / folder).rglob("*.py") if path.stem != "__init__"]
    modules = {".".join(path.relative_to(package).with_suffix("").parts) for path in paths}
    tested = imported(folder)
    untested = {module for module in modules if f"generator.{module}" not in tested}
    assert untested == {module for module in ELSEWHERE if module.startswith(f"{folder}.")}


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """By default pytest looks into no folder named ``build``."""
    passed_over = [
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("test_*.py")
        for folder in path.relative_to(TESTS).parts[:-1]
        if any(fnmatch(folder, pattern) for pattern in pytestconfig.getini("norecursedirs"))
    ]
    assert passed_over == []
