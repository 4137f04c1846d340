"""A change of the data is whole or not there, wherever the run that makes it is killed."""

import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.data.parser import read_files
from generator.data.transaction import ReplaceError, replace_file, replace_files

BEFORE = {
    "data/portal.yaml": b"city: A\n",
    "data/plans/p/results/2026-q1.yaml": b"old\n",
    "data/plans/p/events.yaml": b"gone\n",
}
CHANGE = {
    "data/portal.yaml": b"city: B\n",
    "data/plans/p/results/2026-q1.yaml": b"new\n",
    "data/plans/p/events.yaml": None,
    "data/plans/q/results/2026-q1.yaml": b"first\n",
}
AFTER = {path: data for path, data in CHANGE.items() if data is not None}

KilledAt = Callable[..., bool]


def laid(root: Path) -> Path:
    """A root of a few files."""
    for path, data in BEFORE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def everything(root: Path) -> dict[str, bytes]:
    """Every file below data/, hidden ones too."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in (root / "data").rglob("*") if p.is_file()}


def steps() -> Iterator[int]:
    yield from range(1, 200)


def test_a_killed_change_is_undone_by_the_next_reader(tmp_path: Path, killed_at: KilledAt) -> None:
    seen = []
    for step in steps():
        root = laid(tmp_path / str(step))
        killed = killed_at(step, partial(replace_files, root, CHANGE, BEFORE))
        found = read_files(root)
        assert found in (BEFORE, AFTER), step
        assert everything(root) == found, "copies are left"
        seen.append(found == AFTER)
        if not killed:
            break
    # Every step up to the last one undone, then done: and there were steps to be killed at.
    assert seen == sorted(seen)
    assert seen.count(False) > 10
    assert seen[-1]


def test_an_undoing_that_is_killed_too_is_gone_on_with(tmp_path: Path, killed_at: KilledAt) -> None:
    half = laid(tmp_path / "half")
    # Before the second file is renamed to its place: the kept ones first, then the first file.
    assert killed_at(3, lambda: replace_files(half, CHANGE, BEFORE), renames_only=True)
    assert everything(half)["data/portal.yaml"] == CHANGE["data/portal.yaml"]
    root = half
    for step in steps():
        root = tmp_path / str(step)
        shutil.copytree(half, root)
        killed = killed_at(step, partial(read_files, root))
        assert read_files(root) == BEFORE
        if not killed:
            break
    assert step > 3
    assert everything(root) == BEFORE


def test_a_change_leaves_nothing_behind(tmp_path: Path) -> None:
    root = laid(tmp_path)
    replace_files(root, CHANGE, BEFORE)
    assert everything(root) == AFTER


def test_a_file_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    root = laid(tmp_path)
    (root / "data/plans/q").write_bytes(b"a file where a folder must go")
    there = everything(root)
    with pytest.raises(OSError, match="plans/q"):
        replace_files(root, CHANGE, BEFORE)
    assert everything(root) == there


@pytest.fixture
def full_disk() -> Iterator[Callable[[int], None]]:
    """Lets no file of this process grow above some bytes, as on a full disk, which is told without a name."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.parametrize("most", [4, 20])
def test_a_full_disk_is_told_with_the_name_and_leaves_nothing_behind(
    tmp_path: Path, full_disk: Callable[[int], None], most: int
) -> None:
    root = laid(tmp_path)
    there = everything(root)
    full_disk(most)
    with pytest.raises(OSError, match="File too large") as raised:
        replace_files(root, CHANGE, BEFORE)
    full_disk(resource.RLIM_INFINITY)
    assert str(raised.value.filename).startswith(str(root / "data/.replacing.part/"))
    assert everything(root) == there


def test_work_of_a_person_since_is_never_overwritten(tmp_path: Path, killed_at: KilledAt) -> None:
    root = laid(tmp_path)
    assert killed_at(3, lambda: replace_files(root, CHANGE, BEFORE), renames_only=True)
    (root / "data/portal.yaml").write_bytes(b"city: C\n")
    done = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert done.exit_code == 1
    assert done.stderr == (
        "Một lần ghi trước dừng giữa chừng. Các tệp chưa ai sửa từ đó đã được trả lại như cũ; tệp đã bị sửa "
        "thì giữ nguyên, trong ngoặc là bản trước lần ghi ấy: data/portal.yaml (data/.unsettled-1/0). Xem "
        "lại các tệp này, rồi xóa thư mục data/.unsettled-1; lệnh sau chạy tiếp bình thường.\n"
    )
    # The edits and the copy are kept, the rest is as before, and nothing stands in the way of what follows.
    edited = {**BEFORE, "data/portal.yaml": b"city: C\n"}
    assert (root / "data/.unsettled-1/0").read_bytes() == BEFORE["data/portal.yaml"]
    assert read_files(root) == edited
    replace_files(root, CHANGE, edited)
    assert read_files(root) == AFTER


def test_edits_after_a_second_interruption_are_kept_beside_the_first(
    tmp_path: Path, killed_at: KilledAt
) -> None:
    root = laid(tmp_path)
    for number in (1, 2):
        before = read_files(root)
        assert killed_at(3, partial(replace_files, root, CHANGE, before), renames_only=True)
        (root / "data/portal.yaml").write_bytes(f"city: {number}\n".encode())
        with pytest.raises(ReplaceError) as raised:
            read_files(root)
        assert raised.value.params["kept"] == f"data/.unsettled-{number}"
    assert (root / "data/.unsettled-2/0").read_bytes() == b"city: 1\n"


