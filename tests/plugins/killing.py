"""Work that is killed halfway, at each step on the disk in turn."""

import os
import signal
import sys
from collections.abc import Callable

import pytest

STEPS = {
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.rmtree",
}  # fmt: skip
"""What Python tells an auditor before it does it; so is every file opened to be written."""


def is_step(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an event that Python tells of changes something on the disk."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
    opens = event == "open" and len(arguments) > 2 and bool(int(str(arguments[2])) & writing)
    return event in STEPS or (opens and arguments[0] != os.devnull)


def kill_at(step: int, work: Callable[[], object], *, renames_only: bool = False) -> bool:
    """Does the work in a process that is killed before its n-th step; False when it has fewer."""
    child = os.fork()
    if child == 0:
        left = step

        def audit(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event == "os.rename" if renames_only else is_step(event, arguments):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(audit)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def steps_of(work: Callable[[], object]) -> int:
    """How many steps on the disk some work takes; it is done, in a process of its own."""
    told, tells = os.pipe()
    child = os.fork()
    if child == 0:
        counted = [0]
        sys.addaudithook(lambda event, arguments: counted.append(1) if is_step(event, arguments) else None)
        work()
        os.write(tells, str(sum(counted)).encode())
        os._exit(0)
    os.close(tells)
    with os.fdopen(told, "rb") as answer:
        found = answer.read()
    os.waitpid(child, 0)
    return int(found)


@pytest.fixture(scope="session")
def killed_at() -> Callable[..., bool]:
    """Does some work in a process that is killed (`kill -9`) before its n-th step on the disk."""
    return kill_at
