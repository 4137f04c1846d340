"""`build` and `export`: refused in words before anything is written; the export is plain documents."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.commands import site
from tests.commands.conftest import Run
from tests.repositories import commit, git


def test_a_folder_without_data_is_told(tmp_path: Path, run: Run) -> None:
    found = run(site.build, "--root", tmp_path / "none")
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith("data:1:1: tệp: không có thư mục data; ")


@pytest.mark.parametrize("day", ["x", "2026-02-30", "22/11/2026"])
def test_a_day_that_is_none_is_told(small: Path, run: Run, day: str) -> None:
    found = run(site.build, "--root", small, "--as-of", day)
    assert found.exit_code == 2
    assert "cần ngày dạng 2026-11-22" in found.stderr or day in found.stderr
    assert not (small / "site").exists()


def test_an_export_is_never_laid_over_what_is_there(small: Path, tmp_path: Path, run: Run) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("x", encoding="utf-8")
    found = run(site.export, "--root", small, full)
    assert found.exit_code == 1
    assert [path.name for path in full.iterdir()] == ["mine.txt"]


FAULTS = {
    "content/a.md": "# A\n\n<script>a()</script>\n\n<!-- portal:nope -->\n",
    "content/b.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "content/nhiem-vu.md": "# N\n",
}
"""Hand-written pages and files that must not go out."""

TOLD = (
    "content/a.md:3:2: tệp: thẻ HTML <script> không được dùng",
    "content/a.md:5:13: tệp: không có phần “nope” để chèn",
    "content/b.svg:1:1: tệp: loại tệp “.svg” không được công bố",
    "content/nhiem-vu.md:1:1: tệp: ",
)
"""How their problems begin."""

MAKING = [
    ("check",),
    ("build",),
    ("export", "OUT"),
    ("preview", "OUT"),
    ("serve",),
    ("mkdocs", "build"),
    ("mkdocs", "serve"),
]
"""Every command that shows or publishes a root."""


def made(root: Path, command: tuple[str, ...], out: Path) -> tuple[int, str]:
    """Exit code and output of a command of ours, or of MkDocs without us, on a root."""
    words = [str(out) if word == "OUT" else word for word in command]
    if words[0] == "mkdocs":
        # MkDocs keeps plugins from one configuration to the next in one process.
        alone = [sys.executable, "-m", *words, "-f", str(root / "mkdocs.yml")]
        done = subprocess.run(alone, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr
    found = CliRunner().invoke(main, [*words, "--root", str(root)])
    return found.exit_code, found.output


@pytest.mark.parametrize("command", MAKING, ids=" ".join)
def test_no_command_goes_on_with_hand_written_pages_that_must_not_go_out(
    minimal_root: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    git(minimal_root, "init", "-q")
    commit(minimal_root, "data: bắt đầu", 0)
    for path, text in FAULTS.items():
        (minimal_root / path).write_text(text, encoding="utf-8")
    code, said = made(minimal_root, command, tmp_path / "out")
    assert code == 1
    assert [begins for begins in TOLD if begins not in said] == []
    assert not any((tmp_path / "out").rglob("*.html"))
    assert not (minimal_root / "site").exists()
    assert not (minimal_root / "build/mkdocs/index.html").exists()


@pytest.mark.parametrize("command", MAKING, ids=" ".join)
def test_no_command_goes_on_with_a_link(minimal_root: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    git(minimal_root, "init", "-q")
    commit(minimal_root, "data: bắt đầu", 0)
    (tmp_path / "secret").write_text("5ecret", encoding="utf-8")
    links = ("content/a.md", "content/a.png", "data/texts/a.txt", "site_templates/a.css")
    for path in links:
        (minimal_root / path).parent.mkdir(exist_ok=True)
        (minimal_root / path).symlink_to(tmp_path / "secret")
    code, said = made(minimal_root, command, tmp_path / "out")
    assert code == 1
    assert [path for path in links if f"{path}:1:1: tệp: đây là liên kết tới" not in said] == []
    assert "5ecret" not in said
    assert not (tmp_path / "out").exists()
