"""Fields are added as CONTRIBUTING says, in a copy of the package; every output and form has them unasked."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.paths import MINIMAL, ROOT
from tests.plugins.sites import once

Edit = tuple[str, str]
"""A text that is in a file, and the line added after it."""

NAME = "Kinh phí dự kiến (triệu đồng)"

FIELD = """\
        Field("budget", show="number", quiet=True, form=12, report=18, heading=".*kinh phi.*"),
"""

EDITS = {
    "generator/model/records.py": (
        "    implements: tuple[Implements, ...] = ()\n",
        "    budget: Amount | None = None\n",
    ),
    "generator/view/fields/tasks.py": (
        '        Field("source", table=False, api=lambda row: receipt(row.record.source, row.task.place)),\n',
        FIELD,
    ),
    "generator/files/api_models.py": (
        '    self: str = Field(description="This record with its results, relative to the site.")\n',
        "    budget: float | None\n",
    ),
    "site_templates/strings/records.vi.yaml": (
        "  Task:\n",
        f"    budget: {{title: {NAME}, help: 'Số tiền như văn bản, tính bằng triệu đồng.'}}\n",
    ),
    "site_templates/strings/records.en.yaml": (
        "  Task:\n",
        "    budget: {title: Planned budget (million đồng), help: 'As the text has it, in million đồng.'}\n",
    ),
}
"""By file, the line that is added."""

SPENT = "Kinh phí đã dùng (triệu đồng)"

EDITS_OF_RESULTS = {
    "generator/model/records.py": (
        "    evidence: tuple[DocumentId, ...] = ()\n",
        "    spent: Amount | None = None\n",
    ),
    "generator/view/fields/results.py": (
        '        Field("place", lambda row: row.place, table=False),\n',
        '        Field("spent", show="number", quiet=True, form=12),\n',
    ),
    "generator/files/api_models.py": (
        "    evidence: list[str]\n    reporter: str | None\n",
        "    spent: float | None\n",
    ),
    "site_templates/strings/records.vi.yaml": (
        "  Result:\n",
        f"    spent: {{title: {SPENT}, help: 'Số tiền đã dùng, tính bằng triệu đồng.'}}\n",
    ),
    "site_templates/strings/records.en.yaml": (
        "  Result:\n",
        "    spent: {title: Spent (million đồng), help: 'As reported, in million đồng.'}\n",
    ),
}
"""A second field: one that agencies report, so that the form has a column to fill in."""


def edits(
    record: str,
    model: Edit,
    fields: tuple[str, str, str],
    api: Edit | None,
    titles: tuple[str, str],
    codes: Mapping[str, str] | None = None,
) -> Mapping[str, Edit]:
    """The edits for a field.

    Args:
        record: Name of the record in the catalogue.
        model: A line of `model.records`, and the attribute after it.
        fields: A module of `view.fields`, a line of it, and the declaration after it.
        api: A line of `files.api_models`, and the member after it; None for records that the API lacks.
        titles: Name of the attribute and its title.
        codes: Words of its codes, if it has any.
    """
    module, line, declaration = fields
    name, title = titles
    values = ", ".join(f"{code}: {word}" for code, word in (codes or {}).items())
    told = f", values: {{{values}}}" if codes else ""
    words = (f"  {record}:\n", f"    {name}: {{title: {title}, help: {title}.{told}}}\n")
    found = {
        "generator/model/records.py": model,
        f"generator/view/fields/{module}.py": (line, declaration),
        "site_templates/strings/records.vi.yaml": words,
        "site_templates/strings/records.en.yaml": words,
    }
    return found if api is None else {**found, "generator/files/api_models.py": api}


PAYER = edits(
    "Task",
    ("    implements: tuple[Implements, ...] = ()\n", "    payer: AgencyId | None = None\n"),
    (
        "tasks",
        '        Field("note"),\n',
        '        Field("payer", show="agencies", quiet=True, column=True),\n',
    ),
    ("    implemented_by: list[TaskLink]\n", "    payer: str | None\n"),
    ("payer", "Cơ quan cấp kinh phí"),
)
"""An agency, which is a column of the tables of tasks."""

WITH = "Cơ quan cùng làm"

PARTNER = edits(
    "Result",
    ("    evidence: tuple[DocumentId, ...] = ()\n", "    partner: AgencyId | None = None\n"),
    (
        "results",
        '        Field("merged_into", ids="tasks", form=13),\n',
        '        Field("partner", form=20),\n',
    ),
    ("    evidence: list[str]\n    reporter: str | None\n", "    partner: str | None\n"),
    ("partner", WITH),
)
"""An agency that is typed in the form by its name."""

SURVEY = edits(
    "Observation",
    ("    edition: Text | None = None\n", "    survey: Text | None = None\n"),
    ("observations", '        Field("edition"),\n', '        Field("survey", show="text", quiet=True),\n'),
    ("    edition: str | None\n", "    survey: str | None\n"),
    ("survey", "Cách khảo sát"),
)
"""A text on a figure of a report."""

ONLINE = edits(
    "Agency",
    ("    members_complete: Flag = True\n", "    online: Flag | None = None\n"),
    (
        "agencies",
        '        Field("note", api=False),\n',
        '        Field("online", show="text", quiet=True),\n',
    ),
    ("    former_names: list[str]\n    members: list[str]\n", "    online: bool | None\n"),
    ("online", "Nhận hồ sơ trực tuyến"),
)
"""Yes or no on an agency."""

REASON = edits(
    "Event",
    ("    document: DocumentId\n    note: Text | None = None\n", "    reason: Text | None = None\n"),
    ("events", '        Field("note"),\n', '        Field("reason", show="text", quiet=True),\n'),
    None,
    ("reason", "Lý do lùi thời hạn"),
)
"""A text on an event, which the page of its task shows."""

WEIGHT = edits(
    "Target",
    ("    responsible: tuple[Id, ...] = ()\n", "    weight: Amount | None = None\n"),
    (
        "targets",
        '        Field("id", lambda row: f"{row.plan}/{row.record.number}", table=False),\n',
        '        Field("weight", show="number", quiet=True, column=True, form=9),\n',
    ),
    ("    responsible: list[str]\n", "    weight: float | None\n"),
    ("weight", "Trọng số"),
)
"""A number on a target: a column of tables of targets, locked in the form."""

TOPICS = edits(
    "Agency",
    ("    members_complete: Flag = True\n", "    topics: tuple[Text, ...] = ()\n"),
    (
        "agencies",
        '        Field("place", lambda row: row.located.place, table=False),\n',
        '        Field("topics", show="items", quiet=True, column=True),\n',
    ),
    ("    former_names: list[str]\n    members: list[str]\n", "    topics: list[str]\n"),
    ("topics", "Việc phụ trách"),
)
"""Several texts on an agency."""

BINDING = edits(
    "Document",
    ("    held: Flag\n", "    binding: Flag | None = None\n"),
    (
        "documents",
        '        Field("place", lambda row: row.place, table=False),\n',
        '        Field("binding", show="text", quiet=True, column=True, form=12),\n',
    ),
    ("    held: bool\n    source_url: str | None\n", "    binding: bool | None\n"),
    ("binding", "Bắt buộc thực hiện"),
)
"""Yes or no on a document, which agencies may fill in for a new one."""

QUALITY = edits(
    "Result",
    (
        "    evidence: tuple[DocumentId, ...] = ()\n",
        '    quality: Literal["good", "poor"] | None = None\n',
    ),
    (
        "results",
        '        Field("place", lambda row: row.place, table=False),\n',
        '        Field("quality", show="text", quiet=True, form=12),\n',
    ),
    ("    evidence: list[str]\n    reporter: str | None\n", "    quality: str | None\n"),
    ("quality", "Tự đánh giá"),
    {"good": "Tốt", "poor": "Chưa tốt"},
)
"""A code that agencies choose from a list."""

ANNOUNCED = edits(
    "Event",
    ("    document: DocumentId\n    note: Text | None = None\n", "    announced: Day | None = None\n"),
    (
        "events",
        '        Field("note"),\n',
        '        Field("announced", show="text", quiet=True),\n',
    ),
    None,
    ("announced", "Ngày thông báo"),
)
"""A day on an event."""

MARGIN = edits(
    "Observation",
    ("    edition: Text | None = None\n", "    margin: Amount | None = None\n"),
    (
        "observations",
        '        Field("edition"),\n',
        '        Field("margin", show="number", quiet=True),\n',
    ),
    ("    edition: str | None\n", "    margin: float | None\n"),
    ("margin", "Sai số"),
)
"""An amount on a figure of a report."""

CHECKED_BY = edits(
    "Proof",
    ("    completed: Day\n    document: DocumentId\n", "    checked_by: AgencyId | None = None\n"),
    (
        "proofs",
        '        Field("completed"),\n',
        '        Field("checked_by", show="agencies", quiet=True),\n',
    ),
    None,
    ("checked_by", "Cơ quan kiểm tra"),
)
"""An agency on a proof."""

APPROVER = edits(
    "Plan",
    ("    responsible_in: Text | None = None\n", "    approver: AgencyId | None = None\n"),
    ("plans", "        UNCERTAIN,\n", '        Field("approver", show="agencies", quiet=True),\n'),
    ("    by_state: dict[str, int]\n", "    approver: str | None\n"),
    ("approver", "Cơ quan thẩm định"),
)
"""An agency on a plan, read with doubt."""

SPEAKER = edits(
    "Section",
    ("    agencies: tuple[Id, ...] = ()\n", "    speaker: Text | None = None\n"),
    (
        "sections",
        '        Field("agencies", ids="agencies"),\n',
        '        Field("speaker", show="text", quiet=True),\n',
    ),
    None,
    ("speaker", "Người trình bày"),
)
"""A text on a section of a plan's body."""

