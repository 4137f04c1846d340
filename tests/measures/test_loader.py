"""A root read, checked and measured; with an error nothing is measured."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.data.problems import ProblemError
from generator.measures.loader import load_measured
from tests.paths import MINIMAL


def test_the_day_is_the_one_given_or_the_roots_own() -> None:
    measured, problems = load_measured(MINIMAL)
    assert (measured.as_of, problems) == (date(2026, 6, 30), [])
    assert load_measured(MINIMAL, date(2026, 1, 1))[0].as_of == date(2026, 1, 1)


def test_every_problem_of_a_root_with_an_error_is_carried_out(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    areas = tmp_path / "data/areas.yaml"
    areas.write_text(
        areas.read_text(encoding="utf-8").replace("id: the-che", "id: THE CHE"), encoding="utf-8"
    )
    with pytest.raises(ProblemError) as found:
        load_measured(tmp_path)
    assert "bad-id" in {problem.code for problem in found.value.problems}
