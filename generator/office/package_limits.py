"""Checks that a Word or Excel file that somebody sent is harmless, before a library opens it.

Both are zip files of XML, in which a few kilobytes can unpack to gigabytes, a million rows or endless
nesting. The first bytes show the kind of file and the zip's directory the size of its parts; then each XML
part is read once by a parser that refuses entities. Only files that pass are given to openpyxl or
python-docx.
"""

import re
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
    """Limits for files of one kind; a part is one file inside the zip."""

    main: str
    """End of the name of the part that every file of this kind has."""
    file_bytes: int
    """Bytes of the file as sent."""
    parts: int
    """Number of parts."""
    part_bytes: int
    """Unpacked bytes of one part."""
    xml_bytes: int
    """Unpacked bytes of one XML part."""
    total_bytes: int
    """Unpacked bytes of all parts."""
    ratio: int
    """Unpacked divided by packed bytes, for a part of more than `LARGE` unpacked bytes."""
    elements: int
    """Number of XML elements in all parts together."""
    rows: int
    """Number of rows of Word tables in all parts together; rows of sheets count as elements only."""
    depth: int
    """Nesting of XML elements."""


WORKBOOK = Limits(
    main="workbook.xml",
    file_bytes=5 * 2**20,
    parts=200,
    part_bytes=8 * 2**20,
    xml_bytes=8 * 2**20,
    total_bytes=24 * 2**20,
    # Empty rows are compressed to a thousandth, the best that deflate can do.
    ratio=1_100,
    elements=200_000,
    rows=200_000,
    depth=64,
)
"""Limits for Excel; a form of the portal needs a hundredth of them."""

DOCUMENT = Limits(
    main="word/document.xml",
    file_bytes=20_000_000,
    # A plan with pictures has fewer than a hundred.
    parts=2_000,
    part_bytes=60_000_000,
    # 15,000 rows as Word writes them have 32 MB and 1,290,000 elements.
    xml_bytes=48_000_000,
    total_bytes=120_000_000,
    # Rows that are alike reach a hundred and more: what they unpack to is limited, not how well they pack.
    ratio=1_100,
    elements=1_500_000,
    rows=20_000,
    # A table inside a table reaches about twenty.
    depth=120,
)
"""Limits for Word: enough for a plan with many annexes and pictures."""

LARGE = 1_000_000
"""Unpacked bytes of a part above which its `Limits.ratio` is checked."""

MOST_ATTRIBUTES = 2_000
"""Most attributes of one XML element."""

MOST_MERGED = 2_000
"""Most merged ranges of one sheet."""

TYPES = "[Content_Types].xml"

MIMETYPE = "mimetype"
"""Part of an OpenDocument file that says what it is."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of Office 97-2003 files, and of newer files with a password."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that contains a file with a password."""

_MACROS = "_VBA_PROJECT".encode("utf-16-le")
"""Name of the stream that contains the macros of a file of Office 97-2003."""

_FIRST_BYTES = {
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"{\\rtf": "rtf",
    b"<?xml": "xml",
    b"<!DOCTYPE": "html",
}
"""First bytes of other kinds of files that people send."""

_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "content.xml": "odf",
    "Index/Document.iwa": "numbers",
}
"""Kinds of office files by a part that each has."""


Reason: TypeAlias = Literal[
    "empty", "damaged", "encrypted", "old", "macro", "entities", "other-kind",
    "too-large", "unpacks-too-large", "too-many-parts", "too-many-rows", "too-complex", "too-heavy",
    "not-started", "strict",
    "zip-names", "zip-links", "zip-nested", "open-document", "links", "not-converted",
]  # fmt: skip
"""Why a file is refused."""


