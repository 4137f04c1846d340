"""The error of an installation without the files that npm brings."""

from pathlib import Path


class MissingAssetError(Exception):
    """A file that npm should have installed is missing; `path` is that file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path
