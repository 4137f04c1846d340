"""Charts drawn at build time: numbers → specification (Altair) → SVG (vl-convert) → finished SVG (lxml).

Pages ask for their charts here; `files` gives the numbers of every chart the pages show. A set of numbers
that has nothing to tell apart gives no chart: the page says so in words.
"""

from collections.abc import Iterator

from generator.charts import progress, series, states, targets
from generator.charts.heat import CSV_URL, Heat
from generator.charts.plot import FOLDER, Plot, drawn
from generator.measures import target_status
from generator.measures.metrics import Measured
from generator.model.portal import Plan
from generator.view import views
from generator.view.site import SiteFile
from generator.view.values import Values

__all__ = [
    "FOLDER", "charts_for_area", "charts_for_home", "charts_for_indicator", "charts_for_plan",
    "charts_for_targets", "files", "links",
]  # fmt: skip

PLANS_DRAWN = 4
"""Plans, in the order of the portal, that get charts of their own; the others show their grid alone.

A drawing takes 50-100 ms: with a plan for each of 114 communes the build would be mostly drawing.
"""


def charts_for_home(values: Values) -> tuple[views.Chart, ...]:
    """The headline plan: its burn-up, its deadlines by month, and where its tasks stand by area."""
    return drawn(list(_home(values)))


def charts_for_plan(values: Values, plan: Plan) -> tuple[views.Chart, ...]:
    """A plan: burn-up by quarter, by area, by leading agency, deadlines by month."""
    return drawn(list(_plan(values, plan)))


def charts_for_area(values: Values, area_id: str) -> tuple[views.Chart, ...]:
    """An area: its tasks in each plan, side by side."""
    return drawn(list(_area(values, area_id)))


def charts_for_targets(values: Values) -> tuple[views.Chart, ...]:
    """Targets of the city's plans against the latest published values: ranks apart from values."""
    return drawn(list(_targets(values)))


def charts_for_indicator(values: Values, indicator_id: str) -> tuple[views.Chart, ...]:
    """One indicator: through time from three figures on, and against the targets of the city's plans."""
    return drawn(list(_indicator(values, indicator_id)))


def files(values: Values) -> list[SiteFile]:
    """The numbers of every chart of the site, as CSV under ``du-lieu/bieu-do/``, each once."""
    found: dict[str, SiteFile] = {}
    for plot in plots(values):
        found.setdefault(plot.id, plot.file())
    heat = Heat(values.measured)
    if heat.tasks and heat.communes:
        found[CSV_URL] = heat.file()
    return list(found.values())


def links(values: Values) -> tuple[views.Link, ...]:
    """The same files as links, by the titles of their charts."""
    found = {plot.id: views.Link(plot.title, plot.csv_url) for plot in plots(values)}
    heat = Heat(values.measured)
    if heat.tasks and heat.communes:
        found[CSV_URL] = views.Link(values.t("communes.title"), CSV_URL)
    return tuple(found.values())


def plots(values: Values) -> Iterator[Plot]:
    """Every chart of the site, not yet drawn."""
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
    yield targets.ranks(values, items, f"chi-tieu-thu-hang-{indicator_id}")
    yield from targets.values(values, items, f"chi-tieu-muc-{indicator_id}")


def _city_levels(measured: Measured, indicator_id: str | None = None) -> list[target_status.Level]:
    """Levels that the city's plans set; those of communes, a hundred at times, stand in the tables alone."""
    found = target_status.levels(measured, indicator_id)
    return [item for item in found if item.plan.record.scope == target_status.CITY]
