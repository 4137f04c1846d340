"""Commands of the portal, run as people run them: in a process of their own."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main

PORTAL = (sys.executable, "-c", "from generator.cli import main; main()")


def portal(
    root: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What a command on a root says."""
    command = [*PORTAL, *arguments, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=env)


def inside(root: Path, *arguments: str) -> tuple[str, int]:
    """What a command says and its exit code, run in this process, which spares its start."""
    done = CliRunner().invoke(main, [*arguments, "--root", str(root)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output, done.exit_code


def begun(root: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    """A command that runs meanwhile."""
    command = [*PORTAL, *arguments, "--root", str(root)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )


def polite(output: str, code: int | None) -> None:
    """Hold that a command ended as commands end: 0 or 1, in words, no line of it a command to CI."""
    assert code in {0, 1}, f"exit {code}: {output[-500:]}"
    assert "Traceback" not in output, output[-900:]
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in output.splitlines()), output
