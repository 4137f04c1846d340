"""Eight at once on one root, and a clock that was set back."""

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from generator.build.manifest import compare
from generator.build.release import digests
from generator.data.check import check_root
from generator.data.parser import read_files
from generator.view.urls import MANIFEST
from tests.torture.commands import begun, polite, portal
from tests.torture.kills import laid
from tests.torture.trial import Tally, main

CROWD = 8


def crowd(root: Path, tally: Tally, turn: int) -> None:
    """Eight commands begun together: the data are whole, and each took its part or refused in words."""
    form = str(root / "form.xlsx")
    commands = [
        ("inbox", "--apply", "--as-of", "2026-07-02"),
        ("import", "--quarter", "2026-q2", form, "--as-of", "2026-07-02"),
        ("build", "--without-history"),
        ("check",),
    ]
    running = [begun(root, commands[number % len(commands)]) for number in range(CROWD)]
    ended = [(process.communicate()[0], process.returncode) for process in running]
    with tally.trial(f"turn {turn}"):
        for output, code in ended:
            polite(output, code)
        found, problems = check_root(root)
        assert found is not None, problems
        written = read_files(root)["data/plans/tp-2026/results/2026-q2.yaml"].decode()
        assert written.count("imported: so-noi-vu.xlsx › Nhiệm vụ!F10") == 1, written
        site = (root / "site").resolve()
        assert compare((site / MANIFEST).read_bytes(), digests(site)) == []


def clock_back(root: Path, tally: Tally, turn: int, chance: random.Random) -> None:
    """A build after the clock was set back: releases of a later time stay behind it, times stay different."""
    ahead = time.time() + chance.randrange(1, 400) * 86_400
    releases = root / "build/releases"
    for path in releases.rglob("*"):
        os.utime(path, (ahead, ahead), follow_symlinks=False)
    done = portal(root, "build", "--without-history", "--as-of", f"2026-08-{1 + turn % 28:02}")
    with tally.trial(f"turn {turn}"):
        polite(done.stdout + done.stderr, done.returncode)
        assert done.returncode == 0, done.stderr
        site = (root / "site").resolve()
        assert compare((site / MANIFEST).read_bytes(), digests(site)) == []
        times = [int(path.stat().st_mtime) for path in releases.iterdir() if path.is_dir()]
        assert len(times) == len(set(times)), "two releases have one time"
        assert int(site.stat().st_mtime) == max(times), "an older release would be kept before this one"


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    together, back = Tally("eight commands at once"), Tally("clock set back")
    root = folder / "none"
    for turn in range(times):
        shutil.rmtree(root, ignore_errors=True)
        root = laid(folder / str(turn), "inbox")
        crowd(root, together, turn)
    for turn in range(times):
        clock_back(root, back, turn, chance)
    yield together
    yield back


if __name__ == "__main__":
    main(run)