SURVEYED = edits(
    "Indicator",
    ("    headline: Flag = False\n", "    surveyed: Day | None = None\n"),
    ("indicators", '        Field("headline"),\n', '        Field("surveyed", show="text", quiet=True),\n'),
    ("    lead: str | None\n    headline: bool\n", "    surveyed: date | None\n"),
    ("surveyed", "Ngày khảo sát"),
)
"""A day on an indicator."""

KEEPER = edits(
    "Area",
    ('    aliases: tuple["AreaAlias", ...] = ()\n', "    keeper: AgencyId | None = None\n"),
    ("areas", '        Field("short_name"),\n', '        Field("keeper", show="agencies", quiet=True),\n'),
    None,
    ("keeper", "Cơ quan theo dõi"),
)
"""An agency on an area."""

SETTLED = edits(
    "ConsistencyNote",
    ("    statement: Text\n", "    settled: Flag | None = None\n"),
    (
        "notes",
        '        Field("explained_by", lambda row: row.finding.notes if row.finding else ()),\n',
        '        Field("settled", show="text", quiet=True),\n',
    ),
    None,
    ("settled", "Đã thống nhất"),
)
"""Yes or no on an editors' note."""

SIGNED = edits(
    "Results",
    (
        '(“số liệu đến ngày”)."""\n    published: Day | None = None\n',
        "    signed: Day | None = None\n",
    ),
    (
        "results",
        '        Field("place", lambda row: row.place, table=False),\n',
        '        Field("signed", record=records.Results, part="head"),\n',
    ),
    ("    reporting_document: str | None\n", "    signed: date | None\n"),
    ("signed", "Ngày ký báo cáo"),
)
"""A day of a whole file of results."""

