"""Forms out and back: the same bytes, nothing runs, untouched changes nothing, filled in is seen on pages."""

import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from generator.build.bodies import page_context
from generator.build.pipeline import Options, build
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.measures.loader import load_measured
from generator.model.quarter import Quarter
from generator.office.duties import Forms
from generator.office.workbook import open_workbook
from generator.pages.plans import tasks
from generator.view.presentation import Presentation
from generator.view.rendering import make_environment, render_page
from tests.office import editors
from tests.paths import ROOT

TASKS, TARGETS, DOCUMENTS = "Nhiệm vụ", "Chỉ tiêu", "Văn bản mới"


STATES: list[dict[str, Any]] = [
    {"Tình trạng": "Đang thực hiện", "Ghi chú": "Bảo đảm tiến độ"},
    {
        "Tình trạng": "Hoàn thành",
        "Ngày hoàn thành": {"date": "2026-08-20"},
        "Văn bản chứng minh": "5256/QĐ-UBND",
    },
    {
        "Tình trạng": "  hoàn  thành ",
        "Ngày hoàn thành": "20/8/2026",
        "Văn bản chứng minh": "số 5256 / QĐ–UBND",
    },
    {"Tình trạng": unicodedata.normalize("NFD", "Chưa thực hiện"), "Ghi chú": "=1+1"},
    {},
]
"""What an agency reports, row after row; the way people type it."""

FIGURES = [
    {"Tình trạng": "Đang thực hiện", "Số liệu": "95,5"},
    {"Tình trạng": "Hoàn thành", "Số liệu": 97},
    {},
]


def asked(root: Path) -> Forms:
    """The forms of a root for the quarter of these tests."""
    portal, problems = check_root(root)
    assert portal is not None, problems
    quarter = Quarter.parse(editors.QUARTER)
    assert quarter is not None
    return Forms(portal, quarter)


def job(forms: Path, form: Any, to: Path) -> Mapping[str, Any]:
    """Fills one form in as its agency would."""
    ops: list[Mapping[str, Any]] = []
    if form.tasks:
        ops.append({"op": "every", "sheet": TASKS, "values": STATES})
    if form.targets:
        ops.append({"op": "every", "sheet": TARGETS, "values": FIGURES})
    return {"from": forms / f"{form.agency}.xlsx", "to": to / f"{form.agency}.xlsx", "ops": ops}


def through_libreoffice(folder: Path, path: Path) -> None:
    """Opens a form with LibreOffice and saves it anew in its place."""
    out = folder / "office"
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (out / path.name).is_file(), done.stdout + done.stderr
    shutil.copyfile(out / path.name, path)


def filled(tmp: Path, root: Path, forms: Path, agencies: list[str]) -> Path:
    """A folder of filled forms; one of them saved by LibreOffice."""
    inbox = tmp / "inbox"
    inbox.mkdir()
    all_forms = asked(root)
    editors.fill(tmp, [job(forms, all_forms.of(agency), inbox) for agency in agencies])
    through_libreoffice(tmp, inbox / "so-tu-phap.xlsx")
    return inbox


def test_the_same_data_gives_the_same_bytes(
    forms: Path, sample_root: Path, portal_run: Callable[..., Result], tmp_path: Path
) -> None:
    again = tmp_path / "so-noi-vu.xlsx"
    portal_run(
        "template", "--root", sample_root, "--quarter", editors.QUARTER, "--agency", "so-noi-vu", again
    )
    assert again.read_bytes() == (forms / "so-noi-vu.xlsx").read_bytes()


def test_every_agency_that_is_asked_has_a_form(forms: Path, sample_root: Path) -> None:
    found = asked(sample_root)
    assert {path.stem for path in forms.iterdir()} == set(found.agencies)
    assert len(found.agencies) > 114
    communes = {a for a in found.agencies if found.portal.agencies[a].record.kind == "commune"}
    assert len(communes) == 114


def test_nothing_in_a_form_runs(forms: Path) -> None:
    for path in sorted(forms.iterdir())[::12]:
        for sheet in open_workbook(path.read_bytes()):
            assert {cell.kind for cell in sheet.cells.values()} <= {"text", "date"}
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            sheets = "".join(package.read(n).decode() for n in names if "worksheets/" in n)
        assert not any(re.search("vba|external|activeX|embed", name) for name in names)
        assert "<f>" not in sheets
        assert "sheetProtection" in sheets


def test_an_untouched_form_changes_nothing(
    root: Path, portal_run: Callable[..., Result], tmp_path: Path
) -> None:
    """Forms of a quarter that is reported already go out with what was reported and come back the same."""
    out = tmp_path / "out"
    agencies = ["so-noi-vu", "ubnd-xa-khuc-thua-du", "ubnd-phuong-hai-duong"]
    for agency in agencies:
        portal_run(
            "template", "--root", root, "--quarter", "2026-q2", "--agency", agency, out / f"{agency}.xlsx"
        )
    through_libreoffice(tmp_path, out / "so-noi-vu.xlsx")
    before = editors.tree(root)
    result = portal_run("import", "--root", root, "--quarter", "2026-q2", out)
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith("Không có gì thay đổi.\n")
    assert editors.tree(root) == before


