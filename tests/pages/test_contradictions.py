"""Slips of print stand on their document's page and in ``portal lint``, contradictions beside the record."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build.pipeline import compose
from generator.cli import main
from tests.paths import MINIMAL

STATEMENT = "Kế hoạch và báo cáo ghi hai con số khác nhau."

PLACES = {
    "khong-khop/": "the page of contradictions",
    "chi-tieu/tp-2026/": "beside the target",
    "chi-so/sipas/": "beside the index",
    "van-ban/ke-hoach-2026/": "the plan's document",
    "van-ban/bao-cao-2026/": "the report's document",
}


@pytest.mark.parametrize(
    ("kind", "places", "lint"),
    [
        ("contradiction", set(PLACES), False),
        ("print", {"van-ban/ke-hoach-2026/", "van-ban/bao-cao-2026/"}, True),
    ],
)
def test_where_a_note_stands(kind: str, places: set[str], lint: bool, tmp_path: Path) -> None:  # noqa: FBT001
    root = tmp_path / "root"
    shutil.copytree(MINIMAL, root)
    notes = root / "data" / "consistency.yaml"
    notes.write_text(
        notes.read_text(encoding="utf-8").replace("kind: contradiction", f"kind: {kind}"), encoding="utf-8"
    )
    pages = {page.url: page.body for page in compose(root).site.pages}
    assert pages.keys() >= PLACES.keys()
    assert {url for url, body in pages.items() if STATEMENT in body} & PLACES.keys() == places
    told = CliRunner().invoke(main, ["lint", "--root", str(root)]).stdout
    assert (f"data/consistency.yaml:1: lỗi in: {STATEMENT}\n" in told) is lint
