"""The press kit of each quarter: a paragraph with bound figures, and a zip that holds what the page shows."""

import zipfile
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from openpyxl import load_workbook

from generator import press_files
from generator.metrics import Measured
from generator.pages.kernel import Kernel
from generator.portal import Portal
from generator.strings import Catalogue

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
    assert "chưa có báo cáo nào về Kế hoạch CCHC thành phố năm 2026 trên cổng (0 / 127 cơ quan" in shown
    assert figures[0] == "0 / 127"
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
    assert "đã có báo cáo, số liệu đến ngày" in shown
    assert len(figures) >= 8
    files = kit(sample_site, "2026-q2")
    drawing = next(data for name, data in files.items() if name.endswith(".svg"))
    assert "minh họa" in drawing.decode().lower()


def test_the_same_data_gives_the_same_bytes(real_portal: Portal) -> None:
    def made() -> list[bytes]:
        kernel = Kernel(Measured(real_portal, real_portal.settings.as_of), Catalogue.load("vi"))
        return [item.data for item in press_files.files(kernel, ())]

    first = made()
    assert len(first) == 4
    assert made() == first
