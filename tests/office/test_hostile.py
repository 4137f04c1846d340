"""Hostile files: each refused in words, in a process that the system holds to 512 MiB and five seconds."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from generator.office import confinement
from generator.office.confinement import Confined, confined
from generator.office.package_limits import RefusedError
from generator.office.workbook import open_workbook

HERE = Path(__file__).parent


def module(name: str) -> Any:
    """A module beside this one (the tests are no package)."""
    spec = importlib.util.spec_from_file_location(f"office_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


OFFICE = module("conftest")


@pytest.mark.golden
def test_hostile_files_are_refused_in_words(
    forms: Path,
    root: Path,
    portal_run: Callable[..., Result],
    tmp_path: Path,
    golden: Callable[[Path, str], None],
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    files = module("hostile").hostile_files((forms / "so-noi-vu.xlsx").read_bytes())
    assert len(files) >= 30
    for name, data in files.items():
        (folder / name).write_bytes(data)
    before = OFFICE.tree(root)
    done = portal_run("import", "--root", root, "--quarter", OFFICE.QUARTER, folder)
    assert done.exit_code == 1
    golden(HERE / "hostile.txt", done.stderr)
    told = {line.partition(":")[0].partition(" › ")[0] for line in done.stderr.splitlines()}
    assert told >= set(files)
    # By our own weighing, long before the system had to step in.
    assert "512 MiB" not in done.stderr
    assert OFFICE.tree(root) == before


def led_astray(work: str) -> Confined:
    """The process as it would be if a library did this instead of opening a file."""
    # A second of processor time is enough to see that the system counts it.
    lines = ("import generator.confining as c", "def astray(data):", f"    {work}", "c._opened = astray")
    code = "\n".join((*lines, "c.SECONDS = 1", "c.main()"))
    return Confined((sys.executable, "-c", code))


@pytest.mark.parametrize(
    "work",
    [
        "while True: pass",
        "import time; time.sleep(600)",
        "return bytearray(600 * 2**20)",
        "import os; os.kill(os.getpid(), 11)",
    ],
    ids=["time", "sleep", "memory", "crash"],
)
def test_the_system_ends_what_goes_astray(work: str, forms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (confinement.MEMORY, confinement.SECONDS) == (512 * 2**20, 5)
    if "sleep" in work:
        monkeypatch.setattr(confinement, "SECONDS", 1)
    form = (forms / "so-y-te.xlsx").read_bytes()
    reader = led_astray(work)
    with pytest.raises(RefusedError) as refused:
        reader.open(form)
    assert (refused.value.code, refused.value.params["memory"]) == ("xlsx-too-heavy", "512")
    assert reader._process is None


def test_a_form_is_the_same_from_that_process_and_the_next_one_works(forms: Path) -> None:
    form = (forms / "so-noi-vu.xlsx").read_bytes()
    with confined() as reader:
        with pytest.raises(RefusedError) as refused:
            reader.open(b"%PDF-1.7")
        assert refused.value.code == "xlsx-other-kind"
        assert reader.open(form) == open_workbook(form)
        # Ended in between, as after a file that was too heavy.
        reader.end()
        assert reader.open(form) == open_workbook(form)