EVERY = (
    EDITS, EDITS_OF_RESULTS, PAYER, PARTNER, SURVEY, ONLINE, REASON,
    WEIGHT, TOPICS, BINDING, QUALITY, ANNOUNCED, MARGIN, CHECKED_BY,
    APPROVER, SPEAKER, SURVEYED, KEEPER, SETTLED, SIGNED,
)  # fmt: skip

RECORDS = (
    ("plans/tp-2026/tasks.yaml", "  deadline:", '  budget: "1500"\n  payer: so-tai-chinh\n  deadline:'),
    ("plans/tp-2026/tasks.yaml", "  lead: [cac-so]\n", "  lead: [cac-so]\n  payer: so-y-te\n"),
    (
        "plans/tp-2026/events.yaml",
        "",
        """\
- task: "1"
  kind: postponed
  deadline: Quý II/2026
  document: bao-cao-2026
  reason: Chờ thêm
  announced: 2026-06-15
""",
    ),
    (
        "plans/tp-2026/results/2026-q1.yaml",
        "",
        """\
cutoff: 2026-03-09
signed: 2026-03-10
results: [{task: "1", agency: so-noi-vu, state: in-progress, spent: "820.5", quality: good}]
""",
    ),
    (
        "reports/bao-cao-2026.yaml",
        "    section: I.1",
        '    survey: Hỏi 1.500 người\n    margin: "1.5"\n    section: I.1',
    ),
    (
        "plans/tp-2026/targets.yaml",
        "  responsible: [so-noi-vu]\n",
        '  responsible: [so-noi-vu]\n  weight: "12.5"\n  uncertain: [weight]\n  ocr: {weight: "12,S"}\n',
    ),
    (
        "plans/tp-2026/proofs.yaml",
        "document: ke-hoach-2026}",
        "document: ke-hoach-2026, checked_by: so-y-te}",
    ),
    ("documents.yaml", "  date: 2026-01-05\n", "  date: 2026-01-05\n  binding: true\n"),
    ("documents.yaml", "  date: 2026-06-15\n", "  date: 2026-06-15\n  binding: false\n"),
    (
        "plans/tp-2026/plan.yaml",
        "text: verified\n",
        "text: verified\napprover: so-noi-vu\nuncertain: [approver]\nocr: {approver: Sở Nội vu}\n",
    ),
    (
        "plans/tp-2026/sections.yaml",
        "  body: Tiếp tục",
        "  speaker: Ông A\n  uncertain: [speaker]\n  ocr: {speaker: Óng A}\n  body: Tiếp tục",
    ),
    ("indicators.yaml", "  direction: up\n", "  direction: up\n  surveyed: 2026-05-01\n"),
    ("areas.yaml", "  short_name: Thể chế\n", "  short_name: Thể chế\n  keeper: so-y-te\n"),
    ("consistency.yaml", "  kind: contradiction\n", "  kind: contradiction\n  settled: false\n"),
    (
        "agencies.yaml",
        "  name: Sở Nội vụ\n",
        "  name: Sở Nội vụ\n  online: true\n  topics: [Cải cách chế độ công vụ, Thi đua]\n",
    ),
)
"""Files of the root: a text that is there, and what stands instead of it where a record has its field."""

