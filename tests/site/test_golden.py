"""Golden fragments: our own output on a small root, frozen. ``make golden`` writes them anew; read the diff.

Bodies only, never the shell: a change of theme is no change of content.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build.pipeline import Options, compose
from generator.view.site import Site
from tests.paths import MINIMAL, TESTS

GOLDEN = TESTS / "golden"

Golden = Callable[[Path, str], None]

pytestmark = pytest.mark.golden

PAGES = {
    "home.html": "",
    "task.html": "nhiem-vu/tp-2026/1/",
    "task-shared.html": "nhiem-vu/tp-2026/2/",
    "task-of-commune.html": "nhiem-vu/xa-2026/i-1/",
    "plan-tasks.html": "nhiem-vu/tp-2026/",
    "agency.html": "co-quan/so-noi-vu/",
    "document.html": "van-ban/ke-hoach-2026/",
    "plan.html": "ke-hoach/tp-2026/",
}
FILES = {
    "tasks.csv": "du-lieu/tasks.csv",
    "targets.csv": "du-lieu/targets.csv",
    "documents.json": "du-lieu/documents.json",
    "agencies.csv": "du-lieu/agencies.csv",
}


@pytest.fixture(scope="module")
def site() -> Site:
    return compose(MINIMAL, Options(as_of=date(2026, 11, 22))).site


@pytest.mark.parametrize("name", sorted(PAGES))
def test_golden_page(site: Site, name: str, golden: Golden) -> None:
    bodies = {page.url: page.body for page in site.pages}
    golden(GOLDEN / name, bodies[PAGES[name]])


@pytest.mark.parametrize("name", sorted(FILES))
def test_golden_file(site: Site, name: str, golden: Golden) -> None:
    files = {item.path: item.data for item in site.files}
    golden(GOLDEN / name, files[FILES[name]].decode())
