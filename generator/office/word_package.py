"""A Word file that strangers send, opened only after it is known to be harmless.

Everything is decided on bytes and counts before the library that reads Word sees the file: what kind of
file it is, how much it holds once unpacked, and that its XML declares nothing and exhausts nobody.
"""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from docx import api
from docx.document import Document
from docx.opc.exceptions import OpcError

MAX_FILE = 20_000_000
"""Bytes of the file as sent."""
MAX_ENTRIES = 2_000
"""Files packed in it; a plan with pictures has under a hundred."""
MAX_UNPACKED = 80_000_000
"""Bytes of everything unpacked."""
MAX_XML = 16_000_000
"""Bytes of one XML part: a thousand pages of tables."""
MAX_RATIO = 120
"""Unpacked to packed bytes of one large entry; tables full of the same formatting reach about fifty."""
LARGE = 1_000_000
"""Bytes from which on the ratio is held against an entry."""
MAX_ELEMENTS = 400_000
"""XML elements of one part."""
MAX_DEPTH = 120
"""XML elements within one another; a table within a table has about twenty."""

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What Word 97-2003 files and encrypted ones begin with."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"<!DO": "web",
    b"<htm": "web",
    b"<?xm": "web",
}
"""First bytes of what is often sent in place of a Word file."""


class WordRefusedError(Exception):
    """The file is not opened; `reason` names why in the catalogue (``word.refused.<reason>``)."""

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


def open_word(data: bytes) -> Document:
    """The document in the bytes of a file.

    Raises:
        WordRefusedError: it is not a .docx, is encrypted, holds macros, or passes a limit.
    """
    if len(data) > MAX_FILE:
        raise WordRefusedError("too-large", limit=_megabytes(MAX_FILE))
    _check_kind(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_package(package)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError):
        raise WordRefusedError("damaged") from None
    try:
        return api.Document(BytesIO(data))
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile, TypeError):
        # Beyond its own errors the library lets those of lxml and of missing parts through.
        raise WordRefusedError("damaged") from None


def _check_kind(data: bytes) -> None:
    if not data:
        raise WordRefusedError("empty")
    if data.startswith(_OLE):
        raise WordRefusedError("encrypted" if _ENCRYPTED in data else "old-word")
    if data[:4] in _OTHERS or data[:5] in _OTHERS:
        raise WordRefusedError(_OTHERS.get(data[:4]) or _OTHERS[data[:5]])
    if not data.startswith(b"PK"):
        raise WordRefusedError("not-word")


def _check_package(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise WordRefusedError("too-many-entries", limit=str(MAX_ENTRIES))
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise WordRefusedError("encrypted")
    if len({name.casefold() for name in names}) != len(names) or not all(map(_inside, names)):
        raise WordRefusedError("damaged")
    if MAIN not in names or TYPES not in names:
        raise WordRefusedError(_other_kind(names))
    _check_sizes(entries)
    types = _read(package, package.getinfo(TYPES))
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise WordRefusedError("macro")
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            _check_xml(_read(package, package.getinfo(name)))


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    bombs = [e for e in entries if e.file_size > LARGE and e.file_size > MAX_RATIO * max(e.compress_size, 1)]
    if bombs or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise WordRefusedError("unpacks-too-large", limit=_megabytes(MAX_UNPACKED))


def _other_kind(names: list[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "excel"
    return "open-document" if "content.xml" in names else "not-word"


def _inside(name: str) -> bool:
    """Whether a packed name stays where it is unpacked."""
    return not name.startswith(("/", "\\")) and ".." not in PurePosixPath(name).parts and "\\" not in name


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """An entry's bytes; what it says of its own size is not believed."""
    with package.open(entry) as handle:
        data = handle.read(MAX_XML + 1)
    if len(data) > MAX_XML:
        raise WordRefusedError("unpacks-too-large", limit=_megabytes(MAX_XML))
    return data


def _check_xml(data: bytes) -> None:
    """An XML part declares no type or entity, is well formed, and is neither too deep nor too long."""
    depth = elements = 0
    try:
        for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                depth, elements = depth + 1, elements + 1
            else:
                depth -= 1
                element.clear()
            if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
                raise WordRefusedError("too-complex", limit=str(MAX_ELEMENTS))
    except DefusedXmlException:
        raise WordRefusedError("entities") from None
    except (ParseError, ValueError, LookupError):
        raise WordRefusedError("damaged") from None


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
