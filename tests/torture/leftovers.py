"""What commands leave behind, done or killed: after the next run there is none of it.

Temporary files and folders, half-written files, hidden folders, releases beyond those kept, pictures that no
build used, processes that read strangers' files, settings of LibreOffice (no command starts it).
"""

import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.build.release import KEPT_RELEASES
from generator.charts.caching import UNUSED, drawn_once, prune
from tests.torture.changes import DATA, MADE, Command, laid, whole
from tests.torture.commands import portal
from tests.torture.kills import killed
from tests.torture.trial import Tally, files_below, main

BUILD = Command("build", ("build", "--without-history"), whole)


def processes(folder: Path) -> list[str]:
    """Commands that run with a folder for temporary files of ours, wherever they were started."""
    wanted, found = f"TMPDIR={folder}\0".encode(), []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes() + b"\0":
                found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue  # it has ended, or is another user's
    return found


def left_over(root: Path, temporary: Path, before: dict[str, bytes]) -> list[str]:
    """What is left of a run, by path; processes get a moment to end."""
    for _ in range(50):
        if not processes(temporary):
            break
        time.sleep(0.1)
    found = [f"process: {one}" for one in processes(temporary)]
    found += [f"temporary: {path.name}" for path in temporary.iterdir()]
    hidden = (path for path in files_below(root).keys() - before.keys() if "/." in f"/{path}")
    found += [path for path in hidden if path not in {"build/.lock", "data/inbox/2026-q2/.gitkeep"}]
    found += [path for path in files_below(root) if path.endswith((".new", ".part", ".old"))]
    releases = [path for path in root.glob("build/releases/*") if path.is_dir()]
    return found + [f"release {path.name}" for path in sorted(releases)[KEPT_RELEASES:]]


@contextmanager
def temporary_in(folder: Path) -> Iterator[None]:
    """Have commands that are started use a folder of ours for temporary files."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before


def of_command(command: Command, chance: random.Random, folder: Path, tally: Tally) -> None:
    """A command that runs, is killed at a moment and runs again.

    What a killed run left in the folder for temporary files is the system's to clear, and is not counted.
    """
    temporary = folder / "tmp"
    temporary.mkdir(parents=True)
    root = laid(folder / "root", command)
    before = files_below(root)
    with temporary_in(temporary), tally.trial(command.name):
        began = time.monotonic()
        done = portal(root, *command.of(root))
        assert done.returncode == 0, done.stderr
        left = left_over(root, temporary, before)
        assert left == [], left[:5]
        seconds = (time.monotonic() - began) * chance.uniform(0.3, 1)
        root = laid(folder / "root", command)
        killed(root, command.of(root), seconds)
        assert not any(one.startswith("process") for one in left_over(root, temporary, before)), (
            "a process of a killed command runs on"
        )
        portal(root, *command.of(root))
        left = [one for one in left_over(root, temporary, before) if not one.startswith("temporary")]
        assert left == [], left[:5]
    shutil.rmtree(folder)


def pruned(folder: Path) -> Tally:
    """Pictures and half-written files of builds of old go with the next build; those in use stay."""
    tally, cache = Tally("pictures pruned from the cache"), folder / "build/cache/cards"
    drawn = drawn_once(cache, b"new", lambda: b"\x89PNG\r\n\x1a\n" + b"IEND\xaeB`\x82")
    with tally.trial("a month later"):
        old = time.time() - UNUSED - 60
        for name in ("old.png", "old.part"):
            (cache / name).write_bytes(drawn)
            os.utime(cache / name, (old, old))
        prune(folder / "build", time.time())
        assert [path.name for path in cache.iterdir()] == [path.name for path in cache.glob("*.png")]
        assert len(list(cache.iterdir())) == 1
    return tally


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    tally = Tally("leftovers of commands, run whole and killed")
    commands = (*DATA, *MADE, BUILD)
    for command in chance.sample(commands, min(max(1, times), len(commands))):
        of_command(command, chance, folder / command.name, tally)
    yield tally
    yield pruned(folder)


if __name__ == "__main__":
    main(run)
