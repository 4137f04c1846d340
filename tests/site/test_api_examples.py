"""The examples of the pages for programs: taken from the page, run against the served site."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

ADDRESS = "https://dia-chi-cua-cong"
"""What stands in the examples while nobody has said where the site is."""


def examples(site: Path, page: str) -> dict[str, str]:
    """Code by the heading it stands under."""
    tree: Any = html.fromstring((site / page / "index.html").read_text(encoding="utf-8"))
    return {
        code.xpath("normalize-space(preceding-sibling::h3[1])"): code.text_content()
        for code in tree.xpath("//pre[@class='code']")
    }


def run(command: list[str], code: str, folder: Path) -> str:
    done = subprocess.run(
        [*command, code], cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def served(real_site: Path, serve: Callable[..., str]) -> str:
    """Address of the site without its last stroke, as the examples write it."""
    return serve(real_site).rstrip("/")


def test_curl_and_python_of_the_api(real_site: Path, served: str, tmp_path: Path) -> None:
    found = examples(real_site, "du-lieu/api")
    assert list(found) == ["curl", "Python", "R", "Excel (Power Query)"]
    said = run(["bash", "-ec"], found["curl"].replace(ADDRESS, served), tmp_path)
    decoder = json.JSONDecoder()
    index, end = decoder.raw_decode(said)
    assert index == json.loads((real_site / "api/v1/index.json").read_text(encoding="utf-8"))
    assert decoder.raw_decode(said[end:].lstrip())[0]["data"]["status"]["schedule"]
    tasks = json.loads((real_site / "api/v1/tasks.json").read_text(encoding="utf-8"))["data"]
    due = [task["id"] for task in tasks if task["status"]["schedule"] == "due_unreported"]
    assert due
    assert run([sys.executable, "-c"], found["Python"].replace(ADDRESS, served), tmp_path) == f"{due}\n"


def test_curl_and_python_of_the_tables(real_site: Path, served: str, tmp_path: Path) -> None:
    found = examples(real_site, "du-lieu")
    assert list(found) == ["Dòng lệnh", "Python"]
    run(["bash", "-ec"], found["Dòng lệnh"].replace(ADDRESS, served), tmp_path)
    assert (tmp_path / "tasks.csv").read_bytes() == (real_site / "du-lieu/tasks.csv").read_bytes()
    counts = run([sys.executable, "-c"], found["Python"].replace(ADDRESS, served), tmp_path)
    tasks = json.loads((real_site / "du-lieu/tasks.json").read_text(encoding="utf-8"))
    due = sum(1 for task in tasks if task["plan"] == "tp-2026" and task["schedule"] == "due_unreported")
    assert re.search(rf"^due_unreported\s+{due}$", counts, re.MULTILINE)


@pytest.mark.parametrize("language", ["R", "Excel (Power Query)"])
def test_other_examples_ask_for_files_that_are_there(real_site: Path, language: str) -> None:
    """Read, not run: addresses, and fields that the answer has."""
    code = examples(real_site, "du-lieu/api")[language]
    assert ADDRESS in code
    asked = re.findall(r'"(/[^"]+\.json)"', code)
    assert asked
    for path in asked:
        answer = json.loads((real_site / path.lstrip("/")).read_text(encoding="utf-8"))
        assert all("schedule" in task["status"] for task in answer["data"])
    for opening, closing in ("()", "[]", "{}"):
        assert code.count(opening) == code.count(closing)
