"""A form that came in is known to have come in, also one with nothing to report."""

from datetime import date

import pytest

from generator.data.check import check_files
from generator.data.corrections import quarter_file
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.model.quarter_records import FormReceipt, QuarterFile
from generator.office.form_import import Outcome
from generator.office.quarter_closing import closed
from generator.office.receipts import with_receipts
from tests.office.answers import CUTOFF, QUARTER, SHARED, TASK, answered, form_of, imported
from tests.portals import SECOND_QUARTER, portal_of

DAY = date(2026, 6, 8)
FILE = "data/quarters/2026-q2.yaml"
ROUND = "opened: 2026-06-01\ndue: 2026-06-09\ncutoff: 2026-06-09\nforms_made: 2026-06-02\n"
EMPTY = FormReceipt(agency="so-noi-vu", received=DAY, cutoff=CUTOFF)


def after(portal: Portal, outcome: Outcome) -> Portal:
    """The portal after an import was written."""
    assert not outcome.refused
    found, problems = check_files({**portal.sources, **outcome.files})
    assert found is not None, problems
    return found


def record(outcome: Outcome) -> QuarterFile:
    found = quarter_file(outcome.files, QUARTER)
    assert found is not None
    return found


def test_a_form_with_nothing_to_report_counts_as_received() -> None:
    portal = portal_of({FILE: ROUND})
    outcome = imported(portal, form_of(portal), day=DAY)
    assert (outcome.changes, list(outcome.files)) == ((), [FILE])
    assert record(outcome).receipts == (EMPTY,)
    assert "so-noi-vu" not in outcome.unreported
    measured = Measured(after(portal, outcome), date(2026, 6, 20))
    reporters = measured.plan_reporters(measured.portal.plans["tp-2026"], QUARTER)
    assert (reporters.reported, reporters.received) == ((), ("so-noi-vu",))
    assert reporters.silent == ("so-tai-chinh",)
    # The day before it came in, nobody knew of it.
    before = Measured(measured.recorded, date(2026, 6, 7))
    assert before.plan_reporters(before.portal.plans["tp-2026"], QUARTER).received == ()


def test_the_same_file_twice_changes_nothing_on_that_day_and_later() -> None:
    portal = portal_of({FILE: ROUND})
    form = answered(form_of(portal), {(SHARED, "state"): "Đang thực hiện"})
    first = imported(portal, form, day=DAY)
    assert sorted(first.files) == [SECOND_QUARTER, FILE]
    now = after(portal, first)
    for day in (DAY, date(2026, 6, 15)):
        assert (imported(now, form, day=day).changes, imported(now, form, day=day).files) == ((), {})


def test_an_agency_has_one_receipt_a_day() -> None:
    portal = portal_of({FILE: ROUND})
    now = after(portal, imported(portal, form_of(portal), day=DAY))
    more = answered(form_of(now), {(SHARED, "state"): "Đang thực hiện"})
    same_day = imported(now, more, day=DAY)
    assert FILE not in same_day.files  # its receipt of the day says the same
    later = imported(now, more, day=date(2026, 6, 9))
    assert [receipt.received for receipt in record(later).receipts] == [DAY, date(2026, 6, 9)]


@pytest.mark.parametrize(
    "answers",
    [
        {(TASK, "state"): "Đang thực hiện", (TASK, "report"): "2/BC-UBND"},
        {
            (TASK, "state"): "Đang thực hiện", (TASK, "report"): "2/BC-UBND",
            (SHARED, "state"): "Đang thực hiện", (SHARED, "report"): "2/BC-UBND",
        },
    ],
)  # fmt: skip
def test_number_and_date_of_the_signed_report_that_the_form_names(
    answers: dict[tuple[str, str], str],
) -> None:
    portal = portal_of({FILE: ROUND})
    signed = portal.documents["bao-cao-2026"].record
    (receipt,) = record(imported(portal, answered(form_of(portal), answers), day=DAY)).receipts
    assert (receipt.symbol, receipt.signed) == ("2/BC-UBND", signed.date)


def test_two_reports_in_the_rows_are_not_the_report_of_the_form() -> None:
    portal = portal_of({FILE: ROUND})
    answers = {
        (TASK, "state"): "Đang thực hiện", (TASK, "report"): "2/BC-UBND",
        (SHARED, "state"): "Đang thực hiện", (SHARED, "report"): "1/KH-UBND",
    }  # fmt: skip
    (receipt,) = record(imported(portal, answered(form_of(portal), answers), day=DAY)).receipts
    assert (receipt.symbol, receipt.signed) == (None, None)


def test_a_form_for_a_quarter_that_nobody_opened_opens_it_and_makes_nobody_silent() -> None:
    portal = portal_of()
    outcome = imported(portal, form_of(portal), day=DAY)
    assert record(outcome) == QuarterFile(opened=DAY, receipts=(EMPTY,))
    measured = Measured(after(portal, outcome), date(2026, 6, 30))
    assert measured.plan_reporters(measured.portal.plans["tp-2026"], QUARTER).silent == ()


def test_a_refused_form_leaves_no_receipt() -> None:
    portal = portal_of({FILE: ROUND})
    outcome = imported(portal, answered(form_of(portal), {(TASK, "state"): "xong rồi nhé"}), day=DAY)
    assert (outcome.refused, outcome.files) == (True, {})


def test_a_form_of_the_same_day_takes_the_place_of_the_earlier_one() -> None:
    portal = portal_of({FILE: ROUND})
    signed = EMPTY.model_copy(update={"symbol": "12/BC-SNV"})
    first = with_receipts(portal, portal.sources, QUARTER, [EMPTY], DAY)
    again = with_receipts(portal, {**portal.sources, **first}, QUARTER, [signed], DAY)
    assert list(again) == [FILE]
    assert again[FILE].decode().count("agency: so-noi-vu") == 1
    assert "12/BC-SNV" in again[FILE].decode()
    assert with_receipts(portal, {**portal.sources, **again}, QUARTER, [signed], DAY) == {}


def test_a_form_after_the_closing_does_not_put_off_what_was_known_before() -> None:
    """Its changes are a correction, with a day of its own; an earlier form's results stay known."""
    results = 'cutoff: 2026-06-08\nresults:\n  - {task: "2", agency: so-noi-vu, state: in-progress}\n'
    receipts = "receipts:\n  - {agency: so-noi-vu, received: 2026-06-08, cutoff: 2026-06-08}\n"
    portal = portal_of({FILE: ROUND + receipts, SECOND_QUARTER: results})
    files = {path: data.decode() for path, data in closed(portal, QUARTER, date(2026, 7, 1)).items()}
    late = '  - {agency: so-noi-vu, received: 2026-07-20, cutoff: 2026-06-08, symbol: "7/BC"}\n'
    files[FILE] = files[FILE].replace("closed:", f"{late}closed:")
    after_closing = portal_of({**files, SECOND_QUARTER: results})
    for day in (date(2026, 6, 8), date(2026, 7, 10), date(2026, 7, 20)):
        measured = Measured(after_closing, day)
        reporters = measured.plan_reporters(measured.portal.plans["tp-2026"], QUARTER)
        assert reporters.reported == ("so-noi-vu",), day
