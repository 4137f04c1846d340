"""Work that is killed halfway, at each step on the disk in turn."""

import os
import signal
import sys
from collections.abc import Callable

import pytest

STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"}
"""What Python tells an auditor before it does it; so is every file opened to be written."""


def _killed_at(step: int, work: Callable[[], object], *, renames_only: bool = False) -> bool:
    """Does the work in a process that is killed before its n-th step; False when it has fewer."""
    child = os.fork()
    if child == 0:
        left = step

        def audit(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            writes = event == "open" and len(arguments) > 2 and bool(int(str(arguments[2])) & os.O_WRONLY)
            if event == "os.rename" if renames_only else (event in STEPS or writes):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(audit)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


@pytest.fixture(scope="session")
def killed_at() -> Callable[..., bool]:
    """Does some work in a process that is killed (`kill -9`) before its n-th step on the disk."""
    return _killed_at
