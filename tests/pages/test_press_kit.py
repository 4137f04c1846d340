"""The press kit of each quarter: a paragraph with bound figures, and a zip that holds what the page shows."""

import shutil
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from openpyxl import load_workbook

from generator.build import press_kits
from generator.data.catalogue import Catalogue
from generator.data.closed_quarter import read_rows
from generator.data.corrections import correct
from generator.data.parser import read_files
from generator.data.snapshots import read_tasks
from generator.measures.loader import load_measured
from generator.measures.metrics import Measured
from generator.model import wording
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.pages.quarters.quarter_page import kit_of
from generator.pages.quarters.quarter_state import state_of
from generator.view.presentation import Presentation

KIT = "ky-bao-cao/{0}/goi-bao-chi-{0}.zip"
PAGE = "ky-bao-cao/{0}/index.html"


def kit(site: Path, quarter: str) -> dict[str, bytes]:
    with zipfile.ZipFile(site / KIT.format(quarter)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def paragraph(site: Path, quarter: str) -> tuple[str, list[str]]:
    """The paragraph of the page, and the figures bound in it."""
    page = html5lib.parse((site / PAGE.format(quarter)).read_bytes(), namespaceHTMLElements=False)
    found = next(node for node in page.iter("blockquote") if node.get("class") == "press-paragraph")
    return "".join(found.itertext()).strip(), ["".join(node.itertext()) for node in found.iter("data")]


@pytest.mark.parametrize("quarter", ["2026-q1", "2026-q4"])
def test_a_real_quarter_says_that_nothing_was_reported(real_site: Path, quarter: str) -> None:
    shown, figures = paragraph(real_site, quarter)
    plan, agencies = "Kế hoạch CCHC thành phố năm 2026", "cơ quan văn bản nêu tên; danh sách chưa đầy đủ"
    assert f"cổng chưa nhận được báo cáo nào về {plan} (0 / 126 {agencies})" in shown
    assert figures[0] == "0 / 126"
    files = kit(real_site, quarter)
    text = files["doan-van.txt"].decode("utf-8-sig")
    assert text.splitlines()[0] == shown
    receipts = text.partition("Nguồn của từng con số:")[2].split("\r\n")
    assert all(any(line.startswith(f"{figure}: ") for line in receipts) for figure in figures)
    assert "MINH HỌA" not in text
    assert files["trich-dan.txt"].decode("utf-8-sig").startswith("Cải cách hành chính Hải Phòng. Kỳ báo cáo ")


def test_charts_stand_alone(real_site: Path) -> None:
    files = kit(real_site, "2026-q2")
    drawings = {name: data for name, data in files.items() if name.endswith(".svg")}
    assert set(drawings) == {"bieu-do/linh-vuc-tp-2026.svg", "bieu-do/thoi-han-tp-2026.svg"}
    for name, data in drawings.items():
        text = data.decode()
        assert "var(--" not in text
        assert "Nguồn: 5256/QĐ-UBND" in text
        picture = files[name.replace(".svg", ".png")]
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < 150_000


def test_a_kit_is_of_its_quarter_and_names_its_day(real_site: Path) -> None:
    shown, _ = paragraph(real_site, "2026-q1")
    assert "Đến hết ngày 31/03/2026, Kế hoạch CCHC thành phố năm 2026 có 59 nhiệm vụ" in shown
    foots = {}
    for quarter in ("2026-q1", "2026-q2", "2026-q4"):
        files = kit(real_site, quarter)
        drawing = html5lib.parse(files["bieu-do/linh-vuc-tp-2026.svg"], namespaceHTMLElements=False)
        words = " ".join(" ".join(drawing.itertext()).split())
        foots[quarter] = words.partition("đếm theo quy tắc của Cải cách hành chính Hải Phòng; ")[2]
    assert foots["2026-q1"].startswith("đến hết ngày 31/03/2026; chưa có báo cáo của Quý I/2026.")
    assert foots["2026-q2"].startswith("đến hết ngày 30/06/2026; chưa có báo cáo của Quý II/2026.")
    assert foots["2026-q4"].startswith("kỳ chưa kết thúc, tính đến ngày ")
    # Deadlines pass from quarter to quarter, and so do the charts.
    first, second = (kit(real_site, q)["bieu-do/linh-vuc-tp-2026.png"] for q in ("2026-q1", "2026-q2"))
    assert first != second


def test_a_closed_quarter_hands_out_what_was_frozen(sample_root: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(sample_root / "data", root / "data")
    quarter, plan = Quarter(2026, 1), "tp-2026"
    before = read_files(root)
    path = root / "data/plans/tp-2026/results/2026-q1.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [index for index, line in enumerate(lines) if "agency: so-noi-vu" in line]
    # A correction since: one result taken away, another turned round.
    changed = [line for index, line in enumerate(lines) if index != rows[0]]
    path.write_text("".join(changed).replace("state: in-progress", "state: not-started", 1), encoding="utf-8")
    made = correct(before, read_files(root), quarter, "Sở đính chính", date(2026, 6, 1))
    assert made is not None
    (root / "data/quarters/2026-q1.yaml").write_bytes(made)
    measured, problems = load_measured(root)
    assert [problem for problem in problems if problem.severity == "error"] == []
    presentation = Presentation.of(measured, Catalogue.load("vi"))
    state = state_of(presentation, quarter, measured.portal.plans[plan])
    assert state.kind == "closed"
    # Task by task what the snapshot holds, whatever was reported and corrected since.
    frozen = read_tasks(measured.portal.snapshots[quarter]["tasks"])
    standings = state.presentation.values.measured.standings
    facts = {
        key: (task["reported"], task["evidenced"], task["schedule"])
        for key, task in frozen.items()
        if task["plan"] == plan
    }
    assert len(facts) == 67
    assert {
        key: tuple(
            part.value
            for part in (
                standings[key].facts.reported,
                standings[key].facts.evidenced,
                standings[key].facts.schedule,
            )
        )
        for key in facts
    } == facts
    found = kit_of(presentation, quarter)
    assert found is not None
    closed = state.file
    assert closed is not None
    assert f"Theo bản chụp khi khóa kỳ ngày {wording.day(closed.record.closed)}, " in found.paragraph  # type: ignore[arg-type]
    number = len(closed.record.corrections)
    assert f"Từ khi khóa kỳ đã có {number} lần đính chính, ghi ở trang của kỳ báo cáo." in found.paragraph
    told = sum(
        1
        for row in read_rows(measured.portal.snapshots[quarter]["results"])
        if row["plan"] == plan and "task" in row
    )
    assert f"Các cơ quan đã báo cáo {told} kết quả." in found.paragraph


def test_tables_are_those_of_the_page(real_site: Path) -> None:
    files = kit(real_site, "2026-q2")
    folder = real_site / "du-lieu" / "bang" / "ky-bao-cao" / "2026-q2"
    tables = {name.removeprefix("bang/") for name in files if name.startswith("bang/")}
    assert {"bang.xlsx"} < tables
    published = {path.name: path.read_bytes() for path in real_site.rglob("*") if path.name in tables}
    assert folder.parts[-1] == "2026-q2"
    assert tables <= set(published)
    book = load_workbook(BytesIO(files["bang/bang.xlsx"]), read_only=True)
    assert len(book.sheetnames) == len(tables) - 1


def test_a_sample_is_marked_and_tells_what_was_reported(sample_site: Path) -> None:
    shown, figures = paragraph(sample_site, "2026-q2")
    assert shown.startswith("SỐ LIỆU MINH HỌA, không có thật.")
    assert "cổng đã có báo cáo hoặc biểu về Kế hoạch CCHC thành phố năm 2026 của" in shown
    assert len(figures) >= 8
    files = kit(sample_site, "2026-q2")
    drawing = next(data for name, data in files.items() if name.endswith(".svg"))
    assert "minh họa" in drawing.decode().lower()


def test_the_same_data_gives_the_same_bytes(real_portal: Portal) -> None:
    def made() -> list[bytes]:
        presentation = Presentation.of(
            Measured(real_portal, real_portal.settings.as_of), Catalogue.load("vi")
        )
        return [item.data for item in press_kits.files(presentation, ())]

    first = made()
    assert len(first) == 4
    assert made() == first
