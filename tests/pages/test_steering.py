"""The committee's page: silence is never called late; what is unknown is never called skipped."""

import pytest

from generator.pages.front.cascade import cascade
from generator.pages.front.reporting import reporting
from generator.pages.front.steering import SteeringPage, steering
from generator.view.cells import walk
from generator.view.presentation import Presentation
from generator.view.views import Link


@pytest.fixture(scope="module")
def page(presentation: Presentation) -> SteeringPage:
    return steering(presentation.task_views)


def test_nothing_reported_is_nothing_late(page: SteeringPage) -> None:
    late, unreported, _, _ = page.lists
    assert late.table is None
    assert page.figures[0].value.machine == "0"
    assert unreported.table is not None


def test_every_lead_agency_has_its_tasks(page: SteeringPage) -> None:
    for listed in page.lists:
        groups = listed.table.groups if listed.table is not None else ()
        for group in groups:
            assert group.rows
            assert any(isinstance(part, Link) for part in walk(group.heading))
        sizes = [len(group.rows) for group in groups]
        assert sizes == sorted(sizes, reverse=True)


def test_reports_by_quarter(presentation: Presentation) -> None:
    found = reporting(presentation.values, presentation.values.portal.plans["tp-2026"])
    assert [head.label for head in found.heads] == [
        "Quý I/2026",
        "Quý II/2026",
        "Quý III/2026",
        "Quý IV/2026",
    ]
    assert [head.due.text for head in found.heads] == ["10/03/2026", "10/06/2026", "10/09/2026", "10/12/2026"]
    assert found.rule is not None
    assert "trước ngày 10" in found.rule.text
    for row in found.rows:
        assert [cell.mark.code for cell in row.cells] == ["due_unreported"] * 3 + ["not_due"]


def test_no_commune_is_said_to_have_skipped_a_task(presentation: Presentation) -> None:
    found = cascade(presentation.values)
    assert not any(row.skipped or row.missing_skipped for row in found.rows)
    assert found.without.machine == "113/114"
    linked = {item.task.url for row in found.rows for item in row.found}
    assert len(linked) == 46
