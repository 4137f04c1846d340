"""A zip of files: the same bytes on the same day, readable by whoever unpacks it."""

import io
import zipfile
from datetime import date

from generator.files.zip_archive import to_zip

DAY = date(2026, 3, 9)
FILES = [("bảng/nhiem-vu.csv", b"a,b\r\n" * 100), ("bang.xlsx", b"PK" * 100), ("README.txt", b"")]


def test_what_goes_in_comes_out_under_its_path() -> None:
    with zipfile.ZipFile(io.BytesIO(to_zip(FILES, DAY))) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == FILES


def test_entries_bear_the_day_and_may_be_read_by_all() -> None:
    with zipfile.ZipFile(io.BytesIO(to_zip(FILES, DAY))) as archive:
        for info in archive.infolist():
            assert info.date_time == (2026, 3, 9, 0, 0, 0)
            assert info.external_attr >> 16 == 0o644


def test_packed_files_are_stored_and_others_packed() -> None:
    with zipfile.ZipFile(io.BytesIO(to_zip(FILES, DAY))) as archive:
        kinds = {info.filename: info.compress_type for info in archive.infolist()}
    assert kinds["bang.xlsx"] == zipfile.ZIP_STORED
    assert kinds["bảng/nhiem-vu.csv"] == zipfile.ZIP_DEFLATED


def test_the_bytes_depend_on_the_files_and_the_day_alone() -> None:
    assert to_zip(FILES, DAY) == to_zip(list(FILES), DAY)
    assert to_zip(FILES, DAY) != to_zip(FILES, date(2026, 3, 10))
