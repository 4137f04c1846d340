"""Reading and resolving a whole root: whatever the files hold, problems come out, never an exception."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.catalogue import Catalogue
from generator.data.parser import parse_root, read_files
from generator.data.problems import Problem, format_report
from generator.data.resolver import resolve
from generator.data.snapshots import MAX_TABLE_BYTES
from generator.data.source_text import MAX_BYTES
from generator.model.portal import Portal
from tests.paths import MINIMAL

BASE = read_files(MINIMAL)
RESULTS = b"""cutoff: 2026-03-09
results:
  - {task: "1", agency: so-noi-vu, state: done, completed: 2026-03-01, evidence: [bao-cao-2026]}
  - {task: "2", agency: so-tai-chinh, state: merged, merged_into: xa-2026/I.1}
  - {target: a, measure: hai-long, agency: so-noi-vu, state: in-progress, value: "89.5"}
"""
EVENTS = b"""- {task: "1", kind: postponed, deadline: Qu\xc3\xbd II/2026, document: bao-cao-2026}
"""
FULL = {**BASE, "data/plans/tp-2026/results/2026-q1.yaml": RESULTS, "data/plans/tp-2026/events.yaml": EVENTS}

NASTY = [
    "",
    "~",
    "[]",
    "{}",
    "[[]]",
    "- a",
    "NO",
    "12:30",
    "../x",
    "so-noi-vu",
    "2026-02-30",
    "&a b",
    "*a",
    '"',
    "ocr",
]


def check(files: dict[str, bytes]) -> tuple[Portal | None, list[Problem]]:
    records, problems = parse_root(files)
    portal, found = resolve(records)
    return portal, [*problems, *found]


@pytest.fixture(scope="module")
def catalogues() -> list[Catalogue]:
    return [Catalogue.load("vi"), Catalogue.load("en")]


def test_the_full_root_has_no_problem() -> None:
    portal, problems = check(FULL)
    assert portal is not None
    assert problems == []


@st.composite
def broken(draw: st.DrawFn) -> dict[str, bytes]:
    """The full root with a few lines changed, doubled, moved or lost, and now and then a whole file."""
    files = dict(FULL)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(sorted(files)))
        lines = files[path].decode().split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["lose", "double", "value", "move", "cut", "file", "name"])):
            case "lose":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "value":
                lines[at] = f"{lines[at].split(':')[0]}: {draw(st.sampled_from(NASTY))}"
            case "move":
                lines[at] = f"{' ' * draw(st.integers(0, 6))}{lines[at].lstrip()}"
            case "cut":
                lines = lines[:at]
            case "file" if len(files) > 1:
                del files[path]
                continue
            case "name":
                files[draw(st.sampled_from([f"{path}x", path.replace("2026", "A B"), "data/x/y/z.yaml"]))] = (
                    files[path]
                )
                continue
        files[path] = "\n".join(lines).encode()
    return files


@given(files=broken())
def test_no_change_of_lines_brings_an_exception(files: dict[str, bytes], catalogues: list[Catalogue]) -> None:
    portal, problems = check(files)
    for catalogue in catalogues:
        assert format_report(problems, catalogue).count("\n") == len(set(problems))
    errors = [problem for problem in problems if problem.severity == "error"]
    if portal is not None and not errors:
        assert portal.plans.keys() == set(portal.settings.plans)
    for problem in errors:
        # A place that an editor can go to: within the file, where there is one.
        if problem.path in files:
            assert problem.line <= files[problem.path].decode(errors="replace").count("\n") + 1


@given(path=st.sampled_from(sorted(FULL)), data=st.binary(max_size=200))
def test_no_bytes_bring_an_exception(path: str, data: bytes, catalogues: list[Catalogue]) -> None:
    _, problems = check({**FULL, path: data})
    for catalogue in catalogues:
        format_report(problems, catalogue)


def test_of_a_huge_file_only_what_is_needed_to_refuse_it_is_read(tmp_path: Path) -> None:
    text, table = tmp_path / "data/texts/a.txt", tmp_path / "data/snapshots/2026-q1/tasks.csv"
    for file in (text, table):
        file.parent.mkdir(parents=True)
        with file.open("wb") as handle:
            handle.truncate(2**36)
    found = read_files(tmp_path)
    assert [len(data) for data in found.values()] == [MAX_TABLE_BYTES + 1, MAX_BYTES + 1]
    _, problems = parse_root(found)
    assert [(p.path, p.code) for p in problems if p.code == "file-too-large"] == [
        ("data/snapshots/2026-q1/tasks.csv", "file-too-large"),
        ("data/texts/a.txt", "file-too-large"),
    ]
