"""The same root gives the same bytes: in another folder, on another day, in another zone, seed and locale."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.build.release import digests
from tests.paths import ROOT
from tests.plugins.sites import SITE_URL

DAYS = 400

PORTAL = "import sys; from generator.cli import main; main(sys.argv[1:])"
CODE_AND_DAY = "import generator, datetime; print(generator.__file__); print(datetime.date.today())"

Environment = dict[str, str]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project copied to another folder, nothing drawn or built before, all files of one time."""
    folder = tmp_path_factory.mktemp("bản khác của dự án") / "cổng"
    for name in ("generator", "site_templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    shutil.copyfile(ROOT / "package-lock.json", folder / "package-lock.json")
    touch_all(folder)
    return folder


@pytest.fixture(scope="module")
def otherwise(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment that differs in all that a build must not depend on; the day too, given a compiler."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | another_day(tmp_path_factory.mktemp("clock")) | {
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "4294967295",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "LANGUAGE": "tr",
        "TMPDIR": str(tmp_path_factory.mktemp("tmp")),
        "USER": "ai-do",
        "COLUMNS": "40",
    }  # fmt: skip


def another_day(folder: Path) -> Environment:
    """What moves the clock of a program: a few lines of C, built here; nothing where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        return {}
    library = folder / "clock.so"
    source = Path(__file__).with_name("clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "CLOCK_SHIFT": str(DAYS * 86_400)}


def touch_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        if not path.is_symlink():
            os.utime(path, (1_000_000_000, 1_000_000_000))


def python(code: str, *arguments: str, cwd: Path, env: Environment) -> str:
    """Runs code in the copied project; gives what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False, umask=0o077,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_other_build_is_of_the_copy_and_on_another_day(elsewhere: Path, otherwise: Environment) -> None:
    code, day = python(CODE_AND_DAY, cwd=elsewhere, env=otherwise).splitlines()
    assert Path(code) == elsewhere / "generator" / "__init__.py"
    if "CLOCK_SHIFT" not in otherwise:
        pytest.skip("no C compiler: the clock of the other build is not moved, only its zone")
    shifted = datetime.now(UTC).date() + timedelta(days=DAYS)
    assert abs(datetime.fromisoformat(day).date() - shifted) <= timedelta(days=1)


@pytest.mark.city
def test_two_builds_are_the_same_bytes(
    sample_root: Path, sample_site: Path, elsewhere: Path, otherwise: Environment
) -> None:
    root = elsewhere.parent / "dữ liệu ở nơi khác"
    shutil.copytree(sample_root, root, ignore=shutil.ignore_patterns("build", "site"))
    touch_all(root)
    python(PORTAL, "build", "--root", str(root), cwd=elsewhere, env=otherwise | {"SITE_URL": SITE_URL})
    one, other = digests(sample_site), digests((root / "site").resolve())
    assert len(one) > 1000
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
    # One release, one name: the manifests are the same too.
    assert sample_site.name == (root / "site").resolve().name


@pytest.mark.torture
def test_two_whole_builds_with_history_are_the_same_bytes(
    tmp_path: Path, elsewhere: Path, otherwise: Environment
) -> None:
    """The real data with all of its commits, from two clones: every file of the whole site, history too."""
    if not (ROOT / ".git").exists():
        pytest.skip("the tests run from a copy without the repository")
    sites = []
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    for name, cwd, env in (("one", ROOT, plain), ("bản hai", elsewhere, otherwise)):
        root = tmp_path / name
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(root)], check=True, env=plain)
        python(PORTAL, "build", "--root", str(root), cwd=cwd, env=env)
        sites.append((root / "site").resolve())
    one, other = (digests(site) for site in sites)
    assert len(one) > 1000
    assert any(name.startswith("nhat-ky/") and name.count("/") > 1 for name in one)
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == set()
    assert sites[0].name == sites[1].name
