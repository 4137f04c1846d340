"""A cache of drawn pictures under ``build/``, because drawing is the slowest part of a build."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def drawn_once(folder: Path, key: bytes, draw: Callable[[], bytes]) -> bytes:
    """Return the picture for `key` from the cache folder, calling `draw` if it is not there yet.

    `key` must contain everything the picture depends on, including versions of the renderer and fonts.
    """
    path = folder / f"{hashlib.sha256(key).hexdigest()[:32]}.png"
    if path.is_file():
        return path.read_bytes()
    data = draw()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Write to a temporary file and rename, so that a parallel build never reads half a picture.
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            part.write(data)
        Path(name).replace(path)
    except OSError:  # a read-only installation has no cache
        return data
    return data
