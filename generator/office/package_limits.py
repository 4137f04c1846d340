"""What an uploaded workbook may weigh, checked before any library opens it.

A workbook is a zip of XML: a few kilobytes can unfold into gigabytes, a million rows or an endless nest. Each
part is weighed by the zip's own list, then walked once by a parser that knows no entities; only a package
that passes is handed to openpyxl. A template of the portal weighs a hundredth of these limits.
"""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

MOST_BYTES = 5 * 2**20
"""Of the file as sent."""
MOST_PARTS = 200
MOST_PART_BYTES = 8 * 2**20
"""Of one part, unpacked."""
MOST_TOTAL_BYTES = 24 * 2**20
"""Of all parts, unpacked."""
MOST_ELEMENTS = 200_000
"""Of all parts together: cells, rows, styles."""
MOST_DEPTH = 64
MOST_ATTRIBUTES = 2_000
MOST_MERGED = 2_000

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds a workbook behind a password."""


class RefusedError(Exception):
    """The file is not one the portal opens; `code` names the problem in the catalogue."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(slots=True)
class _Walk:
    """Counts what the parts of a package hold; the parser calls it."""

    elements: int = 0
    depth: int = 0
    merged: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > MOST_DEPTH or len(attributes) > MOST_ATTRIBUTES:
            raise RefusedError("xlsx-too-big")
        if tag.endswith("}mergeCell"):
            self.merged.append(attributes.get("ref", ""))
            if len(self.merged) > MOST_MERGED:
                raise RefusedError("xlsx-too-big")

    def end(self, _: str) -> None:
        self.depth -= 1

    def data(self, _: str) -> None:
        """Text is weighed by the zip's list already."""

    def close(self) -> None:
        """The part is over."""


def merged_by_part(data: bytes) -> dict[str, list[str]]:
    """The merged ranges of each part of a workbook that keeps to the limits.

    Raises:
        RefusedError: it is no plain .xlsx workbook, is damaged, or weighs too much.
    """
    _check_kind(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _walk(package)
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # a broken zip brings about errors of zipfile, zlib, struct, codecs and more
        raise RefusedError("xlsx-damaged") from error


def _walk(package: zipfile.ZipFile) -> dict[str, list[str]]:
    infos = package.infolist()
    names = {info.filename for info in infos}
    _weigh(infos)
    if any(info.flag_bits & 0x1 for info in infos):
        raise RefusedError("xlsx-encrypted")
    if "[Content_Types].xml" not in names:
        raise RefusedError("xlsx-other-kind", value="zip")
    types = package.read("[Content_Types].xml")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedError("xlsx-macro")
    if not any(name.endswith("workbook.xml") for name in names):
        kind = "docx" if "word/document.xml" in names else "xlsb" if "xl/workbook.bin" in names else "zip"
        raise RefusedError("xlsx-other-kind", value=kind)
    if len(names) != len(infos):
        raise RefusedError("xlsx-damaged")
    walk = _Walk()
    found: dict[str, list[str]] = {}
    for info in infos:
        if info.filename.lower().endswith((".xml", ".rels", ".vml")):
            walk.depth, walk.merged = 0, []
            _parse(package.read(info), walk)
            if walk.merged:
                found[info.filename] = walk.merged
    return found


def _parse(data: bytes, walk: _Walk) -> None:
    parser = DefusedXMLParser(target=walk, forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        raise RefusedError("xlsx-entities") from None
    except (ParseError, LookupError, UnicodeError):
        raise RefusedError("xlsx-damaged") from None


def _weigh(infos: list[zipfile.ZipInfo]) -> None:
    heavy = any(info.file_size > MOST_PART_BYTES for info in infos)
    if heavy or len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_TOTAL_BYTES:
        raise RefusedError("xlsx-too-big")


def _check_kind(data: bytes) -> None:
    """Refuses what is no zip, by the bytes it begins with, not by its name."""
    if not data:
        raise RefusedError("xlsx-empty")
    if len(data) > MOST_BYTES:
        raise RefusedError("xlsx-too-big")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_old(data)
    if not data.startswith(b"PK"):
        raise RefusedError("xlsx-other-kind", value=_kind(data))


def _kind(data: bytes) -> str:
    """What a file is that is no zip, as far as its first bytes tell."""
    for start, kind in ((b"%PDF", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"{\\rtf", "rtf")):
        if data.startswith(start):
            return kind
    if b"<html" in data[:2048].lower():
        return "html"
    return "csv" if b"\0" not in data[:2048] else "?"


def _refuse_old(data: bytes) -> NoReturn:
    """A compound file is an encrypted workbook or one of Excel 97-2003."""
    raise RefusedError("xlsx-encrypted" if ENCRYPTED in data else "xlsx-old")