CHANGES = """\
budget: "1500" => budget: "900"
payer: so-tai-chinh => payer: so-y-te
weight: "12.5" => weight: "10"
topics: [Cải cách chế độ công vụ, Thi đua] => topics: [Thi đua]
binding: true => binding: false
quality: good => quality: poor
announced: 2026-06-15 => announced: 2026-06-14
margin: "1.5" => margin: "2"
checked_by: so-y-te => checked_by: so-tai-chinh
approver: so-noi-vu => approver: so-y-te
speaker: Ông A => speaker: Bà B
surveyed: 2026-05-01 => surveyed: 2026-04-30
keeper: so-y-te => keeper: so-noi-vu
settled: false => settled: true
signed: 2026-03-10 => signed: 2026-03-09
"""
"""What the data say, and what they said before."""

SCRIPT = """
import sys
from pathlib import Path
import generator
from generator.build.pipeline import compose
from generator.data.catalogue import Catalogue
from generator.data.differences import Published
from generator.data.schema import schemas
from generator.measures.loader import load_measured
from generator.pages.record.differences import describe, lines
from generator.view.presentation import Presentation

here, root, out = (Path(argument) for argument in sys.argv[1:])
assert Path(generator.__file__).is_relative_to(here), generator.__file__
site = compose(root).site
files = {file.path: file.data for file in site.files}
files |= {f"{page.url}index.html": page.body.encode() for page in site.pages}
catalogue = Catalogue.load("vi")
files |= schemas(catalogue)
now = Presentation.of(load_measured(root)[0], catalogue).task_views
sources = now.values.portal.sources
changes = dict(line.split(" => ") for line in (here / "changes.txt").read_text("utf-8").splitlines())
old = dict(sources)
for now_text, old_text in changes.items():
    old = {path: data.replace(now_text.encode(), old_text.encode()) for path, data in old.items()}
files["differences.txt"] = "\\n".join(lines(catalogue.text, describe(now, None, Published(old)))).encode()
for path, data in files.items():
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_bytes(data)
"""
"""Writes all that a root comes to with the copy's own code."""


OFFICE = (
    """
import sys
from pathlib import Path
import openpyxl
from click.testing import CliRunner
from generator.cli import main

root, desk = (Path(argument) for argument in sys.argv[1:])

def run(name, *arguments):
    result = CliRunner().invoke(main, [name, "--root", str(root), *map(str, arguments)])
    assert result.exit_code == 0, (name, result.output, result.exception)
    (desk / f"{name}.txt").write_text(result.output, encoding="utf-8")

def filled(name, cells):
    book = openpyxl.load_workbook(desk / "form.xlsx")
    sheet = book.worksheets[2]
    places = {cell.value: cell.column for cell in sheet[7]}
    for heading, value in cells.items():
        sheet.cell(9, places[heading], value)
    book.save(desk / name)

of = ("--quarter", "2026-q3")
run("template", *of, "--agency", "so-noi-vu", desk / "form.xlsx")
right = {"SPENT": "1.250,5", "PARTNER": "sở tài chính", "Tự đánh giá": "tốt"}
filled("filled.xlsx", {"Tình trạng": "Đang thực hiện", **right})
filled("overwritten.xlsx", {"Tình trạng": "Đang thực hiện", "BUDGET": "9"})
filled("words.xlsx", {"Tình trạng": "Đang thực hiện", "SPENT": "khá nhiều", "PARTNER": "Sở Tài chánh"})
for name in ("overwritten", "words"):
    refused = CliRunner().invoke(main, ["import", "--root", str(root), *of, str(desk / f"{name}.xlsx")])
    (desk / f"{name}.txt").write_text(refused.output, encoding="utf-8")
run("import", *of, desk / "filled.xlsx")
run("template", *of, "--agency", "so-noi-vu", desk / "again.xlsx")
run("report", *of, desk / "report.docx")
run("import-plan", "--plan", "tp-2026", "--replace", desk / "plan.docx")
run("diff", "--against", desk / "published")
""".replace("SPENT", SPENT)
    .replace("BUDGET", NAME)
    .replace("PARTNER", WITH)
)
"""What a press office does with the copy's commands; what each says is kept beside its files."""

PLAN = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Sản phẩm", "Kinh phí dự kiến"),
    ("1", "Rà soát văn bản", "Sở Nội vụ", "Quý I/2026", "Báo cáo", "2.500,5"),
    ("2", "Công bố thủ tục hành chính", "Các sở, ban, ngành", "Thường xuyên", "", "chưa rõ"),
    ("3", "Tập huấn", "Sở Nội vụ", "Quý IV/2026", "Báo cáo", "40"),
)
"""A plan as Word prints it."""


