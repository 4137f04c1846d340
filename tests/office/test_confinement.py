"""Strangers' Word and Excel files in the process that opens both: the same bombs, damage and hogs on each."""

import random
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.office import confinement as confining
from generator.office.confinement import EXCEL, WORD, Confined, confined
from generator.office.package_limits import DOCUMENT, WORKBOOK, FileRefusedError, Limits
from generator.office.word_package import open_document
from generator.office.word_tables import WordTable
from generator.office.workbook import open_workbook
from tests.paths import MINIMAL

PLAN = "tp-2026"
KINDS = (WORD, EXCEL)
LIMITS: Mapping[bytes, Limits] = {WORD: DOCUMENT, EXCEL: WORKBOOK}
MAIN_PART = {WORD: "word/document.xml", EXCEL: "xl/worksheets/sheet1.xml"}
"""The part that holds what people wrote."""

ROWS = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm"),
    ("1", "Rà soát", "Sở Nội vụ", "Quý I/2026", "Báo cáo"),
)


def good_document() -> bytes:
    document, out = docx.Document(), BytesIO()
    document.add_paragraph("Phụ lục: danh mục nhiệm vụ")
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.save(out)
    return out.getvalue()


def good_workbook() -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    sheet = book.worksheets[0]
    for cells in ROWS:
        sheet.append(cells)
    sheet.append([1.5, True])
    sheet.merge_cells("A4:B5")
    book.save(out)
    return out.getvalue()


GOOD = {WORD: good_document(), EXCEL: good_workbook()}


def packed(kind: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The good file of a kind with parts changed or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD[kind])) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, data in changed.items():
            new.writestr(name, data)
    return out.getvalue()


def part(kind: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(GOOD[kind])) as package:
        return package.read(name)


def locked(kind: bytes) -> bytes:
    """The good file with the flag that its first part needs a password."""
    data = bytearray(GOOD[kind])
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying(kind: bytes) -> bytes:
    """A part of 60 MB that claims ten bytes."""
    data = bytearray(packed(kind, {MAIN_PART[kind]: b"<a>" + b" " * 60_000_000 + b"</a>"}))
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def other(kind: bytes) -> bytes:
    """The good file of the other kind, renamed."""
    return GOOD[EXCEL if kind == WORD else WORD]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
LAUGHS = b"<!DOCTYPE a [" + b"".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">'.encode() for n in range(9)
) + b"]><a>&a8;</a>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
WIDE = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16")

HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "empty"),
    "heavy": (lambda kind: b"PK" + bytes(LIMITS[kind].file_bytes), "too-large"),
    "truncated": (lambda kind: GOOD[kind][: len(GOOD[kind]) // 2], "damaged"),
    "without-end": (lambda kind: GOOD[kind][:-30], "damaged"),
    "password": (lambda _: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "password-in-zip": (locked, "encrypted"),
    "old": (lambda _: OLE, "old"),
    "pdf": (lambda _: b"%PDF-1.7\n", "other-kind"),
    "rtf": (lambda _: b"{\\rtf1 x}", "other-kind"),
    "page": (lambda _: b"<html></html>", "other-kind"),
    "text": (lambda _: "Kính gửi".encode(), "other-kind"),
    "other-office": (other, "other-kind"),
    "macro": (lambda kind: packed(kind, {"x/vbaProject.bin": b"x"}), "macro"),
    "zip-bomb": (lambda kind: packed(kind, {MAIN_PART[kind]: bytes(60_000_000)}), "unpacks-too-large"),
    "picture-bomb": (lambda kind: packed(kind, {"media/a.png": bytes(70_000_000)}), "unpacks-too-large"),
    "lying-bomb": (lying, "damaged"),
    "many-parts": (
        lambda kind: packed(kind, {f"media/{n}.png": b"" for n in range(LIMITS[kind].parts)}),
        "too-many-parts",
    ),
    "deep": (lambda kind: packed(kind, {MAIN_PART[kind]: b"<a>" * 9_000 + b"</a>" * 9_000}), "too-complex"),
    "many-elements": (
        lambda kind: packed(
            kind,
            {
                f"x/{n}.xml": b"<a>" + b"<b c='%d'/>" * 50_000 + b"</a>"
                for n in range(LIMITS[kind].elements // 50_000)
            },
        ),
        "too-complex",
    ),
    "entity-bomb": (lambda kind: packed(kind, {MAIN_PART[kind]: LAUGHS}), "entities"),
    "outside-entity": (lambda kind: packed(kind, {MAIN_PART[kind]: OUTSIDE}), "entities"),
    "entity-utf-16": (lambda kind: packed(kind, {MAIN_PART[kind]: WIDE}), "entities"),
    "unknown-encoding": (
        lambda kind: packed(kind, {MAIN_PART[kind]: b'<?xml version="1.0" encoding="x-none"?><a/>'}),
        "damaged",
    ),
    "outside-path": (lambda kind: packed(kind, {"../../data/agencies.yaml": b"x"}), "damaged"),
    "name-twice": (lambda kind: packed(kind, {MAIN_PART[kind].upper(): b"<a/>"}), "damaged"),
    "malformed": (lambda kind: packed(kind, {MAIN_PART[kind]: b"<a"}), "damaged"),
}
"""What is tried on both kinds, and the reason of the refusal."""


@pytest.fixture(scope="module")
def reader() -> Iterator[Confined]:
    with confined() as one:
        yield one


def opened(reader: Confined, kind: bytes, data: bytes) -> object:
    return reader.document(data) if kind == WORD else reader.workbook(data)


@pytest.mark.parametrize("kind", KINDS, ids=["word", "excel"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_of_either_kind_is_refused_for_its_reason(
    reader: Confined, kind: bytes, name: str
) -> None:
    make, reason = HOSTILE[name]
    with pytest.raises(FileRefusedError) as refused:
        opened(reader, kind, make(kind))
    # By our own weighing, before the system had to step in.
    assert refused.value.reason == reason
    assert reader._process is not None


@pytest.mark.city
def test_a_plan_of_fifteen_thousand_rows_comes_out_whole(reader: Confined) -> None:
    cells = "".join(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ROWS[1])
    rows = "".join(f"<w:tr>{cells.replace('>1<', f'>{number}<')}</w:tr>" for number in range(1, 15_001))
    with zipfile.ZipFile(BytesIO(GOOD[WORD])) as package:
        document = package.read(MAIN_PART[WORD]).replace(b"</w:tbl>", rows.encode() + b"</w:tbl>")
    (_, table) = reader.document(packed(WORD, {MAIN_PART[WORD]: document}))
    assert isinstance(table, WordTable)
    assert [row.cells[0].text for row in table.rows[2:]] == [str(number) for number in range(1, 15_001)]


def test_what_comes_back_is_what_the_file_holds(reader: Confined) -> None:
    document, sheets = reader.document(GOOD[WORD]), reader.workbook(GOOD[EXCEL])
    assert document == open_document(GOOD[WORD])
    assert sheets == open_workbook(GOOD[EXCEL])
    assert sheets[0].merged == ((4, 1, 5, 2),)
    # An answer to one kind of file is no answer to the other.
    with pytest.raises(FileRefusedError, match="other-kind"):
        reader.document(GOOD[EXCEL])


def damaged(kind: bytes, count: int) -> Iterator[bytes]:
    """The good file with bytes changed: every second one in the zip, the others in its XML."""
    chance = random.Random(20261122)  # noqa: S311 - the same damage in every run
    written = part(kind, MAIN_PART[kind])
    for turn in range(count):
        data = bytearray(GOOD[kind] if turn % 2 else written)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if turn % 4 == 0:
            # Kept well formed, so that the library itself meets what Word never writes.
            digits = [at for at, byte in enumerate(written) if chr(byte).isdigit()]
            data = bytearray(written)
            for at in chance.sample(digits, 3):
                data[at] = ord(chance.choice("-x9 "))
        yield bytes(data) if turn % 2 else packed(kind, {MAIN_PART[kind]: bytes(data)})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root")
    shutil.copytree(MINIMAL / "data", folder / "data")
    return folder


def imported(root: Path, reader: Confined, data: bytes, patch: pytest.MonkeyPatch) -> Result:
    """A run of ``import-plan`` on a file, opened by a process that is there already."""

    @contextmanager
    def same() -> Iterator[Confined]:
        yield reader

    file = root / "ke-hoach.docx"
    file.write_bytes(data)
    patch.setattr(confining, "confined", same)
    return CliRunner().invoke(
        main, ["import-plan", str(file), "--root", str(root), "--plan", PLAN, "--dry-run"]
    )


@pytest.mark.parametrize("times", [60, pytest.param(600, marks=pytest.mark.torture)])
def test_no_damaged_plan_ends_in_a_traceback(
    root: Path, reader: Confined, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    ends = {0: 0, 1: 0}
    for data in damaged(WORD, times):
        done = imported(root, reader, data, monkeypatch)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        if done.exit_code:
            assert done.stderr.startswith(
                ("Không đọc ke-hoach.docx: tệp ", "Không tìm thấy nhiệm vụ nào trong")
            )
        ends[done.exit_code] += 1
    # Some damage is in what nobody reads; most of it is found.
    assert ends[0] > times / 20
    assert ends[1] > times / 2


def test_no_damaged_workbook_ends_in_another_error(reader: Confined) -> None:
    refused = 0
    for data in damaged(EXCEL, 200):
        try:
            reader.workbook(data)
        except FileRefusedError:
            refused += 1
    assert refused > 100


def test_no_damaged_plan_in_excel_ends_in_another_error(reader: Confined) -> None:
    assert len(reader.plan(GOOD[EXCEL])) == 1
    refused = 0
    for data in damaged(EXCEL, 60):
        try:
            reader.plan(data)
        except FileRefusedError:
            refused += 1
    assert refused > 30


def led_astray(work: str) -> Confined:
    """The process as it would be if a library did this instead of opening a file."""
    # A second of processor time is enough to see that the system counts it.
    lines = (
        "import generator.office.confinement as c",
        "def astray(kind, data):",
        f"    {work}",
        "c._opened = astray",
        "c.ALLOWED = {kind: c.Allowance(one.memory, 1) for kind, one in c.ALLOWED.items()}",
    )
    code = "\n".join((*lines, "c.main()"))
    return Confined((sys.executable, "-c", code))


@pytest.mark.parametrize("kind", KINDS, ids=["word", "excel"])
@pytest.mark.parametrize(
    "work",
    [
        "while True: pass",
        "import time; time.sleep(600)",
        "return bytearray((1100 if kind == c.WORD else 600) * 2**20)",
        "import os; os.kill(os.getpid(), 11)",
    ],
    ids=["time", "sleep", "memory", "crash"],
)
def test_the_system_ends_what_goes_astray(work: str, kind: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    if "sleep" in work:
        monkeypatch.setattr(confining, "WAIT", 1)
    reader = led_astray(work)
    with pytest.raises(FileRefusedError) as refused:
        opened(reader, kind, GOOD[kind])
    assert refused.value.reason == "too-heavy"
    assert refused.value.params == (
        {"memory": "1024", "seconds": "30"} if kind == WORD else {"memory": "512", "seconds": "5"}
    )
    assert reader._process is None


@pytest.mark.parametrize("kind", KINDS, ids=["word", "excel"])
@pytest.mark.parametrize(
    "command",
    [
        ("/khong/co/python",),
        (sys.executable, "-c", "raise SystemExit(1)"),
        (sys.executable, "-c", "print(1)"),
    ],
    ids=["no program", "ends", "says something else"],
)
def test_a_process_that_does_not_start_is_no_fault_of_the_file(command: tuple[str, ...], kind: bytes) -> None:
    reader = Confined(command)
    with pytest.raises(FileRefusedError) as refused:
        opened(reader, kind, GOOD[kind])
    assert (refused.value.reason, refused.value.params) == (
        "not-started", {"memory": "1024" if kind == WORD else "512"},
    )  # fmt: skip
    assert reader._process is None


def test_a_process_that_does_not_start_is_told_in_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = imported(root, Confined((sys.executable, "-c", "")), GOOD[WORD], monkeypatch)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "Không đọc ke-hoach.docx: máy này không chạy được chương trình con (giới hạn 1024 MiB bộ nhớ) để mở "
        "tệp; tệp không có lỗi gì, xem lại bản cài Python và bộ nhớ còn trống của máy rồi chạy lại.\n"
    )


@pytest.mark.parametrize(
    "work", ["while True: pass", "return bytearray(1100 * 2**20)"], ids=["time", "memory"]
)
def test_a_plan_that_takes_too_much_is_refused_in_words(
    work: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = imported(root, led_astray(work), GOOD[WORD], monkeypatch)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Không đọc ke-hoach.docx: đọc tệp tốn hơn 30 giây hoặc 1024 MiB bộ nhớ; ")


def test_the_process_gets_no_key_from_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INBOX_TOKEN", "CI_JOB_TOKEN", "MINISIGN_PASSWORD", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "5ecret")
    reader = Confined()
    process = reader._started()
    try:
        assert reader._taken(process, 60) == b"ready"
        given = Path(f"/proc/{process.pid}/environ").read_bytes()
        assert b"PATH=" in given
        assert b"5ecret" not in given
    finally:
        process.kill()
        process.communicate()
