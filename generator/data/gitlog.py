"""Reads from git the commits that changed the data, each with the changed files.

However long the history, two git processes are enough: one lists commits and blobs, one prints the blobs. The
result depends only on the commits, not on the clock, the time zone or the user's git configuration.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from generator.data.history import NO_HISTORY, Commit, History, HistoryDepth, Revision, history_of
from generator.data.parser import is_data

VIETNAM_TIME = timezone(timedelta(hours=7))
"""Time zone in which the day of a commit is determined, wherever the site is built."""

FORMAT = "%x01%H%x00%ct%x00%B%x00"
"""Git format of a commit: id, time of commit in seconds, message."""


class GitError(Exception):
    """A git command failed; the message is git's own."""


class NoCommitError(Exception):
    """There is no commit with the name given."""


def history_depth(root: Path) -> HistoryDepth:
    """Return how much of the data's history is available.

    ``full``; ``shallow`` in a shallow clone; ``none`` without git, outside a repository, or if the data are
    not committed.
    """
    try:
        inside = _git(root, "rev-parse", "--is-shallow-repository").strip()
        tracked = _git(root, "ls-files", "--error-unmatch", "data/portal.yaml")
    except (GitError, FileNotFoundError):
        return "none"
    if not tracked.strip():
        return "none"
    return "shallow" if inside == b"true" else "full"


def head(root: Path) -> tuple[str, bool]:
    """Return the id of the checked-out commit, and whether the root has uncommitted changes."""
    commit = _git(root, "rev-parse", "HEAD").decode().strip()
    changed = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    return commit, bool(changed.strip())


def read_history(root: Path) -> History:
    """Return the history of a root's data; without commits unless `history_depth` is full.

    Raises:
        GitError: There is a repository but git failed to read it.
    """
    found = history_depth(root)
    if found == "none":
        return NO_HISTORY
    commit, dirty = head(root)
    if found == "shallow":
        return History("shallow", head=commit, dirty=dirty)
    return history_of(revisions(root), head=commit, dirty=dirty)


def published(root: Path, ref: str = "") -> tuple[Commit, dict[str, bytes]] | None:
    """Return a commit and the data files (by path) as committed in it; None if the root is not in git.

    Args:
        root: Folder with ``data/``.
        ref: Name of the commit. When empty, the commit of the remote's main branch (``origin/HEAD``) from
            which this branch started; without such a branch, the checked-out commit.

    Raises:
        NoCommitError: There is no such commit.
        GitError: There is a repository but git failed to read it.
    """
    if history_depth(root) == "none":
        return None
    wanted = f"{ref or _started(root)}^{{commit}}"
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode().strip()
    except GitError:
        raise NoCommitError(ref) from None
    [(described, _)] = _commits(_git(root, "show", "--no-patch", f"--format={FORMAT}", commit))
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", "data/").decode(errors="replace")
    blobs: dict[str, str] = {}
    for row in filter(None, listed.split("\0")):
        meta, _, path = row.partition("\t")
        mode, _, blob = meta.split(" ")
        if mode.startswith("100") and is_data(path):
            blobs[path] = blob
    read = _blobs(root, sorted(set(blobs.values())))
    return described, {path: read[blob] for path, blob in blobs.items()}


def _started(root: Path) -> str:
    """Return the commit where this branch left the remote's main branch; ``HEAD`` if that is not known."""
    try:
        return _git(root, "merge-base", "HEAD", "refs/remotes/origin/HEAD").decode().strip()
    except GitError:
        return "HEAD"


def revisions(root: Path) -> list[Revision]:
    """Return every commit that changed YAML files of the data, oldest first, following first parents only.

    Raises:
        GitError: Git failed.
    """
    listed = _git(
        root, "log", "--reverse", "--first-parent", "-m", "--root", "--raw", "-z", "--no-abbrev",
        "--no-renames", "--no-ext-diff", f"--format={FORMAT}", "--relative", "--", "data",
    )  # fmt: skip
    found = list(_commits(listed))
    blobs = _blobs(root, sorted({blob for _, files in found for _, blob in files if blob}))
    return [
        Revision(commit, {path: blobs[blob] if blob else None for path, blob in files})
        for commit, files in found
        if files
    ]


def _commits(listed: bytes) -> Iterator[tuple[Commit, list[tuple[str, str]]]]:
    """Parse git's output: commits, each with path and blob id (empty if removed) of changed YAML files."""
    for part in listed.split(b"\x01")[1:]:
        name, moment, message, rest = part.split(b"\x00", 3)
        day = datetime.fromtimestamp(int(moment), UTC).astimezone(VIETNAM_TIME).date()
        subject, _, body = message.decode(errors="replace").strip().partition("\n")
        commit = Commit(name.decode(), day, subject.strip(), body.strip())
        files = []
        fields = rest.strip(b"\x00\n").split(b"\x00")
        for meta, path in zip(fields[::2], fields[1::2], strict=False):
            parts = meta.strip(b"\n").split(b" ")
            text = path.decode(errors="replace")
            if len(parts) == 5 and text.endswith(".yaml"):  # noqa: PLR2004 - modes, blobs, letter
                files.append((text, "" if parts[4] == b"D" else parts[3].decode()))
        yield commit, files


def _blobs(root: Path, names: Sequence[str]) -> dict[str, bytes]:
    if not names:
        return {}
    given = _git(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
    found = {}
    place = 0
    for name in names:
        end = given.index(b"\n", place)
        size = int(given[place:end].rsplit(b" ", 1)[1])
        found[name] = given[end + 1 : end + 1 + size]
        place = end + 1 + size + 1
    return found


def _git(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    """Run git in the root and return its output, shielded from the user's environment and settings.

    Raises:
        GitError: Git failed.
        FileNotFoundError: Git is not installed.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = kept | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-c", "core.quotepath=false", "-c", "log.showSignature=false", "-C", str(root)]
    done = subprocess.run(  # noqa: S603 - fixed words, and paths of the root
        [*command, *arguments], input=stdin, capture_output=True, check=False, env=environment
    )
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip())
    return done.stdout
