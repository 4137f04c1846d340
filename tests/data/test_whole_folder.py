"""A folder is filled whole or not at all, wherever the run that fills it is killed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.data.transaction import ReplaceError
from generator.data.whole_folder import whole_folder


def filled(goal: Path, words: str) -> None:
    """A folder of two files, one in a folder of its own."""
    with whole_folder(goal) as part:
        (part / "a.txt").write_text(words, encoding="utf-8")
        (part / "b").mkdir()
        (part / "b" / "c.txt").write_text(words, encoding="utf-8")


def half_filled(goal: Path) -> None:
    """A disk that is full before the folder is."""
    with whole_folder(goal) as part:
        (part / "a.txt").write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device", str(part / "a.txt"))


def content(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def test_killed_at_any_step_there_is_the_old_one_or_the_new_one(
    tmp_path: Path, killed_at: Callable[..., bool]
) -> None:
    old, new = {"mine.txt": "old"}, {"a.txt": "new", "b/c.txt": "new"}
    step, killed = 0, True
    while killed:
        step += 1
        goal = tmp_path / str(step) / "goal"
        goal.mkdir(parents=True)
        (goal / "mine.txt").write_text("old", encoding="utf-8")
        killed = killed_at(step, partial(filled, goal, "new"))
        assert not goal.exists() or content(goal) in (old, new)
        # What stood between the two renames is found again by the next run, which leaves nothing beside.
        filled(goal, "new")
        assert content(goal.parent) == {f"goal/{path}": words for path, words in new.items()}
    assert step > 6


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    filled(tmp_path / "goal", "old")
    with pytest.raises(OSError, match=r"goal/a\.txt"):
        half_filled(tmp_path / "goal")
    assert content(tmp_path) == {"goal/a.txt": "old", "goal/b/c.txt": "old"}


def test_the_folder_that_one_stands_in_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = tmp_path / "goal"
    goal.mkdir()
    monkeypatch.chdir(goal)
    filled(Path(), "new")
    assert content(Path()) == {"a.txt": "new", "b/c.txt": "new"}


def test_two_runs_do_not_fill_one_folder(tmp_path: Path) -> None:
    with (
        whole_folder(tmp_path / "goal") as part,
        pytest.raises(ReplaceError, match="folder-busy"),
        whole_folder(tmp_path / "goal"),
    ):
        pass
    assert not part.exists()
    assert content(tmp_path) == {}


def test_a_name_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    filled(tmp_path / ("x" * 255), "new")
    assert len(list(tmp_path.iterdir())) == 1
