"""A site as of a day is the site of the same data without everything that came later.

Not compared: lines in receipts, and digests of the data files, which the removal changes.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.build.pipeline import Options, compose
from generator.data.parser import read_files
from generator.model.portal import Portal
from generator.sample.writing import Scale, write_sample
from generator.view.site import Site
from tests.known import DAYS, everything, without_later
from tests.paths import ROOT

LINE, DIGEST = re.compile(rb"(\.yaml):\d+"), re.compile(rb"\b[0-9a-f]{12}(?:[0-9a-f]{52})?\b")


def masked(path: str, data: bytes) -> bytes:
    """A file without lines and digests; of an archive, those of its files."""
    if path.endswith((".zip", ".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(name.encode() + masked(name, archive.read(name)) for name in archive.namelist())
    return DIGEST.sub(b"(digest)", LINE.sub(rb"\1:(line)", data))


def contents(site: Site) -> Mapping[str, bytes]:
    """Everything generated, by address, masked."""
    found = {page.output_path: repr(page).encode() for page in site.pages}
    found |= {item.path: item.data for item in site.files}
    found |= {f"fragment {name}": text.encode() for name, text in site.fragments.items()}
    found["shell"] = repr(site.shell).encode()
    return {path: masked(path, data) for path, data in found.items()}


def on(root: Path, day: date) -> Mapping[str, bytes]:
    return contents(compose(root, Options(as_of=day)).site)


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """The data files of a root, in place of those it has."""
    for path in read_files(root):
        (root / path).unlink()
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def assert_known_only(root: Path, day: date) -> None:
    """The root's site as of the day equals that of the root after the removal, which changes the root."""
    before = on(root, day)
    write(root, without_later(read_files(root), day))
    after = on(root, day)
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == []


# Corrections come after the first of these days, events after the second
@pytest.mark.parametrize("day", ["closed", "corrected again"])
def test_a_small_site_shows_nothing_later(minimal_root: Path, day: str) -> None:
    write(minimal_root, everything())
    assert_known_only(minimal_root, DAYS[day])


@pytest.mark.city
def test_a_sample_shows_nothing_later(tmp_path: Path, real_portal: Portal) -> None:
    """Four quarters, seen a day after the first."""
    root = tmp_path / "sample"
    write_sample(ROOT, root, real_portal, Scale(5, 4, 1))
    assert_known_only(root, date(2026, 4, 1))


def test_what_came_later_is_nowhere(minimal_root: Path) -> None:
    """The names of later documents, days and notes are on no page and in no file."""
    write(minimal_root, everything())
    early = on(minimal_root, DAYS["receipt"])
    late = on(minimal_root, DAYS["all"])
    for words in (
        "9/QĐ-UBND",
        "12/KH-STC",
        "13/CV-SNV",
        "Nhập nhầm",
        "Bản dự thảo",
        "91,10%",
        "08/06/2026",
        "2026-06-08",
    ):
        assert any(words.encode() in data for data in late.values()), words
        assert [path for path, data in early.items() if words.encode() in data] == [], words
