"""Hostile workbooks, made from a real form."""

import random
import struct
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet3.xml"
STRINGS = "xl/sharedStrings.xml"


def rebuilt(form: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The form with some parts replaced, added or (None) left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(form)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def part(form: bytes, name: str) -> bytes:
    """One part of the form."""
    with zipfile.ZipFile(BytesIO(form)) as package:
        return package.read(name)


def sheet_of(rows: str, after: str = "") -> bytes:
    """A sheet of these rows."""
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def kinds(form: bytes) -> Iterator[tuple[str, bytes]]:
    """Files that are no workbook of today."""
    yield "empty.xlsx", b""
    yield "text.xlsx", "Tình trạng;Hoàn thành\n".encode()
    yield "page.xlsx", b"<html><table><tr><td>=cmd|' /C calc'!A0</td></tr></table></html>"
    yield "pdf.xlsx", b"%PDF-1.7\n" + bytes(2000)
    yield "picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(2000)
    yield "old.xls", OLE + bytes(4096)
    yield "password.xlsx", OLE + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(1024)
    yield "word.xlsx", zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    yield "binary.xlsb", zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\0" * 100})
    yield "zip.xlsx", zipped({"a.txt": b"a"})
    yield "zip-in-zip.xlsx", zipped({"form.xlsx": form})
    macro = part(form, "[Content_Types].xml").replace(b"spreadsheetml.sheet.main+xml", b"x")
    macro = macro.replace(b"</Types>", b'<Override PartName="/a" ContentType="macroEnabled"/></Types>')
    yield "macro-type.xlsm", rebuilt(form, {"[Content_Types].xml": macro})
    yield "macro.xlsx", rebuilt(form, {"xl/vbaProject.bin": b"Sub Auto_Open()"})


def broken(form: bytes) -> Iterator[tuple[str, bytes]]:
    """Damaged packages."""
    yield "truncated.xlsx", form[: len(form) // 2]
    yield "without-end.xlsx", form[:-30]
    yield "bytes-turned.xlsx", form[:3000] + bytes(255 - b for b in form[3000:6000]) + form[6000:]
    yield "malformed.xlsx", rebuilt(form, {SHEET: part(form, SHEET)[:-40]})
    yield "null-bytes.xlsx", rebuilt(form, {STRINGS: part(form, STRINGS).replace(b"<t>", b"<t>\0", 1)})
    yield "no-sheets.xlsx", rebuilt(form, {f"xl/worksheets/sheet{n}.xml": None for n in range(1, 8)})
    yield "no-strings.xlsx", rebuilt(form, {STRINGS: f"<sst {MAIN}/>".encode()})
    flagged = bytearray(form)
    at = flagged.find(b"PK\x01\x02")
    flagged[at + 8] |= 1
    yield "zip-password.xlsx", bytes(flagged)
    lying = bytearray(form)
    at = lying.find(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 10)
    yield "size-lies.xlsx", bytes(lying)
    twice = BytesIO(form)
    with zipfile.ZipFile(twice, "a", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr(SHEET, sheet_of(""))
    yield "part-twice.xlsx", twice.getvalue()
    yield (
        "bad-cell-names.xlsx",
        rebuilt(form, {SHEET: sheet_of('<row r="1"><c r="ZZZZZ9"><v>1</v></c></row>')}),
    )


def bombs(form: bytes) -> Iterator[tuple[str, bytes]]:
    """Little files that unfold into much."""
    yield (
        "string-bomb.xlsx",
        rebuilt(form, {STRINGS: b"<sst><si><t>" + b"a" * (60 * 2**20) + b"</t></si></sst>"}),
    )
    many = {f"xl/media/{n}.xml": b"<a/>" for n in range(300)}
    yield "many-parts.xlsx", rebuilt(form, many)
    wide = {f"xl/media/{n}.xml": b"<a>" + b" " * (7 * 2**20) + b"</a>" for n in range(5)}
    yield "together-too-big.xlsx", rebuilt(form, wide)
    rows = "".join(f'<row r="{n}"/>' for n in range(1, 1_000_001))
    yield "million-rows.xlsx", rebuilt(form, {SHEET: sheet_of(rows)})
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="n"/></row>' for n in range(1, 150_001))
    yield "many-cells.xlsx", rebuilt(form, {SHEET: sheet_of(cells)})
    merged = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 50_001))
    yield "merged-bomb.xlsx", rebuilt(form, {SHEET: sheet_of("", f"<mergeCells>{merged}</mergeCells>")})
    whole = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = part(form, SHEET)
    start, end = sheet.find(b"<mergeCells"), sheet.find(b"</mergeCells>") + len(b"</mergeCells>")
    yield "merged-whole-sheet.xlsx", rebuilt(form, {SHEET: sheet[:start] + whole + sheet[end:]})
    laughs = b'<!DOCTYPE s [<!ENTITY a0 "ha">'
    for n in range(1, 10):
        laughs += f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode()
    yield "laughs.xlsx", rebuilt(form, {STRINGS: laughs + b"]><sst><si><t>&a9;</t></si></sst>"})
    outside = b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'
    yield "outside-entity.xlsx", rebuilt(form, {STRINGS: outside})
    wide_text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE s [<!ENTITY x "y">]><sst>&x;</sst>'
    yield "entity-utf-16.xlsx", rebuilt(form, {STRINGS: wide_text.encode("utf-16")})
    yield "deep.xlsx", rebuilt(form, {SHEET: b"<a>" * 100_000 + b"</a>" * 100_000})
    attributes = " ".join(f'a{n}=""' for n in range(300_000))
    yield "attributes.xlsx", rebuilt(form, {SHEET: f"<worksheet {attributes}/>".encode()})
    noise = random.Random(1).randbytes(6 * 2**20)  # noqa: S311 - bytes that do not compress
    yield "heavy.xlsx", rebuilt(form, {"xl/media/noise.bin": noise})
    far = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')
    filler = far.replace(
        b"</sheetData>",
        "".join(f'<row r="{n}"/>' for n in range(2_000_000, 2_200_000)).encode() + b"</sheetData>",
    )
    yield "rows-beyond-the-sheet.xlsx", rebuilt(form, {SHEET: filler})


def hostile_files(form: bytes) -> dict[str, bytes]:
    """Every hostile file by its name."""
    return dict([*kinds(form), *broken(form), *bombs(form)])
