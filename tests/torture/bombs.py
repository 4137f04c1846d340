"""Hostile office files, little ones that unfold into much: refused, in a process held to its limits."""

import random
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from generator.office.confinement import confined
from generator.office.package_limits import FileRefusedError
from tests.office.hostile import hostile_files, zipped
from tests.torture.forms import blank, form, plan
from tests.torture.trial import Tally, main


def links(data: bytes) -> bytes:
    """The package with one more entry that is a symbolic link out of it."""
    saved = BytesIO(data)
    with zipfile.ZipFile(saved, "a") as package:
        entry = zipfile.ZipInfo("xl/worksheets/secret.xml")
        entry.external_attr = 0o120777 << 16
        package.writestr(entry, "/etc/passwd")
        package.writestr("../../outside.xml", "<a/>")
    return saved.getvalue()


def word_bombs(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Word files that unfold into much."""
    head = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    many = head + b"<w:body>" + b"<w:p/>" * chance.randrange(2_000_000, 3_000_000) + b"</w:body></w:document>"
    deep = head + b"<w:body>" + b"<w:tbl><w:tr><w:tc>" * 50_000
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + head + b"&b;</w:document>"
    for name, part in (
        ("many.docx", many),
        ("deep.docx", deep),
        ("laughs.docx", laughs),
        ("empty.docx", b""),
    ):
        with zipfile.ZipFile(BytesIO(plan())) as package:
            parts = {one: package.read(one) for one in package.namelist()}
        yield name, zipped({**parts, "word/document.xml": part})


def run(times: int, chance: random.Random, _: Path) -> Iterator[Tally]:
    excel, word = Tally("hostile workbooks and bombs"), Tally("hostile Word files and bombs")
    with confined() as reader:
        for _turn in range(max(1, times // 20)):
            for name, data in hostile_files(blank()).items():
                with excel.trial(name):
                    try:
                        reader.workbook(data)
                    except FileRefusedError:
                        continue
                    # Some are read as what they hold; then they must hold little.
                    assert len(data) < 10**6, "read"
            with excel.trial("links in the package"), suppress(FileRefusedError):
                assert "root:" not in str(reader.workbook(links(form())))
            for name, data in word_bombs(chance):
                with word.trial(name):
                    try:
                        reader.document(data)
                    except FileRefusedError:
                        continue
                    raise AssertionError("read")
    yield excel
    yield word


if __name__ == "__main__":
    main(run)
