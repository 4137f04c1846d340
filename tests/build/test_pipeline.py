"""The stages of a build come in their order, and what fails on the way leaves the old site up."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.build import pipeline
from generator.build.manifest import SigningError
from generator.build.pipeline import Options, build, compose
from generator.build.previous_manifest import ChainError
from generator.build.release import aside, locked, publish, seal, write_file
from generator.data.problems import ProblemError
from generator.pages.front import home
from generator.view import urls
from generator.view.presentation import Presentation
from generator.view.site import PageSpec
from tests.paths import MINIMAL, ROOT


def home_only(presentation: Presentation) -> Iterator[PageSpec]:
    """One family of pages, enough for the stages after it."""
    return home.pages(presentation.task_views, presentation.json_ld)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small root of few pages, on which an older site is up."""
    folder = tmp_path / "root"
    shutil.copytree(MINIMAL, folder)
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "site_templates", folder / "site_templates")
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    with locked(folder), aside(folder) as release:
        write_file(release, "index.html", "cũ".encode())
        publish(folder, release, seal(release))
    monkeypatch.setattr(pipeline, "families", home_only)
    return folder


def state(root: Path) -> dict[str, bytes]:
    """Everything that a build could leave behind."""
    found = {path for name in ("build", "site") for path in (root / name).rglob("*") if path.is_file()}
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def steps_of(root: Path, options: Options) -> list[str]:
    steps: list[str] = []
    build(root, options, steps.append)
    return steps


def test_the_stages_come_in_order_and_the_site_is_current(root: Path) -> None:
    steps = steps_of(root, Options(as_of=date(2026, 7, 1)))
    assert steps == ["read", "compose", "shells", "pages", "files", "pack", "publish"]
    assert b"2026-07-01" in (root / "site" / "index.html").read_bytes()
    assert len(list((root / "build" / "releases").iterdir())) == 2


def test_errors_stop_a_build_before_anything_is_written(root: Path) -> None:
    before, steps = state(root), list[str]()
    (root / "data" / "areas.yaml").write_text("- {id: a, name: A, colour: red}\n", encoding="utf-8")
    (root / "data" / "glossary.yaml").write_text("- term:\n", encoding="utf-8")
    with pytest.raises(ProblemError) as raised:
        build(root, Options(), steps.append)
    assert {problem.path for problem in raised.value.problems} >= {"data/areas.yaml", "data/glossary.yaml"}
    assert steps == ["read"]
    assert state(root) == before


def test_a_root_without_data_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as raised:
        build(tmp_path)
    assert [problem.code for problem in raised.value.problems] == ["missing-folder"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stage", ["render_pages", "site_of", "write_site", "pack", "seal", "publish"])
def test_a_failing_stage_leaves_the_old_site(root: Path, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(root)

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipeline, stage, fail)
    with pytest.raises(OSError, match="No space"):
        build(root)
    assert state(root) == before


def test_a_key_that_does_not_fit_publishes_nothing(root: Path) -> None:
    before = state(root)
    with pytest.raises(SigningError):
        build(root, Options(key=b"no key"))
    assert state(root) == before


def test_what_cannot_be_published_is_refused_before_the_work(root: Path) -> None:
    (root / "count").write_text("1")
    steps: list[str] = []
    with pytest.raises(ChainError):
        build(root, Options(previous=str(root / "count")), steps.append)
    assert steps == ["read"]


def test_a_site_in_memory_writes_nothing(root: Path) -> None:
    before = state(root)
    built = compose(root)
    assert built.release is None
    assert built.site.pages[0].url == urls.HOME
    assert state(root) == before
