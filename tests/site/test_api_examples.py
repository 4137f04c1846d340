"""The examples of the pages for programs give the home page's own figures; they are run on the built site."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.plugins.sites import SITE_URL

NO_ADDRESS = "https://dia-chi-cua-cong"
"""What stands in the examples while nobody has said where the site is; else they name its address."""

OF_PLAN = "tasks?plan=tp-2026&parent="
"""The rows that the home page's figures are counted over."""


def examples(site: Path, page: str) -> dict[str, str]:
    """Code by the heading it stands under."""
    tree: Any = html.fromstring((site / page / "index.html").read_text(encoding="utf-8"))
    return {
        code.xpath("normalize-space(preceding-sibling::h3[1])"): code.text_content()
        for code in tree.xpath("//pre[@class='code']")
    }


BESIDE = {"total", "due_soon", "evidenced", "partial", "proposed", "uncertain-of-due"}
"""Counts of tasks that are in some place too, and their sum."""


def home_figures(site: Path) -> dict[str, str]:
    """Counts of the headline plan on the home page, by rule."""
    tree: Any = html.fromstring((site / "index.html").read_bytes())
    found: dict[str, str] = {}
    for figure in tree.xpath(f"//data[@data-of='{OF_PLAN}']"):
        rule, value = figure.get("data-rule"), figure.get("value")
        assert found.setdefault(rule, value) == value, rule
    return found


def places(figures: dict[str, str]) -> dict[str, int]:
    """How many tasks the home page counts in each place, those without any left out."""
    named = {rule.removeprefix("count-"): value for rule, value in figures.items() if value.isdecimal()}
    return {place: int(number) for place, number in named.items() if place not in BESIDE and int(number)}


def run(command: list[str], code: str, folder: Path) -> str:
    done = subprocess.run(
        [*command, code], cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(params=["real_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def known_at(request: pytest.FixtureRequest) -> str:
    """The address that the examples name: the sample is built for one, the real site knows none."""
    known = request.node.callspec.params["site"] == "sample_site"
    return SITE_URL.rstrip("/") if known else NO_ADDRESS


@pytest.fixture
def served(site: Path, serve: Callable[..., str]) -> str:
    """Address of the site without its last stroke, as the examples write it."""
    return serve(site).rstrip("/")


def test_curl_of_the_api(site: Path, served: str, known_at: str, tmp_path: Path) -> None:
    found = examples(site, "du-lieu/api")
    assert list(found) == ["curl", "Python", "R", "Excel (Power Query)"]
    said = run(["bash", "-ec"], found["curl"].replace(known_at, served), tmp_path)
    answers, decoder = [], json.JSONDecoder()
    while said:
        answer, end = decoder.raw_decode(said)
        answers.append(answer["data"])
        said = said[end:].lstrip()
    index, plans, task = answers
    assert index == json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))["data"]
    assert task["status"]["counted_as"]
    plan = next(plan for plan in plans if plan["id"] == "tp-2026")
    figures = home_figures(site)
    assert str(plan["tasks"]) == figures["count-total"]
    assert f"{plan['done_of_due']}/{plan['due']}" == figures["count-done-of-due"]
    assert f"{plan['reported']}/{plan['tasks']}" == figures["count-reported"]
    assert plan["by_state"] == places(figures)


def test_python_of_the_api(site: Path, served: str, known_at: str, tmp_path: Path) -> None:
    code = examples(site, "du-lieu/api")["Python"].replace(known_at, served)
    rate, _, counts = run([sys.executable, "-c"], code, tmp_path).partition(" ")
    assert rate == home_figures(site)["count-done-of-due"]
    assert json.loads(counts.replace("'", '"')) == places(home_figures(site))


def test_curl_and_python_of_the_tables(site: Path, served: str, known_at: str, tmp_path: Path) -> None:
    found = examples(site, "du-lieu")
    assert list(found) == ["Dòng lệnh", "Python"]
    run(["bash", "-ec"], found["Dòng lệnh"].replace(known_at, served), tmp_path)
    assert (tmp_path / "tasks.csv").read_bytes() == (site / "du-lieu/tasks.csv").read_bytes()
    code = found["Python"].replace(known_at, served)
    rates, *counts = run([sys.executable, "-c"], code, tmp_path).splitlines()
    figures = home_figures(site)
    assert rates == f"{figures['count-done-of-due']} {figures['count-reported']}"
    rows = [row for line in counts if (row := re.fullmatch(r"(\w+) +(\d+)", line))]
    assert {row[1]: int(row[2]) for row in rows} == places(figures)


@pytest.mark.parametrize("language", ["R", "Excel (Power Query)"])
def test_other_examples_count_the_same(site: Path, known_at: str, language: str) -> None:
    """Read, not run: address, conditions and column are taken from the code, and counted here."""
    code = examples(site, "du-lieu/api")[language]
    assert f'"{known_at}"' in code
    (path,) = re.findall(r'"(/[^"]+\.json)"', code)
    tasks = json.loads((site / path.lstrip("/")).read_text(encoding="utf-8"))["data"]
    for field, value in re.findall(r'\[?(\w+)\]? ==? "([^"]*)"(?! *,)', code):
        if field in tasks[0]:
            tasks = [task for task in tasks if task[field] == value]
    (empty,) = re.findall(r"is\.na\((\w+)\)|\[(\w+)\] = null", code)
    tasks = [task for task in tasks if task[empty[0] or empty[1]] is None]
    (grouped,) = {"".join(found) for found in re.findall(r'status\$(\w+)|Group\(\w+, \{"(\w+)"', code)}
    counted = Counter(task["status"][grouped] for task in tasks)
    assert dict(counted) == places(home_figures(site))
    for opening, closing in ("()", "[]", "{}"):
        assert code.count(opening) == code.count(closing)
