"""What is handed to an import is read if it is a file, and named if it is something else."""

import os
import shutil
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.data.problems import ProblemError
from generator.office.sent_files import files_below, misplaced, read_files, read_sent
from generator.office.sent_forms import sorted_out
from generator.office.zip_of_forms import unzipped
from tests.paths import MINIMAL

SECRET = b"token=ghs_secret"


def a_socket(path: Path) -> None:
    here = Path.cwd()  # the path of a socket may have 107 bytes
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


ODD: dict[str, Callable[[Path], object]] = {
    "link.xlsx": lambda path: path.symlink_to(path.parent.parent / "secret"),
    "nowhere.xlsx": lambda path: path.symlink_to("nowhere"),
    "folder.xlsx": lambda path: path.symlink_to(path.parent.parent),
    "zero.xlsx": lambda path: path.symlink_to("/dev/zero"),
    "pipe.xlsx": os.mkfifo,
    "socket.xlsx": a_socket,
}


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_bytes(SECRET)
    folder = tmp_path / "sent"
    (folder / "below").mkdir(parents=True)
    for name in ("a.xlsx", "below/b.xlsx", "~$a.xlsx", ".hidden", "LY-DO.txt"):
        (folder / name).write_bytes(name.encode())
    return folder


def forms(path: Path) -> Mapping[str, bytes]:
    return sorted_out(read_files(files_below((path,)).files), unzipped).forms


def test_forms_are_read_from_a_folder_and_those_below(sent: Path) -> None:
    assert forms(sent) == {"a.xlsx": b"a.xlsx", "b.xlsx": b"below/b.xlsx"}
    (sent / "a.xlsx").write_bytes(bytes(5 * 2**20 + 5))
    assert len(forms(sent / "a.xlsx")["a.xlsx"]) == 5 * 2**20 + 1


@pytest.mark.parametrize(("name", "make"), ODD.items(), ids=ODD)
def test_what_is_no_file_in_a_folder_is_named_and_not_opened(
    sent: Path, name: str, make: Callable[[Path], object]
) -> None:
    make(sent / "below" / name)
    with pytest.raises(ProblemError) as raised:
        files_below((sent,))
    assert [(one.path, one.code) for one in raised.value.problems] == [(name, "sent-not-plain")]


def test_a_file_named_by_itself_may_be_reached_by_a_link_and_a_device_may_not(sent: Path) -> None:
    (sent / "link.xlsx").symlink_to("a.xlsx")
    (sent / "zero.xlsx").symlink_to("/dev/zero")
    assert forms(sent / "link.xlsx") == {"link.xlsx": b"a.xlsx"}
    with pytest.raises(ProblemError):
        files_below((sent / "zero.xlsx",))
    with pytest.raises(ProblemError):
        read_sent(sent / "zero.xlsx", 10)


@pytest.mark.parametrize("name", ODD)
def test_no_command_opens_what_is_no_file(sent: Path, name: str) -> None:
    ODD[name](sent / name)
    shown = f"{name}:1:1: tệp: đây là liên kết, đường ống, ổ cắm hay thiết bị, không phải tệp;"
    done = CliRunner().invoke(main, ["import", "--root", str(MINIMAL), "--quarter", "2026-q2", str(sent)])
    assert (done.exit_code, done.output.startswith(shown)) == (1, True), done.output
    if name not in {"link.xlsx", "nowhere.xlsx", "folder.xlsx"}:
        plan = ["import-plan", "--root", str(MINIMAL), "--plan", "tp-2026", "--dry-run", str(sent / name)]
        done = CliRunner().invoke(main, plan)
        assert (done.exit_code, done.output.startswith(shown)) == (1, True), done.output


def test_what_lies_in_no_folder_of_a_quarter_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path / "root")
    inbox = tmp_path / "root/data/inbox"
    sent = ("quy-2/so.xlsx", "so.xlsx", "2026-Q3/below/a.xlsx")
    for name in (*sent, "2026-q2/.gitkeep", "README.md", ".gitkeep", "empty/.x"):
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_bytes(b"x")
    assert [one.path for one in misplaced(inbox)] == [f"data/inbox/{name}" for name in sorted(sent)]
    report = tmp_path / "report"
    arguments = ["inbox", "--root", str(tmp_path / "root"), "--report", str(report), "--apply"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "data/inbox/quy-2/so.xlsx:1:1: tệp: tệp này không nằm trong thư mục của kỳ nào" in done.stderr
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "data/inbox/so.xlsx" in page
    assert "Ngoài thư mục của các kỳ" in page
    assert misplaced(tmp_path / "nowhere") == []


def test_what_is_no_form_outside_the_folders_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "quy-2").mkdir()
    for name in ("quy-2/ke-hoach.docx", "a.pdf", "b.xlsx", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    assert [(one.path, one.severity) for one in misplaced(tmp_path)] == [
        ("data/inbox/a.pdf", "warning"),
        ("data/inbox/b.xlsx", "error"),
        ("data/inbox/quy-2/ke-hoach.docx", "warning"),
    ]
