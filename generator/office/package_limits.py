"""What a stranger's Word or Excel file may weigh, checked before any library opens it.

Both are a zip of XML: a few kilobytes can unfold into gigabytes, a million rows or an endless nest. The first
bytes say which kind of file it is, the zip's own list what its parts weigh; then each part is read once by a
parser that knows no entities. Only a package that passes is handed to openpyxl or python-docx.
"""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal, NoReturn, TypeAlias
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser


@dataclass(frozen=True, slots=True)
class Limits:
    """What a package of one kind may hold; a part is one file packed in it."""

    main: str
    """How the name of the part ends that every package of this kind has."""
    file_bytes: int
    """Of the file as sent."""
    parts: int
    part_bytes: int
    """Of one part, unpacked."""
    xml_bytes: int
    """Of one part that is XML, unpacked."""
    total_bytes: int
    """Of all parts, unpacked."""
    ratio: int
    """Unpacked to packed bytes of a part of more than `LARGE` bytes."""
    elements: int
    """XML elements of all parts together."""
    depth: int
    """XML elements within one another."""


WORKBOOK = Limits(
    main="workbook.xml",
    file_bytes=5 * 2**20,
    parts=200,
    part_bytes=8 * 2**20,
    xml_bytes=8 * 2**20,
    total_bytes=24 * 2**20,
    # Rows that nobody filled in pack as small as deflate can: a thousandth.
    ratio=1_100,
    elements=200_000,
    depth=64,
)
"""A form of the portal weighs a hundredth of these limits."""

DOCUMENT = Limits(
    main="word/document.xml",
    file_bytes=20_000_000,
    # A plan with pictures has under a hundred.
    parts=2_000,
    part_bytes=80_000_000,
    # A thousand pages of tables.
    xml_bytes=16_000_000,
    total_bytes=80_000_000,
    # Tables full of the same formatting reach about fifty.
    ratio=120,
    elements=400_000,
    # A table within a table has about twenty.
    depth=120,
)
"""A plan of many annexes, with pictures."""

LARGE = 1_000_000
"""Bytes, unpacked, from which on the ratio is held against a part."""

MOST_ATTRIBUTES = 2_000
"""Of one XML element."""

MOST_MERGED = 2_000
"""Merged ranges of one sheet."""

TYPES = "[Content_Types].xml"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the files of Office 97-2003, and of today's behind a password."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds a file behind a password."""

_FIRST_BYTES = {
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"{\\rtf": "rtf",
    b"<?xml": "xml",
    b"<!DOCTYPE": "html",
}
"""Kinds of files that are sent in place of a Word or Excel file."""

_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "odf",
}
"""Kinds of packages, by a part that each has."""


Reason: TypeAlias = Literal[
    "empty", "damaged", "encrypted", "old", "macro", "entities", "other-kind",
    "too-large", "unpacks-too-large", "too-many-parts", "too-complex", "too-heavy",
]  # fmt: skip
"""Why a file is not opened."""


