"""A field is added to tasks as CONTRIBUTING says, in a copy of the package; every output has it unasked."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.paths import MINIMAL, ROOT

NAME = "Kinh phí dự kiến (triệu đồng)"

FIELD = """\
        Field("budget", kind="number", show="number", quiet=True, form=12, report=18, heading=".*kinh phi.*"),
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
"""By file: a line that is there, and the line added after it."""

SCRIPT = """
import sys
from pathlib import Path
import generator
from generator.build.pipeline import compose
from generator.data.catalogue import Catalogue
from generator.data.differences import Published
from generator.data.schema import schemas
from generator.measures.loader import load_measured
from generator.pages.record.differences import lines, tell
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
old = {path: data.replace(b'budget: "1500"', b'budget: "900"') for path, data in sources.items()}
files["differences.txt"] = "\\n".join(lines(catalogue.text, tell(now, None, Published(old)))).encode()
for path, data in files.items():
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_bytes(data)
"""
"""Writes all that a root comes to with the copy's own code."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the changed copy makes of a root in which one task has the field."""
    here = tmp_path_factory.mktemp("package")
    for folder in ("generator", "site_templates"):
        shutil.copytree(ROOT / folder, here / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (here / "node_modules").symlink_to(ROOT / "node_modules")
    for path, (there, added) in EDITS.items():
        text = (here / path).read_text(encoding="utf-8")
        place = text.index(there) + len(there)
        (here / path).write_text(text[:place] + added + text[place:], encoding="utf-8")
    root, out = here / "root", here / "made"
    shutil.copytree(MINIMAL, root)
    tasks = root / "data" / "plans" / "tp-2026" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    tasks.write_text(text.replace("  deadline:", '  budget: "1500"\n  deadline:', 1), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, here, root, out],
        env={**os.environ, "PYTHONPATH": str(here)},
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return out


def test_few_lines_are_added_by_hand() -> None:
    assert len(EDITS) <= 5
    assert all(line.count("\n") == 1 and len(line) <= 112 for _, line in EDITS.values())


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
    assert "budget" in schema["$defs"]["TaskRecord"]["properties"]


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


def test_differences_tell_it_by_name(made: Path) -> None:
    assert f"{NAME}: 900 → 1500" in (made / "differences.txt").read_text(encoding="utf-8")
