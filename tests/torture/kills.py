"""Commands killed with no warning at any moment: the site stays whole, the data are those before or after."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from generator.build.manifest import compare
from generator.build.release import digests
from generator.data.parser import read_files
from generator.view.urls import MANIFEST
from tests.torture.commands import begun, polite, portal
from tests.torture.forms import form
from tests.torture.trial import Tally, files_below, main, root_in

DAY = ("--as-of", "2026-07-02")
COMMANDS = {
    "import": ("import", "--quarter", "2026-q2", "FORM", *DAY),
    "inbox": ("inbox", "--apply", *DAY),
    "close": ("quarter", "close", "2026-q2", *DAY),
}
"""Commands that change data. The press office's page (``desk``) does not exist yet."""


def killed(root: Path, arguments: tuple[str, ...], seconds: float) -> bool:
    """Begin a command and kill it and its children after some time; False if it had ended by then."""
    running = begun(root, arguments)
    try:
        running.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        return True
    return False


def laid(folder: Path, command: str) -> Path:
    """A root on which the command has something to do."""
    root = root_in(folder)
    (root / "form.xlsx").write_bytes(form())
    if command == "inbox":
        (root / "data/inbox/2026-q2").mkdir(parents=True)
        (root / "data/inbox/2026-q2/form.xlsx").write_bytes(form())
    if command == "close":
        imported = ("import", "--quarter", "2026-q2", str(root / "form.xlsx"), "--as-of", "2026-06-12")
        done = portal(root, *imported)
        assert done.returncode == 0, done.stderr
    return root


def of_data(command: str, times: int, chance: random.Random, folder: Path) -> Tally:
    """A command that changes data, killed; the next run goes on, and ends as an untroubled one does."""
    tally = Tally(f"`{command}` killed")
    whole = laid(folder / "whole", command)
    given = [str(whole / "form.xlsx") if word == "FORM" else word for word in COMMANDS[command]]
    before, began = read_files(whole), time.monotonic()
    done = portal(whole, *given)
    assert done.returncode == 0, done.stderr
    length, after = time.monotonic() - began, read_files(whole)
    assert before != after
    for turn in range(times):
        root = laid(folder / str(turn), command)
        arguments = tuple(str(root / "form.xlsx") if word == "FORM" else word for word in COMMANDS[command])
        # Most of the time goes to starting; what is written is written at the end.
        killed(root, arguments, length * chance.uniform(0.5, 1.1))
        with tally.trial(f"turn {turn}"):
            assert read_files(root) in (before, after), "the data are neither those before nor those after"
            if read_files(root) == before:
                again = portal(root, *arguments)
                polite(again.stdout + again.stderr, again.returncode)
            assert read_files(root) == after, "the next run did not do it"
            left = [name for name in files_below(root / "data") if ".new" in name or ".replacing" in name]
            assert left == [], left
    return tally


def of_build(times: int, chance: random.Random, folder: Path) -> Tally:
    """Builds, each of another day, killed: every file of the site is as its manifest says, no rest stays."""
    tally, root = Tally("`build` killed"), root_in(folder / "build")
    began = time.monotonic()
    done = portal(root, "build", "--without-history")
    assert done.returncode == 0, done.stderr
    length = time.monotonic() - began
    for turn in range(times):
        day = f"2026-{7 + turn % 6:02}-15"
        killed(root, ("build", "--without-history", "--as-of", day), length * chance.uniform(0.3, 1.2))
        with tally.trial(f"turn {turn}"):
            site = (root / "site").resolve()
            assert compare((site / MANIFEST).read_bytes(), digests(site)) == []
    with tally.trial("the last build"):
        done = portal(root, "build", "--without-history")
        polite(done.stdout + done.stderr, done.returncode)
        left = [path.name for path in (root / "build/releases").iterdir() if path.name.startswith(".")]
        assert left == [], left
        assert len(list((root / "build/releases").iterdir())) <= 3
    return tally


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    yield of_build(times, chance, folder)
    for command in COMMANDS:
        yield of_data(command, times, chance, folder / command)


if __name__ == "__main__":
    main(run)