def copy_package(here: Path) -> None:
    """Copies the package, adds the fields, and makes a root in which a record of each kind has its field."""
    for folder in ("generator", "site_templates"):
        # With the compiled modules: of those that are edited below, Python compiles its own.
        shutil.copytree(ROOT / folder, here / folder)
    (here / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / "requirements", here / "requirements")
    shutil.copyfile(ROOT / "package-lock.json", here / "package-lock.json")
    for path, (there, added) in (edit for one in EVERY for edit in one.items()):
        text = (here / path).read_text(encoding="utf-8")
        place = text.index(there) + len(there)
        (here / path).write_text(text[:place] + added + text[place:], encoding="utf-8")
    shutil.copytree(MINIMAL, here / "root")
    (here / "changes.txt").write_text(CHANGES, encoding="utf-8")
    for name, old, new in RECORDS:
        file = here / "root" / "data" / name
        file.parent.mkdir(exist_ok=True)
        text = file.read_text(encoding="utf-8") if old else ""
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


TASKS = "data/plans/tp-2026/tasks.yaml"


def run(package: Path, script: str, *arguments: Path) -> None:
    """Runs a script with the copy's own code."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PYTHONPATH": str(package)},
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def package(shared: Path) -> Path:
    """A copy of the package with the fields; made once for all workers, as is what it makes."""
    return once(shared / "package", copy_package)


@pytest.fixture(scope="session")
def made(shared: Path, package: Path) -> Path:
    """What the copy makes of the root."""
    return once(shared / "made", partial(run, package, SCRIPT, package, package / "root"))


@pytest.fixture(scope="session")
def desk(shared: Path, package: Path, made: Path) -> Path:
    """Forms, reports and plans that the copy makes and reads, and what its commands say."""
    assert made.is_dir()
    return once(shared / "desk", partial(work_at, package))


def work_at(package: Path, desk: Path) -> None:
    """Does at a desk what a press office does; the copy's root is changed by what it reads."""
    shutil.copytree(package / "root" / "data", desk / "published" / "data")
    document = docx.Document()
    table = document.add_table(len(PLAN), len(PLAN[0]))
    for row, texts in zip(table.rows, PLAN, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(desk / "plan.docx"))
    run(package, OFFICE, package / "root", desk)


@pytest.mark.parametrize("one", EVERY)
def test_few_lines_are_added_by_hand(one: Mapping[str, Edit]) -> None:
    assert len(one) <= 5
    assert all(line.count("\n") == 1 and len(line) <= 112 for _, line in one.values())


def html(made: Path, address: str) -> str:
    """A page that the copy makes."""
    return (made / address / "index.html").read_text(encoding="utf-8")


def cells(table: str, heading: str) -> list[str]:
    """Texts of a column of a published table, row by row."""
    return [row[heading] for row in csv.DictReader(io.StringIO(table, newline=""))]


