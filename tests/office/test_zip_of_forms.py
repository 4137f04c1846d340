"""A zip of forms: its files as they were packed, or one reason against the whole."""

import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest

from generator.office import zip_of_forms
from generator.office.confinement import confined
from generator.office.package_limits import FileRefusedError
from generator.office.sent_files import MOST_FORM_BYTES, SentFile
from generator.office.sent_forms import Sent, sorted_out
from generator.office.zip_of_forms import unzipped
from tests.office.hostile import zipped

FORM = b"PK\3\4 form"


def packed(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    """A zip of these entries, however odd."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in entries:
            package.writestr(name, data)
    return out.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


def locked(data: bytes) -> bytes:
    """The zip with the flag of a password."""
    found = bytearray(data)
    found[found.find(b"PK\1\2") + 8] |= 1
    return bytes(found)


def sorted_zip(data: bytes, name: str = "goi.zip") -> Sent:
    return sorted_out({name: SentFile("zip", data)}, unzipped)


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "cut short": (lambda: zipped({"a.xlsx": FORM})[:-30], "damaged"),
    "no zip": (lambda: b"Rar!" + bytes(99), "damaged"),
    "a password": (lambda: locked(zipped({"a.xlsx": FORM})), "encrypted"),
    "a zip inside": (lambda: zipped({"a.xlsx": FORM, "b.zip": b"PK"}), "zip-nested"),
    "another packed file inside": (lambda: zipped({"b.rar": b"Rar!"}), "zip-nested"),
    "a name that leads out": (lambda: packed(("../a.xlsx", FORM)), "zip-names"),
    "a name that leads out, by another sign": (lambda: packed(("a\\..\\..\\b.xlsx", FORM)), "zip-names"),
    "a name from the root": (lambda: packed(("/etc/a.xlsx", FORM)), "zip-names"),
    "a name of a drive": (lambda: packed(("C:\\a.xlsx", FORM)), "zip-names"),
    "a link": (lambda: packed((link("a.xlsx"), b"/etc/passwd")), "zip-links"),
    "too many": (lambda: zipped({f"{n}.pdf": b"" for n in range(501)}), "too-many-parts"),
    "a bomb": (lambda: zipped({"a.xlsx": bytes(50 * 2**20)}), "unpacks-too-large"),
    "a workbook": (
        lambda: zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}),
        "other-kind",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_zip_that_breaks_a_limit_is_refused_whole(name: str) -> None:
    make, reason = HOSTILE[name]
    with pytest.raises(FileRefusedError) as refused:
        unzipped(make())
    assert refused.value.reason == reason


def test_what_unpacks_to_too_much_together_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_of_forms, "MOST_UNPACKED", 20)
    assert len(unzipped(zipped({"a.xlsx": FORM, "b.xlsx": FORM}))) == 2
    with pytest.raises(FileRefusedError, match="unpacks-too-large"):
        unzipped(zipped({"a.xlsx": FORM, "b.xlsx": FORM, "c.xlsx": FORM}))


def test_a_size_that_lies_does_no_harm() -> None:
    data = bytearray(zipped({"a.xlsx": bytes(MOST_FORM_BYTES * 2)}))
    at = data.find(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    with pytest.raises(FileRefusedError, match="damaged"):
        unzipped(bytes(data))


def test_files_come_with_their_folders_and_what_is_no_form_is_not_unpacked() -> None:
    found = unzipped(zipped({"xa/": b"", "xa/a.xlsx": FORM, "xa/b.pdf": b"%PDF", "khong-ro": b"x"}))
    assert found == [("xa/a.xlsx", FORM), ("xa/b.pdf", b""), ("khong-ro", b"x")]


def renamed(name: bytes, *, flag: int = 0, extra: bytes = b"") -> bytes:
    """A zip of one form whose name is these bytes, without or with the flag of UTF-8."""
    info = zipfile.ZipInfo("x" * len(name))
    info.extra = extra
    data = packed((info, FORM))
    data = data.replace(b"x" * len(name), name)
    found = bytearray(data)
    for sign, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = found.find(sign)
        found[at + place : at + place + 2] = struct.pack("<H", flag)
    return bytes(found)


def unicode_path(raw: bytes, name: str) -> bytes:
    body = b"\1" + struct.pack("<I", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(renamed("Sở Nội vụ.xlsx".encode(), flag=0x800), id="UTF-8"),
        pytest.param(renamed("Sở Nội vụ.xlsx".encode()), id="UTF-8 without its flag"),
        pytest.param(
            renamed(b"S Ni v.xlsx", extra=unicode_path(b"S Ni v.xlsx", "Sở Nội vụ.xlsx")),
            id="beside the old name",
        ),
    ],
)
def test_vietnamese_names_are_read_however_they_were_packed(data: bytes) -> None:
    assert unzipped(data) == [("Sở Nội vụ.xlsx", FORM)]


def test_a_name_of_an_old_system_is_shown_as_it_was_packed() -> None:
    assert unzipped(renamed(b"caf\x82.xlsx")) == [("café.xlsx", FORM)]


def test_forms_of_a_zip_are_named_after_it_and_the_rest_is_left_aside() -> None:
    data = packed(
        ("xa/so-noi-vu.xlsx", FORM),
        ("phuong/so-noi-vu.xlsx", FORM),
        ("ban in.pdf", b"%PDF"),
        ("__MACOSX/._so-noi-vu.xlsx", b"\0"),
    )
    found = sorted_zip(data)
    assert list(found.forms) == ["goi.zip › so-noi-vu.xlsx", "goi.zip › phuong/so-noi-vu.xlsx"]
    assert set(found.within.values()) == {"goi.zip"}
    assert [(one.file, one.reason) for one in found.aside] == [
        ("goi.zip › ban in.pdf", "pdf"),
        ("goi.zip › ./._so-noi-vu.xlsx", "system"),
    ]


def test_a_workbook_that_a_browser_called_a_zip_is_a_form() -> None:
    data = HOSTILE["a workbook"][0]()
    assert dict(sorted_zip(data).forms) == {"goi.zip": data}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty", "sent-zip-empty"), ("cut short", "sent-zip-damaged"), ("a password", "sent-zip-encrypted"),
        ("a zip inside", "sent-zip-nested"), ("a link", "sent-zip-names"), ("a bomb", "sent-zip-too-big"),
    ],
)  # fmt: skip
def test_a_refused_zip_is_told_by_its_name(name: str, code: str) -> None:
    found = sorted_zip(HOSTILE[name][0]())
    assert dict(found.forms) == {}
    assert [(one.path, one.code) for one in found.problems] == [("goi.zip", code)]


def test_the_process_of_its_own_unpacks_the_same() -> None:
    data = zipped({"xa/a.xlsx": FORM, "b.pdf": b""})
    with confined() as reader:
        assert reader.unzipped(data) == unzipped(data)
        with pytest.raises(FileRefusedError, match="zip-nested"):
            reader.unzipped(HOSTILE["a zip inside"][0]())
