"""Links, pipes and the like below a root are named and refused before anything is read, by every command."""

import os
import shutil
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.data.problems import ProblemError, format_report
from generator.data.root_files import odd_file, read_plain, refuse_odd_files
from generator.data.transaction import replace_files
from tests.paths import MINIMAL
from tests.repositories import commit, git

SECRET = "token=ghs_secret"  # noqa: S105 - a text that must come out nowhere

LINK = (
    "đây là liên kết tới “{}”; data/, content/, site_templates/ chỉ có tệp và thư mục thường, để không tệp "
    "nào ở nơi khác bị công bố; xóa liên kết, cần nội dung của nó thì chép chính tệp ấy vào đây."
)
HARD_LINK = (
    "tệp này có 2 tên (liên kết cứng), có thể là tệp của nơi khác; trong data/, content/, site_templates/ "
    "mỗi tệp chỉ có một tên; chép tệp sang một tên khác, xóa tệp này, rồi đổi bản chép về tên cũ."
)
PLAIN = "data/, content/, site_templates/ chỉ có tệp và thư mục thường; xóa nó đi."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the minimal root with a folder for each kind of file, and a secret beside it."""
    folder = tmp_path / "cổng"
    shutil.copytree(MINIMAL, folder)
    for name in ("content", "site_templates", "data/inbox/2026-q2", "data/texts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    return folder


def report_of(root: Path, lang: str = "vi") -> str:
    """What the check of a root says, without the last line."""
    portal, problems = check_root(root)
    assert portal is None
    report = format_report(problems, Catalogue.load("en" if lang == "en" else "vi"))
    return report.rpartition("\n")[0]


def hard_link(path: Path) -> None:
    path.hardlink_to(path.parents[2] / "secret")


def a_socket(path: Path) -> None:
    # The path of a socket may have 107 bytes, which that of a test's folder exceeds.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("content/p.txt", lambda p: p.symlink_to("/etc/passwd"), LINK.format("/etc/passwd")),
        ("content/nowhere.md", lambda p: p.symlink_to("nowhere"), LINK.format("nowhere")),
        ("data/texts/a.txt", lambda p: p.symlink_to("../portal.yaml"), LINK.format("../portal.yaml")),
        ("site_templates/git", lambda p: p.symlink_to("../.git"), LINK.format("../.git")),
        ("data/.hidden", lambda p: p.symlink_to("/"), LINK.format("/")),
        (
            "content/gioi-thieu.md",
            hard_link,
            HARD_LINK,
        ),
        ("data/tasks.yaml", os.mkfifo, f"đây là đường ống (FIFO), không phải tệp; {PLAIN}"),
        ("data/s", a_socket, f"đây là ổ cắm (socket), không phải tệp; {PLAIN}"),
    ],
)
def test_what_is_no_plain_file_is_named(
    root: Path, name: str, make: Callable[[Path], None], words: str
) -> None:
    make(root / name)
    assert report_of(root) == f"{name}:1:1: tệp: {words}"


def test_a_device_is_named() -> None:
    (problem,) = odd_file(Path(os.devnull), "data/null")
    assert format_report([problem], Catalogue.load("vi")).splitlines()[0] == (
        f"data/null:1:1: tệp: đây là thiết bị, không phải tệp; {PLAIN}"
    )


def test_all_are_named_at_once_and_no_link_is_followed(root: Path) -> None:
    (root / "data/inbox/2026-q2/LY-DO.txt").symlink_to("../../../.git/config")
    (root / "data/again").symlink_to(".")
    (root / "content/a.md").symlink_to("x\u202e")
    english = report_of(root, "en")
    assert [line.partition("; ")[0] for line in english.splitlines()] == [
        'content/a.md:1:1: file: this is a link to "xU+202E"',
        'data/again:1:1: file: this is a link to "."',
        'data/inbox/2026-q2/LY-DO.txt:1:1: file: this is a link to "../../../.git/config"',
    ]


def test_the_templates_may_be_those_of_another_root_and_nothing_else(root: Path) -> None:
    (root / "site_templates").rmdir()
    (root / "site_templates").symlink_to("../other/site_templates")
    (root.parent / "other/site_templates").mkdir(parents=True)
    refuse_odd_files(root)
    (root.parent / "other/site_templates/b").symlink_to("/etc")
    assert report_of(root) == f"site_templates/b:1:1: tệp: {LINK.format('/etc')}"
    (root / "site_templates").unlink()
    (root / "site_templates").symlink_to(".git")
    assert report_of(root) == f"site_templates:1:1: tệp: {LINK.format('.git')}"


@pytest.mark.parametrize("name", ["data", "content", "mkdocs.yml"])
def test_what_is_published_is_no_link_itself(root: Path, name: str) -> None:
    other = root.parent / "other" / name
    other.parent.mkdir()
    if (root / name).exists():
        (root / name).rename(other)
    (root / name).symlink_to(f"../other/{name}")
    if name == "content":
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to("../other/content")
    assert report_of(root) == f"{name}:1:1: tệp: {LINK.format(f'../other/{name}')}"
    assert not any(path.name.startswith(".") for path in other.rglob("*"))


HIDDEN = {
    "content/\u202egnp.exe.txt": "U+202Egnp.exe.txt",
    "content/a\u200bb.md": "aU+200Bb.md",
    "content/a\n::error::b.md": "a ::error::b.md",
    "data/texts/a\x1b[31m.txt": "aU+001B[31m.txt",
    "site_templates/\udce9.css": "U+DCE9.css",
    "data/plans/a\\b/plan.yaml": "a\\b",
    "data/inbox/q\u200e/a.xlsx": "qU+200E",
}
"""Names that are refused, and the part of each that the message quotes."""


@pytest.mark.parametrize(("name", "quoted"), HIDDEN.items(), ids=[str(n) for n in range(len(HIDDEN))])
def test_a_name_that_does_not_show_is_refused(root: Path, name: str, quoted: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(b"")
    report = report_of(root)
    assert f"tên “{quoted}” có ký tự không nhìn thấy" in report
    assert report.isprintable()


def test_names_that_only_some_machines_tell_apart_are_refused(root: Path) -> None:
    for name in ("Ảnh.png", "ảnh.PNG", unicodedata.normalize("NFD", "Sở.md"), "anh.png"):
        (root / "content" / name).write_bytes(name.encode())
    apart, told = unicodedata.normalize("NFD", "Sở.md"), report_of(root, "en").splitlines()
    alike = 'the name "ảnh.PNG" differs from "Ảnh.png" in letter case or composition alone'
    mac = f'the name "{apart}" has its diacritics apart from the letters (Unicode NFD, as a Mac writes them)'
    assert [line.partition("; ")[0] for line in told] == [
        f"content/{apart}:1:1: file: {mac}",
        f"content/ảnh.PNG:1:1: file: {alike}",
    ]


def test_forms_in_the_inbox_may_have_any_name(root: Path) -> None:
    for name in ("::error.xlsx", "a\u202eb.xlsx", "A.xlsx", "a.xlsx", "\udce9.xlsx"):
        (root / "data/inbox/2026-q2" / name).write_bytes(b"")
    refuse_odd_files(root)


def test_a_root_may_be_reached_by_a_link(root: Path) -> None:
    (root.parent / "link").symlink_to(root)
    refuse_odd_files(root.parent / "link")


def test_nothing_is_written_through_a_link(root: Path) -> None:
    (root / "data/plans/q").symlink_to(root.parent)
    with pytest.raises(ProblemError):
        replace_files(root, {"data/plans/q/x.yaml": b"x"}, {})
    assert not (root.parent / "x.yaml").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("build",),
        ("build", "--without-history"),
        ("serve",),
        ("export", "OUT"),
        ("lint",),
        ("diff", "--against", "HEAD"),
        ("preview", "--against", "HEAD", "OUT"),
        ("schema",),
        ("sample", "OUT"),
        ("quarter", "open", "2026-q2"),
        ("quarter", "status", "2026-q2"),
        ("quarter", "close", "2026-q1"),
        ("template", "--quarter", "2026-q2", "--all", "OUT"),
        ("import", "--quarter", "2026-q2", "FORMS"),
        ("inbox",),
        ("inbox", "--report", "OUT", "--apply"),
        ("import-plan", "--plan", "tp-2026", "--dry-run", "FORMS/x.docx"),
        ("report", "--quarter", "2026-q1", "OUT/x.docx"),
    ],
    ids=" ".join,
)
def test_no_command_reads_a_root_with_a_link(root: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    git(root, "init", "-q")
    commit(root, "data: bắt đầu", 0)
    (root / "data/inbox/2026-q2/LY-DO.txt").symlink_to(tmp_path / "secret")
    forms = tmp_path / "FORMS"
    forms.mkdir()
    for name in ("x.docx", "x.xlsx"):
        (forms / name).write_bytes(b"x")
    before = sorted(tmp_path.rglob("*"))
    places = {name: str(tmp_path / name) for name in ("OUT", "OUT/x.docx", "FORMS", "FORMS/x.docx")}
    arguments = [places.get(word, word) for word in command]
    done = CliRunner().invoke(main, [*arguments, "--root", str(root)])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert f"data/inbox/2026-q2/LY-DO.txt:1:1: tệp: đây là liên kết tới “{tmp_path}/secret”" in done.output
    assert SECRET not in done.output
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_is_read_through_no_link_made_since_the_check(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "away"
    secret.mkdir()
    (secret / "a.txt").write_text(SECRET)
    texts = root / "data/texts"
    texts.mkdir(exist_ok=True)
    (texts / "a.txt").write_text("chữ", encoding="utf-8")
    assert read_plain(root, "data/texts/a.txt", 3).decode(errors="replace") == "ch\ufffd"
    (texts / "link.txt").symlink_to(secret / "a.txt")
    (texts / "hard.txt").hardlink_to(secret / "a.txt")
    (root / "data/folder").symlink_to(secret)
    os.mkfifo(texts / "pipe.txt")
    for path, code in {
        "data/texts/link.txt": "file-link",
        "data/folder/a.txt": "file-link",
        "data/texts/hard.txt": "file-hard-link",
        "data/texts/pipe.txt": "file-pipe",
    }.items():
        with pytest.raises(ProblemError) as refused:
            read_plain(root, path, 9)
        assert [(one.path, one.code) for one in refused.value.problems] == [(path, code)]
    with pytest.raises(FileNotFoundError) as missing:
        read_plain(root, "data/texts/gone.txt", 9)
    assert missing.value.filename == str(texts / "gone.txt")


@pytest.mark.parametrize("name", ["con", "AUX.yaml", "lpt1.x.yaml", "a.", "a ", "nul"])
def test_a_name_that_windows_cannot_keep_is_refused(root: Path, name: str) -> None:
    (root / "data/plans" / name).mkdir()
    with pytest.raises(ProblemError) as refused:
        refuse_odd_files(root)
    assert [(one.path, one.code) for one in refused.value.problems] == [
        (f"data/plans/{name}", "file-name-reserved")
    ]


@pytest.mark.parametrize("name", ["console", "com", "a.b", "nulls.yaml"])
def test_other_names_are_kept(root: Path, name: str) -> None:
    (root / "data/plans" / name).mkdir()
    refuse_odd_files(root)
