"""Assets of earlier releases stay beside the site for a while."""

import os
import time
from pathlib import Path

from generator.build.kept_assets import KEPT_ASSETS, KEPT_DAYS, keep_assets


def release(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / "assets" / "fixed" / f"{name}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def kept(root: Path) -> dict[str, str]:
    folder = root / KEPT_ASSETS
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_assets_of_both_releases_are_kept(tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", a="1", b="1"), release(tmp_path / "new", b="2", c="3")
    keep_assets(tmp_path, [old, new, tmp_path / "none"])
    assert kept(tmp_path) == {"assets/fixed/a.js": "1", "assets/fixed/b.js": "2", "assets/fixed/c.js": "3"}


def test_what_no_release_had_for_long_goes_and_what_a_killed_build_left(tmp_path: Path) -> None:
    keep_assets(tmp_path, [release(tmp_path / "old", a="1", b="1")])
    folder = tmp_path / KEPT_ASSETS / "assets" / "fixed"
    (folder / ".c.js.new").write_text("half", encoding="utf-8")
    long_ago = time.time() - (KEPT_DAYS + 1) * 24 * 3600
    for path in folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    keep_assets(tmp_path, [release(tmp_path / "new", b="1")])
    assert kept(tmp_path) == {"assets/fixed/b.js": "1"}


def test_a_web_server_can_read_them(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        keep_assets(tmp_path, [release(tmp_path / "new", a="1")])
    finally:
        os.umask(before)
    folder = tmp_path / KEPT_ASSETS
    modes = {path: oct(path.stat().st_mode & 0o777) for path in (folder, *folder.rglob("*"))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {"0o755"}
    assert {mode for path, mode in modes.items() if path.is_file()} == {"0o644"}
