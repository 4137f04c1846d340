"""A quarter of a whole city stands on pages of its own parts: nothing is left out, nothing told twice."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator.data.catalogue import Catalogue
from generator.data.check import check_files, check_root
from generator.data.parser import read_files
from generator.measures.metrics import Measured
from generator.measures.reports import results_of
from generator.model.quarter import Quarter
from generator.pages.documents import index as documents
from generator.pages.plans import tasks
from generator.pages.quarters import index as quarters
from generator.pages.quarters import quarter_page, quarter_results, quarter_tables
from generator.pages.quarters.quarter_reports import plans_in
from generator.view.cells import Linked, Part, walk
from generator.view.presentation import Presentation
from generator.view.site import PageSpec
from generator.view.table import Table, TableRow
from generator.view.values import Values
from generator.view.views import Link, Value
from tests.paths import ROOT

RESULTS = "data/plans/tp-2026/results/2026-q2.yaml"

QUARTER = Quarter(2026, 1)


@pytest.fixture(scope="module")
def presentation(sample_root: Path) -> Presentation:
    portal, problems = check_root(sample_root)
    assert portal is not None, problems
    return Presentation.of(Measured(portal, portal.settings.as_of), Catalogue.load("vi"))


@pytest.fixture
def of_quarter(presentation: Presentation, monkeypatch: pytest.MonkeyPatch) -> list[PageSpec]:
    """Pages of the quarter as a city has them: what three agencies report of one task has its own page."""
    monkeypatch.setattr(quarter_results, "MANY", 2)
    return [spec for spec in quarters.pages(presentation) if spec.url.startswith("ky-bao-cao/2026-q1/")]


def places(table: Table | None) -> list[str]:
    """Where each result of a table stands in the data; its state is the first value of its row."""
    rows = table.rows if table is not None else ()
    return [next(part for part in parts(row, 2) if isinstance(part, Value)).receipt.place for row in rows]


def parts(row: TableRow, place: int) -> list[Part]:
    return list(walk(row.content(place)))


def rows_of(table: Table | None) -> tuple[TableRow, ...]:
    return () if table is None else table.rows


def page_of(row: TableRow, place: int = 0) -> str:
    """The page that a row leads to."""
    return next(part.url for part in parts(row, place) if isinstance(part, Link | Linked))


def test_every_result_stands_once(presentation: Presentation, of_quarter: list[PageSpec]) -> None:
    shown: list[str] = []
    for spec in of_quarter:
        if isinstance(spec.view, quarter_tables.TaskQuarter):
            shown += places(spec.view.results)
        else:
            shown += [place for plan in spec.view.plans for place in places(plan.results)]
    wanted = [
        entry.place
        for plan in plans_in(presentation.values.measured, QUARTER)
        for entry in getattr(results_of(plan, QUARTER), "results", ())
    ]
    assert sorted(shown) == sorted(str(place) for place in wanted)
    assert len(shown) > 100


def test_every_part_is_linked(of_quarter: list[PageSpec]) -> None:
    linked = {
        *(page_of(row) for spec in of_quarter for row in rows_of(getattr(spec.view, "others", None))),
        *(
            page_of(row, 2)
            for spec in of_quarter
            for plan in getattr(spec.view, "plans", ())
            for row in rows_of(plan.shared)
        ),
    }
    parts = {spec.url for spec in of_quarter} - {"ky-bao-cao/2026-q1/"}
    assert linked == parts
    assert {len(part.split("/")) for part in parts} == {4, 5}


def test_a_shared_task_counts_what_its_page_lists(of_quarter: list[PageSpec]) -> None:
    pages = {spec.url: spec.view for spec in of_quarter}
    for spec in of_quarter:
        for plan in getattr(spec.view, "plans", ()):
            for row in rows_of(plan.shared):
                page = pages[page_of(row, 2)]
                told = sum(int(part.machine) for part in parts(row, 2) if isinstance(part, Value))
                assert told == len(page.results.rows) > 2
                assert row.cells[1] == page.reported


def test_plans_of_communes_are_lines_of_the_quarter_and_of_the_tasks(presentation: Presentation) -> None:
    own = {plan.id for plan in quarter_page.apart(presentation.values.measured, QUARTER)}
    assert len(own) == 5
    whole = {plan.id for plan in quarter_page.whole(presentation.values.measured, QUARTER)}
    assert own | whole == {plan.id for plan in plans_in(presentation.values.measured, QUARTER)}
    assert not own & whole
    index = next(
        iter(
            tasks.pages(
                presentation.task_views,
                presentation.threads,
                presentation.notices,
                presentation.citations,
                presentation.history,
            )
        )
    ).view
    listed = [page_of(row) for row in index.others.rows] + [plan.grid.table_url for plan in index.plans]
    assert sorted(url.partition("#")[0] for url in listed) == sorted(
        f"nhiem-vu/{plan.id}/" for plan in presentation.values.portal.plans.values() if plan.tasks
    )


def test_the_real_portal_needs_no_parts(real_site: Path) -> None:
    assert not list((real_site / "ky-bao-cao").glob("*/*/"))
    assert not (real_site / "van-ban" / "theo-loai").exists()


def test_many_documents_of_proof_stand_by_kind(
    presentation: Presentation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MANY", 3)
    parts = presentation
    register, *others = documents.pages(parts.task_views, parts.notices, parts.history, parts.json_ld)
    kinds = {spec.url: spec.view for spec in others if "/theo-loai/" in spec.url}
    assert [link.url for link, _ in register.view.kinds] == list(kinds)
    assert [count.machine for _, count in register.view.kinds] == [
        str(len(v.table.rows)) for v in kinds.values()
    ]
    tables = [register.view.cited, *(view.table for view in kinds.values())]
    shown = len(register.view.held) + sum(len(table.rows) for table in tables)
    assert shown == len(presentation.values.portal.documents)
    assert all(re.fullmatch(r"van-ban/theo-loai/[a-z-]+/", url) for url in kinds)


def test_a_result_of_a_target_names_its_measure_and_its_unit_once() -> None:
    """Target a ranks three indices: “hạng 9” alone would not say of which."""
    lines = [
        'target: a, measure: dti, agency: so-noi-vu, state: in-progress, value: "9", unit: hạng',
        'target: e, agency: so-noi-vu, state: done, value: "89.5", value_as_written: "89,5%", unit: "%"',
    ]
    text = "cutoff: 2026-06-09\nresults:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
    portal, problems = check_files(read_files(ROOT) | {RESULTS: text.encode()})
    assert portal is not None, problems
    values = Values(Measured(portal, date(2026, 6, 20)), Catalogue.load("vi"))
    plan = portal.plans["tp-2026"]
    [results] = plan.quarters
    found = [
        (row.subject.text, row.value)
        for row in quarter_results.result_rows(values, plan, results, results.results)
    ]
    assert [words for words, _ in found] == [
        "a. Thứ hạng Chỉ số chuyển đổi số (DTI)",
        f"e. {next(t.record.title for t in plan.targets if t.record.number == 'e')}",
    ]
    assert [value and value.text for _, value in found] == ["hạng 9", "89,5%"]
