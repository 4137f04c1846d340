"""Hostile files: each refused within 512 MiB and five seconds, the data untouched."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

REASONS = {
    "xlsx-damaged", "xlsx-empty", "xlsx-encrypted", "xlsx-entities", "xlsx-macro", "xlsx-merged-cells",
    "xlsx-not-form", "xlsx-old", "xlsx-other-kind", "xlsx-too-big",
}  # fmt: skip


def module(name: str) -> Any:
    """A module beside this one (the tests are no package)."""
    spec = importlib.util.spec_from_file_location(f"office_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


OFFICE = module("conftest")


def test_hostile_files_are_refused_under_limits(forms: Path, root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    files = module("hostile").hostile_files((forms / "so-noi-vu.xlsx").read_bytes())
    for name, data in files.items():
        (folder / name).write_bytes(data)
    before = OFFICE.tree(root)
    command = [sys.executable, HERE / "hostile.py", root, OFFICE.QUARTER, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told) == len(files) >= 30
    # Refused in words, not by being killed: "died …" is no reason.
    assert {name: codes for name, codes in told.items() if not codes or not set(codes) <= REASONS} == {}
    assert {code for codes in told.values() for code in codes} == REASONS
    assert OFFICE.tree(root) == before