def as_text(cell: object) -> str:
    """A cell of a workbook as the CSV file has it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


@pytest.mark.parametrize(
    ("stem", "column", "value", "kind"),
    [
        ("observations", "survey", "Hỏi 1.500 người", "string"),
        ("agencies", "online", "true", "boolean"),
        ("results", "spent", "820.5", "number"),
        ("results", "partner", "", "string"),
        ("results", "quality", "good", "string"),
        ("targets", "weight", "12.5", "number"),
        ("agencies", "topics", "Cải cách chế độ công vụ;Thi đua", "string"),
        ("observations", "margin", "1.5", "number"),
        ("proofs", "checked_by", "so-y-te", "string"),
        ("plans", "approver", "so-noi-vu", "string"),
        ("notes", "settled", "false", "boolean"),
        ("results", "signed", "2026-03-10", "date"),
    ],
)
def test_files_have_the_field_of_every_kind_of_record(
    made: Path, stem: str, column: str, value: str, kind: str
) -> None:
    folder = made / "du-lieu"
    found = cells((folder / f"{stem}.csv").read_text(encoding="utf-8-sig"), column)
    assert [text for text in found if text] == ([value] if value else [])
    sheet, explained = openpyxl.load_workbook(folder / f"{stem}.xlsx").worksheets
    heads, *rows = sheet.iter_rows(values_only=True)
    assert [as_text(row[heads.index(column)]) for row in rows] == found
    assert column in [row[1] for row in explained.iter_rows(values_only=True)]
    package = json.loads((folder / "datapackage.json").read_bytes())
    resource = next(one for one in package["resources"] if one["name"] == stem)
    assert kind in [one["type"] for one in resource["schema"]["fields"] if one["name"] == column]


@pytest.mark.parametrize(
    ("file", "member", "value"),
    [
        ("agencies", "online", True),
        ("indicators/sipas", "survey", "Hỏi 1.500 người"),
        ("results", "spent", 820.5),
        ("results", "quality", "good"),
        ("targets", "weight", 12.5),
        ("indicators/sipas", "margin", 1.5),
        ("indicators", "surveyed", "2026-05-01"),
        ("plans", "approver", "so-noi-vu"),
        ("plans", "uncertain", ["approver"]),
        ("results", "signed", "2026-03-10"),
    ],
)
def test_the_api_has_the_field_of_every_kind_of_record(
    made: Path, file: str, member: str, value: object
) -> None:
    found = json.loads((made / "api" / "v1" / f"{file}.json").read_bytes())["data"]
    listed = found["observations"] if isinstance(found, dict) else found
    assert [one[member] for one in listed if one[member] not in (None, [])] == [value]


@pytest.mark.parametrize(
    ("place", "heading", "cell"),
    [
        ("nhiem-vu/tp-2026", "Cơ quan cấp kinh phí", ">Sở Tài chính</a>"),
        ("co-quan/so-noi-vu", "Cơ quan cấp kinh phí", ">Sở Tài chính</a>"),
        ("van-ban/ke-hoach-2026", "Cơ quan cấp kinh phí", ">Sở Tài chính</a>"),
        ("chi-so/sipas", "Cách khảo sát", ">Hỏi 1.500 người</data>"),
        ("nhiem-vu/tp-2026/1", SPENT, ">820,5</data>"),
        ("ky-bao-cao/2026-q1", SPENT, ">820,5</data>"),
        ("ky-bao-cao/2026-q1", "Tự đánh giá", ">Tốt</data>"),
        ("dieu-hanh", "Cơ quan cấp kinh phí", ">Sở Y tế</a>"),
        ("chi-tieu", "Trọng số", ">12,5</data>"),
        ("co-quan/so-noi-vu", "Trọng số", ">12,5</data>"),
        ("co-quan", "Việc phụ trách", ">Thi đua</data>"),
        ("ky-bao-cao", "Bắt buộc thực hiện", ">không</data>"),
        ("chi-so/sipas", "Sai số", ">1,5</data>"),
    ],
)
def test_tables_of_pages_have_it_as_a_column(made: Path, place: str, heading: str, cell: str) -> None:
    page = html(made, place)
    assert re.search(rf'<th scope="col"[^>]*>{re.escape(heading)}</th>', page)
    (found,) = re.findall(rf'<td[^>]* data-label="{re.escape(heading)}">.*?</td>', page)[:1]
    assert cell in found


@pytest.mark.parametrize(
    ("place", "label", "value"),
    [
        ("nhiem-vu/tp-2026/1", "Cơ quan cấp kinh phí", ">Sở Tài chính</a>"),
        ("nhiem-vu/tp-2026/1", "Lý do lùi thời hạn", ">Chờ thêm</data>"),
        ("co-quan/so-noi-vu", "Nhận hồ sơ trực tuyến", ">có</data>"),
        ("co-quan/so-noi-vu", "Việc phụ trách", ">Thi đua</data>"),
        ("chi-tieu/tp-2026", "Trọng số", ">12,5</data>"),
        ("van-ban/ke-hoach-2026", "Bắt buộc thực hiện", ">có</data>"),
        ("nhiem-vu/tp-2026/1", "Ngày thông báo", ">15/06/2026</data>"),
        ("nhiem-vu/tp-2026/1", "Cơ quan kiểm tra", ">Sở Y tế</a>"),
        ("ke-hoach/tp-2026", "Cơ quan thẩm định", ">Sở Nội vụ</a>"),
        ("ke-hoach/tp-2026", "Cơ quan thẩm định", "</span>Sở Nội vu</p>"),
        ("chi-so/sipas", "Ngày khảo sát", ">01/05/2026</data>"),
    ],
)
def test_lists_of_pages_have_it(made: Path, place: str, label: str, value: str) -> None:
    (found,) = re.findall(rf"<dt>{re.escape(label)}</dt>\s*<dd>.*?</dd>", html(made, place), re.DOTALL)
    assert value in found


@pytest.mark.parametrize(
    ("place", "label", "value"),
    [
        ("ke-hoach/tp-2026", "Người trình bày", '>Ông A</data></a> <span class="uncertain">'),
        ("van-ban/ke-hoach-2026", "Người trình bày", '>Ông A</data> <span class="uncertain">'),
        ("linh-vuc/the-che", "Cơ quan theo dõi", ">Sở Y tế</a>"),
        ("khong-khop", "Đã thống nhất", ">không</data>"),
        ("chi-tieu/tp-2026", "Đã thống nhất", ">không</data>"),
    ],
)
def test_lines_beside_what_pages_list_have_it(made: Path, place: str, label: str, value: str) -> None:
    assert re.search(rf'<p class="note">{label}:.*{re.escape(value)}', html(made, place))


def test_tables_that_count_have_the_columns_of_their_agencies(made: Path) -> None:
    page = html(made, "ky-bao-cao/2026-q1")
    assert re.search(r'data-label="Việc phụ trách">.*>Thi đua</data>', page)


def test_an_uncertain_one_is_marked_on_the_page_and_named_in_the_table(made: Path) -> None:
    assert "</span>Óng A</p>" in html(made, "ke-hoach/tp-2026")
    assert "12,S" in html(made, "chi-tieu/tp-2026")
    assert re.search(r">12,5</data>[^<]*(</a>)? <span class=\"uncertain\">", html(made, "chi-tieu"))
    targets = (made / "du-lieu" / "targets.csv").read_text(encoding="utf-8-sig")
    assert cells(targets, "uncertain") == ["weight"]


def test_both_tables_and_lists_of_documents_have_a_column_of_documents(made: Path) -> None:
    documents = (made / "du-lieu" / "documents.csv").read_text(encoding="utf-8-sig")
    assert cells(documents, "binding") == ["true", "", "false", ""]
    found = json.loads((made / "api" / "v1" / "documents.json").read_bytes())["data"]
    assert [one["binding"] for one in found] == [True, None, False, None]
    assert re.search(r"Bắt buộc thực hiện: .*>có</data>", html(made, "van-ban"))


def test_the_document_shows_it_beside_the_figure(made: Path) -> None:
    page = html(made, "van-ban/bao-cao-2026")
    assert re.search(r'<span class="note">Cách khảo sát</span> .*?>Hỏi 1.500 người</data>', page)


def test_no_table_has_a_column_of_nothing(made: Path) -> None:
    assert "Cơ quan cấp kinh phí" not in html(made, "nhiem-vu/xa-2026")


def test_tables_have_it_as_their_last_column(made: Path) -> None:
    folder = made / "du-lieu"
    text = (folder / "tasks.csv").read_text(encoding="utf-8-sig")
    columns, first, second = list(csv.reader(io.StringIO(text, newline="")))[:3]
    assert (columns[-1], first[-1], second[-1]) == ("budget", "1500", "")
    assert [row["budget"] for row in json.loads((folder / "tasks.json").read_bytes())][:2] == ["1500", ""]
    book = openpyxl.load_workbook(folder / "tasks.xlsx")
    sheet, explained = book.worksheets
    assert [sheet.cell(row, sheet.max_column).value for row in (1, 2, 3)] == ["budget", 1500, None]
    assert ("budget", NAME) in [(row[1], row[2]) for row in explained.iter_rows(values_only=True)]


def test_the_data_package_and_the_data_page_explain_it(made: Path) -> None:
    package = json.loads((made / "du-lieu" / "datapackage.json").read_bytes())
    tasks = next(one for one in package["resources"] if one["name"] == "tasks")
    field = tasks["schema"]["fields"][-1]
    assert (field["name"], field["type"], field["title"]) == ("budget", "number", NAME)
    assert field["titles"]["en"] == "Planned budget (million đồng)"
    assert NAME in (made / "du-lieu" / "index.html").read_text(encoding="utf-8")


def test_the_api_has_it_and_says_so(made: Path) -> None:
    tasks = json.loads((made / "api" / "v1" / "tasks.json").read_bytes())["data"]
    assert [task["budget"] for task in tasks][:2] == [1500.0, None]
    schema = json.loads((made / "api" / "v1" / "schema" / "task.schema.json").read_bytes())
    assert "budget" in schema["$defs"]["ApiTaskFile"]["properties"]


def test_editors_are_offered_it(made: Path) -> None:
    schema = json.loads((made / "tasks.schema.json").read_bytes())
    assert schema["$defs"]["Task"]["properties"]["budget"]["title"] == NAME


def test_its_page_shows_it_where_the_document_says_something(made: Path) -> None:
    first, second = (
        (made / "nhiem-vu" / "tp-2026" / number / "index.html").read_text(encoding="utf-8") for number in "12"
    )
    assert f"<dt>{NAME}</dt>" in first
    assert '<data value="1500"' in first
    assert ">1.500</data>" in first
    assert NAME not in second


@pytest.mark.parametrize(
    "line",
    [
        f"{NAME}: 900 → 1.500",
        "Cơ quan cấp kinh phí: Sở Y tế → Sở Tài chính",
        "Trọng số: 10 → 12,5",
        "Việc phụ trách: Thi đua → Cải cách chế độ công vụ; Thi đua",
        "Bắt buộc thực hiện: không → có",
        "Tự đánh giá: Chưa tốt → Tốt",
        "Ngày thông báo: 14/06/2026 → 15/06/2026",
        "Sai số: 2 → 1,5",
        "Cơ quan kiểm tra: Sở Tài chính → Sở Y tế",
        "Cơ quan thẩm định: Sở Y tế → Sở Nội vụ",
        "Người trình bày: Bà B → Ông A",
        "Ngày khảo sát: 30/04/2026 → 01/05/2026",
        "Cơ quan theo dõi: Sở Nội vụ → Sở Y tế",
        "Đã thống nhất: có → không",
        "Ngày ký báo cáo: 09/03/2026 → 10/03/2026",
    ],
)
def test_differences_tell_it_by_name(made: Path, line: str) -> None:
    assert line in (made / "differences.txt").read_text(encoding="utf-8")


def of_row(form: Path, number: str = "1") -> dict[str, object]:
    """The cells of one row of a form's sheet of tasks, by heading."""
    sheet = openpyxl.load_workbook(form).worksheets[2]
    headings = [cell.value for cell in sheet[7]]
    row = next(row for row in sheet.iter_rows(min_row=8) if row[0].value == number)
    return {str(heading): cell.value for heading, cell in zip(headings, row, strict=False)}


