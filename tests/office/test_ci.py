"""What CI runs when forms are uploaded, run here: the very lines of its files, in a clone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from tests.office import editors
from tests.paths import ROOT

GITLAB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))

QUARTER = "2026-q3"
"""A quarter whose cut-off has passed on the day of the portal, so that a preview shows its results."""


def github(job: str) -> list[str]:
    """The commands of a job on GitHub, a step each."""
    found = yaml.safe_load((ROOT / ".github/workflows/inbox.yml").read_text(encoding="utf-8"))
    return [step["run"] for step in found["jobs"][job]["steps"] if "run" in step]


def gitlab(job: str) -> list[str]:
    """The commands of a job on GitLab, which are one script."""
    return ["\n".join(_lines(GITLAB[job]["script"]))]


def _lines(script: Sequence[str | Sequence[str]]) -> list[str]:
    """The lines of a script; those that jobs share are lists in it."""
    return [line for part in script for line in (_lines(part) if not isinstance(part, str) else [part])]


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
    # Changing the user takes a machine where that one may read the tools; another test does it.
    (tools / "setpriv").write_text('#!/bin/sh\nshift 4\nexec "$@"\n', encoding="utf-8")
    (tools / "chown").write_text("#!/bin/sh\n", encoding="utf-8")
    for tool in tools.iterdir():
        tool.chmod(0o755)
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


MAIN = {"CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BRANCH": "main"}


def packed(clone: Path, reading: Path) -> None:
    """Does what GitLab does before a job that reads: packs the clone, and hands over the pack alone."""
    run(clone, gitlab("inbox-pack"), MAIN)
    (reading / "build").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(clone / "build/source.bundle", reading / "build/source.bundle")


@pytest.mark.city
def test_a_merge_on_gitlab_takes_the_forms_and_pushes_the_results(clone: Path) -> None:
    git(clone, "branch", "-M", "main")
    git(clone, "push", "-q", "-f", "origin", "main")
    reading, taking = clone.parent / "reading", clone.parent / "taking"
    packed(clone, reading)
    run(reading, gitlab("inbox-read"), MAIN)
    git(clone.parent, "clone", "-q", "-b", "main", f"file://{clone.parent / 'host.git'}", str(taking))
    (taking / "build").mkdir()
    shutil.copyfile(reading / "build/results.patch", taking / "build/results.patch")
    address = f"url.file://{clone.parent / 'host.git'}.insteadOf"
    git(taking, "config", address, "https://inbox:glpat@host/city/portal.git")
    there = {"INBOX_TOKEN": "glpat", "CI_SERVER_HOST": "host", "CI_PROJECT_PATH": "city/portal"}
    run(taking, gitlab("inbox-take"), {**MAIN, **there})
    results = git(clone.parent / "host.git", "show", f"main:data/plans/tp-2026/results/{QUARTER}.yaml")
    assert (
        "{task: '2', agency: so-noi-vu, state: in-progress, imported: so-noi-vu.xlsx › Nhiệm vụ!F" in results
    )


@pytest.mark.city
@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_a_branch_gets_its_report_and_its_preview(clone: Path, host: str) -> None:
    commands = github("preview") if host == "github" else gitlab("inbox")
    if host == "gitlab":
        git(clone, "push", "-q", "-f", "origin", "HEAD~1:refs/heads/main")
        packed(clone, clone.parent / "reading")
        clone = clone.parent / "reading"
    shutil.copytree(ROOT / "node_modules", clone / "node_modules", symlinks=True)
    run(clone, commands, MAIN)
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
        script, env = "\n".join(commands), {**os.environ, "INBOX_TOKEN": "glpat"}
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=folder, env=env, capture_output=True, check=False
        )
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


KEYS = {
    "CI_JOB_TOKEN": "glcbt-5ecret",
    "CI_REPOSITORY_URL": "https://gitlab-ci-token:glcbt-5ecret@host/city/portal.git",
    "INBOX_TOKEN": "glpat-5ecret",
    "MINISIGN_PASSWORD": "pass-5ecret",
}
"""What a job of GitLab may hold that nobody else may know; each has `SECRET` in it."""

SECRET = "5ecret"  # noqa: S105 - what the jobs must not show

LOOK = f"""#!/bin/sh
# In the place of make, which opens the files that strangers sent: tells everything that it can get hold of.
test "$1" = setup && exit 0
{{
  env
  cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep {SECRET}
  grep -rs {SECRET} . --exclude-dir=seen
  echo "user $(id -u)"
}} > seen/"$1"
mkdir -p build data
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, as a runner's is."""
    folder = Path(tempfile.mkdtemp(prefix="portal-ci-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("job", ["inbox", "inbox-read"])
def test_on_gitlab_whoever_reads_a_form_can_get_hold_of_no_key(open_folder: Path, job: str) -> None:
    """The very lines of the jobs, on a checkout as GitLab makes it, on a runner that was used before."""
    host, clone, reading = (open_folder / name for name in ("host.git", "clone", "reading"))
    git(open_folder, "init", "-q", "--bare", "-b", "main", str(host))
    git(open_folder, "clone", "-q", str(host), str(clone))
    (clone / "data").mkdir()
    (clone / "data/a.yaml").write_text("old\n", encoding="utf-8")
    git(clone, "add", "--all")
    git(clone, "commit", "-qm", "first")
    git(clone, "branch", "-M", "main")
    git(clone, "push", "-q", "origin", "main")
    git(clone, "config", f"url.file://{host}.insteadOf", KEYS["CI_REPOSITORY_URL"])
    git(clone, "remote", "set-url", "origin", KEYS["CI_REPOSITORY_URL"])
    shutil.copytree(clone, reading)
    (reading / "left-over").write_text(KEYS["INBOX_TOKEN"], encoding="utf-8")
    tools = open_folder / "tools"
    tools.mkdir()
    (tools / "make").write_text(LOOK, encoding="utf-8")
    (tools / "make").chmod(0o755)
    env = {**os.environ, **KEYS, **MAIN, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    (reading / "build").mkdir()
    for name, folder in (("inbox-pack", clone), (job, reading)):
        script = gitlab(name)[0]
        if folder == reading:
            shutil.copyfile(clone / "build/source.bundle", reading / "build/source.bundle")
            # What looks keeps what it saw beside the checkout, which is cleaned.
            script = script.replace("make setup", "mkdir seen && chmod 777 seen")
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    seen = {path.name: path.read_text(encoding="utf-8") for path in (reading / "seen").iterdir()}
    assert {"inbox", "inbox-apply", "preview"} & seen.keys()
    as_root = os.getuid() == 0
    for text in seen.values():
        assert ("user 65534" in text) == as_root
        told = [line for line in text.splitlines() if SECRET in line]
        # Without root the runner's own shell cannot be hidden; the keys are limited to other jobs there.
        assert told == [] or not as_root
        assert not any(line.startswith(("./", *KEYS)) for line in text.splitlines() if line in told)


def test_on_gitlab_a_key_is_given_to_the_job_that_needs_it_alone() -> None:
    """By its scope: only a job of that environment gets the variable. No other job so much as names it."""
    for name, environment in (("INBOX_TOKEN", "inbox"), ("MINISIGN_SECRET_KEY_FILE", "signing")):
        naming = [job for job, found in GITLAB.items() if name in str(found)]
        assert [GITLAB[job]["environment"]["name"] for job in naming] == [environment]
    for job in ("inbox", "inbox-read"):
        assert GITLAB[job]["variables"] == {"GIT_STRATEGY": "none"}


@pytest.mark.parametrize("job", ["inbox-pack", "inbox-take"])
def test_on_gitlab_a_job_with_keys_runs_nothing_of_the_project(job: str) -> None:
    words = set(gitlab(job)[0].split())
    assert not words & {"make", "portal", "python", "python3", "pip", "npm", "sh", "bash"}


def test_only_the_step_that_signs_sees_the_key_on_github() -> None:
    found = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8"))
    naming = [step for job in found["jobs"].values() for step in job["steps"] if "MINISIGN" in str(step)]
    (step,) = naming
    assert step["run"] == 'test -z "$MINISIGN_SECRET_KEY" || .venv/bin/portal sign site'
    rest = {**found, "jobs": [{**job, "steps": []} for job in found["jobs"].values()]}
    assert "MINISIGN" not in str(rest)


def test_only_the_command_that_signs_sees_the_key_on_gitlab() -> None:
    naming = [line for line in _lines(GITLAB["pages"]["script"]) if "MINISIGN" in line]
    without_key = 'test -z "$MINISIGN_SECRET_KEY_FILE" ||'
    assert naming == [
        f"{without_key} env -u MINISIGN_SECRET_KEY_FILE -u MINISIGN_PASSWORD make setup",
        f"{without_key} .venv/bin/portal sign public",
    ]
