"""What CI runs when forms are uploaded, run here: the very lines of its files, in a clone."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.office import editors
from tests.paths import ROOT

QUARTER = "2026-q3"
"""A quarter whose cut-off has passed on the day of the portal, so that a preview shows its results."""


def github(job: str) -> list[str]:
    """The commands of a job on GitHub, a step each."""
    found = yaml.safe_load((ROOT / ".github/workflows/inbox.yml").read_text(encoding="utf-8"))
    return [step["run"] for step in found["jobs"][job]["steps"] if "run" in step]


def gitlab(job: str) -> list[str]:
    """The commands of a job on GitLab, which are one script."""
    found = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    return ["\n".join(found[job]["script"])]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@localhost", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of the repository with a form in the inbox, and where it pushes to."""
    host = tmp_path / "host.git"
    subprocess.run(["git", "clone", "-q", "--bare", f"file://{ROOT}", host], check=True, capture_output=True)
    folder = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", f"file://{host}", folder], check=True, capture_output=True)
    form = tmp_path / "so-noi-vu.xlsx"
    portal = str(ROOT / ".venv/bin/portal")
    command = [portal, "template", "--quarter", QUARTER, "--agency", "so-noi-vu", str(form)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    inbox = folder / "data/inbox" / QUARTER
    inbox.mkdir(parents=True)
    state = {"op": "set", "sheet": "Nhiệm vụ", "key": "tp-2026/2", "column": "Tình trạng"}
    editors.fill(tmp_path, [{"from": form, "to": inbox / form.name, "ops": [{**state, "value": "Đang làm"}]}])
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "forms")
    return folder


def run(folder: Path, scripts: list[str], more: Mapping[str, str] | None = None) -> None:
    """Runs the commands of a job; what is installed is that of this machine."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    # The host's own program, which no machine but the host's can answer for.
    (tools / "gh").write_text('#!/bin/sh\necho "$@" >> "$(dirname "$0")/gh.txt"\n', encoding="utf-8")
    (tools / "gh").chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "MAKEFLAGS": f"-- SITE_ENV= BIN={ROOT / '.venv/bin'}",
        **(more or {}),
    }
    for script in scripts:
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"


def test_a_merge_on_github_takes_the_forms_and_pushes_the_results(clone: Path) -> None:
    branch = git(clone, "branch", "--show-current").strip()
    pushed = clone.parent / "host.git"
    git(clone, "push", "-q")
    run(clone, github("read"))
    # The job that pushes has only the patch of the one that reads.
    taking = clone.parent / "taking"
    git(clone.parent, "clone", "-q", f"file://{pushed}", str(taking))
    (taking / "build").mkdir()
    shutil.copyfile(clone / "build/results.patch", taking / "build/results.patch")
    run(taking, github("take"), {"GITHUB_REF_NAME": branch})
    named = git(pushed, "show", "--stat", "--format=%an: %s", branch)
    assert named.startswith("inbox: data: results of forms in data/inbox\n")
    results = git(pushed, "show", f"{branch}:data/plans/tp-2026/results/{QUARTER}.yaml")
    assert (
        "{task: '2', agency: so-noi-vu, state: in-progress, imported: so-noi-vu.xlsx › Nhiệm vụ!F" in results
    )
    assert git(pushed, "ls-tree", "-r", "--name-only", branch, "data/inbox").split() == []
    asked = (clone.parent / "tools/gh.txt").read_text(encoding="utf-8")
    assert asked == f"workflow run site.yml --ref {branch}\n"
    assert (clone / "build/inbox/index.html").is_file()


@pytest.mark.city
@pytest.mark.parametrize("commands", [github("preview"), gitlab("inbox")], ids=["github", "gitlab"])
def test_a_branch_gets_its_report_and_its_preview(clone: Path, commands: list[str]) -> None:
    shutil.copytree(ROOT / "node_modules", clone / "node_modules", symlinks=True)
    run(clone, commands)
    assert "Đang thực hiện" in (clone / "build/inbox/index.html").read_text(encoding="utf-8")
    page = clone / "build/xem-truoc/nhiem-vu/tp-2026/2/index.html"
    assert "Đang thực hiện" in page.read_text(encoding="utf-8")


COMMITTING = [github("take"), gitlab("inbox-take")]


@pytest.mark.parametrize("commands", COMMITTING, ids=["github", "gitlab"])
def test_a_patch_may_change_data_only_and_bring_no_link(tmp_path: Path, commands: list[str]) -> None:
    """What the reading job hands over may have been made by whoever sent the file."""
    host, folder = tmp_path / "host.git", tmp_path / "clone"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(host))
    git(tmp_path, "clone", "-q", str(host), str(folder))
    for name in ("data/a.yaml", "Makefile"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("old\n", encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "first")
    git(folder, "push", "-q")
    before = git(host, "rev-parse", "HEAD")
    (folder / "Makefile").write_text("evil\n", encoding="utf-8")
    (folder / "data/link").symlink_to("../.git/config")
    for path, code in (("Makefile", 0), ("data", 1)):
        git(folder, "add", "--all")
        patch = git(folder, "diff", "--cached", "--binary", "--", path)
        git(folder, "reset", "-q", "--hard")
        (folder / "build").mkdir(exist_ok=True)
        (folder / "build/results.patch").write_text(patch, encoding="utf-8")
        script = "\n".join(commands)
        done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, capture_output=True, check=False)
        assert done.returncode == code, done.stderr
        assert git(host, "rev-parse", "HEAD") == before
        git(folder, "reset", "-q", "--hard")
        shutil.rmtree(folder / "build")
        (folder / "data/link").symlink_to("../.git/config")


@pytest.mark.parametrize("job", ["preview", "read"])
def test_a_job_that_reads_forms_has_no_credentials(job: str) -> None:
    found = yaml.safe_load((ROOT / ".github/workflows/inbox.yml").read_text(encoding="utf-8"))
    steps = found["jobs"][job]["steps"]
    (checkout,) = (step for step in steps if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"]["persist-credentials"] is False
    assert "permissions" not in found["jobs"][job]
    assert found["permissions"] == {"contents": "read"}
    assert "token" not in str(steps).lower()


@pytest.mark.parametrize("job", ["inbox", "inbox-read"])
def test_on_gitlab_the_keys_are_gone_before_a_form_is_read(job: str) -> None:
    lines = gitlab(job)[0].splitlines()
    reading = lines.index(next(line for line in lines if line.startswith("make inbox")))
    assert "unset INBOX_TOKEN CI_JOB_TOKEN CI_REPOSITORY_URL" in lines[:reading]
    assert 'git remote set-url origin "$CI_PROJECT_URL.git"' in lines[:reading]
