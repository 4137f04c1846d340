"""CI files against the schemas of those who read them: a file that they refuse runs nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

GITHUB = ("--builtin-schema", "vendor.github-workflows")
GITLAB = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")


def check(file: Path, schema: tuple[str, ...]) -> str:
    """What the checker says of a file; nothing when the file is valid."""
    command: list[str | Path] = [Path(sys.executable).parent / "check-jsonschema", *schema, file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("file", sorted((ROOT / ".github/workflows").iterdir()), ids=lambda file: file.name)
def test_github_accepts_a_workflow(file: Path) -> None:
    assert check(file, GITHUB) == ""


def test_gitlab_accepts_the_pipeline() -> None:
    assert check(ROOT / ".gitlab-ci.yml", GITLAB) == ""


def test_a_command_with_an_unquoted_colon_is_found(tmp_path: Path) -> None:
    """YAML reads `- git commit -m "data: …"` as a mapping, for which GitLab refuses the whole file."""
    file = tmp_path / ".gitlab-ci.yml"
    command = 'git commit -m "data: results"'
    file.write_text(f"job:\n  script:\n    - '{command}'\n", encoding="utf-8")
    assert check(file, GITLAB) == ""
    file.write_text(f"job:\n  script:\n    - {command}\n", encoding="utf-8")
    assert "$.job.script" in check(file, GITLAB)


@pytest.mark.parametrize("file", sorted((ROOT / ".github/workflows").iterdir()), ids=lambda file: file.name)
def test_an_action_is_pinned_by_its_commit(file: Path) -> None:
    """A tag can be moved to other code; the version is said beside the commit, for whoever renews it."""
    used = re.findall(r"uses:\s*(.+)", file.read_text(encoding="utf-8"))
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []
