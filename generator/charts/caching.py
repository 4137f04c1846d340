"""A cache of drawn pictures under ``build/``, because drawing is the slowest part of a build."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

UNUSED = 30 * 86_400
"""Seconds after which a picture that no build used is removed: a month."""

_SIGNATURE, _END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
"""How a PNG file begins and ends."""


def drawn_once(folder: Path, key: bytes, draw: Callable[[], bytes]) -> bytes:
    """Return the picture for `key` from the cache folder, calling `draw` if it is not there yet.

    Args:
        folder: Folder of the cache; made if there is none.
        key: Everything that the picture depends on, including versions of the renderer and fonts.
        draw: Returns the picture as PNG.
    """
    path = folder / f"{hashlib.sha256(key).hexdigest()[:32]}.png"
    kept = _kept(path)
    if kept:
        return kept
    data = draw()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Write to a temporary file and rename, so that a parallel build never reads half a picture.
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as part:
                part.write(data)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:  # a read-only installation, or a full disk, has no cache
        return data
    return data


def _kept(path: Path) -> bytes:
    """Return a kept picture; empty if there is none, or what is there is no whole picture of our own.

    A link is not followed: its target would be published. A file that a power cut left short is drawn again.
    """
    try:
        if path.parent.is_symlink() or path.is_symlink() or not path.is_file():
            return b""
        data = path.read_bytes()
        if not (data.startswith(_SIGNATURE) and data.endswith(_END)):
            return b""
    except OSError:
        return b""
    with suppress(OSError):  # a read-only installation keeps its times
        os.utime(path)  # it is used: `prune` lets it be
    return data


def prune(build: Path, now: float) -> None:
    """Remove pictures that no build used for `UNUSED` seconds, and what killed builds left half written.

    Args:
        build: Folder of what builds leave, ``build/``.
        now: The present moment, in seconds since 1970.
    """
    for pattern in ("cache/*/*.png", "cache/*/*.part", "chart-fonts/*/*.part"):
        for path in build.glob(pattern):
            with suppress(OSError):  # another build removed it, or the installation is read-only
                if now - path.lstat().st_mtime > UNUSED:
                    path.unlink()
