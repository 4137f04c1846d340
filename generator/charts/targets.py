"""Charts of targets against the latest figures, and the words for levels and figures."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from math import floor, log10

from generator.charts.bullets import Axis, LevelRow, Tick, against_latest
from generator.charts.plot import Plot, documents_of
from generator.data.catalogue import TextOf
from generator.measures import frames
from generator.measures.published_figures import CITY
from generator.measures.target_status import Level
from generator.model import records, wording
from generator.model.portal import Portal
from generator.model.slugs import slug
from generator.view import scopes, urls, views
from generator.view.figure_words import figure_period
from generator.view.scopes import Scope
from generator.view.sentences import sentence
from generator.view.values import Values

PERCENT = "%"
HUNDRED = 100
TEN = 10


def ranks(values: Values, items: Sequence[Level], indicator_id: str = "") -> Plot | None:
    """Return the chart of ranks that targets set against the latest ranks; None if none can be compared.

    With `indicator_id`, `items` are the levels of that indicator alone.
    """
    rows = [item for item in items if item.is_rank and item.drawn]
    plot_id = "-".join(filter(None, ("chi-tieu-thu-hang", indicator_id)))
    return _plot(values, plot_id, "charts.ranks", rows, _drawn(rows, indicator_id)) if rows else None


def values(values: Values, items: Sequence[Level], indicator_id: str = "") -> list[Plot]:
    """Return charts of other levels that targets set against the latest figures, one chart per unit.

    With `indicator_id`, `items` are the levels of that indicator alone.
    """
    plot_id = "-".join(filter(None, ("chi-tieu-muc", indicator_id)))
    rows = [item for item in items if not item.is_rank and item.drawn]
    units = dict.fromkeys(item.measure.unit or "" for item in rows)
    return [
        _plot(
            values,
            plot_id if unit == PERCENT else f"{plot_id}-{slug(unit) or 'so'}",
            "charts.values",
            same := [item for item in rows if (item.measure.unit or "") == unit],
            _drawn(same, indicator_id),
        )
        for unit in units
    ]


def _drawn(rows: Sequence[Level], indicator_id: str) -> Scope:
    """The published rows of the levels of one chart: of the city's plans, in one unit, with a figure."""
    of = scopes.rows("levels", unit=rows[0].measure.unit or "").among("plan.scope", CITY)
    of = of.where(indicator=indicator_id) if indicator_id else of
    return of.filled("value").filled("latest").outside("comparison", "question_over", "question_short")


def _plot(values: Values, plot_id: str, key: str, rows: Sequence[Level], of: Scope) -> Plot:
    description = values.t(f"{key}.description")
    if all(item.latest is not None and item.latest.before_merger for item in rows):
        description = f"{description} {values.t('charts.before-merger')}"
    undated = sum(1 for item in rows if values.portal.is_undated(item.plan))
    if 0 < undated < len(rows):
        description = f"{description} {values.t('charts.undated')}"
    axis = _axis(rows)
    return Plot(
        id=plot_id,
        title=_title(values, key, rows, of),
        description=description,
        columns=tuple(
            values.t(f"charts.columns.{name}") for name in ("measure", "plan", "level", "latest", "when")
        ),
        rows=tuple(_row(values, item) for item in rows),
        frame=frames.levels(rows),
        receipt=views.Receipt("table:targets", f"{urls.DATA}targets.csv", url=f"{urls.DATA}targets.csv"),
        layout=partial(
            against_latest, tuple(_level_row(values.portal, values.t, item, axis) for item in rows), axis
        ),
        documents=documents_of(
            values,
            (item.plan for item in rows),
            filter(None, (_latest_document(item) for item in rows)),
        ),
    )


def _title(values: Values, key: str, rows: Sequence[Level], of: Scope) -> views.Sentence:
    """Say how many targets are met, leaving out plans whose copy has no number and date.

    Only figures of a target's own years show whether it is met; if there are none, say that. `of` are the
    published rows of these levels.
    """
    t = values.t
    every = [item for item in rows if not values.portal.is_undated(item.plan)]
    of = of.among("plan", *dict.fromkeys(item.plan.id for item in every))
    dated = [item for item in every if item.concluded]
    reached = sum(1 for item in dated if item.comparison == "reached")
    if not every:
        return sentence(t, f"{key}.title-undated")
    if not dated and len(every) > 1:
        return sentence(t, f"{key}.title-none", total=values.tally(len(every), of))
    if not dated:
        return _title_of(values, "charts.title-none-one", every[0])
    if len(dated) == 1:
        return _title_of(values, f"{key}.title-{'one' if reached else 'one-not'}", dated[0])
    which = "all" if reached == len(dated) else "some"
    met = values.tally(reached, of.where(comparison="reached"))
    total = values.tally(len(dated), of.among("comparison", "reached", "not_reached"))
    return sentence(t, f"{key}.title-{which}", reached=met, total=total)


def _title_of(values: Values, key: str, item: Level) -> views.Sentence:
    label, plan, level, latest, _ = _row(values, item)
    machine = "-".join(dict.fromkeys(map(str, item.years)))
    years = values.value(years_words(values.t, item), item.target, "measures", machine=machine)
    return sentence(values.t, key, name=label, latest=latest, level=level, plan=plan, years=years)


def years_words(t: TextOf, item: Level) -> str:
    """Write the years for which a level is set: “năm 2026”, “giai đoạn 2026 - 2030”."""
    first, last = item.years
    key = "targets.year" if first == last else "targets.years"
    return t(key, first=str(first), last=str(last))


