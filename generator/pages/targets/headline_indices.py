"""The cards of the headline indices: latest published value, rank, change, and the headline plan's target."""

from dataclasses import dataclass

from generator.charts.targets import level_words
from generator.data.catalogue import TextOf
from generator.measures import target_status
from generator.measures.published_figures import Figure, ReportedValue, ReportFigure, main_figure
from generator.model import records, wording
from generator.model.portal import Located, Plan
from generator.pages.targets.figure_views import (
    PERCENT,
    kind_words,
    large_value,
    newer_values,
    scale_after,
    unit_after,
    when,
)
from generator.view import urls, views
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class IndexCard:
    """One index (see ``components/index_cards.j2``)."""

    name: str
    gloss: str
    url: str
    value: views.Value | None
    """None if no figure was published; the card says “chưa có số liệu”."""
    scale: views.Value | None
    """Scale after the value, “/80”; None if none is stated."""
    suffix: str
    """Unit after value and scale."""
    share: float | None
    """Length of the bar, 0 to 100; None (no bar) if no scale is stated and the unit is not %."""
    target_share: float | None
    """Position of the target on the bar, 0 to 100; None for none."""
    lines: tuple[views.Value, ...]
    receipt: views.Receipt | None
    brief: tuple[views.Value, ...] = ()
    """Rank, change and target in few words, for a list on one screen."""
    explanation: views.Value | None = None
    """What the index measures and whether higher is better, in the editors' words."""
    measured_by: views.Value | None = None


def index_cards(values: Values) -> tuple[IndexCard, ...]:
    """Return the cards of the indicators marked ``headline``, in the order of the register."""
    plan = values.portal.plans[values.portal.settings.headline_plan]
    return tuple(
        index_card(values, indicator, plan)
        for indicator in values.portal.indicators.values()
        if indicator.record.headline
    )


def index_card(values: Values, indicator: Located[records.Indicator], plan: Plan) -> IndexCard:
    """Make the card of one indicator; what no source states is left out. `plan` is the headline plan."""
    record = indicator.record
    found = main_figure(values.measured, record.id)
    targets = target_measures(plan, record.id)
    lines = [] if found is None else figure_lines(values, found)
    lines += newer_values(values, record.id)
    lines += target_lines(values, plan, indicator, targets)
    length = share(found)
    return IndexCard(
        name=record.short_name,
        gloss=gloss(values.t, record),
        url=urls.indicator(record.id),
        value=None if found is None else large_value(values, found),
        scale=scale_after(values, found),
        suffix=unit_after(found),
        share=length,
        target_share=None if length is None or is_scaled(found) else target_share(targets),
        lines=tuple(lines),
        receipt=None if found is None else values.receipt(found.located),
        brief=(
            *(() if found is None else brief_lines(values, found)),
            *brief_targets(values, indicator, plan),
        ),
        explanation=values.value(record.explanation, indicator) if record.explanation else None,
        measured_by=values.value(record.measured_by, indicator) if record.measured_by else None,
    )


def brief_lines(values: Values, figure: Figure) -> list[views.Value]:
    """Return, in few words, the rank, when the figure is of, and the first change with what it is against."""
    if isinstance(figure, ReportedValue):
        return [when(values, figure)]
    located, record = figure.located, figure.located.record
    lines = []
    if record.rank is not None:
        key = "home.brief.rank" if record.of_total is None else "home.brief.rank-of"
        total = "" if record.of_total is None else wording.number(record.of_total)
        text = values.t(key, rank=wording.number(record.rank), total=total)
        lines.append(values.value(text, located, "rank", machine=str(record.rank)))
    lines.append(when(values, figure))
    stated = next((c for c in record.comparisons if c.against), None)
    if stated is not None:
        text = values.t("home.change", change=stated.change_as_written, against=stated.against)
        machine = "" if stated.change is None else format(stated.change, "f")
        lines.append(values.value(text, located, "comparisons", machine=machine))
    return lines


def brief_targets(values: Values, indicator: Located[records.Indicator], plan: Plan) -> list[views.Value]:
    """Return, in few words, the levels that the plan sets for the indicator, or that it sets none."""
    items = [
        item for item in target_status.levels(values.measured, indicator.record.id) if item.plan.id == plan.id
    ]
    if not items:
        return [views.Value(values.t("home.brief.no-target"), "", values.receipt(indicator))]
    return [
        values.value(
            values.t("home.brief.target", level=level_words(values.t, item)),
            item.target,
            "measures",
            machine="" if item.measure.value is None else format(item.measure.value, "f"),
        )
        for item in items
    ]


