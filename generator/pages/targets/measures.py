"""Measures of targets as rows: what the text sets, and what was published of the same quantity."""

from dataclasses import dataclass

from generator.charts.targets import latest_words, level_words
from generator.measures.target_status import Level
from generator.model import records
from generator.model.portal import Located, Portal
from generator.view import urls, views
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class Detail:
    """A further field of a measure, with its name."""

    name: str
    value: views.Value


@dataclass(frozen=True, slots=True)
class LatestView:
    """The newest published figure beside a measure, and what may be said of the two."""

    value: views.Value | None
    """None: “chưa có số liệu”."""
    url: str
    period: views.Value | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure of a target."""

    number: views.Value
    url: str
    """Place of its target."""
    label: views.Value
    level: views.Value
    """As written."""
    words: views.Value | None
    """The same level in plain words where the text's own differ (“trong 5 hạng đầu”)."""
    period: views.Value | None
    details: tuple[Detail, ...]
    indicator: views.Link | None
    latest: LatestView
    deadline: views.Value | None
    responsible: tuple[views.Link, ...]
    plan: views.Link
    undated: bool
    receipt: views.Receipt


def measure_row(values: Values, item: Level) -> MeasureRow:
    """A measure as a row."""
    target, measure = item.target, item.measure
    words = level_words(values.t, item)
    machine = "" if measure.value is None else f"{measure.comparator} {format(measure.value, 'f')}"
    plain = None
    if words.casefold() != measure.value_as_written.casefold():
        plain = values.value(words, target, "measures", machine=machine)
    return MeasureRow(
        number=values.value(target.record.number, target, "number"),
        url=urls.target(item.plan.id, target.record.number),
        label=values.value(measure.label, target, "measures", machine=measure.key),
        level=values.value(measure.value_as_written, target, "measures", machine=machine),
        words=plain,
        period=values.value(measure.period, target, "measures") if measure.period else None,
        details=details(values, item),
        indicator=indicator_link(values.portal, measure.indicator) if measure.indicator else None,
        latest=latest_view(values, item),
        deadline=values.value(target.record.deadline, target, "deadline") if target.record.deadline else None,
        responsible=values.agency_links(target.record.responsible),
        plan=values.plan_link(item.plan.id),
        undated=values.portal.is_undated(item.plan),
        receipt=values.receipt(target),
    )


def details(values: Values, item: Level) -> tuple[Detail, ...]:
    """Stretch, baseline and exception of a measure, as written."""
    measure = item.measure
    found = []
    if measure.stretch is not None:
        found.append(("stretch", measure.stretch.value_as_written, format(measure.stretch.value, "f")))
    if measure.baseline is not None:
        value = measure.baseline.value
        machine = measure.baseline.value_as_written if value is None else format(value, "f")
        found.append(("baseline", measure.baseline.value_as_written, machine))
    if measure.exception is not None:
        found.append(("exception", measure.exception, measure.exception))
    return tuple(
        Detail(values.t(f"targets.{name}"), values.value(text, item.target, "measures", machine=machine))
        for name, text, machine in found
    )


def indicator_link(portal: Portal, indicator_id: str) -> views.Link:
    """Link to an indicator by its short name."""
    return views.Link(portal.indicators[indicator_id].record.short_name, urls.indicator(indicator_id))


def latest_view(values: Values, item: Level) -> LatestView:
    """The figure held against a measure; else the indicator's newest figure with the reason it is not."""
    measure = item.measure
    url = urls.indicator(measure.indicator) if measure.indicator else ""
    notes = [values.t(f"targets.comparison.{item.comparison}")]
    if item.latest is not None:
        latest = item.latest
        text = latest_words(values.t, item) if item.is_rank else latest.as_written
        if latest.before_merger and item.concluded:
            notes.append(values.t("targets.before-merger"))
        return LatestView(
            value=values.value(text, latest.located, "value", machine=format(latest.value, "f")),
            url=url,
            period=values.value(latest.period, latest.located, "period") if latest.period else None,
            notes=tuple(notes),
        )
    found = values.portal.latest_observation(measure.indicator) if measure.indicator else None
    if found is None:
        return LatestView(None, url, None, tuple(notes))
    report, located = found
    if values.portal.is_before_merger(report):
        notes.append(values.t("targets.before-merger"))
    period = values.value(located.record.period, located, "period") if located.record.period else None
    return LatestView(written(values, located), url, period, tuple(notes))


def written(values: Values, located: Located[records.Observation]) -> views.Value:
    """A published figure as written, its number for machines."""
    record = located.record
    machine = record.value_as_written if record.value is None else format(record.value, "f")
    return values.value(record.value_as_written, located, "value", machine=machine)