def test_a_form_shows_the_field_of_the_task_and_asks_for_that_of_the_result(desk: Path) -> None:
    sheet = openpyxl.load_workbook(desk / "form.xlsx").worksheets[2]
    headings = [cell.value for cell in sheet[7]]
    assert headings[headings.index(NAME) - 1] == "Sản phẩm"
    shown, asked = (sheet.cell(9, headings.index(name) + 1) for name in (NAME, SPENT))
    assert (shown.value, shown.protection.locked) == ("1.500", True)
    assert (asked.value, asked.protection.locked) == (None, False)
    rules = {rule.promptTitle for rule in sheet.data_validations.dataValidation}
    assert SPENT in rules


def test_a_form_offers_codes_and_agencies_to_choose_from_and_shows_the_number_of_a_target(desk: Path) -> None:
    book = openpyxl.load_workbook(desk / "form.xlsx")
    sheet, targets = book.worksheets[2], book.worksheets[3]
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    assert (rules["Tự đánh giá"].formula1, rules["Tự đánh giá"].showErrorMessage) == ("ds_quality", True)
    assert (rules[WITH].formula1, rules[WITH].showErrorMessage) == ("ds_partner", False)
    offered = {
        name: [cell.value for cell in choice_cells(book, f"ds_{name}")] for name in ("quality", "partner")
    }
    assert offered["quality"] == ["Tốt", "Chưa tốt"]
    assert {"Sở Nội vụ", "Sở Tài chính", "Sở Y tế"} <= set(offered["partner"])
    headings = [cell.value for cell in targets[7]]
    cell = targets.cell(9, headings.index("Trọng số") + 1)
    assert (cell.value, cell.protection.locked) == ("12,5", True)


