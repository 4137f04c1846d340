"""What agencies said in an open quarter is known on every day: an earlier form until a later one came."""

import random
from datetime import date, timedelta

import pytest

from generator.data.check import check_files
from generator.measures.knowledge import known_on
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.office.form_import import Outcome
from generator.office.quarter_closing import closed
from tests.measures.test_knowledge import bare
from tests.office.answers import CUTOFF, MEASURE, QUARTER, SHARED, TASK, Answers, answered, form_of, imported
from tests.portals import SECOND_QUARTER, portal_of

FILE = "data/quarters/2026-q2.yaml"
ROUND = "opened: 2026-06-01\ndue: 2026-06-12\ncutoff: 2026-06-09\nforms_made: 2026-06-02\n"
TYPED = 'cutoff: 2026-06-09\nresults:\n  - {task: "2", agency: so-noi-vu, state: not-started, note: Đã gõ}\n'
STATES = ("Chưa thực hiện", "Đang thực hiện", "Hoàn thành")


def written(portal: Portal, outcome: Outcome) -> Portal:
    assert not outcome.refused, outcome.problems
    found, problems = check_files({**portal.sources, **outcome.files})
    assert found is not None, problems
    return found


def sent(portal: Portal, day: date, answers: Answers, agency: str = "so-noi-vu") -> Portal:
    """The portal after a form of an agency came in and was imported."""
    return written(
        portal, imported(portal, answered(form_of(portal, agency), answers), day=day, agency=agency)
    )


def said(portal: Portal, day: int) -> str:
    """What the portal of a day of June knows of tasks 1 and 2 of Sở Nội vụ: state and note."""
    known = Measured(portal, date(2026, 6, day)).portal.plans["tp-2026"]
    results = [entry.record for quarter in known.quarters for entry in quarter.results]
    return " | ".join(f"{r.task} {r.state} {r.note or '–'}" for r in results if r.task)


def test_of_two_forms_the_first_is_known_until_the_second_came() -> None:
    first = sent(
        portal_of({FILE: ROUND}),
        date(2026, 6, 10),
        {(SHARED, "state"): "Đang thực hiện", (SHARED, "note"): "Mới bắt đầu"},
    )
    both = sent(
        first,
        date(2026, 6, 15),
        {(SHARED, "state"): "Hoàn thành", (SHARED, "note"): "", (TASK, "state"): "Chưa thực hiện"},
    )
    assert [said(both, day) for day in (9, 10, 14, 15)] == [
        "",
        "2 in-progress Mới bắt đầu",
        "2 in-progress Mới bắt đầu",
        "2 done – | 1 not-started –",
    ]
    receipts = both.quarter_files[QUARTER].record.receipts
    assert receipts[0].changes is None
    kept = {(c.task, c.field): (c.before, c.after) for c in receipts[1].changes or ()}
    assert kept["2", "state"] == ("in-progress", "done")
    assert kept["2", "note"] == ("Mới bắt đầu", None)
    assert kept["1", "state"] == (None, "not-started")


def test_an_empty_form_before_the_first_answers() -> None:
    empty = sent(portal_of({FILE: ROUND}), date(2026, 6, 10), {})
    both = sent(empty, date(2026, 6, 12), {(SHARED, "state"): "Hoàn thành"})
    assert [said(both, day) for day in (10, 12)] == ["", "2 done –"]


def test_what_was_typed_before_any_form_is_known_from_its_cut_off() -> None:
    typed = portal_of({FILE: ROUND, SECOND_QUARTER: TYPED})
    both = sent(typed, date(2026, 6, 12), {(SHARED, "state"): "Đang thực hiện"})
    assert [said(both, day) for day in (8, 9, 11, 12)] == [
        "",
        "2 not-started Đã gõ",
        "2 not-started Đã gõ",
        "2 in-progress Đã gõ",
    ]


def test_forms_of_one_day_count_as_one() -> None:
    day = date(2026, 6, 12)
    first = sent(portal_of({FILE: ROUND}), date(2026, 6, 10), {(SHARED, "state"): "Chưa thực hiện"})
    again = sent(
        sent(first, day, {(SHARED, "state"): "Đang thực hiện", (SHARED, "note"): "Sáng"}),
        day,
        {(SHARED, "state"): "Hoàn thành", (SHARED, "note"): ""},
    )
    receipts = again.quarter_files[QUARTER].record.receipts
    assert [receipt.received.day for receipt in receipts] == [10, 12]
    assert {(c.field, c.before, c.after) for c in receipts[1].changes or () if c.field != "imported"} == {
        ("state", "not-started", "done")
    }
    assert [said(again, day) for day in (11, 12)] == ["2 not-started –", "2 done –"]


def test_a_quarter_closes_with_what_the_newest_form_said_and_not_before_it() -> None:
    first = sent(portal_of({FILE: ROUND}), date(2026, 6, 10), {(SHARED, "state"): "Đang thực hiện"})
    both = sent(first, date(2026, 7, 2), {(SHARED, "state"): "Hoàn thành"})
    with pytest.raises(Exception, match="result-after-closing"):
        closed(both, QUARTER, date(2026, 7, 1))
    frozen = written_files(both, closed(both, QUARTER, date(2026, 7, 2)))
    assert [said(frozen, day) for day in (9, 10, 30)] == ["", "2 in-progress –", "2 in-progress –"]
    assert Measured(frozen, date(2026, 7, 2)).standings["tp-2026/2"].units["so-noi-vu"].done


def written_files(portal: Portal, files: dict[str, bytes]) -> Portal:
    found, problems = check_files({**portal.sources, **files})
    assert found is not None, problems
    return found


def test_a_form_dated_before_the_agencys_last_one_is_refused() -> None:
    first = sent(portal_of({FILE: ROUND}), date(2026, 6, 12), {(SHARED, "state"): "Đang thực hiện"})
    answers = {(SHARED, "state"): "Hoàn thành"}
    outcome = imported(first, answered(form_of(first), answers), day=date(2026, 6, 10))
    assert [problem.code for problem in outcome.problems] == ["quarter-dates"]
    assert outcome.files == {}


@pytest.mark.parametrize("seed", range(6))
def test_the_portal_of_a_day_is_that_of_the_forms_until_that_day(seed: int) -> None:
    """Random forms of two agencies, some answered by hand before: cut after a day, nothing else is known."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    changes = {FILE: ROUND} | ({SECOND_QUARTER: TYPED} if draw.random() < 0.3 else {})
    portals = [portal_of(changes)]
    days = sorted(date(2026, 6, 8) + timedelta(draw.randrange(12)) for _ in range(6))
    for day in days:
        agency = draw.choice(("so-noi-vu", "so-noi-vu", "so-tai-chinh"))
        rows = (TASK, SHARED) if agency == "so-noi-vu" else (SHARED,)
        answers: dict[tuple[str, str], str] = {}
        for row in rows:
            if draw.random() < 0.6:
                answers[row, "state"] = draw.choice(STATES)
                answers[row, "note"] = draw.choice(("", "Việc một", "Việc hai"))
        if agency == "so-noi-vu" and draw.random() < 0.4:
            answers[MEASURE, "state"] = "Đang thực hiện"
            answers[MEASURE, "value"] = str(draw.randrange(50, 100))
        portals.append(sent(portals[-1], day, answers, agency))
    for day in sorted({CUTOFF, *days, *(day - timedelta(1) for day in days)}):
        cut = portals[sum(1 for each in days if each <= day)]
        assert bare(known_on(portals[-1], day)) == bare(known_on(cut, day)), (seed, day)
