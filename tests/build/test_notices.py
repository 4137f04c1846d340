"""What the site holds of others comes with their licence, in their own words."""

from pathlib import Path

import pytest

from generator.build.notices import SHIPPED, files
from generator.view.missing_asset import MissingAssetError
from tests.office.cells import VIETNAMESE
from tests.paths import ROOT

FOUND = {item.path: item.data.decode() for item in files(VIETNAMESE.text)}


def test_the_licences_of_search_and_fonts_are_published() -> None:
    assert "Copyright 2022 Luca Ongaro" in FOUND["giay-phep/minisearch.txt"]
    for name in ("be-vietnam-pro", "noto-sans-math", "noto-sans-symbols-2"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in FOUND[f"giay-phep/{name}.txt"]
    assert "Be Vietnam Pro Project Authors" in FOUND["giay-phep/be-vietnam-pro.txt"]


def test_every_package_of_npm_that_the_site_holds_has_its_licence() -> None:
    lines = FOUND["giay-phep/thu-vien.txt"].splitlines()
    names = {line.split("\t")[1] for line in lines if line.startswith("npm\t")}
    assert {name.rpartition("/")[2] + ".txt" for name in names} == set(SHIPPED)
    assert "pypi\tmkdocs\t1.6.1\tBSD-2-Clause" in lines


def test_a_build_without_its_locks_says_which_is_missing(tmp_path: Path) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    with pytest.raises(MissingAssetError, match=r"requirements/site\.txt"):
        list(files(VIETNAMESE.text, tmp_path))


def test_they_are_in_the_manifest_of_the_site(real_site: Path) -> None:
    manifest = (real_site / "SHA256SUMS").read_text(encoding="utf-8")
    for path, text in FOUND.items():
        assert f"  {path}\n" in manifest
        assert (real_site / path).read_text(encoding="utf-8") == text
    page = (real_site / "ban-dung/index.html").read_text(encoding="utf-8")
    assert 'href="../giay-phep/thu-vien.txt"' in page
    assert 'href="../giay-phep/sbom.cdx.json"' in page
