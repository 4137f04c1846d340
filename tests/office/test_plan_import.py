"""Word plans in: documents built from the sources by two programs come back as the records they hold."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.document import Document
from docx.text.paragraph import Paragraph

from generator.cli import main
from generator.data.catalogue import Catalogue
from generator.data.parser import parse_root, read_files
from generator.model import records
from generator.model.deadline import PlanPeriod
from generator.model.portal import Portal
from generator.office.plan_import import eye_lines
from generator.office.plan_tasks import PlanFrame, ReadPlan, read_plan
from generator.office.word_package import open_document
from tests.paths import ROOT

ASSIGNMENT, CITY = "phan-cong-xa-2026", "tp-2026"
EDITORIAL = ("area_reading", "deadline_reading", "implements", "measures", "uncertain", "ocr", "note")
"""What editors add to a task and no plan prints."""

Cell = str
"""Text of a cell; line ends part its paragraphs, and one that begins with "- " is an item of a list."""
Rows = list[list[Cell]]
Printed = list[str | Rows]
"""A document as printed: paragraphs, and tables as rows of cells."""

HEADER = [
    ["TT", "Nội dung công việc", "Cơ quan", "Cơ quan", "Thời gian thực hiện/ hoàn thành", "Sản phẩm"],
    ["TT", "Nội dung công việc", "chủ trì", "phối hợp", "Thời gian thực hiện/ hoàn thành", "Sản phẩm"],
]
"""The header of the city plan's annex: two rows, with cells merged across and down."""


def assignment(text: str) -> Printed:
    """The annexes of the assignment notice as its text prints them, page by page."""
    text = re.sub(r"</?b>|\*\*", "", text[text.index("**Phụ lục I**") :])
    text = re.sub(r"\s*<ul[^>]*>\s*<li>|</li>\s*<li>", "\n", text.replace("\n</ul>", "</ul>"))
    found: Printed = []
    for block in re.split(r"\n\n+", text):
        rows: Rows = []
        for line in block.split("\n"):
            cells = re.sub(r"</li>|</ul>|<li>", "", line).split("\t")
            if len(cells) > 1:
                rows.append([*cells, *[""] * (4 - len(cells))])
            elif rows:
                rows[-1][-1] = f"{rows[-1][-1]}\n{cells[0].strip()}".strip()
        found.append(rows or block.strip())
    return found


def city_plan(portal: Portal) -> Printed:
    """The city plan's annex in six columns from its records, broken over pages as such annexes are."""
    found: Printed = ["PHỤ LỤC", "DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026"]
    page: Rows = [*HEADER]
    area, roman = None, iter(["I", "II", "III", "IV", "V", "VI", "VII"])
    for index, task in enumerate(portal.plans[CITY].tasks.values()):
        record = task.record
        if record.area != area:
            area = record.area
            page.append([next(roman), portal.areas[str(area)].record.name.upper(), "", "", "", ""])
        by = (", ", "; ", "\n", " và ")[index % 4]
        lead, others = (
            by.join(portal.agencies[a].record.name for a in ids) for ids in (record.lead, record.coordinating)
        )
        items = record.deliverables
        products = items[0] if len(items) == 1 else "\n".join(f"- {item}" for item in items)
        number, title = ("", f"- {record.title}") if record.parent else (record.number, record.title)
        row = [number, title, lead, others, record.deadline or "", products]
        if index % 7 == 6 and not record.parent:
            first, rest = broken(row)
            found += [[*page, first]]
            page = [*HEADER, rest]
        else:
            page.append(row)
    return [*found, page]


