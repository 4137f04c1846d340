"""A picture is drawn once for a key, and again where it cannot be kept."""

import os
from functools import partial
from pathlib import Path

import pytest

from generator.charts.caching import UNUSED, drawn_once, prune

PICTURE = b"\x89PNG\r\n\x1a\n%sIEND\xaeB`\x82"


def test_a_picture_is_drawn_once_for_each_key(tmp_path: Path) -> None:
    folder, drawn = tmp_path / "cache", list[bytes]()

    def draw(key: bytes) -> bytes:
        drawn.append(key)
        return PICTURE % key

    kept = [drawn_once(folder, key, partial(draw, key)) for key in (b"a", b"b", b"a")]
    assert kept == [PICTURE % b"a", PICTURE % b"b", PICTURE % b"a"]
    assert drawn == [b"a", b"b"]
    assert {path.suffix for path in folder.iterdir()} == {".png"}


def test_where_nothing_can_be_kept_it_is_drawn_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file, not a folder")
    assert drawn_once(tmp_path / "cache", b"a", lambda: b"x") == b"x"


@pytest.mark.parametrize("what", ["link", "folder link", "cut", "empty", "folder"])
def test_what_is_no_picture_of_ours_is_never_published(tmp_path: Path, what: str) -> None:
    folder, other = tmp_path / "cache", tmp_path / "other"
    new = partial(drawn_once, folder, b"a", lambda: PICTURE % b"new")
    new()
    (kept,) = folder.iterdir()
    other.mkdir()
    (other / kept.name).write_bytes(PICTURE % b"secret")
    kept.unlink()
    if what == "link":
        kept.symlink_to(other / kept.name)
    elif what == "folder link":
        folder.rmdir()
        folder.symlink_to(other)
    elif what == "folder":
        kept.mkdir()
    else:
        kept.write_bytes((PICTURE % b"secret")[: 20 if what == "cut" else 0])
    assert new() == PICTURE % b"new"
    if what == "link":
        assert (other / kept.name).read_bytes() == PICTURE % b"secret"


def test_what_no_build_used_for_a_month_is_removed_and_nothing_else(tmp_path: Path) -> None:
    old = ("cache/cards/a.png", "cache/cards/a.part", "cache/a.png", "chart-fonts/1/a.part")
    for name in (*old, "cache/pictures/new.png", "chart-fonts/1/a.ttf", "releases/1/a.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    now = (tmp_path / "cache/pictures/new.png").stat().st_mtime + UNUSED
    for path in tmp_path.rglob("a.*"):
        os.utime(path, (now - UNUSED - 1,) * 2)
    prune(tmp_path, now)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["cache/a.png", "cache/pictures/new.png", "chart-fonts/1/a.ttf", "releases/1/a.png"]


def test_a_picture_that_is_used_counts_as_new(tmp_path: Path) -> None:
    drawn_once(tmp_path, b"a", lambda: PICTURE % b"")
    (kept,) = tmp_path.iterdir()
    os.utime(kept, (1, 1))
    drawn_once(tmp_path, b"a", lambda: b"")
    assert kept.stat().st_mtime > 1
