"""Runs `tests/problems/*.yaml`: wrong inputs, each with the exact report that it must give.

A case file names the layer its cases are for. A case has a `name`, the `files` that are the input (by path
below the root) and the `expected` report in Vietnamese. In the layer `root`, the files lie over those of
`tests/roots/minimal`, which has no mistake. A file's content is

- a text,
- ``{base64: …}``, for bytes that are no text,
- ``{repeat: …, times: …}``, for inputs that are hostile by their size,
- ``{change: {…: …}}``, the file of the minimal root with each text, which stands in it once, replaced,
- ``{add: …}``, the file of the minimal root and a text after it,
- null, for a file that is missing,
- or a list of these, one after the other.

Characters that do not show themselves are written as escapes, so that the case files are safe to keep.
`make golden` writes the reports anew and leaves all else in a file as it is; read the diff.
"""

import ast
import base64
import shutil
import tempfile
import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.data import check, source_text, strict_yaml, syntax_errors
from generator.data.catalogue import Catalogue
from generator.data.problems import Problem, format_report
from tests.paths import MINIMAL, TESTS

FOLDER = TESTS / "problems"

FORMS = "xlsx-"
"""Codes that begin so are about workbooks: tests/office/test_form_reports.py proves their cases."""

WITHOUT_CASE = {
    "blank-text": "the loader tells an empty value before a record sees it",
    "closed-quarter-rewritten": "only the commits before can tell: tests/data/test_history.py",
    "closing-not-read-back": "found before a file is written: tests/office/test_quarter_closing.py",
    "deadline-reading-unknown": "the record allows the known readings only",
    "file-device": "a case lays bytes into files: tests/data/test_root_files.py",
    "file-hard-link": "a case lays bytes into files: tests/data/test_root_files.py",
    "file-link": "a case lays bytes into files: tests/data/test_root_files.py",
    "file-name-decomposed": "a case names files in composed letters: tests/data/test_root_files.py",
    "file-name-reserved": "some machines cannot keep such files: tests/data/test_root_files.py",
    "file-name-twice": "some machines cannot keep such files: tests/data/test_root_files.py",
    "file-name-unfit": "some machines cannot keep such files: tests/data/test_root_files.py",
    "file-pipe": "a case lays bytes into files: tests/data/test_root_files.py",
    "file-socket": "a case lays bytes into files: tests/data/test_root_files.py",
    "history-shallow": "only a repository has a history: tests/data/test_gitlog.py",
    "history-unreadable": "only a repository has a history: tests/data/test_gitlog.py",
    "missing-folder": "a root without data is no root: tests/commands/test_check.py",
    "evidence-after-closing": "only closing a quarter knows the day: tests/office/test_quarter_closing.py",
    "reason-composed": "about a file that is no data: tests/office/test_inbox.py",
    "result-after-closing": "only closing a quarter knows the day: tests/office/test_quarter_closing.py",
    "sent-archive": "no file of a root: tests/office/test_sent_forms.py",
    "sent-zip-damaged": "no file of a root: tests/office/test_sent_forms.py",
    "sent-zip-empty": "no file of a root: tests/office/test_sent_forms.py",
    "sent-zip-encrypted": "no file of a root: tests/office/test_sent_forms.py",
    "sent-zip-names": "no file of a root: tests/office/test_sent_forms.py",
    "sent-zip-nested": "no file of a root: tests/office/test_sent_forms.py",
    "sent-zip-too-big": "no file of a root: tests/office/test_sent_forms.py",
    "sent-misplaced": "no file of a root's data: tests/office/test_sent_files.py",
    "sent-not-plain": "no file of a root: tests/office/test_sent_files.py",
    "too-many-nodes": "reading so many takes seconds: tests/data/test_strict_yaml.py",
    "string-twice": "about the portal's own texts: tests/data/test_catalogue.py",
}
"""Codes that no file of a root can bring about, and why."""


def strict_yaml_layer(files: Mapping[str, Any]) -> list[Problem]:
    return [problem for path, spec in files.items() for problem in strict_yaml.load(path, content(spec))[1]]