def broken(row: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    """A row cut by the end of a page: the second half has no number, and goes on in the middle of texts."""
    first, rest = list(row), [""] * len(row)
    for column in (1, 3, 5):
        words = row[column].split(" ")
        if len(words) > 6 and "\n" not in row[column]:
            first[column], rest[column] = " ".join(words[:4]), " ".join(words[4:])
    if not any(rest):
        words = row[1].split(" ")
        first[1], rest[1] = " ".join(words[:2]), " ".join(words[2:])
    return first, rest


def spans(rows: Rows) -> Iterator[tuple[int, list[tuple[int, int, int, Cell]]]]:
    """Cells of each row to draw: column, columns covered, rows covered (0: by a cell above), text."""
    for at, row in enumerate(rows):
        heading = bool(re.fullmatch(r"[IVX]+", row[0])) and not any(row[2:])
        two = len(row) == len(HEADER[0]) and row == HEADER[0]
        below = len(row) == len(HEADER[0]) and row == HEADER[1]
        cells: list[tuple[int, int, int, Cell]] = []
        for column, text in enumerate(row):
            if heading and column > 1:
                continue
            if two and column == 3:
                continue
            across = len(row) - 1 if heading and column == 1 else 2 if two and column == 2 else 1
            down = 2 if two and column not in (2, 3) else 0 if below and column not in (2, 3) else 1
            cells.append((column, across, down, text))
        yield at, cells


def by_python_docx(printed: Printed) -> bytes:
    """The document as python-docx writes it: typed dashes, grid spans, merged header cells."""
    document: Document = docx.Document()
    for block in printed:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for at, cells in spans(block):
            for column, across, down, text in cells:
                cell = table.cell(at, column)
                if across > 1:
                    cell = cell.merge(table.cell(at, column + across - 1))
                if down > 1:
                    cell = cell.merge(table.cell(at + 1, column))
                if down:
                    first, *rest = text.split("\n")
                    cell.paragraphs[0].text = first
                    for line in rest:
                        cell.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(printed: Printed) -> str:
    """The document as a web page: real lists, column and row spans."""

    def inner(text: str) -> str:
        lines = text.split("\n")
        if all(line.startswith("- ") for line in lines) and len(lines) > 1:
            return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
        return "".join(f"<p>{escape(line)}</p>" for line in lines)

    body = ""
    for block in printed:
        if isinstance(block, str):
            body += f"<p>{escape(block).replace(chr(10), '<br>')}</p>"
            continue
        body += '<table border="1">'
        for _, cells in spans(block):
            drawn = "".join(
                f'<td colspan="{across}" rowspan="{down}">{inner(text)}</td>'
                for _, across, down, text in cells
                if down
            )
            body += f"<tr>{drawn}</tr>"
        body += "</table>"
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, real_portal: Portal) -> dict[str, bytes]:
    """Both documents as LibreOffice writes them, in one run of it."""
    folder = tmp_path_factory.mktemp("word")
    for name, printed in documents(real_portal).items():
        (folder / f"{name}.html").write_text(as_html(printed), encoding="utf-8")
    soffice(folder, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)", *folder.glob("*.html"))
    return {name: (folder / f"{name}.docx").read_bytes() for name in documents(real_portal)}


def soffice(folder: Path, to: str, *arguments: str | Path) -> None:
    """Converts with LibreOffice, under a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", to, "--outdir", folder, *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def documents(portal: Portal) -> dict[str, Printed]:
    text = portal.texts["thong-bao-phan-cong-2026"].decode()
    return {ASSIGNMENT: assignment(text), CITY: city_plan(portal)}


def frame_of(portal: Portal, plan_id: str) -> PlanFrame:
    plan = portal.plans[plan_id].record
    return PlanFrame(
        document=plan.document,
        owner=plan.owner,
        period=PlanPeriod(plan.period.first, plan.period.last),
        agencies=tuple(agency.record for agency in portal.agencies.values()),
        areas=tuple(area.record for area in portal.areas.values()),
        quality=plan.text,
    )


def read(portal: Portal, plan_id: str, data: bytes) -> ReadPlan:
    return read_plan(open_document(data), frame_of(portal, plan_id))


def as_printed(portal: Portal, plan_id: str) -> list[records.TaskRecord]:
    """The plan's records without what editors added to them."""
    found = []
    for task in portal.plans[plan_id].tasks.values():
        reset = {name: records.TaskRecord.model_fields[name].default for name in EDITORIAL}
        if task.record.area_reading:
            reset["area"] = None
        found.append(task.record.model_copy(update=reset))
    return found


@pytest.mark.parametrize("plan_id", [ASSIGNMENT, CITY])
@pytest.mark.parametrize("program", ["python-docx", "LibreOffice"])
def test_every_task_comes_back_exactly(
    real_portal: Portal, office: dict[str, bytes], plan_id: str, program: str
) -> None:
    built = by_python_docx(documents(real_portal)[plan_id])
    plan = read(real_portal, plan_id, built if program == "python-docx" else office[plan_id])
    assert [task.record for task in plan.tasks] == as_printed(real_portal, plan_id)
    assert (plan.printed, len(plan.tasks)) == {ASSIGNMENT: (53, 53), CITY: (59, 67)}[plan_id]
    assert {eye.code for eye in plan.eyes} <= {"deadline-reading", "deadline-missing"}