def name(portal: Portal, item: Level) -> str:
    """Short name of the indicator; the measure's own label if it has none."""
    indicator = item.measure.indicator
    return portal.indicators[indicator].record.short_name if indicator else item.measure.label


def in_unit(value: Decimal, unit: str | None) -> str:
    """Write a number with its unit: ``90%``, ``3 ngày``."""
    number = wording.number(value)
    return f"{number}%" if unit == PERCENT else f"{number} {unit}" if unit else number


def level_words(t: TextOf, item: Level) -> str:
    """Write a level in words: “tối thiểu 90%”, “trong 5 hạng đầu”."""
    if item.measure.value is None:
        return item.measure.value_as_written
    return _compared(t, item.measure.comparator, item.measure.value, item)


def _compared(t: TextOf, comparator: str, value: Decimal, item: Level) -> str:
    code = {">=": "ge", "<=": "le", ">": "gt", "<": "lt", "=": "eq"}[comparator]
    if item.is_rank and code == "le":
        return t("charts.level.top", value=wording.number(value))
    return t(f"charts.level.{code}", value=in_unit(value, item.measure.unit))


def latest_words(t: TextOf, item: Level) -> str:
    """Write the latest figure with its unit: “91,10%”, “hạng 1”; empty if there is none."""
    if item.latest is None:
        return ""
    if item.latest.value is None:
        return item.latest.as_written
    if item.is_rank:
        return t("charts.level.rank", value=wording.number(item.latest.value))
    return in_unit(item.latest.value, item.measure.unit)


def _latest_document(item: Level) -> str | None:
    """Return the id of the document with the latest figure; None if there is none."""
    record = item.latest.located.record if item.latest is not None else None
    if isinstance(record, records.Observation):
        return record.source.document
    return record.reporting_document if record is not None else None


def _row(values: Values, item: Level) -> tuple[views.Value, ...]:
    latest = item.latest
    if latest is None or latest.value is None or item.measure.value is None:
        raise ValueError(item.comparison)
    machine = format(latest.value, "f")
    when = figure_period(values, latest.figure)
    if latest.before_merger:
        when = values.t("charts.when-before", when=when)
    return (
        values.value(name(values.portal, item), item.target, "measures", machine=item.measure.key),
        values.value(item.plan.record.short_title, item.target, machine=item.plan.id),
        values.value(
            level_words(values.t, item), item.target, "measures", machine=format(item.measure.value, "f")
        ),
        values.value(latest_words(values.t, item), latest.located, "value", machine=machine),
        values.value(when, latest.located, "period", machine=latest.period),
    )


def _level_row(portal: Portal, t: TextOf, item: Level, axis: Axis) -> LevelRow:
    measure, latest = item.measure, item.latest
    if latest is None or latest.value is None or measure.value is None:
        raise ValueError(item.comparison)
    place = float(measure.value)
    good = {">": (place, axis.last), "<": (axis.first, place)}.get(measure.comparator[0], (place, place))
    ticks = [Tick(place, level_words(t, item))]
    if measure.stretch is not None:
        words = _compared(t, measure.stretch.comparator, measure.stretch.value, item)
        if item.is_rank:
            words = wording.number(measure.stretch.value)
        ticks.append(Tick(float(measure.stretch.value), t("charts.level.stretch", value=words)))
    note = item.plan.record.short_title
    if portal.is_undated(item.plan):
        note = f"{note} · {t('charts.undated-short')}"
    if latest.before_merger:
        note = f"{note} · {t('charts.before-merger-short')}"
    return LevelRow(
        key=f"{item.plan.id}/{item.number}/{measure.key}",
        name=name(portal, item),
        note=note,
        good=good,
        ticks=tuple(ticks),
        latest=Tick(float(latest.value), latest_words(t, item)),
    )


def _axis(rows: Sequence[Level]) -> Axis:
    numbers: list[float] = [float(item.measure.value) for item in rows if item.measure.value is not None]
    latest = [item.latest.value for item in rows if item.latest is not None]
    numbers += [float(value) for value in latest if value is not None]
    numbers += [float(item.measure.stretch.value) for item in rows if item.measure.stretch is not None]
    if rows[0].is_rank:
        last = max(TEN, int(max(numbers)) + 1)
        every = 1 if last <= TEN else 5 * (1 + last // 50)
        marks = [1, *(place for place in range(2, last + 1) if place % every == 0)]
        return Axis(1, last, tuple(Tick(place, str(place)) for place in marks))
    percent = rows[0].measure.unit == PERCENT and max(numbers) <= HUNDRED
    low, high = min(numbers), float(HUNDRED) if percent else max(numbers)
    step = _step((high - low) or abs(high) or 1)
    # Leave a step to the left of the lowest number, so that its words and dot are inside the drawing.
    first = floor(low / step) * step - step
    first = max(0.0, first) if low >= 0 else first
    end = high if percent else (floor(high / step) + 1) * step
    places = [round(first + step * number, 6) for number in range(floor((end - first) / step + 1e-9) + 1)]
    return Axis(first, end, tuple(Tick(place, _mark(place, rows[0].measure.unit)) for place in places))


def _step(span: float) -> float:
    """Return a round step (1, 2 or 5 times a power of ten) that divides a span into about four."""
    size = 10 ** floor(log10(span / 4)) if span > 0 else 1
    return float(next(size * factor for factor in (1, 2, 5, 10) if size * factor >= span / 4 - 1e-9))


def _mark(place: float, unit: str | None) -> str:
    number = wording.number(Decimal(f"{place:g}") if place < 1e6 else Decimal(int(place)))  # noqa: PLR2004
    return f"{number}%" if unit == PERCENT else number
