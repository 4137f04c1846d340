"""Checking, building and verifying a site asks no other machine for anything."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

GUARD = """
import sys
def asked(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
                 "socket.sendmsg"}:
        sys.stderr.write(f"asked the network: {event} {arguments}\\n")
        sys.stderr.flush()
        import os
        os._exit(70)
sys.addaudithook(asked)
"""
"""Ends a process that asks for another machine, as Python tells an auditor of it."""

PORTAL = f"{GUARD}\nfrom generator.cli import main\nmain()"


@cache
def alone() -> tuple[str, ...]:
    """What takes the network from a command where this user may; else the guard alone holds it."""
    for way in (("unshare", "-n"), ("unshare", "-rn")):
        try:
            if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:
                return way
        except FileNotFoundError:
            break
    return ()


def run(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [*alone(), sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_site_is_checked_built_and_verified_without_a_network(minimal_root: Path) -> None:
    for arguments in (
        ("check", "--root", minimal_root),
        ("build", "--root", minimal_root, "--without-history"),
        ("verify", minimal_root / "site"),
    ):
        done = run(PORTAL, *arguments)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "ask", ["socket.getaddrinfo('example.org', 80)", "socket.create_connection(('127.0.0.1', 9))"]
)
def test_the_guard_ends_whoever_asks(ask: str) -> None:
    done = run(f"{GUARD}\nimport socket\n{ask}")
    assert (done.returncode, "asked the network" in done.stderr) == (70, True)
