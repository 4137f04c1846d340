"""The committee's page: silence is never called late; what is unknown is never called skipped."""

from datetime import date

import pytest

from generator.data.catalogue import Catalogue
from generator.data.check import check_files
from generator.measures.metrics import Measured
from generator.measures.place import Place
from generator.model.portal import Portal
from generator.pages.front.cascade import cascade
from generator.pages.front.reporting import reporting
from generator.pages.front.steering import SteeringPage, pages, steering
from generator.view import urls
from generator.view.cells import walk
from generator.view.presentation import Presentation
from generator.view.views import Link, Value

SILENT_COLUMN = "Đã qua kỳ báo cáo, cổng chưa nhận"


@pytest.fixture(scope="module")
def page(presentation: Presentation) -> SteeringPage:
    return steering(presentation.task_views)


def test_the_figures_are_the_places_of_whole_tasks(presentation: Presentation, page: SteeringPage) -> None:
    counts = presentation.values.measured.counts(presentation.values.portal.plans["tp-2026"].printed_tasks)
    numbers = [figure.value.machine for figure in page.figures]
    assert numbers[:4] == [
        str(counts.at(place)) for place in (Place.OVERDUE, Place.DONE_LATE, Place.DUE_UNREPORTED, Place.DUE)
    ]
    assert numbers[4] == str(counts.due_soon)


def test_nothing_reported_is_nothing_late(page: SteeringPage) -> None:
    overdue, late, unreported, *_ = page.lists
    assert (overdue.table, late.table) == (None, None)
    assert [figure.value.machine for figure in page.figures[:2]] == ["0", "0"]
    assert unreported.table is not None


def test_before_a_round_was_opened_nobody_is_named_over_tasks_without_a_report(page: SteeringPage) -> None:
    unreported = page.lists[2].table
    assert unreported is not None
    (group,) = unreported.groups
    assert next(iter(walk(group.heading))) == "Cổng chưa mở kỳ báo cáo nào."
    assert not [part for part in walk(group.heading) if isinstance(part, Link)]
    assert SILENT_COLUMN not in [column.heading for column in page.summary.columns]
    assert (page.reporting.is_opened, page.reporting_table, page.reporting.silent) == (False, None, ())
    assert page.reporting.named.text == "126 cơ quan văn bản nêu tên; danh sách chưa đầy đủ"


def test_search_says_that_no_round_is_open_and_how_many_tasks_there_are(presentation: Presentation) -> None:
    (spec,) = pages(presentation.task_views)
    (record,) = spec.search
    assert record.state == "Cổng chưa mở kỳ báo cáo nào."
    assert record.words.startswith("Cổng chưa nhận được báo cáo nào về 59 nhiệm vụ")
    agencies = presentation.values.portal.agencies.values()
    assert not [agency.record.name for agency in agencies if agency.record.name in record.words]


def test_every_lead_agency_has_its_tasks(page: SteeringPage) -> None:
    for listed in page.lists:
        if listed.id == "chua-co-bao-cao":
            continue
        groups = listed.table.groups if listed.table is not None else ()
        for group in groups:
            assert group.rows
            assert any(isinstance(part, Link) for part in walk(group.heading))
        sizes = [len(group.rows) for group in groups]
        assert sizes == sorted(sizes, reverse=True)


ROUND = b"opened: 2026-04-01\ndue: 2026-06-09\nforms_made: 2026-05-04\n"
RECEIPT = b"receipts:\n  - {agency: so-tu-phap, received: 2026-06-08, cutoff: 2026-06-08}\n"


def of_round(real_portal: Portal, day: date, file: bytes = ROUND + RECEIPT) -> Presentation:
    """The real data with a round of the second quarter, in which one form came in with nothing to report."""
    portal, problems = check_files({**real_portal.sources, "data/quarters/2026-q2.yaml": file})
    assert portal is not None, problems
    return Presentation.of(Measured(portal, day), Catalogue.load("vi"))


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2026, 6, 9), {"so-tu-phap": "received", "so-y-te": "waiting"}),
        (date(2026, 6, 10), {"so-tu-phap": "received", "so-y-te": "silent"}),
    ],
)
def test_a_round_names_who_is_silent_once_its_due_day_is_over(
    real_portal: Portal, day: date, states: dict[str, str]
) -> None:
    presentation = of_round(real_portal, day)
    found = reporting(presentation.values, presentation.values.portal.plans["tp-2026"])
    assert [head.label for head in found.heads] == ["Quý II/2026"]
    assert found.heads[0].due is not None
    assert found.heads[0].due.text == "09/06/2026"
    assert found.rule is not None
    assert "trước ngày 10" in found.rule.text
    shown = {
        row.agency.url: value.machine for row in found.rows if isinstance(value := row.cells[0].value, Value)
    }
    assert {agency: shown[urls.agency(agency)] for agency in states} == states
    # An unreadable cell is no agency.
    assert urls.agency("co-quan-soan-thao-van-ban-quy-pham-phap-luat") not in shown
    silent = [link.url for each in found.silent for link in each.agencies]
    assert len(silent) == (125 if "silent" in states.values() else 0)
    assert urls.agency("so-tu-phap") not in silent


def test_who_sent_a_form_is_not_named_over_tasks_without_a_report(real_portal: Portal) -> None:
    """Task 20 of Sở Tư pháp is due on 30/06 and past the reporting day of 09/09, without a word on it."""
    page = steering(of_round(real_portal, date(2026, 11, 30)).task_views)
    table = page.lists[2].table
    assert table is not None
    named = [part.url for group in table.groups for part in walk(group.heading) if isinstance(part, Link)]
    assert urls.agency("so-tu-phap") not in named
    assert urls.agency("so-van-hoa-the-thao-va-du-lich") in named
    assert page.summary.columns[3].heading == SILENT_COLUMN


def test_each_task_that_the_text_does_not_give_the_communes_says_why_it_is_here(
    presentation: Presentation,
) -> None:
    found = {row.number.text: row.role for row in cascade(presentation.values).rows}
    assert {number: found[number] for number in ("1.2", "3", "4", "7.2", "8", "9", "30")} == {
        "1.2": "chủ trì",
        "3": "phối hợp",
        "4": "ô cơ quan không đọc được",
        "7.2": "nêu trong tên nhiệm vụ",
        "8": "văn bản nêu “địa phương”, không nêu UBND cấp xã",
        "9": "văn bản nêu “địa phương”, không nêu UBND cấp xã",
        "30": "văn bản không nêu",
    }


def test_the_number_of_tasks_for_the_communes_says_what_supports_it(presentation: Presentation) -> None:
    total, by_text, by_match, *_ = (f.value.machine for f in cascade(presentation.values).figures)
    assert (total, by_text, by_match) == ("54", "40", "14")


def test_no_commune_is_said_to_have_skipped_a_task(presentation: Presentation) -> None:
    found = cascade(presentation.values)
    assert not any(row.skipped or row.missing_skipped for row in found.rows)
    assert found.without.machine == "113/114"
    linked = {item.task.url for row in found.rows for item in row.found}
    assert len(linked) == 46
