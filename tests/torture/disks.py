"""Disks that are full or read-only: commands refuse in words that name the path, and all stays as it was.

Root mounts a small file system for it; anybody else gets a limit on the size of a file, which is told.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.data.parser import read_files
from tests.torture.commands import PORTAL, inside, polite
from tests.torture.kills import COMMANDS, laid
from tests.torture.trial import Tally, files_below, main

SMALL = 24 * 2**20
"""Bytes of the small file system."""


@contextmanager
def mounted(folder: Path) -> Iterator[bool]:
    """A small file system at a folder, while it is used; False where this user may not mount one."""
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "torture", str(folder)]
    allowed = os.getuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield allowed
    finally:
        if allowed:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, leave: int) -> None:
    """Fill the file system of a folder but for some bytes."""
    room = shutil.disk_usage(folder).free
    (folder / "filler").write_bytes(bytes(max(0, room - leave)))


def small_files(most: int) -> None:
    """Let this process write no file above a size; what would is an error, not a signal."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def limited(root: Path, arguments: list[str], most: int) -> tuple[str, int]:
    """What a command says and its exit code where no file may be larger than some bytes."""
    done = subprocess.run(
        [*PORTAL, *arguments, "--root", str(root)], capture_output=True, text=True, check=False,
        preexec_fn=lambda: small_files(most),
    )  # fmt: skip
    return done.stdout + done.stderr, done.returncode


def tried(root: Path, command: str, tally: Tally, most: int | None) -> None:
    """One command where not all of it can be written."""
    every = {**COMMANDS, "build": ("build", "--without-history")}
    arguments = [str(root / "form.xlsx") if word == "FORM" else word for word in every[command]]
    before, site = read_files(root), os.path.realpath(root / "site")
    with tally.trial(f"{command}, {most}"):
        output, code = inside(root, *arguments) if most is None else limited(root, arguments, most)
        polite(output, code)
        if code == 1:
            assert read_files(root) == before, "a refused command changed the data"
            assert os.path.realpath(root / "site") == site
            left = [name for name in files_below(root) if ".new" in name or ".replacing" in name]
            left += [str(path) for path in root.glob("build/releases/.building-*")]
            assert left == [], left
            named = "data/" in output or "build/" in output or "site" in output
            assert named or "Không đọc hoặc ghi được" not in output, output


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    full, read_only = Tally("disk full (small file system)"), Tally("read-only file system")
    small = Tally("disk full (limit on the size of a file)")
    for turn in range(times):
        command = (*COMMANDS, "build")[turn % (len(COMMANDS) + 1)]
        with mounted(folder / str(turn)) as allowed:
            root = laid(folder / str(turn) / "root", command)
            if allowed:
                fill(folder / str(turn), chance.choice([0, 4096, 20_000, 200_000, 2_000_000]))
                tried(root, command, full, None)
                (folder / str(turn) / "filler").unlink()
                remount = ["mount", "-o", "remount,ro", str(folder / str(turn))]
                subprocess.run(remount, check=True)
                tried(root, command, read_only, None)
            else:
                tried(root, command, small, chance.choice([0, 100, 1000, 10_000, 100_000]))
        shutil.rmtree(folder / str(turn), ignore_errors=True)
    yield from (tally for tally in (full, read_only, small) if tally.tried)


if __name__ == "__main__":
    main(run)
