"""Texts compared with the files that pin them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def golden() -> Callable[[Path, str], None]:
    """Compares a text with the file that pins it; `make golden` writes the file first."""

    def compare(path: Path, found: str) -> None:
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(found, encoding="utf-8", newline="")
        assert found == path.read_bytes().decode()

    return compare