class FileRefusedError(Exception):
    """The file is refused; the caller chooses the message for `reason`.

    `params` fill the message: `limit` if it is too large, has too many parts or rows or is too complex,
    `value` for the kind of another file (``pdf``), `seconds` and `memory` (MiB) if it is too heavy.
    """

    def __init__(self, reason: Reason, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


def weighed(data: bytes, limits: Limits) -> dict[str, list[str]]:
    """Check a file; return the merged ranges (``A1:C2``) by name of each part that has any.

    Raises:
        RefusedError: It is of another kind, encrypted or damaged, has macros, or exceeds a limit.
    """
    if not data:
        raise FileRefusedError("empty")
    if len(data) > limits.file_bytes:
        raise FileRefusedError("too-large", limit=_megabytes(limits.file_bytes))
    _check_first_bytes(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _checked(package, limits)
    except (FileRefusedError, MemoryError):
        raise
    except Exception as error:  # a broken zip causes errors of zipfile, zlib, struct, codecs and more
        raise FileRefusedError("damaged") from error


def _check_first_bytes(data: bytes) -> None:
    """Refuse a file that is not a zip, by its first bytes; its name is not trusted."""
    if data.startswith(_OLE):
        if _MACROS in data:
            raise FileRefusedError("macro")
        raise FileRefusedError("encrypted" if _ENCRYPTED in data else "old")
    if not data.startswith(b"PK"):
        raise FileRefusedError("other-kind", value=_kind(data))


def _kind(data: bytes) -> str:
    """Guess the kind of a file that is not a zip by its first bytes; ``?`` if unknown."""
    if b"<html" in data[:2048].lower():
        return "html"
    known = (kind for first, kind in _FIRST_BYTES.items() if data.startswith(first))
    return next(known, "csv" if b"\0" not in data[:2048] else "?")


def _checked(package: zipfile.ZipFile, limits: Limits) -> dict[str, list[str]]:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > limits.parts:
        raise FileRefusedError("too-many-parts", limit=str(limits.parts))
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefusedError("encrypted")
    _check_sizes(parts, limits)
    _check_kind(package, names, limits)
    if len({name.casefold() for name in names}) != len(names) or not all(map(_inside, names)):
        raise FileRefusedError("damaged")
    return _merged(package, parts, limits)


def _check_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Check the sizes in the zip's directory against the limits."""
    for part in parts:
        packed_oddly = part.file_size > max(LARGE, limits.ratio * part.compress_size)
        most = limits.xml_bytes if _is_xml(part.filename) else limits.part_bytes
        if packed_oddly or part.file_size > most:
            raise FileRefusedError("unpacks-too-large", limit=_megabytes(most))
    if sum(part.file_size for part in parts) > limits.total_bytes:
        raise FileRefusedError("unpacks-too-large", limit=_megabytes(limits.total_bytes))


def _check_kind(package: zipfile.ZipFile, names: list[str], limits: Limits) -> None:
    known = (kind for name, kind in _PARTS.items() if name in names)
    if TYPES not in names and limits is WORKBOOK and MIMETYPE in names:
        _check_open_document(package, names, limits)
    if TYPES not in names:
        raise FileRefusedError("other-kind", value=next(known, "zip"))
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if macros or b"macroEnabled" in _read(package, package.getinfo(TYPES)):
        raise FileRefusedError("macro")
    if not any(name.endswith(limits.main) for name in names):
        raise FileRefusedError("other-kind", value=next(known, "zip"))


def _check_open_document(package: zipfile.ZipFile, names: list[str], limits: Limits) -> NoReturn:
    """Refuse an OpenDocument spreadsheet: as `open-document` if it is harmless and may be converted."""
    kind = _read(package, package.getinfo(MIMETYPE)).decode("ascii", "replace").strip()
    if not kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        raise FileRefusedError("other-kind", value="odf")
    if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise FileRefusedError("encrypted")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise FileRefusedError("macro")
    if not all(map(_inside, names)):
        raise FileRefusedError("damaged")
    walk = _LinkWalk(limits)
    for part in package.infolist():
        if _is_xml(part.filename):
            walk.depth = 0
            _parse(_read(package, part), walk)
    raise FileRefusedError("open-document", value="ods")


def _inside(name: str) -> bool:
    """Whether the name of a part is a path inside the zip."""
    return not name.startswith(("/", "\\")) and ".." not in PurePosixPath(name).parts and "\\" not in name


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


@dataclass(slots=True)
class _Walk:
    """Counts the XML elements of all parts while the parser reads them, which calls these methods."""

    limits: Limits
    elements: int = 0
    rows: int = 0
    depth: int = 0
    merged: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > self.limits.elements or self.depth > self.limits.depth:
            self._refuse()
        if tag.endswith("}tr"):
            self.rows += 1
            if self.rows > self.limits.rows:
                raise FileRefusedError("too-many-rows", limit=str(self.limits.rows))
        if tag.endswith("}mergeCell"):
            self.merged.append(attributes.get("ref", ""))
        if len(attributes) > MOST_ATTRIBUTES or len(self.merged) > MOST_MERGED:
            self._refuse()

    def _refuse(self) -> NoReturn:
        raise FileRefusedError("too-complex", limit=str(self.limits.elements))

    def end(self, _: str) -> None:
        self.depth -= 1

    def data(self, _: str) -> None:
        """Ignore text: its size was checked already."""

    def close(self) -> None:
        """Do nothing at the end of a part."""


_LINKING = frozenset({
    "table-source", "cell-range-source", "dde-source", "dde-link", "dde-connection-decl", "plugin", "applet",
    "floating-frame", "event-listener",
    "database-source-sql", "database-source-table", "database-source-query",
})  # fmt: skip
"""Elements of OpenDocument that bring in what lies elsewhere, or run something."""

_SHOWN = frozenset({"image", "object", "object-ole", "fill-image"})
"""Elements that show a part of the file, or a file elsewhere."""

_AWAY = re.compile(r"file:|https?:|ftp:|smb:|WEBSERVICE|DDE\(|FILTERXML", re.IGNORECASE)


@dataclass(slots=True)
class _LinkWalk(_Walk):
    """Refuses an OpenDocument file that takes data from elsewhere; hyperlinks, which wait, do no harm."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        # Not `super()`: a class with slots is made anew, and `super` would look for the one before.
        _Walk.start(self, tag, attributes)
        name = tag.rpartition("}")[2]
        texts = {key.rpartition("}")[2]: text for key, text in attributes.items()}
        formula = texts.get("formula", "") + texts.get("expression", "")
        shown = texts.get("href", "") if name in _SHOWN else ""
        if name in _LINKING or _AWAY.search(formula) or _AWAY.search(shown) or shown.startswith(("/", "..")):
            raise FileRefusedError("links")


def _merged(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> dict[str, list[str]]:
    """Read every XML part once; return the merged ranges by name of each part that has any."""
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
    """Read a part, at most one byte more than the directory says, in case that size is false."""
    with package.open(part) as handle:
        return handle.read(part.file_size + 1)


def _parse(data: bytes, walk: _Walk) -> None:
    parser = DefusedXMLParser(target=walk, forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        raise FileRefusedError("entities") from None
    except (ParseError, LookupError, ValueError):
        raise FileRefusedError("damaged") from None


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