def small(rows: Rows, *paragraphs: str) -> bytes:
    return by_python_docx([*paragraphs, rows])


def told(portal: Portal, data: bytes, plan_id: str = CITY) -> tuple[list[records.TaskRecord], list[str]]:
    """The tasks, and the report for people."""
    plan = read(portal, plan_id, data)
    lines = eye_lines("ke-hoach.docx", plan.eyes, Catalogue.load("vi"))
    return [task.record for task in plan.tasks], list(lines)


ODD = [
    ["Sản phẩm", "Thời hạn", "Nhiệm vụ", "STT", "Đơn vị chủ trì", "Kinh phí"],
    ["Báo cáo", "Cuối mùa thu", "Rà soát thủ tục", "1.", "Sở Nội vu; Sở Du lịch", "5 tỷ"],
    ["Kế hoạch", "Quý II, IV", "Khen thưởng", "2", "Văn phòng HĐND&UBND xã, Hội cờ tướng", ""],
    ["", "", "Cải cách thủ tục", "II", "", ""],
    ["", "", "Tập huấn", "2", "", ""],
]
"""A table with columns in another order, and much that only a person can decide."""


def test_what_needs_a_human_eye_is_told_by_cell(real_portal: Portal) -> None:
    tasks, lines = told(real_portal, small(ODD, "PHỤ LỤC"))
    assert [(t.number, t.lead, t.deadline, t.deliverables) for t in tasks] == [
        ("1", ("so-noi-vu", "so-van-hoa-the-thao-va-du-lich"), "Cuối mùa thu", ("Báo cáo",)),
        ("2", (), "Quý II, IV", ("Kế hoạch",)),
        ("II.2", (), None, ()),
    ]
    found = [line.partition("; ")[0].strip().removeprefix("bảng 1, ") for line in lines]
    several = "khuc-thua-du-van-phong-hdnd-va-ubnd, xa-khong-neu-ten-van-phong-hdnd-va-ubnd"
    assert [line for line in found if line.startswith("dòng")] == [
        "dòng 3, ô 5: chưa có cơ quan nào tên “Hội cờ tướng”",
        f"dòng 3, ô 5: nhiều cơ quan cùng có tên “Văn phòng HĐND&UBND xã”: {several}",
        "dòng 5, ô 3: đề mục “Cải cách thủ tục” không phải lĩnh vực nào đã biết",
        "dòng 2, ô 2: thời hạn “Cuối mùa thu” không theo cách viết nào đã biết, đã chép nguyên văn",
        "dòng 3, ô 2: thời hạn “Quý II, IV” nêu nhiều quý",
        "dòng 1, ô 6: cột “Kinh phí” không có chỗ trong dữ liệu, đã bỏ qua",
        "dòng 2, ô 5: “Sở Du lịch” là tên cũ, đã ghi cơ quan hiện nay là so-van-hoa-the-thao-va-du-lich",
        "dòng 2, ô 5: tên “Sở Nội vu” viết khác dấu với “Sở Nội vụ”, đã ghi cơ quan so-noi-vu",
        "dòng 5, ô 3: nhiệm vụ “2” không ghi thời hạn",
    ]
    assert lines[0] == (
        "ke-hoach.docx: 9 chỗ cần người xem: 6 chữ cần xác định (ở 6 chỗ); 3 chỗ cần đối chiếu."
    )
    text = "\n".join(lines)
    assert "gần nhất là “Cải cách thủ tục hành chính”" in text
    assert text.count("Các cách viết đã biết: ") == 1
    assert "Trước ngày 15/01/2026; " in text
    assert "Thường xuyên; " in text


def test_a_number_longer_than_the_data_hold_is_told_and_nothing_breaks(real_portal: Portal) -> None:
    head = ["STT", "Nhiệm vụ", "Thời hạn", "Sản phẩm"]
    rows = [head, ["1", "Một", "Quý I/2026", "A"], ["viiiiiii", "Hai", "", "B"]]
    tasks, lines = told(real_portal, small(rows, "PHỤ LỤC"))
    assert [task.number for task in tasks] == ["1"]
    assert any("số thứ tự “viiiiiii” dài hơn" in line for line in lines)


