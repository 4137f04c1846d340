"""Run by ``make torture``: what must hold however often it is tried."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.build.manifest import compare
from generator.build.pipeline import build
from generator.build.release import digests
from generator.view.urls import MANIFEST

pytestmark = pytest.mark.torture

KILLS = 60


def test_a_build_killed_at_any_moment_leaves_a_whole_site(own_root: Path) -> None:
    """Sixty builds of changed data, each killed with no warning: the site stays whole, old or new."""
    began = time.monotonic()
    build(own_root)
    length = time.monotonic() - began + 2
    draw = random.Random(1)  # noqa: S311 - a repeatable choice of moments, not a secret
    seen: set[str] = set()
    for turn in range(KILLS):
        days = f"2026-{1 + turn % 12:02}-15"
        running = subprocess.Popen(
            [sys.executable, "-c", "from generator.cli import main; main()", "build", "--as-of", days],
            cwd=own_root, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            running.wait(draw.uniform(0, length))
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        site = (own_root / "site").resolve()
        manifest = (site / MANIFEST).read_bytes()
        assert compare(manifest, digests(site)) == []
        seen.add(hashlib.sha256(manifest).hexdigest())
    # Some builds came through and some did not, or nothing was proved.
    assert 1 < len(seen) <= KILLS
