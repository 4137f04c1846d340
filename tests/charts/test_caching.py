"""A picture is drawn once for a key, and again where it cannot be kept."""

from functools import partial
from pathlib import Path

from generator.charts.caching import drawn_once


def test_a_picture_is_drawn_once_for_each_key(tmp_path: Path) -> None:
    folder, drawn = tmp_path / "cache", list[bytes]()

    def draw(key: bytes) -> bytes:
        drawn.append(key)
        return b"picture of " + key

    kept = [drawn_once(folder, key, partial(draw, key)) for key in (b"a", b"b", b"a")]
    assert kept == [b"picture of a", b"picture of b", b"picture of a"]
    assert drawn == [b"a", b"b"]
    assert {path.suffix for path in folder.iterdir()} == {".png"}


def test_where_nothing_can_be_kept_it_is_drawn_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file, not a folder")
    assert drawn_once(tmp_path / "cache", b"a", lambda: b"x") == b"x"
