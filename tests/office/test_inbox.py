"""The door without a terminal: what CI runs on uploaded forms, run here."""

import shutil
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from click.testing import Result

from generator.office.inbox import REASON, Inbox, take_inbox
from generator.office.workbook import Sheet
from tests.office import editors
from tests.office.answers import QUARTER, SHARED, TASK, answered, form_of
from tests.office.cells import VIETNAMESE
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
    assert any(word.startswith('"31/6/2026" không phải một ngày có thật') for word in words)
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


def taken(forms: dict[str, list[Sheet]]) -> Inbox:
    """What forms of one quarter would do, laid into its folder with a file of a reason."""
    files = {name: name.encode() for name in forms} | {REASON: "Nộp bổ sung".encode()}
    return take_inbox(
        portal_of(), {QUARTER: files}, VIETNAMESE, date(2026, 6, 12), lambda data: forms[data.decode()]
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
