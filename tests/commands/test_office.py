"""`template`, `import`, `inbox`: what they say of forms, and that nothing is written where they refuse."""

import unicodedata
from pathlib import Path

import pytest

from generator.commands import office
from generator.office import sent_files
from tests.commands.conftest import Run

Q2 = ("--quarter", "2026-q2")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "chọn một trong hai: --agency MÃ, hoặc --all"),
        (("--agency", "so-noi-vu", "--all"), 2, "chọn một trong hai"),
        (("--agency", "khong-co"), 1, "Cơ quan “khong-co” không có nhiệm vụ"),
    ],
)
def test_a_form_is_made_for_one_agency_or_for_all(
    small: Path, tmp_path: Path, run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    found = run(office.template, "--root", small, *Q2, *arguments, tmp_path / "form.xlsx")
    assert found.exit_code == code
    assert words in found.stderr
    assert not (tmp_path / "form.xlsx").exists()


def test_an_empty_form_changes_nothing(small: Path, tmp_path: Path, run: Run) -> None:
    form = tmp_path / "so-noi-vu.xlsx"
    assert run(office.template, "--root", small, *Q2, "--agency", "so-noi-vu", form).exit_code == 0
    before = sorted(path for path in small.rglob("*"))
    found = run(office.import_, "--root", small, *Q2, "--dry-run", form)
    assert found.exit_code == 0
    assert "Sở Nội vụ: 0/3 dòng (so-noi-vu.xlsx)" in found.stdout
    assert sorted(path for path in small.rglob("*")) == before
    assert (
        run(office.inbox, "--root", small).stdout == "Đọc được 0 thay đổi trong 0 tệp dữ liệu; chưa ghi gì.\n"
    )


def test_forms_of_folders_are_found_and_large_ones_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.xlsx", "sub/a.xlsx", "~$b.xlsx", "note.txt"):
        (tmp_path / name).write_bytes(b"x")
    found = sent_files.files_below((tmp_path,)).files
    assert sorted(path.name for path in found.values()) == ["a.xlsx", "b.xlsx", "note.txt", "~$b.xlsx"]
    with (tmp_path / "b.xlsx").open("wb") as large:
        large.truncate(sent_files.MOST_FORM_BYTES * 3)
    read = {name: len(file.data) for name, file in sent_files.read_files(found).items()}
    assert read == {"a.xlsx": 1, "b.xlsx": sent_files.MOST_FORM_BYTES + 1, "note.txt": 0, "./~$b.xlsx": 0}


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (unicodedata.normalize("NFD", "Sở đính chính"), "cổng đã ghép dấu vào chữ"),
        ("Sở\u202e đính chính", "Lý do có ký tự U+202E"),
        ("Sở \udcff", "Lý do có ký tự U+DCFF"),
    ],
)
def test_a_reason_is_told_when_it_is_composed_or_refused(
    small: Path, tmp_path: Path, run: Run, reason: str, words: str
) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(b"x")
    found = run(office.import_, "--root", small, *Q2, "--correct", reason, form)
    assert found.exit_code == 1
    assert words in found.stdout + found.stderr
