"""Unpacks a zip of forms in memory, in the process that opens what strangers sent; nothing reaches the disk.

Of what is left aside by its name nothing is unpacked. A zip that breaks a limit is refused whole: whoever
packed it can hand over the files themselves.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from generator.office.package_limits import LARGE, TYPES, FileRefusedError
from generator.office.sent_files import MOST_FORM_BYTES, MOST_ZIP_BYTES
from generator.office.sent_kinds import kind_by_name

MOST_ENTRIES = 500
"""Most files and folders in one zip."""

MOST_UNPACKED = 60 * 2**20
"""Most unpacked bytes of all files that are read: 60 MiB."""

MOST_RATIO = 200
"""Unpacked divided by packed bytes, for a file of more than `LARGE` unpacked bytes."""

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
"""Extra field in which some programs give the name in UTF-8 beside one in an old encoding."""


def unzipped(data: bytes) -> list[tuple[str, bytes]]:
    """Return name, with its folders, and content of each file in a zip; no content of what is no form.

    Raises:
        FileRefusedError: It is a workbook (``other-kind``), is damaged or encrypted, exceeds a limit, or has
            a zip, a link or a name that leads out of it inside.
    """
    if not data:
        raise FileRefusedError("empty")
    if len(data) > MOST_ZIP_BYTES:
        raise FileRefusedError("too-large")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return list(_files(package))
    except (FileRefusedError, MemoryError):
        raise
    except Exception as error:  # a broken zip causes errors of zipfile, zlib, struct, codecs and more
        raise FileRefusedError("damaged") from error


def _files(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = package.infolist()
    if any(entry.filename == TYPES for entry in entries):
        raise FileRefusedError("other-kind", value="xlsx")
    if len(entries) > MOST_ENTRIES:
        raise FileRefusedError("too-many-parts")
    named = [(_name(entry), entry) for entry in entries]
    for name, entry in named:
        _check(name, entry)
    read = [(name, entry) for name, entry in named if not entry.is_dir()]
    if sum(entry.file_size for name, entry in read if _is_read(name)) > MOST_UNPACKED:
        raise FileRefusedError("unpacks-too-large")
    for name, entry in read:
        yield name, _content(package, entry) if _is_read(name) else b""


def _is_read(name: str) -> bool:
    return kind_by_name(PurePosixPath(name).name) in {None, "form"}


def _check(name: str, entry: zipfile.ZipInfo) -> None:
    parts = PurePosixPath(name).parts
    if entry.flag_bits & 1:
        raise FileRefusedError("encrypted")
    if ".." in parts or name.startswith("/") or ":" in parts[0][1:2]:
        raise FileRefusedError("zip-names")
    mode = entry.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise FileRefusedError("zip-links")
    if kind_by_name(parts[-1]) in {"zip", "archive"}:
        raise FileRefusedError("zip-nested")
    if _is_read(name) and entry.file_size > max(LARGE, MOST_RATIO * entry.compress_size):
        raise FileRefusedError("unpacks-too-large")


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The content of a file; of one that is too large for a form, one byte more than a form may have."""
    with package.open(entry) as handle:
        return handle.read(MOST_FORM_BYTES + 1)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a file as it was packed: macOS and Linux write UTF-8 without saying so."""
    if entry.flag_bits & _UTF8_FLAG:
        name = entry.orig_filename
    else:
        raw = entry.orig_filename.encode("cp437", "replace")
        try:
            name = _unicode_path(entry.extra, raw) or raw.decode("utf-8")
        except UnicodeDecodeError:
            name = entry.orig_filename
    # Some programs of Windows part folders by their own sign.
    return name.replace("\\", "/").rstrip("/") or "?"


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in the extra field of a file, if it is about this name; else empty."""
    while len(extra) > struct.calcsize("<HH"):
        kind, size = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and body[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return body[5:].decode("utf-8")
    return ""
