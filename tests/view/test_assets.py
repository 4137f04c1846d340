"""Every style sheet has its place in the order in which they are put together."""

from pathlib import Path

import pytest

from generator.view.assets import STYLES, installed, style_sheets
from generator.view.missing_asset import MissingAssetError
from tests.paths import ROOT

TEMPLATES = ROOT / "site_templates"


def test_each_style_sheet_is_named_once_and_is_there() -> None:
    found = [
        path.relative_to(TEMPLATES / "styles").with_suffix("").as_posix() for path in style_sheets(TEMPLATES)
    ]
    assert found == list(STYLES)
    assert len(set(STYLES)) == len(STYLES)


def test_families_of_styles_are_those_of_pages() -> None:
    families = {
        path.name for path in (ROOT / "generator" / "pages").iterdir() if (path / "__init__.py").exists()
    }
    assert {name.partition("/")[0] for name in STYLES} <= families | {"shared"}


def test_a_sheet_that_nobody_named_is_put_in_before_that_for_paper(tmp_path: Path) -> None:
    for name in ("shared/print", "shared/base", "plans/new"):
        path = tmp_path / "styles" / f"{name}.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    assert [path.stem for path in style_sheets(tmp_path)] == ["base", "new", "print"]


def test_a_file_that_npm_did_not_bring_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingAssetError) as missing:
        installed("node_modules/x/x.woff2", tmp_path)
    assert missing.value.path == tmp_path / "node_modules/x/x.woff2"
