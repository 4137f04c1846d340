"""Runs `tests/problems/*.yaml`: wrong inputs, each with the exact report that it must give.

A case file names the layer its cases are for. A case has a `name`, the `files` that are the input (by path
below the root) and the `expected` report in Vietnamese. A file's content is

- a text,
- ``{base64: …}``, for bytes that are no text,
- ``{repeat: …, times: …}``, for inputs that are hostile by their size,
- or a list of these, one after the other.

Characters that do not show themselves are written as escapes, so that the case files are safe to keep.
"""

import ast
import base64
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import source_text, strict_yaml, syntax_errors
from generator.problems import Problem, format_report
from generator.strings import Catalogue

FOLDER = Path(__file__).parent / "problems"


def strict_yaml_layer(files: Mapping[str, bytes]) -> list[Problem]:
    return [problem for path, data in files.items() for problem in strict_yaml.load(path, data)[1]]


LAYERS: Mapping[str, Callable[[Mapping[str, bytes]], list[Problem]]] = {"strict-yaml": strict_yaml_layer}


def content(spec: Any) -> bytes:
    """The bytes that a file of a case holds."""
    if isinstance(spec, str):
        return spec.encode()
    if isinstance(spec, list):
        return b"".join(content(part) for part in spec)
    if "base64" in spec:
        return base64.b64decode(spec["base64"])
    return str(spec["repeat"]).encode() * int(spec["times"])


@dataclass(frozen=True)
class Case:
    """One wrong input; `id` names its file and itself."""

    id: str
    layer: str
    files: Mapping[str, Any]
    expected: str

    @cached_property
    def problems(self) -> list[Problem]:
        return LAYERS[self.layer]({path: content(spec) for path, spec in self.files.items()})


def read_cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [
            Case(f"{path.stem}: {case['name']}", file["layer"], case["files"], case["expected"])
            for case in file["cases"]
        ]
    return found


CASES = read_cases()


@pytest.fixture(scope="module")
def vietnamese() -> Catalogue:
    return Catalogue.load("vi")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_report(case: Case, vietnamese: Catalogue) -> None:
    assert format_report(case.problems, vietnamese) + "\n" == case.expected


def test_case_names_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert sorted(ids) == sorted(set(ids))


def test_case_files_are_safe_to_keep() -> None:
    for path in FOLDER.glob("*.yaml"):
        text = path.read_bytes().decode()
        assert text.replace("\n", "").isprintable(), path.name
        assert unicodedata.is_normalized("NFC", text), path.name


def test_every_code_of_the_layer_has_a_case(vietnamese: Catalogue) -> None:
    """Codes are the literals of these modules that the catalogue knows."""
    literals = {
        node.value
        for module in (source_text, strict_yaml, syntax_errors)
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = {literal for literal in literals if f"problems.{literal}.found" in vietnamese}
    covered = {problem.code for case in CASES if case.layer == "strict-yaml" for problem in case.problems}
    assert codes - covered == set()
    assert len(codes) > 40
