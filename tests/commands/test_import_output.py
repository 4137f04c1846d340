"""A press officer's day: twelve messy files in one folder, and what is said and written about them."""

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from generator.commands import import_output, office
from generator.office.inbox import Inbox
from tests.commands.conftest import Run
from tests.office.folders import THIRD

Q2 = ("--quarter", "2026-q2")
BESIDE = (
    "Thumbs.db",
    "desktop.ini",
    "a.pdf",
    "anh.jpg",
    "thu.eml",
    "ke-hoach.docx",
    "~$so-noi-vu.xlsx",
)


@pytest.fixture
def asked(small: Path) -> Path:
    """The minimal root with a third agency that is asked for a report."""
    for path, text in THIRD.items():
        (small / path).write_text((small / path).read_text(encoding="utf-8") + str(text), encoding="utf-8")
    return small


@pytest.fixture
def received(asked: Path, run: Run, tmp_path: Path) -> Path:
    """A good form, two versions that differ, a wrong one, one of another quarter, a zip, and seven others."""
    folder = tmp_path / "nhan"
    folder.mkdir()

    def form(
        agency: str, to: Path, quarter: str = "2026-q2", cutoff: str = "2026-06-09", **typed: str
    ) -> None:
        made = ("--quarter", quarter, "--agency", agency, "--cutoff", cutoff)
        assert run(office.template, "--root", asked, *made, to).exit_code == 0
        book = openpyxl.load_workbook(to)
        for cell, text in typed.items():
            book["Nhiệm vụ"][cell] = text
        book.save(to)

    form("so-tai-chinh", folder / "so-tai-chinh.xlsx", F9="Hoàn thành")
    form("so-noi-vu", folder / "so-noi-vu.xlsx", F10="Đang thực hiện")
    form("so-noi-vu", folder / "so-noi-vu (1).xlsx", F10="Hoàn thành")
    form("so-y-te", folder / "so-y-te.xlsx", F9="xong rồi nhé")
    form("so-noi-vu", folder / "quý I.xlsx", "2026-q1", "2026-03-09")
    form("xa-minh-hoa", tmp_path / "xa-minh-hoa.xlsx")
    with zipfile.ZipFile(folder / "xa.zip", "w") as package:
        package.write(tmp_path / "xa-minh-hoa.xlsx", "xã/xa-minh-hoa.xlsx")
    for name in BESIDE:
        (folder / name).write_bytes(b"x")
    return folder


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_the_first_look_says_everything_and_writes_nothing(
    asked: Path, received: Path, run: Run, tmp_path: Path
) -> None:
    before = tree(asked)
    letters, report = tmp_path / "thu", tmp_path / "bao-cao"
    said = run(
        office.import_, "--root", asked, *Q2, "--dry-run", "--replies", letters, "--report", report, received
    )
    assert said.exit_code == 1
    assert tree(asked) == before
    assert all(name in said.stdout for name in BESIDE)
    told = {line.partition(":")[0] for line in said.stderr.splitlines()}
    assert told >= {
        "quý I.xlsx",
        "so-noi-vu.xlsx",
        "so-noi-vu (1).xlsx",
        "so-noi-vu (1).xlsx › Nhiệm vụ!F10",
        "so-y-te.xlsx › Nhiệm vụ!F9",
    }
    assert "mẫu này của Quý I/2026" in said.stderr
    assert "data/inbox/2026-q1/" in said.stderr
    good = "Không có lỗi, nhận ngay được bằng --take-good: so-tai-chinh.xlsx, xa.zip › xa-minh-hoa.xlsx"
    assert good in said.stdout.splitlines()
    assert sorted(path.name for path in letters.iterdir()) == ["so-noi-vu.txt", "so-y-te.txt"]
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "Kính gửi: Sở Y tế" in page
    assert "a.pdf" in page
    assert "Chưa ghi gì" in page
    assert (report / "inbox.css").is_file()


