"""Disks that are full or read-only: commands refuse in words that name the path, and all stays as it was.

Root mounts small file systems for it. Where this user may not mount one, the line says so; a limit on the
size of a file is tried by anybody.
"""

import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture.changes import DATA, MADE, Command, everything, laid, whole
from tests.torture.commands import PORTAL, inside, polite
from tests.torture.trial import Tally, files_below, main

SMALL = 24 * 2**20
"""Bytes of the small file system."""

BUILD = Command("build", ("build", "--without-history"), whole)

COMMANDS = (*DATA, BUILD, *(one for one in MADE if one.name != "sample"))
"""What is tried in turn; a sample is larger than the file system."""

KINDS = {
    "disk full (ext4)": "loop",
    "disk full (tmpfs)": f"size={SMALL}",
    "disk without room for another file (inodes)": f"size={SMALL},nr_inodes=4000",
}
"""Small file systems, by what is tried on them: options of tmpfs, or ext4 in a file."""


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[bool]:
    """A small file system at a folder, while it is used; False where this user may not mount one."""
    folder.mkdir(parents=True)
    image = folder.with_suffix(".image")
    command = ["mount", "-t", "tmpfs", "-o", options, "torture", str(folder)]
    if options == "loop":
        with image.open("wb") as file:
            file.truncate(SMALL)
        command = ["mount", "-o", "loop", str(image), str(folder)]
    allowed = os.getuid() == 0 and (options != "loop" or _done("mkfs.ext4", "-q", str(image)))
    allowed = allowed and _done(*command)
    try:
        yield allowed
    finally:
        if allowed:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        image.unlink(missing_ok=True)


def _done(*command: str) -> bool:
    """Whether a command of this machine is there and ends well."""
    path = f"{os.environ['PATH']}{os.pathsep}/usr/sbin{os.pathsep}/sbin"
    found = shutil.which(command[0], path=path)
    return found is not None and not subprocess.run(
        [found, *command[1:]], capture_output=True, check=False
    ).returncode  # fmt: skip


def fill(folder: Path, leave: int, *, inodes: bool) -> None:
    """Fill the file system of a folder but for some bytes, or some files."""
    if inodes:
        left = os.statvfs(folder).f_ffree
        (folder / "fillers").mkdir()
        for number in range(max(0, left - 1 - leave % 40)):
            (folder / "fillers" / str(number)).touch()
        return
    try:
        with (folder / "filler").open("wb", buffering=0) as filler:
            for _ in range(max(0, shutil.disk_usage(folder).free - leave) // 4096):
                filler.write(bytes(4096))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


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


def tried(root: Path, command: Command, tally: Tally, most: int | None = None) -> None:
    """One command where not all of it can be written."""
    before, site, there = everything(root), os.path.realpath(root / "site"), files_below(root)
    with tally.trial(f"{command.name}, {most}"):
        arguments = command.of(root)
        output, code = inside(root, *arguments) if most is None else limited(root, arguments, most)
        polite(output, code)
        if code == 1:
            after = everything(root)
            changed = [path for path in before if after.get(path) != before[path]]
            assert changed == [], f"a refused command changed {changed[:5]}"
            assert os.path.realpath(root / "site") == site
            left = [name for name in files_below(root) if name.endswith((".new", ".part")) or "/." in name]
            left = [name for name in left if name not in {"build/.lock", *there}]
            assert left == [], f"left over: {left[:5]}"
            named = any(name in output for name in ("data/", "build/", "site", command.made or "data/"))
            named = named or tempfile.gettempdir() in output
            assert named or "Không đọc hoặc ghi được" not in output, output


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    read_only = Tally("read-only file system")
    for number, (name, options) in enumerate(KINDS.items()):
        full = Tally(name)
        for turn in range(times):
            command, disk = chance.choice(COMMANDS), folder / f"{number} {turn}"
            with mounted(disk, options) as allowed:
                if not allowed:
                    full.untried = read_only.untried = "needs root, mount and mkfs.ext4"
                    break
                root = laid(disk / "root", command)
                fill(disk, chance.choice([0, 4096, 20_000, 200_000, 2_000_000]), inodes="inodes" in options)
                tried(root, command, full)
                subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
                tried(root, command, read_only)
        yield full
    yield read_only
    small = Tally("disk full (limit on the size of a file)")
    for turn in range(times):
        command = chance.choice(COMMANDS)
        root = laid(folder / f"limit {turn}" / "root", command)
        tried(root, command, small, chance.choice([100, 1000, 10_000, 100_000]))
        shutil.rmtree(root.parent)
    yield small


if __name__ == "__main__":
    main(run)
