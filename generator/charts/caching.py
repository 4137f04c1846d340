"""Pictures drawn once: a folder under ``build/`` holds what was drawn, named by what it was drawn from."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def drawn_once(folder: Path, key: bytes, draw: Callable[[], bytes]) -> bytes:
    """The PNG of a key, from the folder where it was drawn before."""
    path = folder / f"{hashlib.sha256(key).hexdigest()[:32]}.png"
    if path.is_file():
        return path.read_bytes()
    data = draw()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Whole or not at all, also when two builds run at once.
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            part.write(data)
        Path(name).replace(path)
    except OSError:  # an installation nobody may write to draws anew each time
        return data
    return data
