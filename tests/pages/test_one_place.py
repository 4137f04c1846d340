"""On every kind of page that counts tasks the sentence, figures, sum, grid and chart agree."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.charts import states
from generator.charts.heat import Heat
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.measures.metrics import Measured
from generator.model.portal import Plan, Portal
from generator.pages.agencies import agency_page, commune_table
from generator.pages.front.home import home
from generator.pages.plans import area_page, areas, index, tasks
from generator.view.presentation import Presentation
from generator.view.views import Figure, Grid, Mark, Value

Key = tuple[tuple[Mark, Value], ...]


@pytest.fixture(scope="module")
def sample_portal(sample_root: Path) -> Portal:
    portal, problems = check_root(sample_root)
    assert portal is not None, problems
    return portal


@pytest.fixture(scope="module", params=[None, date(2026, 4, 15), date(2026, 12, 31)], ids=str)
def made(request: pytest.FixtureRequest, sample_portal: Portal) -> Presentation:
    """The sample on its own day and two others: many places, few, and most tasks due."""
    day: date = request.param or sample_portal.settings.as_of
    return Presentation.of(Measured(sample_portal, day), Catalogue.load("vi"))


def summed(key: Key, total: Value) -> dict[str, int]:
    """Numbers by place; fails if they do not add up to the printed total."""
    found = {mark.code: int(value.machine) for mark, value in key}
    assert sum(found.values()) == int(total.machine)
    return found


def agree(places: dict[str, int], total: Value, said: Iterable[Value], figures: Iterable[Figure]) -> None:
    """Every number of the sentence and of the figures that counts one place is that of the sum."""
    for value in (*said, *(figure.value for figure in figures)):
        rule = value.receipt.rule.removeprefix("count-")
        if value.receipt.rule == "count-total":
            assert value.machine == total.machine
        elif rule not in {"done-of-due", "reported", "evidenced", "uncertain-of-due"}:
            assert int(value.machine) == places.get(rule, 0), value.text


def cells_of(grid: Grid) -> dict[str, int]:
    found: dict[str, int] = {}
    for group in grid.groups:
        for cell in group.cells:
            found[cell.mark.code] = found.get(cell.mark.code, 0) + 1
    return found


def plans(made: Presentation) -> Iterator[Plan]:
    return (plan for plan in made.values.portal.plans.values() if plan.tasks)


def test_home(made: Presentation) -> None:
    page = home(made.task_views)
    places = summed(page.grid.key, page.grid.total)
    agree(places, page.grid.total, page.headline, page.figures)
    assert cells_of(page.grid) == places
    assert page.headline[0].text.startswith("Trong 59 nhiệm vụ:")


def test_every_plan_with_its_tasks_and_chart(made: Presentation) -> None:
    for plan in plans(made):
        view = index.plan_view(made.task_views, made.threads, made.notices, plan)
        assert view.grid is not None
        places = summed(view.grid.key, view.grid.total)
        assert cells_of(view.grid) == places
        agree(places, view.grid.total, view.card.headline, view.card.figures)
        table = tasks.plan_tasks_page(made.task_views, plan).view
        assert isinstance(table, tasks.PlanTasksPage)
        assert summed(table.key, table.total) == places
        agree(places, table.total, table.headline, table.figures)


def test_the_chart_by_area_has_the_numbers_of_the_sum(made: Presentation) -> None:
    plan = made.values.portal.plans["tp-2026"]
    plot = states.areas_of_plan(made.values, plan)
    assert plot is not None
    grid = made.task_views.grid(plan)
    columns = [mark.word for mark, _ in grid.key]
    assert list(plot.columns[1:-1]) == columns
    drawn = [sum(int(row[place].machine) for row in plot.rows) for place in range(1, len(plot.columns))]
    assert drawn == [*(int(value.machine) for _, value in grid.key), int(grid.total.machine)]


def test_every_area(made: Presentation) -> None:
    for area in made.values.portal.areas.values():
        for block in area_page.area_view(made.task_views, area, None, None).plans:
            agree(summed(block.key, block.count), block.count, block.headline, block.figures)
    listed = areas.index(made.task_views)
    places = summed(listed.key, listed.total)
    cells = [cell.mark.code for card in listed.cards for cell in card.cells]
    assert {code: cells.count(code) for code in cells} == places


def test_every_agency(made: Presentation) -> None:
    for agency_id in made.values.portal.agencies:
        page = agency_page.agency_page(made.task_views, made.notices, agency_id)
        for block in (*page.leads, *page.shares):
            agree(summed(block.key, block.count), block.count, (), block.figures)
        for own in page.plans:
            if own.grid is not None:
                agree(summed(own.grid.key, own.grid.total), own.grid.total, (), own.figures)


def test_an_agency_names_each_late_task_that_its_sentence_counts(made: Presentation) -> None:
    named = 0
    for agency_id in made.values.portal.agencies:
        page = agency_page.agency_page(made.task_views, made.notices, agency_id)
        for summary in page.summaries:
            said = {v.receipt.rule.removeprefix("count-"): int(v.machine) for v in summary.headline}
            listed = [line.mark.code for line in summary.attention]
            for place in ("overdue", "done_late", "due_unreported"):
                # A part of a task that is not due as a whole is named beside those counted.
                assert listed.count(place) >= said.get(place, 0)
            named += len(listed)
    assert named


def test_a_commune_names_what_its_units_are_late_with(sample_portal: Portal) -> None:
    """The tasks of a commune's plan are led by its units; its own page names the late ones all the same."""
    made = Presentation.of(Measured(sample_portal, date(2026, 12, 31)), Catalogue.load("vi"))
    found = 0
    for plan in plans(made):
        owner = made.values.portal.agencies[plan.record.owner].record
        if owner.kind != "commune":
            continue
        counts = made.values.measured.counts(plan.printed_tasks)
        page = agency_page.agency_page(made.task_views, made.notices, owner.id)
        summary = next(each for each in page.summaries if each.plan.url.endswith(f"{plan.id}/"))
        late = [line for line in summary.attention if line.mark.code in {"overdue", "done_late"}]
        assert len(late) == sum(
            counts.by_place.get(p, 0) for p in counts.by_place if p in {"overdue", "done_late"}
        )
        found += len(late)
    assert found


def test_the_table_of_communes(made: Presentation) -> None:
    view = commune_table.table(made.task_views, Heat(made.values.measured))
    summed(view.key, view.total)
    assert len(view.rows) + len(view.nothing_known) == 114


def test_the_map_of_communes(made: Presentation) -> None:
    found = home(made.task_views).communes
    assert sum(summed(found.key, found.total).values()) == 114