def test_a_closed_quarter_takes_a_reason(
    root: Path, portal_run: Callable[..., Result], tmp_path: Path, killed_at: Callable[..., bool]
) -> None:
    form = tmp_path / "so-noi-vu.xlsx"
    portal_run("quarter", "open", "--root", root, "2026-q2")
    portal_run("quarter", "close", "--root", root, "2026-q2")
    portal_run("template", "--root", root, "--quarter", "2026-q2", "--agency", "so-noi-vu", form)
    note = {"op": "set", "sheet": TASKS, "key": "tp-2026/2", "column": "Ghi chú", "value": "Bổ sung"}
    editors.fill(tmp_path, [{"from": form, "to": tmp_path / "sent.xlsx", "ops": [note]}])
    before = editors.tree(root)
    arguments = ("import", "--root", root, "--quarter", "2026-q2", tmp_path / "sent.xlsx")
    refused = portal_run(*arguments)
    assert refused.exit_code == 1
    assert "sent.xlsx › Nhiệm vụ!F11: nhiệm vụ 2 đổi kết quả của một kỳ đã khóa; " in refused.stderr
    assert editors.tree(root) == before
    corrected = partial(portal_run, *arguments, "--correct", "Sở đính chính")
    assert killed_at(3, corrected, renames_only=True)
    assert portal_run("check", "--root", root).exit_code == 0
    assert editors.tree(root) == before
    taken = corrected()
    assert taken.exit_code == 0, taken.output
    after = editors.tree(root)
    touched = {path for path in after if after[path] != before.get(path)}
    assert touched == {"data/plans/tp-2026/results/2026-q2.yaml", "data/quarters/2026-q2.yaml"}
    assert "Sở đính chính" in after["data/quarters/2026-q2.yaml"].decode()
    # One entry changes; every other line of the file stays as it was.
    old, new = (
        tree["data/plans/tp-2026/results/2026-q2.yaml"].decode().splitlines() for tree in (before, after)
    )
    assert [line for line in old if line not in new] == [
        line for line in old if 'task: "2", agency: so-noi-vu' in line
    ]
    assert portal_run("check", "--root", root).exit_code == 0


def sent(root: Path, inbox: Path, portal_run: Callable[..., Result]) -> Result:
    """A dry run that writes nothing, then the import."""
    before = editors.tree(root)
    dry = portal_run("import", "--root", root, "--quarter", editors.QUARTER, "--dry-run", "--register", inbox)
    assert dry.exit_code == 0, dry.stderr
    assert editors.tree(root) == before
    done = portal_run("import", "--root", root, "--quarter", editors.QUARTER, "--register", inbox)
    assert done.exit_code == 0, done.stderr
    return done


def seen(root: Path) -> Callable[[str], str]:
    """Body of a task's page by its address, at the end of the year; only the pages asked for are rendered."""
    words = Catalogue.load("vi")
    shown = Presentation.of(load_measured(root, date(2026, 11, 22))[0], words)
    specs = {
        spec.url: spec
        for spec in tasks.pages(
            shown.task_views, shown.threads, shown.notices, shown.citations, shown.history
        )
    }
    environment, context = make_environment(words, ROOT / "site_templates"), page_context(shown)
    return lambda address: render_page(environment, specs[address], context).body


def test_a_form_typed_into_with_libreoffice(
    root: Path, forms: Path, portal_run: Callable[..., Result], tmp_path: Path
) -> None:
    sent = tmp_path / "so-noi-vu.xlsx"
    done, under_way = "#3", "#2"
    typed = [
        (TASKS, "C3", "5/9/2026"),
        (TASKS, "F11", done),
        (TASKS, "G11", "31/8/2026"),
        (TASKS, "I11", "5256/QĐ-UBND"),
        (TASKS, "F12", under_way),
        (TASKS, "H12", "95,5%"),
        (TASKS, "J12", "=1+1"),
        # The protection of the sheet holds: a locked cell stays what it is.
        (TASKS, "B12", "Nhiệm vụ khác"),
    ]
    editors.type_in(tmp_path, forms / "so-noi-vu.xlsx", sent, typed)
    tasks = next(sheet for sheet in open_workbook(sent.read_bytes()) if sheet.name == TASKS)
    # LibreOffice made days of what was typed into cells of days, and left texts what they were.
    assert [tasks.cells[place].kind for place in ((3, 3), (11, 7), (12, 8), (12, 10))] == [
        "date", "date", "text", "text",
    ]  # fmt: skip
    taken = portal_run("import", "--root", root, "--quarter", editors.QUARTER, sent)
    assert taken.exit_code == 0, taken.stderr
    results = root / "data/plans/tp-2026/results" / f"{editors.QUARTER}.yaml"
    assert results.read_text(encoding="utf-8").splitlines() == [
        "cutoff: 2026-09-05",
        "results:",
        (
            "  - {task: '2', agency: so-noi-vu, state: done, completed: '2026-08-31', "
            "evidence: [5256-qd-ubnd-2025], imported: so-noi-vu.xlsx › Nhiệm vụ!F11}"
        ),
        (
            "  - {task: '3', agency: so-noi-vu, state: in-progress, value: '95.5', "
            "value_as_written: '95,5%', unit: '%', note: =1+1, imported: so-noi-vu.xlsx › Nhiệm vụ!F12}"
        ),
    ]


