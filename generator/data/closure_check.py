"""A quarter that was closed in the repository stays closed as it was: only corrections come after. Pure.

The data alone cannot tell whether a quarter's file, its snapshot and its results were all written anew
together; the commits before can.
"""

from collections.abc import Iterable, Mapping

from generator.data import closed_quarter
from generator.data.history import Commit, Revision
from generator.data.parser import parse_root
from generator.data.problems import Mark, Problem
from generator.model.quarter_records import QuarterFile

KEPT = tuple(name for name in QuarterFile.model_fields if name != "corrections")
"""What closing wrote: everything but the corrections, which come after."""


def rewritten(revisions: Iterable[Revision], files: Mapping[str, bytes]) -> list[Problem]:
    """A problem for each quarter that some commit had closed and whose file does not go on from there.

    Args:
        revisions: Commits that changed the data, oldest first.
        files: Data files as they are, by path.
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
    """A quarter's file; None where it cannot be read, which is told elsewhere."""
    root, _ = parse_root({path: data})
    return next((located.record for located in root.quarters.values()), None)


def _lost(was: QuarterFile, now: QuarterFile | None) -> str:
    """The first part of a closed quarter's file that is not there any more as it was; empty for none."""
    if now is None:
        return "closed"
    changed = [name for name in KEPT if getattr(was, name) != getattr(now, name)]
    if changed:
        return changed[0]
    return "" if now.corrections[: len(was.corrections)] == was.corrections else "corrections"


def _problem(path: str, field: str, commit: Commit) -> Problem:
    quarter = path.rpartition("/")[2].removesuffix(".yaml")
    params = {"quarter": quarter, "commit": commit.short, "day": commit.day.strftime("%d/%m/%Y")}
    return Problem.make(path, Mark(1, 1), field, "closed-quarter-rewritten", **params)
