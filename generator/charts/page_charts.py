"""Which charts each page shows, and the CSV files with their numbers.

A chart goes through three steps: specification (Altair), SVG (vl-convert), SVG for the page (lxml). Numbers
that leave nothing to compare, such as a single bar, give no chart; the page then says so in words.
"""

from collections.abc import Iterator

from generator.charts import progress, series, states, targets
from generator.charts.heat import CSV_URL, Heat
from generator.charts.plot import FOLDER, Plot, drawn
from generator.measures import target_status
from generator.measures.metrics import Measured
from generator.measures.published_figures import CITY
from generator.model.portal import Plan
from generator.view import views
from generator.view.site import SiteFile
from generator.view.values import Values

__all__ = [
    "FOLDER", "charts_for_area", "charts_for_home", "charts_for_indicator", "charts_for_plan",
    "charts_for_targets", "files", "links",
]  # fmt: skip

PLANS_DRAWN = 4
"""The first plans of the portal have charts, as many as this; pages of the others show only the task grid.

A drawing takes 50-100 ms: with a plan for each of 114 communes the build would be mostly drawing.
"""


def charts_for_home(values: Values) -> tuple[views.Chart, ...]:
    """Charts of the headline plan: burn-up, deadlines by month, states by area."""
    return drawn(list(_home(values)))


def charts_for_plan(values: Values, plan: Plan) -> tuple[views.Chart, ...]:
    """Charts of a plan: burn-up, states by area and by leading agency, deadlines by month."""
    return drawn(list(_plan(values, plan)))


def charts_for_area(values: Values, area_id: str) -> tuple[views.Chart, ...]:
    """Charts of an area: the states of its tasks in each plan."""
    return drawn(list(_area(values, area_id)))


def charts_for_targets(values: Values) -> tuple[views.Chart, ...]:
    """Charts of the city plans' targets against the latest figures: one of ranks, one per unit of values."""
    return drawn(list(_targets(values)))


def charts_for_indicator(values: Values, indicator_id: str) -> tuple[views.Chart, ...]:
    """Charts of an indicator: over time, and its latest figure against the city plans' targets."""
    return drawn(list(_indicator(values, indicator_id)))


def files(values: Values) -> list[SiteFile]:
    """Return the CSV files (under `FOLDER`) of all charts of the site, each once."""
    found: dict[str, SiteFile] = {}
    for plot in plots(values):
        found.setdefault(plot.id, plot.file())
    heat = Heat(values.measured)
    if heat.tasks and heat.communes:
        found[CSV_URL] = heat.file()
    return list(found.values())


def links(values: Values) -> tuple[views.Link, ...]:
    """Return links to those files, each with its chart's title as text."""
    found = {plot.id: views.Link(plot.title.text, plot.csv_url) for plot in plots(values)}
    heat = Heat(values.measured)
    if heat.tasks and heat.communes:
        found[CSV_URL] = views.Link(values.t("communes.title"), CSV_URL)
    return tuple(found.values())


def plots(values: Values) -> Iterator[Plot]:
    """Yield every chart of the site without drawing it; a chart on two pages comes twice."""
    yield from _some(_home(values))
    for plan in values.portal.plans.values():
        yield from _some(_plan(values, plan))
    for area in values.portal.areas:
        yield from _some(_area(values, area))
    yield from _some(_targets(values))
    for indicator in values.portal.indicators:
        yield from _some(_indicator(values, indicator))


def _some(found: Iterator[Plot | None]) -> Iterator[Plot]:
    return (plot for plot in found if plot is not None)


def _home(values: Values) -> Iterator[Plot | None]:
    plan = values.portal.plans[values.portal.settings.headline_plan]
    yield progress.burn_up_of_plan(values, plan)
    yield states.months_of_plan(values, plan)
    yield states.areas_of_plan(values, plan)


def _plan(values: Values, plan: Plan) -> Iterator[Plot | None]:
    if plan.id not in list(values.portal.plans)[:PLANS_DRAWN]:
        return
    yield progress.burn_up_of_plan(values, plan)
    yield states.areas_of_plan(values, plan)
    yield states.leads_of_plan(values, plan)
    yield states.months_of_plan(values, plan)


def _area(values: Values, area_id: str) -> Iterator[Plot | None]:
    yield states.plans_of_area(values, area_id)


def _targets(values: Values) -> Iterator[Plot | None]:
    items = _city_levels(values.measured)
    yield targets.ranks(values, items)
    yield from targets.values(values, items)


def _indicator(values: Values, indicator_id: str) -> Iterator[Plot | None]:
    items = _city_levels(values.measured, indicator_id)
    yield series.through(values, indicator_id, items)
    yield targets.ranks(values, items, indicator_id)
    yield from targets.values(values, items, indicator_id)


def _city_levels(measured: Measured, indicator_id: str | None = None) -> list[target_status.Level]:
    """Return the levels set by the city's plans; communes set over a hundred, too many for a chart."""
    found = target_status.levels(measured, indicator_id)
    return [item for item in found if item.plan.record.scope == CITY]
