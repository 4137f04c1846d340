"""Word files that are wrong or made to harm: each refused in words, under limits, the data untouched."""

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.paths import MINIMAL

PLAN = "tp-2026"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def good() -> bytes:
    document = docx.Document()
    table = document.add_table(2, 3)
    for row, cells in enumerate((("TT", "Nhiệm vụ", "Thời hạn"), ("1", "Rà soát", "Quý I/2026"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def packed(
    changed: dict[str, bytes | None],
    *,
    more: dict[str, bytes] | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A good file with entries changed, left out (None) or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(good())) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            data = changed.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def body(inner: str, before: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A good file whose body is another."""
    text = f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{inner}</w:body></w:document>'
    return packed({"word/document.xml": text.encode()}, method=method)


def types() -> bytes:
    with zipfile.ZipFile(BytesIO(good())) as package:
        return package.read("[Content_Types].xml")


def locked() -> bytes:
    """A good file whose entries say that they need a password."""
    data = bytearray(good())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def other(names: tuple[str, ...]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return out.getvalue()


LAUGHS = "<!DOCTYPE w:document [" + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
CELL = "<w:tc><w:p/></w:tc>"
ROW = f"<w:tr>{CELL}</w:tr>"
NAMED = "<w:tc><w:p><w:r><w:t>Nhiệm vụ</w:t></w:r></w:p></w:tc>"

NAMES_ENTITIES = "tệp khai báo thực thể"
STORED = zipfile.ZIP_STORED

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "tệp trống"),
    "truncated": (lambda: good()[:9000], "tệp bị hỏng"),
    "no-zip-at-all": (lambda: b"PK\x03\x04" + b"x" * 500, "tệp bị hỏng"),
    "text": ("Kính gửi".encode, "đây không phải tệp Word"),
    "old-doc": (lambda: OLE, "đây là tệp .doc"),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "tệp có mật khẩu"),
    "password-in-zip": (locked, "tệp có mật khẩu"),
    "macro-type": (
        lambda: packed({"[Content_Types].xml": types().replace(b"t.main", b"t.macroEnabled.main")}),
        "tệp có macro",
    ),
    "macro-part": (lambda: packed({}, more={"word/vbaProject.bin": b"x"}), "tệp có macro"),
    "excel": (lambda: other(("xl/workbook.xml", "[Content_Types].xml")), "tệp bị hỏng"),
    "open-document": (lambda: other(("mimetype", "content.xml")), "đây là tệp OpenDocument"),
    "pdf": (lambda: b"%PDF-1.7\n", "đây là tệp PDF"),
    "rtf": (lambda: b"{\\rtf1\\ansi x}", "đây là tệp RTF"),
    "web-page": (lambda: b"<html><body></body></html>", "đây là trang web"),
    "too-large": (lambda: b"PK" + bytes(20_000_001), "tệp lớn hơn 20 MB"),
    "picture-bomb": (lambda: packed({}, more={"word/media/a.png": bytes(70_000_000)}), "tệp bung ra"),
    "text-bomb": (lambda: body(" " * 60_000_000), "tệp bung ra"),
    "entity-bomb": (lambda: body("<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>", LAUGHS), NAMES_ENTITIES),
    "outside-entity": (lambda: body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", OUTSIDE), NAMES_ENTITIES),
    "entity-in-styles": (lambda: packed({"word/styles.xml": f"{OUTSIDE}<x/>".encode()}), NAMES_ENTITIES),
    "deep": (lambda: body("<w:p>" * 100_000 + "</w:p>" * 100_000, method=STORED), "cấu trúc bên trong"),
    "many-cells": (lambda: body(f"<w:tbl><w:tr>{CELL * 760_000}</w:tr></w:tbl>"), "cấu trúc bên trong"),
    "empty-rows": (lambda: body(f"<w:tbl>{ROW * 20_001}</w:tbl>"), "các bảng có hơn 20000 dòng"),
    "packed-rows": (lambda: body(f"<w:tbl>{ROW * 1_500_000}</w:tbl>"), "tệp bung ra"),
    "wide-span": (
        lambda: body(
            f'<w:tbl><w:tr>{NAMED}<w:tc><w:tcPr><w:gridSpan w:val="200000000"/>'
            "</w:tcPr></w:tc></w:tr></w:tbl>"
        ),
        "cấu trúc bên trong",
    ),
    "span-of-words": (
        lambda: body('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="nhiều"/></w:tcPr></w:tc></w:tr></w:tbl>'),
        "tệp bị hỏng",
    ),
    "many-files": (
        lambda: packed({}, more={f"word/media/{n}.png": b"" for n in range(2_100)}),
        "tệp chứa hơn 2000 tệp con",
    ),
    "outside-path": (lambda: packed({}, more={"../../data/agencies.yaml": b"x"}), "tệp bị hỏng"),
    "same-name-twice": (lambda: packed({}, more={"Word/Document.xml": b"<x/>"}), "tệp bị hỏng"),
    "broken-xml": (lambda: packed({"word/document.xml": b"<w:document"}), "tệp bị hỏng"),
    "no-relations": (lambda: packed({"_rels/.rels": None}), "tệp bị hỏng"),
}  # fmt: skip
"""Files by what is wrong with them, and how the refusal begins."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root")
    shutil.copytree(MINIMAL / "data", folder / "data")
    return folder


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_in_words(root: Path, tmp_path: Path, name: str) -> None:
    make, begins = FILES[name]
    file, goal = tmp_path / "ke-hoach.docx", root / "data" / "plans" / PLAN / "tasks.yaml"
    file.write_bytes(make())
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}

    done = CliRunner().invoke(
        main, ["import-plan", str(file), "--root", str(root), "--plan", PLAN, "--replace"]
    )
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Không đọc ke-hoach.docx: {begins}")
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
    assert list(goal.parent.glob(".*")) == []


def test_the_good_file_that_the_hostile_ones_are_made_of_is_read(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(good())
    look = ["import-plan", str(file), "--root", str(root), "--plan", PLAN, "--dry-run"]
    done = CliRunner().invoke(main, look)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, '- number: "1"')
