"""Everything in one zip; the same files on the same day give the same bytes."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date

STORED = (".xlsx", ".zip", ".png")
"""Files that are packed already."""

READABLE = 0o644 << 16


def to_zip(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """Files by their path inside the archive, dated to the day they speak of."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in files:
            info = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
            info.external_attr = READABLE
            packed = path.endswith(STORED)
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()
