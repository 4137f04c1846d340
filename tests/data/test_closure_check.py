"""A quarter that some commit had closed: its file goes on from there, or a problem names the commit."""

from datetime import date

import pytest

from generator.data.closure_check import rewritten
from generator.data.history import Commit, Revision

PATH = "data/quarters/2026-q1.yaml"
DIGEST, OTHER = "a" * 64, "b" * 64
OPEN = "opened: 2026-03-01\n"
SNAPSHOT = f"snapshot: {{results: {DIGEST}, targets: {DIGEST}, tasks: {DIGEST}}}\n"
CLOSED = f"{OPEN}closed: 2026-04-05\nhash: {DIGEST}\n{SNAPSHOT}"


def correction(day: int) -> str:
    changes = "[{plan: tp, field: cutoff}]"
    return f"  - {{date: 2026-05-{day:02}, reason: Số sai, changes: {changes}, hash: {OTHER}}}\n"


CORRECTED = f"{CLOSED}corrections:\n{correction(1)}"


def revision(text: str | None, day: int) -> Revision:
    commit = Commit(f"{day:040x}", date(2026, 4, day), "data: kỳ", "")
    return Revision(commit, {PATH: None if text is None else text.encode(), "data/areas.yaml": b"x"})


@pytest.mark.parametrize(
    ("before", "now", "lost"),
    [
        ([OPEN], CLOSED, None),
        ([CLOSED], CLOSED, None),
        ([CLOSED], f"# ghi chú\n{CLOSED}", None),
        ([CLOSED], CORRECTED, None),
        ([CORRECTED], CORRECTED + correction(2), None),
        ([OPEN, CLOSED], OPEN, "closed"),
        ([CLOSED], None, "closed"),
        ([CLOSED], "closed: x\n", "closed"),
        ([CLOSED, None], None, "closed"),
        ([CLOSED], CLOSED.replace("2026-04-05", "2026-04-06"), "closed"),
        ([CLOSED], CLOSED.replace(f"hash: {DIGEST}", f"hash: {OTHER}"), "hash"),
        ([CLOSED], CLOSED.replace(f"tasks: {DIGEST}", f"tasks: {OTHER}"), "snapshot"),
        ([CORRECTED], CLOSED, "corrections"),
        ([CORRECTED], CORRECTED.replace("Số sai", "Số đúng"), "corrections"),
    ],
)
def test_what_closing_wrote_stays(before: list[str | None], now: str | None, lost: str | None) -> None:
    revisions = [revision(text, day) for day, text in enumerate(before, 1)]
    found = rewritten(revisions, {} if now is None else {PATH: now.encode()})
    assert [(problem.path, problem.field, problem.code) for problem in found] == (
        [] if lost is None else [(PATH, lost, "closed-quarter-rewritten")]
    )


def test_the_problem_names_the_commit_that_had_it_right() -> None:
    revisions = [revision(OPEN, 1), revision(CLOSED, 2), revision(OPEN, 3)]
    (problem,) = rewritten(revisions, {PATH: OPEN.encode()})
    params = dict(problem.params)
    assert (params["quarter"], params["commit"], params["day"]) == ("2026-q1", "0000000000", "02/04/2026")
