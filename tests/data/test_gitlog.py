"""Commits as git has them: messages with any character, odd moments, paths that were links for a while."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.build.pipeline import Options, compose
from generator.data.gitlog import known_revisions, published, read_history, revisions
from generator.data.history import NO_HISTORY
from tests.repositories import FIRST_MOMENT, commit, git, rewrite

FILE = "data/portal.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository without commits, with a folder for data."""
    git(tmp_path, "init", "-q")
    (tmp_path / "data").mkdir()
    return tmp_path


def write(root: Path, text: str, message: str, *, moment: int = FIRST_MOMENT) -> None:
    """Commit a text as the data file, with a message as it is."""
    (root / FILE).write_text(text, encoding="utf-8")
    (root / "message").write_bytes(message.encode("utf-8", "surrogateescape"))
    git(root, "add", "data")
    arguments = ("--allow-empty-message", "--cleanup=verbatim", "-F", "message")
    git(root, "commit", "-q", *arguments, moment=moment)


@pytest.mark.parametrize(
    ("message", "subject", "body"),
    [
        ("data: một\x01hai\x01\n", "data: mộtU+0001haiU+0001", ""),
        ("data: sửa\n\nLý do.\nDòng hai.\n", "data: sửa", "Lý do.\nDòng hai."),
        ("data: \u202eđảo\u202c", "data: U+202EđảoU+202C", ""),
        ("a\u200bb\n\nc\u2066d\x7f", "aU+200Bb", "cU+2066dU+007F"),
        (":100644 100644 a b M\n\n:x", ":100644 100644 a b M", ":x"),
        ("a\tb\r\n\r\nc\r\n", "a b", "c"),
        ("a\x1b[31mb\rc", "aU+001B[31mbU+000Dc", ""),
        ("\udcff", "ÿ", ""),
        ("", "", ""),
    ],
)
def test_messages_are_cleaned_and_take_no_commit_with_them(
    repository: Path, message: str, subject: str, body: str
) -> None:
    write(repository, "a: 1\n", "data: trước")
    write(repository, "a: 2\n", message)
    write(repository, "a: 3\n", "data: sau")
    found = revisions(repository)
    assert [dict(one.files) for one in found] == [{FILE: f"a: {number}\n".encode()} for number in (1, 2, 3)]
    assert [one.commit.subject for one in found] == ["data: trước", subject, "data: sau"]
    assert found[1].commit.body == body
    git(repository, "checkout", "-q", "HEAD~1")
    newest = published(repository, "HEAD")
    assert newest is not None
    assert (newest[0].subject, newest[0].body, newest[1]) == (subject, body, {FILE: b"a: 2\n"})


def test_a_site_is_composed_of_a_history_with_control_characters(minimal_root: Path) -> None:
    git(minimal_root, "init", "-q")
    commit(minimal_root, "data: bắt đầu", 0)
    rewrite(minimal_root, "data/plans/tp-2026/tasks.yaml", "title: Rà soát văn bản", "title: Rà soát")
    commit(minimal_root, "data: rút ngắn\x01\x01\u202e", 1)
    site = compose(minimal_root, Options(history_of=minimal_root)).site
    shown = [page.body for page in site.pages if "rút ngắn" in page.body]
    assert shown
    assert not any(hidden in page for page in shown for hidden in "\x01\u202e")
    assert any("rút ngắnU+0001U+0001U+202E" in page for page in shown)


def test_a_moment_after_the_last_day_is_the_last_day(repository: Path) -> None:
    write(repository, "a: 1\n", "data: một")
    head = git(repository, "cat-file", "commit", "HEAD")
    late = head.replace(str(FIRST_MOMENT), str(10**15))
    (repository / "late").write_text(late, encoding="utf-8")
    name = git(repository, "hash-object", "-t", "commit", "-w", "late").strip()
    git(repository, "update-ref", "HEAD", name)
    (one,) = read_history(repository).commits
    assert (one.subject, one.day) == ("data: một", date(9999, 12, 31))


