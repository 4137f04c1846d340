"""Measures of targets as rows: the level that the text sets, and the latest published figure for it."""

from dataclasses import dataclass

from generator.charts.targets import latest_words, level_words, years_words
from generator.measures.published_figures import CITY, LevelEntry, is_task, main_figure
from generator.measures.target_status import Level, is_of_years
from generator.model import records, wording
from generator.model.portal import Plan, Portal
from generator.pages.targets.figure_views import entry_words, kind_words, when, written
from generator.view import urls, views
from generator.view.fields.targets import OF_MEASURE, MeasureOfTarget
from generator.view.shown_fields import agency_links, not_entered, shown_fields
from generator.view.values import Values

FIRST = frozenset({"other_years", "no_year"})
"""Outcomes that are said before the figure, because it is not of the target's years as far as is known."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A further field of a measure: its name, and its value as written or a link."""

    name: str
    value: views.Value | views.Link


@dataclass(frozen=True, slots=True)
class LatestView:
    """The latest published figure for a measure, with notes on how the two compare."""

    value: views.Value | None
    """None if no figure was published; the row says “chưa có số liệu”."""
    url: str
    period: views.Value | None
    notes: tuple[str, ...]
    before: views.Value | None = None
    """Words before the value: that there is no figure of the target's own years, only this one."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure of a target."""

    number: views.Value
    url: str
    """Address of its target."""
    label: views.Value
    level: views.Value
    """The level as written."""
    words: views.Value | None
    """The level in plain words (“trong 5 hạng đầu”); None if they are the same as written."""
    period: views.Value | None
    details: tuple[Detail, ...]
    indicator: views.Link | None
    latest: LatestView
    deadline: views.Value | None
    due: views.Value | None
    """See `due_words`."""
    responsible: tuple[views.Link, ...]
    task: str
    """“nhiệm vụ 38” where a task sets the level; empty for a target."""
    plan: views.Link
    undated: bool
    receipt: views.Receipt


def measure_row(values: Values, item: Level) -> MeasureRow:
    """Return a measure as a row."""
    entry, target, measure = item.target.record, item.target, item.measure
    words = level_words(values.t, item)
    machine = "" if measure.value is None else f"{measure.comparator} {format(measure.value, 'f')}"
    plain = None
    if words.casefold() != measure.value_as_written.casefold():
        plain = values.value(words, target, "measures", machine=machine)
    return MeasureRow(
        number=values.value(
            entry_words(values.t, target, short=True), target, "number", machine=entry.number
        ),
        url=urls.task_by_key(f"{item.plan.id}/{entry.number}")
        if item.is_of_task
        else urls.target(item.plan.id, entry.number),
        label=values.value(measure.label, target, "measures", machine=measure.key),
        level=values.value(measure.value_as_written, target, "measures", machine=machine),
        words=plain,
        period=values.value(measure.period, target, "measures") if measure.period else None,
        details=details(values, item),
        indicator=indicator_link(values.portal, measure.indicator) if measure.indicator else None,
        latest=latest_view(values, item),
        deadline=_deadline(values, target),
        due=due_words(values, item.plan, target),
        responsible=_responsible(values, target),
        task=entry_words(values.t, target) if item.is_of_task else "",
        plan=values.plan_link(item.plan.id),
        undated=values.portal.is_undated(item.plan),
        receipt=values.receipt(target),
    )


def _responsible(values: Values, target: LevelEntry) -> tuple[views.Link, ...]:
    """Return who is responsible for a level: the lead of a task, or those whom a target names."""
    return agency_links(values, target, "lead" if is_task(target) else "responsible")


def _deadline(values: Values, target: LevelEntry) -> views.Value | None:
    """Return the deadline as written, or that it was not entered; None if the text sets none."""
    if target.record.deadline:
        return values.value(target.record.deadline, target, "deadline")
    words = not_entered(values.t, target, "deadline")
    return values.value(words, target, "deadline", machine="") if words else None


def due_words(values: Values, plan: Plan, target: LevelEntry) -> views.Value | None:
    """Return the last compliant days of a target in words; None for a task, and if there are no days.

    Also says if they have passed and no result was reported for the target.
    """
    deadline = None if is_task(target) else plan.target_deadlines.get(target.record.number)
    if deadline is None or deadline.late_after is None:
        return None
    as_of = values.measured.as_of
    days = wording.listed(wording.day(day) for day in deadline.instances)
    reported = any(
        located.record.target == target.record.number
        for quarter in plan.quarters
        for located in quarter.results
    )
    passed = as_of > deadline.late_after and not reported and "deadline" not in target.record.uncertain
    words = values.t("targets.due-without-result" if passed else "targets.due", days=days)
    return values.value(words, target, "deadline", machine=deadline.late_after_text)


def details(values: Values, item: Level) -> tuple[Detail, ...]:
    """Return stretch goal, baseline and exception of a measure, as written, then its fields with `show`."""
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
    if measure.not_entered:
        names = ", ".join(
            wording.lowered(values.label(records.Measure, name)) for name in measure.not_entered
        )
        found.append(("measure_not_entered", names, ";".join(measure.not_entered)))
    levels = (
        Detail(
            values.label(records.Measure, name), values.value(text, item.target, "measures", machine=machine)
        )
        for name, text, machine in found
    )
    row = MeasureOfTarget(item.plan.id, item.target, measure)
    shown = shown_fields(values, item.target, OF_MEASURE, row)
    return (*levels, *(Detail(one.label, part) for one in shown for part in one.parts))


def indicator_link(portal: Portal, indicator_id: str) -> views.Link:
    """Return a link to an indicator with its short name."""
    return views.Link(portal.indicators[indicator_id].record.short_name, urls.indicator(indicator_id))


def latest_view(values: Values, item: Level) -> LatestView:
    """Return the figure compared with a measure, else the indicator's main figure and why not compared."""
    measure, latest = item.measure, item.latest
    url = urls.indicator(measure.indicator) if measure.indicator else ""
    found = latest.figure if latest is not None else None
    if found is None and measure.indicator:
        found = main_figure(values.measured, measure.indicator)
    place = "targets" if item.comparison in FIRST else "site"
    outcome = values.t(f"{place}.comparison.{item.comparison}", years=years_words(values.t, item))
    if found is None:
        return LatestView(None, url, None, (outcome,))
    first = outcome if item.comparison in FIRST else ""
    if latest is None and item.plan.record.scope == CITY and not is_of_years(found, item):
        first = values.t("targets.comparison.other_years", years=years_words(values.t, item))
    notes = [outcome] if item.comparison not in FIRST else []
    kind = kind_words(values, found) if latest is None or found.kind != "reported" else ""
    notes += [kind] if kind else []
    if found.is_before_merger(values.portal) and item.comparison != "before_merger":
        notes.append(values.t("targets.before-merger"))
    return LatestView(
        value=_latest_value(values, item) or written(values, found),
        url=url,
        period=when(values, found),
        notes=tuple(notes),
        before=values.value(first, item.target, "measures", machine=item.comparison) if first else None,
    )


def _latest_value(values: Values, item: Level) -> views.Value | None:
    """Return the compared figure: a place in a ranking in words; None to show it as written."""
    latest = item.latest
    if latest is None or latest.value is None or not item.is_rank:
        return None
    words = latest_words(values.t, item)
    return values.value(words, latest.located, "value", machine=format(latest.value, "f"))