def test_units_of_the_plans_own_commune_come_first(real_portal: Portal) -> None:
    rows = [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát", "Văn phòng HĐND&UBND xã"]]
    tasks, _ = told(real_portal, small(rows), ASSIGNMENT)
    assert tasks[0].lead == ("xa-khong-neu-ten-van-phong-hdnd-va-ubnd",)


def test_words_own_numbering_merged_deadlines_and_tables_that_go_on(real_portal: Portal) -> None:
    document = docx.Document(BytesIO(small([["TT", "Nội dung nhiệm vụ", "Thời hạn"], *[[""] * 3] * 3])))
    table = document.tables[0]
    for row, title in enumerate(("Ban hành", "Rà soát", "Công bố"), 1):
        numbered(table.cell(row, 0).paragraphs[0], 7)
        table.cell(row, 1).text = title
    table.cell(1, 2).merge(table.cell(3, 2)).text = "Quý I/2026"
    document.add_paragraph("")
    more = document.add_table(2, 3)
    more.cell(0, 1).text = "danh mục"
    more.cell(1, 0).text, more.cell(1, 1).text, more.cell(1, 2).text = "4", "Báo cáo", "Thường xuyên"
    out = BytesIO()
    document.save(out)
    tasks, _ = told(real_portal, out.getvalue())
    assert [(task.number, task.title, task.deadline) for task in tasks] == [
        ("1", "Ban hành", "Quý I/2026"),
        ("2", "Rà soát", "Quý I/2026"),
        ("3", "Công bố danh mục", "Quý I/2026"),
        ("4", "Báo cáo", "Thường xuyên"),
    ]


def numbered(paragraph: Paragraph, list_id: int) -> None:
    """Makes a paragraph an item of one of Word's automatic lists."""
    # python-docx makes this accessor from the schema when it is imported; its types do not name it.
    of_list = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    of_list.get_or_add_ilvl().val = 0
    of_list.get_or_add_numId().val = list_id


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with the real registers and the assignment's plan, its tasks left out."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("plans", "texts"))
    folder = tmp_path / "data" / "plans" / ASSIGNMENT
    folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "data" / "plans" / ASSIGNMENT / "plan.yaml", folder / "plan.yaml")
    return tmp_path


def run(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["import-plan", "--root", str(root), *map(str, arguments)])


def test_the_command_writes_what_the_checker_reads(root: Path, real_portal: Portal) -> None:
    file = root / "Phân công.docx"
    file.write_bytes(by_python_docx(documents(real_portal)[ASSIGNMENT]))
    done = run(root, file, "--plan", ASSIGNMENT)
    goal = root / "data" / "plans" / ASSIGNMENT / "tasks.yaml"
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        f"Đã ghi vào {goal.parent}: 53 nhiệm vụ (0 nhiệm vụ thành phần), "
        "bản nháp 0 đoạn văn bản và 0 chỉ tiêu; 2 chỗ cần người xem. "
        "Bước sau: portal check\n"
    )
    parsed, problems = parse_root(read_files(root))
    assert [p for p in problems if p.path.endswith("tasks.yaml")] == []
    written = [located.record for located in parsed.plans[ASSIGNMENT].lists["tasks"]]
    assert written == as_printed(real_portal, ASSIGNMENT)

    before = goal.read_bytes()
    again = run(root, file, "--plan", ASSIGNMENT)
    assert again.exit_code == 1
    assert again.stderr == f"{goal} đã có; thêm --replace để thay, hoặc --dry-run để chỉ xem.\n"
    file.write_bytes(small([["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát", "Hội cờ tướng"]]))
    look = run(root, file, "--plan", ASSIGNMENT, "--dry-run")
    assert look.exit_code == 0
    assert look.stdout.startswith('- number: "1"\n  title: Rà soát\n')
    assert "  not_entered: [lead]\n  as_written: {lead: Hội cờ tướng}\n" in look.stdout
    assert goal.read_bytes() == before
    assert run(root, file, "--plan", ASSIGNMENT, "--replace").exit_code == 0
    assert "Hội cờ tướng" in goal.read_text(encoding="utf-8")


def test_an_unknown_plan_and_a_file_without_tasks_are_told(root: Path) -> None:
    file = root / "thu.docx"
    file.write_bytes(by_python_docx(["Kính gửi các cơ quan"]))
    unknown = run(root, file, "--plan", "../x")
    assert unknown.stderr == (
        "Chưa có kế hoạch ../x: tạo data/plans/../x/plan.yaml trước (xem data/README.md), "
        f"hoặc dùng một trong: {ASSIGNMENT}.\n"
    )
    nothing = run(root, file, "--plan", ASSIGNMENT)
    assert nothing.stderr.startswith("Không tìm thấy nhiệm vụ nào trong thu.docx")
    assert (unknown.exit_code, nothing.exit_code) == (1, 1)
