"""A file is a form or something beside forms by its name, else by what is in it."""

import pytest

from generator.office.sent_kinds import kind_by_name, kind_of

BY_NAME = {
    "form": (
        "so-noi-vu.xlsx", "SO.XLSX", "Sở Nội vụ (1).xlsx", "a.xlsx.crdownload", "a.xlsx ", "a.xls", "a.ods",
        "a.csv", "a.xlsb", "a.numbers", "bieu.v2.xlsx.part",
    ),
    "zip": ("goi.zip", "GOI.ZIP", "bieu.q2.zip"),
    "archive": ("goi.rar", "goi.7z", "goi.tar.gz"),
    "system": ("Thumbs.db", "thumbs.db", "desktop.ini", ".DS_Store", "._so-noi-vu.xlsx"),
    "lock": ("~$so-noi-vu.xlsx", ".~lock.so-noi-vu.xlsx#"),
    "hidden": (".git", ".a.xlsx"),
    "pdf": ("Báo cáo ký.pdf", "a.PDF"),
    "picture": ("IMG_0001.JPG", "anh.heic"),
    "mail": ("thư.eml", "thư.msg"),
    "word": ("ke-hoach.docx", "ke-hoach.doc"),
    "text": ("LY-DO.txt", "doc.md"),
    "link": ("bieu.lnk",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for kind, names in BY_NAME.items() for name in names]
)
def test_what_a_file_is_by_its_name(name: str, kind: str) -> None:
    assert kind_by_name(name) == kind


def test_a_name_that_does_not_say_leaves_it_to_the_content() -> None:
    assert kind_by_name("so-noi-vu") is None
    assert kind_by_name("so.noi.vu") is None
    assert kind_of("so-noi-vu", b"PK\3\4 xl/workbook.xml") == "form"
    assert kind_of("so-noi-vu", b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le")) == "form"
    assert kind_of("so-noi-vu", b"PK\3\4 word/document.xml") == "other"
    assert kind_of("bieu.pdf", b"PK\3\4 xl/workbook.xml") == "pdf"
