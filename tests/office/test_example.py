"""The pictures of the guide show what the commands really say, of names that nobody bears."""

import resource
import signal
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html
from openpyxl import Workbook, load_workbook

from generator.cli import main
from generator.data.catalogue import Catalogue
from generator.data.strict_yaml import load, to_plain
from generator.model.portal import Portal
from generator.office import example as examples
from generator.office.example import AGENCY, FILE, QUARTER, Example, example
from tests.paths import ROOT

GUIDE = ROOT / "site_templates" / "guide"


def files() -> dict[str, bytes]:
    return {path.relative_to(GUIDE).as_posix(): path.read_bytes() for path in GUIDE.rglob("*.yaml")}


@pytest.fixture(scope="module")
def made() -> Example:
    return example(files(), Catalogue.load("vi"))


def portal(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def fill(blank: Path, filled: Path, which: str) -> None:
    """Writes into the form what the example's agency writes."""
    node, _ = load("filled.yaml", files()["filled.yaml"])
    assert node is not None
    book = load_workbook(blank)
    sheet = book["Nhiệm vụ"]
    heads = {"state": "Tình trạng", "completed": "Ngày hoàn thành", "evidence": "Văn bản chứng minh"}
    columns = {cell.value: column for column, cell in enumerate(sheet[7], start=1)}
    rows = {row[0].value: number for number, row in enumerate(sheet.iter_rows(min_row=8), start=8)}
    for entry in to_plain(node):
        if which in entry:
            sheet.cell(rows[entry["task"]], columns[heads[entry["column"]]], entry[which])
    book.save(filled)


def test_the_pictures_are_what_the_commands_say(made: Example, tmp_path: Path) -> None:
    root, blank, form = tmp_path / "root", tmp_path / "blank.xlsx", tmp_path / FILE
    for path, data in files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    assert portal("quarter", "open", "--root", root, QUARTER.id).exit_code == 0
    portal("template", "--root", root, "--quarter", QUARTER.id, "--agency", AGENCY, blank)
    fill(blank, form, "wrong")
    refused = portal("import", "--root", root, "--quarter", QUARTER.id, "--dry-run", form)
    assert refused.exit_code == 1
    told = [
        f"{problem.place}: {problem.found}; {problem.allowed}; {problem.mend}."
        for problem in made.refused.quarters[0].problems
    ]
    assert len(told) == 4
    assert refused.stderr.splitlines()[:4] == told
    fill(blank, form, "right")
    taken = portal("import", "--root", root, "--quarter", QUARTER.id, "--dry-run", form)
    assert (taken.exit_code, taken.stdout.splitlines()) == (0, list(made.lines))


def test_the_pictures_are_the_same_each_time(made: Example) -> None:
    examples._example.cache_clear()
    assert example(files(), Catalogue.load("vi")) == made


def test_a_full_folder_for_temporary_files_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    """openpyxl writes each sheet to a file first; where no file may have a byte more, it cannot."""
    book, most = Workbook(), resource.getrlimit(resource.RLIMIT_FSIZE)
    for _ in range(1000):
        book.worksheets[0].append(["x" * 100])
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, most[1]))
    try:
        with pytest.raises(OSError, match="IO_EFBIG") as raised:
            examples._saved(book)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        signal.signal(signal.SIGXFSZ, heard)
    assert raised.value.filename == tempfile.gettempdir()
    assert capfd.readouterr().err == ""


def test_locked_and_open_cells_look_as_in_the_workbook(made: Example) -> None:
    rows = dict(made.blank.rows)
    assert made.blank.letters == ("A", "B", "", "F", "G")
    assert [cell.look for cell in rows[7]] == ["heading", "heading", "gap", "asked", "asked"]
    assert [cell.look for cell in rows[9]] == ["locked", "locked", "gap", "typed", "typed"]
    assert made.states == ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Dừng thực hiện", "Lồng ghép")
    framed = {f"{made.wrong.letters[place]}{number}": cell.note for number, cells in made.wrong.rows
              for place, cell in enumerate(cells) if cell.note}  # fmt: skip
    places = [problem.place.partition("!")[2] for problem in made.refused.quarters[0].problems]
    assert framed == {place: number for number, place in enumerate(places, 1)}


def test_no_name_of_the_example_is_a_real_one(made: Example, real_portal: Portal) -> None:
    real = {agency.record.name for agency in real_portal.agencies.values()}
    real |= {document.record.symbol or "" for document in real_portal.documents.values()}
    real |= {plan.record.title for plan in real_portal.plans.values()}
    for path, key in (("agencies", "name"), ("documents", "symbol")):
        node, _ = load(path, made.published[f"data/{path}.yaml"])
        assert node is not None
        names = {entry[key] for entry in to_plain(node)}
        assert names
        assert not names & real


def test_each_picture_says_that_it_is_an_illustration(real_site: Path) -> None:
    page = html.parse(str(real_site / "huong-dan" / "index.html")).getroot()
    pictures = page.xpath("//figure[@class='guide']")
    assert len(pictures) == 7
    for picture in pictures:
        assert "Ví dụ minh họa, số liệu đặt ra để hướng dẫn." in picture.findtext("figcaption/span")
    # Nothing made up stands on any other page.
    others = (path for path in real_site.rglob("index.html") if path.parent.name != "huong-dan")
    assert not [path for path in others if "Sở Ví dụ" in path.read_text(encoding="utf-8")]
