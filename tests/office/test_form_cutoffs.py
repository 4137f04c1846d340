"""A cut-off that differs is the problem of the file that has it, whatever its name."""

import itertools

import pytest

from generator.office.form_cutoffs import Cutoffs
from tests.office.answers import CUTOFF, QUARTER
from tests.office.cells import VIETNAMESE
from tests.office.folders import THIRD, sent, together, told
from tests.office.test_form_reading import understood
from tests.portals import SECOND_QUARTER, Change, portal_of

AGENCIES = ("so-noi-vu", "so-tai-chinh", "so-y-te")
ROUND = {"data/quarters/2026-q2.yaml": "opened: 2026-06-01\ndue: 2026-06-12\ncutoff: 2026-06-05\n"}
DAYS = "reporting_days: [2026-06-09]\nreporting_source: {document: ke-hoach-2026, at: Điều 1}\n"
RESULTS = {
    SECOND_QUARTER: 'cutoff: 2026-06-04\nresults:\n  - {task: "1", agency: so-noi-vu, state: in-progress}\n'
}


def at_fault(days: tuple[str, ...], names: tuple[str, ...], changes: dict[str, Change]) -> set[str]:
    """The agencies whose forms are told, when forms of three of them lie under some names."""
    portal = portal_of({**THIRD, **changes})
    forms = {
        name: sent(portal, agency, {}, day) for name, agency, day in zip(names, AGENCIES, days, strict=False)
    }
    found = told(together(portal, forms))
    assert {code for _, code in found} <= {"xlsx-cutoff-differs"}
    return {
        agency
        for name, agency in zip(names, AGENCIES, strict=False)
        if (name, "xlsx-cutoff-differs") in found
    }


@pytest.mark.parametrize("names", list(itertools.permutations(("a.xlsx", "b.xlsx", "c.xlsx"))))
def test_most_forms_are_right_wherever_the_other_one_stands(names: tuple[str, ...]) -> None:
    assert at_fault(("1/6/2026", "7/6/2026", "7/6/2026"), names, {}) == {"so-noi-vu"}
    assert at_fault(("7/6/2026", "7/6/2026", "1/6/2026"), names, {}) == {"so-y-te"}


@pytest.mark.parametrize("recorded", [ROUND, RESULTS, ROUND | RESULTS], ids=["round", "results", "both"])
def test_what_the_quarter_recorded_is_right_even_against_most(recorded: dict[str, Change]) -> None:
    right = "4/6/2026" if recorded != ROUND else "5/6/2026"
    names = ("a.xlsx", "b.xlsx", "c.xlsx")
    assert at_fault((right, "7/6/2026", "7/6/2026"), names, recorded) == {"so-tai-chinh", "so-y-te"}
    assert at_fault((right, right, right), names, recorded) == set()


def test_a_form_has_one_day_for_all_its_plans_that_which_results_of_one_have() -> None:
    communes = {
        "data/plans/xa-2026/tasks.yaml": "- number: I.9\n  title: Sơ kết\n  lead: [so-noi-vu]\n"
        '  deadline: Quý II/2026\n  source: {document: ke-hoach-xa-2026, at: Phụ lục, row: "9"}\n'
        "  text: verified\n"
    }
    portal = portal_of({**ROUND, **RESULTS, **communes})
    assert told(together(portal, {"a.xlsx": sent(portal, "so-noi-vu", {}, "4/6/2026")})) == []
    later = together(portal, {"a.xlsx": sent(portal, "so-noi-vu", {}, "5/6/2026")})
    assert told(later) == [("a.xlsx", "xlsx-cutoff-differs")]


def test_of_two_days_the_one_that_other_plans_have_is_right_and_else_neither() -> None:
    portal = portal_of()
    forms = {
        "a.xlsx": sent(portal, "so-noi-vu", {}, "8/6/2026"),
        "b.xlsx": sent(portal, "so-tai-chinh", {}, "9/6/2026"),
    }
    assert [file for file, _ in told(together(portal, forms))] == ["a.xlsx", "b.xlsx"]
    forms["c.xlsx"] = sent(portal, "xa-minh-hoa", {}, "9/6/2026")
    assert [file for file, _ in told(together(portal, forms))] == ["a.xlsx"]


def test_of_two_days_that_of_the_texts_is_right() -> None:
    portal = portal_of({"data/plans/tp-2026/plan.yaml": DAYS})
    forms = {
        "a.xlsx": sent(portal, "so-noi-vu", {}, "8/6/2026"),
        "b.xlsx": sent(portal, "so-tai-chinh", {}, "9/6/2026"),
    }
    assert [file for file, _ in told(together(portal, forms))] == ["a.xlsx"]


def test_the_days_that_may_be_right_are_told_without_naming_anybody() -> None:
    portal = portal_of(THIRD)
    forms = {
        f"{agency}.xlsx": sent(portal, agency, {}, day)
        for agency, day in zip(AGENCIES, ("1/6/2026", "7/6/2026", "7/6/2026"), strict=True)
    }
    (problem,) = together(portal, forms).problems
    assert dict(problem.params) == {"value": "01/06/2026", "allowed": "07/06/2026 (2 biểu ghi)"}
    assert problem.cell == "Nhiệm vụ!C3"


def test_what_the_forms_agree_on_is_the_cut_off_of_each_plan_they_ask_about() -> None:
    portal = portal_of()
    forms = [understood(portal, agency) for agency in ("so-noi-vu", "xa-minh-hoa")]
    found = Cutoffs(portal, QUARTER, forms, VIETNAMESE)
    assert found.by_plan == {plan: CUTOFF for form in forms for plan in form.plans}
    assert [problem for form in forms for problem in found.problems(form)] == []
