"""Hostile files: each refused in words, in a process that the system holds to 512 MiB and five seconds."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.office.confinement import confined
from generator.office.package_limits import FileRefusedError
from generator.office.workbook import open_workbook
from tests.office import editors
from tests.office.hostile import hostile_files

HERE = Path(__file__).parent


def test_hostile_files_are_refused_in_words(
    forms: Path, root: Path, portal_run: Callable[..., Result], tmp_path: Path
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    files = hostile_files((forms / "so-noi-vu.xlsx").read_bytes())
    assert len(files) >= 30
    for name, data in files.items():
        (folder / name).write_bytes(data)
    before = editors.tree(root)
    done = portal_run("import", "--root", root, "--quarter", editors.QUARTER, folder)
    assert done.exit_code == 1
    golden = HERE / "hostile.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(done.stderr, encoding="utf-8")
    assert done.stderr == golden.read_text(encoding="utf-8")
    told = {line.partition(":")[0].partition(" › ")[0] for line in done.stderr.splitlines()}
    assert told >= set(files)
    # By our own weighing, long before the system had to step in.
    assert "512 MiB" not in done.stderr
    assert editors.tree(root) == before


def test_a_form_is_the_same_from_that_process_and_the_next_one_works(forms: Path) -> None:
    form = (forms / "so-noi-vu.xlsx").read_bytes()
    with confined() as reader:
        with pytest.raises(FileRefusedError) as refused:
            reader.workbook(b"%PDF-1.7")
        assert refused.value.reason == "other-kind"
        assert reader.workbook(form) == open_workbook(form)
        # Ended in between, as after a file that was too heavy.
        reader.end()
        assert reader.workbook(form) == open_workbook(form)
