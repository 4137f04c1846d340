"""The rounds of a sample show every state of a report: reported, received empty, silent."""

from datetime import date
from pathlib import Path

import pytest

from generator.data.check import check_root
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.sample.rounds import invented_round

Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)


@pytest.fixture(scope="module")
def portal(sample_root: Path) -> Portal:
    found, problems = check_root(sample_root)
    assert found is not None, problems
    return found


@pytest.mark.parametrize("quarter", [Q1, Q2])
def test_a_round_has_its_days_and_receipts(portal: Portal, quarter: Quarter) -> None:
    record = portal.quarter_files[quarter].record
    due = date(2026, quarter.last_month, 9)
    assert (record.opened, record.due, record.cutoff) == (quarter.first_day, due, due)
    assert record.forms_made is not None
    assert quarter.first_day < record.forms_made < due
    assert record.receipts == invented_round(portal, quarter).receipts
    assert len({receipt.agency for receipt in record.receipts}) == len(record.receipts)
    assert [receipt for receipt in record.receipts if receipt.received > due]


@pytest.mark.parametrize("quarter", [Q1, Q2])
def test_one_form_came_in_empty_and_some_agencies_are_silent(portal: Portal, quarter: Quarter) -> None:
    measured = Measured(portal, portal.settings.as_of)
    reporters = measured.plan_reporters(portal.plans["tp-2026"], quarter)
    (empty,) = reporters.received
    unsigned = [r.agency for r in portal.quarter_files[quarter].record.receipts if r.symbol is None]
    assert empty in unsigned
    assert reporters.reported
    assert reporters.silent == reporters.missing != ()
    assert empty not in reporters.silent


def test_the_communes_plans_set_the_city_s_reporting_days(portal: Portal) -> None:
    city = portal.plans["tp-2026"].record.reporting_days
    invented = [plan for plan in portal.plans.values() if plan.id.endswith("-2026") and plan.id != "tp-2026"]
    with_days = [plan for plan in invented if plan.record.reporting_days]
    assert len(with_days) == 5
    assert {plan.record.reporting_days for plan in with_days} == {city}
    assert all(plan.record.reporting_source is not None for plan in with_days)