def test_a_file_that_was_a_link_for_a_while_was_no_data(repository: Path) -> None:
    write(repository, "a: 1\n", "data: một")
    (repository / FILE).unlink()
    (repository / FILE).symlink_to("/etc/passwd")
    commit(repository, "data: liên kết", 1)
    (repository / FILE).unlink()
    write(repository, "a: 3\n", "data: ba", moment=FIRST_MOMENT + 2 * 86_400)
    assert [one.files[FILE] for one in revisions(repository)] == [b"a: 1\n", None, b"a: 3\n"]


def shallow(root: Path) -> None:
    (root / ".git" / "shallow").write_text(git(root, "rev-parse", "HEAD"))


def without_head(root: Path) -> None:
    (root / ".git" / "HEAD").unlink()


def broken_branch(root: Path) -> None:
    (root / ".git" / "refs" / "heads" / "main").write_text("x")


def lost_commit(root: Path) -> None:
    objects(root, git(root, "rev-parse", "HEAD")).unlink()


def lost_value(root: Path) -> None:
    objects(root, git(root, "rev-parse", f"HEAD~1:{FILE}")).unlink()


def damaged_value(root: Path) -> None:
    file = objects(root, git(root, "rev-parse", f"HEAD~1:{FILE}"))
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-4])


def damaged_index(root: Path) -> None:
    (root / ".git" / "index").write_bytes(b"DIRC\0\0\0\x63")


def damaged_settings(root: Path) -> None:
    (root / ".git" / "config").write_text("[core\n")


def pointing_away(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (root / ".git").write_text("gitdir: /không/có\n")


def of_nothing(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (root / ".git").symlink_to("không-có")


def objects(root: Path, name: str) -> Path:
    """The file of an object."""
    return root / ".git" / "objects" / name[:2] / name[2:].strip()


@pytest.mark.parametrize(
    "harm",
    [
        shallow, without_head, broken_branch, lost_commit, lost_value, damaged_value, damaged_index,
        damaged_settings, pointing_away, of_nothing,
    ],
)  # fmt: skip
def test_no_repository_stops_a_build(repository: Path, harm: Callable[[Path], None]) -> None:
    for number in (1, 2):
        write(repository, f"a: {number}\n", f"data: {number}", moment=FIRST_MOMENT + number)
    harm(repository)
    depth = "shallow" if harm is shallow else "unreadable"
    assert (read_history(repository).depth, read_history(repository).commits) == (depth, ())
    found, (told,) = known_revisions(repository)
    assert (found, told.path, told.severity, told.code) == ([], ".git", "warning", f"history-{depth}")


def test_a_repository_without_commits_has_no_history_yet(repository: Path) -> None:
    (repository / FILE).write_text("a: 1\n")
    git(repository, "add", "data")
    assert read_history(repository) == NO_HISTORY


def test_without_git_the_history_is_unreadable(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, "a: 1\n", "data: một")
    monkeypatch.setenv("PATH", str(repository))
    assert (read_history(repository).depth, read_history(repository).fault) == (
        "unreadable", "git: No such file or directory",
    )  # fmt: skip


def test_a_repository_of_another_user_is_not_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, "a: 1\n", "data: một")
    # How git's own tests have it believe that another user owns the folder.
    monkeypatch.setattr("generator.data.gitlog.SHIELD", {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    assert read_history(repository).depth == "unreadable"
    assert "dubious ownership" in read_history(repository).fault


def test_a_second_working_tree_has_the_same_history(repository: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        write(repository, f"a: {number}\n", f"data: {number}", moment=FIRST_MOMENT + number)
    second = tmp_path / "second"
    git(repository, "worktree", "add", "-q", "--detach", str(second))
    assert read_history(second).commits == read_history(repository).commits
    shutil.rmtree(repository / ".git")
    assert read_history(second).depth == "unreadable"
