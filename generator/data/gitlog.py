"""The edge that reads git: each commit that touched the data, with the files it changed as they became.

Two processes in all, however long the history: one lists commits and blobs, one gives the blobs. What is
read follows from the commit graph alone: no clock, no configuration of the reader's, no time zone.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from generator.data.history import NO_HISTORY, Commit, History, Revision, Standing, history_of
from generator.data.parser import is_data

HERE = timezone(timedelta(hours=7))
"""Hải Phòng's time: days of commits are told in it, wherever the site is built."""

FORMAT = "%x01%H%x00%ct%x00%B%x00"


class GitError(Exception):
    """Git answered with a failure; the text is its own."""


class NoCommitError(Exception):
    """There is no commit of that name."""


def standing(root: Path) -> Standing:
    """Whether there is a history of the root's data, whole, cut short, or none at all."""
    try:
        inside = _git(root, "rev-parse", "--is-shallow-repository").strip()
        tracked = _git(root, "ls-files", "--error-unmatch", "data/portal.yaml")
    except (GitError, FileNotFoundError):
        return "none"
    if not tracked.strip():
        return "none"
    return "shallow" if inside == b"true" else "full"


def head(root: Path) -> tuple[str, bool]:
    """Id of the commit that is checked out, and whether anything of the root was changed since."""
    commit = _git(root, "rev-parse", "HEAD").decode().strip()
    changed = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    return commit, bool(changed.strip())


def read_history(root: Path) -> History:
    """The history of a root's data as far as git knows it.

    Raises:
        GitError: there is a repository, and git failed to read it.
    """
    found = standing(root)
    if found == "none":
        return NO_HISTORY
    commit, dirty = head(root)
    if found == "shallow":
        return History("shallow", head=commit, dirty=dirty)
    return history_of(revisions(root), head=commit, dirty=dirty)


def published(root: Path, ref: str = "") -> tuple[Commit, dict[str, bytes]] | None:
    """A committed state of a root's data, and its commit; None where git knows nothing of the root.

    Args:
        root: Folder with ``data/``.
        ref: Which; when empty, the commit of the host's main branch (``origin/HEAD``) that this work started
            from, or the commit checked out where no host is known.

    Raises:
        NoCommitError: there is no such commit.
        GitError: there is a repository, and git failed to read it.
    """
    if standing(root) == "none":
        return None
    wanted = f"{ref or _started(root)}^{{commit}}"
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode().strip()
    except GitError:
        raise NoCommitError(ref) from None
    [(told, _)] = _commits(_git(root, "show", "--no-patch", f"--format={FORMAT}", commit))
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", "data/").decode(errors="replace")
    blobs: dict[str, str] = {}
    for row in filter(None, listed.split("\0")):
        meta, _, path = row.partition("\t")
        mode, _, blob = meta.split(" ")
        if mode.startswith("100") and is_data(path):
            blobs[path] = blob
    read = _blobs(root, sorted(set(blobs.values())))
    return told, {path: read[blob] for path, blob in blobs.items()}


def _started(root: Path) -> str:
    """The commit from which this work started, as far as the copy knows what its host has."""
    try:
        return _git(root, "merge-base", "HEAD", "refs/remotes/origin/HEAD").decode().strip()
    except GitError:
        return "HEAD"


def revisions(root: Path) -> list[Revision]:
    """Every commit that changed data files, oldest first, along first parents.

    Raises:
        GitError: git failed.
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
    """Commits with path and new blob (empty when removed) of each changed YAML file of the data."""
    for part in listed.split(b"\x01")[1:]:
        name, moment, message, rest = part.split(b"\x00", 3)
        day = datetime.fromtimestamp(int(moment), UTC).astimezone(HERE).date()
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
    """What a git command prints; nothing of the reader's configuration or pager has a say."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment = kept | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-c", "core.quotepath=false", "-c", "log.showSignature=false", "-C", str(root)]
    done = subprocess.run(  # noqa: S603 - fixed words, and paths of the root
        [*command, *arguments], input=stdin, capture_output=True, check=False, env=environment
    )
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip())
    return done.stdout
