"""Published files against outside readers: what goes in comes out, on the real data and on the sample."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from frictionless import Package
from jsonschema import Draft202012Validator
from lxml import html
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS

from generator.build.bodies import site_files
from generator.build.specs import families, specs_of
from generator.charts.page_charts import files as chart_files
from generator.data.catalogue import Catalogue
from generator.data.formula_guard import guarded
from generator.files.api import LISTS, SINGLES
from generator.files.flat_files import rows_to_csv
from generator.files.tables import TABLES
from generator.files.workbook import BookSheet, to_xlsx
from generator.measures.metrics import Measured
from generator.view.presentation import Presentation
from generator.view.rendering import make_environment, templates_of
from tests.paths import ROOT
from tests.plugins.sites import SITE_URL
from tests.portals import portal_of

Row = dict[str, str]


@pytest.fixture(scope="session", params=["real_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """The published site, then the sample."""
    found: Path = request.getfixturevalue(request.param)
    return found


def csv_rows(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def json_rows(path: Path) -> list[Row]:
    found: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    return found


def cell_text(value: Any) -> str:
    """A cell of a workbook as the other files write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, int | float):
        return format(Decimal(str(value)).normalize(), "f")
    return str(value)


def sheets(path: Path) -> list[list[Row]]:
    """Rows of each sheet, by heading, through another library's reader."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = []
    for sheet in book.worksheets:
        rows = [[cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        found.append([dict(zip(rows[0], row, strict=True)) for row in rows[1:]] if rows else [])
    book.close()
    return found


def same(left: str, right: str) -> bool:
    """Equal, or equal as numbers (a workbook keeps ``96.10`` as 96.1)."""
    if left == right:
        return True
    try:
        return Decimal(left) == Decimal(right)
    except ArithmeticError:
        return False


def assert_same_rows(expected: list[Row], found: list[Row], where: str) -> None:
    assert len(expected) == len(found), where
    for left, right in zip(expected, found, strict=True):
        assert list(left) == list(right), where
        unequal = {name: (left[name], right[name]) for name in left if not same(left[name], right[name])}
        assert unequal == {}, where


@pytest.mark.parametrize("stem", sorted(TABLES))
def test_published_tables_are_equal_in_every_form(site: Path, stem: str) -> None:
    rows = json_rows(site / f"du-lieu/{stem}.json")
    neutralised = [{name: guarded(cell) for name, cell in row.items()} for row in rows]
    assert csv_rows(site / f"du-lieu/{stem}.csv") == neutralised
    assert_same_rows(rows, sheets(site / f"du-lieu/{stem}.xlsx")[0], stem)


def shown(cell: html.HtmlElement) -> list[str]:
    """Machine values in a cell of the page, raw readings left out."""
    return [
        value.get("value")
        for value in cell.iter("data")
        if not value.xpath("ancestor::details[ancestor::td or ancestor::th]")
    ]


def test_tables_of_pages_are_equal_in_every_form(site: Path) -> None:
    """Rows of the HTML = CSV = JSON = XLSX, for each table of each page."""
    tables = 0
    for page in sorted(site.rglob("index.html")):
        text = page.read_text(encoding="utf-8")
        if "data-table=" not in text:
            continue
        address = page.parent.relative_to(site).as_posix().removeprefix(".")
        folder = site / "du-lieu" / "bang" / (address or "trang-chu")
        books = sheets(folder / "bang.xlsx")
        tree: Any = html.fromstring(text)
        found = tree.xpath("//table[@data-table]")
        assert len(books) == len(found), address
        for table, book in zip(found, books, strict=True):
            where = f"{address} {table.get('data-table')}"
            rows = json_rows(folder / f"{table.get('data-table')}.json")
            neutralised = [{guarded(k): guarded(v) for k, v in row.items()} for row in rows]
            assert csv_rows(folder / f"{table.get('data-table')}.csv") == neutralised, where
            if rows:
                assert_same_rows(rows, book, where)
            printed = [r for r in table.xpath("./tbody/tr") if not r.xpath("./th[@scope='rowgroup']")]
            assert len(printed) == len(rows), where
            for line, row in zip(printed, rows, strict=True):
                cells = set(row.values())
                for cell in line.xpath("./td|./th"):
                    for machine in shown(cell):
                        words = " ".join(machine.split())
                        assert any(words in value for value in cells), (where, machine)
            tables += 1
    assert tables > 100


def test_a_plan_page_holds_every_record_of_its_file(real_site: Path) -> None:
    """From the YAML, read by another loader, to the table of the page as CSV."""
    records = yaml.safe_load((ROOT / "data/plans/tp-2026/tasks.yaml").read_text(encoding="utf-8"))
    [path] = (real_site / "du-lieu/bang/nhiem-vu/tp-2026").glob("*.csv")
    rows = csv_rows(path)
    assert [str(record["number"]) for record in records] == [row["Số"] for row in rows]
    for record, row in zip(records, rows, strict=True):
        assert record["title"] in row["Nhiệm vụ"]
        if record.get("deadline"):
            assert record["deadline"] in row["Thời hạn"]


def listed(value: Any) -> str:
    return ";".join(str(part).replace("\\", "\\\\").replace(";", "\\;") for part in value or ())


RECORDS = {
    "tasks": (
        "plans/*/tasks",
        "number parent title deadline area text note",
        "lead coordinating deliverables",
    ),
    "targets": ("plans/*/targets", "number title deadline area text note", "responsible"),
    "observations": (
        "reports/*",
        "key label value value_as_written qualifier unit kind rank of_total section part_of note",
        "",
    ),
    "agencies": ("agencies", "id name short_name kind parent code", ""),
    "documents": ("documents", "id symbol kind date issuer signer title text note", ""),
    "results": (
        "plans/*/results/*",
        "task target measure agency state completed value value_as_written unit note",
        "evidence",
    ),
    "proofs": ("plans/*/proofs", "task completed document", ""),
}
"""Of each published table: files of its records, columns that repeat a field, columns of lists."""


def records_of(root: Path, pattern: str) -> list[dict[str, Any]]:
    """Entries of data files as another loader reads them, every scalar as text."""
    found: list[dict[str, Any]] = []
    for path in sorted(root.glob(pattern)):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
        if isinstance(data, dict):
            data = data.get("observations", data.get("results"))
        found += data or []
    return found


@pytest.mark.parametrize("stem", RECORDS)
def test_records_in_are_records_out(request: pytest.FixtureRequest, site: Path, stem: str) -> None:
    """From the YAML to the published table, every value of every record: nothing lost, added or changed."""
    root = ROOT if "real-root" in str(site) else request.getfixturevalue("sample_root")
    pattern, plain, lists = RECORDS[stem][0], RECORDS[stem][1].split(), RECORDS[stem][2].split()
    records, rows = records_of(root, f"data/{pattern}.yaml"), json_rows(site / f"du-lieu/{stem}.json")
    expected, published = [], []
    for record in records:
        # A target has a row for each of its measures.
        for measure in record.get("measures") or [{}] if stem == "targets" else [{}]:
            own = {name: record.get(name, "") for name in plain}
            own |= {name: listed(record.get(name)) for name in lists}
            if "state" in own:
                own["state"] = own["state"].replace("-", "_")  # the published code of the same state
            own |= {f"measure.{n}": measure.get(n, "") for n in ("key", "value", "value_as_written", "unit")}
            expected.append(tuple(" ".join(text.split()) for text in own.values()))
    for row in rows:
        own = {name: row[name] for name in (*plain, *lists)}
        measure = {"key": "measure", "value": "value", "value_as_written": "value_as_written", "unit": "unit"}
        own |= {f"measure.{n}": row[c] if stem == "targets" else "" for n, c in measure.items()}
        published.append(tuple(" ".join(text.split()) for text in own.values()))
    assert sorted(expected) == sorted(published)
    assert expected or stem == "results"


def test_one_zip_holds_everything(site: Path) -> None:
    with zipfile.ZipFile(site / "du-lieu/tat-ca.zip") as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    base = site / "du-lieu"
    beside = {
        path.relative_to(base).as_posix(): path.read_bytes()
        for path in base.rglob("*")
        if path.is_file() and path.suffix not in {".html", ".br", ".gz"} and path.name != "tat-ca.zip"
    }
    assert packed.keys() == beside.keys()
    assert packed == beside


def test_frictionless_finds_nothing_wrong(site: Path) -> None:
    package = Package(str(site / "du-lieu/datapackage.json"))
    assert [resource.name for resource in package.resources] == list(TABLES)
    report = package.validate()
    assert report.flatten(["type", "note", "rowNumber", "fieldName"]) == []
    assert report.valid


def test_columns_are_titled_in_both_languages(real_site: Path) -> None:
    package = json.loads((real_site / "du-lieu/datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["titles"]["vi"] == field["title"]
            assert field["titles"]["en"]
            assert field["titles"]["en"] != field["titles"]["vi"]


def test_what_nobody_supplied_is_left_out(real_site: Path) -> None:
    package = json.loads((real_site / "du-lieu/datapackage.json").read_text(encoding="utf-8"))
    assert package.keys() & {"licenses", "contributors", "homepage", "cutoff", "updateFrequency"} == set()
    graph = Graph().parse(real_site / "du-lieu/dcat.jsonld", format="json-ld")
    for predicate in (DCTERMS.license, DCTERMS.publisher, DCAT.contactPoint, DCTERMS.accrualPeriodicity):
        assert list(graph.triples((None, predicate, None))) == []
    page = (real_site / "du-lieu/index.html").read_text(encoding="utf-8")
    assert page.count("chưa công bố") >= 4


LICENCE = "licence: CC-BY-4.0\nlicence_url: https://creativecommons.org/licenses/by/4.0/\n"


def test_what_is_supplied_is_said_everywhere() -> None:
    settings = {"licence: CC BY 4.0\n": LICENCE, "contact: Sở Nội vụ\n": "contact: lienhe@example.org\n"}
    measured = Measured(portal_of({"data/portal.yaml": settings}), date(2026, 6, 30))
    parts = Presentation.of(measured, Catalogue.load("vi"), "https://example.org/cchc/")
    templates, specs = templates_of(ROOT), specs_of(parts, families(parts))
    environment = make_environment(parts.values.catalogue, templates)
    files = {item.path: item.data for item in site_files(parts, environment, templates, specs)}
    package = json.loads(files["du-lieu/datapackage.json"])
    assert package["licenses"] == [
        {"title": "CC-BY-4.0", "name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert package["contributors"][1] == {"email": "lienhe@example.org", "roles": ["contact"]}
    assert package["updateFrequency"] == "quarterly"
    graph = Graph().parse(data=files["du-lieu/dcat.jsonld"], format="json-ld")
    licences = set(graph.objects(None, DCTERMS.license))
    assert licences == {URIRef("https://creativecommons.org/licenses/by/4.0/")}
    downloads = {str(o) for o in graph.objects(None, DCAT.downloadURL)}
    assert "https://example.org/cchc/du-lieu/tasks.xlsx" in downloads
    assert {d.removeprefix("https://example.org/cchc/") for d in downloads} <= files.keys()
    index = json.loads(files["api/v1/index.json"])
    assert index["meta"]["publisher"] == "Sở Nội vụ"


def test_rdflib_reads_the_catalogue_and_every_file_it_names_is_there(site: Path) -> None:
    base = f"{SITE_URL}du-lieu/dcat.jsonld"
    graph = Graph().parse(site / "du-lieu/dcat.jsonld", format="json-ld", publicID=base)
    datasets = set(graph.objects(None, DCAT.dataset))
    assert len(datasets) == len(TABLES) + 1
    downloads = [str(o) for o in graph.objects(None, DCAT.downloadURL)]
    assert len(downloads) == 3 * len(TABLES) + 2
    for address in downloads:
        assert (site / address.removeprefix(SITE_URL)).is_file(), address


def test_the_data_page_describes_itself_in_schema_org(real_site: Path) -> None:
    page = html.parse(str(real_site / "du-lieu/index.html"))
    nodes = [json.loads(text) for text in page.xpath("//script[@type='application/ld+json']/text()")]
    [dataset] = [node for node in nodes if node["@type"] == "Dataset"]
    graph = Graph().parse(
        data=json.dumps(dataset | {"@context": {"@vocab": "https://schema.org/"}}), format="json-ld"
    )
    names = [str(o) for o in graph.objects(None, URIRef("https://schema.org/encodingFormat"))]
    assert names.count("text/csv") == len(TABLES)
    assert "application/zip" in names


def test_every_answer_of_the_api_follows_its_schema(site: Path) -> None:
    base = site / "api/v1"
    index = json.loads((base / "index.json").read_text(encoding="utf-8"))
    listed = {entry["name"]: entry for entry in index["data"]["files"]}
    assert listed.keys() == LISTS.keys() | SINGLES.keys()
    checked = 0
    validators: dict[str, Draft202012Validator] = {}
    for path in sorted(base.rglob("*.json")):
        if path.parent.name == "schema":
            continue
        answer = json.loads(path.read_text(encoding="utf-8"))
        name = answer["meta"]["schema_file"]
        if name not in validators:
            schema = json.loads((site / name).read_text(encoding="utf-8"))
            Draft202012Validator.check_schema(schema)
            validators[name] = Draft202012Validator(schema)
        assert [error.message for error in validators[name].iter_errors(answer)] == [], path
        checked += 1
    assert len(validators) == len(LISTS) + len(SINGLES) + 1
    assert checked > 350


def test_the_api_holds_what_the_tables_hold(site: Path) -> None:
    tasks = json.loads((site / "api/v1/tasks.json").read_text(encoding="utf-8"))["data"]
    rows = json_rows(site / "du-lieu/tasks.json")
    assert [(t["plan"], t["number"], t["title"]) for t in tasks] == [
        (r["plan"], r["number"], r["title"]) for r in rows
    ]
    for task, row in zip(tasks, rows, strict=True):
        assert [task["status"][k] for k in ("reported", "evidenced", "schedule")] == [
            row["reported"], row["evidenced"], row["schedule"],
        ]  # fmt: skip
        assert (site / task["self"]).is_file()
        assert (site / task["url"] / "index.html").is_file()
    results = json.loads((site / "api/v1/results.json").read_text(encoding="utf-8"))["data"]
    assert len(results) == len(json_rows(site / "du-lieu/results.json"))
    of_tasks = [
        result
        for task in tasks
        for result in json.loads((site / task["self"]).read_text(encoding="utf-8"))["data"]["results"]
    ]
    assert len(of_tasks) == sum(1 for result in results if result["task"])


def test_an_api_record_names_its_line(real_site: Path) -> None:
    for task in json.loads((real_site / "api/v1/tasks.json").read_text(encoding="utf-8"))["data"]:
        path, line = task["source"]["place"].split(":")
        text = (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert task["number"].rpartition(".")[2] in text or "parent" in text, task["id"]


HOSTILE = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\tx",
    "＝1",
    "'=1",
    "00123",
    "1e9",
    "https://example.org",
    "{=1}",
)


def test_hostile_text_stays_text_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet = BookSheet("[Bảng]: *?/", ("chữ",), [(text,) for text in HOSTILE])
    path.write_bytes(to_xlsx([sheet, sheet], date(2026, 11, 22)))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Bảng", "Bảng 2"]
    cells = [cell for [cell] in book.worksheets[0].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in HOSTILE]


def test_headings_are_neutralised_too() -> None:
    assert rows_to_csv(["=a"], [["@b"]]).decode("utf-8-sig") == "'=a\r\n'@b\r\n"


def test_charts_numbers_are_in_the_zip(real_site: Path, presentation: Presentation) -> None:
    with zipfile.ZipFile(real_site / "du-lieu/tat-ca.zip") as archive:
        assert {item.path.removeprefix("du-lieu/") for item in chart_files(presentation.values)} <= set(
            archive.namelist()
        )