class RefusedError(Exception):
    """The file is not opened; whoever asked for it has the words for each reason.

    `params` fill the words: `limit` of what is too large, many or complex, `value` of another kind (``pdf``),
    `seconds` and `memory` of what is too heavy.
    """

    def __init__(self, reason: Reason, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


def weighed(data: bytes, limits: Limits) -> dict[str, list[str]]:
    """Weighs a package; the merged ranges (``A1:C2``) of each part that has any.

    Raises:
        RefusedError: it is of another kind, encrypted, damaged, holds macros, or passes a limit.
    """
    if not data:
        raise RefusedError("empty")
    if len(data) > limits.file_bytes:
        raise RefusedError("too-large", limit=_megabytes(limits.file_bytes))
    _check_first_bytes(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _checked(package, limits)
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # a broken zip brings about errors of zipfile, zlib, struct, codecs and more
        raise RefusedError("damaged") from error


def _check_first_bytes(data: bytes) -> None:
    """Refuses what is no zip, by the bytes it begins with, not by its name."""
    if data.startswith(_OLE):
        raise RefusedError("encrypted" if _ENCRYPTED in data else "old")
    if not data.startswith(b"PK"):
        raise RefusedError("other-kind", value=_kind(data))


def _kind(data: bytes) -> str:
    """What a file is that is no zip, as far as its first bytes tell."""
    if b"<html" in data[:2048].lower():
        return "html"
    known = (kind for first, kind in _FIRST_BYTES.items() if data.startswith(first))
    return next(known, "csv" if b"\0" not in data[:2048] else "?")


def _checked(package: zipfile.ZipFile, limits: Limits) -> dict[str, list[str]]:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > limits.parts:
        raise RefusedError("too-many-parts", limit=str(limits.parts))
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError("encrypted")
    _check_sizes(parts, limits)
    _check_kind(package, names, limits)
    if len({name.casefold() for name in names}) != len(names) or not all(map(_inside, names)):
        raise RefusedError("damaged")
    return _merged(package, parts, limits)


def _check_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Holds what the zip's list says against the limits."""
    for part in parts:
        packed_oddly = part.file_size > max(LARGE, limits.ratio * part.compress_size)
        most = limits.xml_bytes if _is_xml(part.filename) else limits.part_bytes
        if packed_oddly or part.file_size > most:
            raise RefusedError("unpacks-too-large", limit=_megabytes(most))
    if sum(part.file_size for part in parts) > limits.total_bytes:
        raise RefusedError("unpacks-too-large", limit=_megabytes(limits.total_bytes))


def _check_kind(package: zipfile.ZipFile, names: list[str], limits: Limits) -> None:
    known = (kind for name, kind in _PARTS.items() if name in names)
    if TYPES not in names:
        raise RefusedError("other-kind", value=next(known, "zip"))
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if macros or b"macroEnabled" in _read(package, package.getinfo(TYPES)):
        raise RefusedError("macro")
    if not any(name.endswith(limits.main) for name in names):
        raise RefusedError("other-kind", value=next(known, "zip"))


def _inside(name: str) -> bool:
    """Whether a packed name stays where it is unpacked."""
    return not name.startswith(("/", "\\")) and ".." not in PurePosixPath(name).parts and "\\" not in name


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


@dataclass(slots=True)
class _Walk:
    """Counts what the parts of a package hold; the parser calls it."""

    limits: Limits
    elements: int = 0
    depth: int = 0
    merged: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > self.limits.elements or self.depth > self.limits.depth:
            self._refuse()
        if tag.endswith("}mergeCell"):
            self.merged.append(attributes.get("ref", ""))
        if len(attributes) > MOST_ATTRIBUTES or len(self.merged) > MOST_MERGED:
            self._refuse()

    def _refuse(self) -> NoReturn:
        raise RefusedError("too-complex", limit=str(self.limits.elements))

    def end(self, _: str) -> None:
        self.depth -= 1

    def data(self, _: str) -> None:
        """Text is weighed by the zip's list already."""

    def close(self) -> None:
        """The part is over."""


def _merged(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> dict[str, list[str]]:
    """Reads every part that is XML once."""
    walk = _Walk(limits)
    found: dict[str, list[str]] = {}
    for part in parts:
        if _is_xml(part.filename):
            walk.depth, walk.merged = 0, []
            _parse(_read(package, part), walk)
            if walk.merged:
                found[part.filename] = walk.merged
    return found


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The bytes of a part; of one that lies about its size no more is unpacked than it claims."""
    with package.open(part) as handle:
        return handle.read(part.file_size + 1)


def _parse(data: bytes, walk: _Walk) -> None:
    parser = DefusedXMLParser(target=walk, forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        raise RefusedError("entities") from None
    except (ParseError, LookupError, ValueError):
        raise RefusedError("damaged") from None


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
