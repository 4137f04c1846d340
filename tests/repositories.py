"""Repositories under git, made by the tests: commits on days of their own, whatever the settings here."""

import os
import subprocess
from pathlib import Path

# 2026-04-01 in Hải Phòng, still 31 March in Greenwich: days are told in the city's time.
FIRST_MOMENT = 1_774_978_200


def git(root: Path, *arguments: str, moment: int = FIRST_MOMENT) -> str:
    """Runs git in a folder, committing at a moment in seconds; gives what it prints."""
    when = f"{moment} -1000"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Người cập nhật"), ("EMAIL", "a@example.org"), ("DATE", when))
    }
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-C", str(root), *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=kept | identity | {"GIT_CONFIG_GLOBAL": os.devnull},
    )
    return done.stdout


def rewrite(root: Path, path: str, old: str, new: str) -> None:
    """Puts one text in place of another that stands in a file once."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def commit(root: Path, message: str, day: int) -> None:
    """Commits all changes, so many days after `FIRST_MOMENT`."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message, moment=FIRST_MOMENT + day * 86_400)
