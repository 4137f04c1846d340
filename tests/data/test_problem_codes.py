"""Every code a problem may have is told in both languages, and no text waits for a code nobody uses.

The codes are found in the code itself: the texts given to the functions that make problems. That each
has a case with its exact report is proved in `test_problem_cases`.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from generator.data.catalogue import Catalogue, Language
from generator.data.parser import LISTS
from generator.model.deadline import DeadlineReason
from tests.paths import ROOT

PACKAGE = ROOT / "generator"

CODE_AT = {
    "_fail": 0, "_matching": 1, "make": 3, "add": 2, "report": 1,
    "CellError": 0, "whole": 0, "sheet": 1, "_add_problem": 1, "at": 3, "cell": 2,
}  # fmt: skip
"""Functions that make problems, and which of their arguments is the code."""


def nodes() -> Iterator[ast.AST]:
    for path in sorted(
        [path for folder in ("model", "data", "office") for path in (PACKAGE / folder).glob("*.py")]
    ):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def texts(node: ast.AST) -> set[str]:
    """Texts in a node that look like codes."""
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part.value)
    }


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def given() -> set[str]:
    """Codes written out where a problem is made."""
    found: set[str] = set()
    for node in nodes():
        at = CODE_AT.get(called(node))
        if at is not None and isinstance(node, ast.Call) and len(node.args) > at:
            found |= texts(node.args[at])
    return found


def composed() -> set[str]:
    """Codes that the code puts together: ``deadline-<reason>``, and ``unknown-<kind>`` of a reference."""
    found = {f"deadline-{reason}" for reason in DeadlineReason}
    for node in nodes():
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = node.args[0]
        if called(node) == "known" and isinstance(first, ast.Constant):
            found.add(f"unknown-{LISTS[str(first.value)][1]}")
        if called(node) == "found" and (kind := re.match(r"f['\"]([a-z]+):", ast.unparse(first))):
            found.add(f"unknown-{kind[1]}")
    return found


@pytest.fixture(scope="module", params=["vi", "en"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    lang: Language = "vi" if request.param == "vi" else "en"
    return Catalogue.load(lang)


def told(catalogue: Catalogue) -> set[str]:
    return {key.split(".")[1] for key in catalogue.entries if key.startswith("problems.")}


def test_every_code_is_told(catalogue: Catalogue) -> None:
    codes = given() | composed()
    assert len(codes) > 90
    assert codes - told(catalogue) == set()


def test_no_text_is_without_its_code(catalogue: Catalogue) -> None:
    """Some codes stand in tables or are returned by a function, so any mention counts here."""
    mentioned = {text for node in nodes() for text in texts(node)}
    assert told(catalogue) - composed() - mentioned == set()


def test_a_suggestion_stands_only_where_there_is_one(catalogue: Catalogue) -> None:
    for key in catalogue.entries:
        if key.startswith("problems.") and not key.endswith(".mend_near"):
            assert "near" not in catalogue.placeholders(key), key
