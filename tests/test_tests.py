"""The shape of the tests: every file of them is found, and modules have theirs beside their names."""

import ast
from fnmatch import fnmatch

import pytest

from tests.paths import ROOT, TESTS

BESIDE = ("model", "data", "measures", "view", "files", "charts", "office", "build")
"""Folders whose modules decide something: what goes wrong there is found in milliseconds, not by looking at
a site. Modules of `sample` and `pages` are shown by the sites they make, commands by what they say."""

SEEN_IN_FILES = "what it writes is seen in whole forms and reports only"

SEEN_ON_PAGES = "what it draws or lists is seen on whole pages only"
SEEN_IN_SITES = "it puts together what others make, which is seen in whole sites only"

ELSEWHERE = {
    "build.downloads": SEEN_IN_SITES,
    "build.embed_files": SEEN_IN_SITES,
    "build.mkdocs_plugin": SEEN_IN_SITES,
    "build.mkdocs_site": SEEN_IN_SITES,
    "build.press_kits": SEEN_IN_SITES,
    "build.verification": "tests of the command `verify` run it, beside its name",
    "charts.burnup": SEEN_ON_PAGES,
    "charts.pictures": SEEN_ON_PAGES,
    "charts.progress": SEEN_ON_PAGES,
    "charts.series": SEEN_ON_PAGES,
    "charts.standalone": SEEN_ON_PAGES,
    "charts.targets": SEEN_ON_PAGES,
    "office.cell_formats": SEEN_IN_FILES,
    "office.form_rules": SEEN_IN_FILES,
    "office.guide_sheet": SEEN_IN_FILES,
    "office.official_docx": SEEN_IN_FILES,
    "office.report_parts": SEEN_IN_FILES,
    "view.document_table": SEEN_ON_PAGES,
    "view.feeds": "it holds two data classes and no function",
    "view.target_table": SEEN_ON_PAGES,
    "view.task_table": SEEN_ON_PAGES,
}
"""Modules of these folders that no test of their folder imports, and why."""


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
    paths = (ROOT / "generator" / folder).glob("*.py")
    modules = {f"{folder}.{path.stem}" for path in paths if path.stem != "__init__"}
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
