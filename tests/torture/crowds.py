"""Eight at once on one root, and a clock that goes back."""

import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from generator.build.manifest import compare
from generator.build.release import digests
from generator.data.check import check_root
from generator.data.parser import read_files
from generator.view.urls import MANIFEST
from tests.paths import TESTS
from tests.torture.changes import DAY, EARLY, QUARTER, with_inbox
from tests.torture.commands import begun, polite, portal
from tests.torture.forms import plan
from tests.torture.trial import Tally, main, root_in


def together(root: Path) -> list[tuple[str, ...]]:
    """Eight commands: those that write the same files, that build, that read."""
    return [
        ("inbox", "--apply", *DAY),
        ("import", *QUARTER, str(root / "form.xlsx"), *DAY),
        ("quarter", "open", "2026-q2", *EARLY),
        ("build", "--without-history"),
        ("build", "--without-history", "--as-of", "2026-08-01"),
        ("import-plan", "--plan", "tp-2026", "--replace", str(root / "plan.docx")),
        ("schema",),
        ("check",),
    ]


def crowd(folder: Path, tally: Tally, chance: random.Random) -> Path:
    """Eight commands begun together: the data are whole, and each took its part or refused in words."""
    root = root_in(folder)
    with_inbox(root)
    (root / "plan.docx").write_bytes(plan())
    done = portal(root, "build", "--without-history")
    assert done.returncode == 0, done.stderr
    commands = together(root)
    running = [begun(root, command) for command in chance.sample(commands, len(commands))]
    ended = [(process.communicate()[0], process.returncode) for process in running]
    with tally.trial(folder.name):
        for output, code in ended:
            polite(output, code)
        found, problems = check_root(root)
        assert found is not None, problems
        path = "data/plans/tp-2026/results/2026-q2.yaml"
        written = read_files(root).get(path, b"").decode()
        # The form is taken once, or waits in the inbox.
        waits = any((root / "data/inbox/2026-q2").glob("*.xlsx"))
        assert written.count("imported: so-noi-vu.xlsx › Nhiệm vụ!F10") == (1 if written else 0), written
        assert written or waits, "the form is lost"
        site = (root / "site").resolve()
        assert compare((site / MANIFEST).read_bytes(), digests(site)) == []
    return root


def moved_clock(folder: Path) -> dict[str, str]:
    """What moves the clock of a program: a few lines of C, built here; nothing where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return {}
    command = [compiler, "-shared", "-fPIC", "-o", "clock.so", str(TESTS / "site/clock.c"), "-ldl"]
    subprocess.run(command, check=True, cwd=folder)
    return {"LD_PRELOAD": str(folder / "clock.so")}


def clock_back(root: Path, tally: Tally, turn: int, env: dict[str, str], chance: random.Random) -> None:
    """A build while the clock is set back: it is the newest release all the same, and times differ."""
    back = -chance.randrange(60, 10 * 365 * 86_400)
    releases = root / "build/releases"
    day = ("--as-of", f"2026-08-{1 + turn % 28:02}")
    with tally.trial(f"turn {turn}, {back} seconds"):
        done = portal(
            root, "build", "--without-history", *day, env={**os.environ, **env, "CLOCK_SHIFT": str(back)}
        )
        polite(done.stdout + done.stderr, done.returncode)
        assert done.returncode == 0, done.stderr
        site = (root / "site").resolve()
        assert compare((site / MANIFEST).read_bytes(), digests(site)) == []
        times = [int(path.stat().st_mtime) for path in releases.iterdir() if path.is_dir()]
        assert len(times) == len(set(times)), "two releases have one time"
        assert int(site.stat().st_mtime) == max(times), "an older release would be kept before this one"
        kept = [path.stat().st_mtime for path in (root / "build/kept").rglob("*") if path.is_file()]
        assert kept, "assets of open pages went with the clock"
        assert min(kept) > time.time() - 11 * 365 * 86_400


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    at_once, back = Tally("eight commands at once"), Tally("clock set back")
    root = folder
    for turn in range(max(1, times // 4)):
        shutil.rmtree(root, ignore_errors=True)
        root = crowd(folder / f"turn {turn}", at_once, chance)
    yield at_once
    env = moved_clock(folder)
    if not env:
        back.untried = "needs a C compiler"
    for turn in range(max(1, times // 4) if env else 0):
        clock_back(root, back, turn, env, chance)
    yield back


if __name__ == "__main__":
    main(run)