def root_layer(files: Mapping[str, Any]) -> list[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        lay_over_minimal(root, files)
        portal, problems = check.check_root(root)
    # Whoever sees no error gets a portal, and nobody else does.
    assert (portal is None) == any(problem.severity == "error" for problem in problems)
    return problems


LAYERS: Mapping[str, Callable[[Mapping[str, Any]], list[Problem]]] = {
    "strict-yaml": strict_yaml_layer,
    "root": root_layer,
}


def lay_over_minimal(root: Path, files: Mapping[str, Any]) -> None:
    """Makes a root of the minimal one with the files of a case over it."""
    shutil.copytree(MINIMAL, root)
    for path, spec in files.items():
        file = root / path
        if spec is None:
            file.unlink()
            continue
        base = file.read_bytes() if file.exists() else b""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content(spec, base))


def content(spec: Any, base: bytes = b"") -> bytes:
    """The bytes that a file of a case holds.

    Args:
        spec: As the module says.
        base: The bytes of the same file in the minimal root.
    """
    if isinstance(spec, str):
        return spec.encode()
    if isinstance(spec, list):
        return b"".join(content(part, base) for part in spec)
    if "base64" in spec:
        return base64.b64decode(spec["base64"])
    if "add" in spec:
        return base + content(spec["add"])
    if "change" in spec:
        text = base.decode()
        for old, new in spec["change"].items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        return text.encode()
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
        return LAYERS[self.layer](self.files)


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


def with_reports(text: str, reports: Sequence[str]) -> str:
    """A case file with other reports, one a case in its order; comments, inputs and blank lines are kept.

    Raises:
        ValueError: a report that does not read back as it was given, for example one of blanks alone.
    """
    node: Any = yaml.compose(text, yaml.SafeLoader)
    [cases] = [value for key, value in node.value if key.value == "cases"]
    places = [value for case in cases.value for key, value in case.value if key.value == "expected"]
    # From the end, so that the places before stay where they are.
    for place, report in reversed(list(zip(places, reports, strict=True))):
        start = place.start_mark.index
        old = text[start : place.end_mark.index].rstrip()
        first = old.partition("\n")[2]
        indentation = first[: len(first) - len(first.lstrip())]
        new = "|\n" + textwrap.indent(report.rstrip("\n"), indentation)
        text = text[:start] + new + text[start + len(old) :]
    if [case["expected"] for case in yaml.safe_load(text)["cases"]] != list(reports):
        raise ValueError(text)
    return text


@pytest.fixture(scope="module")
def vietnamese() -> Catalogue:
    return Catalogue.load("vi")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_report(case: Case, vietnamese: Catalogue) -> None:
    assert format_report(case.problems, vietnamese) + "\n" == case.expected


@pytest.mark.golden
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_reports_of_a_file(path: Path, vietnamese: Catalogue, golden: Callable[[Path, str], None]) -> None:
    """What `make golden` writes; `test_report` says which case differs."""
    found = [case.problems for case in CASES if case.id.startswith(f"{path.stem}: ")]
    reports = [f"{format_report(problems, vietnamese)}\n" for problems in found]
    golden(path, with_reports(path.read_text(encoding="utf-8"), reports))


def test_new_reports_leave_the_rest_of_a_case_file() -> None:
    head = "# Ký tự.\nlayer: root\ncases:\n"
    one = '  - name: "one" # why\n    files: {a: "- b\\n"}\n    expected: |\n      {}\n'
    two = "\n  # On two.\n  -   name: two\n      expected: |\n        {}\n      files: {{}}\n"
    before = head + one.replace("{}", "A: cũ\n      B") + two.format("C")
    after = head + one.replace("{}", "Mới # hai") + two.format("D\n        E: G")
    assert with_reports(before, ["Mới # hai\n", "D\nE: G\n"]) == after
    assert with_reports(after, ["Mới # hai\n", "D\nE: G\n"]) == after
    with pytest.raises(ValueError, match="one"):
        with_reports(before, ["  \n", "C\n"])


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
    assert codes - covered == set(WITHOUT_CASE) & codes
    assert len(codes) > 40


def test_every_code_has_a_case(vietnamese: Catalogue) -> None:
    told = {key.split(".")[1] for key in vietnamese.entries if key.startswith("problems.")}
    met = {problem.code for case in CASES for problem in case.problems}
    assert {code for code in told - met if not code.startswith(FORMS)} == set(WITHOUT_CASE)


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 200
    assert len([case for case in CASES if case.layer == "root"]) >= 140
