"""Reads from git the commits that changed the data, each with the changed files.

However long the history, two git processes are enough: one lists commits and blobs, one prints the blobs. The
result depends only on the commits, not on the clock, the time zone or the user's git configuration.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from generator.data.history import NO_HISTORY, Commit, History, HistoryDepth, Revision, history_of
from generator.data.parser import is_data
from generator.data.problems import WHOLE_FILE, Problem, visible

VIETNAM_TIME = timezone(timedelta(hours=7))
"""Time zone in which the day of a commit is determined, wherever the site is built."""

FORMAT = "%H%x00%ct%x00%B%x00"
"""Git format of a commit: id, time of commit in seconds, message; no message can hold the NUL after each."""

LAST_SECOND = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
"""Latest time of a commit that becomes a day; git itself takes any number, later ones count as this one."""


SHIELD = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
"""Environment of git: no settings of the machine, no lock, no fetching of what a partial clone lacks."""


INCOMPLETE: Mapping[HistoryDepth, str] = {"shallow": "history-shallow", "unreadable": "history-unreadable"}
"""Code of the warning for each depth of a repository whose history is not known whole."""


class GitError(Exception):
    """A git command failed; the message is git's own."""


class NoCommitError(Exception):
    """There is no commit with the name given."""


def history_depth(root: Path) -> HistoryDepth:
    """Return how much of the data's history is available.

    ``full``; ``shallow`` in a shallow clone; ``none`` outside a repository, before its first commit, or if
    the data are not committed.

    Raises:
        GitError: There is a repository, and git is missing or cannot read it.
    """
    if not _in_repository(root):
        return "none"
    inside = _git(root, "rev-parse", "--is-shallow-repository").strip()
    if not _git(root, "ls-files", "-z", "--", "data/portal.yaml") or _unborn(root):
        return "none"
    return "shallow" if inside == b"true" else "full"


def _in_repository(root: Path) -> bool:
    """Whether there is a ``.git``, sound or broken, where git looks for one: up to where a disk ends."""
    top = root.resolve()
    for folder in (top, *top.parents):
        if folder.stat().st_dev != top.stat().st_dev:
            return False
        if os.path.lexists(folder / ".git"):
            return True
    return False


def _unborn(root: Path) -> bool:
    """Whether the repository has a branch without commits checked out."""
    try:
        _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    except GitError:
        branch = _git(root, "symbolic-ref", "HEAD").decode(errors="surrogateescape").strip()
        if branch in _git(root, "for-each-ref", "--format=%(refname)").decode(errors="surrogateescape").split(
            "\n"
        ):
            raise
        return True
    return False


def head(root: Path) -> tuple[str, bool]:
    """Return the id of the checked-out commit, and whether the root has uncommitted changes."""
    commit = _git(root, "rev-parse", "HEAD").decode().strip()
    changed = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    return commit, bool(changed.strip())


def read_history(root: Path) -> History:
    """Return the history of a root's data; without commits unless it is known whole.

    No repository stops a build: of one that git cannot read, the history says what git said.
    """
    try:
        found = history_depth(root)
        if found == "none":
            return NO_HISTORY
        commit, dirty = head(root)
        read = revisions(root) if found == "full" else []
    except GitError as error:
        return History("unreadable", fault=str(error))
    return (
        history_of(read, head=commit, dirty=dirty)
        if found == "full"
        else History(found, head=commit, dirty=dirty)
    )


def known_revisions(root: Path) -> tuple[list[Revision], list[Problem]]:
    """Return the `revisions` of a root if its history is known whole, else none, and a warning why."""
    try:
        depth = history_depth(root)
        return revisions(root) if depth == "full" else [], history_warnings(History(depth))
    except GitError as error:
        return [], history_warnings(History("unreadable", fault=str(error)))


def history_warnings(history: History) -> list[Problem]:
    """Return a warning if there is a repository of which the history is not known whole."""
    if history.depth not in INCOMPLETE:
        return []
    code = INCOMPLETE[history.depth]
    return [Problem.make(".git", WHOLE_FILE, "", code, severity="warning", value=history.fault)]


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
    """Parse git's output: commits, each with path and blob id (empty if removed) of changed YAML files.

    Fields end with NUL: three of each commit (`FORMAT`), then two of each file, of which the first begins
    with a colon. Git puts an empty field and a line end between them.
    """
    fields = iter(listed.split(b"\0"))
    # Only what comes between is left out where it is empty: a message may be empty too.
    starts = (field for one in fields if (field := one.lstrip(b"\n")))
    name = next(starts, None)
    while name is not None:
        commit = _commit(name, next(fields), next(fields))
        files: list[tuple[str, str]] = []
        while (name := next(starts, None)) is not None and name.startswith(b":"):
            files += _changed(name, next(fields))
        yield commit, files


def _commit(name: bytes, moment: bytes, message: bytes) -> Commit:
    """Return a commit; characters of its message that do not show are written as U+XXXX."""
    seconds = max(0, min(int(moment), LAST_SECOND))
    day = datetime.fromtimestamp(seconds, UTC).astimezone(VIETNAM_TIME).date()
    lines = message.decode(errors="replace").replace("\r\n", "\n").replace("\t", " ").strip().split("\n")
    subject, *body = map(visible, lines)
    return Commit(name.decode(), day, subject.strip(), "\n".join(body).strip())


def _changed(meta: bytes, path: bytes) -> Iterator[tuple[str, str]]:
    """Yield path and blob of a changed YAML file: ``:old-mode new-mode old-blob new-blob letter``.

    The blob is empty if the path is no plain file any more: removed, or now a link or a submodule.
    """
    _, mode, _, blob, _ = meta.split(b" ")
    text = path.decode(errors="replace")
    if text.endswith(".yaml"):
        yield text, blob.decode() if mode.startswith(b"100") else ""


def _blobs(root: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Return the contents of blobs by id.

    Raises:
        GitError: The repository lacks one of them.
    """
    if not names:
        return {}
    given = _git(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
    found = {}
    place = 0
    for name in names:
        end = given.index(b"\n", place)
        head = given[place:end].split(b" ")
        if b"blob" not in head:
            raise GitError(b" ".join(head).decode(errors="replace"))  # "<id> missing", in a partial clone
        size = int(head[-1])
        found[name] = given[end + 1 : end + 1 + size]
        place = end + 1 + size + 1
    return found


def _git(root: Path, *arguments: str, stdin: bytes | None = None) -> bytes:
    """Run git in the root and return its output, shielded from the user's environment and settings.

    Raises:
        GitError: Git failed, or is not installed.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = (
        "core.quotepath=false", "core.fsmonitor=false", "log.showSignature=false",
        "i18n.logOutputEncoding=UTF-8",
    )  # fmt: skip
    command = ["git", *(word for setting in settings for word in ("-c", setting)), "-C", str(root)]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and paths of the root
            [*command, *arguments], input=stdin, capture_output=True, check=False, env=kept | SHIELD
        )
    except OSError as error:
        raise GitError(f"git: {error.strerror}") from None
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip())
    return done.stdout
