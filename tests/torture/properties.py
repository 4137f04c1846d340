"""Properties of the tests (Hypothesis) and tests marked ``torture``, tried oftener than in `make test`."""

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.etree

from tests.paths import ROOT, TESTS
from tests.torture.trial import Tally, main

EXAMPLES = 100
"""Examples of each property for each time."""

WHOLE = 20
"""Times from which on the tests that repeat themselves run: they build the whole site again and again."""


def counted(tally: Tally, folder: Path, *arguments: str, env: dict[str, str]) -> Tally:
    """Run tests; each is a trial that is lost if it fails."""
    report = folder / "report.xml"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        f"--junitxml={report}",
        *arguments,
    ]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **env}
    )
    if not report.exists():
        tally.count(lost=done.stdout[-900:] + done.stderr[-900:])
        return tally
    for case in lxml.etree.parse(report).iter("testcase"):
        failed = [one for one in case if one.tag in {"failure", "error"}]
        if not any(one.tag == "skipped" for one in case):
            tally.count(lost="".join(f"{case.get('name')}: {one.text or ''}"[-900:] for one in failed))
    return tally


def run(times: int, chance: random.Random, folder: Path) -> Iterator[Tally]:
    with_properties = sorted(
        str(path)
        for path in TESTS.rglob("test_*.py")
        if re.search(r"^@given", path.read_text(encoding="utf-8"), re.MULTILINE)
    )
    examples = times * EXAMPLES
    env = {"HYPOTHESIS_PROFILE": "torture", "HYPOTHESIS_EXAMPLES": str(examples)}
    seed = f"--hypothesis-seed={chance.randrange(10**6)}"
    properties = Tally(f"properties of the tests, {examples} examples each")
    wanted = ("-m", "not city and not torture and hypothesis", seed, *with_properties)
    yield counted(properties, folder, *wanted, env=env)
    repeated = Tally("tests that repeat themselves (`-m torture`)")
    if times < WHOLE:
        repeated.untried = f"they take long; from N={WHOLE} on"
        yield repeated
        return
    yield counted(repeated, folder, "-m", "torture", "-n", "0", str(TESTS), env={})


if __name__ == "__main__":
    main(run)