def test_from_forms_to_pages(
    root: Path, forms: Path, portal_run: Callable[..., Result], tmp_path: Path
) -> None:
    """Five communes and the bodies of the city: filled by exceljs and LibreOffice, then seen on the pages."""
    own = {p.name.removesuffix("-2026") for p in (root / "data/plans").iterdir()}
    found = asked(root)
    kinds = {agency: found.portal.agencies[agency].record.kind for agency in found.agencies}
    agencies = [a for a, kind in kinds.items() if kind != "commune" or any(a.endswith(f"-{n}") for n in own)]
    assert sum(1 for a in agencies if kinds[a] == "commune") == 5
    inbox = filled(tmp_path, root, forms, agencies)
    done = sent(root, inbox, portal_run)
    silent = len(set(found.owing) - set(agencies))
    assert f"chưa nhận được biểu kỳ này của {silent} cơ quan văn bản nêu tên: " in done.stdout
    portal, problems = check_root(root)
    assert portal is not None, problems
    results = [
        r.record
        for p in portal.plans.values()
        for q in p.quarters
        if q.quarter.id == editors.QUARTER
        for r in q.results
    ]
    wanted = [duty for agency in agencies for duty in found.of(agency).tasks]
    reported = [record for record in results if record.task is not None]
    # Of five rows in turn the agency leaves the fifth empty.
    counts = [len(found.of(agency).tasks) for agency in agencies]
    assert len(reported) == sum(n - n // 5 for n in counts)
    assert len(wanted) > 500
    assert {record.value_as_written for record in results if record.unit == "%"} == {"95,5%", "97%"}
    assert {str(record.completed) for record in reported if record.state == "done"} == {"2026-08-20"}
    assert {record.evidence for record in reported if record.state == "done"} == {("5256-qd-ubnd-2025",)}
    page = seen(root)
    assert "20/08/2026" in page("nhiem-vu/tp-2026/2/")
    assert "=1+1" in page("nhiem-vu/tp-2026/3/")
    assert "5256/QĐ-UBND" in page("nhiem-vu/tp-2026/2/")


@pytest.mark.usefixtures("city_root")
def test_the_whole_city_in_one_go(city_root: Path, portal_run: Callable[..., Result], tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(city_root / "data", root / "data")
    quarter = "2027-q1"
    folder = tmp_path / "forms"
    portal_run("template", "--root", root, "--quarter", quarter, "--all", folder)
    found = Forms(check_root(root)[0], Quarter(2027, 1))  # type: ignore[arg-type]
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    agencies = [agency for agency in found.agencies if found.of(agency).tasks]
    assert len(agencies) > 114
    fresh = {**STATES[1], "Ngày hoàn thành": {"date": "2027-02-20"}}
    for agency in agencies:
        assert (folder / f"{agency}.xlsx").is_file()
    editors.fill(
        tmp_path,
        [
            {"from": folder / f"{a}.xlsx", "to": inbox / f"{a}.xlsx",
             "ops": [{"op": "every", "sheet": TASKS, "values": [STATES[0], fresh]}]}
            for a in agencies
        ],
    )  # fmt: skip
    # One of them typed into with LibreOffice too, over what the other program filled in.
    editors.type_in(tmp_path, inbox / "so-noi-vu.xlsx", tmp_path / "typed.xlsx", [(TASKS, "J9", "Gõ tay")])
    shutil.copyfile(tmp_path / "typed.xlsx", inbox / "so-noi-vu.xlsx")
    done = portal_run("import", "--root", root, "--quarter", quarter, inbox)
    assert done.exit_code == 0, done.stderr
    portal, problems = check_root(root)
    assert portal is not None, problems
    results = [q for p in portal.plans.values() for q in p.quarters if q.quarter.id == quarter]
    assert sum(len(q.results) for q in results) == sum(len(found.of(a).tasks) for a in agencies)
    assert [r.record.agency for q in results for r in q.results if r.record.note == "Gõ tay"] == ["so-noi-vu"]
    build_root = tmp_path / "site-root"
    shutil.copytree(root / "data", build_root / "data")
    for name in ("content", "site_templates"):
        shutil.copytree(ROOT / name, build_root / name)
    shutil.copyfile(ROOT / "mkdocs.yml", build_root / "mkdocs.yml")
    build(build_root, Options(as_of=date(2027, 3, 31)))
    done_tasks = [r.record for q in results for r in q.results if q.place.startswith("data/plans/tp-2026/")]
    number = next(str(r.task) for r in done_tasks if r.state == "done" and r.task and "." not in r.task)
    page = build_root / "site" / "nhiem-vu/tp-2026" / number / "index.html"
    assert "20/02/2027" in page.read_text(encoding="utf-8")