def test_what_is_good_is_taken_and_the_rest_waits_with_its_reasons(
    asked: Path, received: Path, run: Run, tmp_path: Path
) -> None:
    chosen = ("--take-good", "--choose", received / "so-noi-vu (1).xlsx")
    said = run(office.import_, "--root", asked, *Q2, *chosen, "--replies", tmp_path / "thu", received)
    assert said.exit_code == 0, said.stderr
    assert "Chờ sửa, chưa nhận: quý I.xlsx, so-y-te.xlsx" in said.stdout.splitlines()
    assert "Đã ghi 2 kết quả của Quý II/2026" in said.stdout
    results = (asked / "data/plans/tp-2026/results/2026-q2.yaml").read_text(encoding="utf-8")
    assert "so-noi-vu, state: done" in results
    assert "so-tai-chinh, state: done" in results
    assert "so-y-te" not in results
    receipts = (asked / "data/quarters/2026-q2.yaml").read_text(encoding="utf-8")
    assert "xa-minh-hoa" in receipts
    # Mended and imported again: the letter of before is gone.
    shutil.rmtree(received)
    form = tmp_path / "so-y-te.xlsx"
    assert run(office.template, "--root", asked, *Q2, "--agency", "so-y-te", form).exit_code == 0
    again = run(office.import_, "--root", asked, *Q2, "--replies", tmp_path / "thu", form)
    assert again.exit_code == 0, again.stderr
    assert "so-y-te.txt" not in [path.name for path in (tmp_path / "thu").iterdir()]


@pytest.mark.parametrize("name", ["so-noi-vu (3).xlsx", "xlsx"])
def test_a_choice_that_means_no_one_file_is_told_with_the_names(
    asked: Path, received: Path, run: Run, name: str
) -> None:
    said = run(office.import_, "--root", asked, *Q2, "--choose", name, received)
    assert said.exit_code == 1
    assert "xa.zip › xa-minh-hoa.xlsx" in said.stderr


def test_the_inbox_takes_what_is_good_too_and_keeps_the_rest(
    asked: Path, received: Path, run: Run, tmp_path: Path
) -> None:
    inbox = asked / "data/inbox/2026-q2"
    inbox.parent.mkdir(exist_ok=True)
    (received / "so-noi-vu.xlsx").unlink()
    shutil.copytree(received, inbox)
    refused = run(office.inbox, "--root", asked, "--apply")
    assert refused.exit_code == 1
    assert (inbox / "so-tai-chinh.xlsx").is_file()
    report = tmp_path / "bao-cao"
    taken = run(office.inbox, "--root", asked, "--apply", "--take-good", "--report", report)
    assert taken.exit_code == 0, taken.stderr
    assert "Chờ sửa, chưa nhận: quý I.xlsx, so-y-te.xlsx" in taken.stdout
    assert {path.name for path in inbox.iterdir()} == {*BESIDE, "quý I.xlsx", "so-y-te.xlsx"}
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "Nhận được một phần" in page
    assert "Kính gửi: Sở Y tế" in page


def test_new_documents_are_shown_first_and_registered_when_asked(
    asked: Path, run: Run, tmp_path: Path
) -> None:
    form = tmp_path / "so-noi-vu.xlsx"
    assert run(office.template, "--root", asked, *Q2, "--agency", "so-noi-vu", form).exit_code == 0
    book = openpyxl.load_workbook(form)
    book["Nhiệm vụ"]["F10"], book["Nhiệm vụ"]["I10"] = "Hoàn thành", "77/KH-UBND"
    for row, symbol in ((5, "77/KH-UBND"), (6, "78/KH-UBND")):
        for column, text in enumerate((symbol, "Kế hoạch", "1/6/2026", "Sở Nội vụ", "Việc A"), 1):
            book["Văn bản mới"].cell(row, column, text)
    book.save(form)
    before = tree(asked)
    dry = run(office.import_, "--root", asked, *Q2, "--dry-run", form)
    assert dry.exit_code == 0, dry.stderr
    assert "Tình trạng: – → Hoàn thành" in dry.stdout
    assert "Văn bản  77/KH-UBND ngày 01/06/2026, Sở Nội vụ: Việc A" in dry.stdout
    assert "phải thêm --register: 1 văn bản mới" in dry.stdout
    assert "Văn bản mới!A6: cảnh báo: văn bản mới “78/KH-UBND” không được ô nào của biểu nêu" in dry.stderr
    unwritten = run(office.import_, "--root", asked, *Q2, form)
    assert unwritten.exit_code == 1
    assert "nhập với --register" in unwritten.stderr
    assert tree(asked) == before
    done = run(office.import_, "--root", asked, *Q2, "--register", form)
    assert done.exit_code == 0, done.stderr
    documents = (asked / "data/documents.yaml").read_text(encoding="utf-8")
    assert "77/KH-UBND" in documents
    assert "78/KH-UBND" not in documents


def test_a_report_page_is_written_whole_into_a_new_folder(tmp_path: Path) -> None:
    import_output.write_report(tmp_path / "a" / "b", Inbox((), (), refused=False, files={}))
    assert "Không có tệp Excel nào" in (tmp_path / "a/b/index.html").read_text(encoding="utf-8")
