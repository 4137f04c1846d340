"""Commands killed with no warning, before any step on the disk and at any moment: nothing is lost.

The site stays whole, the data are those before or after, and the next command goes on.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.build.manifest import compare
from generator.build.release import digests
from generator.data.parser import is_data, read_files
from generator.view.urls import MANIFEST
from tests.plugins.killing import kill_at, steps_of
from tests.torture.changes import DATA, MADE, Command, everything, laid
from tests.torture.commands import begun, inside, polite, portal
from tests.torture.trial import Tally, files_below, main, root_in


def killed(root: Path, arguments: list[str], seconds: float) -> None:
    """Begin a command in a process of its own, and kill it and its children after some time."""
    running = begun(root, arguments)
    try:
        running.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()


def held(root: Path, command: Command, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Hold that after a kill the data are those before or after, and the next run ends as if none was."""
    assert read_files(root) in (_data(before), _data(after)), "the data are neither those before nor after"
    if everything(root) != after:
        output, code = inside(root, *command.of(root))
        polite(output, code)
        assert code == 0, output
    missing = {path for path, data in after.items() if everything(root).get(path) != data}
    assert not missing, f"the next run did not do it: {sorted(missing)[:5]}"
    left = sorted(everything(root).keys() - after.keys())
    assert left == [], f"left over: {left[:5]}"


def _data(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that commands read as data."""
    return {path: data for path, data in files.items() if path.startswith("data/") and is_data(path)}


def of_command(command: Command, times: int, chance: random.Random, folder: Path) -> Tally:
    """A command killed before the last of its steps, before others, and at moments by chance."""
    tally, root = Tally(f"`{command.name}` killed"), laid(folder / "root", command)
    before, began = everything(root), time.monotonic()
    output, code = inside(root, *command.of(root))
    assert code == 0, output
    length, after = time.monotonic() - began, everything(root)
    assert before != after
    root = laid(folder / "root", command)
    steps = steps_of(partial(inside, root, *command.of(root)))
    # The last steps put things into their place; most of the others are alike.
    last = range(max(1, steps - times // 2), steps + 1)
    for step in sorted({*last, *chance.sample(range(1, steps + 1), min(steps, times // 2))}):
        root = laid(folder / "root", command)
        with tally.trial(f"before step {step} of {steps}"):
            assert kill_at(step, partial(inside, root, *command.of(root))), "not killed"
            held(root, command, before, after)
    for turn in range(max(1, times // 4)):
        root = laid(folder / "root", command)
        with tally.trial(f"turn {turn}"):
            # Most of the time goes to starting; what is written is written at the end.
            killed(root, command.of(root), length * chance.uniform(0.3, 1) + 1)
            held(root, command, before, after)
    shutil.rmtree(folder)
    return tally


def of_build(times: int, chance: random.Random, folder: Path) -> Tally:
    """Builds, each of another day, killed: every file of the site is as its manifest says, no rest stays."""
    tally, root = Tally("`build` killed"), root_in(folder / "build")
    options = ("build", "--without-history")
    began = time.monotonic()
    output, code = inside(root, *options)
    assert code == 0, output
    length = time.monotonic() - began
    steps = steps_of(partial(inside, root, *options, "--as-of", "2026-05-15"))
    # Every step at which a release takes its place, some of those that write it, some moments.
    wanted: list[int | float] = [*range(steps - times, steps), *chance.sample(range(1, steps), times // 2)]
    wanted += [length * chance.uniform(0.3, 1.5) for _ in range(max(1, times // 2))]
    for turn, when in enumerate(wanted):
        day = ("--as-of", f"2026-{7 + turn % 6:02}-{1 + turn % 28:02}")
        with tally.trial(f"at {when} of {steps}"):
            if isinstance(when, int):
                kill_at(when, partial(inside, root, *options, *day))
            else:
                killed(root, [*options, *day], when)
            site = (root / "site").resolve()
            assert compare((site / MANIFEST).read_bytes(), digests(site)) == []
    with tally.trial("the last build"):
        done = portal(root, *options)
        polite(done.stdout + done.stderr, done.returncode)
        assert done.returncode == 0, done.stderr
        left = [path for path in files_below(root) if path.endswith((".new", ".part")) or "/." in path]
        assert [path for path in left if path != "build/.lock"] == []
        assert len(list((root / "build/releases").iterdir())) <= 3
    return tally


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    yield of_build(times, chance, folder)
    for command in (*DATA, *MADE):
        # What makes whole sites takes longest, and is laid down in one way for all.
        often = times if command in DATA else max(2, times // 4)
        yield of_command(command, often, chance, folder / command.name)
    yield Tally("`desk` killed", untried="the press office's page does not exist yet")


if __name__ == "__main__":
    main(run)
