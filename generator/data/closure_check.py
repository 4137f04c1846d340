"""Checks against the git history that nobody rewrote a closed quarter: receipts and corrections may be added.

Someone who changes a quarter's results, snapshot and hashes together leaves data that look consistent; only
earlier commits show the change. Pure: git is read by the caller.
"""

from collections.abc import Iterable, Mapping, Sequence

from generator.data import closed_quarter
from generator.data.history import Commit, Revision
from generator.data.parser import parse_root
from generator.data.problems import Position, Problem
from generator.model.quarter_records import QuarterFile

GROWING = ("receipts", "corrections")
"""Lists to which entries may be added after closing, at the end."""

KEPT = tuple(name for name in QuarterFile.model_fields if name not in GROWING)
"""Fields that must not change after closing."""


def rewritten(revisions: Iterable[Revision], files: Mapping[str, bytes]) -> list[Problem]:
    """Return a problem for each quarter whose file no longer contains what an earlier commit closed.

    Args:
        revisions: Commits that changed the data, oldest first.
        files: The present data files, by path.
    """
    found: dict[str, Problem] = {}
    for revision in revisions:
        for path, data in revision.files.items():
            if not path.startswith(f"{closed_quarter.FOLDER}/") or data is None or path in found:
                continue
            was = _record(path, data)
            if was is None or was.closed is None:
                continue
            lost = _lost(was, _record(path, files[path]) if path in files else None)
            if lost:
                found[path] = _problem(path, lost, revision.commit)
    return list(found.values())


def _record(path: str, data: bytes) -> QuarterFile | None:
    """Parse a quarter's file; None if it is invalid, which the normal checks report."""
    root, _ = parse_root({path: data})
    return next((located.record for located in root.quarters.values()), None)


def _lost(was: QuarterFile, now: QuarterFile | None) -> str:
    """Return the first field of a closed quarter's file that was changed or removed; empty if none was."""
    if now is None:
        return "closed"
    changed = [name for name in KEPT if getattr(was, name) != getattr(now, name)]
    changed += [name for name in GROWING if not _begins_with(getattr(now, name), getattr(was, name))]
    return changed[0] if changed else ""


def _begins_with(now: Sequence[object], was: Sequence[object]) -> bool:
    return now[: len(was)] == was


def _problem(path: str, field: str, commit: Commit) -> Problem:
    quarter = path.rpartition("/")[2].removesuffix(".yaml")
    params = {"quarter": quarter, "commit": commit.short, "day": commit.day.strftime("%d/%m/%Y")}
    return Problem.make(path, Position(1, 1), field, "closed-quarter-rewritten", **params)
