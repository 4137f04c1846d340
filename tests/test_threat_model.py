"""The threat model names only tests that exist, and every trial of `make torture`."""

import re

from tests.paths import ROOT, TESTS

TEXT = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)


def test_every_test_that_is_named_exists() -> None:
    assert len(NAMED) > 30
    for path, name in NAMED:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"\ndef {name}(" in text, f"{path}::{name}"


def test_every_risk_names_a_test() -> None:
    risks = [line for line in TEXT.partition("## Risks")[2].splitlines() if line.startswith("| ")][2:]
    assert len(risks) > 15
    assert [line for line in risks if not re.search(r"`tests/", line.split("|")[3])] == []


def test_every_trial_of_make_torture_shows_something() -> None:
    shared = {"__main__", "trial", "commands", "forms", "changes", "planted_fields", "odd_files", "doors"}
    trials = {path.stem for path in (TESTS / "torture").glob("*.py")} - shared
    assert {f"tests/torture/{name}.py" for name in trials} == {
        path for path, _ in NAMED if "/torture/" in path
    }