def choice_cells(book: openpyxl.Workbook, name: str) -> list[openpyxl.cell.Cell]:
    """The cells of a list of choices."""
    sheet, place = next(iter(book.defined_names[name].destinations))
    return [row[0] for row in book[sheet][place]]


def test_a_form_that_comes_back_is_held_to_the_shown_field(desk: Path) -> None:
    assert "ô khóa bị sửa thành “9”; giữ nguyên “1.500”" in (desk / "overwritten.txt").read_text("utf-8")


def test_what_is_reported_is_read_told_and_shown_again(desk: Path, package: Path) -> None:
    assert f"{SPENT}: – → 1.250,5" in (desk / "import.txt").read_text("utf-8")
    results = package / "root" / "data" / "plans" / "tp-2026" / "results" / "2026-q3.yaml"
    assert "spent: '1250.5'" in results.read_text(encoding="utf-8")
    assert of_row(desk / "again.xlsx")[SPENT] == "1.250,5"
    assert "quality: good" in results.read_text(encoding="utf-8")
    assert of_row(desk / "again.xlsx")["Tự đánh giá"] == "Tốt"
    assert "partner: so-tai-chinh" in results.read_text(encoding="utf-8")
    assert of_row(desk / "again.xlsx")[WITH] == "Sở Tài chính"
    words = (desk / "words.txt").read_text("utf-8")
    assert "không đọc được con số từ “khá nhiều”" in words
    assert "không có cơ quan nào tên “Sở Tài chánh”" in words


def test_a_word_plan_is_read_and_what_is_no_number_is_pointed_out(desk: Path, package: Path) -> None:
    text = (package / "root" / TASKS).read_text(encoding="utf-8")
    assert [line.strip() for line in text.splitlines() if "budget" in line] == [
        'budget: "2500.5"',
        "not_entered: [budget]",
        "as_written: {budget: chưa rõ}",
        "budget: 40",
    ]
    assert "không đọc được ô “chưa rõ”, chưa ghi budget" in (desk / "import-plan.txt").read_text("utf-8")


def test_the_word_report_has_it_in_its_annex(desk: Path) -> None:
    annex = docx.Document(str(desk / "report.docx")).tables[-1]
    heads, first, *_ = [[cell.text for cell in row.cells] for row in annex.rows]
    assert (heads[-1], first[-1]) == (NAME, "1.500")


def test_the_command_tells_differences_by_name(desk: Path) -> None:
    said = (desk / "diff.txt").read_text(encoding="utf-8")
    assert f"{NAME}: 1.500 → 2.500,5" in said
    assert f"{SPENT}: – → 1.250,5" in said
