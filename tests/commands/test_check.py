"""`portal check` as it is typed, and what a build does that finds mistakes: nothing."""

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from tests.paths import MINIMAL, ROOT, TESTS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the minimal root, to be broken."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    return tmp_path


def break_everywhere(root: Path) -> str:
    """Lays the case with mistakes in many files over a root; gives the report that it must bring."""
    cases = yaml.safe_load((TESTS / "problems" / "roots.yaml").read_text(encoding="utf-8"))["cases"]
    case = next(case for case in cases if case["name"] == "many mistakes in many files, all at once")
    for path, spec in case["files"].items():
        file = root / path
        file.parent.mkdir(exist_ok=True)
        if spec is None:
            file.unlink()
        elif isinstance(spec, str):
            file.write_bytes(spec.encode())
        else:
            text = file.read_text(encoding="utf-8")
            for old, new in spec["change"].items():
                text = text.replace(old, new)
            file.write_text(text, encoding="utf-8")
    report: str = case["expected"]
    return report


def run(*arguments: object) -> Result:
    """Runs the command; whatever it does, it never ends in a traceback."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_valid_root(root: Path) -> None:
    result = run("check", "--root", root)
    assert result.exit_code == 0
    assert result.stdout == "Dữ liệu hợp lệ: 2 kế hoạch, 3 nhiệm vụ, 2 số liệu.\n"
    assert result.stderr == ""


def test_every_problem_stands_on_standard_error(root: Path) -> None:
    expected = break_everywhere(root)
    result = run("check", "--root", root)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == expected


def test_english(root: Path) -> None:
    replace(root, "data/plans/tp-2026/tasks.yaml", "lead: [so-noi-vu]", "lead: [so-noi-vuu]")
    replace(root, "data/portal.yaml", "contact: Sở Nội vụ\n", "")
    result = run("check", "--root", root, "--lang", "en")
    assert result.exit_code == 1
    assert result.stderr == (
        'data/plans/tp-2026/tasks.yaml:4:10: 1.lead.1: there is no agency "so-noi-vuu"; ids that stand in '
        'data/agencies.yaml; is it "so-noi-vu"? if so correct it, otherwise add the agency to '
        "data/agencies.yaml.\n"
        'data/portal.yaml:1:1: contact: warning: not known yet; the site says "chưa công bố" until it is; '
        'add a line "contact: …" when the publisher supplies it, never an invented one.\n'
        "Total: errors 1, warnings 1.\n"
    )


@pytest.mark.parametrize(
    ("lang", "last", "done"),
    [
        ("vi", "Tổng cộng: 0 lỗi, 1 cảnh báo.", "Dữ liệu hợp lệ: 2 kế hoạch, 3 nhiệm vụ, 2 số liệu."),
        ("en", "Total: errors 0, warnings 1.", "The data is valid: plans 2, tasks 3, figures 2."),
    ],
)
def test_warnings_alone_do_not_fail(root: Path, lang: str, last: str, done: str) -> None:
    replace(root, "data/portal.yaml", "contact: Sở Nội vụ\n", "")
    result = run("check", "--root", root, "--lang", lang)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == last
    assert result.stdout == f"{done}\n"


def test_root_without_data(tmp_path: Path) -> None:
    result = run("check", "--root", tmp_path)
    assert result.exit_code == 1
    assert result.stderr == (
        "data:1:1: tệp: không có thư mục data; thư mục của cổng có thư mục data chứa các tệp dữ liệu; "
        "chạy lệnh trong thư mục của cổng, hoặc chỉ đúng thư mục bằng --root.\n"
        "Tổng cộng: 1 lỗi, 0 cảnh báo.\n"
    )


def test_empty_data(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    result = run("check", "--root", tmp_path)
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "data/agencies.yaml",
        "data/areas.yaml",
        "data/documents.yaml",
        "data/portal.yaml",
        "Tổng cộng",
    ]


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder, links followed, with what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_failing_build_leaves_the_site_as_it_was(root: Path) -> None:
    """The old site stays up, and the data files are only ever read."""
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    (root / "site_templates").symlink_to(ROOT / "site_templates")
    assert run("build", "--root", root).exit_code == 0
    site = root / "site"
    assert (site / "index.html").is_file()
    published, release = contents(site), site.readlink()
    releases = contents(root / "build" / "releases")

    expected = break_everywhere(root)
    data = contents(root / "data")
    result = run("build", "--root", root)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == expected
    assert (contents(site), site.readlink()) == (published, release)
    assert contents(root / "build" / "releases") == releases
    assert contents(root / "data") == data
