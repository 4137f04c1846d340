from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.catalogue import Catalogue
from generator.data.problems import (
    MOST_REPORTED,
    WHOLE_FILE,
    FileProblems,
    Position,
    Problem,
    ProblemError,
    format_problem,
    format_report,
    quote,
    shown_name,
    visible,
)


@pytest.fixture(scope="module")
def vietnamese() -> Catalogue:
    return Catalogue.load("vi")


@pytest.fixture(scope="module")
def english() -> Catalogue:
    return Catalogue.load("en")


DUPLICATE = Problem.make("data/x.yaml", Position(3, 1), "lead", "duplicate-key", key="lead", first=2)


def test_format_in_vietnamese(vietnamese: Catalogue) -> None:
    assert format_problem(DUPLICATE, vietnamese) == (
        "data/x.yaml:3:1: lead: khóa “lead” viết hai lần (lần đầu ở dòng 2); "
        "mỗi khóa chỉ được viết một lần; xóa một trong hai dòng."
    )


def test_format_in_english(english: Catalogue) -> None:
    assert format_problem(DUPLICATE, english) == (
        'data/x.yaml:3:1: lead: key "lead" is written twice (first on line 2); '
        "each key is written once; delete one of the two lines."
    )


def test_format_of_a_whole_file(vietnamese: Catalogue) -> None:
    problem = Problem.make("data/x.yaml", WHOLE_FILE, "", "empty-file")
    assert (problem.line, problem.column) == (0, 0)
    assert format_problem(problem, vietnamese).startswith("data/x.yaml:1:1: tệp: tệp không có nội dung; ")


def test_format_of_a_warning(vietnamese: Catalogue, english: Catalogue) -> None:
    warning = replace(DUPLICATE, severity="warning")
    assert format_problem(warning, vietnamese).startswith("data/x.yaml:3:1: lead: cảnh báo: khóa “lead” ")
    assert format_problem(warning, english).startswith('data/x.yaml:3:1: lead: warning: key "lead" ')


def test_nearest_known_value_changes_the_mend() -> None:
    entries = {
        "problems.unknown.found": 'không có "{value}"',
        "problems.unknown.allowed": "mã đã khai",
        "problems.unknown.mend": "khai mã",
        "problems.unknown.mend_near": 'viết "{near}"',
    }
    catalogue = Catalogue("vi", entries)
    near = Problem.make("x", Position(1, 1), "lead", "unknown", value="so-noi-vụ", near="so-noi-vu")
    far = Problem.make("x", Position(1, 1), "lead", "unknown", value="abc", near="")
    assert (
        format_problem(near, catalogue) == 'x:1:1: lead: không có "so-noi-vụ"; mã đã khai; viết "so-noi-vu".'
    )
    assert format_problem(far, catalogue) == 'x:1:1: lead: không có "abc"; mã đã khai; khai mã.'


def test_unknown_code_names_its_key(vietnamese: Catalogue) -> None:
    with pytest.raises(KeyError, match=r"problems\.no-such-code\.found"):
        format_problem(Problem("x", 1, 1, "", "no-such-code"), vietnamese)


def test_report_is_sorted_distinct_and_totalled(vietnamese: Catalogue) -> None:
    second_file = replace(DUPLICATE, path="data/y.yaml", line=1)
    warning = Problem.make("data/x.yaml", Position(12, 4), "", "no-final-newline", severity="warning")
    later = replace(DUPLICATE, line=10)
    report = format_report([second_file, later, DUPLICATE, warning, DUPLICATE], vietnamese).split("\n")
    assert [line[:16] for line in report[:-1]] == [
        "data/x.yaml:3:1:",
        "data/x.yaml:10:1",
        "data/x.yaml:12:4",
        "data/y.yaml:1:1:",
    ]
    assert report[-1] == "Tổng cộng: 3 lỗi, 1 cảnh báo."


