"""What lies among the forms is listed with its reason, and keeps nobody's form out."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.office.inbox_folder import read_inbox
from generator.office.sent_files import files_below, read_files
from generator.office.sent_forms import Sent, sorted_out
from generator.office.zip_of_forms import unzipped
from tests.paths import MINIMAL

Q2 = ("--quarter", "2026-q2")

Run = Callable[..., Result]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the minimal root's data."""
    shutil.copytree(MINIMAL / "data", tmp_path / "root" / "data")
    return tmp_path / "root"


BESIDE = {
    "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "desktop.ini": b"[.ShellClassInfo]",
    ".DS_Store": b"\0\0\0\1Bud1",
    "~$so-noi-vu.xlsx": b"\x04user",
    "bao-cao-ky.pdf": b"%PDF-1.7\n",
    "anh.jpg": b"\xff\xd8\xff\xe0",
    "thu.eml": b"From: a@b\n\nxin gui bieu",
    "thu.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "ke-hoach.docx": b"PK\3\4word/document.xml",
    "ghi-chu.txt": b"nho goi lai",
    "khong-ro": b"\0\1\2",
}


def laid(folder: Path) -> Path:
    """A folder with all that lies beside forms."""
    (folder / "rong").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "so.xlsx").write_bytes(b"x")
    for name, data in BESIDE.items():
        (folder / name).write_bytes(data)
    return folder


def sent_in(folder: Path) -> Sent:
    found = files_below((folder,))
    return sorted_out(read_files(found.files), unzipped, found.aside)


def test_everything_beside_the_forms_is_listed_and_not_read(tmp_path: Path) -> None:
    found = sent_in(laid(tmp_path))
    assert (found.forms, found.problems) == ({}, ())
    assert {one.file.removeprefix("./"): one.reason for one in found.aside} == {
        "Thumbs.db": "system",
        "desktop.ini": "system",
        ".DS_Store": "system",
        "~$so-noi-vu.xlsx": "lock",
        "bao-cao-ky.pdf": "pdf",
        "anh.jpg": "picture",
        "thu.eml": "mail",
        "thu.msg": "mail",
        "ke-hoach.docx": "word",
        "ghi-chu.txt": "text",
        "khong-ro": "other",
        "rong/": "folder-empty",
        ".git/": "folder-hidden",
    }


def test_another_packed_file_is_refused_because_forms_may_be_in_it(tmp_path: Path) -> None:
    (tmp_path / "goi.rar").write_bytes(b"Rar!\x1a\x07")
    (problem,) = sent_in(tmp_path).problems
    assert (problem.path, problem.code) == ("goi.rar", "sent-archive")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_rest_is_imported_and_the_listing_says_why(
    small: Path,
    tmp_path: Path,
    portal_run: Run,
    lang: str,
) -> None:
    folder = laid(tmp_path / "nhan")
    form = folder / "so-noi-vu.xlsx"
    assert portal_run("template", "--root", small, *Q2, "--agency", "so-noi-vu", form).exit_code == 0
    found = portal_run("import", "--root", small, "--lang", lang, *Q2, folder)
    assert found.exit_code == 0, found.stderr
    for name in (*BESIDE, "rong/", ".git/"):
        assert name in found.stdout
    aside = "Để riêng anh.jpg: ảnh" if lang == "vi" else "Left aside anh.jpg: a picture"
    assert aside in found.stdout
    assert "3" in found.stdout


def test_nothing_but_such_files_is_no_form(small: Path, tmp_path: Path, portal_run: Run) -> None:
    found = portal_run("import", "--root", small, *Q2, laid(tmp_path / "nhan"))
    assert found.exit_code == 1
    assert "Để riêng bao-cao-ky.pdf: tệp PDF" in found.stdout
    assert "Không thấy tệp Excel nào" in found.stderr


def test_what_lies_aside_in_the_inbox_is_told_and_stays(small: Path, tmp_path: Path, portal_run: Run) -> None:
    inbox = laid(small / "data/inbox/2026-q2")
    form = inbox / "so-noi-vu.xlsx"
    assert portal_run("template", "--root", small, *Q2, "--agency", "so-noi-vu", form).exit_code == 0
    (inbox / "LY-DO.txt").write_text("Nộp bổ sung", encoding="utf-8")
    (folder,) = read_inbox(small, unzipped).values()
    assert folder.sent.reason == "Nộp bổ sung".encode()
    assert sorted(folder.leaving()) == [f"data/inbox/2026-q2/{name}" for name in ("LY-DO.txt", form.name)]
    found = portal_run("inbox", "--root", small, "--apply", "--report", tmp_path / "report")
    assert found.exit_code == 0, found.stderr
    assert "Để riêng bao-cao-ky.pdf: tệp PDF" in found.stdout
    assert "bao-cao-ky.pdf" in (tmp_path / "report/index.html").read_text(encoding="utf-8")
    assert {path.name for path in inbox.iterdir()} == {*BESIDE, "rong", ".git"}
