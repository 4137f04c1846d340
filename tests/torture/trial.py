"""What every module of this folder counts, and how it is told: one line a kind of trial.

Each module has a `Run` and can be run by itself: ``python -m tests.torture.kills --times 5``.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.paths import MINIMAL, ROOT

MOST_NOTES = 5
"""Failures of one line that are told one by one."""

LONGEST = 300
"""Seconds of a trial, after which it is lost: it is stuck."""


@dataclass
class Tally:
    """A kind of trial, and how the trials of it ended."""

    name: str
    held: int = 0
    """Done whole, or refused in words with everything as before."""
    altered: int = 0
    """Something came out other than it went in, or came out where it must not."""
    lost: int = 0
    """Something is gone, did not answer, or ended in a traceback."""
    notes: list[str] = field(default_factory=list)
    untried: str = ""
    """Why none of it could be tried on this machine; that counts as nothing, least of all as held."""

    @property
    def tried(self) -> int:
        """How many trials there were."""
        return self.held + self.altered + self.lost

    def count(self, *, altered: str = "", lost: str = "") -> None:
        """Count one trial; what is altered or lost is said in a few words, nothing means that it held."""
        self.held += not altered and not lost
        self.altered += bool(altered)
        self.lost += bool(lost and not altered)
        if altered or lost:
            self.notes.append(altered or lost)

    @contextmanager
    def trial(self, words: str) -> Iterator[None]:
        """Count what is done inside as one trial that is lost if it raises and altered if it asserts."""
        signal.signal(signal.SIGALRM, _stuck)
        signal.alarm(LONGEST)
        try:
            yield
        except AssertionError as error:
            self.count(altered=f"{words}: {error}")
        except Exception:  # noqa: BLE001 - whatever it is, it is a trial that did not hold
            self.count(lost=f"{words}: {traceback.format_exc(limit=-3)}")
        else:
            self.count()
        finally:
            signal.alarm(0)


def _stuck(*_: object) -> None:
    raise TimeoutError(f"no end after {LONGEST} seconds")


Run = Callable[[int, random.Random, Path], Iterable[Tally]]
"""Trials: how often each, where chance comes from, an empty folder to work in."""


def root_in(folder: Path) -> Path:
    """A copy of the minimal root with the hand-written pages and templates, to be changed."""
    folder.mkdir(parents=True)
    for name in ("content", "site_templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(MINIMAL / "data", folder / "data")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, hidden ones too; what is no file has no bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if not path.is_dir() or path.is_symlink()
    }


def table(tallies: Iterable[Tally]) -> str:
    """The table, in Markdown, as README quotes it."""
    rows = ["| trial | tried | held | altered | lost |", "| --- | ---: | ---: | ---: | ---: |"]
    rows += [_row(one) for one in tallies]
    return "\n".join(rows)


def _row(tally: Tally) -> str:
    if tally.untried:
        return f"| {tally.name} | not tried: {tally.untried} | | | |"
    return f"| {tally.name} | {tally.tried} | {tally.held} | {tally.altered} | {tally.lost} |"


def main(*runs: Run) -> None:
    """Run the trials that the command line asks for, print the table, and exit with 1 if one did not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20, help="trials of each line, or of each of its cases")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same trials")
    asked = parser.parse_args()
    tallies: list[Tally] = []
    for run in runs:
        folder = Path(tempfile.mkdtemp(prefix="portal-torture-"))
        os.environ["PORTAL_TORTURE"] = str(folder)
        try:
            for tally in run(asked.times, random.Random(asked.seed), folder):  # noqa: S311 - chance, no secret
                tallies.append(tally)
                sys.stderr.write(f"{table([tally]).splitlines()[-1]}\n")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(f"{table(tallies)}\n")
    for tally in tallies:
        for note in tally.notes[:MOST_NOTES]:
            sys.stdout.write(f"\n{tally.name}: {note}\n")
    sys.exit(any(not tally.held or tally.altered or tally.lost for tally in tallies if not tally.untried))
