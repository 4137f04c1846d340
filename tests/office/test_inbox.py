"""The door without a terminal: what CI runs on uploaded forms, run here."""

import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from generator.office.inbox import Inbox, take_inbox
from generator.office.sent_files import REASON, files_below
from generator.office.sent_forms import Sent
from generator.office.workbook import Sheet
from tests.office import editors
from tests.office.answers import QUARTER, SHARED, TASK, answered, form_of
from tests.office.cells import VIETNAMESE
from tests.paths import MINIMAL
from tests.portals import SECOND_QUARTER, portal_of


class Words(HTMLParser):
    """The words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.found.append(data.strip())


def test_uploaded_forms_are_reported_then_taken(
    root: Path, forms: Path, portal_run: Callable[..., Result], tmp_path: Path, killed_at: Callable[..., bool]
) -> None:
    inbox = root / "data" / "inbox" / editors.QUARTER
    inbox.mkdir(parents=True)
    sheet = "Nhiệm vụ"
    day = {"op": "set", "sheet": sheet, "key": "tp-2026/2", "column": "Ngày hoàn thành", "value": "31/6/2026"}
    state = {"op": "set", "sheet": sheet, "key": "tp-2026/2", "column": "Tình trạng", "value": "Hoàn thành"}
    script = {
        "op": "set",
        "sheet": sheet,
        "key": "tp-2026/2",
        "column": "Ghi chú",
        "value": "<script>x</script>",
    }
    mended = {**day, "value": "30/7/2026"}
    form = forms / "so-noi-vu.xlsx"
    good = tmp_path / "good.xlsx"
    editors.fill(
        tmp_path,
        [
            {"from": form, "to": inbox / "so-noi-vu.xlsx", "ops": [state, day]},
            {"from": form, "to": good, "ops": [state, mended, script]},
        ],
    )
    report = tmp_path / "report"
    before = editors.tree(root)
    refused = portal_run("inbox", "--root", root, "--report", report)
    assert refused.exit_code == 1
    words = Words((report / "index.html").read_text(encoding="utf-8")).found
    assert "so-noi-vu.xlsx › Nhiệm vụ!G11" in words
    assert any(word.startswith("“31/6/2026” không phải một ngày có thật") for word in words)
    assert editors.tree(root) == before
    # Mended and uploaded again: taken, and the file leaves the inbox.
    shutil.copyfile(good, inbox / "so-noi-vu.xlsx")
    taken = portal_run("inbox", "--root", root, "--report", report)
    assert taken.exit_code == 0, taken.stderr
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert {"30/07/2026", "Hoàn thành", "<script>x</script>"} <= set(Words(page).found)
    # Killed between two files, nothing was taken and the form still waits.
    waiting = editors.tree(root)
    assert killed_at(2, lambda: portal_run("inbox", "--root", root, "--apply"), renames_only=True)
    assert portal_run("check", "--root", root).exit_code == 0
    assert editors.tree(root) == waiting
    applied = portal_run("inbox", "--root", root, "--apply")
    assert applied.exit_code == 0, applied.stderr
    assert list(inbox.iterdir()) == []
    results = (root / "data/plans/tp-2026/results" / f"{editors.QUARTER}.yaml").read_text(encoding="utf-8")
    assert "completed: '2026-07-30'" in results
    assert "imported: so-noi-vu.xlsx › Nhiệm vụ!F11" in results
    assert portal_run("check", "--root", root).exit_code == 0


def taken(forms: dict[str, list[Sheet]], reason: bytes = "Nộp bổ sung".encode()) -> Inbox:
    """What forms of one quarter would do, laid into its folder with a file of a reason."""
    sent = Sent({name: name.encode() for name in forms}, reason=reason)
    return take_inbox(
        portal_of(), {QUARTER: sent}, VIETNAMESE, date(2026, 6, 12), lambda data: forms[data.decode()]
    )


def test_the_forms_of_a_quarter_become_its_results() -> None:
    form = answered(form_of(portal_of()), {(SHARED, "state"): "Đang thực hiện"})
    found = taken({"so-noi-vu.xlsx": form})
    assert not found.refused
    assert sorted(found.files) == [SECOND_QUARTER, "data/quarters/2026-q2.yaml"]
    (report,) = found.quarters
    assert [(change.number, change.agency) for change in report.changes] == [("2", "Sở Nội vụ")]


def test_one_form_that_is_refused_keeps_the_others_out() -> None:
    blank = form_of(portal_of(), "so-tai-chinh")
    good = answered(blank, {(SHARED, "state"): "Đang thực hiện"})
    bad = answered(form_of(portal_of()), {(TASK, "state"): "xong rồi nhé"})
    found = taken({"a.xlsx": good, "b.xlsx": bad})
    assert (found.refused, found.files) == (True, {})
    (problem,) = found.quarters[0].problems
    assert (problem.place, problem.severity) == ("b.xlsx › Nhiệm vụ!F9", "error")
    assert "xong rồi nhé" in problem.found


ODD_NAMES = {
    "ủ" * 80 + "-" * 10 + ".xlsx": "ủ" * 79 + "…",
    "b" * 250 + ".xlsx": "b" * 79 + "…",
    unicodedata.normalize("NFD", "Sở Nội vụ.xlsx"): "Sở Nội vụ.xlsx",
    "Sở Nội vụ.XLSX": "Sở Nội vụ.XLSX",
    "xo\u202excod.xlsx": "xoU+202Excod.xlsx",
    "hai\ndòng\x1b[31m\t.xlsx": "hai dòngU+001B[31mU+0009.xlsx",
    "latin-\udce9.xlsx": "latin-U+DCE9.xlsx",
    "::error file=x::Hỏng.xlsx": "./::error file=x::Hỏng.xlsx",
    "##[error]Hỏng.xlsx": "./##[error]Hỏng.xlsx",
    "Nguyễn Văn A 0912345678.xlsx": "Nguyễn Văn A 0912345678.xlsx",
    "=1+1.xlsx": "./=1+1.xlsx",
}
"""Names of files as they are sent, and as messages show them."""


def minimal_with(folder: Path, name: str, portal_run: Callable[..., Result], state: str) -> Path:
    """A copy of the minimal root with one form in its inbox, one task of it answered."""
    shutil.copytree(MINIMAL, folder)
    inbox = folder / "data" / "inbox" / "2026-q2"
    inbox.mkdir(parents=True)
    form = folder.parent / "form.xlsx"
    if not form.exists():
        asked = ("--quarter", "2026-q2", "--agency", "so-noi-vu", "--cutoff", "2026-06-09")
        assert portal_run("template", "--root", folder, *asked, form).exit_code == 0
    book = openpyxl.load_workbook(form)
    book["Nhiệm vụ"]["F10"] = state
    book.save(inbox / "form.xlsx")
    (inbox / "form.xlsx").rename(inbox / name)
    return folder


def test_every_odd_name_is_shown_so_that_nothing_obeys_it(tmp_path: Path) -> None:
    for name in ODD_NAMES:
        (tmp_path / name).touch()
    shown = {path.name: shown for shown, path in files_below((tmp_path,)).files.items()}
    assert shown[unicodedata.normalize("NFD", "Sở Nội vụ.xlsx")] == "Sở Nội vụ.xlsx"
    assert shown == ODD_NAMES


TAKEN = (0, 2, 5, 6, 7)
"""Of `ODD_NAMES` those that disk, terminal or CI treat each in its own way; the others go the same way."""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param(name, shown, id=str(place), marks=() if place in TAKEN else pytest.mark.city)
        for place, (name, shown) in enumerate(ODD_NAMES.items())
    ],
)
def test_a_form_of_any_name_is_read_named_and_taken(
    name: str, shown: str, tmp_path: Path, portal_run: Callable[..., Result]
) -> None:
    wrong = minimal_with(tmp_path / "wrong", name, portal_run, "xong rồi nhé")
    before = editors.tree(wrong)
    refused = portal_run("inbox", "--root", wrong, "--apply")
    assert refused.exit_code == 1
    line = refused.stderr.partition("\n")[0]
    # What would be a command to CI is broken where it is printed.
    named = shown.replace("##[", "## [")
    assert line.partition(" không")[0] == f"{named} › Nhiệm vụ!F10: “xong rồi nhé”"
    assert editors.tree(wrong) == before

    root = minimal_with(tmp_path / "root", name, portal_run, "Đang thực hiện")
    taken = portal_run("inbox", "--root", root, "--report", tmp_path / "report", "--apply")
    assert taken.exit_code == 0, taken.output
    assert list((root / "data/inbox/2026-q2").iterdir()) == []
    written = (root / SECOND_QUARTER).read_text(encoding="utf-8")
    assert "imported: so-noi-vu.xlsx › Nhiệm vụ!F10" in written
    assert portal_run("check", "--root", root).exit_code == 0


def test_names_that_look_alike_are_told_apart(tmp_path: Path) -> None:
    names = ("Sở.xlsx", unicodedata.normalize("NFD", "Sở.xlsx"), "a" * 90 + "1.xlsx", "a" * 90 + "2.xlsx")
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    found = {shown: file.name for shown, file in files_below((tmp_path,)).files.items()}
    assert sorted(found) == ["Sở.xlsx", "Sở.xlsx (2)", "a" * 79 + "…", "a" * 79 + "… (2)"]
    assert sorted(found.values()) == sorted(names)


def test_a_long_name_taken_halfway_is_put_back(
    tmp_path: Path, portal_run: Callable[..., Result], killed_at: Callable[..., bool]
) -> None:
    root = minimal_with(tmp_path / "root", "b" * 250 + ".xlsx", portal_run, "Đang thực hiện")
    waiting = editors.tree(root)
    assert killed_at(2, lambda: portal_run("inbox", "--root", root, "--apply"), renames_only=True)
    assert editors.tree(root) != waiting
    assert portal_run("check", "--root", root).exit_code == 0
    assert editors.tree(root) == waiting
    assert portal_run("inbox", "--root", root, "--apply").exit_code == 0


@pytest.mark.parametrize(
    ("reason", "codes"),
    [
        ("\ufeffNộp bổ sung\r\n\tdòng hai, 5%".encode(), []),
        (unicodedata.normalize("NFD", "Nộp bổ sung").encode(), ["reason-composed"]),
        (b"", []),
        ("Nộp\u202e bổ sung".encode(), ["bidi-character"]),
        (b"N\x01", ["control-character"]),
        ("Nộp\u200b bổ\ue000".encode(), ["hidden-character", "private-character"]),
        (b"N\xe9p b", ["not-utf-8"]),
        ("Nộp".encode("utf-16"), ["utf-16"]),
    ],
)
def test_a_reason_that_cannot_be_published_is_named_in_its_own_file(reason: bytes, codes: list[str]) -> None:
    form = answered(form_of(portal_of()), {(SHARED, "state"): "Đang thực hiện"})
    found = taken({"so-noi-vu.xlsx": form}, reason)
    assert [(problem.path, problem.code) for problem in found.problems] == [(REASON, code) for code in codes]
    assert found.refused == bool(set(codes) - {"reason-composed"})
    (report,) = found.quarters
    assert [problem.place for problem in report.problems] == [REASON] * len(codes)


def test_a_sheet_named_after_a_person_is_recorded_under_our_name(
    tmp_path: Path, portal_run: Callable[..., Result]
) -> None:
    root = minimal_with(tmp_path / "root", "form.xlsx", portal_run, "Đang thực hiện")
    form = root / "data/inbox/2026-q2/form.xlsx"
    book = openpyxl.load_workbook(form)
    book["Nhiệm vụ"].title = "Bà Trần Thị B 0912345678"
    book.save(form)
    told = portal_run("inbox", "--root", root, "--report", tmp_path / "report", "--apply")
    assert told.exit_code == 0, told.output
    assert "Trần Thị B" in (tmp_path / "report/index.html").read_text(encoding="utf-8")
    written = b"".join(path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()).decode()
    assert "imported: so-noi-vu.xlsx › Nhiệm vụ!F10" in written
    assert "Trần Thị B" not in written


def test_a_reason_given_on_the_command_line_is_held_to_the_same(
    tmp_path: Path, portal_run: Callable[..., Result]
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"x")
    said = ("import", "--root", MINIMAL, "--quarter", "2026-q1", "--correct", "Nộp\u200b bổ sung", tmp_path)
    done = portal_run(*said)
    assert done.exit_code == 1
    assert done.stderr.startswith("Lý do có ký tự U+200B không hiện ra")
