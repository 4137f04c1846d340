"""Keeps the assets of earlier releases beside the site, for pages that readers opened before a release.

A page asks for scripts and the search index only when they are needed, perhaps long after it was opened.
Servers look here for what the present release does not have (``build/hosts``). The folder is not part of a
release: what a release holds depends on its commit alone.
"""

import filecmp
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

KEPT_ASSETS = Path("build") / "kept"
"""The folder, below the root; an asset has the path there that it has in its release."""

KEPT_DAYS = 60
"""Days for which an asset is kept after the last release that had it."""

_NEW = ".new"
"""Ending of a file that is being written."""


def keep_assets(root: Path, releases: Iterable[Path]) -> None:
    """Add the assets of releases to the kept ones, and remove those that were last published too long ago.

    Args:
        root: Folder with ``build/``.
        releases: Folders of the current release and of the one to come; folders that do not exist are passed
            over. Of two files with one path the last one is kept.
    """
    kept = root / KEPT_ASSETS
    make_folder(kept)
    for release in releases:
        for path in sorted((release / "assets").rglob("*")):
            if path.is_file() and not path.is_symlink():
                _keep(path, kept / path.relative_to(release))
    _prune(kept)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file by one rename, readable by everyone."""
    new = path.with_name(f".{path.name}{_NEW}")
    new.write_bytes(data)
    new.chmod(0o644)
    new.rename(path)


def _keep(path: Path, goal: Path) -> None:
    if not (goal.is_file() and filecmp.cmp(path, goal, shallow=False)):
        make_folder(goal.parent)
        new = goal.with_name(f".{goal.name}{_NEW}")
        shutil.copyfile(path, new)
        new.chmod(0o644)
        new.rename(goal)
    os.utime(goal)


def _prune(kept: Path) -> None:
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for path in kept.rglob("*"):
        if path.is_file() and (path.name.endswith(_NEW) or path.stat().st_mtime < oldest):
            path.unlink()


def make_folder(folder: Path) -> None:
    """Create a folder and those above it so that a web server can enter them whatever the umask."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