def gloss(t: TextOf, record: records.Indicator) -> str:
    """Return the explanation shown under an index's short name; its full name if the catalogue has none."""
    try:
        return t(f"home.gloss.{record.id}")
    except KeyError:
        return record.name


def is_scaled(figure: Figure | None) -> bool:
    """Whether a figure is on a scale of its own, such as 80 points, and not a percentage."""
    return isinstance(figure, ReportFigure) and figure.located.record.unit != PERCENT


def share(figure: Figure | None) -> float | None:
    """Return the length of the bar in per cent; None if a figure has no scale and is not a percentage."""
    record = figure.located.record if isinstance(figure, ReportFigure) else None
    if record is None or record.kind != "result" or record.value is None:
        return None
    if record.scale:
        return round(float(record.value / record.scale * 100), 2)
    return float(record.value) if record.unit == PERCENT else None


def figure_lines(values: Values, figure: Figure) -> list[views.Value]:
    """Return what the figure is, rank and first change, as far as stated, and when the figure is of."""
    kind = kind_words(values, figure)
    lines = (
        [values.value(wording.sentence(kind), figure.located, "kind", machine=figure.kind)] if kind else []
    )
    of = when(values, figure)
    if isinstance(figure, ReportedValue):
        return [*lines, of]
    located, record = figure.located, figure.located.record
    if record.rank is not None:
        rank = values.t("home.rank", rank=wording.number(record.rank))
        if record.of_total is not None:
            rank = values.t(
                "home.rank-of", rank=wording.number(record.rank), total=wording.number(record.of_total)
            )
        text = values.t("home.edition", rank=rank, period=of.text)
        lines.append(values.value(text, located, "rank", machine=str(record.rank)))
    else:
        lines.append(values.value(wording.sentence(of.text), located, "period"))
    stated = next((c for c in record.comparisons if c.against), None)
    if stated is not None:
        text = values.t(
            "home.change", change=wording.sentence(stated.change_as_written), against=stated.against
        )
        machine = "" if stated.change is None else format(stated.change, "f")
        lines.append(values.value(text, located, "comparisons", machine=machine))
    return lines


def target_measures(plan: Plan, indicator_id: str) -> list[tuple[Located[records.Target], records.Measure]]:
    """Return the measures of a plan's targets that use an indicator, each with its target."""
    return [
        (target, measure)
        for target in plan.targets
        for measure in target.record.measures
        if measure.indicator == indicator_id
    ]


def target_lines(
    values: Values,
    plan: Plan,
    indicator: Located[records.Indicator],
    targets: list[tuple[Located[records.Target], records.Measure]],
) -> list[views.Value]:
    """Return the plan's targets for the indicator as written, or that the plan sets none."""
    if not targets:
        text = values.t("home.no-target", plan=plan.record.short_title)
        return [views.Value(text, "", values.receipt(indicator))]
    lines = []
    for target, measure in targets:
        key = "home.target" if measure.period else "home.target-plain"
        text = values.t(key, period=measure.period or "", value=measure.value_as_written)
        machine = "" if measure.value is None else format(measure.value, "f")
        lines.append(values.value(text, target, "measures", machine=machine))
    return lines


def target_share(targets: list[tuple[Located[records.Target], records.Measure]]) -> float | None:
    """Return the position of the target's mark on a bar of percentages; None if no target is a percentage."""
    values = [m.value for _, m in targets if m.unit == PERCENT and m.value is not None]
    return float(values[0]) if values else None


def merger_note(values: Values) -> views.Value | None:
    """Return the note that figures of the headline indices are of the city before its merger.

    It names the indices if the figures of others are of after the merger; None if no figure is of before it.
    """
    figures = {
        indicator.record.short_name: main_figure(values.measured, key)
        for key, indicator in values.portal.indicators.items()
        if indicator.record.headline
    }
    there = {name: figure for name, figure in figures.items() if figure is not None}
    before = [name for name, figure in there.items() if figure.is_before_merger(values.portal)]
    day = values.portal.settings.merger
    if day is None or not before:
        return None
    key = "home.before-merger" if len(before) == len(there) else "home.before-merger-some"
    text = values.t(key, day=wording.day(day), names=wording.listed(before))
    return values.computed(text, day.isoformat(), None, "as-of")