def test_a_folder_put_in_place_of_a_file_is_an_edit(tmp_path: Path, killed_at: KilledAt) -> None:
    root = laid(tmp_path)
    assert killed_at(3, lambda: replace_files(root, CHANGE, BEFORE), renames_only=True)
    (root / "data/portal.yaml").unlink()
    (root / "data/portal.yaml").mkdir()
    with pytest.raises(ReplaceError) as raised:
        read_files(root)
    assert raised.value.params["paths"] == "data/portal.yaml (data/.unsettled-1/0)"
    assert read_files(root) == {path: data for path, data in BEFORE.items() if path != "data/portal.yaml"}


@pytest.mark.parametrize(
    "listed",
    [
        b"",
        b"{",
        b"[]",
        b'{"data/portal.yaml": 1}',
        b"\xff",
        b'{"data/portal.yaml": ["0", null]}',
        b'{"../outside": [null, "3608bca1e44ea6c4d268eb6db02260269892c0b42b86bbf1e77a6fa16c3c9282"]}',
        b'{"data/../../outside": [null, "3608bca1e44ea6c4d268eb6db02260269892c0b42b86bbf1e77a6fa16c3c9282"]}',
    ],
)
def test_copies_that_are_damaged_or_foreign_restore_nothing(tmp_path: Path, listed: bytes) -> None:
    root = laid(tmp_path / "root")
    (tmp_path / "outside").write_bytes(b"xyz")
    (root / "data/.replacing").mkdir()
    (root / "data/.replacing/list.json").write_bytes(listed)
    done = CliRunner().invoke(main, ["check", "--root", str(root)])
    assert done.exit_code == 1
    assert done.stderr == (
        "Một lần ghi trước dừng giữa chừng và bản sao để trả lại đã hỏng, nên data/ có thể chỉ mới ghi một "
        "phần. Xem lại bằng git diff -- data, trả lại tệp cần trả bằng git checkout -- data; bản sao hỏng "
        "còn ở data/.unsettled-1, xem xong thì xóa. Lệnh sau chạy tiếp bình thường.\n"
    )
    assert (tmp_path / "outside").read_bytes() == b"xyz"
    assert read_files(root) == BEFORE


@pytest.mark.parametrize("name", ["b" * 255, "ủ" * 85, "a\nb", "x\udcff", "::error"])
def test_any_name_is_changed_removed_and_put_back(tmp_path: Path, killed_at: KilledAt, name: str) -> None:
    root = laid(tmp_path)
    path = f"data/inbox/2026-q2/{name}"
    (root / path).parent.mkdir(parents=True)
    (root / path).write_bytes(b"old")
    before = {**BEFORE, path: b"old"}
    for change in ({path: b"new", **CHANGE}, {path: None, **CHANGE}):
        assert killed_at(3, partial(replace_files, root, change, before), renames_only=True)
        read_files(root)
        assert everything(root) == before
    replace_files(root, {path: b"new"}, before)
    assert everything(root) == {**BEFORE, path: b"new"}
    replace_files(root, {path: None}, {path: b"new"})
    assert everything(root) == BEFORE


def test_what_is_not_read_back_as_it_was_written_is_put_back(tmp_path: Path) -> None:
    """Two names of one file: the second text takes the place of the first, as a bad disk would."""
    root = laid(tmp_path)
    before = everything(root)
    twice = {"data/portal.yaml": b"city: X\n", "data/./portal.yaml": b"city: Y\n"}
    with pytest.raises(ReplaceError) as caught:
        replace_files(root, twice, dict.fromkeys(twice, BEFORE["data/portal.yaml"]))
    assert (caught.value.code, caught.value.params) == ("data-not-as-written", {"path": "data/portal.yaml"})
    assert everything(root) == before


def test_a_file_that_moved_meanwhile_is_told(tmp_path: Path) -> None:
    root = laid(tmp_path)
    with pytest.raises(ReplaceError) as raised:
        replace_files(root, CHANGE, {**BEFORE, "data/portal.yaml": b"city: 0\n"})
    assert raised.value.code == "data-moved"
    assert everything(root) == BEFORE


@pytest.mark.parametrize("arguments", [("quarter", "open", "2026-q3"), ("quarter", "close", "2026-q1")])
def test_commands_killed_between_renames(
    sample_root: Path, tmp_path: Path, killed_at: KilledAt, arguments: tuple[str, ...]
) -> None:
    root = tmp_path / "root"
    shutil.copytree(sample_root / "data", root / "data")
    runs = [[*arguments, "--root", str(root), "--as-of", "2026-10-30"]]
    if arguments[1] == "close":
        (root / "data/quarters/2026-q1.yaml").unlink(missing_ok=True)
        shutil.rmtree(root / "data/snapshots/2026-q1", ignore_errors=True)
        runs.insert(0, ["quarter", "open", "2026-q1", "--root", str(root), "--as-of", "2026-04-01"])
        assert CliRunner().invoke(main, runs[0]).exit_code == 0
    before = read_files(root)
    assert killed_at(2, lambda: CliRunner().invoke(main, runs[-1]), renames_only=True)
    assert read_files(root) == before
    done = CliRunner().invoke(main, runs[-1])
    assert done.exit_code == 0, done.output
    assert read_files(root) != before


def test_a_file_that_cannot_be_replaced_is_told_by_its_own_name() -> None:
    """Also where neither writing nor removing is allowed, as on a read-only disk."""
    with pytest.raises(OSError, match="/proc/goal") as raised:
        replace_file(Path("/proc/goal"), b"x")
    assert raised.value.filename == "/proc/goal"
