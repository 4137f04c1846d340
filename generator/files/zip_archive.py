"""Writes zip archives; equal files with an equal day give equal bytes."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date

STORED = (".xlsx", ".zip", ".png")
"""Suffixes of files that are compressed already and are stored as they are."""

READABLE = 0o644 << 16
"""Unix file mode of every file, in the form in which a zip stores it."""


def to_zip(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """Return a zip of the files, given with their paths inside it; `day` is the date of each file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in files:
            info = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            info.external_attr = READABLE
            packed = path.endswith(STORED)
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
