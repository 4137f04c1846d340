"""Spreadsheets of other programs: converted apart where LibreOffice is there, else refused."""

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.office import conversion
from generator.office.conversion import converted_kind, converter, opened_or_converted
from generator.office.package_limits import WORKBOOK, FileRefusedError, Reason, weighed
from generator.office.workbook import Cell, Sheet, open_workbook
from tests.office import editors
from tests.office.hostile import OLE, zipped

KINDS = {"ods": "ods", "xls": "xls:MS Excel 97"}
SHEET = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def book() -> bytes:
    """A workbook with what agencies type: days, percentages, figures, and texts that look like them."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    values: Mapping[str, tuple[Any, str]] = {
        "A1": ("Sở Nội vụ – “ghi chú”\ndòng hai", "General"),
        "A2": ("31/3/2026", "@"),
        "A3": ("0912", "@"),
        "B1": (46112, "dd/mm/yyyy"),
        "B2": (0.955, "0.0%"),
        "B3": (95.5, '0.0"%"'),
        "B4": (1234.5, "#,##0.0"),
        "B5": (0.848214285714286, "0.00%"),
        "C1": (46112, "mm/yyyy"),
    }
    for name, (value, form) in values.items():
        sheet[name] = value
        sheet[name].number_format = form
    made.create_sheet("_cong").sheet_state = "veryHidden"
    made["_cong"]["A1"] = "mau"
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def saved(folder: Path, kind: str) -> bytes:
    """The workbook as LibreOffice saves it in another kind."""
    (folder / "sent.xlsx").write_bytes(book())
    arguments = ("--convert-to", KINDS[kind], "--outdir", str(folder), str(folder / "sent.xlsx"))
    editors.office(folder / "profile", *arguments, made=folder / f"sent.{kind}")
    return (folder / f"sent.{kind}").read_bytes()


def seen(sheets: list[Sheet]) -> list[tuple[str, bool, list[Cell]]]:
    """What can be seen; a sign is quoted in one of two ways."""
    return [
        (one.name, one.visible, [replace(c, form=c.form.replace('"%"', r"\%")) for c in in_order(one)])
        for one in sheets
    ]


def in_order(sheet: Sheet) -> list[Cell]:
    return [sheet.cells[place] for place in sorted(sheet.cells)]


@pytest.mark.parametrize("kind", ["ods", pytest.param("xls", marks=pytest.mark.city)])
def test_what_excel_would_show_survives(kind: str, tmp_path: Path) -> None:
    data = saved(tmp_path, kind)
    assert converted_kind(data) == kind
    read = opened_or_converted(open_workbook, converter())
    assert seen(read(data)) == seen(open_workbook(book()))


@pytest.mark.parametrize("reason", ["old", "open-document"])
def test_without_the_program_such_a_file_stays_refused(reason: Reason) -> None:
    def refuse(_: bytes) -> list[Sheet]:
        raise FileRefusedError(reason)

    with pytest.raises(FileRefusedError) as refused:
        opened_or_converted(refuse, None)(OLE + "Workbook".encode("utf-16-le"))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OLE + bytes(512) + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + bytes(512) + "WordDocument".encode("utf-16-le"), ""),
        (b"PK\3\4" + bytes(26) + b"mimetype" + SHEET.encode(), "ods"),
        (b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", ""),
        (b"%PDF-1.7", ""),
    ],
)
def test_only_spreadsheets_are_converted(data: bytes, kind: str) -> None:
    assert converted_kind(data) == kind


def open_document(content: str, more: Mapping[str, bytes] | None = None, kind: str = SHEET) -> bytes:
    """An OpenDocument file whose content is some XML."""
    names = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text", "draw"))
    body = f'<office:document-content {names} xmlns:xlink="x">{content}</office:document-content>'
    return zipped({"mimetype": kind.encode(), "content.xml": body.encode(), **(more or {})})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (open_document('<text:a xlink:href="https://haiphong.gov.vn/">x</text:a>'), "open-document"),
        (open_document('<draw:image xlink:href="Pictures/a.png"/>'), "open-document"),
        (open_document('<draw:image xlink:href="https://x.vn/a.png"/>'), "links"),
        (open_document('<draw:object xlink:href="../../secret.ods"/>'), "links"),
        (open_document('<table:table-source xlink:href="a.ods"/>'), "links"),
        (open_document("<office:dde-source/>"), "links"),
        (open_document("<table:table-cell table:formula=\"of:=['file:///etc/a.ods'#$A.A1]\"/>"), "links"),
        (open_document('<table:table-cell table:formula="of:=WEBSERVICE(&quot;x&quot;)"/>'), "links"),
        (open_document("", {"Basic/Standard/a.xml": b"<a/>"}), "macro"),
        (open_document("", {"META-INF/manifest.xml": b"<m><encryption-data/></m>"}), "encrypted"),
        (open_document("", {"../a.xml": b"<a/>"}), "damaged"),
        (open_document("<a>" * 100 + "</a>" * 100), "too-complex"),
        (open_document("<a>"), "damaged"),
        (open_document("", kind="application/vnd.oasis.opendocument.text"), "other-kind"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le") + "Workbook".encode("utf-16-le"), "macro"),
    ],
)
def test_only_what_stands_alone_reaches_libreoffice(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        weighed(data, WORKBOOK)
    assert refused.value.reason == reason


def spied(folder: Path, script: str) -> bytes:
    """What a program leaves as the converted file, run as LibreOffice would be."""
    program = ["/bin/sh", "-c", f"mkdir made; ({script}) > made/sent.xlsx", "office"]
    return conversion._converted(folder, b"sent", "ods", program)


def test_the_program_runs_in_an_empty_folder_without_our_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINISIGN_SECRET_KEY", "secret")
    (tmp_path / "work").mkdir()
    told = spied(
        tmp_path / "work", "env; pwd; ls; ulimit -t; ulimit -c; ulimit -f; cat profile/user/*"
    ).decode()
    assert "secret" not in told
    assert f"HOME={tmp_path}/work" in told
    for setting in ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "Content/Update", "ProxyType"):
        assert setting in told
    lines = told.splitlines()
    assert {"60", "0", "131072", "made", "profile", "sent.ods"} <= {*lines}


@pytest.mark.parametrize("script", ["head -c 80000000 /dev/zero", "exit 1"])
def test_a_program_that_goes_beyond_its_limits_makes_nothing_that_is_read(
    script: str, tmp_path: Path
) -> None:
    program = [
        "/bin/sh",
        "-c",
        script + " > sent.part && mkdir made && mv sent.part made/sent.xlsx",
        "office",
    ]
    with pytest.raises(FileRefusedError) as refused:
        conversion._converted(tmp_path, b"sent", "ods", program)
    assert refused.value.reason == "not-converted"


def test_what_the_program_leaves_running_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "WAIT", 0.2)
    with pytest.raises(FileRefusedError, match="not-converted"):
        conversion._converted(tmp_path, b"", "ods", ["/bin/sh", "-c", "echo $$ > pid; sleep 600", "office"])
    pid = (tmp_path / "pid").read_text(encoding="utf-8").strip()
    listed = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False)
    assert listed.stdout.strip()[:1] in {"", "Z"}