def test_report_of_nothing(vietnamese: Catalogue, english: Catalogue) -> None:
    assert format_report([], vietnamese) == "Tổng cộng: 0 lỗi, 0 cảnh báo."
    assert format_report([], english) == "Total: errors 0, warnings 0."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("a\x02b", "aU+0002b"),
        ("a\u202eb", "aU+202Eb"),
        ("a\u200bb", "aU+200Bb"),
        ("a\u2028b", "aU+2028b"),
        ("a\udc80b", "aU+DC80b"),
        ("a\nb", "aU+000Ab"),
        ("a\tb", "aU+0009b"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_quote_cuts_after_eighty_characters() -> None:
    assert quote("đ" * 80) == "đ" * 80
    assert quote("đ" * 81) == "đ" * 79 + "…"
    assert quote("dòng một\ndòng hai") == "dòng một dòng hai"


@given(st.text())
def test_quote_is_short_and_safe(text: str) -> None:
    assert len(quote(text)) <= 80
    assert visible(quote(text)) == quote(text)


def test_lists_of_what_is_allowed_are_told_in_full() -> None:
    allowed = ", ".join(f"khoa-{number}" for number in range(40))
    problem = Problem.make("x", Position(1, 1), "", "unknown-field", value="v" * 200, allowed=allowed)
    assert dict(problem.params)["allowed"] == allowed
    assert len(dict(problem.params)["value"]) == 80


def test_hostile_path_and_field_cannot_forge_a_line(vietnamese: Catalogue) -> None:
    problem = Problem.make("data/x\n.yaml", Position(1, 1), "a\nTổng cộng: 0 lỗi" + "b" * 200, "empty-value")
    line = format_problem(problem, vietnamese)
    assert "\n" not in line
    assert line.startswith("data/xU+000A.yaml:1:1: a Tổng cộng: 0 lỗibbb")
    assert "b" * 80 not in line


def test_severity_is_one_of_two() -> None:
    with pytest.raises(ValueError, match="fatal"):
        Problem.make("x", Position(1, 1), "", "empty-value", severity="fatal")


def test_parameters_may_have_any_name() -> None:
    problem = Problem.make(
        "x", Position(1, 1), "f", "c", path="p", mark="m", field="g", code="d", self="s", cls="t"
    )
    assert dict(problem.params) == {
        "path": "p",
        "mark": "m",
        "field": "g",
        "code": "d",
        "self": "s",
        "cls": "t",
    }


def test_problem_error_carries_sorted_problems() -> None:
    later = replace(DUPLICATE, line=10)
    error = ProblemError([later, DUPLICATE, later])
    assert error.problems == [DUPLICATE, later]
    assert str(error) == "data/x.yaml:3:1: lead: duplicate-key; data/x.yaml:10:1: lead: duplicate-key"


def test_file_problems_tell_twenty_of_a_kind_and_count_the_rest() -> None:
    problems = FileProblems("x")
    for line in range(1, 31):
        problems.add(Position(line, 1), "", "tab-indent")
    problems.add(Position(5, 1), "", "anchor", value="a")
    problems.add_uncounted("tab-indent", 100)
    found = sorted(problems.all())
    assert [p.line for p in found if p.code == "tab-indent"] == list(range(1, MOST_REPORTED + 1))
    assert [p.code for p in found if p.line == 5] == ["anchor", "tab-indent"]
    assert found[-1].code == "more-of-same"
    assert (found[-1].line, dict(found[-1].params)["count"]) == (21, "110")


def test_file_problems_are_named_afterwards() -> None:
    problems = FileProblems("x")
    problems.add(Position(2, 5), "", "bidi-character", value="\u202e")
    problems.add(WHOLE_FILE, "", "crlf", count=3)
    unnamed = len(problems)
    problems.add(Position(3, 1), "", "several-documents")
    fields = [p.field for p in problems.all(lambda mark: f"dòng {mark.line}", unnamed)]
    assert fields == ["dòng 2", "", ""]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("so-noi-vu.xlsx", "so-noi-vu.xlsx"),
        ("So\u031b\u0309.xlsx", "Sở.xlsx"),
        ("::warning::x", "./::warning::x"),
        ("", "./"),
        ("a\rb\x00\u2066", "aU+000DbU+0000U+2066"),
    ],
)
def test_names_of_files_as_sent(name: str, shown: str) -> None:
    assert shown_name(name) == shown
