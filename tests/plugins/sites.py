"""Roots and the sites built of them, each made once a run, however many workers ask for it."""

import fcntl
import os
import shutil
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.build.pipeline import Options, build
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.data.gitlog import history_depth
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.sample.writing import Scale, write_sample
from generator.view.presentation import Presentation
from tests.paths import MINIMAL, ROOT

SITE_URL = "https://example.org/cong/"

CITY_FIXTURES = {"city_root", "city_site", "addressed_site"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the whole city, or another whole site, runs with ``make test-city`` only."""
    for item in items:
        if CITY_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.city)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder, filled by the first worker that asks for it; one failure fails it for all at once."""
    done, failed = folder.with_suffix(".done"), folder.with_suffix(".failed")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed.exists():
            pytest.fail(failed.read_text(encoding="utf-8"), pytrace=False)
        if not done.exists():
            folder.mkdir()
            try:
                make(folder)
            except BaseException:
                failed.write_text(traceback.format_exc(), encoding="utf-8")
                raise
            done.touch()
    return folder


def build_in(root: Path, _: Path, history_of: Path | None = None) -> None:
    """Builds a root into its own ``site``."""
    build(root, Options(history_of=history_of))


def build_at(root: Path, _: Path | None = None) -> None:
    """Builds a root into its own ``site``, for the address `SITE_URL`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        build(root, Options(site_url=SITE_URL))


def sample_of(portal: Portal, scale: Scale, folder: Path) -> None:
    """Writes a sample of the real root."""
    write_sample(ROOT, folder, portal, scale)


def copy_real(folder: Path) -> None:
    """Copies what a root holds, and nothing that a build leaves behind."""
    for name in ("data", "content", "site_templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")


@pytest.fixture
def own_root(tmp_path: Path) -> Path:
    """A copy of the real root, the test's own to change."""
    folder = tmp_path / "root"
    folder.mkdir()
    copy_real(folder)
    return folder


@pytest.fixture
def minimal_root(tmp_path: Path) -> Path:
    """The minimal root with the real root's hand-written pages and templates, the test's own to change."""
    folder = tmp_path / "root"
    folder.mkdir()
    copy_real(folder)
    shutil.rmtree(folder / "data")
    shutil.copytree(MINIMAL / "data", folder / "data")
    return folder


@pytest.fixture(scope="session")
def real_portal() -> Portal:
    """The published data, checked."""
    portal, problems = check_root(ROOT)
    assert portal is not None, problems
    return portal


@pytest.fixture(scope="session")
def presentation(real_portal: Portal) -> Presentation:
    """The published data, measured on its own day."""
    return Presentation.of(Measured(real_portal, real_portal.settings.as_of), Catalogue.load("vi"))


@pytest.fixture(scope="session")
def real_site(shared: Path) -> Path:
    """The published site, its history told where the repository is at hand."""
    root = once(shared / "real-root", copy_real)
    once(
        shared / "real-site",
        partial(build_in, root, history_of=ROOT if history_depth(ROOT) == "full" else None),
    )
    return (root / "site").resolve()


@pytest.fixture(scope="session")
def addressed_site(shared: Path) -> Path:
    """The published site as it stands at `SITE_URL`."""
    root = once(shared / "addressed-root", copy_real)
    once(shared / "addressed-site", partial(build_at, root))
    return (root / "site").resolve()


@pytest.fixture(scope="session")
def sample_root(shared: Path, real_portal: Portal) -> Path:
    """A root of invented data: five communes, two quarters. Not to be changed: copy it first."""
    return once(shared / "sample-root", partial(sample_of, real_portal, Scale(5, 2, 1)))


@pytest.fixture(scope="session")
def sample_site(shared: Path, sample_root: Path) -> Path:
    """The site of `sample_root` as it stands at `SITE_URL`; the real site and the city's know no address."""
    once(shared / "sample-site", partial(build_at, sample_root))
    return (sample_root / "site").resolve()


@pytest.fixture(scope="session")
def city_root(shared: Path, real_portal: Portal) -> Path:
    """A root of invented data for the whole city: every commune, four quarters."""
    return once(shared / "city-root", partial(sample_of, real_portal, Scale(114, 4, 1)))


@pytest.fixture(scope="session")
def city_site(shared: Path, city_root: Path) -> Path:
    """The site of `city_root`."""
    once(shared / "city-site", partial(build_in, city_root))
    return (city_root / "site").resolve()
